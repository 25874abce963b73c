import Civic

/// How a part of the tree is changed and merged (DESIGN §7): by key, by element, by language, or as a whole.
indirect enum TreeShape: Sendable {
    /// Fixed keys.
    case record([String: TreeShape])
    /// Any keys, each with a part of this shape.
    case open(TreeShape)
    /// Elements by id, in order.
    case keyed(TreeShape, hidable: Bool = false)
    /// A text by language.
    case text
    /// Changed as a whole: a value, an expression, a list.
    case atomic
    /// A list of elements without ids, changed as a whole; texts may be inside.
    case list(TreeShape)
    /// Values by column; texts among them.
    case values

    static let definition = TreeShape.record([
        "app": .atomic, "version": .atomic, "prefix": .atomic, "name": .text, "summary": .text, "group": .atomic,
        "pillar": .atomic, "owner": .atomic, "archetype": .atomic,
        "legal": .list(.record(["text": .text, "url": .atomic])), "standard": standard, "needs": needs,
        "registers": .keyed(register), "roles": .keyed(role), "form": .keyed(field), "start": start,
        "states": .keyed(state),
        "actions": .keyed(action), "clocks": .keyed(clock), "tables": .keyed(table), "notices": .keyed(notice),
        "publish": .record(["ledger": .atomic, "fields": .atomic, "place": .atomic]),
        "measures": .keyed(.record(["name": .text, "ratio": .atomic, "target": .atomic])), "national": .list(national),
        "retention": .record(["years": .atomic, "basis": .text]),
    ])

    private static let standard = TreeShape.record([
        "requirements": .list(.text), "procedure": .list(.text), "time": .text, "fee": .text, "product": .text,
        "complaints": .text, "facilities": .text, "competence": .text, "supervision": .text, "staff": .text,
        "guarantee": .text, "safety": .text, "evaluation": .text,
    ])
    private static let needs = TreeShape.record([
        "roles": .atomic, "agencies": .atomic, "registers": .atomic, "integrations": .list(.text),
    ])
    private static let register = TreeShape.record([
        "name": .text,
        "columns": .keyed(
            .record(["type": .atomic, "min": .atomic, "max": .atomic, "required": .atomic, "locked": .atomic])
        ),
        "rows": .keyed(
            .record(["name": .text, "hint": .text, "icon": .atomic, "values": .values, "hidden": .atomic]),
            hidable: true
        ),
    ])
    private static let role = TreeShape.record(["name": .text, "scope": .atomic, "side": .atomic, "office": .atomic])
    private static let field = TreeShape.record([
        "type": .atomic, "label": .text, "hint": .text, "required": .atomic, "required_if": .atomic, "when": .atomic,
        "min": .atomic, "max": .atomic, "accept": .atomic, "from": .atomic, "options": .keyed(.text), "within": .atomic,
        "privacy": .atomic, "page": .atomic, "autocomplete": .atomic, "locked": .atomic,
    ])
    private static let start = TreeShape.record(["by": .atomic, "set": .keyed(.atomic)])
    private static let state = TreeShape.record([
        "name": .text, "citizen_sees": .text, "start": .atomic, "end": .atomic, "tone": .atomic, "locked": .atomic,
    ])
    private static let action = TreeShape.record([
        "name": .text, "done": .text, "from": .atomic, "to": .atomic, "by": .atomic, "not_by": .atomic, "when": .atomic,
        "otherwise": .text, "reason": .atomic, "form": .keyed(field), "set": .keyed(.atomic), "time": .atomic,
        "citizen_visible": .atomic, "locked": .atomic,
    ])
    private static let clock = TreeShape.record([
        "name": .text, "runs_in": .atomic, "pauses_in": .atomic, "met_in": .atomic, "target": .atomic,
        "calendar": .atomic,
        "at": .open(.record(["notify": .atomic, "assign": .atomic])), "restarts_on": .atomic, "min": .atomic,
        "max": .atomic, "locked": .atomic,
    ])
    private static let table = TreeShape.record([
        "hit": .atomic, "in": .atomic, "out": .atomic,
        "rows": .keyed(.record(["in": .atomic, "out": .open(.atomic)])),
    ])
    private static let notice = TreeShape.record(["on": .atomic, "to": .atomic, "text": .text])
    private static let national = TreeShape.record([
        "system": .atomic, "relation": .atomic, "from": .atomic, "until": .atomic, "basis": .text, "when_down": .text,
    ])

    /// The shape one step below; nil where there is no such key.
    func below(_ key: String) -> TreeShape? {
        switch self {
        case .record(let keys): keys[key]
        case .open(let element): element
        case .keyed(let element, _): element
        case .text: Language(rawValue: key).map { _ in .atomic }
        case .values: .atomic
        case .atomic, .list: nil
        }
    }

    /// Elements with ids stand in it, so it is changed one by one.
    var holdsElements: Bool {
        switch self {
        case .keyed: true
        case .record(let keys): keys.values.contains { $0.holdsElements }
        case .open, .text, .atomic, .list, .values: false
        }
    }

    /// The keys that a record may have, sorted; empty where any may stand.
    var knownKeys: [String] {
        switch self {
        case .record(let keys): keys.keys.sorted()
        case .text: Language.allCases.map(\.rawValue)
        case .keyed, .open, .values, .atomic, .list: []
        }
    }
}

extension TreeShape {
    /// The same tree with every text emptied; which languages there are does not count either.
    func withoutTexts(_ json: JSON) -> JSON {
        map(json) { _ in .null }
    }

    /// Every text, in order of the tree.
    func texts(of json: JSON) -> [JSON] {
        var all: [JSON] = []
        _ = map(json) { text in
            all.append(text)
            return text
        }
        return all
    }

    /// The tree with `change` applied to each text.
    ///
    /// Keys of a record go in sorted order.
    private func map(_ json: JSON, _ change: (JSON) -> JSON) -> JSON {
        switch (self, json) {
        case (.text, _): change(json)
        case (.atomic, _): json
        case (.record, .object(let object)), (.open, .object(let object)):
            .object(mapped(object) { key, value in below(key)?.map(value, change) ?? value })
        case (.values, .object(let object)):
            .object(mapped(object) { _, value in LocalizedText(json: value) == nil ? value : change(value) })
        case (.list(let element), .array(let items)):
            .array(items.map { element.map($0, change) })
        case (.keyed(let element, _), .array(let pairs)):
            .array(
                pairs.map { pair in
                    guard let parts = pair.array, parts.count == 2 else { return pair }
                    return .array([parts[0], element.map(parts[1], change)])
                }
            )
        case (.record, _), (.open, _), (.values, _), (.list, _), (.keyed, _): json
        }
    }

    private func mapped(_ object: [String: JSON], _ change: (String, JSON) -> JSON) -> [String: JSON] {
        var result: [String: JSON] = [:]
        for key in object.keys.sorted() {
            if let value = object[key] { result[key] = change(key, value) }
        }
        return result
    }
}
