import Civic

/// One change of the schema outside the projections; frozen once released (STYLE, SQL).
package struct Migration: Sendable {
    /// Sorts the list: `0001-ledger`.
    package let name: String
    /// SQL with type tokens, no values.
    package let sql: String

    package init(_ name: String, _ sql: String) {
        self.name = name
        self.sql = sql
    }
}

/// Brings a database's schema up to what this program knows.
package enum Migrations {
    static let create = """
        CREATE TABLE IF NOT EXISTS migration (
            name {text} NOT NULL PRIMARY KEY,
            source {text} NOT NULL
        ) {keyed};
        """

    static let done = Statement(
        "migration.done",
        """
        SELECT name, source
        FROM migration
        ORDER BY name
        LIMIT 10000
        """
    )

    static let record = Statement(
        "migration.record",
        """
        INSERT INTO migration (name, source)
        VALUES (:name, :source)
        """
    )

    package static let statements = [done, record]

    /// The schema of everything that is migrated here, for the tests that try it on both databases.
    package static let tables = ([create] + ([Migration.ledger0001] + Migration.keys).map(\.sql)).joined(
        separator: "\n"
    )

    /// Runs what has not run yet, each in its own transaction.
    ///
    /// Throws `StoreFault.migrationChanged` where one that ran reads otherwise now.
    ///
    /// Several modules keep their own lists in one database, so a name that this list lacks is no fault.
    package static func run(_ list: [Migration], on database: any Database) throws {
        try database.write { connection in try connection.script(create) }
        let rows = try database.read { connection in try connection.rows(done) }
        var sources: [String: String] = [:]
        for row in rows { sources[try row.text("name")] = try row.text("source") }
        for migration in list {
            if let source = sources[migration.name] {
                guard source == migration.sql else { throw StoreFault.migrationChanged(migration.name) }
                continue
            }
            try database.write { connection in
                try connection.script(migration.sql)
                try connection.run(record, ["name": .text(migration.name), "source": .text(migration.sql)])
            }
        }
    }
}
