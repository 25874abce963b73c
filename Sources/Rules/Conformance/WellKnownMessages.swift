internal import Civic

/// Well-known messages as conformance files write them.
extension WellKnownTypes {
    /// `[type.googleapis.com/google.protobuf.Int64Value] { value: 1 }`; nil for a message of another kind.
    static func value(any: TextProto) throws(Unreadable) -> RuleValue? {
        guard let field = any.fields.first, let name = field.name.split(separator: "/").last,
            let message = any.message(field.name), isKnown(String(name))
        else { return nil }
        if name.hasSuffix(".Any") { return message.fields.isEmpty ? .null : try value(any: message) }
        return try value(String(name), message)
    }

    private static func value(_ name: String, _ message: TextProto) throws(Unreadable) -> RuleValue {
        var fields: [String: RuleValue] = [:]
        for field in message.fields {
            if let scalar = scalar(name, field.name, message) { fields[field.name] = scalar }
        }
        if name.hasSuffix(".Struct") { fields["fields"] = try members(message) }
        if name.hasSuffix(".ListValue") { fields["values"] = .list(try message.messages("values").map(json)) }
        if name.hasSuffix(".Value") { return try json(message) }
        do throws(RuleFault) { return try value(name, fields) } catch {
            throw Unreadable(what: error.message.text(.en))
        }
    }

    private static func scalar(_ type: String, _ field: String, _ message: TextProto) -> RuleValue? {
        guard let word = message.text(field) else { return nil }
        let number = ConformanceValues.integer(word)
        switch (field, self.type(type)) {
        case ("seconds", _), ("nanos", _), ("value", .nullable(.int)):
            return number.flatMap { Int64(exactly: $0) }.map { .int($0) }
        case ("value", .nullable(.uint)): return number.flatMap { UInt64(exactly: $0) }.map { .uint($0) }
        case ("value", .nullable(.double)): return ConformanceValues.double(word).map { .double($0) }
        case ("value", .nullable(.bool)): return .bool(word == "true")
        case ("value", .nullable(.string)): return .string(word)
        case ("value", .nullable(.bytes)): return message.bytes(field).map { .bytes($0) }
        default: return nil
        }
    }

    private static func members(_ message: TextProto) throws(Unreadable) -> RuleValue {
        var members: [String: RuleValue] = [:]
        for entry in message.messages("fields") {
            guard let value = entry.message("value") else { continue }
            members[entry.text("key") ?? ""] = try json(value)
        }
        return .record(members)
    }

    /// A `google.protobuf.Value`.
    private static func json(_ message: TextProto) throws(Unreadable) -> RuleValue {
        guard let kind = message.fields.first?.name else { return .null }
        switch kind {
        case "bool_value": return .bool(message.text(kind) == "true")
        case "number_value": return ConformanceValues.double(message.text(kind) ?? "0").map { .double($0) } ?? .null
        case "string_value": return .string(message.text(kind) ?? "")
        case "struct_value":
            guard let inner = message.message(kind) else { return .null }
            return try members(inner)
        case "list_value": return .list(try (message.message(kind)?.messages("values") ?? []).map(json))
        default: return .null
        }
    }
}
