import Dispatch
import GRDB
import GRDBSQLite
import Store
import Synchronization

/// One file of a government: GRDB's pool of readers and its one writer, with `synchronous = FULL`.
final class SQLiteDatabase: Store.Database {
    let dialect = Dialect.sqlite
    private let path: String
    private let pool: DatabasePool
    /// Long reads have a connection of their own, so that they never keep short ones waiting.
    private let long: DatabaseQueue
    private let checkpoints: CheckpointLine
    private let connections: Connections
    private let gauge: LogGauge
    private let lock: FolderLock
    private let isClosed = Mutex(false)

    /// Opens or makes the file.
    ///
    /// `isForgetful`: what is deleted is overwritten at any price (keys); else where it costs no extra page.
    init(
        path: String,
        writerKiB: Int,
        readerKiB: Int,
        readers: Int,
        lock: FolderLock,
        isForgetful: Bool = false,
        commits: SQLiteCommits = .durable
    ) throws {
        let connections = Connections()
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(Store.Limits.busySeconds)
        configuration.label = "lumbung"
        configuration.prepareDatabase { database in
            let cache = database.configuration.readonly ? readerKiB : writerKiB
            try database.execute(sql: "PRAGMA cache_size = -\(cache)")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try database.execute(sql: "PRAGMA secure_delete = \(isForgetful ? "ON" : "FAST")")
        }
        self.path = path
        self.lock = lock
        self.connections = connections
        (pool, long, checkpoints, gauge) = try StoreFault.translating("open \(path)") {
            let pool = try DatabasePool(path: path, configuration: configuration)
            var readOnly = configuration
            readOnly.readonly = true
            let long = try DatabaseQueue(path: path, configuration: readOnly)
            let gauge = LogGauge()
            try pool.writeWithoutTransaction { database in
                // GRDB sets NORMAL when it turns the log on, after `prepareDatabase`: a commit would not be durable.
                try database.execute(
                    sql: commits == .durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF"
                )
                gauge.watch(database.sqliteConnection)
            }
            return (pool, long, try CheckpointLine(path: path, configuration: configuration), gauge)
        }
        if commits == .durable { try assertDurable() }
    }

    /// What `PRAGMA synchronous` reads on the writer: 2 is FULL.
    func synchronous() throws -> Int {
        try StoreFault.translating("synchronous") {
            try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
        }
    }

    private func assertDurable() throws {
        let found = try synchronous()
        guard found == 2 else { throw StoreFault.io("\(path): synchronous is \(found), not FULL") }
    }

    func read<T>(_ body: (any Connection) throws -> T) throws -> T {
        try StoreFault.translating("read") {
            try pool.unsafeReentrantRead { database in
                let connection = try connections.of(database)
                if connection.isInsideTransaction { return try body(connection) }
                return try connection.transaction("BEGIN DEFERRED") { try body(connection) }
            }
        }
    }

    func longRead<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        let connections = connections
        do {
            return try await long.read { database in
                // GRDB has begun the snapshot already.
                try body(try connections.of(database))
            }
        } catch let error as DatabaseError {
            throw StoreFault(
                code: error.extendedResultCode.rawValue,
                message: error.message ?? "",
                statement: "long read"
            )
        }
    }

    @discardableResult
    func write<T>(_ body: (any Connection) throws -> T) throws -> T {
        try lock.check()
        let result = try StoreFault.translating("write") {
            try pool.writeWithoutTransaction { database in
                let connection = try connections.of(database)
                return try connection.transaction("BEGIN IMMEDIATE") { try body(connection) }
            }
        }
        try makeRoomInLog()
        return result
    }

    /// Beside the writer while the log is short; before the next group where it has grown too long.
    ///
    /// A page that every group changes is copied once for each checkpoint, so one is asked for only when the log has grown by
    /// so much since the last.
    private func makeRoomInLog() throws {
        let pages = gauge.pages
        if pages >= Limits.hardCheckpointPages {
            // Durable already: a checkpoint that fails is tried again after the next group.
            checkpoints.runNow()
        } else if checkpoints.isDue(at: pages) {
            checkpoints.runSoon()
        }
    }

    func checkpoint() throws -> Int { try checkpoints.run() }

    func backup(to path: String) throws {
        try StoreFault.translating("backup") {
            let copy = try DatabaseQueue(path: path)
            try pool.backup(to: copy, pagesPerStep: CInt(Limits.backupStepPages))
            try copy.close()
        }
    }

    func scratch() throws -> any Store.Database { try SQLiteScratch() }

    func close() throws {
        let wasClosed = isClosed.withLock { closed in
            defer { closed = true }
            return closed
        }
        if wasClosed { return }
        try StoreFault.translating("close") {
            try checkpoints.close()
            connections.close()
            try long.close()
            try pool.close()
        }
    }
}

/// Our side of each of GRDB's connections, found by SQLite's handle.
final class Connections: Sendable {
    private let known = Mutex<[OpaquePointerKey: SQLiteConnection]>([:])

    private struct OpaquePointerKey: Hashable {
        let bits: Int
    }

    func of(_ database: GRDB.Database) throws -> SQLiteConnection {
        guard let handle = database.sqliteConnection else { throw StoreFault.closed }
        let key = OpaquePointerKey(bits: Int(bitPattern: handle))
        return known.withLock { known in
            if let connection = known[key] { return connection }
            let connection = SQLiteConnection(handle)
            known[key] = connection
            return connection
        }
    }

    /// Finalizes all statements; nothing may run any more.
    func close() {
        known.withLock { known in
            for connection in known.values { connection.close() }
            known = [:]
        }
    }
}

/// How many pages the write-ahead log holds, as SQLite tells the writer after each commit.
final class LogGauge: Sendable {
    private let count = Atomic<Int>(0)

    var pages: Int { count.load(ordering: .relaxed) }

    func watch(_ handle: OpaquePointer?) {
        // The gauge lives as long as the database object that owns the connection, so the pointer stays good.
        let pointer = Unmanaged.passUnretained(self).toOpaque()
        _ = sqlite3_wal_hook(
            handle,
            { pointer, _, _, pages in
                guard let pointer else { return SQLITE_OK }
                Unmanaged<LogGauge>.fromOpaque(pointer).takeUnretainedValue().count.store(
                    Int(pages),
                    ordering: .relaxed
                )
                return SQLITE_OK
            },
            pointer
        )
    }
}

/// Moves the log into the database on a connection and a queue of its own, so that the writer does not wait.
final class CheckpointLine: Sendable {
    private let database: DatabaseQueue
    private let line = DispatchQueue(label: "lumbung.checkpoint", qos: .utility)
    private let isWaiting = Atomic<Bool>(false)
    /// How long the log was when the last checkpoint was asked for.
    private let lastPages = Atomic<Int>(0)

    init(path: String, configuration: Configuration) throws {
        database = try DatabaseQueue(path: path, configuration: configuration)
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    }

    /// Whether the log has grown enough; a log that is shorter than before has begun anew.
    func isDue(at pages: Int) -> Bool {
        let last = lastPages.load(ordering: .relaxed)
        if pages < last { lastPages.store(0, ordering: .relaxed) }
        guard pages - (pages < last ? 0 : last) >= Limits.quietCheckpointPages else { return false }
        lastPages.store(pages, ordering: .relaxed)
        return true
    }

    /// Asks for one unless one is already waiting.
    ///
    /// What fails stays in the log and is tried after the next group.
    func runSoon() {
        guard isWaiting.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged else { return }
        line.async { [self] in
            isWaiting.store(false, ordering: .relaxed)
            _ = try? pages("PASSIVE")
        }
    }

    /// Moves what no reader keeps, while the caller waits; a long reader keeps the log, never the writer.
    func runNow() {
        line.sync { _ = try? pages("PASSIVE") }
    }

    /// Gives the pages that are still in the log.
    func run() throws -> Int {
        try StoreFault.translating("checkpoint") { try line.sync { try pages("TRUNCATE") } }
    }

    private func pages(_ kind: String) throws -> Int {
        try database.writeWithoutTransaction { database in
            guard let row = try GRDB.Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(\(kind))") else { return 0 }
            let (inLog, moved): (Int, Int) = (row[1], row[2])
            return max(0, inLog - moved)
        }
    }

    func close() throws {
        try line.sync { try database.close() }
    }
}
