import Civic
import Logging
import ServiceLifecycle

/// The last to stop: closes the books when everything that writes to them has stopped.
struct NodeLife: Service {
    let node: Node

    func run() async throws {
        // The group waits for nothing here but the end; books are closed on a thread that may block.
        await Pause.untilGracefulShutdown()
        await node.publishLast()
        let crew = Crew("tutup", threads: 1, waitingMax: 1)
        try await crew.run { node.stop() }
        crew.close()
    }
}

/// Delivers what the outbox holds.
struct OutboxLoop: Service {
    let government: Government
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    while try await government.outbox.deliverDue() > 0, !Task.isCancelled {}
                } catch {
                    logger.warning(
                        "the outbox waits",
                        metadata: ["government": "\(government.code.text)", "error": "\(error)"]
                    )
                }
                await government.outbox.bell.sleep(seconds: pause())
            }
        }
    }

    private func pause() -> Double {
        let longest = Double(Limits.timerPollSeconds)
        guard let next = try? government.outbox.nextDue() else { return longest }
        return min(longest, max(0.2, Double((next - government.outside.now()).milliseconds) / 1_000))
    }
}

/// Tells every open screen that the node lives, and up to where its numbers reach.
struct HeartbeatLoop: Service {
    let government: Government

    func run() async throws {
        await Pause.every(seconds: Limits.heartbeatSeconds) {
            government.bus.publish([
                Frame(sequence: government.bus.position, recorded: government.outside.now(), body: .heartbeat)
            ])
        }
        government.bus.closeAll()
    }
}

/// Publishes tiles, records and a checkpoint whenever the ledger has grown.
struct PublisherLoop: Service {
    let publisher: Publisher
    let seconds: Int
    let logger: Logger

    func run() async throws {
        await Pause.every(seconds: seconds) {
            do {
                try await publisher.publish()
            } catch {
                logger.warning(
                    "the log was not published",
                    metadata: ["log": "\(publisher.origin)", "error": "\(error)"]
                )
            }
        }
    }
}

/// Forgets, once an hour, what is over: sessions, codes, drafts, delivered messages.
struct SweepLoop: Service {
    let government: Government
    let logger: Logger

    func run() async throws {
        await Pause.every(seconds: 3_600) {
            do {
                try await government.sweep()
            } catch {
                logger.warning(
                    "sweeping waits",
                    metadata: ["government": "\(government.code.text)", "error": "\(error)"]
                )
            }
        }
    }
}

extension Government {
    /// Forgets what is over: sessions, codes, tries, drafts and uploads that nobody sent, delivered messages.
    package func sweep() async throws {
        try await identity.sweep()
        try await files.sweep()
        try await outbox.sweep()
    }
}

/// Waiting as services do it.
enum Pause {
    /// Returns when the group begins to stop.
    static func untilGracefulShutdown() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // A cancelled sleep is the end that we wait for.
                try? await Task.sleep(for: .seconds(3_600))
            }
        }
    }

    /// Does something now and every so many seconds, until the group begins to stop.
    static func every(seconds: Int, _ body: @Sendable @escaping () async -> Void) async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await body()
                try? await Task.sleep(for: .seconds(seconds))
            }
        }
    }
}
