package import Civic
import Engine
import Logging
import ServiceLifecycle
import Store

/// Fires what is due: marks of clocks and actions that time takes, as ordinary commands through the writer.
///
/// A command's key is stream, timer and generation, so that one that is fired twice counts once.
struct TimerLoop: Service {
    let government: Government
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    while try await government.fireDueTimers() == Limits.timersAtOnce {}
                } catch {
                    logger.warning(
                        "timers wait for the writer",
                        metadata: ["government": "\(government.code.text)", "error": "\(error)"]
                    )
                }
                await government.timerBell.sleep(seconds: pause())
            }
        }
    }

    /// Until the next is due, at most some seconds: a moved clock is noticed then.
    private func pause() -> Double {
        let longest = Double(Limits.timerPollSeconds)
        guard let next = try? government.nextTimer() else { return longest }
        return min(longest, max(0.05, Double((next - government.outside.now()).milliseconds) / 1_000))
    }
}

extension Government {
    /// Fires the timers that are due by now, at most `Limits.timersAtOnce`, and gives how many there were.
    @discardableResult
    package func fireDueTimers() async throws -> Int {
        let now = outside.now()
        let due = try database.read { try Timers.due(at: now, limit: Limits.timersAtOnce, on: $0) }
        guard !due.isEmpty else { return 0 }
        // All at once, so that the writer takes them as one group.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for timer in due { group.addTask { try await self.fire(timer) } }
            try await group.waitForAll()
        }
        return due.count
    }

    private func fire(_ timer: Timers.Due) async throws {
        guard let id = CaseEvent.caseID(stream: timer.stream) else { return }
        let name = "\(timer.stream)/\(timer.id.text)/\(timer.generation)"
        let key = try IdempotencyKey(name, caller: "timer", route: "timer", body: .zero)
        do {
            _ = try await submit(try work(timer.id.command, on: id, by: .timer, key: key))
        } catch let rejection as Rejection {
            // The case went on in the meantime, or a rule fails: the timer's row stays only in the second case, and then
            // a steward must see it.
            if case .ruleFailed = rejection {
                logger.error(
                    "a timer's rule failed",
                    metadata: ["government": "\(code.text)", "stream": "\(timer.stream)", "timer": "\(timer.id)"]
                )
            }
        }
    }

    /// When the next timer is due.
    package func nextTimer() throws -> Moment? {
        try database.read { try $0.row(Timers.next)?.moment("due_at") }
    }
}
