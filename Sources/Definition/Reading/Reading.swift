import Civic
import Rules

/// One reading of a text: what was found wrong so far, and where each element stands.
///
/// Every question to it answers with a value or nil; with nil it has noted why. Reading goes on after the first finding.
struct Reading {
    var findings: [Finding] = []
    var places: Places
    /// The text is a canonical tree: keyed containers are lists of `[id, element]`.
    let isTree: Bool
    /// Errors so far; a reading with any gives no definition.
    var errors = 0

    /// The text of a file beside the definition, by its path; nil where there is none.
    let beside: (String) -> String?

    init(file: String, isTree: Bool, beside: @escaping (String) -> String? = { _ in nil }) {
        self.beside = beside
        places = Places(file: file)
        self.isTree = isTree
    }

    mutating func error(_ code: String, at place: SourcePlace, id: String, en: String, todo: LocalizedText? = nil) {
        errors += 1
        guard findings.count < Limits.findingsMax else { return }
        findings.append(Finding(.error, code, at: place, LocalizedText(id: id, en: en), todo: todo))
    }

    /// A node where another kind of thing belongs.
    mutating func wrongKind(_ node: SourceNode, wanted: (id: String, en: String), todo: LocalizedText? = nil) {
        error(
            "wrong-kind",
            at: node.place,
            id: "Di sini harus ada \(wanted.id), bukan \(node.kind.id).",
            en: "This must be \(wanted.en), not \(node.kind.en).",
            todo: todo
        )
    }

    /// "Maksud Anda …?" where a known word is near, else the known words.
    static func suggestion(for wrong: String, among known: [String]) -> LocalizedText? {
        if let near = nearest(to: wrong, among: known) {
            return LocalizedText(id: "Maksud Anda \"\(near)\"?", en: "Did you mean \"\(near)\"?")
        }
        guard !known.isEmpty else { return nil }
        let list = known.prefix(30).joined(separator: ", ")
        return LocalizedText(id: "Yang dikenal di sini: \(list).", en: "Known here: \(list).")
    }
}

/// The keys of one record, each still to be read.
struct RecordNode {
    let place: SourcePlace
    let path: [String]
    private let entries: [String: SourceNode.Entry]

    init(place: SourcePlace, path: [String], entries: [SourceNode.Entry]) {
        self.place = place
        self.path = path
        self.entries = Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The node under a key with its path; nil where the key is absent.
    subscript(key: String) -> (node: SourceNode, path: [String])? {
        entries[key].map { ($0.value, path + [key]) }
    }

    func place(of key: String) -> SourcePlace { entries[key]?.place ?? place }
}

extension Reading {
    /// The node as a record with these keys; unknown and missing keys are noted.
    mutating func record(_ node: SourceNode, _ path: [String], required: [String] = [], optional: [String] = [])
        -> RecordNode?
    {
        guard let entries = entries(of: node, path) else { return nil }
        for entry in entries {
            places.keep(path + [entry.key], entry.value.isEmpty ? entry.place : entry.value.place)
            guard !required.contains(entry.key), !optional.contains(entry.key) else { continue }
            unknownKey(entry, among: required + optional)
        }
        let present = Set(entries.map(\.key))
        for key in required where !present.contains(key) {
            missingKey(
                key,
                at: node.place,
                path,
                todo: LocalizedText(id: "Tambahkan \"\(key): …\".", en: "Add \"\(key): …\".")
            )
        }
        return RecordNode(place: node.place, path: path, entries: entries)
    }

    /// The keys and values of a record; nil where the node is none.
    mutating func entries(of node: SourceNode, _ path: [String]) -> [SourceNode.Entry]? {
        places.keep(path, node.place)
        switch node.content {
        case .map(let all): return all
        case .scalar("", .plain): return []
        case .scalar, .list:
            wrongKind(node, wanted: ("pasangan kunci dan nilai", "keys with values"))
            return nil
        }
    }

    mutating func unknownKey(_ entry: SourceNode.Entry, among known: [String]) {
        error(
            "unknown-key",
            at: entry.place,
            id: "Kunci \"\(entry.key)\" tidak dikenal di sini.",
            en: "The key \"\(entry.key)\" is not known here.",
            todo: Self.suggestion(for: entry.key, among: known)
        )
    }

    /// A declared key that is not there: its example says how to write it.
    mutating func missingKey(_ entry: EntryDeclaration, at child: Child) {
        missingKey(
            entry.key,
            at: child.node.place,
            child.path,
            todo: LocalizedText(
                id: "Tambahkan \"\(entry.key): \(entry.example)\".",
                en: "Add \"\(entry.key): \(entry.example)\"."
            )
        )
    }

    private mutating func missingKey(_ key: String, at place: SourcePlace, _ path: [String], todo: LocalizedText) {
        error(
            "missing-key",
            at: place,
            id: "Kunci \"\(key)\" harus ada\(Self.within(path).id).",
            en: "The key \"\(key)\" is missing\(Self.within(path).en).",
            todo: todo
        )
    }

    private static func within(_ path: [String]) -> (id: String, en: String) {
        path.isEmpty ? ("", "") : (" pada \(path.joined(separator: "."))", " in \(path.joined(separator: "."))")
    }

    /// A keyed container: ids in order, each element read by `element`; ids that are misspelled are noted.
    mutating func keyed<Kind: IdentifierKind, Element: Sendable>(
        _ child: (node: SourceNode, path: [String])?,
        _ element: (inout Reading, SourceNode, [String]) -> Element?
    ) -> Keyed<Identifier<Kind>, Element> {
        guard let child, let entries = pairs(child.node, child.path) else { return Keyed() }
        if entries.count > Limits.elementsMax {
            error(
                "too-many",
                at: child.node.place,
                id: "Di sini ada \(entries.count) butir; paling banyak \(Limits.elementsMax).",
                en: "There are \(entries.count) elements here; the most is \(Limits.elementsMax)."
            )
            return Keyed()
        }
        var all: [(Identifier<Kind>, Element)] = []
        var moves: [Move<Kind>] = []
        for entry in entries {
            let path = child.path + [entry.key]
            places.keep(path, entry.place)
            guard let id = identifier(entry.key, at: entry.place, as: Kind.self) else { continue }
            let value = isTree ? entry.value : placed(entry.value, id, &moves)
            if let value = element(&self, value, path) { all.append((id, value)) }
            places.keep(path, entry.place)
        }
        for move in moves { reorder(&all, move) }
        return Keyed(all)
    }

    /// An element that says where it stands: `after: other`, or `after: first`.
    private struct Move<Kind: IdentifierKind> {
        let id: Identifier<Kind>
        /// Nil: first of all.
        let after: Identifier<Kind>?
        let place: SourcePlace
    }

    /// The element without its `after`, which is noted.
    private mutating func placed<Kind: IdentifierKind>(
        _ node: SourceNode,
        _ id: Identifier<Kind>,
        _ moves: inout [Move<Kind>]
    ) -> SourceNode {
        guard case .map(let entries) = node.content, let entry = entries.first(where: { $0.key == "after" }) else {
            return node
        }
        if let word = entry.value.text {
            let after: Identifier<Kind>? = word == "first" ? nil : identifier(word, at: entry.value.place)
            if word == "first" || after != nil { moves.append(Move(id: id, after: after, place: entry.value.place)) }
        } else {
            wrongKind(entry.value, wanted: ("id butir lain, atau first", "the id of another element, or first"))
        }
        return SourceNode(.map(entries.filter { $0.key != "after" }), at: node.place)
    }

    private mutating func reorder<Kind: IdentifierKind, Element>(
        _ all: inout [(Identifier<Kind>, Element)],
        _ move: Move<Kind>
    ) {
        guard let from = all.firstIndex(where: { $0.0 == move.id }) else { return }
        let pair = all.remove(at: from)
        guard let after = move.after else {
            all.insert(pair, at: 0)
            return
        }
        guard let index = all.firstIndex(where: { $0.0 == after }) else {
            all.insert(pair, at: from)
            error(
                "unknown-neighbour",
                at: move.place,
                id: "Tidak ada \"\(after)\" di sini.",
                en: "There is no \"\(after)\" here.",
                todo: Self.suggestion(for: after.text, among: all.map(\.0.text))
            )
            return
        }
        all.insert(pair, at: index + 1)
    }

    /// The entries of a keyed container, in either spelling.
    private mutating func pairs(_ node: SourceNode, _ path: [String]) -> [SourceNode.Entry]? {
        places.keep(path, node.place)
        switch node.content {
        case .map(let entries): return entries
        case .scalar("", .plain): return []
        case .list(let items) where isTree:
            var seen: Set<String> = []
            var entries: [SourceNode.Entry] = []
            for item in items {
                guard case .list(let parts) = item.content, parts.count == 2, let key = parts[0].text,
                    seen.insert(key).inserted
                else {
                    wrongKind(
                        item,
                        wanted: ("pasangan id dan isi yang belum ada", "a pair of a new id and its element")
                    )
                    return nil
                }
                entries.append(.init(key: key, place: item.place, value: parts[1]))
            }
            return entries
        case .scalar, .list:
            wrongKind(
                node,
                wanted: ("pasangan id dan isinya", "ids with their elements"),
                todo: LocalizedText(
                    id: "Tulis \"id: { … }\" untuk setiap butir.",
                    en: "Write \"id: { … }\" for each element."
                )
            )
            return nil
        }
    }

    /// An id by its own spelling rule.
    mutating func identifier<Kind: IdentifierKind>(
        _ text: String,
        at place: SourcePlace,
        as kind: Kind.Type = Kind.self
    ) -> Identifier<Kind>? {
        do throws(CivicError) {
            return try Identifier<Kind>(text)
        } catch {
            let proposal = Self.respelled(text, Kind.spelling)
            self.error(
                "bad-id",
                at: place,
                id: error.message(.id),
                en: error.message(.en),
                todo: proposal.map { LocalizedText(id: "Tulis \"\($0)\".", en: "Write \"\($0)\".") }
            )
            return nil
        }
    }

    /// The text as an id of that spelling, or nil where nothing is left.
    private static func respelled(_ text: String, _ spelling: IdentifierSpelling) -> String? {
        let separator: Character = spelling == .snake ? "_" : "-"
        var out = ""
        for character in text.lowercased() {
            if character.isASCII, character.isLetter || (character.isNumber && !out.isEmpty) {
                out.append(character)
            } else if !out.isEmpty, out.last != separator {
                out.append(separator)
            }
        }
        while out.last == separator { out.removeLast() }
        return out.isEmpty || out == text ? nil : out
    }
}
