import Civic
import Engine

/// The highest number given out in each scope (`LAKSA-2026`), of cases, bills and documents, so that the next has no gap.
///
/// Every store has it.
package struct Serials: Projection {
    package static let name = "serials"
    package static let version = 2

    package static let tables = [
        Table(
            "serial",
            create: """
                CREATE TABLE serial (
                    scope {text} NOT NULL PRIMARY KEY,
                    last {int} NOT NULL CHECK (last >= 1)
                ) {keyed};
                """,
            dump: Statement(
                "serial.dump",
                """
                SELECT scope, last
                FROM serial
                ORDER BY scope
                """
            )
        )
    ]

    package static let last = Statement(
        "serial.last",
        """
        SELECT last
        FROM serial
        WHERE scope = :scope
        """
    )

    static let raise = Statement(
        "serial.raise",
        """
        INSERT INTO serial (scope, last)
        VALUES (:scope, :last)
        ON CONFLICT (scope) DO UPDATE
        SET last = excluded.last
        WHERE serial.last < excluded.last
        """
    )

    package static let questions = [last]
    package static let changes = [raise]

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        var highest: [String: Int] = [:]
        for change in changes {
            for (scope, serial) in change.serials { highest[scope] = max(highest[scope] ?? 0, serial) }
        }
        for (scope, serial) in highest {
            try connection.run(Self.raise, ["scope": .text(scope), "last": .int(serial)])
        }
    }

    static func last(of scope: String, on connection: any Connection) throws -> Int {
        Int(try connection.row(last, ["scope": .text(scope)])?.int("last") ?? 0)
    }
}

extension Change {
    /// The numbers that it took, by counter: the case's own at its start, and those of what it made of the case.
    var serials: [String: Int] {
        var taken = fact.serials
        if before == nil, let number = after?.number { taken[number.scope] = number.serial }
        return taken
    }
}
