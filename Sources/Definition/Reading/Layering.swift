import Civic

/// An application's text laid over its archetype's, key by key, before either is read as anything.
///
/// Every node keeps the file and line that it came from, so a finding names the text that has to change.
struct Layering {
    let over: SourceNode

    func laid(on base: SourceNode) -> SourceNode {
        Self.laid(over, on: base, DefinitionLanguage.shape)
    }

    private static func laid(_ over: SourceNode, on base: SourceNode, _ shape: Shape) -> SourceNode {
        guard case .map(let upper) = over.content, case .map(let lower) = base.content else { return over }
        switch shape {
        case .record, .keyed, .open, .text, .values: break
        case .word, .flag, .number, .oneOf, .expression, .list, .set, .either, .deferred: return over
        }
        let byKey = Dictionary(upper.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var entries: [SourceNode.Entry] = lower.map { entry in
            guard let mine = byKey[entry.key] else { return entry }
            guard let below = shape.below(entry.key) else { return mine }
            let value = laid(mine.value, on: entry.value, below.resolved)
            return SourceNode.Entry(key: mine.key, place: mine.place, value: value)
        }
        let known = Set(lower.map(\.key))
        entries += upper.filter { !known.contains($0.key) }
        return SourceNode(.map(entries), at: over.place)
    }
}

extension SourceNode {
    /// The value under a key of a map.
    func value(of key: String) -> SourceNode? {
        guard case .map(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// Where a key of a map stands; the map's own place where it has no such key.
    func keyPlace(of key: String) -> SourcePlace {
        guard case .map(let entries) = content else { return place }
        return entries.first { $0.key == key }?.place ?? place
    }

    /// The same without what stands at the path; nil where nothing stands there.
    func without(_ path: ArraySlice<String>) -> SourceNode? {
        guard let key = path.first, case .map(var entries) = content,
            let index = entries.firstIndex(where: { $0.key == key })
        else { return nil }
        if path.count == 1 {
            entries.remove(at: index)
        } else {
            guard let rest = entries[index].value.without(path.dropFirst()) else { return nil }
            entries[index] = Entry(key: entries[index].key, place: entries[index].place, value: rest)
        }
        return SourceNode(.map(entries), at: place)
    }
}

extension Reading {
    /// The text with its archetype beneath it; the text itself where it stands alone or the archetype can't be had.
    mutating func withArchetype(_ root: SourceNode, _ archetypes: Archetypes) -> SourceNode {
        guard let named = root.value(of: "extends"), let name = named.text, !name.isEmpty else {
            if let without = root.value(of: "without") {
                error(
                    "nothing-beneath",
                    at: without.place,
                    id: "\"without\" memerlukan \"extends\".",
                    en: "\"without\" needs \"extends\".",
                    todo: LocalizedText(id: "Hapus without.", en: "Remove without.")
                )
            }
            return root
        }
        guard let text = archetypes.text(name) else {
            error(
                "unknown-archetype",
                at: named.place,
                id: "Pola \"\(name)\" tidak ada.",
                en: "There is no archetype \"\(name)\".",
                todo: Self.suggestion(for: name, among: archetypes.names)
                    ?? LocalizedText(
                        id: "Di sini tidak ada pola; tulis definisi yang berdiri sendiri.",
                        en: "There are no archetypes here; write a definition that stands alone."
                    )
            )
            return root
        }
        let (base, problems) = YAMLText.parse(text.yaml, file: text.file)
        findings += problems
        errors += problems.filter { $0.severity == .error }.count
        guard var base else { return root }
        base = base.without(["archetype"]) ?? base
        for item in root.value(of: "without").map({ items(($0, ["without"])) }) ?? [] {
            guard let path = word(item) else { continue }
            if let rest = base.without(path.split(separator: ".").map(String.init)[...]) {
                base = rest
            } else {
                error(
                    "nothing-there",
                    at: item.node.place,
                    id: "Pola \"\(name)\" tidak memiliki \"\(path)\".",
                    en: "The archetype \"\(name)\" has no \"\(path)\".",
                    todo: LocalizedText(id: "Periksa alamatnya, atau hapus.", en: "Check the path, or remove it.")
                )
            }
        }
        return Layering(over: root).laid(on: base)
    }
}

/// Where the texts of archetypes come from: `Apps/_archetypes/<id>/app.yaml`.
package struct Archetypes: Sendable {
    package let names: [String]
    /// The text of an archetype and the name of its file; nil where there is none.
    package let text: @Sendable (_ name: String) -> (yaml: String, file: String)?
    /// The stories that every application on an archetype inherits; nil where it has none.
    package let scenarios: @Sendable (_ name: String) -> (yaml: String, file: String)?
    /// The text of any file by its path, for what lies beside a definition: templates of documents.
    package let beside: @Sendable (_ path: String) -> String?

    package init(
        names: [String],
        scenarios: @escaping @Sendable (_ name: String) -> (yaml: String, file: String)? = { _ in nil },
        beside: @escaping @Sendable (_ path: String) -> String? = { _ in nil },
        text: @escaping @Sendable (_ name: String) -> (yaml: String, file: String)?
    ) {
        self.names = names
        self.scenarios = scenarios
        self.beside = beside
        self.text = text
    }

    /// The archetypes of a folder: `<folder>/<name>/app.yaml` and `scenarios.yaml`, whose texts somebody else reads.
    package init(in folder: String, names: [String] = [], text: @escaping @Sendable (_ path: String) -> String?) {
        let file: @Sendable (String, String) -> (yaml: String, file: String)? = { name, kind in
            let path = "\(folder)/\(name)/\(kind).yaml"
            return text(path).map { ($0, path) }
        }
        self.init(names: names, scenarios: { file($0, "scenarios") }, beside: text, text: { file($0, "app") })
    }

    /// No archetype at all.
    package static let none = Archetypes(names: []) { _ in nil }
}
