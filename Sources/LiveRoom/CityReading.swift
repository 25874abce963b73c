import Civic
import Definition
package import Engine
package import Node
package import Store

/// Reads the city now from its counters: one snapshot, some hundred rows, never the ledger.
package struct CityReading {
    private let government: Government
    private let history: DayHistory

    /// `history` keeps the days before today from one reading to the next.
    package init(_ government: Government, history: DayHistory = DayHistory()) {
        self.government = government
        self.history = history
    }

    /// The applications that the city's figures are made of: services to the public.
    ///
    /// Agreements between governments and other work of the house have pages of their own.
    package static func services(of government: Government) throws -> [CompiledDefinition] {
        try government.definitions.installations().compactMap { installation in
            let plan = try government.definitions.compiled(installation.release.definition)
            return plan.definition.group == .publicService ? plan : nil
        }
    }

    /// The figures of this moment; clusters in cells of `zoom`.
    package func now(zoom: Int) throws -> CityNow {
        let services = try Self.services(of: government)
        let at = government.outside.now()
        let settings = government.settings
        let zone = settings.profile.zone
        return try government.database.read { connection in
            let position = try government.ledger.head(on: connection).size
            let days = try history.days(
                of: services,
                at: at,
                calendar: settings.calendar,
                zone: zone,
                on: connection
            )
            var apps: [AppNow] = []
            for plan in services {
                var app = AppNow(
                    app: plan.definition.app,
                    name: plan.definition.name,
                    openness: plan.definition.publication.ledger
                )
                try stock(&app, on: connection)
                try due(&app, at: at, on: connection)
                try today(&app, plan, at: at, zone: zone, on: connection)
                app.receivedBefore = days[plan.definition.app]?.received ?? [:]
                app.answeredBefore = days[plan.definition.app]?.answered ?? [:]
                app.clusters = try clusters(zoom: zoom, app: app.app, limit: Limits.cellsMax, on: connection)
                try judged(&app, plan, today: at.date(in: zone), on: connection)
                apps.append(app)
            }
            let (news, last) = try news(of: Set(apps.map(\.app)), on: connection)
            return CityNow(position: position, at: at, zone: zone, apps: apps, news: news, lastReceived: last)
        }
    }

    /// The clusters of the services at a zoom level of one's own, with the position that they hold.
    package func clusters(zoom: Int) throws -> (position: Int64, clusters: [MapCluster], open: Int) {
        let services = try Self.services(of: government)
        return try government.database.read { connection in
            var all: [MapCluster] = []
            var open = 0
            for plan in services {
                var app = AppNow(app: plan.definition.app, name: plan.definition.name, openness: .open)
                try stock(&app, on: connection)
                open += app.open
                all += try clusters(zoom: zoom, app: app.app, limit: Limits.cellsAskedMax, on: connection)
            }
            return (try government.ledger.head(on: connection).size, all, open)
        }
    }

    // MARK: Parts

    private func stock(_ app: inout AppNow, on connection: any Connection) throws {
        let key: KeyValuePairs<String, SQLValue> = ["app": .text(app.app.text)]
        for row in try connection.rows(Stock.byAgency, key) {
            let (agency, state) = (try AgencyID(try row.text("agency")), try StateID(try row.text("state")))
            let n = Int(try row.int("n"))
            app.agencies[agency, default: Tally()].open += n
            app.states[state, default: 0] += n
        }
        for row in try connection.rows(Stock.byVillage, key) {
            let text = try row.text("village")
            let village = text.isEmpty ? nil : try RegionCode(text)
            let n = Int(try row.int("n"))
            app.villages[village, default: 0] += n
            app.districts[village?.ancestor(at: .district), default: Tally()].open += n
        }
    }

    private func due(_ app: inout AppNow, at: Moment, on connection: any Connection) throws {
        let until = at + .hours(Limits.soonHours)
        for cell in try DueBoard.cells(of: app.app, now: at, until: until, on: connection) {
            let tally = Tally(open: 0, overdue: cell.overdue, soon: cell.soon)
            app.agencies[try AgencyID(cell.agency), default: Tally()] += tally
            app.districts[cell.district.isEmpty ? nil : try RegionCode(cell.district), default: Tally()] += tally
        }
    }

    private func today(
        _ app: inout AppNow,
        _ plan: CompiledDefinition,
        at: Moment,
        zone: Zone,
        on connection: any Connection
    ) throws {
        let first = FlowHours.hour(of: at.date(in: zone).start(in: zone), in: zone)
        let counts = try HourCounts.read(plan, from: first, on: connection)
        app.received = counts.received
        app.answered = counts.answered
    }

    private func clusters(
        zoom: Int,
        app: AppID,
        limit: Int,
        on connection: any Connection
    ) throws -> [MapCluster] {
        let last = (1 << zoom) - 1
        guard let from = GridCell(zoom: zoom, x: 0, y: 0), let to = GridCell(zoom: zoom, x: last, y: last) else {
            return []
        }
        return try MapGrid.clusters(from: from, to: to, app: app, limit: limit, on: connection)
    }

    private func judged(
        _ app: inout AppNow,
        _ plan: CompiledDefinition,
        today: CivilDate,
        on connection: any Connection
    ) throws {
        let (from, until) = (today.adding(days: 1 - Limits.measureDays), today.adding(days: 1))
        var ended: [ClockID: (met: Int, breached: Int)] = [:]
        func count(_ wanted: ClockCount) throws -> Int {
            if ended[wanted.clock] == nil {
                let lines = try ClockOutcomes.lines(
                    app: app.app,
                    clock: wanted.clock.text,
                    from: from,
                    until: until,
                    on: connection
                )
                ended[wanted.clock] = (lines.reduce(0) { $0 + $1.met }, lines.reduce(0) { $0 + $1.breached })
            }
            let (met, breached) = ended[wanted.clock] ?? (0, 0)
            return switch wanted.kind {
            case .met: met
            case .breached: breached
            case .ended: met + breached
            }
        }
        for (id, measure) in plan.definition.measures.all {
            app.measures.append(
                MeasureNow(
                    app: app.app,
                    id: id,
                    name: measure.name,
                    target: measure.target,
                    counted: try count(measure.ratio.counted),
                    among: try count(measure.ratio.among)
                )
            )
        }
        let days: KeyValuePairs<String, SQLValue> = [
            "app": .text(app.app.text), "from": .int(from.daysSinceEpoch), "until": .int(until.daysSinceEpoch),
        ]
        for row in try connection.rows(Ratings.byAgency, days) {
            let stars = Int(try row.int("stars"))
            guard (1...5).contains(stars) else { continue }
            app.stars[try AgencyID(try row.text("agency")), default: Stars()].counts[stars - 1] += Int(try row.int("n"))
        }
    }

    private func news(of apps: Set<AppID>, on connection: any Connection) throws -> ([Happenings.Line], Moment?) {
        let lines = try Happenings.latest(limit: Limits.newsReach, on: connection).filter { apps.contains($0.app) }
        let last = lines.first { $0.type == "case.started" }?.at
        return (Array(lines.prefix(Limits.newsMax)), last ?? lines.last?.at)
    }
}

/// How many cases came in and were answered in each hour of a day.
struct HourCounts: Sendable, Equatable {
    var received = Array(repeating: 0, count: 24)
    var answered = Array(repeating: 0, count: 24)

    /// The 24 hours from `first` (a local hour since 1970).
    static func read(_ plan: CompiledDefinition, from first: Int64, on connection: any Connection) throws -> HourCounts
    {
        let definition = plan.definition
        let start = definition.startState?.text
        let answers = answerStates(of: definition)
        var counts = HourCounts()
        let values: KeyValuePairs<String, SQLValue> = [
            "app": .text(definition.app.text), "from": .int(first), "until": .int(first + 24),
        ]
        for row in try connection.rows(FlowHours.ofApp, values) {
            let (hour, state) = (Int(try row.int("hour") - first), try row.text("state"))
            let entered = Int(try row.int("entered"))
            if state == start { counts.received[hour] += entered }
            if answers.contains(state) { counts.answered[hour] += entered }
        }
        return counts
    }

    /// The states that say "answered": good ones that are not the end yet, or, where a definition has none, good ends.
    static func answerStates(of definition: Definition) -> Set<String> {
        let good = definition.states.all.filter { $0.element.tone == .done }
        let answered = good.filter { !$0.element.isEnd }
        return Set((answered.isEmpty ? good : answered).map(\.id.text))
    }
}
