package import Civic
import Engine
import Ledger
import Logging
package import Store
import Synchronization

/// One ledger at work: its databases, its keys, its writer, its bus.
///
/// A government has one, and the node has one for itself.
package final class Book: Sendable {
    package let code: RegionCode
    package let folder: String
    package let ledger: LedgerStore
    package let keys: KeyStore
    package let bus: Bus
    package let outside: Outside
    let vault: Vault
    private let store: ReopenableStore
    private let logger: Logger
    private let watchers = Mutex<[@Sendable ([Change], Bool) throws -> Void]>([])
    private let frames = Mutex<@Sendable (Change) -> Frame?>({ _ in nil })
    private let telling = Mutex<Teller?>(nil)
    private let running = Mutex<Writer?>(nil)
    private let quiet = Mutex(false)

    /// History is being written (an import, a demo's past): events happen, and nobody is told of them.
    package var isQuiet: Bool {
        get { quiet.withLock { $0 } }
        set { quiet.withLock { $0 = newValue } }
    }

    init(
        code: RegionCode,
        folder: String,
        store: ReopenableStore,
        secrets: Secrets,
        projections: [any Projection],
        outside: Outside,
        logger: Logger
    ) throws {
        self.code = code
        self.folder = folder
        self.store = store
        self.outside = outside
        self.logger = logger
        keys = KeyStore(
            database: store.keys,
            wrap: try KeyWrap(secret: secrets.master, government: code)
        )
        ledger = LedgerStore(government: code, database: store.ledger, keys: keys, projections: projections)
        vault = Vault(secrets.key("vault", code.text), random: outside.random)
        bus = Bus()
        let stale = try ledger.prepare()
        try Migrations.run(Tables.migrations, on: store.ledger)
        if !stale.isEmpty {
            logger.notice("rebuilding read models", metadata: ["government": "\(code.text)", "names": "\(stale)"])
            try ledger.rebuild()
        }
        bus.begin(at: try ledger.head().size)
        running.withLock { $0 = makeWriter() }
    }

    package var database: any Database { store.ledger }

    private func makeWriter() -> Writer {
        let committer = Committer(book: self, logger: logger)
        return Writer(
            name: code.text,
            now: outside.now,
            commit: { committer.commit($0) },
            recover: { [self] in self.fault(after: $0) }
        )
    }

    private var writer: Writer {
        guard let writer = running.withLock({ $0 }) else {
            preconditionFailure("a book has its writer from its first day")
        }
        return writer
    }

    /// The receipt, after the commit.
    package func submit(_ work: Work) async throws -> Receipt { try await writer.submit(work) }

    /// Many at once, taken in this order; their answers in the same order, each after its commit.
    package func submit(_ works: [Work]) async -> [Result<Receipt, any Error>] { await writer.submit(works) }

    /// The same for whoever may block its thread: start-up, imports, tests.
    package func submitBlocking(_ work: Work) throws -> Receipt { try writer.submitBlocking(work) }

    package var health: WriterHealth { writer.health }

    /// Finishes what waits, then closes the databases and lets go of the folder.
    ///
    /// Blocks.
    package func close() throws {
        bus.closeAll()
        writer.stop()
        try store.close()
    }

    // MARK: After a commit

    /// Called on the writer's thread after each commit, with what was appended and whether something was posted.
    func watch(_ watcher: @escaping @Sendable ([Change], Bool) throws -> Void) {
        watchers.withLock { $0.append(watcher) }
    }

    /// Called in the transaction of each change, so that what it calls for is posted with it or not at all.
    typealias Teller = @Sendable ([Change], WriteTurn) throws -> Void

    var teller: Teller? { telling.withLock { $0 } }

    func tellWithin(_ teller: @escaping Teller) { telling.withLock { $0 = teller } }

    /// How a change becomes a frame; nil: nobody is told.
    func tell(_ frame: @escaping @Sendable (Change) -> Frame?) {
        frames.withLock { $0 = frame }
    }

    func committed(_ changes: [Change], hasPosted: Bool) {
        guard !changes.isEmpty || hasPosted else { return }
        for watcher in watchers.withLock({ $0 }) {
            do {
                try watcher(changes, hasPosted)
            } catch {
                // Durable already; only what is kept in memory did not follow.
                logger.critical(
                    "what is in memory does not follow the ledger: restart the node",
                    metadata: ["government": "\(code.text)", "error": "\(error)"]
                )
            }
        }
        let frame = frames.withLock { $0 }
        bus.publish(changes.compactMap(frame))
    }

    /// nil when the database takes a durable write again.
    ///
    /// A full disk leaves the connections sound, so reading goes on meanwhile; after any other fault all are opened anew.
    private func fault(after last: Fault) -> Fault? {
        do {
            if last != .diskFull { try store.reopen() }
            _ = try database.write { try $0.run(TryTable.put, Self.probe(outside.now())) }
            return nil
        } catch {
            return Fault(storing: error)
        }
    }

    /// A row that says when it was written: it proves that a transaction can become durable.
    private static func probe(_ now: Moment) -> KeyValuePairs<String, SQLValue> {
        ["subject": "probe", "count": 0, "last": .moment(now), "blocked_until": 0]
    }
}
