import Civic
import Definition
import Rules

/// The facts that stood when an event was decided, each with its name, cut to what the reader may see.
struct KnownFacts {
    let words: RuleWords
    let plan: CompiledDefinition
    let before: CaseState?
    let after: CaseState
    let event: CaseEvent
    let version: Int
    let content: CaseContent?
    let audience: Audience
    let regions: (RegionCode) -> String?

    var definition: Definition { plan.definition }
    private var formats: Formats { words.formats }
    private var language: Language { formats.language }

    func say(_ id: String, _ en: String) -> String { language == .id ? id : en }

    /// What a rule looked at.
    func facts(of formula: Formula) -> [Explanation.Fact] { facts(of: formula.expression.references) }

    func facts(of paths: Set<[String]>) -> [Explanation.Fact] {
        var seen: Set<String> = []
        return paths.sorted { $0.joined(separator: ".") < $1.joined(separator: ".") }.compactMap { path in
            guard let fact = fact(path), seen.insert(fact.label).inserted else { return nil }
            return fact
        }
    }

    /// Laws that bind what a rule looked at: locks of fields, columns and parameters, and the decrees of the rows used.
    func sources(of formula: Formula) -> [Explanation.Source] {
        var texts: [String] = []
        func add(_ text: String?) { if let text, !texts.contains(text) { texts.append(text) } }
        for path in formula.expression.references.sorted(by: { $0.joined() < $1.joined() }) {
            if path[0] == "parameters", path.count > 1 {
                add(parameterSource(path[1]))
                add((try? ParameterID(path[1])).flatMap { definition.parameters[$0]?.lock?.source })
                continue
            }
            guard let (field, members) = field(path) else { continue }
            add(field.lock?.source)
            if case .register(let register)? = field.type.choices, let member = members.first,
                let column = try? ColumnID(member)
            {
                add(definition.registers[register]?.columns[column]?.lock?.source)
            }
        }
        return texts.map { Explanation.Source($0) }
    }

    private func parameterSource(_ name: String) -> String? {
        guard let id = try? ParameterID(name), let use = event.parameterUses[id] else { return nil }
        let basis = use.basis ?? use.row.flatMap { definition.parameters[id]?.rows[$0]?.basis?.text(language) }
        guard let basis else { return nil }
        let since = use.from.map {
            say(" (berlaku sejak \(formats.date($0)))", " (in force since \(formats.date($0)))")
        }
        return basis + (since ?? "")
    }

    // MARK: One fact

    private func fact(_ path: [String]) -> Explanation.Fact? {
        guard let value = value(path) else { return nil }
        let name = words.name(of: path).trimmingQuotes
        return Explanation.Fact(label: name.prefix(1).uppercased() + name.dropFirst(), value: value)
    }

    private func value(_ path: [String]) -> String? {
        switch path[0] {
        case "now": return formats.dateTime(event.at)
        case "today": return formats.date(event.at)
        case "workday": return nil
        case "parameters": return path.count > 1 ? parameter(path[1]) : nil
        case "case" where path.count > 2 && path[1] == "branches": return branch(path[2])
        case "case": return path.count > 1 ? ofCase(path[1]) : nil
        case "region": return region(path.count > 1 ? path[1] : "village")
        default: break
        }
        if let (field, members) = field(path) { return answer(field, id: fieldID(path), members) }
        return ofAction(path[0])
    }

    private func fieldID(_ path: [String]) -> String { path[0] == "form" && path.count > 1 ? path[1] : path[0] }

    private func field(_ path: [String]) -> (Field, [String])? {
        let name = fieldID(path)
        guard let id = try? FieldID(name), let field = plan.field(id) else { return nil }
        return (field, Array(path.dropFirst(path[0] == "form" ? 2 : 1)))
    }

    /// An answer as it stood; personal ones are never repeated here.
    private func answer(_ field: Field, id: String, _ members: [String]) -> String? {
        guard let id = try? FieldID(id) else { return nil }
        if field.privacy == .person {
            return say("data pribadi, tidak diulang di sini", "personal, not repeated here")
        }
        let given = content?.answers[version]?[id] ?? sealedAnswer(id)
        let standing = (before ?? after).fields[id] ?? after.fields[id]
        var answer = event.openAnswers[id] ?? given ?? standing
        if answer == nil, field.privacy == .caseBox { answer = content?.fields[id] }
        if field.privacy == .caseBox, audience == .everyone { return say("tidak terbuka", "not open") }
        guard let answer, !answer.isNull else { return say("tidak diisi", "not given") }
        if let member = members.first, member != "code", member != "name",
            case .register(let register)? = field.type.choices, let code = answer.string,
            let option = try? OptionID(code), let column = try? ColumnID(member)
        {
            let cell = definition.registers[register]?.rows[option]?.values[column]
            return cell.map(shown) ?? say("kosong", "nothing")
        }
        return plan.shown(answer, of: id, formats: formats, agencies: words.agencyNames, regions: regions)?.line
    }

    private func sealedAnswer(_ id: FieldID) -> JSON? {
        switch event {
        case .started(let event): event.sealed.fields[id]
        case .moved(let event): event.sealed.fields[id]
        case .corrected(let event): event.sealed.fields[id]
        case .clockMarked, .noted, .replanned, .migrated, .erased, .paymentReceived, .refundPaid, .work,
            .documentMarked:
            nil
        }
    }

    private func parameter(_ name: String) -> String? {
        guard let id = try? ParameterID(name), let parameter = definition.parameters[id],
            let use = event.parameterUses[id]
        else { return nil }
        let value = words.value(parameter.value(use.value), of: nil)
        let unit = parameter.unit.map { " " + $0.text(language) } ?? ""
        return value + unit
    }

    private func region(_ name: String) -> String? {
        let isDistrict = name == "district" || name == "kecamatan" || name == "district_name"
        guard let code = isDistrict ? after.district : after.village else { return say("di luar wilayah", "outside") }
        return regions(code) ?? code.text
    }

    /// Where a branch stood.
    private func branch(_ name: String) -> String? {
        guard let id = try? BranchID(name), let position = (before ?? after).branches[id] else {
            return say("tidak berjalan", "not under way")
        }
        return plan.stateName(position.state, forCitizen: audience != .officer).text(language)
    }

    private func ofCase(_ name: String) -> String? {
        let state = before ?? after
        switch name {
        case "number": return after.number.text
        case "state": return plan.stateName(state.state, forCitizen: audience != .officer).text(language)
        case "agency": return words.word(state.agency.text)
        case "owner": return words.word(definition.owner.text)
        case "channel": return state.channel.name.text(language)
        case "anonymous": return state.isAnonymous ? say("ya", "yes") : say("tidak", "no")
        case "started_at": return formats.dateTime(state.startedAt)
        case "state_since": return formats.dateTime(state.stateSince)
        case "village", "district": return region(name)
        default: return state.attributes[name].map(shown) ?? say("kosong", "nothing")
        }
    }

    private func ofAction(_ name: String) -> String? {
        for (id, action) in definition.actions.all {
            if name == action.time || name == "\(id)_at" {
                return before?.times[id].map { formats.dateTime($0) } ?? say("belum pernah", "never")
            }
            if name == "\(id)_count" { return formats.number(before?.counts[id] ?? 0) }
        }
        return nil
    }

    /// A plain value of an attribute, a column or a table.
    func shown(_ json: JSON) -> String {
        switch json {
        case .null: say("kosong", "nothing")
        case .bool(let truth): truth ? say("ya", "yes") : say("tidak", "no")
        case .int(let number): formats.number(Int(clamping: number))
        case .double(let number): formats.number(number, decimals: 2)
        case .string(let text): date(text) ?? words.word(text)
        case .array(let items): items.map(shown).joined(separator: ", ")
        case .object(let members):
            (members[language.rawValue] ?? members["id"])?.string
                ?? members.sorted { $0.key < $1.key }.map { shown($0.value) }.joined(separator: ", ")
        }
    }

    private func date(_ text: String) -> String? {
        if let date = try? CivilDate(iso: text) { return formats.date(date) }
        return text.count >= 20 ? (try? Moment(rfc3339: text)).map { formats.dateTime($0) } : nil
    }
}

extension String {
    /// `“Jenis laporan”` → `Jenis laporan`.
    fileprivate var trimmingQuotes: String {
        hasPrefix("“") && hasSuffix("”") ? String(dropFirst().dropLast()) : self
    }
}
