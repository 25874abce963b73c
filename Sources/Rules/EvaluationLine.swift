package import Civic

/// One evaluation asked for as a line of JSON, and its answer as one: what `lumbung rules eval` reads and prints.
///
/// Asked: `{"expr": "a + 1", "bindings": {"a": 1}, "types": {"a": "int"}}`; `types` may leave names out (then they are `dyn`,
/// and JSON says what they are) and nests for records; `container` and `"check": false` are for the specification's own cases.
/// Answered: `{"value": 2, "type": "int", "steps": 4, "worst": 4}`, or `{"errors": [{"code", "message", "line", "column", "todo"}]}`.
package struct EvaluationLine: Sendable {
    private let source: String
    private let bindings: [String: RuleValue]
    private let types: [String: RuleType]
    private let container: String
    private let isChecked: Bool

    /// Why a line asks for nothing.
    package struct Malformed: Error, Equatable {
        package let message: LocalizedText
    }

    private static let members = ["expr", "bindings", "types", "container", "check"]

    package init(_ json: JSON) throws(Malformed) {
        guard let members = json.object else {
            throw Malformed(
                message: LocalizedText(id: "Baris harus berupa objek JSON.", en: "A line is a JSON object.")
            )
        }
        for name in members.keys.sorted() where !Self.members.contains(name) {
            let near = LocalizedText.didYouMean(name, among: Self.members)
            throw Malformed(
                message: LocalizedText(
                    id: "Anggota \"\(name)\" tidak dikenal. \(near?.text(.id) ?? "")",
                    en: "The member \"\(name)\" is unknown. \(near?.text(.en) ?? "")"
                )
            )
        }
        guard let source = members["expr"]?.string else {
            throw Malformed(message: LocalizedText(id: "\"expr\" harus berupa teks.", en: "\"expr\" must be a text."))
        }
        self.source = source
        container = members["container"]?.string ?? ""
        isChecked = members["check"]?.bool ?? true
        types = try Self.types(members["types"] ?? [:])
        var bindings: [String: RuleValue] = [:]
        for (name, value) in members["bindings"]?.object ?? [:] {
            do throws(RuleFault) {
                bindings[name] = try RuleValue(value, as: types[name] ?? .dyn)
            } catch {
                let text = error.message
                throw Malformed(
                    message: LocalizedText(id: "\(name): \(text.text(.id))", en: "\(name): \(text.text(.en))")
                )
            }
        }
        self.bindings = bindings
    }

    private static func types(_ json: JSON) throws(Malformed) -> [String: RuleType] {
        var all: [String: RuleType] = [:]
        for (name, value) in json.object ?? [:] {
            if value.object != nil {
                all[name] = .record(try types(value))
            } else if let type = value.string.flatMap({ RuleType(named: $0) }) {
                all[name] = type
            } else {
                throw Malformed(
                    message: LocalizedText(
                        id:
                            "Jenis \"\(value.string ?? value.text)\" dari \(name) tidak dikenal. Tulis misalnya int atau list(string).",
                        en:
                            "The type \"\(value.string ?? value.text)\" of \(name) is unknown. Write for example int or list(string)."
                    )
                )
            }
        }
        return all
    }

    /// The answer, and whether it is a value.
    package func answer(in surroundings: RuleSurroundings, _ language: Language) -> (json: JSON, isValue: Bool) {
        let (parsed, mistakes) = Expression.parse(source)
        guard let expression = parsed else { return (Self.errors(mistakes, language), false) }
        var warnings: [RuleFinding] = []
        if isChecked {
            var variables = types
            for name in bindings.keys where variables[name] == nil { variables[name] = .dyn }
            let environment = TypeEnvironment(variables: variables, container: container, surroundings: surroundings)
            let findings = expression.check(in: environment).0
            if findings.contains(where: { $0.severity == .error }) { return (Self.errors(findings, language), false) }
            warnings = findings
        }
        let layout = SlotLayout(Set(bindings.keys).union(types.keys).sorted(), container: container)
        do throws(RuleFault) {
            let compiled = try expression.compile(slots: layout, functions: .standard, unknown: .failing)
            let (value, steps) = try compiled.measure(layout.slots(bindings), in: surroundings)
            var answer: [String: JSON] = [
                "value": value.exactJSON, "type": .string(value.typeName), "steps": .int(Int64(steps)),
                "worst": .int(Int64(expression.worstCost)),
            ]
            if !warnings.isEmpty { answer["warnings"] = .array(warnings.map { Self.json($0, language) }) }
            return (.object(answer), true)
        } catch {
            return (Self.errors([error.finding(in: expression)], language), false)
        }
    }

    private static func errors(_ findings: [RuleFinding], _ language: Language) -> JSON {
        ["errors": .array(findings.map { json($0, language) })]
    }

    private static func json(_ finding: RuleFinding, _ language: Language) -> JSON {
        var members: [String: JSON] = [
            "code": .string(finding.code), "message": .string(finding.message.text(language)),
            "line": .int(Int64(finding.line)), "column": .int(Int64(finding.column)),
        ]
        if let todo = finding.todo { members["todo"] = .string(todo.text(language)) }
        return .object(members)
    }
}
