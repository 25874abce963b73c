package import Civic

extension RuleValue {
    /// The value that JSON means as this type; throws where it means none.
    ///
    /// A time or a date from its text, money from whole rupiah, a decimal from its text (never from a binary fraction), bytes
    /// from base64, absent from null.
    package init(_ json: JSON, as type: RuleType) throws(RuleFault) {
        guard let value = try Self.reading(json, type) else {
            throw RuleFault(.badValue(json.text, wanted: type.name))
        }
        self = value
    }

    private static func reading(_ json: JSON, _ type: RuleType) throws(RuleFault) -> RuleValue? {
        switch type {
        case .dyn, .variable: return RuleValue(json)
        case .null: return json.isNull ? .null : nil
        case .bool: return json.bool.map { .bool($0) }
        case .int: return (json.int ?? json.string.flatMap { Int64($0) }).map { .int($0) }
        case .uint:
            return (json.int.flatMap { UInt64(exactly: $0) } ?? json.string.flatMap { UInt64($0) }).map { .uint($0) }
        case .double: return (json.double ?? json.string.flatMap { Double($0) }).map { .double($0) }
        case .string: return json.string.map { .string($0) }
        case .bytes: return json.string.flatMap(Encoders.decoded).map { .bytes($0) }
        case .timestamp:
            return try json.string.flatMap { text throws(RuleFault) in try TimeFunctions.timestamp(.string(text)) }
        case .duration:
            return try json.string.flatMap { text throws(RuleFault) in try TimeFunctions.duration(.string(text)) }
        case .date: return json.string.flatMap { try? CivilDate(iso: $0) }.map { .date($0) }
        case .point:
            guard let latitude = json.object?["latitude"]?.double, let longitude = json.object?["longitude"]?.double
            else {
                return nil
            }
            return (try? GeoPoint(latitude: latitude, longitude: longitude)).map { .point($0) }
        case .workdays: return json.int.map { .workdays(Int($0)) }
        case .decimal:
            return (json.string.flatMap { RuleDecimal($0) } ?? json.int.map { RuleDecimal($0) }).map { .decimal($0) }
        case .money:
            return (json.int.map { Rupiah($0) } ?? json.string.flatMap { try? Rupiah(typed: $0) }).map { .money($0) }
        case .type: return json.string.map { .type($0) }
        case .nullable(let inner): return json.isNull ? .null : try reading(json, inner)
        case .list(let element):
            guard let all = json.array else { return nil }
            var elements: [RuleValue] = []
            for one in all { elements.append(try RuleValue(one, as: element)) }
            return .list(elements)
        case .map(let key, let value):
            guard let members = json.object else { return nil }
            var entries: [RuleValue: RuleValue] = [:]
            for (name, one) in members {
                // A name is a text; `map(int, …)` reads it as the number that it spells.
                let isText = key == .string || key == .dyn
                entries[isText ? .string(name) : try RuleValue(.string(name), as: key)] = try RuleValue(one, as: value)
            }
            return .map(entries)
        case .record(let fields):
            guard let members = json.object else { return nil }
            var entries: [String: RuleValue] = [:]
            for (name, one) in members { entries[name] = try RuleValue(one, as: fields[name] ?? .dyn) }
            return .record(entries)
        case .opaque("optional_type", let parameters):
            return json.isNull ? .optional(nil) : .optional(try RuleValue(json, as: parameters.first ?? .dyn))
        case .opaque("net.IP", _): return json.string.flatMap { NetworkAddress(ip: $0) }.map { .network($0) }
        case .opaque("net.CIDR", _): return json.string.flatMap { NetworkAddress(cidr: $0) }.map { .network($0) }
        case .opaque: return nil
        }
    }

    /// JSON that loses nothing which the type's name tells: whole numbers beyond ±2⁵³, and what is no finite number, as text;
    /// bytes as base64.
    package var exactJSON: JSON {
        switch self {
        case .int(let number): number.magnitude <= 1 << 53 ? .int(number) : .string(String(number))
        case .uint(let number): number <= 1 << 53 ? .int(Int64(number)) : .string(String(number))
        case .double(let number): number.isFinite ? .double(number) : .string(Conversions.shown(self))
        case .bytes(let bytes): .string(Encoders.encoded(bytes))
        case .list(let elements): .array(elements.map(\.exactJSON))
        case .map(let entries):
            .object(
                Dictionary(
                    entries.map { (Conversions.shown($0), $1.exactJSON) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        case .optional(let value): value?.exactJSON ?? .null
        default: json
        }
    }
}

extension RuleType {
    /// Reads a type as findings show it: `int`, `list(string)`, `map(string, money)`, `nullable(date)`, `optional_type(int)`.
    ///
    /// Nil for what is no type.
    package init?(named text: String) {
        guard let root = Expression.parse(text).0?.root, let type = Self.read(root) else { return nil }
        self = type
    }

    private static func read(_ node: Node) -> RuleType? {
        if let path = node.path { return plain[path.names.joined(separator: ".")] }
        guard case .call(let name, nil, let arguments) = node.kind else { return nil }
        let parameters = arguments.compactMap(read)
        guard parameters.count == arguments.count else { return nil }
        switch (name, parameters.count) {
        case ("list", 1): return .list(parameters[0])
        case ("map", 2): return .map(parameters[0], parameters[1])
        case ("nullable", 1): return .nullable(parameters[0])
        case ("optional_type", 1): return .optional(parameters[0])
        default: return nil
        }
    }

    private static let plain: [String: RuleType] = [
        "dyn": .dyn, "null_type": .null, "bool": .bool, "int": .int, "uint": .uint, "double": .double,
        "string": .string, "bytes": .bytes, "timestamp": .timestamp, "google.protobuf.Timestamp": .timestamp,
        "duration": .duration, "google.protobuf.Duration": .duration, "date": .date, "geo.point": .point,
        "workdays": .workdays, "decimal": .decimal, "money": .money, "type": .type, "list": .list(.dyn),
        "map": .map(.dyn, .dyn), "net.IP": .ip, "net.CIDR": .cidr,
    ]
}
