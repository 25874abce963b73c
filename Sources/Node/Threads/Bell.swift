import Synchronization

/// Wakes one loop: it rings when there is something to do, and a ring while nobody sleeps is kept.
final class Bell: Sendable {
    private struct Inner {
        var hasRung = false
        var sleep: Task<Void, Never>?
    }

    private let inner = Mutex(Inner())

    func ring() {
        let sleep = inner.withLock { inner in
            defer { inner.sleep = nil }
            if inner.sleep == nil { inner.hasRung = true }
            return inner.sleep
        }
        sleep?.cancel()
    }

    /// Returns at the next ring, after the time, or when the caller's task is cancelled.
    ///
    /// One loop sleeps at a bell.
    func sleep(seconds: Double) async {
        // A cancelled sleep is a ring; there is nothing else to learn from it.
        let sleep = Task<Void, Never> { try? await Task.sleep(for: .milliseconds(Int(max(0, seconds) * 1_000))) }
        let hasRung = inner.withLock { inner in
            if !inner.hasRung { inner.sleep = sleep }
            defer { inner.hasRung = false }
            return inner.hasRung
        }
        if hasRung { sleep.cancel() }
        await withTaskCancellationHandler {
            await sleep.value
        } onCancel: {
            sleep.cancel()
        }
        inner.withLock { $0.sleep = nil }
    }
}
