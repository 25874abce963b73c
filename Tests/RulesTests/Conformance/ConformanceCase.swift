import Civic

@testable import Rules

/// One test of CEL's conformance files (`cel.expr.conformance.test.SimpleTest`).
struct ConformanceCase {
    enum Outcome: Equatable {
        case passed
        case failed(String)
    }

    struct Unsupported: Error { let what: String }

    /// `file/section/test`.
    let name: String
    let test: TextProto

    static func all(in file: TextProto, named fileName: String) -> [ConformanceCase] {
        file.messages("section").flatMap { section in
            section.messages("test").map { test in
                ConformanceCase(
                    name: "\(fileName)/\(section.text("name") ?? "?")/\(test.text("name") ?? "?")",
                    test: test
                )
            }
        }
    }

    func run() -> Outcome {
        do {
            return try checkedAndEvaluated()
        } catch {
            return .failed("\((error as? Unsupported)?.what ?? String(describing: error))")
        }
    }

    private func checkedAndEvaluated() throws -> Outcome {
        let wantsError = test.message("eval_error") != nil
        let (parsed, mistakes) = Expression.parse(test.text("expr") ?? "")
        guard let expression = parsed else { return failure(mistakes, wantsError) }
        let functions = try declaredFunctions()
        if test.text("disable_check") != "true" {
            let environment = TypeEnvironment(
                variables: try declaredVariables(),
                functions: functions,
                container: test.text("container") ?? ""
            )
            let (findings, type) = expression.check(in: environment)
            if !findings.isEmpty { return failure(findings, wantsError) }
            if let wanted = try test.message("typed_result")?.message("deduced_type").map(Self.type), wanted != type {
                return .failed("type \(type.name), not \(wanted.name)")
            }
        }
        if test.text("check_only") == "true" { return .passed }
        return try evaluated(expression, functions, wantsError)
    }

    private func failure(_ findings: [RuleFinding], _ wantsError: Bool) -> Outcome {
        wantsError ? .passed : .failed(findings.map { $0.sentence(.en) }.joined(separator: " "))
    }

    private func evaluated(_ expression: Expression, _ functions: FunctionTable, _ wantsError: Bool) throws -> Outcome {
        var names: [String] = []
        var values: [RuleValue] = []
        for binding in test.messages("bindings") {
            guard let name = binding.text("key"), let value = binding.message("value")?.message("value") else {
                continue
            }
            names.append(name)
            values.append(try Self.value(value))
        }
        let wanted =
            try test.message("value").map(Self.value) ?? test.message("typed_result")?.message("result").map(Self.value)
            ?? .bool(true)
        do {
            let layout = SlotLayout(names, container: test.text("container") ?? "")
            let compiled = try expression.compile(slots: layout, functions: functions, unknown: .failing)
            let found = try compiled.evaluate(values)
            if wantsError { return .failed("\(found), not an error") }
            return found.isIdentical(to: wanted) ? .passed : .failed("\(found), not \(wanted)")
        } catch {
            return wantsError ? .passed : .failed(error.message.text(.en))
        }
    }

    private func declaredVariables() throws -> [String: RuleType] {
        var all: [String: RuleType] = [:]
        for declaration in test.messages("type_env") {
            guard let name = declaration.text("name"), let type = declaration.message("ident")?.message("type") else {
                continue
            }
            all[name] = try Self.type(type)
        }
        return all
    }

    private func declaredFunctions() throws -> FunctionTable {
        var table = FunctionTable.standard
        for declaration in test.messages("type_env") {
            guard let name = declaration.text("name"), let function = declaration.message("function") else { continue }
            let signatures = try function.messages("overloads").map { overload in
                RuleFunction.Signature(
                    try overload.messages("params").map(Self.type),
                    try overload.message("result_type").map(Self.type) ?? .dyn
                )
            }
            table = table.adding(
                RuleFunction(name, .free, signatures) { values throws(RuleFault) in throw values.noOverload(name) }
            )
        }
        return table
    }
}

// MARK: Values and types of the text format

extension ConformanceCase {
    static func value(_ proto: TextProto) throws -> RuleValue {
        guard let field = proto.fields.first else { throw Unsupported(what: "empty value") }
        let word = proto.text(field.name) ?? ""
        switch field.name {
        case "null_value": return .null
        case "bool_value": return .bool(word == "true")
        case "int64_value": return try read(Int64(word)) { .int($0) }
        case "uint64_value": return try read(UInt64(word)) { .uint($0) }
        case "double_value": return try read(Double(word)) { .double($0) }
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
        default: throw Unsupported(what: "needs protobuf messages (\(field.name))")
        }
    }

    private static func read<Number>(_ number: Number?, _ make: (Number) -> RuleValue) throws -> RuleValue {
        guard let number else { throw Unsupported(what: "unreadable number") }
        return make(number)
    }

    static func type(_ proto: TextProto) throws -> RuleType {
        guard let field = proto.fields.first else { return .dyn }
        let inner = proto.message(field.name)
        switch (field.name, proto.text(field.name)) {
        case ("dyn", _): return .dyn
        case ("null", _): return .null
        case ("primitive", let name?): return try primitive(name)
        case ("wrapper", let name?): return .nullable(try primitive(name))
        case ("well_known", "TIMESTAMP"): return .timestamp
        case ("well_known", "DURATION"): return .duration
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
        default: throw Unsupported(what: "needs protobuf messages (\(field.name))")
        }
    }

    private static func primitive(_ name: String) throws -> RuleType {
        switch name {
        case "BOOL": .bool
        case "INT64": .int
        case "UINT64": .uint
        case "DOUBLE": .double
        case "STRING": .string
        case "BYTES": .bytes
        default: throw Unsupported(what: "unknown primitive \(name)")
        }
    }
}

extension RuleValue {
    /// Equal and of the same kind all the way down; NaN is identical to NaN.
    func isIdentical(to other: RuleValue) -> Bool {
        switch (self, other) {
        case (.double(let a), .double(let b)): a == b || (a.isNaN && b.isNaN)
        case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isIdentical(to: $1) }
        case (.map(let a), .map(let b)):
            a.count == b.count
                && zip(a.orderedKeys, b.orderedKeys).allSatisfy { one, two in
                    guard let left = a[one], let right = b[two] else { return false }
                    return one.isIdentical(to: two) && left.isIdentical(to: right)
                }
        default: typeName == other.typeName && self == other
        }
    }
}
