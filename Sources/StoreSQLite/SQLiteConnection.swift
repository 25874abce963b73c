import GRDBSQLite
import Store

/// One connection of SQLite with its prepared statements, on SQLite's own interface: GRDB opens, pools and serializes it.
///
/// `@unchecked Sendable`: reached only through GRDB's access closures, which run one at a time for each connection.
final class SQLiteConnection: Connection, @unchecked Sendable {
    private let handle: OpaquePointer
    private var prepared: [PreparedStatement?] = []
    /// BEGIN, COMMIT and savepoints, prepared: they run for every command.
    private var bounds: [String: OpaquePointer] = [:]
    /// Set when a fault ended the transaction by itself: what follows in it must not run outside of one.
    private var doom: StoreFault?
    private var depth = 0

    init(_ handle: OpaquePointer) { self.handle = handle }

    let dialect = Dialect.sqlite

    var search: any TextSearch { SQLiteSearch(self) }

    func rows(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue>) throws -> [Row] {
        let prepared = try start(statement, values)
        defer { prepared.end() }
        var rows: [Row] = []
        while try step(prepared) { rows.append(prepared.row) }
        return rows
    }

    func cursor(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue>) throws -> any RowCursor {
        Cursor(self, try start(statement, values))
    }

    @discardableResult
    func run(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue>) throws -> Int {
        let prepared = try start(statement, values)
        defer { prepared.end() }
        while try step(prepared) {}
        return Int(sqlite3_changes(handle))
    }

    func script(_ sql: String) throws {
        if let doom { throw doom }
        try execute(dialect.spell(sql), name: "script")
    }

    func plan(of statement: Statement) throws -> [String] {
        let explained = Statement("explain", "EXPLAIN QUERY PLAN " + statement.text(for: .sqlite))
        let prepared = try PreparedStatement(explained, on: handle)
        defer { prepared.close() }
        var lines: [String] = []
        while try step(prepared) { lines.append(try prepared.row.text("detail")) }
        return lines
    }

    /// Finalizes the statements, which the database asks for before it closes.
    func close() {
        for statement in prepared { statement?.close() }
        prepared = []
        for bound in bounds.values { sqlite3_finalize(bound) }
        bounds = [:]
    }
}

// MARK: - Transactions

extension SQLiteConnection {
    /// Runs the body in a transaction: committed when it returns, rolled back when it throws.
    func transaction<T>(_ begin: String, _ body: () throws -> T) throws -> T {
        precondition(depth == 0, "a transaction does not run inside another")
        try pass(begin, name: "begin")
        depth = 1
        defer {
            depth = 0
            doom = nil
        }
        do {
            let result = try body()
            if let doom { throw doom }
            try pass("COMMIT", name: "commit")
            return result
        } catch {
            // After a full disk SQLite may have rolled back by itself; a rollback that fails changes nothing then.
            if isInsideTransaction { try pass("ROLLBACK", name: "rollback") }
            throw error
        }
    }

    var isInsideTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    func savepoint<T>(_ body: () throws -> T) throws -> T {
        if let doom { throw doom }
        precondition(isInsideTransaction, "a savepoint stands inside a transaction")
        depth += 1
        defer { depth -= 1 }
        let name = "s\(depth)"
        try pass("SAVEPOINT \(name)", name: "savepoint")
        do {
            let result = try body()
            if let doom { throw doom }
            try pass("RELEASE \(name)", name: "release")
            return result
        } catch {
            if isInsideTransaction {
                try pass("ROLLBACK TO \(name)", name: "rollback to savepoint")
                try pass("RELEASE \(name)", name: "release")
            } else if doom == nil {
                doom = error as? StoreFault ?? .io("the transaction ended: \(error)")
            }
            throw error
        }
    }
}

// MARK: - Running

extension SQLiteConnection {
    private func start(
        _ statement: Statement,
        _ values: KeyValuePairs<String, SQLValue>
    ) throws -> PreparedStatement {
        if let doom { throw doom }
        let prepared = try prepared(statement)
        try prepared.bind(statement.ordered(values))
        return prepared
    }

    /// The kept statement; a fresh one while a cursor still reads the kept one.
    private func prepared(_ statement: Statement) throws -> PreparedStatement {
        if statement.id < prepared.count, let known = prepared[statement.id], !known.isBusy { return known }
        let made = try PreparedStatement(statement, on: handle)
        while prepared.count <= statement.id { prepared.append(nil) }
        if prepared[statement.id] == nil { prepared[statement.id] = made } else { made.isPassing = true }
        return made
    }

    fileprivate func step(_ prepared: PreparedStatement) throws -> Bool {
        switch prepared.step() {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failed(prepared.statement.name)
        }
    }

    /// Begins or ends a transaction or a savepoint.
    private func pass(_ sql: String, name: String) throws {
        let bound = try bound(sql, name: name)
        let code = sqlite3_step(bound)
        // The result of a reset is that of the step.
        sqlite3_reset(bound)
        guard code == SQLITE_DONE else { throw failed(name) }
    }

    private func bound(_ sql: String, name: String) throws -> OpaquePointer {
        if let known = bounds[sql] { return known }
        var made: OpaquePointer?
        guard sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil) == SQLITE_OK, let made
        else { throw failed(name) }
        bounds[sql] = made
        return made
    }

    func execute(_ sql: String, name: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failed(name) }
    }

    /// The fault of the last call; remembers it where it took the whole transaction with it.
    private func failed(_ name: String) -> StoreFault {
        let fault = StoreFault(
            code: sqlite3_extended_errcode(handle),
            message: String(cString: sqlite3_errmsg(handle)),
            statement: name
        )
        if depth > 0, !isInsideTransaction { doom = fault }
        return fault
    }

    /// A cursor over one statement; `end` when it is used up or dropped.
    private final class Cursor: RowCursor {
        private let connection: SQLiteConnection
        private let prepared: PreparedStatement

        init(_ connection: SQLiteConnection, _ prepared: PreparedStatement) {
            self.connection = connection
            self.prepared = prepared
        }

        deinit { prepared.end() }

        func next() throws -> Row? {
            guard prepared.isBusy else { return nil }
            if try connection.step(prepared) { return prepared.row }
            prepared.end()
            return nil
        }
    }
}
