import Civic
import Definition
import Engine
import Hummingbird
import Node
import Store

/// The work list: what is due soonest first, filters as addresses, pages by key.
struct WorkListRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("petugas", use: list)
        government.get("petugas/arus", use: stream)
    }

    @Sendable func list(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try context.officer()
        guard Permissions.mayEnter(.desk, context.caller, now: context.now) else {
            return .redirect(to: StaffNavigation.home(context.caller, context))
        }
        let scope = try DeskScope(context, officer)
        var query = CaseQuery(request)
        let share = WorkListPage.Share(rawValue: request.uri.queryParameters["saya"].map(String.init) ?? "") ?? .all
        query.app = query.app ?? scope.onlyApp
        if query.agency == nil { query.agency = scope.firstAgency }
        query = query.placed(among: scope.plans)
        return try WorkListPage(context: context, scope: scope, query: query, share: share).response()
    }

    /// What changes while the list is open: the page counts it, and moves nothing under the pointer.
    @Sendable func stream(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try Permissions.require(.desk, context.caller, now: context.now)
        return try BusStream.response(request, context, audience: .staff)
    }
}

/// One page of the work list.
struct WorkListPage {
    let context: GovernmentContext
    let scope: DeskScope
    let query: CaseQuery
    let share: Share

    /// Whose cases.
    enum Share: String {
        case all = ""
        /// In states in which it is the officer's turn.
        case mine = "1"
        /// Of those, the ones that nobody works on.
        case pool = "bebas"
        /// In the officer's own hands.
        case held = "pegang"

        /// The end of the keys of its words.
        var key: String {
            switch self {
            case .all: "open"
            case .mine: "mine"
            case .pool: "pool"
            case .held: "held"
            }
        }
    }

    private var now: Moment { context.now }
    private var cases: CaseReading { context.government.cases }

    func response() throws -> Response {
        let rows = CaseRows(context, now: now)
        let lines = try lines()
        let next =
            lines.count == Limits.rowsPerPage && share != .held
            ? lines.last.map { last in query.with { $0.after = last.key } } : nil
        let here = address(query)
        let listed = query.with { _ in }
        let page: View = [
            "heading": share == .all ? rows.heading(listed) : context.text("desk.list.\(share.key)-heading"),
            "count": rows.countText(try count()),
            "rows": try rowViews(lines, rows, from: listed), "isEmpty": lines.isEmpty,
            "text": context.text(share == .all ? "desk.list.empty" : "desk.list.empty-\(share.key)"),
            "tabs": try tabs(rows),
            "next": next.map(address), "bulk": context.path("petugas/banyak"),
            "bulkFrom": [share == .all ? "" : "saya=\(share.rawValue)", query.text].filter { !$0.isEmpty }.joined(
                separator: "&"
            ), "previous": query.after == nil ? nil : address(listed),
            "stream": context.path("petugas/arus"), "position": "\(context.government.bus.position)", "here": here,
            "agencyFilter": query.agency?.text, "appFilter": query.app?.text, "stateFilter": query.state?.text,
            "districtFilter": query.district?.text,
        ]
        return try context.page(
            "desk/work-list",
            title: context.text("desk.list.title"),
            page.adding(filters(rows)),
            .desk(
                context,
                scripts: ["desk-keys", "desk-list"],
                isWide: true
            )
        )
    }

    private func address(_ query: CaseQuery) -> String {
        let parts = [share == .all ? "" : "saya=\(share.rawValue)", query.text].filter { !$0.isEmpty }
        return context.path("petugas/") + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    // MARK: Lines

    private var services: [AppID] {
        scope.plans.filter { $0.definition.group == .publicService }.map(\.definition.app)
    }

    /// The questions behind the list: one for each service, or one for each state in which it is the officer's turn.
    private var filters: [CaseFilter] {
        guard share != .all else { return query.filters(over: services, now: now) }
        let turns = scope.turns.filter { query.app == nil || $0.app == query.app }
        return turns.map { turn in
            var query = query
            (query.app, query.state, query.isEnded) = (turn.app, turn.state, false)
            var filter = query.placed(among: scope.plans).filter(now: now)
            filter.isFree = share == .pool
            return filter
        }
    }

    private func rowViews(_ lines: [CaseLine], _ rows: CaseRows, from query: CaseQuery) throws -> [View] {
        let holders = try cases.holders(of: lines.map(\.number))
        let names = HolderView.names(context)
        let me = try context.officer().id
        return lines.map { line in
            let words = (holders[line.number] ?? []).map { held in
                held.officer == me
                    ? context.text("desk.hold.row-mine")
                    : context.text(
                        "desk.hold.row-other",
                        ["name": names[held.officer] ?? context.text("desk.hold.somebody")]
                    )
            }
            return rows.view(
                line,
                shows: .desk,
                from: query,
                holder: words.isEmpty ? nil : words.joined(separator: "; "),
                mayPick: true
            )
        }
    }

    private func lines() throws -> [CaseLine] {
        if share == .held { return try cases.held(by: context.caller) }
        let pages = try filters.map {
            try cases.list($0, for: context.caller, after: query.start(now: now), limit: Limits.rowsPerPage)
        }
        return CaseQuery.firstPage(of: pages)
    }

    /// Exact up to a thousand; beyond it only that there are more.
    private func count() throws -> Int {
        if share == .held { return try cases.held(by: context.caller).count }
        let before = try query.excluded(over: services, now: now).reduce(0) {
            $0 + (try cases.count($1, for: context.caller))
        }
        return try filters.reduce(0) { $0 + (try cases.count($1, for: context.caller)) } - before
    }

    // MARK: Tabs and filters

    /// Saved filters with counts from counters, capped at a thousand.
    private func tabs(_ rows: CaseRows) throws -> [View] {
        var base = CaseQuery()
        base.app = query.app
        base.agency = query.agency
        func tab(_ name: String, _ key: String, _ target: CaseQuery, _ share: Share = .all, tone: String = "") throws
            -> View
        {
            let page = WorkListPage(context: context, scope: scope, query: target, share: share)
            let n = try page.count()
            let most = Store.Limits.countMax
            return [
                "name": name, "key": key, "href": page.address(target), "tone": tone,
                "count": n > most ? context.formats.number(most) + "+" : context.formats.number(n),
                "isCurrent": share == self.share && (share != .all || query.with { _ in } == target),
            ]
        }
        var tabs = [try tab(context.text("desk.filter.open"), "open", base)]
        if !scope.turns.isEmpty {
            for share in [Share.held, .pool, .mine] {
                tabs.append(try tab(context.text("desk.filter.\(share.key)"), share.key, base, share))
            }
        }
        tabs.append(
            try tab(
                context.text("desk.filter.overdue"),
                "overdue",
                base.with { $0.due = .overdue },
                tone: "late"
            )
        )
        tabs.append(try tab(context.text("desk.filter.soon"), "soon", base.with { $0.due = .soon }))
        for turn in scope.turns where query.app == nil || turn.app == query.app {
            tabs.append(
                try tab(
                    rows.state(turn.state, app: turn.app),
                    "state-\(turn.state)",
                    base.with {
                        $0.state = turn.state
                        $0.app = turn.app
                    }.placed(among: scope.plans)
                )
            )
        }
        return tabs
    }

    private func filters(_ rows: CaseRows) -> View {
        let settings = context.government.settings
        let language = context.language
        func select(_ name: String, _ key: String, _ options: [(String, String)], chosen: String?) -> View {
            [
                "id": "f-" + name, "name": name, "label": context.text("desk.filter.\(key)"),
                "options": options.map { ["value": $0.0, "label": $0.1, "isChecked": $0.0 == chosen] as View },
            ]
        }
        var selects: [View] = []
        let agencies = settings.profile.agencies.filter { scope.reach?.contains($0.id) ?? true }
        if agencies.count > 1 {
            selects.append(
                select(
                    "instansi",
                    "agency",
                    agencies.map { ($0.id.text, $0.name.text(language)) },
                    chosen: query.agency?.text
                )
            )
        }
        if scope.plans.count > 1 {
            selects.append(
                select(
                    "aplikasi",
                    "app",
                    scope.plans.map { ($0.definition.app.text, $0.definition.name.text(language)) },
                    chosen: query.app?.text
                )
            )
        }
        let shown = scope.plans.filter { query.app == nil || $0.definition.app == query.app }
        let states = shown.flatMap { plan in
            let states = query.isEnded ? plan.definition.states : plan.definition.allStates
            return states.all.filter { id, element in
                element.isEnd == query.isEnded || plan.definition.place(of: id) != nil
            }.map { ($0.id.text, rows.state($0.id, app: plan.definition.app)) }
        }
        selects.append(select("keadaan", "state", states, chosen: query.state?.text))
        selects.append(
            select(
                "kecamatan",
                "district",
                settings.regions.regions(of: .district).map { ($0.code.text, $0.name) },
                chosen: query.district?.text
            )
        )
        let kinds = shown.flatMap { plan -> [(String, String)] in
            guard case .choice(.register(let register))? = plan.definition.form["category"]?.type else { return [] }
            return plan.definition.registers[register]?.rows.all.map { ($0.id.text, $0.element.name.text(language)) }
                ?? []
        }
        if !kinds.isEmpty { selects.append(select("jenis", "category", kinds, chosen: query.category)) }
        return [
            "selects": selects, "due": query.due?.rawValue, "isEnded": query.isEnded,
            "clear": context.path("petugas/"),
            "hasFilter": query.state != nil || query.district != nil || query.category != nil || query.isEnded,
        ]
    }
}
