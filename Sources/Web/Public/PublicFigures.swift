package import Civic
import Definition
package import Engine
package import Node
import Store

/// The public figures of a government: open applications only, from counters, a few hundred rows at most.
package struct PublicFigures: Sendable {
    package struct Line: Sendable {
        package let id: String
        package let name: String
        package var open: Int
        package var late: Int
    }

    package struct Day: Sendable {
        package let date: CivilDate
        package var received: Int
        package var ended: Int
    }

    package var open = 0
    package var late = 0
    package var byCategory: [Line] = []
    package var byAgency: [Line] = []
    package var byDistrict: [Line] = []
    /// The last days, the oldest first; today is the last.
    package var days: [Day] = []

    package var today: Day? { days.last }

    /// What a usual day brings: the middle of the last four same weekdays.
    package var usual: Int? {
        guard let today = days.last else { return nil }
        let same = days.dropLast().filter { $0.date.weekday == today.date.weekday }.suffix(4).map(\.received).sorted()
        // A city that has just begun has no usual day yet.
        guard same.count == 4, let middle = same.dropFirst(2).first, middle > 0 else { return nil }
        return middle
    }

    /// Applications whose ledger is open; others publish totals at most.
    package static func openApps(of government: Government) throws -> [CompiledDefinition] {
        try government.definitions.installations().compactMap { installation in
            let definition = try government.definitions.compiled(installation.release.definition)
            return definition.definition.publication.ledger == .open ? definition : nil
        }
    }

    package init(of government: Government, days count: Int = 30, language: Language) throws {
        let now = government.outside.now()
        let settings = government.settings
        let profile = settings.profile
        let today = now.date(in: profile.zone)
        var perDay: [CivilDate: Day] = [:]
        for back in 0..<count {
            perDay[today.adding(days: -back)] = Day(date: today.adding(days: -back), received: 0, ended: 0)
        }
        var tally = OpenTally(settings: settings, language: language)
        for app in try PublicFigures.openApps(of: government) {
            try government.database.read { connection in
                try tally.count(app, on: connection)
                try Self.fill(&perDay, with: app, from: today.adding(days: 1 - count), to: today, on: connection)
            }
        }
        try government.database.read { connection in
            for line in try DueBoard.lines(DueBoard.byAgency, now: now, until: now, on: connection) {
                tally.agencies[line.id]?.late = line.overdue
            }
            for line in try DueBoard.lines(DueBoard.byDistrict, now: now, until: now, on: connection) {
                tally.districts[line.id]?.late = line.overdue
            }
        }
        self.days = perDay.values.sorted { $0.date < $1.date }
        byCategory = tally.categories.values.filter { $0.open > 0 }.sorted { ($1.open, $0.name) < ($0.open, $1.name) }
        byAgency = tally.agencies.values.filter { $0.open > 0 }.sorted { ($1.open, $0.name) < ($0.open, $1.name) }
        byDistrict = tally.districts.values.sorted { $0.id < $1.id }
        open = byAgency.reduce(0) { $0 + $1.open }
        late = byAgency.reduce(0) { $0 + $1.late }
    }

    /// What came in and what ended on each day.
    private static func fill(
        _ days: inout [CivilDate: Day],
        with app: CompiledDefinition,
        from: CivilDate,
        to: CivilDate,
        on connection: any Connection
    ) throws {
        let definition = app.definition
        let window: KeyValuePairs<String, SQLValue> = [
            "app": .text(definition.app.text), "from": .int(from.daysSinceEpoch), "until": .int(to.daysSinceEpoch + 1),
        ]
        for row in try connection.rows(FlowDays.ofApp, window) {
            let date = CivilDate(daysSinceEpoch: Int(try row.int("day")))
            let state = try row.text("state")
            if state == definition.startState?.text { days[date]?.received += Int(try row.int("entered")) }
            if definition.endNames.contains(state) { days[date]?.ended += Int(try row.int("entered")) }
        }
    }
}

/// Open cases by category, agency and district, over all applications.
private struct OpenTally {
    let settings: CurrentSettings
    let language: Language
    var categories: [String: PublicFigures.Line] = [:]
    var agencies: [String: PublicFigures.Line] = [:]
    var districts: [String: PublicFigures.Line] = [:]

    init(settings: CurrentSettings, language: Language) {
        self.settings = settings
        self.language = language
    }

    mutating func count(_ app: CompiledDefinition, on connection: any Connection) throws {
        let key: SQLValue = .text(app.definition.app.text)
        let ends = app.definition.endNames
        for row in try connection.rows(Stock.byCategory, ["app": key]) where !ends.contains(try row.text("state")) {
            let id = try row.text("category")
            let name = app.optionName(id, of: "category")?.text(language) ?? id
            try add(row, id, name, to: \.categories)
        }
        for row in try connection.rows(Stock.byAgency, ["app": key]) where !ends.contains(try row.text("state")) {
            let id = try row.text("agency")
            let name = (try? AgencyID(id)).flatMap { settings.profile.agency($0)?.name.text(language) } ?? id
            try add(row, id, name, to: \.agencies)
        }
        for row in try connection.rows(Stock.byVillage, ["app": key]) where !ends.contains(try row.text("state")) {
            let village = try? RegionCode(try row.text("village"))
            guard let code = village?.ancestor(at: .district) else { continue }
            try add(row, code.text, settings.regions.region(code)?.name ?? code.text, to: \.districts)
        }
    }

    private mutating func add(
        _ row: Row,
        _ id: String,
        _ name: String,
        to lines: WritableKeyPath<OpenTally, [String: PublicFigures.Line]>
    ) throws {
        let empty = PublicFigures.Line(id: id, name: name, open: 0, late: 0)
        self[keyPath: lines][id, default: empty].open += Int(try row.int("n"))
    }
}

extension Definition {
    /// The states in which a case has ended, as the counters name them.
    fileprivate var endNames: Set<String> { Set(states.all.filter(\.element.isEnd).map(\.id.text)) }
}
