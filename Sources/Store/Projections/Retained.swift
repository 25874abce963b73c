package import Civic
import Engine

/// Ended cases whose boxes still hold something, by the definition that says how long they are kept.
package struct Retained: Projection {
    package static let name = "retained"
    package static let version = 1

    package static let tables = [
        Table(
            "retained",
            create: """
                CREATE TABLE retained (
                    stream {text} NOT NULL PRIMARY KEY,
                    number {text} NOT NULL,
                    app {text} NOT NULL,
                    definition {text} NOT NULL,
                    ended_at {int} NOT NULL,
                    known_at {int} NOT NULL
                ) {table};
                """,
            indexes: ["CREATE INDEX retained_due ON retained (definition, ended_at, stream)"],
            dump: Statement(
                "retained.dump",
                """
                SELECT stream, number, app, definition, ended_at, known_at
                FROM retained
                ORDER BY stream
                """
            )
        )
    ]

    /// The next definition after one, in the order of their hashes: a step of a walk over all.
    package static let nextDefinition = Statement(
        "retained.next_definition",
        """
        SELECT definition, app
        FROM retained
        WHERE definition > :after
        ORDER BY definition, ended_at, stream
        LIMIT 1
        """
    )

    /// Cases of a definition that ended before a moment and that the ledger knows to have ended since another.
    package static let due = Statement(
        "retained.due",
        """
        SELECT stream, number, app, ended_at, known_at
        FROM retained
        WHERE definition = :definition AND ended_at < :ended_before AND known_at < :known_before
            AND (ended_at, stream) > (:after, :after_stream)
        ORDER BY ended_at, stream
        LIMIT :limit
        """
    )

    /// How many those are.
    package static let count = Statement(
        "retained.count",
        """
        SELECT count(*) AS n
        FROM retained
        WHERE definition = :definition AND ended_at < :ended_before AND known_at < :known_before
        """
    )

    static let put = Statement(
        "retained.put",
        """
        INSERT INTO retained (stream, number, app, definition, ended_at, known_at)
        VALUES (:stream, :number, :app, :definition, :ended_at, :known_at)
        ON CONFLICT (stream) DO UPDATE
        SET definition = excluded.definition,
            ended_at = excluded.ended_at,
            known_at = CASE WHEN retained.ended_at = excluded.ended_at THEN retained.known_at ELSE excluded.known_at END
        """
    )

    static let remove = Statement(
        "retained.remove",
        """
        DELETE FROM retained
        WHERE stream = :stream
        """
    )

    package static let questions = [nextDefinition, due, count]
    package static let changes = [put, remove]

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        // When the ledger learned of an end counts once for each end, so each change counts, not only the last.
        for change in changes {
            guard let state = change.after else { continue }
            guard let ended = state.endedAt, !state.isEmptied else {
                if change.before?.endedAt != nil {
                    try connection.run(Self.remove, ["stream": .text(change.stream)])
                }
                continue
            }
            if change.before?.endedAt == ended, change.before?.definition == state.definition { continue }
            try connection.run(
                Self.put,
                [
                    "stream": .text(change.stream), "number": .text(state.number.text), "app": .text(state.app.text),
                    "definition": .text(state.definition.hex), "ended_at": .moment(ended),
                    "known_at": .moment(change.recorded),
                ]
            )
        }
    }

    /// A case that is kept.
    package struct Line: Sendable, Equatable {
        package let stream: String
        package let number: CaseNumber
        package let app: AppID
        package let endedAt: Moment
        package let knownAt: Moment
    }

    /// The definitions that kept cases ran under, each with its application.
    package static func definitions(on connection: any Connection) throws -> [(definition: Digest, app: AppID)] {
        var found: [(Digest, AppID)] = []
        var after = ""
        while let row = try connection.row(nextDefinition, ["after": .text(after)]) {
            after = try row.text("definition")
            guard let hash = Digest(hex: after) else { throw StoreFault.unreadable("retained", after) }
            found.append((hash, try AppID(try row.text("app"))))
        }
        return found
    }

    /// The cases of a definition that are past both moments, the longest ended first, after a line of the same list.
    package static func due(
        _ definition: Digest,
        endedBefore: Moment,
        knownBefore: Moment,
        after last: Line? = nil,
        limit: Int,
        on connection: any Connection
    ) throws -> [Line] {
        try connection.rows(
            due,
            [
                "definition": .text(definition.hex), "ended_before": .moment(endedBefore),
                "known_before": .moment(knownBefore), "after": .int(last?.endedAt.milliseconds ?? .min),
                "after_stream": .text(last?.stream ?? ""), "limit": .int(min(limit, Limits.pageMax)),
            ]
        ).map { row in
            Line(
                stream: try row.text("stream"),
                number: try CaseNumber(try row.text("number")),
                app: try AppID(try row.text("app")),
                endedAt: try row.moment("ended_at"),
                knownAt: try row.moment("known_at")
            )
        }
    }

    /// How many cases of a definition are past both moments.
    package static func count(
        _ definition: Digest,
        endedBefore: Moment,
        knownBefore: Moment,
        on connection: any Connection
    ) throws -> Int {
        let row = try connection.row(
            count,
            [
                "definition": .text(definition.hex), "ended_before": .moment(endedBefore),
                "known_before": .moment(knownBefore),
            ]
        )
        return Int(try row?.int("n") ?? 0)
    }
}
