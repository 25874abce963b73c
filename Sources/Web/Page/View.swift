import Civic
import Mustache

/// What a template may show, by tag.
///
/// A dictionary literal makes one; `nil` means "known, and nothing to show".
///
/// A tag that neither the view nor anything around it knows is a mistake: the root view counts it (`Templates.render`).
package struct View: MustacheParent, ExpressibleByDictionaryLiteral, Sendable {
    package private(set) var values: [String: any Sendable]

    package init(dictionaryLiteral elements: (String, (any Sendable)?)...) {
        values = Dictionary(elements.map { ($0.0, Absent.orValue($0.1)) }, uniquingKeysWith: { _, later in later })
    }

    package init(_ values: [String: any Sendable]) { self.values = values }

    /// This view with more tags; the other's win.
    package func adding(_ other: View) -> View { View(values.merging(other.values) { _, later in later }) }

    package subscript(tag: String) -> (any Sendable)? {
        get { values[tag] }
        set { values[tag] = Absent.orValue(newValue) }
    }

    package func child(named name: String) -> Any? { values[name] }
}

/// A known tag without a value: renders as nothing, opens no section, and does not let the search climb to an outer view.
struct Absent: MustacheCustomRenderable, Sendable {
    var renderText: String { "" }
    var isNull: Bool { true }

    /// The value, or `Absent` for nil.
    static func orValue(_ value: (any Sendable)?) -> any Sendable {
        value ?? Absent()
    }
}

/// Markup that we made ourselves: the only type for `{{{…}}}`.
///
/// Text from people goes through `escaping`.
package struct SafeHTML: MustacheCustomRenderable, Sendable, ExpressibleByStringInterpolation, Equatable {
    package let markup: String
    package var renderText: String { markup }
    package var isNull: Bool { false }

    package init(trusted markup: String) { self.markup = markup }
    package init(stringLiteral value: String) { markup = value }
    package init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

    package static let empty = SafeHTML(trusted: "")

    /// Text made harmless inside an element or a quoted attribute.
    package static func escaping(_ text: String) -> SafeHTML { SafeHTML(trusted: Markup.escaped(text)) }

    /// Interpolated strings are escaped, interpolated `SafeHTML` and numbers are not.
    package struct Interpolation: StringInterpolationProtocol {
        var markup = ""
        package init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity * 2) }
        package mutating func appendLiteral(_ literal: String) { markup += literal }
        package mutating func appendInterpolation(_ text: String) { markup += SafeHTML.escaping(text).markup }
        package mutating func appendInterpolation(_ html: SafeHTML) { markup += html.markup }
        package mutating func appendInterpolation(_ number: some BinaryInteger) { markup += String(number) }
    }
}
