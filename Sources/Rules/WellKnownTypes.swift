internal import Civic

/// The messages of protobuf that CEL turns into plain values: wrappers, times, JSON (CEL, "Well-Known Protobuf Types").
///
/// `google.protobuf.Int64Value{value: 3}` is 3. There are no other messages here.
enum WellKnownTypes {
    private static let prefix = "google.protobuf."

    static func isKnown(_ name: String) -> Bool { type(name) != nil }

    /// The type of a value that has this message's name; nil for any other message.
    static func type(_ name: String) -> RuleType? {
        guard name.hasPrefix(prefix) else { return nil }
        switch name.dropFirst(prefix.count) {
        case "Timestamp": return .timestamp
        case "Duration": return .duration
        case "BoolValue": return .nullable(.bool)
        case "Int32Value", "Int64Value": return .nullable(.int)
        case "UInt32Value", "UInt64Value": return .nullable(.uint)
        case "FloatValue", "DoubleValue": return .nullable(.double)
        case "StringValue": return .nullable(.string)
        case "BytesValue": return .nullable(.bytes)
        case "Struct": return .map(.string, .dyn)
        case "ListValue": return .list(.dyn)
        case "Value", "Any": return .dyn
        default: return nil
        }
    }

    /// The first of these names that is one, and its fields with their types.
    static func resolve(_ names: [String]) -> (name: String, fields: [String: RuleType])? {
        guard let name = names.first(where: isKnown), let type = type(name) else { return nil }
        switch name.dropFirst(prefix.count) {
        case "Timestamp", "Duration": return (name, ["seconds": .int, "nanos": .int])
        case "Struct": return (name, ["fields": .map(.string, .dyn)])
        case "ListValue": return (name, ["values": .list(.dyn)])
        case "Value":
            return (
                name,
                [
                    "null_value": .dyn, "number_value": .double, "string_value": .string, "bool_value": .bool,
                    "struct_value": .map(.string, .dyn), "list_value": .list(.dyn),
                ]
            )
        case "Any": return (name, [:])
        default: return (name, ["value": type])
        }
    }

    /// The value of such a message; throws for a field of a wrong kind, or out of its range.
    static func value(_ name: String, _ fields: [String: RuleValue]) throws(RuleFault) -> RuleValue {
        let kind = String(name.dropFirst(prefix.count))
        let wrapped = fields["value"]
        let result: RuleValue?
        switch kind {
        case "BoolValue": result = wrapped.map { $0.asBool.map { .bool($0) } } ?? .bool(false)
        case "Int32Value": result = try whole(wrapped, kind, -2_147_483_648...2_147_483_647)
        case "Int64Value": result = try whole(wrapped, kind, .min ... .max)
        case "UInt32Value": result = try unsigned(wrapped, kind, max: 4_294_967_295)
        case "UInt64Value": result = try unsigned(wrapped, kind, max: .max)
        case "FloatValue", "DoubleValue":
            guard case .double(let number) = wrapped ?? .double(0) else { throw refused(name, fields) }
            result = .double(kind == "FloatValue" ? Double(Float(number)) : number)
        case "StringValue": result = wrapped.map { $0.asString.map { .string($0) } } ?? .string("")
        case "BytesValue":
            guard case .bytes = wrapped ?? .bytes([]) else { throw refused(name, fields) }
            result = wrapped ?? .bytes([])
        case "Timestamp", "Duration": result = try time(kind, fields)
        case "Struct": result = fields["fields"] ?? .map([:])
        case "ListValue": result = fields["values"] ?? .list([])
        case "Value": result = fields.first.map { $0.key == "null_value" ? .null : $0.value } ?? .null
        default: result = nil
        }
        guard let result else { throw refused(name, fields) }
        return result
    }

    private static func refused(_ name: String, _ fields: [String: RuleValue]) -> RuleFault {
        RuleFault(.noOverload(name, types: fields.values.map(\.typeName).sorted()))
    }

    private static func whole(_ value: RuleValue?, _ kind: String, _ range: ClosedRange<Int64>) throws(RuleFault)
        -> RuleValue?
    {
        guard case .int(let number) = value ?? .int(0) else { return nil }
        guard range.contains(number) else { throw RuleFault(.outOfRange(kind)) }
        return .int(number)
    }

    private static func unsigned(_ value: RuleValue?, _ kind: String, max: UInt64) throws(RuleFault) -> RuleValue? {
        guard case .uint(let number) = value ?? .uint(0) else { return nil }
        guard number <= max else { throw RuleFault(.outOfRange(kind)) }
        return .uint(number)
    }

    private static func time(_ kind: String, _ fields: [String: RuleValue]) throws(RuleFault) -> RuleValue? {
        guard case .int(let seconds) = fields["seconds"] ?? .int(0), case .int(let rest) = fields["nanos"] ?? .int(0)
        else {
            return nil
        }
        if kind == "Timestamp" { return try TimeFunctions.moment(NanoMoment(seconds: seconds, nanoseconds: rest)) }
        let sum = Int128(seconds) * 1_000_000_000 + Int128(rest)
        guard let nanoseconds = Int64(exactly: sum) else { throw RuleFault(.outOfRange("duration")) }
        return .duration(NanoSpan(nanoseconds: nanoseconds))
    }
}
