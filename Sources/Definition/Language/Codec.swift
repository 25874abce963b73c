import Civic

/// One kind of value of the language: how it is read from a text, written to the canonical tree, and what shape it has.
struct Codec<Value: Sendable>: Sendable {
    let shape: Shape
    /// The value, or nil after noting what is wrong.
    let read: @Sendable (inout Reading, Reading.Child) -> Value?
    let write: @Sendable (Value) -> JSON

    init(
        _ shape: Shape,
        read: @escaping @Sendable (inout Reading, Reading.Child) -> Value?,
        write: @escaping @Sendable (Value) -> JSON
    ) {
        self.shape = shape
        self.read = read
        self.write = write
    }
}

extension Codec where Value == LocalizedText {
    static let text = Codec(.text, read: { $0.text($1) }, write: \.json)
}

extension Codec where Value == Bool {
    static let flag = Codec(.flag, read: { $0.flagOrNil($1) }, write: { .bool($0) })
}

extension Codec where Value == Int {
    static func number(_ range: ClosedRange<Int> = 0...1_000_000_000) -> Codec {
        Codec(.number(range), read: { $0.integer($1, in: range) }, write: { .int(Int64($0)) })
    }
}

extension Codec where Value == String {
    /// Any single value.
    static func word(_ grammar: Grammar) -> Codec {
        Codec(.word(grammar), read: { $0.word($1) }, write: { .string($0) })
    }
}

extension Codec where Value == CivilDate {
    static let date = Codec(
        .word(
            Grammar(
                LocalizedText(id: "tanggal", en: "a date"),
                example: "2026-01-01",
                pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
            )
        ),
        read: { $0.date($1) },
        write: { .string($0.iso) }
    )
}

extension Codec where Value == Formula {
    /// Always an expression; `= ` before it is allowed.
    static let formula = Codec(.expression(marked: false), read: { $0.formula($1) }, write: { .string($0.source) })
}

extension Codec where Value == Assigned {
    /// A fixed value, or an expression behind `= `.
    static let assigned = Codec(.expression(marked: true), read: { $0.assigned($1) }, write: { $0.json })
}

extension Codec where Value == Lock {
    static let lock = Codec(
        .word(
            Grammar(
                LocalizedText(id: "dasar hukum", en: "a legal source"),
                example: "\"UU 25/2009 Pasal 50\""
            )
        ),
        read: { $0.lock($1) },
        write: { .string($0.source) }
    )
}

extension Codec {
    /// An id that names an element, an agency, a role.
    static func id<Kind: IdentifierKind>(_ name: LocalizedText, example: String) -> Codec
    where Value == Identifier<Kind> {
        Codec(
            .word(Grammar(name, example: example, pattern: Kind.spelling.pattern)),
            read: { $0.id($1) },
            write: { .string($0.text) }
        )
    }

    /// Ids in an order that says something.
    static func ids<Kind: IdentifierKind>(_ name: LocalizedText, example: String) -> Codec
    where Value == [Identifier<Kind>] {
        let one = Codec<Identifier<Kind>>.id(name, example: example)
        return Codec(.list(one.shape), read: { $0.ids($1) }, write: { .array($0.map { .string($0.text) }) })
    }

    /// Ids whose order says nothing; written sorted.
    static func idSet<Kind: IdentifierKind>(_ name: LocalizedText, example: String) -> Codec
    where Value == [Identifier<Kind>] {
        let one = Codec<Identifier<Kind>>.id(name, example: example)
        return Codec(
            .set(one.shape),
            read: { $0.idSet($1) },
            write: { .array($0.map(\.text).sorted().map { .string($0) }) }
        )
    }

    /// Values in order; a lone one counts as a list of one.
    static func list<Element>(_ element: Codec<Element>) -> Codec where Value == [Element] {
        Codec(
            .list(element.shape),
            read: { reading, child in reading.items(child).compactMap { element.read(&reading, $0) } },
            write: { .array($0.map(element.write)) }
        )
    }

    /// Elements by id, in order.
    static func keyed<Kind: IdentifierKind, Element>(
        _ element: Codec<Element>,
        label: LocalizedText? = nil,
        hidable: Bool = false
    ) -> Codec where Value == Keyed<Identifier<Kind>, Element> {
        Codec(
            .keyed(
                KeyedDeclaration(spelling: Kind.spelling, element: element.shape, hidable: hidable, label: label)
            ),
            read: { reading, child in reading.keyed(child) { element.read(&$0, ($1, $2)) } },
            write: { keyed in .array(keyed.all.map { .array([.string($0.id.text), element.write($0.element)]) }) }
        )
    }

    /// The same value in another form.
    func map<Other>(
        _ forth: @escaping @Sendable (inout Reading, Value, Reading.Child) -> Other?,
        _ back: @escaping @Sendable (Other) -> Value
    ) -> Codec<Other> {
        Codec<Other>(
            shape,
            read: { reading, child in self.read(&reading, child).flatMap { forth(&reading, $0, child) } },
            write: { self.write(back($0)) }
        )
    }
}

extension Codec where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One word of a closed list, each with its meaning, and where it has one its short spelling.
    static func oneOf(
        short: (Value) -> String? = { _ in nil },
        _ meaning: @escaping @Sendable (Value) -> (id: String, en: String)
    ) -> Codec {
        let choices = Value.allCases.map { word in
            Choice(word.rawValue, LocalizedText(id: meaning(word).id, en: meaning(word).en), short: short(word))
        }
        return Codec(.oneOf(choices), read: { $0.choice($1) }, write: { .string($0.rawValue) })
    }
}

extension Assigned {
    /// As the canonical tree holds it.
    var json: JSON {
        switch self {
        case .literal(let json): json
        case .formula(let formula): .string("= " + formula.source)
        }
    }
}

extension IdentifierSpelling {
    /// For editors.
    var pattern: String {
        switch self {
        case .snake: "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
        case .kebab: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
        }
    }
}
