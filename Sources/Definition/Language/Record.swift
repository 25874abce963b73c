import Civic

/// A record of the language: a blank value and the keys that fill it.
struct Record<Root: Sendable>: Sendable {
    let declaration: RecordDeclaration
    private let entries: [Entry<Root>]
    private let byKey: [String: Int]
    private let blank: Root

    init(_ name: String, _ label: LocalizedText, _ meaning: LocalizedText, blank: Root, _ entries: [Entry<Root>]) {
        declaration = RecordDeclaration(name, label: label, meaning: meaning, entries: entries.map(\.declaration))
        self.entries = entries
        byKey = Dictionary(
            entries.enumerated().map { ($0.element.declaration.key, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        self.blank = blank
    }

    /// The record in a node; nil where the node is none.
    ///
    /// A key that could not be read leaves what the blank has, after noting what is wrong.
    func read(_ reading: inout Reading, _ child: Reading.Child) -> Root? {
        guard let nodes = reading.entries(of: child.node, child.path) else { return nil }
        var root = blank
        var seen: Set<String> = []
        for node in nodes {
            reading.places.keep(child.path + [node.key], node.value.isEmpty ? node.place : node.value.place)
            guard let index = byKey[node.key] else {
                reading.unknownKey(node, among: entries.map(\.declaration.key))
                continue
            }
            seen.insert(node.key)
            entries[index].read(&reading, (node.value, child.path + [node.key]), &root)
        }
        for entry in entries where entry.isRequired && !seen.contains(entry.declaration.key) {
            reading.missingKey(entry.declaration, at: child)
        }
        return root
    }

    /// An object of what differs from what is usual.
    func write(_ root: Root) -> JSON {
        var object: [String: JSON] = [:]
        for entry in entries {
            if let value = entry.write(root) { object[entry.declaration.key] = value }
        }
        return .object(object)
    }

    var codec: Codec<Root> {
        Codec(.record(declaration), read: { read(&$0, $1) }, write: { write($0) })
    }
}

/// One key of a record of type `Root`.
struct Entry<Root: Sendable>: Sendable {
    let declaration: EntryDeclaration
    let read: @Sendable (inout Reading, Reading.Child, inout Root) -> Void
    /// Nil where it is left out.
    let write: @Sendable (Root) -> JSON?

    var isRequired: Bool {
        if case .required = declaration.presence { true } else { false }
    }
}

/// What an entry says besides its value.
struct Says: Sendable {
    let label: LocalizedText
    let meaning: LocalizedText
    let example: String
    var since: Version = DefinitionLanguage.first
    var ownership: Ownership = .mergeable
    var weight: Weight?

    /// `Says("tenggat", "target", "Berapa lama …", "How long …", "3 workdays")`.
    init(
        _ labelID: String,
        _ labelEN: String,
        _ meaningID: String,
        _ meaningEN: String,
        _ example: String,
        since: Version = DefinitionLanguage.first,
        ownership: Ownership = .mergeable,
        weight: Weight? = nil
    ) {
        label = LocalizedText(id: labelID, en: labelEN)
        meaning = LocalizedText(id: meaningID, en: meaningEN)
        self.example = example
        self.since = since
        self.ownership = ownership
        self.weight = weight
    }

    func declaration(_ key: String, _ shape: Shape, _ presence: EntryDeclaration.Presence, isAuthoring: Bool = false)
        -> EntryDeclaration
    {
        EntryDeclaration(
            key: key,
            label: label,
            meaning: meaning,
            example: example,
            shape: shape,
            presence: presence,
            since: since,
            ownership: ownership,
            weight: weight,
            isAuthoring: isAuthoring
        )
    }
}

extension Entry {
    /// A key that must be there.
    static func required<Value>(
        _ key: String,
        _ path: any WritableKeyPath<Root, Value> & Sendable,
        _ codec: Codec<Value>,
        _ says: Says
    ) -> Entry {
        Entry(
            declaration: says.declaration(key, codec.shape, .required),
            read: { reading, child, root in
                if let value = codec.read(&reading, child) { root[keyPath: path] = value }
            },
            write: { codec.write($0[keyPath: path]) }
        )
    }

    /// A key that may be left out: nil without it.
    static func optional<Value>(
        _ key: String,
        _ path: any WritableKeyPath<Root, Value?> & Sendable,
        _ codec: Codec<Value>,
        _ says: Says
    ) -> Entry {
        Entry(
            declaration: says.declaration(key, codec.shape, .optional),
            read: { reading, child, root in root[keyPath: path] = codec.read(&reading, child) },
            write: { $0[keyPath: path].map(codec.write) }
        )
    }

    /// A key that may be left out: `usual` without it, and left out where it says the usual.
    static func usual<Value: Equatable & Sendable>(
        _ key: String,
        _ path: any WritableKeyPath<Root, Value> & Sendable,
        _ codec: Codec<Value>,
        _ usual: Value,
        shown: String? = nil,
        _ says: Says
    ) -> Entry {
        Entry(
            declaration: says.declaration(key, codec.shape, .usual(shown ?? codec.write(usual).text)),
            read: { reading, child, root in
                if let value = codec.read(&reading, child) { root[keyPath: path] = value }
            },
            write: { root in root[keyPath: path] == usual ? .none : .some(codec.write(root[keyPath: path])) }
        )
    }

    /// A key for the author alone: it is checked, and says nothing in the tree.
    static func authoring<Value>(_ key: String, _ codec: Codec<Value>, _ says: Says) -> Entry {
        Entry(
            declaration: says.declaration(key, codec.shape, .optional, isAuthoring: true),
            read: { reading, child, _ in _ = codec.read(&reading, child) },
            write: { _ in .none }
        )
    }
}
