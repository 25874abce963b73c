import Civic
import Definition
import Engine
import Node
import Store

/// Lines of a list of cases, and the words of a filter, for the desk and for the room.
struct CaseRows {
    /// The room shows nothing that a citizen wrote.
    enum Place { case desk, room }

    let context: GovernmentContext
    let now: Moment
    private let settings: CurrentSettings
    private let plans: [AppID: CompiledDefinition]

    init(_ context: GovernmentContext, now: Moment) {
        self.context = context
        self.now = now
        settings = context.government.settings
        var plans: [AppID: CompiledDefinition] = [:]
        for installation in context.government.definitions.installations() {
            plans[installation.app] = try? context.government.definitions.compiled(installation.release.definition)
        }
        self.plans = plans
    }

    private var language: Language { context.language }

    /// `from`: the list's own query, so that the case's page leads back to it.
    ///
    /// `holder`: who works on it, in words; `mayPick`: it can be ticked, for one action on many.
    func view(
        _ line: CaseLine,
        shows place: Place,
        from query: CaseQuery? = nil,
        holder: String? = nil,
        mayPick: Bool = false
    )
        -> View
    {
        let plan = plans[line.app]
        let isLate = line.due.map { $0 < now } ?? false
        let back = query.map { $0.text }.flatMap { $0.isEmpty ? nil : "?dari=" + Self.escaped($0) } ?? ""
        let canOpen = place == .desk || Permissions.mayEnter(.desk, context.caller, now: now)
        return [
            "number": line.number.text,
            "href": canOpen ? context.path("petugas/laporan/\(line.number.text)") + back : nil,
            "subject": category(line.category, of: plan) ?? plan?.definition.name.text(language) ?? line.app.text,
            "words": place == .desk ? Self.short(line.words) : nil, "where": region(line.village ?? line.district),
            "tag": tag(line, plan), "agency": agency(line.agency), "late": isLate,
            "due": line.due.map { context.formats.relative($0, to: now) },
            "dueDate": (line.due ?? line.endedAt).map { context.formats.shortDateTime($0) },
            "dueMachine": (line.due ?? line.endedAt)?.rfc3339,
            "urgent": line.priority == "urgent", "anonymous": line.isAnonymous, "version": "\(line.version)",
            "started": context.formats.shortDateTime(line.startedAt), "holder": holder,
            "pick": mayPick ? "\(line.number.text):\(line.version)" : nil,
        ]
    }

    private func tag(_ line: CaseLine, _ plan: CompiledDefinition?) -> View {
        plan.map { StateTag.view(line.state, of: $0, language, forCitizen: false) } ?? [
            "tone": "working", "text": line.state.text,
        ]
    }

    /// Sixty characters say what it is about.
    static func short(_ words: String) -> String {
        let line = words.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= 60 ? line : String(line.prefix(59)) + "…"
    }

    static func escaped(_ query: String) -> String {
        var out = ""
        for byte in query.utf8 {
            let isPlain =
                byte >= 48 && byte <= 57 || byte >= 65 && byte <= 90 || byte >= 97 && byte <= 122
                || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~")].contains(byte)
            out += isPlain ? String(UnicodeScalar(byte)) : "%" + hexText([byte]).uppercased()
        }
        return out
    }

    // MARK: Names

    func category(_ id: String, of plan: CompiledDefinition?) -> String? {
        plan?.optionName(id, of: "category")?.text(language)
    }

    func agency(_ id: AgencyID) -> String { settings.profile.agency(id)?.shortName ?? id.text }

    func region(_ code: RegionCode?) -> String? { code.map { settings.regions.region($0)?.name ?? $0.text } }

    func state(_ state: StateID, app: AppID?) -> String {
        let candidates = app.map { [plans[$0]] } ?? Array(plans.values)
        for case let plan? in candidates where plan.state(state) != nil {
            let name = plan.stateName(state, forCitizen: false).text(language)
            guard let place = plan.definition.place(of: state), let branch = plan.definition.branch(place.branch) else {
                return name
            }
            return "\(branch.name.text(language)): \(name)"
        }
        return state.text
    }

    /// "Lewat tenggat · DPUPR · Cipondoh": what a list shows, in words.
    func heading(_ query: CaseQuery) -> String {
        var parts: [String] = []
        switch query.due {
        case .overdue: parts.append(context.text("desk.filter.overdue"))
        case .soon: parts.append(context.text("desk.filter.soon"))
        case nil: parts.append(context.text(query.isEnded ? "desk.filter.ended" : "desk.filter.open"))
        }
        if let state = query.state { parts.append(self.state(state, app: query.app)) }
        if let agency = query.agency { parts.append(self.agency(agency)) }
        if let district = region(query.district) { parts.append(district) }
        if let village = region(query.village) { parts.append(village) }
        if let id = query.category {
            let names = plans.values.compactMap { category(id, of: $0) }
            parts.append(names.first ?? id)
        }
        return parts.joined(separator: " · ")
    }

    /// "128 kasus", "lebih dari 1.000 kasus".
    func countText(_ count: Int) -> String {
        let most = Store.Limits.countMax
        return count > most
            ? context.text("desk.list.more-than", ["n": context.formats.number(most)])
            : context.text("desk.list.count", ["n": context.formats.number(count)])
    }
}
