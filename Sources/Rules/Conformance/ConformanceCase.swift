internal import Civic

/// One case of CEL's conformance files (`cel.expr.conformance.test.SimpleTest`, github.com/google/cel-spec).
package struct ConformanceCase: Sendable {
    package enum Outcome: Equatable, Sendable {
        case passed
        case failed(String)
        /// It cannot run here, with the reason.
        case skipped(String)
    }

    /// `file/section/case`.
    package let name: String
    let test: TextProto

    /// All cases of a file, each named after the file; throws where the text is no such file.
    package static func all(parsing text: [UInt8], named file: String) throws(TextProto.Malformed) -> [ConformanceCase]
    {
        try TextProto(parsing: text).messages("section").flatMap { section in
            section.messages("test").map { test in
                ConformanceCase(
                    name: "\(file)/\(section.text("name") ?? "?")/\(test.text("name") ?? "?")",
                    test: test
                )
            }
        }
    }

    /// Runs the case: parse, check, evaluate, compare.
    ///
    /// A case that names messages may pass all the same; where it does not,
    /// it is skipped.
    package func run(in surroundings: RuleSurroundings) -> Outcome {
        let outcome: Outcome
        do throws(Unreadable) {
            outcome = try checkedAndEvaluated(surroundings)
        } catch {
            outcome = .failed(error.what)
        }
        if case .failed = outcome, let reason = test.protobuf { return .skipped(reason) }
        return outcome
    }

    private func checkedAndEvaluated(_ surroundings: RuleSurroundings) throws(Unreadable) -> Outcome {
        let wantsError = test.message("eval_error") != nil || test.message("any_eval_errors") != nil
        if test.message("unknown") != nil || test.message("any_unknowns") != nil {
            return .skipped("unknown values are not part of this language")
        }
        let (parsed, mistakes) = Expression.parse(test.text("expr") ?? "", withBlocks: true)
        guard let expression = parsed else { return failure(mistakes, wantsError) }
        let functions = try declaredFunctions()
        if test.text("disable_check") != "true" {
            let environment = TypeEnvironment(
                variables: try declaredVariables(),
                functions: functions,
                container: test.text("container") ?? "",
                surroundings: surroundings
            )
            let (findings, type) = expression.check(in: environment)
            if findings.contains(where: { $0.severity == .error }) { return failure(findings, wantsError) }
            if let wanted = try test.message("typed_result")?.message("deduced_type").map(ConformanceValues.type),
                wanted != type
            {
                return .failed("type \(type.name), not \(wanted.name)")
            }
        }
        if test.text("check_only") == "true" { return .passed }
        return try evaluated(expression, functions, surroundings, wantsError)
    }

    private func failure(_ findings: [RuleFinding], _ wantsError: Bool) -> Outcome {
        wantsError ? .passed : .failed(findings.map { $0.sentence(.en) }.joined(separator: " "))
    }

    private func evaluated(
        _ expression: Expression,
        _ functions: FunctionTable,
        _ surroundings: RuleSurroundings,
        _ wantsError: Bool
    ) throws(Unreadable) -> Outcome {
        var bound: [String: RuleValue] = [:]
        for binding in test.messages("bindings") {
            guard let name = binding.text("key"), let value = binding.message("value")?.message("value") else {
                continue
            }
            bound[name] = try ConformanceValues.value(value)
        }
        let layout = SlotLayout(bound.keys.sorted(), container: test.text("container") ?? "")
        let wanted = try (test.message("value") ?? test.message("typed_result")?.message("result"))
            .map(ConformanceValues.value)
        do throws(RuleFault) {
            let compiled = try expression.compile(slots: layout, functions: functions, unknown: .failing)
            let found = try compiled.evaluate(layout.slots(bound), in: surroundings)
            if wantsError { return .failed("\(Conversions.shown(found)), not an error") }
            let isRight = found.isIdentical(to: wanted ?? .bool(true))
            return isRight
                ? .passed
                : .failed(
                    "\(found.typeName) \(Conversions.shown(found)), not "
                        + (wanted.map { "\($0.typeName) \(Conversions.shown($0))" } ?? "true")
                )
        } catch {
            return wantsError ? .passed : .failed(error.message.text(.en))
        }
    }

    private func declaredVariables() throws(Unreadable) -> [String: RuleType] {
        var all: [String: RuleType] = [:]
        for declaration in test.messages("type_env") {
            guard let name = declaration.text("name"), let type = declaration.message("ident")?.message("type") else {
                continue
            }
            all[name] = try ConformanceValues.type(type)
        }
        return all
    }

    private func declaredFunctions() throws(Unreadable) -> FunctionTable {
        var table = FunctionTable.standard
        for declaration in test.messages("type_env") {
            guard let name = declaration.text("name"), let function = declaration.message("function") else { continue }
            var signatures: [RuleFunction.Signature] = []
            for overload in function.messages("overloads") {
                let parameters = try overload.messages("params").map(ConformanceValues.type)
                let result = try overload.message("result_type").map(ConformanceValues.type)
                signatures.append(RuleFunction.Signature(parameters, result ?? .dyn))
            }
            table = table.adding(
                RuleFunction(name, .free, signatures) { values throws(RuleFault) in throw values.noOverload(name) }
            )
        }
        return table
    }
}

/// A value or type of a conformance file that means nothing here.
struct Unreadable: Error, Equatable {
    let what: String
}

extension TextProto {
    /// Why the case needs protobuf messages, where it names some; nil otherwise.
    fileprivate var protobuf: String? {
        for field in fields {
            switch field.value {
            case .message(let message):
                if field.name == "object_value", let type = message.fields.first?.name,
                    !WellKnownTypes.isKnown(type.split(separator: "/").last.map(String.init) ?? type)
                {
                    return "needs protobuf messages (\(type))"
                }
                if field.name == "enum_value" { return "needs protobuf enums" }
                if let reason = message.protobuf { return reason }
            case .text, .word:
                guard field.name != "description", let text = text(field.name) else { continue }
                for mark in Self.marks where text.contains(mark) { return "needs protobuf messages (\(mark))" }
            }
        }
        return nil
    }

    private static let marks = [
        "TestAllTypes", "TestRequired", "cel.expr.conformance.proto2", "cel.expr.conformance.proto3",
        "google.api.expr.test.v1.proto", "GlobalEnum", "NestedEnum",
    ]
}

extension RuleValue {
    /// Equal and of the same kind all the way down; NaN is identical to NaN.
    package func isIdentical(to other: RuleValue) -> Bool {
        switch (self, other) {
        case (.double(let a), .double(let b)): a == b || (a.isNaN && b.isNaN)
        case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isIdentical(to: $1) }
        case (.map(let a), .map(let b)):
            a.count == b.count
                && a.allSatisfy { key, value in
                    guard let place = b.index(forKey: key) else { return false }
                    return key.isIdentical(to: b[place].key) && value.isIdentical(to: b[place].value)
                }
        case (.optional(let a?), .optional(let b?)): a.isIdentical(to: b)
        case (.decimal(let a), .decimal(let b)): a.coefficient == b.coefficient && a.scale == b.scale
        default: typeName == other.typeName && self == other
        }
    }
}
