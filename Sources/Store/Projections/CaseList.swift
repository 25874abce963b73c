package import Civic
import Engine

/// The work list: every case by what is due, in pages by key, filtered by agency, application, state or kecamatan.
///
/// `order_at` is the earliest due time of an open case (`undated` where no clock runs) and minus the end of an ended one, so
/// that one order serves both: open by what is due, ended by the newest first.
package struct CaseList: Projection {
    package static let name = "case_list"
    package static let version = 3
    package static let followsContent = true
    /// `order_at` of an open case without a running clock: after all others.
    package static let undated: Int64 = 9_000_000_000_000_000

    package static let tables = [
        Table(
            "case_list",
            create: """
                CREATE TABLE case_list (
                    number {text} NOT NULL PRIMARY KEY,
                    stream {text} NOT NULL,
                    app {text} NOT NULL,
                    state {text} NOT NULL,
                    agency {text} NOT NULL,
                    village {text} NOT NULL,
                    district {text} NOT NULL,
                    category {text} NOT NULL,
                    priority {text} NOT NULL,
                    channel {text} NOT NULL,
                    words {text} NOT NULL,
                    version {int} NOT NULL,
                    is_open {int} NOT NULL CHECK (is_open IN (0, 1)),
                    is_anonymous {int} NOT NULL CHECK (is_anonymous IN (0, 1)),
                    order_at {int} NOT NULL,
                    due_at {int},
                    started_at {int} NOT NULL,
                    state_since {int} NOT NULL,
                    changed_at {int} NOT NULL,
                    ended_at {int}
                ) {table};
                """,
            indexes: [
                "CREATE INDEX case_list_all ON case_list (is_open, order_at, number)",
                "CREATE INDEX case_list_agency ON case_list (is_open, agency, order_at, number)",
                "CREATE INDEX case_list_agency_state ON case_list (is_open, agency, state, order_at, number)",
                "CREATE INDEX case_list_app ON case_list (is_open, app, order_at, number)",
                "CREATE INDEX case_list_district ON case_list (is_open, district, order_at, number)",
                "CREATE INDEX case_list_app_state ON case_list (is_open, app, state, order_at, number)",
            ],
            dump: Statement(
                "case_list.dump",
                """
                SELECT number, stream, app, state, agency, village, district, category, priority, channel, words, version,
                    is_open, is_anonymous, order_at, due_at, started_at, state_since, changed_at, ended_at
                FROM case_list
                ORDER BY number
                """
            )
        )
    ]

    static let put = Statement(
        "case_list.put",
        """
        INSERT INTO case_list (number, stream, app, state, agency, village, district, category, priority, channel, words,
            version, is_open, is_anonymous, order_at, due_at, started_at, state_since, changed_at, ended_at)
        VALUES (:number, :stream, :app, :state, :agency, :village, :district, :category, :priority, :channel, :words,
            :version, :is_open, :is_anonymous, :order_at, :due_at, :started_at, :state_since, :changed_at, :ended_at)
        ON CONFLICT (number) DO UPDATE
        SET state = excluded.state,
            agency = excluded.agency,
            village = excluded.village,
            district = excluded.district,
            category = excluded.category,
            priority = excluded.priority,
            words = excluded.words,
            version = excluded.version,
            is_open = excluded.is_open,
            order_at = excluded.order_at,
            due_at = excluded.due_at,
            state_since = excluded.state_since,
            changed_at = excluded.changed_at,
            ended_at = excluded.ended_at
        """
    )

    package static let questions =
        [CaseListQuestions.byNumber] + CaseListQuestions.lists + CaseListQuestions.counts + DueBoard.questions
    package static let changes = [put]

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        for change in net(changes) {
            guard let state = change.after else { continue }
            let order = state.endedAt.map { -$0.milliseconds } ?? state.due?.milliseconds ?? Self.undated
            try connection.run(
                Self.put,
                [
                    "number": .text(state.number.text), "stream": .text(change.last.stream),
                    "app": .text(state.app.text), "state": .text(state.state.text),
                    "agency": .text(state.agency.text), "village": .text(state.villageText),
                    "district": .text(state.districtText), "category": .text(state.category),
                    "priority": .text(state.priority), "channel": .text(state.channel.rawValue),
                    "words": .text(beginning(of: change.last.content?.words ?? "")), "version": .int(state.version),
                    "is_open": .bool(state.isOpen), "is_anonymous": .bool(state.isAnonymous), "order_at": .int(order),
                    "due_at": .moment(state.isOpen ? state.due : nil), "started_at": .moment(state.startedAt),
                    "state_since": .moment(state.stateSince), "changed_at": .moment(state.changedAt),
                    "ended_at": .moment(state.endedAt),
                ]
            )
        }
    }

    /// As much of the words as a line of a list shows.
    private func beginning(of words: String) -> String {
        words.utf8.count <= 160 ? words : String(words.prefix(160))
    }
}

/// One line of a work list.
package struct CaseLine: Sendable, Equatable {
    package let number: CaseNumber
    package let stream: String
    package let app: AppID
    package let state: StateID
    package let agency: AgencyID
    package let village: RegionCode?
    package let district: RegionCode?
    package let category: String
    package let priority: String
    package let channel: String
    /// The beginning of what the citizen wrote: for staff only.
    package let words: String
    package let version: Int
    package let isAnonymous: Bool
    package let due: Moment?
    package let startedAt: Moment
    package let stateSince: Moment
    package let changedAt: Moment
    package let endedAt: Moment?
    /// Where the next page begins.
    package let key: CaseListKey

    package var isOpen: Bool { endedAt == nil }

    init(_ row: Row) throws {
        number = try CaseNumber(try row.text("number"))
        stream = try row.text("stream")
        app = try AppID(try row.text("app"))
        state = try StateID(try row.text("state"))
        agency = try AgencyID(try row.text("agency"))
        village = try Self.region(try row.text("village"))
        district = try Self.region(try row.text("district"))
        category = try row.text("category")
        priority = try row.text("priority")
        channel = try row.text("channel")
        words = try row.text("words")
        version = Int(try row.int("version"))
        isAnonymous = try row.bool("is_anonymous")
        due = try row.optionalMoment("due_at")
        startedAt = try row.moment("started_at")
        stateSince = try row.moment("state_since")
        changedAt = try row.moment("changed_at")
        endedAt = try row.optionalMoment("ended_at")
        key = CaseListKey(order: try row.int("order_at"), number: try row.text("number"))
    }

    private static func region(_ text: String) throws -> RegionCode? {
        text.isEmpty ? nil : try RegionCode(text)
    }
}
