package import Civic

/// One value as a database keeps it; literals make it.
package enum SQLValue: Hashable, Sendable {
    case null
    case int(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension SQLValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(floatLiteral value: Double) { self = .real(value) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(booleanLiteral value: Bool) { self = .int(value ? 1 : 0) }
}

extension SQLValue {
    /// A whole number of any width that fits.
    package static func int(_ value: Int) -> SQLValue { .int(Int64(value)) }
    /// Truth as 1 or 0, as both databases compare it.
    package static func bool(_ value: Bool) -> SQLValue { .int(value ? 1 : 0) }
    /// Milliseconds since 1970, UTC.
    package static func moment(_ value: Moment) -> SQLValue { .int(value.milliseconds) }
    /// Milliseconds since 1970, or NULL.
    package static func moment(_ value: Moment?) -> SQLValue { value.map { .int($0.milliseconds) } ?? .null }
    /// Text, or NULL.
    package static func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
    /// A whole number, or NULL.
    package static func int(_ value: Int64?) -> SQLValue { value.map { .int($0) } ?? .null }
    /// Bytes, or NULL.
    package static func blob(_ value: [UInt8]?) -> SQLValue { value.map { .blob($0) } ?? .null }
    /// The 32 bytes of a digest.
    package static func digest(_ value: Digest) -> SQLValue { .blob(value.bytes) }
}

extension SQLValue: CustomStringConvertible {
    /// The value as a verification report prints it; long values are cut.
    package var description: String {
        switch self {
        case .null: "NULL"
        case .int(let value): "\(value)"
        case .real(let value): "\(value)"
        case .text(let value): value.count > 120 ? "\"\(value.prefix(120))…\"" : "\"\(value)\""
        case .blob(let bytes): "\(bytes.count) bytes"
        }
    }
}
