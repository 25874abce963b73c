import Foundation
import Synchronization

/// A few threads of their own for work that blocks (hashing passwords, decoding photos, syncing files), with a bound on what
/// may wait; beyond it the caller is told that we are busy.
///
/// Never the cooperative pool: it is two threads wide on two cores.
final class Crew: Sendable {
    private struct Inner {
        var waiting: [@Sendable () -> Void] = []
        var isClosed = false
    }

    private let inner = Mutex(Inner())
    private let wake = DispatchSemaphore(value: 0)
    private let waitingMax: Int
    private let name: String

    init(_ name: String, threads: Int, waitingMax: Int) {
        self.name = name
        self.waitingMax = waitingMax
        for number in 1...threads {
            let thread = Thread { [self] in self.work() }
            thread.name = "\(name)-\(number)"
            thread.start()
        }
    }

    /// The body's answer, from one of the crew's threads.
    func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = inner.withLock { inner in
                guard !inner.isClosed, inner.waiting.count < waitingMax else { return false }
                inner.waiting.append { continuation.resume(with: Result(catching: body)) }
                return true
            }
            if isTaken {
                wake.signal()
            } else {
                continuation.resume(throwing: Fault.busy(retryAfterSeconds: Limits.busyRetrySeconds))
            }
        }
    }

    /// What waits is still done; nothing new is taken.
    func close() {
        inner.withLock { $0.isClosed = true }
        for _ in 0..<8 { wake.signal() }
    }

    private func work() {
        while true {
            wake.wait()
            let (next, isOver) = inner.withLock { inner in
                (inner.waiting.isEmpty ? nil : inner.waiting.removeFirst(), inner.isClosed && inner.waiting.isEmpty)
            }
            next?()
            if next == nil && isOver { return }
        }
    }
}
