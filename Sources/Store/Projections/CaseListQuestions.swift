package import Civic
import Engine

/// The place in a list after which the next page begins.
package struct CaseListKey: Sendable, Hashable {
    package let order: Int64
    package let number: String

    package init(order: Int64, number: String) {
        self.order = order
        self.number = number
    }

    /// Before everything.
    package static let start = CaseListKey(order: .min, number: "")
}

/// Which cases a list shows; what is nil does not matter.
package struct CaseFilter: Sendable, Hashable {
    package var isOpen: Bool
    package var agency: AgencyID?
    package var app: AppID?
    package var state: StateID?
    /// `state` is one of a branch: the list holds the cases of which a branch stands there.
    package var isInBranch = false
    package var district: RegionCode?
    package var village: RegionCode?
    package var category: String?
    /// Only open cases that fall due before this.
    package var dueBefore: Moment?
    /// Only cases in nobody's hands.
    package var isFree = false

    package init(
        isOpen: Bool = true,
        agency: AgencyID? = nil,
        app: AppID? = nil,
        state: StateID? = nil,
        district: RegionCode? = nil,
        village: RegionCode? = nil,
        category: String? = nil,
        dueBefore: Moment? = nil
    ) {
        self.isOpen = isOpen
        self.agency = agency
        self.app = app
        self.state = state
        self.district = district
        self.village = village
        self.category = category
        self.dueBefore = dueBefore
    }

    /// Which index leads: the one that leaves the fewest rows to look at.
    private var place: Int {
        switch (agency, state, district, app) {
        case (.none, .some, .none, .some): 5
        case (.some, .some, _, _): 2
        case (.some, .none, _, _): 1
        case (.none, _, .some, _): 4
        case (.none, _, .none, .some): 3
        case (.none, _, .none, .none): 0
        }
    }

    /// The questions that answer it: of the work list, or of the list of branches.
    private var statements: (list: Statement, count: Statement) {
        guard isInBranch, isOpen, state != nil, app != nil else {
            return (CaseListQuestions.lists[place], CaseListQuestions.counts[place])
        }
        let index = agency == nil ? 0 : 1
        return (BranchList.lists[index], BranchList.counts[index])
    }

    /// A page of the list, by key: at most `Limits.pageMax` lines.
    package func lines(
        after key: CaseListKey = .start,
        limit: Int,
        on connection: any Connection
    ) throws -> [CaseLine] {
        let values: KeyValuePairs<String, SQLValue> = [
            "is_open": .bool(isOpen), "agency": .text(agency?.text ?? ""), "state": .text(state?.text ?? ""),
            "app": .text(app?.text ?? ""), "district": .text(district?.text ?? ""),
            "village": .text(village?.text ?? ""), "category": .text(category ?? ""),
            "due_before": .int(dueBefore?.milliseconds ?? .max), "after_order": .int(key.order),
            "after_number": .text(key.number), "is_free": .bool(isFree), "limit": .int(min(limit, Limits.pageMax)),
        ]
        return try connection.rows(statements.list, values).map(CaseLine.init)
    }

    /// How many there are: exact up to `Limits.countMax`; one more means "more than that".
    package func count(on connection: any Connection) throws -> Int {
        if let n = try stock(on: connection) { return min(n, Limits.countMax + 1) }
        let values: KeyValuePairs<String, SQLValue> = [
            "is_open": .bool(isOpen), "agency": .text(agency?.text ?? ""), "state": .text(state?.text ?? ""),
            "app": .text(app?.text ?? ""), "district": .text(district?.text ?? ""),
            "village": .text(village?.text ?? ""), "category": .text(category ?? ""),
            "due_before": .int(dueBefore?.milliseconds ?? .max), "is_free": .bool(isFree),
            "limit": .int(Limits.countMax + 1),
        ]
        return Int(try connection.row(statements.count, values)?.int("n") ?? 0)
    }
}

extension CaseFilter {
    /// What the counters of open cases say; nil where the filter asks for more than they tell apart.
    private func stock(on connection: any Connection) throws -> Int? {
        guard isOpen, !isFree, !isInBranch, district == nil, village == nil, category == nil, dueBefore == nil else {
            return nil
        }
        let rows =
            try agency.map { try connection.rows(Stock.ofAgency, ["agency": .text($0.text)]) }
            ?? connection.rows(Stock.byApp)
        var n = 0
        for row in rows {
            if let app, try row.text("app") != app.text { continue }
            if let state, try row.text("state") != state.text { continue }
            n += Int(try row.int("n"))
        }
        return n
    }
}

/// The statements of the work list.
///
/// Each names the columns of its index first; the other filters are looked at in the rows that the index gives.
package enum CaseListQuestions {
    package static let byNumber = Statement(
        "case_list.by_number",
        """
        SELECT number, stream, app, state, agency, village, district, category, priority, channel, words, version,
            is_anonymous, order_at, due_at, started_at, state_since, changed_at, ended_at
        FROM case_list
        WHERE number = :number
        """
    )

    /// The line of a case; nil where no case has this number.
    package static func line(_ number: CaseNumber, on connection: any Connection) throws -> CaseLine? {
        try connection.row(byNumber, ["number": .text(number.text)]).map(CaseLine.init)
    }

    private static let columns = """
        SELECT number, stream, app, state, agency, village, district, category, priority, channel, words, version,
            is_anonymous, order_at, due_at, started_at, state_since, changed_at, ended_at
        FROM case_list
        """

    private static let free = """
            AND (:is_free = 0 OR NOT EXISTS (SELECT 1 FROM case_holder WHERE case_holder.number = case_list.number))
        """

    private static let page = """
            AND (order_at, number) > (:after_order, :after_number)
        ORDER BY order_at, number
        LIMIT :limit
        """

    /// Conditions of the six indexes in the order of `CaseFilter.place`; every condition stands in each.
    private static let conditions = [
        (
            "all",
            """
            WHERE is_open = :is_open AND (:agency = '' OR agency = :agency) AND (:state = '' OR state = :state)
                AND (:app = '' OR app = :app) AND (:district = '' OR district = :district)
                AND (:village = '' OR village = :village) AND (:category = '' OR category = :category)
                AND order_at < :due_before
            """
        ),
        (
            "agency",
            """
            WHERE is_open = :is_open AND agency = :agency AND (:state = '' OR state = :state)
                AND (:app = '' OR app = :app) AND (:district = '' OR district = :district)
                AND (:village = '' OR village = :village) AND (:category = '' OR category = :category)
                AND order_at < :due_before
            """
        ),
        (
            "agency_state",
            """
            WHERE is_open = :is_open AND agency = :agency AND state = :state
                AND (:app = '' OR app = :app) AND (:district = '' OR district = :district)
                AND (:village = '' OR village = :village) AND (:category = '' OR category = :category)
                AND order_at < :due_before
            """
        ),
        (
            "app",
            """
            WHERE is_open = :is_open AND (:agency = '' OR agency = :agency) AND (:state = '' OR state = :state)
                AND app = :app AND (:district = '' OR district = :district)
                AND (:village = '' OR village = :village) AND (:category = '' OR category = :category)
                AND order_at < :due_before
            """
        ),
        (
            "district",
            """
            WHERE is_open = :is_open AND (:agency = '' OR agency = :agency) AND (:state = '' OR state = :state)
                AND (:app = '' OR app = :app) AND district = :district
                AND (:village = '' OR village = :village) AND (:category = '' OR category = :category)
                AND order_at < :due_before
            """
        ),
        (
            "app_state",
            """
            WHERE is_open = :is_open AND (:agency = '' OR agency = :agency) AND state = :state
                AND app = :app AND (:district = '' OR district = :district)
                AND (:village = '' OR village = :village) AND (:category = '' OR category = :category)
                AND order_at < :due_before
            """
        ),
    ]

    // The texts are put together once, from the constants above: no value ever is part of them.
    package static let lists = conditions.map { name, condition in
        Statement("case_list.page_\(name)", "\(columns)\n\(condition)\n\(free)\n\(page)")
    }

    package static let counts = conditions.map { name, condition in
        Statement(
            "case_list.count_\(name)",
            """
            SELECT count(*) AS n
            FROM (
                SELECT number
                FROM case_list
                \(condition)
                \(free)
                LIMIT :limit
            ) AS counted
            """
        )
    }
}
