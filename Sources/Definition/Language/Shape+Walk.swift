package import Civic

extension Shape {
    /// The shape one step below; nil where there is no such key.
    package func below(_ key: String) -> Shape? {
        switch self {
        case .record(let record): record[key]?.shape.resolved
        case .open(_, let element): element.resolved
        case .keyed(let keyed): keyed.element.resolved
        case .text: Language(rawValue: key).map { _ in Self.plain }
        case .values: Self.plain
        case .deferred: resolved.below(key)
        case .word, .flag, .number, .oneOf, .expression, .list, .set, .either: nil
        }
    }

    /// Any single value.
    package static let plain = Shape.word(Grammar(LocalizedText(id: "sebuah nilai", en: "a value"), example: "7"))

    /// Elements with ids stand in it, so it is changed one by one.
    package var holdsElements: Bool {
        switch self {
        case .keyed: true
        case .record(let record): record.entries.contains { $0.shape.holdsElements }
        case .deferred: resolved.holdsElements
        case .word, .flag, .number, .oneOf, .expression, .text, .list, .set, .open, .either, .values: false
        }
    }

    /// What stands where a container of this shape has nothing in it.
    package var emptyContainer: JSON {
        switch self {
        case .keyed, .list, .set: []
        case .deferred: resolved.emptyContainer
        case .record, .open, .text, .values, .word, .flag, .number, .oneOf, .expression, .either: .object([:])
        }
    }

    /// The tree as the writer writes it: optional containers with nothing in them are left out, sets are sorted.
    ///
    /// Normalizing twice changes nothing.
    package func normalized(_ json: JSON) -> JSON {
        switch (self, json) {
        case (.deferred, _): return resolved.normalized(json)
        case (.record(let record), .object(let object)):
            var kept: [String: JSON] = [:]
            for (key, value) in object {
                guard let entry = record[key] else {
                    kept[key] = value
                    continue
                }
                let value = entry.shape.normalized(value)
                if case .required = entry.presence {} else if value == [] || value == .object([:]) { continue }
                kept[key] = value
            }
            return .object(kept)
        case (.keyed(let keyed), .array(let pairs)):
            return .array(
                pairs.map { pair in
                    guard let parts = pair.array, parts.count == 2 else { return pair }
                    return .array([parts[0], keyed.element.normalized(parts[1])])
                }
            )
        case (.open(_, let element), .object(let object)): return .object(object.mapValues { element.normalized($0) })
        case (.list(let element), .array(let items)): return .array(items.map { element.normalized($0) })
        case (.set(let element), .array(let items)):
            var seen: Set<JSON> = []
            let unique = items.map { element.normalized($0) }.filter { seen.insert($0).inserted }
            return .array(unique.sorted { $0.text < $1.text })
        case (.record, _), (.open, _), (.values, _), (.list, _), (.keyed, _), (.word, _), (.flag, _), (.number, _),
            (.oneOf, _), (.expression, _), (.set, _), (.either, _), (.text, _):
            return json
        }
    }

    /// The keys that may stand in it, sorted; empty where any may.
    package var knownKeys: [String] {
        switch self {
        case .record(let record): record.entries.filter { !$0.isAuthoring }.map(\.key).sorted()
        case .text: Language.allCases.map(\.rawValue)
        case .deferred: resolved.knownKeys
        case .word, .flag, .number, .oneOf, .expression, .list, .set, .keyed, .open, .either, .values: []
        }
    }

    /// What a change in it means where its entry does not say: texts are a patch, all else is minor.
    package var weight: Weight {
        switch self {
        case .text: .patch
        case .list(let element), .set(let element): element.weight
        case .deferred: resolved.weight
        case .word, .flag, .number, .oneOf, .expression, .record, .keyed, .open, .either, .values: .minor
        }
    }

    /// The same tree with every text emptied; which languages there are does not count either.
    package func withoutTexts(_ json: JSON) -> JSON {
        mappingTexts(of: json) { _ in .null }
    }

    /// Every text, in order of the tree.
    package func texts(of json: JSON) -> [JSON] {
        var all: [JSON] = []
        _ = mappingTexts(of: json) { text in
            all.append(text)
            return text
        }
        return all
    }

    /// The tree with `change` applied to each text.
    ///
    /// Keys of a record go in sorted order.
    private func mappingTexts(of json: JSON, _ change: (JSON) -> JSON) -> JSON {
        switch (self, json) {
        case (.deferred, _): resolved.mappingTexts(of: json, change)
        case (.text, _): change(json)
        case (.record, .object(let object)), (.open, .object(let object)):
            .object(Self.mapped(object) { key, value in below(key)?.mappingTexts(of: value, change) ?? value })
        case (.values, .object(let object)):
            .object(Self.mapped(object) { _, value in LocalizedText(json: value) == nil ? value : change(value) })
        case (.list(let element), .array(let items)):
            .array(items.map { element.mappingTexts(of: $0, change) })
        case (.keyed(let keyed), .array(let pairs)):
            .array(
                pairs.map { pair in
                    guard let parts = pair.array, parts.count == 2 else { return pair }
                    return .array([parts[0], keyed.element.mappingTexts(of: parts[1], change)])
                }
            )
        case (.record, _), (.open, _), (.values, _), (.list, _), (.keyed, _), (.word, _), (.flag, _), (.number, _),
            (.oneOf, _), (.expression, _), (.set, _), (.either, _):
            json
        }
    }

    private static func mapped(_ object: [String: JSON], _ change: (String, JSON) -> JSON) -> [String: JSON] {
        var result: [String: JSON] = [:]
        for key in object.keys.sorted() {
            if let value = object[key] { result[key] = change(key, value) }
        }
        return result
    }

    /// Every text with its path, in order of the tree.
    package func placedTexts(of json: JSON, _ path: [String] = []) -> [(path: [String], text: LocalizedText)] {
        switch (self, json) {
        case (.deferred, _): return resolved.placedTexts(of: json, path)
        case (.text, _): return LocalizedText(json: json).map { [(path, $0)] } ?? []
        case (.record, .object(let object)), (.open, .object(let object)):
            return object.keys.sorted().flatMap { key in
                object[key].flatMap { below(key)?.placedTexts(of: $0, path + [key]) } ?? []
            }
        case (.values, .object(let object)):
            return object.keys.sorted().compactMap { key in
                object[key].flatMap(LocalizedText.init(json:)).map { (path + [key], $0) }
            }
        case (.list(let element), .array(let items)):
            return items.enumerated().flatMap { element.placedTexts(of: $1, path + [String($0)]) }
        case (.keyed(let keyed), .array(let pairs)):
            return pairs.flatMap { pair -> [(path: [String], text: LocalizedText)] in
                guard let parts = pair.array, parts.count == 2, let id = parts[0].string else { return [] }
                return keyed.element.placedTexts(of: parts[1], path + [id])
            }
        case (.record, _), (.open, _), (.values, _), (.list, _), (.keyed, _), (.word, _), (.flag, _), (.number, _),
            (.oneOf, _), (.expression, _), (.set, _), (.either, _):
            return []
        }
    }
}
