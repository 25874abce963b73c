/// How the identifiers of one kind are spelled.
package enum IdentifierSpelling: String, Sendable {
    /// `road_damage`: elements of a definition, which are names in expressions too.
    case snake
    /// `road-damage`: applications, archetypes and agencies, which stand in addresses.
    case kebab

    var separator: UInt8 { self == .snake ? 0x5F : 0x2D }

    /// True for a letter first, then letters, digits and single separators, at most 64 bytes, lower case throughout.
    func accepts(_ text: String) -> Bool {
        var last = separator
        var length = 0
        for byte in text.utf8 {
            length += 1
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9"): if length == 1 { return false }
            case separator: if last == separator { return false }
            default: return false
            }
            last = byte
        }
        return length > 0 && length <= Limits.identifierBytesMax && last != separator
    }
}

/// What an identifier names; keeps a field's id from being passed for an action's.
package protocol IdentifierKind: Sendable {
    static var spelling: IdentifierSpelling { get }
}

/// The id of an element, an application or an agency: minted once, never derived from a label.
package struct Identifier<Kind: IdentifierKind>: Hashable, Sendable {
    package let text: String

    /// Throws ``CivicError/identifier(typed:spelling:)`` unless the text is spelled as its kind asks.
    package init(_ text: String) throws(CivicError) {
        guard Kind.spelling.accepts(text) else { throw .identifier(typed: text, spelling: Kind.spelling) }
        self.text = text
    }
}

extension Identifier: Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    package var description: String { text }

    package init(stringLiteral value: String) {
        precondition(Kind.spelling.accepts(value), "an identifier in the program is misspelled: \(value)")
        text = value
    }
}

extension Identifier: Codable, CodingKeyRepresentable {
    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
    package var codingKey: any CodingKey { PlainKey(stringValue: text) }
    package init?(codingKey: some CodingKey) {
        guard Kind.spelling.accepts(codingKey.stringValue) else { return nil }
        text = codingKey.stringValue
    }
}

private struct PlainKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

package enum AppKind: IdentifierKind { package static var spelling: IdentifierSpelling { .kebab } }
package enum AgencyKind: IdentifierKind { package static var spelling: IdentifierSpelling { .kebab } }
package enum FieldKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum OptionKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum StateKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum ActionKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
/// A strand of work beside others in one state.
package enum BranchKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum ClockKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum RoleKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum TableKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum MeasureKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum RegisterKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum ParameterKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }

package typealias AppID = Identifier<AppKind>
package typealias AgencyID = Identifier<AgencyKind>
package typealias FieldID = Identifier<FieldKind>
package typealias OptionID = Identifier<OptionKind>
package typealias StateID = Identifier<StateKind>
package typealias ActionID = Identifier<ActionKind>
package typealias BranchID = Identifier<BranchKind>
package typealias ClockID = Identifier<ClockKind>
package typealias RoleID = Identifier<RoleKind>
package typealias TableID = Identifier<TableKind>
package typealias MeasureID = Identifier<MeasureKind>
package typealias RegisterID = Identifier<RegisterKind>
package typealias ParameterID = Identifier<ParameterKind>
