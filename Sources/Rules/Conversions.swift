internal import Civic

/// CEL's conversions between kinds of values, such as `int(x)`, `string(x)`, `timestamp(x)`.
enum Conversions {
    typealias Signature = RuleFunction.Signature

    static let all: [RuleFunction] = [
        conversion("int", [.int, .uint, .double, .string, .timestamp, .decimal, .money], .int, int),
        conversion("uint", [.uint, .int, .double, .string], .uint, uint),
        conversion("double", [.double, .int, .uint, .string, .decimal], .double, double),
        conversion(
            "string",
            [
                .string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration, .date, .decimal, .money, .ip,
                .cidr,
                .workdays, .type,
            ],
            .string,
            string
        ),
        conversion("bool", [.bool, .string], .bool, bool),
        conversion("bytes", [.bytes, .string], .bytes, bytes),
        conversion("timestamp", [.timestamp, .string, .int], .timestamp, TimeFunctions.timestamp),
        conversion("duration", [.duration, .string], .duration, TimeFunctions.duration),
        RuleFunction("dyn", .free, [Signature([.variable(0)], .dyn)]) { $0[0] },
        RuleFunction("type", .free, [Signature([.variable(0)], .type)]) { .type($0[0].typeName) },
    ]

    private static func conversion(
        _ name: String,
        _ from: [RuleType],
        _ to: RuleType,
        _ convert: @escaping @Sendable (RuleValue) throws(RuleFault) -> RuleValue?
    ) -> RuleFunction {
        RuleFunction(name, .free, from.map { Signature([$0], to) }, cost: { 1 + $0[0] / 64 }, isCostLinear: true) {
            values throws(RuleFault) in
            guard let value = try convert(values[0]) else { throw values.noOverload(name) }
            return value
        }
    }

    private static func int(_ value: RuleValue) throws(RuleFault) -> RuleValue? {
        switch value {
        case .int: return value
        case .uint(let number):
            guard let whole = Int64(exactly: number) else { throw RuleFault(.outOfRange("int")) }
            return .int(whole)
        case .double(let number):
            // Both ends are refused, as the specification's cases ask: a double there may stand for a number beyond.
            guard number > -9_223_372_036_854_775_808, number < 9_223_372_036_854_775_808 else {
                throw RuleFault(.outOfRange("int"))
            }
            return .int(Int64(number))
        case .string(let text): return .int(try parsed(text, Int64(text), "int"))
        case .timestamp(let time): return .int(time.seconds)
        case .decimal(let number):
            guard let whole = number.whole else { throw RuleFault(.badValue(number.description, wanted: "int")) }
            return .int(whole)
        case .money(let amount): return .int(amount.amount)
        default: return nil
        }
    }

    private static func uint(_ value: RuleValue) throws(RuleFault) -> RuleValue? {
        switch value {
        case .uint: return value
        case .int(let number):
            guard let whole = UInt64(exactly: number) else { throw RuleFault(.outOfRange("uint")) }
            return .uint(whole)
        case .double(let number):
            guard number > -1, number < 18_446_744_073_709_551_616 else { throw RuleFault(.outOfRange("uint")) }
            return .uint(UInt64(max(number, 0)))
        case .string(let text): return .uint(try parsed(text, UInt64(text), "uint"))
        default: return nil
        }
    }

    private static func double(_ value: RuleValue) throws(RuleFault) -> RuleValue? {
        switch value {
        case .string(let text):
            let isPlain = !text.utf8.contains { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") }
            return .double(try parsed(text, isPlain ? Double(text) : nil, "double"))
        // The one way from exact digits to a binary fraction, and it has to be written.
        case .decimal(let number): return Double(number.description).map { .double($0) }
        default: return value.asDouble.map { .double($0) }
        }
    }

    private static func bool(_ value: RuleValue) throws(RuleFault) -> RuleValue? {
        switch value {
        case .bool: return value
        case .string(let text):
            switch text {
            case "1", "t", "T", "true", "TRUE", "True": return .bool(true)
            case "0", "f", "F", "false", "FALSE", "False": return .bool(false)
            default: throw RuleFault(.badValue(text, wanted: "bool"))
            }
        default: return nil
        }
    }

    private static func bytes(_ value: RuleValue) throws(RuleFault) -> RuleValue? {
        switch value {
        case .bytes: value
        case .string(let text): .bytes(Array(text.utf8))
        default: nil
        }
    }

    private static func string(_ value: RuleValue) throws(RuleFault) -> RuleValue? {
        switch value {
        case .string: return value
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw RuleFault(.badValue("bytes", wanted: "UTF-8"))
            }
            return .string(text)
        case .bool, .int, .uint, .double, .timestamp, .duration, .date, .decimal, .money, .network, .workdays, .type:
            return .string(shown(value))
        case .null, .list, .map, .point, .optional: return nil
        }
    }

    private static func parsed<Value>(_ text: String, _ value: Value?, _ wanted: String) throws(RuleFault) -> Value {
        guard let value else { throw RuleFault(.badValue(text, wanted: wanted)) }
        return value
    }

    /// A value as text: what `string(x)` gives, and for other kinds what a message shows.
    static func shown(_ value: RuleValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .uint(let value): String(value)
        case .double(let value): shown(value)
        case .string(let value): value
        case .bytes(let value): String(decoding: value, as: UTF8.self)
        case .list(let elements): "[" + elements.map(shown).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.orderedKeys.map { "\(shown($0)): \(entries[$0].map(shown) ?? "")" }.joined(separator: ", ")
                + "}"
        case .timestamp(let value): value.rfc3339
        case .duration(let value): value.shown
        case .date(let value): value.iso
        case .point(let value): value.description
        case .workdays(let value): "\(value) workdays"
        case .decimal(let value): value.description
        case .money(let value): value.description
        case .optional(let value): value.map { "optional.of(\(shown($0)))" } ?? "optional.none()"
        case .network(let value): value.description
        case .type(let value): value
        }
    }

    private static func shown(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "+Infinity" }
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
