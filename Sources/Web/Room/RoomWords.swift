import Civic
import Definition
import Engine
import LiveRoom
import Node
import Store

/// Turns the city's figures into words: names of agencies and areas, comparisons, what just happened.
struct RoomWords {
    let texts: Texts
    let settings: CurrentSettings
    /// The applications as they run now.
    let plans: [AppID: CompiledDefinition]
    let formats: Formats

    init(_ government: Government, texts: Texts) throws {
        self.texts = texts
        settings = government.settings
        formats = Formats(language: texts.language, zone: settings.profile.zone)
        var plans: [AppID: CompiledDefinition] = [:]
        for installation in government.definitions.installations() {
            plans[installation.app] = try government.definitions.compiled(installation.release.definition)
        }
        self.plans = plans
    }

    /// The figures that stand on a wall.
    static let headlines = ["open", "received", "answered", "overdue"]

    private var language: Language { texts.language }
    func number(_ value: Int) -> String { formats.number(value) }
    func number(_ value: Double, decimals: Int) -> String { formats.number(value, decimals: decimals) }

    // MARK: Figures

    func figures(_ city: CityNow) -> [(key: String, figure: RoomFrame.Figure)] {
        let total = city.total
        return [
            (
                "open",
                .init(
                    value: total.open,
                    text: number(total.open),
                    note: texts.text("live.note.open", ["soon": number(total.soon)]),
                    query: ""
                )
            ),
            ("received", received(city)),
            (
                "answered",
                .init(
                    value: city.answered.soFar,
                    text: number(city.answered.soFar),
                    note: usual(city.answered),
                    tone: tone(city.answered),
                    query: nil
                )
            ),
            (
                "overdue",
                .init(
                    value: total.overdue,
                    text: number(total.overdue),
                    note: texts.text(
                        "live.note.overdue",
                        ["share": formats.percent(total.open > 0 ? Double(total.overdue) / Double(total.open) : 0)]
                    ),
                    tone: total.overdue > 0 ? "late" : nil,
                    query: query { $0.due = .overdue }
                )
            ),
            ("soon", .init(value: total.soon, text: number(total.soon), query: query { $0.due = .soon })),
            ("unplaced", .init(value: city.withoutPlace, text: number(city.withoutPlace))),
            (
                "rating",
                .init(
                    value: nil,
                    text: city.stars.mean.map { number($0, decimals: 1) } ?? "–",
                    note: texts.text("live.note.rating", ["n": number(city.stars.given)])
                )
            ),
        ]
    }

    private func received(_ city: CityNow) -> RoomFrame.Figure {
        if let silence = city.silence {
            return .init(
                value: city.received.soFar,
                text: number(city.received.soFar),
                note: texts.text(
                    "live.note.silent",
                    [
                        "time": formats.clock(silence.since),
                        "gap": formats.duration(.minutes(max(1, Int(silence.usualGapMinutes.rounded())))),
                    ]
                ),
                tone: "silent",
                query: ""
            )
        }
        return .init(
            value: city.received.soFar,
            text: number(city.received.soFar),
            note: usual(city.received),
            tone: tone(city.received),
            query: ""
        )
    }

    /// "biasanya 41 sampai jam ini".
    private func usual(_ day: DayNow) -> String {
        switch day.verdict {
        case .learning: texts.text("live.note.learning")
        case .usual: texts.text("live.note.usual", ["n": number(day.usualSoFar, decimals: 0)])
        case .more: texts.text("live.note.more", ["n": number(day.usualSoFar, decimals: 0)])
        case .fewer: texts.text("live.note.fewer", ["n": number(day.usualSoFar, decimals: 0)])
        }
    }

    private func tone(_ day: DayNow) -> String? {
        switch day.verdict {
        case .more: "more"
        case .fewer: "fewer"
        case .usual, .learning: nil
        }
    }

    func summary(_ city: CityNow) -> String {
        texts.text(
            "live.summary",
            [
                "open": number(city.total.open), "received": number(city.received.soFar),
                "overdue": number(city.total.overdue),
            ]
        )
    }

    private func query(_ change: (inout CaseQuery) -> Void) -> String { CaseQuery().with(change).text }

    // MARK: Lists

    func agencies(_ city: CityNow) -> [RoomFrame.Row] {
        rows(city.agencies.map { id, tally in (id.text, agencyName(id), query { $0.agency = id }, tally) })
            .map { row in
                var row = row
                let stars = (try? AgencyID(row.key)).flatMap { city.agencyStars[$0]?.mean }
                row.words = [("stars", stars.map { number($0, decimals: 1) } ?? "–")]
                return row
            }
    }

    func districts(_ city: CityNow) -> [RoomFrame.Row] {
        rows(
            city.districts.map { code, tally in
                guard let code else { return ("-", texts.text("live.no-district"), nil, tally) }
                return (
                    code.text, settings.regions.region(code)?.name ?? code.text, query { $0.district = code }, tally
                )
            }
        )
    }

    /// The worst first: most overdue, then most open.
    private func rows(_ tallies: [(key: String, name: String, query: String?, tally: Tally)]) -> [RoomFrame.Row] {
        let shown = tallies.filter { $0.tally.open > 0 }
            .sorted { ($1.tally.overdue, $1.tally.open, $0.name) < ($0.tally.overdue, $0.tally.open, $1.name) }
        let longest = max(shown.map(\.tally.open).max() ?? 1, 1)
        return shown.map { key, name, query, tally in
            RoomFrame.Row(
                key: key,
                name: name,
                query: query,
                tone: tally.overdue > 0 ? "late" : nil,
                counts: [("open", tally.open), ("overdue", tally.overdue), ("soon", tally.soon)],
                bars: [("bar", tally.open * 100 / longest), ("lateBar", tally.overdue * 100 / longest)]
            )
        }
    }

    func states(_ city: CityNow) -> [RoomFrame.Row] {
        city.apps.flatMap { app -> [RoomFrame.Row] in
            let order = plans[app.app]?.definition.states.order ?? []
            return app.states.sorted { (order.firstIndex(of: $0.key) ?? 99) < (order.firstIndex(of: $1.key) ?? 99) }
                .map { state, count in
                    let name = plans[app.app]?.stateName(state, forCitizen: false).text(language) ?? state.text
                    return RoomFrame.Row(
                        key: "\(app.app).\(state)",
                        name: city.apps.count > 1 ? "\(name) · \(app.app.text)" : name,
                        query: query {
                            $0.app = app.app
                            $0.state = state
                        },
                        counts: [("open", count)]
                    )
                }
        }
    }

    func measures(_ city: CityNow) -> [RoomFrame.Row] {
        city.measures.map { measure in
            let share = measure.share.map { formats.percent($0) } ?? texts.text("live.no-data")
            return RoomFrame.Row(
                key: "\(measure.app).\(measure.id)",
                name: measure.name.text(language),
                tone: measure.isMet == false ? "late" : nil,
                words: [
                    ("share", share),
                    ("target", measure.target.map { texts.text("live.target", ["share": formats.percent($0)]) } ?? ""),
                    ("note", texts.text("live.of", ["n": number(measure.counted), "of": number(measure.among)])),
                ],
                bars: [
                    ("bar", Int(((measure.share ?? 0) * 100).rounded())),
                    ("lateBar", Int(((measure.target ?? 0) * 100).rounded())),
                ]
            )
        }
    }

    func news(_ city: CityNow, isPublic: Bool) -> [RoomFrame.Row] {
        city.news.map { line in
            let plan = plans[line.app]
            let category = plan?.optionName(line.category, of: "category")?.text(language)
            let place = (line.village ?? line.district).flatMap { settings.regions.region($0)?.name }
            let subject = category ?? plan?.definition.name.text(language) ?? line.app.text
            return RoomFrame.Row(
                key: "\(line.sequence)",
                name: subject,
                query: nil,
                tone: newsTone(line, plan),
                words: [
                    ("time", formats.clock(line.at)), ("what", what(line, plan, isPublic: isPublic)),
                    ("where", place ?? ""),
                    ("who", agencyName(line.agency)), ("note", line.number.text),
                ]
            )
        }
    }

    private func newsTone(_ line: Happenings.Line, _ plan: CompiledDefinition?) -> String {
        switch line.type {
        case "case.started": "new"
        case "case.clock-marked": "late"
        default: plan?.definition.states[line.state]?.tone.rawValue ?? "working"
        }
    }

    private func what(_ line: Happenings.Line, _ plan: CompiledDefinition?, isPublic: Bool) -> String {
        switch line.type {
        case "case.started": return texts.text("live.news.started")
        case "case.clock-marked": return texts.text("live.news.deadline")
        default: return plan?.stateName(line.state, forCitizen: isPublic).text(language) ?? line.state.text
        }
    }

    func agencyName(_ id: AgencyID) -> String { settings.profile.agency(id)?.shortName ?? id.text }
}
