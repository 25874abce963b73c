import Civic

/// The place of a change with what the language says about it.
struct ChangeSubject {
    let path: [String]
    private let before: DefinitionTree
    private let after: DefinitionTree
    /// The shape of the place and, for each step to it, the shape above.
    private let steps: [(above: Shape, key: String, shape: Shape)]

    init(path: [String], before: DefinitionTree, after: DefinitionTree) {
        self.path = path
        self.before = before
        self.after = after
        var steps: [(above: Shape, key: String, shape: Shape)] = []
        var shape = DefinitionLanguage.shape
        for key in path {
            let below = shape.below(key) ?? .plain
            steps.append((shape, key, below))
            shape = below
        }
        self.steps = steps
    }

    private var shape: Shape { steps.last?.shape ?? DefinitionLanguage.shape }

    /// The declaration of the key that changed; nil for an element of a container.
    private var entry: EntryDeclaration? { steps.last.flatMap { Self.entry($0.above, $0.key) } }

    private static func entry(_ shape: Shape, _ key: String) -> EntryDeclaration? {
        if case .record(let record) = shape { record[key] } else { nil }
    }

    // MARK: Weight

    func weight(_ kind: DefinitionChange.Kind, _ from: JSON?, _ to: JSON?) -> Weight {
        if case .keyed? = steps.last?.above { return elementWeight(kind, to) }
        if case .text? = steps.last?.above { return .patch }
        if let entry { return entryWeight(entry, kind, from, to) }
        return steps.reversed().compactMap { Self.entry($0.above, $0.key) }.first.map { $0.weight ?? .minor } ?? .minor
    }

    /// Elements: taking one away breaks who uses it; a new one does not, unless it must be answered.
    private func elementWeight(_ kind: DefinitionChange.Kind, _ to: JSON?) -> Weight {
        switch kind {
        case .removed, .hidden: return .major
        case .moved: return .patch
        case .added:
            let isQuestion = steps.count >= 2 && steps[steps.count - 2].key == "form"
            return isQuestion && to?.object?["required"]?.bool == true ? .major : .minor
        case .changed: return shape.weight
        }
    }

    /// Bounds: wider is minor, tighter is as heavy as the entry says.
    private func entryWeight(_ entry: EntryDeclaration, _ kind: DefinitionChange.Kind, _ from: JSON?, _ to: JSON?)
        -> Weight
    {
        let heavy = entry.weight ?? entry.shape.weight
        switch (entry.key, from?.int, to?.int) {
        case ("max", _?, nil), ("min", _?, nil): return min(heavy, .minor)
        case ("max", let old?, let new?) where new > old: return min(heavy, .minor)
        case ("min", let old?, let new?) where new < old: return min(heavy, .minor)
        default: break
        }
        if ["required", "required_if"].contains(entry.key), kind == .removed || to?.bool == false {
            return min(heavy, .minor)
        }
        return heavy
    }

    // MARK: Words

    func words(_ kind: DefinitionChange.Kind, _ from: JSON?, _ to: JSON?) -> LocalizedText {
        LocalizedText(id: sentence(kind, from, to, .id), en: sentence(kind, from, to, .en))
    }

    private func sentence(_ kind: DefinitionChange.Kind, _ from: JSON?, _ to: JSON?, _ language: Language) -> String {
        let what = what(language)
        let old = from.map { shown($0, language) } ?? ""
        let new = to.map { shown($0, language) } ?? ""
        switch (kind, language) {
        case (.added, .id): return isElement ? "Baru: \(what)." : "\(what) ditetapkan: \(new).".firstRaised
        case (.added, .en): return isElement ? "New: \(what)." : "\(what) is now \(new).".firstRaised
        case (.removed, .id): return (isElement ? "\(what) dihapus." : "\(what) dihapus (semula \(old)).").firstRaised
        case (.removed, .en):
            return (isElement ? "\(what) was removed." : "\(what) was removed (it was \(old)).").firstRaised
        case (.changed, .id): return "\(what) berubah dari \(old) menjadi \(new).".firstRaised
        case (.changed, .en): return "\(what) went from \(old) to \(new).".firstRaised
        case (.moved, .id): return "\(what) pindah tempat.".firstRaised
        case (.moved, .en): return "\(what) stands elsewhere.".firstRaised
        case (.hidden, .id): return "\(what) tidak dapat dipilih lagi.".firstRaised
        case (.hidden, .en): return "\(what) can't be chosen any more.".firstRaised
        }
    }

    /// The place is an element of a container by id.
    var isElement: Bool {
        if case .keyed? = steps.last?.above { true } else { false }
    }

    /// What the place is called in a sentence.
    func name(_ language: Language) -> String { what(language) }

    /// "target tenggat “Penanganan”", "the target of the clock “Handling”".
    private func what(_ language: Language) -> String {
        var words = ""
        var end = ""
        var isWithinElement = false
        func add(_ part: String, isElement: Bool = false) {
            switch language {
            case .id: words += words.isEmpty ? part : (isElement && isWithinElement ? " pada " : " ") + part
            case .en: words += (words.isEmpty ? "the " : " of the ") + part
            }
            isWithinElement = isWithinElement || isElement
        }
        for (index, step) in steps.enumerated().reversed() {
            switch step.above {
            case .keyed(let keyed):
                if let day = firstDay(at: index) {
                    // A parameter's row has no name: people tell it by the day from which it holds.
                    end = " (\(LocalizedText(id: "mulai", en: "from").text(language)) \(Self.shown(day, language)))"
                    if index + 1 == steps.count { add(keyed.elementLabel.text(language)) }
                } else {
                    add("\(keyed.elementLabel.text(language)) “\(name(at: index, language))”", isElement: true)
                }
            case .record:
                // The container's own name says nothing that its element's does not.
                if index + 1 < steps.count, step.shape.isPassage { continue }
                add(label(at: index).text(language))
            case .text: add(Self.textName(step.key).text(language))
            case .values: add(LocalizedText(id: "kolom", en: "column").text(language) + " “\(step.key)”")
            case .open: add(step.key)
            case .word, .flag, .number, .oneOf, .expression, .list, .set, .either, .deferred: break
            }
        }
        return words + end
    }

    /// What a key is called in a sentence: its label where that is a noun, else a noun for it.
    private func label(at index: Int) -> LocalizedText {
        let step = steps[index]
        if let noun = Self.nouns[step.key] { return noun }
        switch (step.key, path[0]) {
        case ("from", "parameters"): return LocalizedText(id: "tanggal mulai", en: "first day")
        case ("from", "actions"): return LocalizedText(id: "keadaan awal", en: "starting state")
        case ("to", "actions"): return LocalizedText(id: "keadaan berikutnya", en: "next state")
        default: return Self.entry(step.above, step.key)?.label ?? LocalizedText(id: step.key)
        }
    }

    private static let nouns: [String: LocalizedText] = [
        "max": LocalizedText(id: "batas atas", en: "upper limit"),
        "min": LocalizedText(id: "batas bawah", en: "lower limit"),
        "required": LocalizedText(id: "kewajiban menjawab", en: "duty to answer"),
        "text": LocalizedText(id: "bunyi", en: "wording"),
    ]

    /// The day from which a parameter's row holds, where the step stands at one.
    private func firstDay(at index: Int) -> CivilDate? {
        guard path.count > 3, path[0] == "parameters", path[2] == "rows", index == 3 else { return nil }
        return value(at: Array(path.prefix(4)) + ["from"])?.string.flatMap { try? CivilDate(iso: $0) }
    }

    private static func shown(_ day: CivilDate, _ language: Language) -> String {
        Formats(language: language, zone: .wib).date(day)
    }

    /// What stands in another place, after or before.
    private func value(at path: [String]) -> JSON? { after.value(at: path) ?? before.value(at: path) }

    /// "teks Indonesia", "the English text".
    private static func textName(_ language: String) -> LocalizedText {
        switch Language(rawValue: language) {
        case .id: LocalizedText(id: "teks Indonesia", en: "Indonesian text")
        case .en: LocalizedText(id: "teks Inggris", en: "English text")
        case nil: LocalizedText(id: "teks \(language)", en: "\(language) text")
        }
    }

    /// What people call the element: its name or label, before or after; else its id.
    private func name(at index: Int, _ language: Language) -> String {
        let path = Array(path.prefix(index + 1))
        for tree in [after, before] {
            guard let element = tree.value(at: path) else { continue }
            let text = element.object?["name"] ?? element.object?["label"] ?? element
            if let words = LocalizedText(json: text) { return words.text(language) }
        }
        return path.last ?? ""
    }

    /// A value of the place as a person would write it in a sentence.
    func shown(_ json: JSON, _ language: Language) -> String {
        switch steps.last?.above {
        case .text?: return "“\(json.string ?? json.text)”"
        case .values?:
            let kind = value(at: Array(path.prefix(2)) + ["columns", path.last ?? "", "type"])
            return kind?.string == "money" ? amount(json, "money", language) : shape.shown(json, language)
        default: break
        }
        if path.count == 5, path[0] == "parameters", path[2] == "rows" { return parameter(json, language) }
        if path.count == 4, path[0] == "parameters", path[2] == "rows", let row = json.object?["value"] {
            return parameter(row, language, key: "value")
        }
        if path[0] == "measures", path.last == "target", let share = json.double {
            let format = Formats(language: language, zone: .wib)
            return format.percent(share, decimals: (share * 100).rounded() == share * 100 ? 0 : 1)
        }
        let states = ["to", "from", "runs_in", "pauses_in", "met_in"]
        if let key = path.last, states.contains(key), ["actions", "clocks"].contains(path[0]) {
            return named(json, in: "states", language) ?? shape.shown(json, language)
        }
        return shape.shown(json, language)
    }

    /// A parameter's value with its unit, or the day from which it holds.
    private func parameter(_ json: JSON, _ language: Language, key: String? = nil) -> String {
        switch key ?? path[4] {
        case "from":
            return json.string.flatMap { try? CivilDate(iso: $0) }.map { Self.shown($0, language) } ?? json.text
        case "value":
            let root = Array(path.prefix(2))
            let unit = value(at: root + ["unit"]).flatMap { LocalizedText(json: $0) }.map { " " + $0.text(language) }
            return amount(json, value(at: root + ["type"])?.string ?? "", language) + (unit ?? "")
        default: return shape.shown(json, language)
        }
    }

    /// "Rp4.500", "10 hari kerja", "1.200".
    private func amount(_ json: JSON, _ kind: String, _ language: Language) -> String {
        let word = json.string ?? json.text
        guard let number = Int(word) else { return word }
        switch kind {
        case "money": return Rupiah(Int64(number)).description
        case "workdays": return Shape.duration("\(number) workdays", language)
        case "days": return Shape.duration("\(number) days", language)
        default: return Formats(language: language, zone: .wib).number(number)
        }
    }

    /// Elements by the names that people know; nil where one has none.
    private func named(_ json: JSON, in container: String, _ language: Language) -> String? {
        let names = (json.array ?? [json]).map { id in
            id.string.flatMap { value(at: [container, $0, "name"]) }.flatMap { LocalizedText(json: $0) }
        }
        let known = names.compactMap { $0.map { "“\($0.text(language))”" } }
        return known.count == names.count && !known.isEmpty ? known.joined(separator: ", ") : nil
    }
}

extension Shape {
    /// A container of which the element or cell inside says all that its own name would.
    fileprivate var isPassage: Bool {
        switch self {
        case .keyed, .values: true
        case .word, .flag, .number, .oneOf, .expression, .text, .list, .set, .record, .open, .either, .deferred: false
        }
    }

    /// A value as a person would write it in a sentence.
    func shown(_ json: JSON, _ language: Language) -> String {
        switch self {
        case .deferred: return resolved.shown(json, language)
        case .text: return "“\(LocalizedText(json: json)?.text(language) ?? json.text)”"
        case .flag:
            return LocalizedText(id: json.bool == true ? "ya" : "tidak", en: json.bool == true ? "yes" : "no").text(
                language
            )
        case .oneOf(let choices):
            let choice = choices.first { $0.word == json.string }
            return choice.map { "\($0.word) (\($0.meaning.text(language)))" } ?? json.string ?? json.text
        case .expression: return "“\(json.string ?? json.text)”"
        case .word: return Self.duration(json.string ?? json.text, language)
        case .list(let element), .set(let element):
            let items = (json.array ?? []).map { element.shown($0, language) }
            return items.isEmpty ? "—" : items.joined(separator: ", ")
        case .either(let shapes):
            let known = shapes.first { shape in
                if case .oneOf(let choices) = shape.resolved {
                    choices.contains { $0.word == json.string }
                } else {
                    false
                }
            }
            return known?.shown(json, language) ?? json.string ?? json.text
        case .number, .record, .keyed, .open, .values:
            return json.string ?? json.text
        }
    }

    /// `3 workdays` in the reader's language; any other word as it is.
    fileprivate static func duration(_ word: String, _ language: Language) -> String {
        let parts = word.split(separator: " ")
        guard parts.count == 2, let number = Int(parts[0]) else { return word }
        let unit: LocalizedText
        switch parts[1] {
        case "workday", "workdays": unit = LocalizedText(id: "hari kerja", en: number == 1 ? "workday" : "workdays")
        case "day", "days": unit = LocalizedText(id: "hari", en: number == 1 ? "day" : "days")
        default: return word
        }
        return "\(number) \(unit.text(language))"
    }
}

extension String {
    var firstRaised: String { prefix(1).uppercased() + dropFirst() }
}
