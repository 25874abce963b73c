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
        var categories: [String: Line] = [:]
        var agencies: [String: Line] = [:]
        var districts: [String: Line] = [:]
        for app in try PublicFigures.openApps(of: government) {
            let definition = app.definition
            let ends = Set(definition.states.all.filter(\.element.isEnd).map(\.id.text))
            let start = definition.startState?.text ?? ""
            try government.database.read { connection in
                let key: SQLValue = .text(definition.app.text)
                for row in try connection.rows(Stock.byCategory, ["app": key])
                where !ends.contains(try row.text("state")) {
                    let id = try row.text("category")
                    let name = app.optionName(id, of: "category")?.text(language) ?? id
                    categories[id, default: Line(id: id, name: name, open: 0, late: 0)].open += Int(try row.int("n"))
                }
                for row in try connection.rows(Stock.byAgency, ["app": key]) where !ends.contains(try row.text("state"))
                {
                    let id = try row.text("agency")
                    let name = (try? AgencyID(id)).flatMap { profile.agency($0)?.name.text(language) } ?? id
                    agencies[id, default: Line(id: id, name: name, open: 0, late: 0)].open += Int(try row.int("n"))
                }
                for row in try connection.rows(Stock.byVillage, ["app": key])
                where !ends.contains(try row.text("state")) {
                    let village = try? RegionCode(try row.text("village"))
                    guard let code = village?.ancestor(at: .district) else { continue }
                    let name = settings.regions.region(code)?.name ?? code.text
                    districts[code.text, default: Line(id: code.text, name: name, open: 0, late: 0)].open += Int(
                        try row.int("n")
                    )
                }
                let from = today.adding(days: 1 - count).daysSinceEpoch
                let window: KeyValuePairs<String, SQLValue> = [
                    "app": key, "from": .int(from), "until": .int(today.daysSinceEpoch + 1),
                ]
                for row in try connection.rows(FlowDays.ofApp, window) {
                    let date = CivilDate(daysSinceEpoch: Int(try row.int("day")))
                    let state = try row.text("state")
                    if state == start { perDay[date]?.received += Int(try row.int("entered")) }
                    if ends.contains(state) { perDay[date]?.ended += Int(try row.int("entered")) }
                }
            }
        }
        try government.database.read { connection in
            for line in try DueBoard.lines(DueBoard.byAgency, now: now, until: now, on: connection) {
                agencies[line.id]?.late = line.overdue
            }
            for line in try DueBoard.lines(DueBoard.byDistrict, now: now, until: now, on: connection) {
                districts[line.id]?.late = line.overdue
            }
        }
        self.days = perDay.values.sorted { $0.date < $1.date }
        byCategory = categories.values.filter { $0.open > 0 }.sorted { ($1.open, $0.name) < ($0.open, $1.name) }
        byAgency = agencies.values.filter { $0.open > 0 }.sorted { ($1.open, $0.name) < ($0.open, $1.name) }
        byDistrict = districts.values.sorted { $0.id < $1.id }
        open = byAgency.reduce(0) { $0 + $1.open }
        late = byAgency.reduce(0) { $0 + $1.late }
    }
}
