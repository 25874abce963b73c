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

    package init(variables: [String: RuleType] = [:], functions: FunctionTable = .standard, container: String = "") {
        self.variables = variables
        self.functions = functions
        self.container = container
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
        "google.protobuf.Timestamp": .type("google.protobuf.Timestamp"),
        "google.protobuf.Duration": .type("google.protobuf.Duration"),
        "workday": .workdays(1),
    ]
}
