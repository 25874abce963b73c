package import Civic
import Synchronization

/// What this process knows of moves that are under way; what was ordered and done, the ledger knows.
package final class MigrationDesk: Sendable {
    private let running = Mutex<[AppID: MigrationProgress]>([:])
    private let ordered = Mutex<Set<String>>([])
    let bell = Bell()

    init() {}

    /// How far the run of an application has come since this process took it up; nil: none is being carried out.
    package func progress(_ app: AppID) -> MigrationProgress? { running.withLock { $0[app] } }

    func show(_ progress: MigrationProgress?, of app: AppID) { running.withLock { $0[app] = progress } }

    /// An order was given here; it is carried out at once.
    func expect(_ run: String) {
        ordered.withLock { _ = $0.insert(run) }
        bell.ring()
    }

    /// The order was given in the life of this process, so what it counted is all that the run did.
    func isOurs(_ run: String) -> Bool { ordered.withLock { $0.contains(run) } }
}
