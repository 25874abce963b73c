/// One connection inside one transaction or snapshot.
///
/// Never kept beyond the closure that it was given to.
package protocol Connection: AnyObject {
    var dialect: Dialect { get }

    /// All rows of an answer; every question that uses it has a LIMIT or reads by key.
    func rows(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue>) throws -> [Row]

    /// Row after row without keeping them, for answers of any length; used up or dropped before the closure ends.
    func cursor(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue>) throws -> any RowCursor

    /// Runs a change and gives the number of rows that it changed.
    @discardableResult
    func run(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue>) throws -> Int

    /// Runs several statements without values: schema only. Tokens are replaced.
    func script(_ sql: String) throws

    /// Runs one command of a group: what it wrote is undone when it throws, the group goes on. After a fault that
    /// ended the whole transaction every later call throws that fault.
    func savepoint<T>(_ body: () throws -> T) throws -> T

    /// The access path of a statement in the database's own words, one line a step; for the tests of plans.
    func plan(of statement: Statement) throws -> [String]

    /// Full-text search, which the two databases spell differently.
    var search: any TextSearch { get }
}

extension Connection {
    package func rows(_ statement: Statement) throws -> [Row] { try rows(statement, [:]) }
    @discardableResult
    package func run(_ statement: Statement) throws -> Int { try run(statement, [:]) }
    /// Row after row without keeping them.
    package func each(
        _ statement: Statement,
        _ values: KeyValuePairs<String, SQLValue> = [:],
        _ body: (Row) throws -> Void
    ) throws {
        let rows = try cursor(statement, values)
        while let row = try rows.next() { try body(row) }
    }
    /// The first row of an answer, if there is one.
    package func row(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue> = [:]) throws -> Row? {
        try rows(statement, values).first
    }
}

/// An answer that is read row by row.
package protocol RowCursor: AnyObject {
    func next() throws -> Row?
}

/// Words and numbers of cases, found by the beginning of words.
///
/// `id` is made from the number.
package protocol TextSearch {
    /// Makes the index where it is missing.
    func create() throws
    /// Indexes a case that is not there yet.
    func add(id: Int64, number: String, body: String) throws
    /// Indexes a case in the place of what was there of it.
    func put(id: Int64, number: String, body: String) throws
    func remove(id: Int64) throws
    /// Takes the whole index away; `create` makes an empty one.
    func drop() throws
    /// Numbers of the cases that hold every word typed, newest of each application first. Anything may be typed.
    func numbers(matching typed: String, limit: Int) throws -> [String]
    /// `id`, `number` and `body` of everything, in the order of `id`; for verification.
    func dump() throws -> any RowCursor
}

/// One database of one government: one writer, many readers, each with its own snapshot.
package protocol Database: Sendable {
    var dialect: Dialect { get }

    /// A short read by key on a pooled connection, synchronously, in its own snapshot. Inside `write` it sees what the
    /// transaction wrote; inside another `read` it shares that one's snapshot.
    func read<T>(_ body: (any Connection) throws -> T) throws -> T

    /// A read that may take long, on the driver's own threads.
    func longRead<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T

    /// The one writer: a transaction that is durable when this returns and gone when it throws. Blocks; called on the
    /// writer's thread only. Throws `StoreFault.leaseLost` when the government is no longer ours.
    @discardableResult
    func write<T>(_ body: (any Connection) throws -> T) throws -> T

    /// A consistent copy of the database as a new file or database, while everything goes on.
    func backup(to path: String) throws

    /// Moves what the write-ahead log holds into the database; for quiet moments. Gives the pages still in the log.
    @discardableResult
    func checkpoint() throws -> Int

    /// An empty database of the same kind that vanishes when it is closed; for verification.
    func scratch() throws -> any Database

    /// Ends all work and closes the connections. A second call does nothing.
    func close() throws
}

/// What one government's folder holds, opened: both databases, and the lock that keeps a second process out.
package struct StoreFolder: Sendable {
    /// Entries, projections, outbox, people.
    package let ledger: any Database
    /// Wrapped keys of boxes, in a file of their own (DESIGN §6).
    package let keys: any Database
    private let release: @Sendable () -> Void

    package init(ledger: any Database, keys: any Database, release: @escaping @Sendable () -> Void) {
        self.ledger = ledger
        self.keys = keys
        self.release = release
    }

    /// Closes both databases, then lets go of the folder.
    package func close() throws {
        defer { release() }
        let results = [Result { try ledger.close() }, Result { try keys.close() }]
        for result in results { try result.get() }
    }
}
