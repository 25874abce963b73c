package import Civic
package import Engine

/// What people ask for about their own data, by what is due: nothing in it is personal.
package struct RightsBoard: Projection {
    package static let name = "rights_board"
    package static let version = 1

    package static let tables = [
        Table(
            "rights_request",
            create: """
                CREATE TABLE rights_request (
                    id {text} NOT NULL PRIMARY KEY,
                    kind {text} NOT NULL,
                    number {text} NOT NULL,
                    asked_at {int} NOT NULL,
                    due_at {int} NOT NULL,
                    is_open {int} NOT NULL CHECK (is_open IN (0, 1)),
                    decided_at {int} NOT NULL,
                    outcome {text} NOT NULL
                ) {table};
                """,
            indexes: [
                "CREATE INDEX rights_request_due ON rights_request (is_open, due_at, id)",
                "CREATE INDEX rights_request_case ON rights_request (number, asked_at, id)",
            ],
            dump: Statement(
                "rights_request.dump",
                """
                SELECT id, kind, number, asked_at, due_at, is_open, decided_at, outcome
                FROM rights_request
                ORDER BY id
                """
            )
        )
    ]

    /// Open ones by what is due, decided ones likewise.
    package static let byDue = Statement(
        "rights_request.by_due",
        """
        SELECT id, kind, number, asked_at, due_at, decided_at, outcome
        FROM rights_request
        WHERE is_open = :is_open
        ORDER BY due_at, id
        LIMIT :limit
        """
    )

    /// The newest decided first.
    package static let decided = Statement(
        "rights_request.decided",
        """
        SELECT id, kind, number, asked_at, due_at, decided_at, outcome
        FROM rights_request
        WHERE is_open = 0
        ORDER BY due_at DESC, id DESC
        LIMIT :limit
        """
    )

    package static let ofCase = Statement(
        "rights_request.of_case",
        """
        SELECT id, kind, number, asked_at, due_at, decided_at, outcome
        FROM rights_request
        WHERE number = :number
        ORDER BY asked_at, id
        LIMIT 100
        """
    )

    static let put = Statement(
        "rights_request.put",
        """
        INSERT INTO rights_request (id, kind, number, asked_at, due_at, is_open, decided_at, outcome)
        VALUES (:id, :kind, :number, :asked_at, :due_at, 1, 0, '')
        """
    )

    static let decide = Statement(
        "rights_request.decide",
        """
        UPDATE rights_request
        SET is_open = 0, decided_at = :decided_at, outcome = :outcome
        WHERE id = :id
        """
    )

    package static let questions = [byDue, decided, ofCase]
    package static let changes = [put, decide]

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        for change in changes where change.stream.hasPrefix(RightsRequest.prefix) {
            let id = String(change.stream.dropFirst(RightsRequest.prefix.count))
            switch try RightsEvent(fact: change.fact) {
            case .asked(let asked):
                try connection.run(
                    Self.put,
                    [
                        "id": .text(id), "kind": .text(asked.kind.rawValue), "number": .text(asked.number.text),
                        "asked_at": .moment(change.at), "due_at": .moment(asked.due),
                    ]
                )
            case .decided(let outcome, _):
                try connection.run(
                    Self.decide,
                    ["id": .text(id), "decided_at": .moment(change.at), "outcome": .text(outcome.rawValue)]
                )
            }
        }
    }

    /// One request, without what lies in its box.
    package struct Line: Sendable, Equatable {
        package let id: String
        package let kind: RightsRequest.Kind
        package let number: CaseNumber
        package let askedAt: Moment
        package let dueAt: Moment
        package let decidedAt: Moment?
        package let outcome: RightsRequest.Outcome?

        package var isOpen: Bool { outcome == nil }
    }

    /// Open requests, the earliest due first; or decided ones, the newest first.
    package static func lines(open: Bool, limit: Int, on connection: any Connection) throws -> [Line] {
        let values: KeyValuePairs<String, SQLValue> = ["limit": .int(min(limit, Limits.pageMax))]
        guard open else { return try connection.rows(decided, values).map(line) }
        return try connection.rows(byDue, ["is_open": .bool(true), "limit": .int(min(limit, Limits.pageMax))])
            .map(line)
    }

    /// All requests about a case, the oldest first.
    package static func lines(of number: CaseNumber, on connection: any Connection) throws -> [Line] {
        try connection.rows(ofCase, ["number": .text(number.text)]).map(line)
    }

    private static func line(_ row: Row) throws -> Line {
        let (kind, outcome) = (try row.text("kind"), try row.text("outcome"))
        guard let known = RightsRequest.Kind(rawValue: kind) else {
            throw StoreFault.unreadable("rights_request", kind)
        }
        let decided = try row.moment("decided_at")
        return Line(
            id: try row.text("id"),
            kind: known,
            number: try CaseNumber(try row.text("number")),
            askedAt: try row.moment("asked_at"),
            dueAt: try row.moment("due_at"),
            decidedAt: outcome.isEmpty ? nil : decided,
            outcome: RightsRequest.Outcome(rawValue: outcome)
        )
    }
}
