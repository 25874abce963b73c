package import Civic

extension RuleValue {
    /// A value from JSON: whole numbers become int, others double.
    package init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .double(let value): self = .double(value)
        case .string(let value): self = .string(value)
        case .array(let elements): self = .list(elements.map { RuleValue($0) })
        case .object(let fields): self = .record(fields.mapValues { RuleValue($0) })
        }
    }

    /// A map with texts as keys.
    package static func record(_ fields: [String: RuleValue]) -> RuleValue {
        .map(Dictionary(fields.map { (.string($0), $1) }, uniquingKeysWith: { first, _ in first }))
    }

    /// The value as JSON: times and dates as their texts, a duration as seconds (`"90s"`), working days as a number,
    /// money as whole rupiah, a decimal as its text, an absent value as null, a point as `{"latitude", "longitude"}`; keys that are no texts become texts, bytes must be UTF-8 (else null).
    package var json: JSON {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .uint(let value): Int64(exactly: value).map { .int($0) } ?? .double(Double(value))
        case .double(let value): value.isFinite ? .double(value) : .null
        case .string(let value), .type(let value): .string(value)
        case .bytes(let value): String(validating: value, as: UTF8.self).map { .string($0) } ?? .null
        case .list(let elements): .array(elements.map(\.json))
        case .map(let entries):
            .object(
                Dictionary(
                    entries.map { (Conversions.shown($0), $1.json) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        case .timestamp(let time):
            // The ledger's own spelling where it knows the moment.
            .string(time.nanoseconds % 1_000_000 == 0 ? time.moment.rfc3339 : time.rfc3339)
        case .duration, .date, .decimal, .network: .string(Conversions.shown(self))
        case .money(let amount): .int(amount.amount)
        case .optional(let value): value?.json ?? .null
        case .point(let point):
            .object(["latitude": .double(point.latitude), "longitude": .double(point.longitude)])
        case .workdays(let count): .int(Int64(count))
        }
    }
}
