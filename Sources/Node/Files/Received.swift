import Synchronization

/// How many bytes have come in.
final class Received: Sendable {
    private let total = Mutex(0)

    var count: Int { total.withLock { $0 } }

    /// The total after adding.
    func add(_ count: Int) -> Int {
        total.withLock {
            $0 += count
            return $0
        }
    }
}
