package import Civic

/// What stands in one place of a definition, and with it how the place is changed, compared and merged (DESIGN §7).
///
/// Shapes are derived from the declarations in this folder, never written beside them.
package indirect enum Shape: Sendable {
    /// One value of a small grammar: `3 workdays`, `timer.until`, `LAKSA`.
    case word(Grammar)
    case flag
    /// A whole number within bounds.
    case number(ClosedRange<Int>)
    /// One word of a closed list.
    case oneOf([Choice])
    /// A CEL expression; `marked` where a literal could stand too and `= ` tells them apart.
    case expression(marked: Bool)
    /// A text for people, by language.
    case text
    /// Values in order, changed as a whole; a lone value may stand for a list of one.
    case list(Shape)
    /// Values whose order says nothing: what each side adds and takes away is merged.
    case set(Shape)
    /// Fixed keys.
    case record(RecordDeclaration)
    /// Elements by id, in order.
    case keyed(KeyedDeclaration)
    /// Keys of a small grammar, each with a part of the same shape: the marks of a clock.
    case open(Grammar, Shape)
    /// One of several spellings, changed as a whole.
    case either([Shape])
    /// A register's cells: plain values and texts by column.
    case values
    /// A shape that contains itself, worked out when it is looked at.
    case deferred(@Sendable () -> Shape)

    /// The shape itself, where it was deferred.
    package var resolved: Shape {
        if case .deferred(let shape) = self { shape().resolved } else { self }
    }
}

/// One word of a closed list and what it means.
package struct Choice: Sendable {
    package let word: String
    package let meaning: LocalizedText
    /// Another spelling that is read as the same; the canonical tree has the word.
    package let short: String?

    package init(_ word: String, _ meaning: LocalizedText, short: String? = nil) {
        self.word = word
        self.meaning = meaning
        self.short = short
    }
}

/// A spelling that a single value follows.
package struct Grammar: Sendable {
    /// What it is, as a finding says it: "a number of workdays".
    package let name: LocalizedText
    /// One that is right.
    package let example: String
    /// For editors: an ECMAScript pattern over the whole value; nil where any text will do.
    package let pattern: String?

    package init(_ name: LocalizedText, example: String, pattern: String? = nil) {
        self.name = name
        self.example = example
        self.pattern = pattern
    }
}

/// Who may change a place of a release, once a government has adopted it (DESIGN §7).
package enum Ownership: String, Sendable, CaseIterable {
    /// Identity of the release: only its provider.
    case locked
    /// Both; what both change differently is asked.
    case mergeable
    /// The adopter's own: an upgrade never touches what it has set.
    case local
    /// An adopter may add elements, and hide or change, but not take away.
    case extendOnly = "extend-only"
}

/// What the change of a place means for those who run the application (semver.org, by the rules of docs/definitions/compare.md).
package enum Weight: Int, Sendable, Comparable {
    case patch, minor, major

    package static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
}

/// A record: its name, what it is for, and its keys.
package struct RecordDeclaration: Sendable {
    /// `state`, unique in the language.
    package let name: String
    /// What people call one: "keadaan", "state".
    package let label: LocalizedText
    package let meaning: LocalizedText
    package let entries: [EntryDeclaration]
    /// A shorter way to write one in a text; nil where there is none.
    package let shorthand: Shorthand?
    private let byKey: [String: Int]

    /// Another spelling of a record: its shape and one that is right.
    package struct Shorthand: Sendable {
        package let shape: Shape
        package let example: String
    }

    package init(
        _ name: String,
        label: LocalizedText,
        meaning: LocalizedText,
        entries: [EntryDeclaration],
        shorthand: Shorthand? = nil
    ) {
        self.name = name
        self.shorthand = shorthand
        self.label = label
        self.meaning = meaning
        self.entries = entries
        byKey = Dictionary(
            entries.enumerated().map { ($0.element.key, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package subscript(key: String) -> EntryDeclaration? { byKey[key].map { entries[$0] } }
}

/// One key of a record, said once: reader, writer, reference, schema, differences and merge all follow it.
package struct EntryDeclaration: Sendable {
    package enum Presence: Sendable {
        case required, optional
        /// What holds where the key is left out.
        case usual(String)
    }

    package let key: String
    /// A few words for sentences: "tenggat", "target".
    package let label: LocalizedText
    package let meaning: LocalizedText
    /// As it is written, after the colon.
    package let example: String
    package let shape: Shape
    package let presence: Presence
    /// Since which version of the language.
    package let since: Version
    package let ownership: Ownership
    /// What a change of it means; nil: what its shape means (``Shape/weight``).
    package let weight: Weight?
    /// The key guides the reading and is no part of what was read.
    package let isAuthoring: Bool
}

/// A container of elements by id.
package struct KeyedDeclaration: Sendable {
    /// How ids are spelled.
    package let spelling: IdentifierSpelling
    package let element: Shape
    /// An element can be hidden from new cases while old ones keep it.
    package let hidable: Bool
    /// What people call one element, where it is not a record with a name of its own.
    package let label: LocalizedText?

    package init(
        spelling: IdentifierSpelling,
        element: Shape,
        hidable: Bool = false,
        label: LocalizedText? = nil
    ) {
        self.spelling = spelling
        self.element = element
        self.hidable = hidable
        self.label = label
    }

    /// "tindakan", "action".
    package var elementLabel: LocalizedText {
        if case .record(let record) = element.resolved { return record.label }
        return label ?? LocalizedText(id: "butir", en: "element")
    }
}
