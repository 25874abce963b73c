package import Civic
import Engine

/// What just happened, for the wall's ticker and the public page: nothing in it is personal or free text.
///
/// Keeps the happenings among the last `Limits.happeningsKept` entries of the ledger.
package struct Happenings: Projection {
    package static let name = "happenings"
    package static let version = 1

    package static let tables = [
        Table(
            "happening",
            create: """
                CREATE TABLE happening (
                    sequence {int} NOT NULL PRIMARY KEY,
                    at {int} NOT NULL,
                    recorded {int} NOT NULL,
                    number {text} NOT NULL,
                    app {text} NOT NULL,
                    type {text} NOT NULL,
                    action {text} NOT NULL,
                    state {text} NOT NULL,
                    agency {text} NOT NULL,
                    village {text} NOT NULL,
                    district {text} NOT NULL,
                    category {text} NOT NULL
                ) {table};
                """,
            dump: Statement(
                "happening.dump",
                """
                SELECT sequence, at, recorded, number, app, type, action, state, agency, village, district, category
                FROM happening
                ORDER BY sequence
                """
            )
        )
    ]

    /// The newest first, before a sequence.
    package static let latest = Statement(
        "happening.latest",
        """
        SELECT sequence, at, recorded, number, app, type, action, state, agency, village, district, category
        FROM happening
        WHERE sequence < :before
        ORDER BY sequence DESC
        LIMIT :limit
        """
    )

    static let put = Statement(
        "happening.put",
        """
        INSERT INTO happening (sequence, at, recorded, number, app, type, action, state, agency, village, district, category)
        VALUES (:sequence, :at, :recorded, :number, :app, :type, :action, :state, :agency, :village, :district, :category)
        """
    )

    static let forget = Statement(
        "happening.forget",
        """
        DELETE FROM happening
        WHERE sequence <= :until
        """
    )

    package static let questions = [latest]
    package static let changes = [put, forget]

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        // What this group alone would push out is not written first.
        guard let newest = changes.last(where: { $0.isShown })?.sequence else { return }
        let kept = newest - Int64(Limits.happeningsKept)
        for change in changes where change.isShown && change.sequence > kept {
            guard let state = change.after else { continue }
            var action = ""
            if case .moved(let moved) = change.event { action = moved.action.text }
            try connection.run(
                Self.put,
                [
                    "sequence": .int(change.sequence), "at": .moment(change.at), "recorded": .moment(change.recorded),
                    "number": .text(state.number.text), "app": .text(state.app.text), "type": .text(change.fact.type),
                    "action": .text(action), "state": .text(state.state.text), "agency": .text(state.agency.text),
                    "village": .text(state.villageText), "district": .text(state.districtText),
                    "category": .text(state.category),
                ]
            )
        }
        try connection.run(Self.forget, ["until": .int(kept)])
    }

    /// One happening.
    package struct Line: Sendable, Equatable {
        package let sequence: Int64
        package let at: Moment
        package let recorded: Moment
        package let number: CaseNumber
        package let app: AppID
        /// The kind of event: `case.started`, `case.moved`, `case.clock-marked`.
        package let type: String
        /// nil where no action was taken: a start, a clock's mark.
        package let action: ActionID?
        /// The state after it.
        package let state: StateID
        package let agency: AgencyID
        package let village: RegionCode?
        package let district: RegionCode?
        package let category: String
    }

    /// The newest first, before a sequence (nil: from the newest on).
    package static func latest(
        before sequence: Int64? = nil,
        limit: Int,
        on connection: any Connection
    ) throws -> [Line] {
        let values: KeyValuePairs<String, SQLValue> = [
            "before": .int(sequence ?? .max), "limit": .int(min(limit, Limits.pageMax)),
        ]
        return try connection.rows(latest, values).map { row in
            let (action, village) = (try row.text("action"), try row.text("village"))
            let district = try row.text("district")
            return Line(
                sequence: try row.int("sequence"),
                at: try row.moment("at"),
                recorded: try row.moment("recorded"),
                number: try CaseNumber(try row.text("number")),
                app: try AppID(try row.text("app")),
                type: try row.text("type"),
                action: action.isEmpty ? nil : try ActionID(action),
                state: try StateID(try row.text("state")),
                agency: try AgencyID(try row.text("agency")),
                village: village.isEmpty ? nil : try RegionCode(village),
                district: district.isEmpty ? nil : try RegionCode(district),
                category: try row.text("category")
            )
        }
    }
}

extension Change {
    /// Starts, moves and marks of clocks are news; notes, new plans and new versions are not.
    fileprivate var isShown: Bool {
        switch event {
        case .started, .moved, .clockMarked: true
        case .noted, .replanned, .migrated, .erased, .corrected, .paymentReceived, .refundPaid, .work, .documentMarked,
            nil:
            false
        }
    }
}
