import Civic
import Logging
import ServiceLifecycle

/// Carries out ordered moves of running cases, one group after the other, between the commands of people.
struct MigrationLoop: Service {
    let government: Government
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await government.carryOutMigrations()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning(
                        "moving cases waits",
                        metadata: ["government": "\(government.code.text)", "error": "\(error)"]
                    )
                }
                await government.definitions.moves.bell.sleep(seconds: Double(Limits.timerPollSeconds))
            }
        }
    }
}
