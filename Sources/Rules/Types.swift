/// The type of a value, as far as it is known before an expression runs.
package indirect enum RuleType: Hashable, Sendable {
    /// Known only when it runs.
    case dyn
    case null
    case bool
    case int
    case uint
    case double
    case string
    case bytes
    case timestamp
    case duration
    case date
    case point
    case workdays
    /// Exact digits with a scale.
    case decimal
    /// Whole rupiah.
    case money
    /// A type as a value: `type(1)`.
    case type
    case list(RuleType)
    case map(RuleType, RuleType)
    /// A map with known fields, so that a misspelled one is found.
    case record([String: RuleType])
    /// That type or null: a form field that may be left empty.
    case nullable(RuleType)
    /// A kind of value that only registered functions make and take, such as `pair(int, string)`.
    case opaque(String, [RuleType])
    /// A type parameter in a signature.
    case variable(Int)

    /// The type below an optional, or itself.
    var unwrapped: RuleType {
        if case .opaque("optional_type", let parameters) = self, parameters.count == 1 { parameters[0] } else { self }
    }

    /// A value that may be absent: `optional_type(int)`.
    package static func optional(_ type: RuleType) -> RuleType { .opaque("optional_type", [type]) }
    package static let ip = RuleType.opaque("net.IP", [])
    package static let cidr = RuleType.opaque("net.CIDR", [])

    /// As it is shown to people: `list(string)`.
    package var name: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .date: "date"
        case .point: "geo.point"
        case .workdays: "workdays"
        case .decimal: "decimal"
        case .money: "money"
        case .type: "type"
        case .list(let element): "list(\(element.name))"
        case .map(let key, let value): "map(\(key.name), \(value.name))"
        case .record: "record"
        case .nullable(let inner): "\(inner.name) or null"
        case .opaque(let name, let parameters):
            parameters.isEmpty ? name : "\(name)(\(parameters.map(\.name).joined(separator: ", ")))"
        case .variable: "dyn"
        }
    }
}

/// What an expression may name: variables with their types, and functions.
package struct TypeEnvironment: Sendable {
    package var variables: [String: RuleType]
    package var functions: FunctionTable
    /// Prefix that names are first looked up under; empty in definitions.
    package var container: String
    /// What the evaluation will know: a zone that is written in the text is looked for here.
    package var surroundings: RuleSurroundings

    package init(
        variables: [String: RuleType] = [:],
        functions: FunctionTable = .standard,
        container: String = "",
        surroundings: RuleSurroundings = .none
    ) {
        self.variables = variables
        self.functions = functions
        self.container = container
        self.surroundings = surroundings
    }
}

/// Where the values of an expression's names stand when it runs.
package struct SlotLayout: Sendable, Hashable {
    /// The names in the order of the slots.
    package let names: [String]
    package let container: String
    let index: [String: Int]

    /// Names must differ.
    package init(_ names: [String], container: String = "") {
        self.names = names
        self.container = container
        index = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
        precondition(index.count == names.count, "two slots have one name")
    }

    /// Values in the order of the slots; a name without a value is null.
    package func slots(_ values: [String: RuleValue]) -> [RuleValue] {
        names.map { values[$0] ?? .null }
    }
}

/// Looks dotted names up, as CEL's name resolution says: longest container first, then the longest name.
struct NameLookup {
    let container: String

    /// The known name that the path starts with, and how many parts of the path it takes up.
    func resolve(_ path: [String], absolute: Bool, isKnown: (String) -> Bool) -> (name: String, parts: Int)? {
        for parts in stride(from: path.count, to: 0, by: -1) {
            let name = path.prefix(parts).joined(separator: ".")
            for candidate in candidates(name, absolute: absolute) where isKnown(candidate) { return (candidate, parts) }
        }
        return nil
    }

    /// The name under each container, the innermost first.
    func candidates(_ name: String, absolute: Bool) -> [String] {
        guard !absolute, !container.isEmpty else { return [name] }
        var parts = container.split(separator: ".")
        var all: [String] = []
        while !parts.isEmpty {
            all.append(parts.joined(separator: ".") + "." + name)
            parts.removeLast()
        }
        return all + [name]
    }

    /// Type names that stand for themselves, and constants of the language.
    static let constants: [String: RuleValue] = [
        "bool": .type("bool"), "int": .type("int"), "uint": .type("uint"), "double": .type("double"),
        "string": .type("string"), "bytes": .type("bytes"), "list": .type("list"), "map": .type("map"),
        "null_type": .type("null_type"), "type": .type("type"), "date": .type("date"), "workdays": .type("workdays"),
        "decimal": .type("decimal"), "money": .type("money"), "optional_type": .type("optional_type"),
        "net.IP": .type("net.IP"), "net.CIDR": .type("net.CIDR"),
        "google.protobuf.Timestamp": .type("google.protobuf.Timestamp"),
        "google.protobuf.Duration": .type("google.protobuf.Duration"),
        "google.protobuf.NullValue.NULL_VALUE": .int(0),
        "workday": .workdays(1),
    ]
}
