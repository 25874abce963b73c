import Store
import StoreSQLite
import Synchronization

/// A database that writes down every change of rows that it is asked for, so that raw SQLite can be given the same.
struct RecordingDatabase: Database {
    /// Transactions in order, each with its changes.
    final class Tape: Sendable {
        private let groups = Mutex<[[RawWriting.Write]]>([])

        func add(_ group: [RawWriting.Write]) { groups.withLock { $0.append(group) } }

        /// What was written down since the last call.
        func take() -> [[RawWriting.Write]] {
            groups.withLock { groups in
                defer { groups = [] }
                return groups
            }
        }
    }

    let inner: any Database
    let tape: Tape

    var dialect: Dialect { inner.dialect }
    func read<T>(_ body: (any Connection) throws -> T) throws -> T { try inner.read(body) }
    func longRead<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        try await inner.longRead(body)
    }

    func write<T>(_ body: (any Connection) throws -> T) throws -> T {
        var changes: [RawWriting.Write] = []
        let result = try inner.write { connection in
            let recording = RecordingConnection(connection)
            let result = try body(recording)
            changes = recording.changes
            return result
        }
        tape.add(changes)
        return result
    }

    func backup(to path: String) throws { try inner.backup(to: path) }
    func checkpoint() throws -> Int { try inner.checkpoint() }
    func scratch() throws -> any Database { try inner.scratch() }
    func close() throws { try inner.close() }
}

/// One connection of it.
///
/// Nothing that is recorded may be rolled back: benchmarks send only what is accepted.
private final class RecordingConnection: Connection, TextSearch {
    private let inner: any Connection
    private(set) var changes: [RawWriting.Write] = []

    init(_ inner: any Connection) { self.inner = inner }

    var dialect: Dialect { inner.dialect }
    func rows(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue>) throws -> [Row] {
        try inner.rows(statement, values)
    }
    func cursor(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue>) throws -> any RowCursor {
        try inner.cursor(statement, values)
    }
    func run(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue>) throws -> Int {
        changes.append(.run(statement, statement.ordered(values)))
        return try inner.run(statement, values)
    }
    func script(_ sql: String) throws { try inner.script(sql) }
    func savepoint<T>(_ body: () throws -> T) throws -> T { try inner.savepoint(body) }
    func plan(of statement: Statement) throws -> [String] { try inner.plan(of: statement) }
    var search: any TextSearch { self }

    // MARK: Search

    func create() throws { try inner.search.create() }
    func add(id: Int64, number: String, body: String) throws {
        changes.append(.index(id: id, number: number, body: body))
        try inner.search.add(id: id, number: number, body: body)
    }
    func put(id: Int64, number: String, body: String) throws {
        changes.append(.unindex(id: id))
        changes.append(.index(id: id, number: number, body: body))
        try inner.search.put(id: id, number: number, body: body)
    }
    func remove(id: Int64) throws {
        changes.append(.unindex(id: id))
        try inner.search.remove(id: id)
    }
    func drop() throws { try inner.search.drop() }
    func numbers(matching typed: String, limit: Int) throws -> [String] {
        try inner.search.numbers(matching: typed, limit: limit)
    }
    func dump() throws -> any RowCursor { try inner.search.dump() }
}
