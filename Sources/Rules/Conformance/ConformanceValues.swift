internal import Civic

/// Values and types as conformance files write them (`cel.expr.Value`, `cel.expr.Type`).
enum ConformanceValues {
    static func value(_ proto: TextProto) throws(Unreadable) -> RuleValue {
        guard let field = proto.fields.first else { throw Unreadable(what: "an empty value") }
        let word = proto.text(field.name) ?? ""
        switch field.name {
        case "null_value": return .null
        case "bool_value": return .bool(word == "true")
        case "int64_value": return try read(integer(word).flatMap { Int64(exactly: $0) }) { .int($0) }
        case "uint64_value": return try read(integer(word).flatMap { UInt64(exactly: $0) }) { .uint($0) }
        case "double_value": return try read(double(word)) { .double($0) }
        case "string_value": return .string(word)
        case "bytes_value": return .bytes(proto.bytes(field.name) ?? [])
        case "type_value": return .type(word)
        case "list_value": return .list(try (proto.message(field.name)?.messages("values") ?? []).map(value))
        case "map_value":
            var entries: [RuleValue: RuleValue] = [:]
            for entry in proto.message(field.name)?.messages("entries") ?? [] {
                guard let key = entry.message("key"), let value = entry.message("value") else { continue }
                entries[try Self.value(key)] = try Self.value(value)
            }
            return .map(entries)
        case "object_value":
            guard let message = proto.message(field.name), let value = try WellKnownTypes.value(any: message) else {
                throw Unreadable(what: "needs protobuf messages (\(field.name))")
            }
            return value
        default: throw Unreadable(what: "needs protobuf messages (\(field.name))")
        }
    }

    /// Decimal, hexadecimal or octal, with a sign.
    static func integer(_ word: String) -> Int128? {
        let isNegative = word.hasPrefix("-")
        let digits = isNegative ? word.dropFirst() : Substring(word)
        let magnitude: Int128? =
            if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
                Int128(digits.dropFirst(2), radix: 16)
            } else if digits.hasPrefix("0"), digits.count > 1 {
                Int128(digits, radix: 8)
            } else {
                Int128(digits)
            }
        return magnitude.map { isNegative ? -$0 : $0 }
    }

    static func double(_ word: String) -> Double? {
        let plain = word.hasSuffix("f") && !word.lowercased().hasSuffix("inf") ? String(word.dropLast()) : word
        return Double(plain) ?? integer(word).map { Double($0) }
    }

    private static func read<Number>(_ number: Number?, _ make: (Number) -> RuleValue) throws(Unreadable) -> RuleValue {
        guard let number else { throw Unreadable(what: "a number that cannot be read") }
        return make(number)
    }

    static func type(_ proto: TextProto) throws(Unreadable) -> RuleType {
        guard let field = proto.fields.first else { return .dyn }
        let inner = proto.message(field.name)
        switch (field.name, proto.text(field.name)) {
        case ("dyn", _): return .dyn
        case ("null", _): return .null
        case ("primitive", let name?): return try primitive(name)
        case ("wrapper", let name?): return .nullable(try primitive(name))
        case ("well_known", "TIMESTAMP"): return .timestamp
        case ("well_known", "DURATION"): return .duration
        case ("well_known", "ANY"): return .dyn
        case ("list_type", _): return .list(try inner?.message("elem_type").map(type) ?? .dyn)
        case ("map_type", _):
            return .map(
                try inner?.message("key_type").map(type) ?? .dyn,
                try inner?.message("value_type").map(type) ?? .dyn
            )
        case ("type", _): return .type
        case ("type_param", let name?):
            // Parameters are told apart by their letter.
            return .variable(Int(name.unicodeScalars.first?.value ?? 0))
        case ("abstract_type", _):
            return .opaque(inner?.text("name") ?? "", try inner?.messages("parameter_types").map(type) ?? [])
        case ("message_type", let name?):
            guard let type = WellKnownTypes.type(name) else {
                throw Unreadable(what: "needs protobuf messages (\(name))")
            }
            return type
        default: throw Unreadable(what: "needs protobuf messages (\(field.name))")
        }
    }

    private static func primitive(_ name: String) throws(Unreadable) -> RuleType {
        switch name {
        case "BOOL": .bool
        case "INT64": .int
        case "UINT64": .uint
        case "DOUBLE": .double
        case "STRING": .string
        case "BYTES": .bytes
        default: throw Unreadable(what: "an unknown primitive type \(name)")
        }
    }
}
