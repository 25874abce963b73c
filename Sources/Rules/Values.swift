package import Civic

/// A value in an expression.
///
/// Equality is CEL's: `1 == 1u == 1.0`, NaN equals nothing, texts compare by code points (not by what looks alike),
/// values of different kinds are unequal. Hashing agrees with it, so a map finds `2` under `2u`.
package enum RuleValue: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([RuleValue])
    case map([RuleValue: RuleValue])
    /// A point in time, exact to the nanosecond; `RuleValue.timestamp(Moment)` makes one too.
    case timestamp(NanoMoment)
    case duration(NanoSpan)
    case date(CivilDate)
    case point(GeoPoint)
    /// A number of working days, to be counted on a calendar by whoever asked.
    case workdays(Int)
    /// Exact digits, never a binary fraction.
    indirect case decimal(RuleDecimal)
    case money(Rupiah)
    /// A value that may be absent: `optional.of(x)`, `optional.none()`.
    indirect case optional(RuleValue?)
    indirect case network(NetworkAddress)
    /// The name of a type: what `type(x)` gives.
    case type(String)
}

extension RuleValue: Hashable {
    package static func == (left: RuleValue, right: RuleValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int, _), (.uint, _), (.double, _), (.decimal, _): numericOrder(left, right) == .same
        case (.string(let a), .string(let b)): a == b && a.utf8.elementsEqual(b.utf8)
        case (.bytes(let a), .bytes(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.map(let a), .map(let b)): a == b
        case (.timestamp(let a), .timestamp(let b)): a == b
        case (.duration(let a), .duration(let b)): a == b
        case (.date(let a), .date(let b)): a == b
        case (.point(let a), .point(let b)): a == b
        case (.workdays(let a), .workdays(let b)): a == b
        case (.money(let a), .money(let b)): a == b
        case (.optional(let a), .optional(let b)): a == b
        case (.network(let a), .network(let b)): a == b
        case (.type(let a), .type(let b)): a == b
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .uint(let value):
            if let small = Int64(exactly: value) { hasher.combine(small) } else { hasher.combine(value) }
        case .double(let value):
            if let small = Int64(exactly: value) {
                hasher.combine(small)
            } else if let big = UInt64(exactly: value) {
                hasher.combine(big)
            } else if let exact = RuleDecimal(exactly: value) {
                hasher.combine(exact)
            } else {
                hasher.combine(value)
            }
        case .string(let value): hasher.combine(value)
        case .bytes(let value): hasher.combine(value)
        case .list(let value): hasher.combine(value)
        case .map(let value): hasher.combine(value.count)
        case .timestamp(let value): hasher.combine(value)
        case .duration(let value): hasher.combine(value)
        case .date(let value): hasher.combine(value)
        case .point(let value): hasher.combine(value)
        case .workdays(let value): hasher.combine(value)
        case .decimal(let value):
            if let small = value.whole {
                hasher.combine(small)
            } else if let big = value.bigWhole {
                hasher.combine(big)
            } else {
                hasher.combine(value)
            }
        case .money(let value): hasher.combine(value)
        case .optional(let value): hasher.combine(value)
        case .network(let value): hasher.combine(value)
        case .type(let value): hasher.combine(value)
        }
    }
}

extension RuleValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

/// Which of two comes first.
enum Order: Sendable { case before, same, after }

extension RuleValue {
    /// The order of two values of kinds that have one; nil where they have none, or a NaN is among them.
    func order(_ other: RuleValue) -> Order? {
        switch (self, other) {
        case (.int, _), (.uint, _), (.double, _), (.decimal, _): roundedOrder(self, other)
        case (.bool(let a), .bool(let b)): a == b ? .same : (b ? .before : .after)
        case (.string(let a), .string(let b)): lexicalOrder(a.utf8, b.utf8)
        case (.bytes(let a), .bytes(let b)): lexicalOrder(a, b)
        case (.timestamp(let a), .timestamp(let b)): plainOrder(a, b)
        case (.duration(let a), .duration(let b)): plainOrder(a, b)
        case (.date(let a), .date(let b)): plainOrder(a, b)
        case (.workdays(let a), .workdays(let b)): plainOrder(a, b)
        case (.money(let a), .money(let b)): plainOrder(a, b)
        default: nil
        }
    }

    /// Whether the kinds of the two have an order at all; a NaN has the kind, but no place.
    func isComparable(with other: RuleValue) -> Bool {
        switch (self, other) {
        case (.decimal, .double), (.double, .decimal): false
        default: isNumber ? other.isNumber : order(other) != nil
        }
    }

    var isNumber: Bool {
        switch self {
        case .int, .uint, .double, .decimal: true
        default: false
        }
    }

    /// The name of the value's type, as `type(x)` gives it.
    package var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .date: "date"
        case .point: "geo.point"
        case .workdays: "workdays"
        case .decimal: "decimal"
        case .money: "money"
        case .optional: "optional_type"
        case .network(let value): value.typeName
        case .type: "type"
        }
    }

    /// How much work it is to walk through the value: bytes of texts, elements of lists with their own weights.
    var weight: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .list(let elements): elements.reduce(elements.count) { $0 + $1.weight }
        case .map(let entries): entries.reduce(entries.count) { $0 + $1.key.weight + $1.value.weight }
        case .optional(let value): 1 + (value?.weight ?? 0)
        default: 0
        }
    }

    /// The truth of a guard's answer, or nil where it is no truth value.
    package var asBool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// A whole number from int, uint, or a double or decimal without fraction.
    package var asInt: Int64? {
        switch self {
        case .int(let value): value
        case .uint(let value): Int64(exactly: value)
        case .double(let value): Int64(exactly: value)
        case .decimal(let value): value.whole
        default: nil
        }
    }
    package var asDouble: Double? {
        switch self {
        case .int(let value): Double(value)
        case .uint(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }
    /// Exact: from a decimal, int or uint, never from a double.
    package var asDecimal: RuleDecimal? {
        switch self {
        case .decimal(let value): value
        case .int(let value): RuleDecimal(value)
        case .uint(let value): RuleDecimal(coefficient: Int128(value), scale: 0)
        default: nil
        }
    }
    package var asString: String? { if case .string(let value) = self { value } else { nil } }
    /// The field of a record; nil where it is not there, or this is no record.
    package func field(_ name: String) -> RuleValue? {
        if case .map(let entries) = self { entries[.string(name)] } else { nil }
    }
}

private func plainOrder<Value: Comparable>(_ a: Value, _ b: Value) -> Order {
    a < b ? .before : (b < a ? .after : .same)
}

private func lexicalOrder(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Order {
    if a.lexicographicallyPrecedes(b) { return .before }
    return b.lexicographicallyPrecedes(a) ? .after : .same
}

/// The order that `<` and its like see: beside a double, an integer is rounded to one, as CEL's conformance cases ask
/// (`9223372036854775808.0 > 9223372036854775807` is false there).
private func roundedOrder(_ left: RuleValue, _ right: RuleValue) -> Order? {
    switch (left, right) {
    case (.decimal, .double), (.double, .decimal): return nil
    case (.double, _), (_, .double):
        guard let a = left.asDouble, let b = right.asDouble, !a.isNaN, !b.isNaN else { return nil }
        return plainOrder(a, b)
    default: return numericOrder(left, right)
    }
}

/// Exact order across int, uint, double and decimal, for equality and hashing: never through a rounding conversion.
///
/// A binary fraction equals a decimal only where it is that number to the last digit: 0.5 is, 0.1 is not. They have no order.
func numericOrder(_ left: RuleValue, _ right: RuleValue) -> Order? {
    switch (left, right) {
    case (.int(let a), .int(let b)): plainOrder(a, b)
    case (.uint(let a), .uint(let b)): plainOrder(a, b)
    case (.int(let a), .uint(let b)): a < 0 ? .before : plainOrder(UInt64(a), b)
    case (.uint(let a), .int(let b)): b < 0 ? .after : plainOrder(a, UInt64(b))
    case (.double(let a), .double(let b)): a.isNaN || b.isNaN ? nil : plainOrder(a, b)
    case (.double(let a), .int(let b)): order(a, b)
    case (.double(let a), .uint(let b)): order(a, b)
    case (.int(let a), .double(let b)): order(b, a)?.reversed
    case (.uint(let a), .double(let b)): order(b, a)?.reversed
    case (.decimal(let a), .decimal(let b)): plainOrder(a, b)
    case (.decimal(let a), .double(let b)), (.double(let b), .decimal(let a)):
        RuleDecimal(exactly: b) == a ? .same : nil
    case (.decimal(let a), .int(let b)): plainOrder(a, RuleDecimal(b))
    case (.int(let a), .decimal(let b)): plainOrder(RuleDecimal(a), b)
    case (.decimal(let a), .uint(let b)): RuleDecimal(coefficient: Int128(b), scale: 0).map { plainOrder(a, $0) }
    case (.uint(let a), .decimal(let b)): RuleDecimal(coefficient: Int128(a), scale: 0).map { plainOrder($0, b) }
    default: nil
    }
}

private func order<Whole: FixedWidthInteger>(_ a: Double, _ b: Whole) -> Order? {
    if a.isNaN { return nil }
    if a < Double(Whole.min) { return .before }
    guard let whole = Whole(exactly: a.rounded(.down)) else { return .after }
    return whole == b ? (a > a.rounded(.down) ? .after : .same) : plainOrder(whole, b)
}

extension Order {
    var reversed: Order {
        switch self {
        case .before: .after
        case .same: .same
        case .after: .before
        }
    }
}

/// Maps have no order of their own; walks go by this one, so that every run sees the same.
extension [RuleValue: RuleValue] {
    var orderedKeys: [RuleValue] {
        keys.sorted { left, right in
            if let order = numericOrder(left, right) ?? left.order(right) { return order == .before }
            let kinds = (left.isNumber ? "" : left.typeName, right.isNumber ? "" : right.typeName)
            return kinds.0 < kinds.1
        }
    }
}
