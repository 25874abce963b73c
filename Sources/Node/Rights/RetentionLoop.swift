import Civic
import Logging
import ServiceLifecycle

/// Erases every hour what has been kept long enough.
struct RetentionLoop: Service {
    let government: Government
    let logger: Logger

    func run() async throws {
        await Pause.every(seconds: Limits.retentionSeconds) {
            do {
                try await government.eraseDue()
            } catch {
                logger.warning(
                    "erasing waits",
                    metadata: ["government": "\(government.code.text)", "error": "\(error)"]
                )
            }
        }
    }
}
