import Civic
import Logging
import ServiceLifecycle
import Store
import Synchronization

/// Messages to strangers wait in a lane for each receiver, worked by itself: one that hangs, or has failed for days, holds up
/// nobody else, and a message that one receiver can't digest does not hold up what came after it.
extension Outbox {
    /// Lanes in which a message waits, with when the first is due.
    func lanes() throws -> [(lane: String, due: Moment)] {
        try book.database.read { connection in
            var found: [(String, Moment)] = []
            var after = ""
            while let row = try connection.row(OutboxTable.nextLane, ["after": .text(after)]) {
                after = try row.text("lane")
                found.append((after, try row.moment("due")))
            }
            return found
        }
    }

    /// Delivers what is due in a lane, one after the other, and gives how many were tried.
    @discardableResult
    func work(lane: String) async throws -> Int {
        if lane.hasPrefix(Self.digestLane) { return try await workDigest(lane: lane) }
        var count = 0
        while !Task.isCancelled {
            let values: KeyValuePairs<String, SQLValue> = [
                "lane": .text(lane), "now": .moment(book.outside.now()), "limit": 1,
            ]
            guard let row = try book.database.read({ try $0.row(OutboxTable.ofLane, values) }) else { break }
            let message = try message(row, state: .waiting, outcome: "")
            try await settle([(message, await settlement(of: message))])
            count += 1
        }
        return count
    }

    /// Delivers what is due to strangers, all lanes side by side.
    @discardableResult
    package func deliverToStrangers() async throws -> Int {
        let now = book.outside.now()
        let due = try lanes().filter { $0.due <= now }
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for (lane, _) in due { group.addTask { try await self.work(lane: lane) } }
            return try await group.reduce(0, +)
        }
    }
}

/// Works the lanes of a government, each as soon as something is due in it.
struct LaneLoop: Service {
    let government: Government
    let logger: Logger
    private let busy = BusyLanes()

    init(government: Government, logger: Logger) {
        self.government = government
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled {
                    let pause = begin(in: &group)
                    await government.outbox.laneBell.sleep(seconds: pause)
                }
            }
        }
    }

    /// Starts lanes that are due and not worked yet; gives the seconds until the next may be.
    private func begin(in group: inout DiscardingTaskGroup) -> Double {
        let longest = Double(Limits.timerPollSeconds)
        do {
            let now = government.outside.now()
            var pause = longest
            for (lane, due) in try government.outbox.lanes() where !busy.contains(lane) {
                guard due <= now else {
                    pause = min(pause, max(0.2, Double((due - now).milliseconds) / 1_000))
                    continue
                }
                guard busy.take(lane, most: Limits.lanesAtOnce) else { break }
                group.addTask { await work(lane) }
            }
            return pause
        } catch {
            logger.warning("the lanes wait", metadata: ["government": "\(government.code.text)", "error": "\(error)"])
            return longest
        }
    }

    private func work(_ lane: String) async {
        do {
            try await government.outbox.work(lane: lane)
        } catch {
            logger.warning("a lane waits", metadata: ["government": "\(government.code.text)", "error": "\(error)"])
        }
        busy.release(lane)
        government.outbox.laneBell.ring()
    }
}

/// Which lanes are being worked.
private final class BusyLanes: Sendable {
    private let inner = Mutex<Set<String>>([])

    func contains(_ lane: String) -> Bool { inner.withLock { $0.contains(lane) } }

    func take(_ lane: String, most: Int) -> Bool {
        inner.withLock { $0.count < most && $0.insert(lane).inserted }
    }

    func release(_ lane: String) { inner.withLock { _ = $0.remove(lane) } }
}
