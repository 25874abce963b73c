import Civic
package import Rules

/// What things are called.
extension RuleWords {
    /// `category.workdays` → “hari kerja pada Jenis laporan”.
    package func name(of path: [String]) -> String {
        if let range = locals[path[0]] { return local(range, Array(path.dropFirst())) }
        let rest = path.count > 1 ? path[1] : nil
        switch path[0] {
        case "now": return say("waktu keputusan", "the time of the decision")
        case "today": return say("hari keputusan", "the day of the decision")
        case "workday": return say("hari kerja", "workdays")
        case "parameters":
            let known = rest.flatMap { try? ParameterID($0) }.flatMap { definition.parameters[$0] }
            return known.map { quoted($0.name) } ?? word(rest ?? "parameters")
        case "form":
            guard let rest else { return say("isian ini", "this form") }
            return fieldName(rest, Array(path.dropFirst(2))) ?? word(rest)
        case "case" where rest == "branches" && path.count > 2: return branchName(path[2])
        case "case": return caseName(rest)
        case "region": return regionName(rest)
        default: break
        }
        if let field = fieldName(path[0], Array(path.dropFirst())) { return field }
        if let id = try? TableID(path[0]), definition.tables.contains(id) {
            guard let rest else { return say("hasil tabel ", "the outcome of the table ") + "“\(word(path[0]))”" }
            return say(
                "\(word(rest)) menurut tabel “\(word(path[0]))”",
                "\(word(rest)) by the table “\(word(path[0]))”"
            )
        }
        return actionName(path[0]) ?? word(path.joined(separator: "_"))
    }

    private func quoted(_ text: LocalizedText) -> String { "“\(text.text(language))”" }

    /// A field of the main form or of any action's.
    func field(_ name: String) -> Field? {
        guard let id = try? FieldID(name) else { return nil }
        if let field = definition.form[id] { return field }
        return definition.actions.all.lazy.compactMap { $0.element.form[id] }.first
    }

    private func fieldName(_ name: String, _ members: [String]) -> String? {
        guard let field = field(name) else { return nil }
        guard let member = members.first, member != "code", member != "name" else { return quoted(field.label) }
        return say("\(self.member(member)) pada ", "\(self.member(member)) of ") + quoted(field.label)
    }

    /// The parts of values that have parts.
    private func member(_ name: String) -> String {
        switch name {
        case "from": say("tanggal awal", "the first day")
        case "until": say("tanggal akhir", "the last day")
        case "days": say("lamanya dalam hari", "the length in days")
        case "square_metres": say("luas dalam m²", "the area in m²")
        case "metres": say("panjang dalam meter", "the length in metres")
        default: word(name)
        }
    }

    private func local(_ range: [String], _ members: [String]) -> String {
        guard let member = members.first else { return say("nilainya", "its value") }
        if case .group(let rows)? = field(range[0])?.type, let id = try? FieldID(member), let inner = rows[id] {
            return quoted(inner.label)
        }
        return word(member)
    }

    private func caseName(_ name: String?) -> String {
        switch name {
        case "number": say("nomor perkara", "the case's number")
        case "state": say("keadaan perkara", "the case's state")
        case "agency": say("perangkat daerah yang menangani", "the agency in charge")
        case "channel": say("saluran masuk", "the channel")
        case "anonymous": say("dikirim tanpa nama", "sent without a name")
        case "language": say("bahasa warga", "the citizen's language")
        case "started_at": say("waktu masuk", "the time of arrival")
        case "state_since": say("waktu keadaan ini dimulai", "the time when this state began")
        case "village": say("kelurahan", "the village")
        case "district": say("kecamatan", "the district")
        case let name?: word(name)
        case nil: say("perkara ini", "this case")
        }
    }

    private func branchName(_ name: String) -> String {
        let branch = (try? BranchID(name)).flatMap { definition.branch($0) }
        return say("keadaan cabang ", "the state of the branch ") + (branch.map { quoted($0.name) } ?? word(name))
    }

    private func regionName(_ name: String?) -> String {
        switch name {
        case "district", "kecamatan", "district_name": say("kecamatan", "the district")
        default: say("kelurahan", "the village")
        }
    }

    private func actionName(_ name: String) -> String? {
        for (id, action) in definition.actions.all {
            if name == action.time || name == "\(id)_at" {
                return say("waktu ", "the time of ") + quoted(action.name)
            }
            if name == "\(id)_count" {
                return say("berapa kali ", "how often ") + quoted(action.name) + say(" dilakukan", " was done")
            }
        }
        return nil
    }

    // MARK: Values

    /// A value in words; `path` is what it is a value of, so that an option gets its name.
    package func value(_ value: RuleValue, of path: [String]?) -> String {
        switch value {
        case .null: say("kosong", "nothing")
        case .bool(let truth): truth ? say("ya", "yes") : say("tidak", "no")
        case .int(let number): formats.number(Int(clamping: number))
        case .uint(let number): formats.number(Int(clamping: number))
        case .double(let number): formats.number(number, decimals: 2)
        case .decimal(let number): language == .id ? number.description.replacing(".", with: ",") : number.description
        case .money(let amount): formats.money(amount)
        case .date(let date): formats.date(date)
        case .timestamp(let moment): formats.dateTime(moment.moment)
        case .duration(let span): duration(span)
        case .workdays(let days): workdays("\(days)", isOne: days == 1)
        case .string(let text): option(text, of: path) ?? word(text)
        case .list(let values): list(values.map { self.value($0, of: path) }, or: false)
        case .optional(let inner): self.value(inner ?? .null, of: path)
        case .map, .bytes, .point, .network, .type: "…"
        }
    }

    /// The name of an option, through the field that offers it.
    private func option(_ code: String, of path: [String]?) -> String? {
        guard var path, let id = try? OptionID(code) else { return nil }
        if path.first == "case", path.count > 1, ["state", "branches"].contains(path[1]) {
            return (try? StateID(code)).flatMap { definition.state($0) }.map { quoted($0.name) }
        }
        if path[0] == "form" { path.removeFirst() }
        guard let first = path.first, let choices = field(first)?.type.choices else { return nil }
        switch choices {
        case .options(let options): return options[id]?.text(language)
        case .register(let register): return definition.registers[register]?.rows[id]?.name.text(language)
        }
    }

    func workdays(_ number: String, isOne: Bool) -> String {
        say("\(number) hari kerja", isOne ? "1 workday" : "\(number) workdays")
    }

    func days(_ number: String, isOne: Bool) -> String {
        say("\(number) hari", isOne ? "1 day" : "\(number) days")
    }

    private func duration(_ span: NanoSpan) -> String {
        formats.duration(span.span)
    }
}
