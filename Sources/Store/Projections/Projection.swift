/// A table that is derived from the ledger: how it is made, and what it holds in order.
package struct Table: Sendable {
    package let name: String
    /// CREATE TABLE with type tokens.
    package let create: String
    /// CREATE INDEX statements.
    package let indexes: [String]
    /// Every row in the order of its key; two copies of a projection are equal when their dumps are.
    package let dump: Statement

    package init(_ name: String, create: String, indexes: [String] = [], dump: Statement) {
        self.name = name
        self.create = create
        self.indexes = indexes
        self.dump = dump
    }
}

/// A read model: its tables, how a group of changes alters them, and the questions that may be asked.
///
/// A value without memory: what it needs to know it reads from its tables. The result must not depend on how the
/// changes were grouped, for a rebuild groups them otherwise. A changed rule or table raises `version`.
package protocol Projection: Sendable {
    static var name: String { get }
    static var version: Int { get }
    static var tables: [Table] { get }
    /// What may be asked.
    static var questions: [Statement] { get }
    /// How the tables change.
    static var changes: [Statement] { get }
    /// Whether rows hold content of boxes, so that an erasure must be followed. `apply` of such a projection looks at the
    /// state after a change alone, never at sums.
    static var followsContent: Bool { get }
    /// What else the rows depend on: a time zone, a calendar. When it differs, a rebuild is due.
    var variant: String { get }

    /// Takes one group. Sums counters in memory first, so that a hot row is written once.
    func apply(_ changes: [Change], on connection: any Connection) throws
    func create(on connection: any Connection) throws
    func drop(on connection: any Connection) throws
    /// The rows of each table, in order.
    func dumps(on connection: any Connection) throws -> [(table: String, rows: any RowCursor)]
}

extension Projection {
    package var variant: String { "" }
    package static var followsContent: Bool { false }

    package func create(on connection: any Connection) throws {
        for table in Self.tables {
            try connection.script(table.create)
            for index in table.indexes { try connection.script(index) }
        }
    }

    package func drop(on connection: any Connection) throws {
        for table in Self.tables { try connection.script("DROP TABLE IF EXISTS \(table.name)") }
    }

    package func dumps(on connection: any Connection) throws -> [(table: String, rows: any RowCursor)] {
        try Self.tables.map { ($0.name, try connection.cursor($0.dump, [:])) }
    }

    package var name: String { Self.name }

    /// Every statement of the projection, for the tests that prepare and explain them.
    package static var statements: [Statement] { questions + changes + tables.map(\.dump) }
}
