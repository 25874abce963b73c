import Civic
import Rules

/// Conditions of a form (`when`, `required_if`) as JSON Schemas over its answers.
///
/// CEL has three ends: true, false, and an error where an answer is missing that the rule needs; the server then treats the
/// rule as one that does not hold. So each condition becomes two schemas, for true and for false, and what is neither is the
/// error. A part that only the server can evaluate is neither too: what follows from a schema here always holds there.
struct FormConditions {
    let form: Keyed<FieldID, Field>
    let definition: Definition
    /// In an action's form a bare name falls back on what the case was told before, which no schema can see.
    let isAction: Bool

    /// Objects for which a rule is true, and whether those for which it is not are all others.
    struct Truth {
        var yes: JSON
        var no: JSON
        var isExact: Bool

        static let unknown = Truth(yes: false, no: false, isExact: false)
        static func fixed(_ truth: Bool) -> Truth { Truth(yes: .bool(truth), no: .bool(!truth), isExact: true) }
    }

    /// How the server reads answers: `all` as they were sent, or `asked` without those whose question is not asked.
    enum Sight { case all, asked }

    func truth(of formula: Formula, _ sight: Sight) -> Truth { truth(of: formula.expression.condition, sight) }

    /// Whether a question is asked.
    func isAsked(_ field: Field) -> Truth { field.when.map { truth(of: $0, .all) } ?? .fixed(true) }

    /// The answer `anonymous` with which a citizen keeps name and number back; nil where the form does not offer it.
    private var staysAnonymous: JSON? {
        guard !isAction, form["anonymous"]?.type == .yesNo else { return nil }
        return JSONSchema.has("anonymous", ["const": true])
    }

    /// Whether an answer to the question is kept: it is asked, and not left out for somebody who stays anonymous.
    func isKept(_ field: Field) -> Truth {
        var asked = isAsked(field)
        guard field.privacy == .person, let staysAnonymous else { return asked }
        asked.yes = JSONSchema.all([asked.yes, JSONSchema.not(staysAnonymous)])
        asked.no = JSONSchema.any([asked.no, staysAnonymous])
        return asked
    }

    private func truth(of condition: Condition, _ sight: Sight) -> Truth {
        switch condition {
        case .fixed(let truth): return .fixed(truth)
        case .not(let inner):
            let inner = truth(of: inner, sight)
            return Truth(yes: inner.no, no: inner.yes, isExact: inner.isExact)
        case .both(let left, let right):
            let (a, b) = (truth(of: left, sight), truth(of: right, sight))
            return Truth(
                yes: JSONSchema.all([a.yes, b.yes]),
                no: JSONSchema.any([a.no, b.no]),
                isExact: a.isExact && b.isExact
            )
        case .either(let left, let right):
            let (a, b) = (truth(of: left, sight), truth(of: right, sight))
            return Truth(
                yes: JSONSchema.any([a.yes, b.yes]),
                no: JSONSchema.all([a.no, b.no]),
                isExact: a.isExact && b.isExact
            )
        case .compare(let path, let kind, let value):
            return truth(path, sight, absent: kind.holds(.null, value)) { kind.holds($0, value) }
        case .among(let path, let values):
            return truth(path, sight, absent: values.contains(.null)) { values.contains($0) }
        case .holds(let path): return truth(path, sight, absent: nil) { $0.asBool }
        case .other: return .unknown
        }
    }

    /// `absent`: what the rule says where there is no answer; nil: an error.
    private func truth(_ path: [String], _ sight: Sight, absent: Bool?, _ rule: (RuleValue) -> Bool?) -> Truth {
        let isOfForm = path.count > 1 && path[0] == "form"
        let names = isOfForm ? Array(path.dropFirst()) : path
        guard let id = try? FieldID(names[0]), let field = form[id] else { return .unknown }
        guard let answers = given(id, field, Array(names.dropFirst()), rule) else { return .unknown }
        // What the case was told before stands in where this form leaves the answer out.
        let isAbsenceKnown = isOfForm || !isAction || (field.required == .always && field.when == nil)
        let missing = JSONSchema.not(JSONSchema.has(id.text, present(field)))
        func side(_ wanted: Bool) -> JSON {
            let given = JSONSchema.has(id.text, wanted ? answers.yes : answers.no)
            let isGiven = wanted ? answers.yes != false : answers.no != false
            let whereAbsent = isAbsenceKnown && absent == wanted ? missing : false
            return JSONSchema.any([isGiven ? given : false, whereAbsent])
        }
        let raw = Truth(yes: side(true), no: side(false), isExact: isAbsenceKnown)
        guard sight == .asked else { return raw }
        let kept = isKept(field)
        guard kept.yes != true else { return raw }
        // A question that is not asked has no answer, whatever was sent.
        let dropped = kept.isExact && isAbsenceKnown ? JSONSchema.not(kept.yes) : kept.no
        return Truth(
            yes: JSONSchema.any([
                JSONSchema.all([kept.yes, raw.yes]), absent == true && isAbsenceKnown ? dropped : false,
            ]),
            no: JSONSchema.any([
                JSONSchema.all([kept.yes, raw.no]), absent == false && isAbsenceKnown ? dropped : false,
            ]),
            isExact: raw.isExact && kept.isExact
        )
    }

    /// An answer that counts as one.
    private func present(_ field: Field) -> JSON {
        let schema = definition.fieldSchema(field, .id)
        // One that is not asked may be anything; it counts only where it can be read.
        let read = field.when == nil ? [:] : schema.sent
        return read.isEmpty && schema.answered.isEmpty
            ? true : JSONSchema.all([.object(read), .object(schema.answered)].filter { $0.object?.isEmpty == false })
    }

    /// The answers for which the rule is true, and those for which it is false; nil where no schema can say it.
    private func given(
        _ id: FieldID,
        _ field: Field,
        _ rest: [String],
        _ rule: (RuleValue) -> Bool?
    ) -> (yes: JSON, no: JSON)? {
        // Of a value that only the server works out no schema can speak.
        guard field.calculated == nil else { return nil }
        switch field.type {
        case .choice(let choices): return chosen(choices, field, rest, rule)
        case .yesNo where rest.isEmpty:
            let values = [true, false]
            return (among(values.filter { rule(.bool($0)) == true }), among(values.filter { rule(.bool($0)) == false }))
        case .rating where rest.isEmpty:
            let values = Array(1...Int64(max(1, field.max ?? 5)))
            return (
                numbers(values.filter { rule(.int($0)) == true }), numbers(values.filter { rule(.int($0)) == false })
            )
        default:
            // Of any other answer a schema can say no more than whether there is one.
            guard rest.isEmpty, let truth = sameForAll(rule) else { return nil }
            let here = present(field)
            return (truth ? here : false, truth ? false : here)
        }
    }

    /// True or false where the rule says the same of every value: a comparison with null.
    private func sameForAll(_ rule: (RuleValue) -> Bool?) -> Bool? {
        let probes: [RuleValue] = [
            .string("a"), .string("\u{10FFFD}"), .int(0), .int(.max), .int(.min), .bool(true), .list([]),
        ]
        let answers = probes.map(rule)
        guard let first = answers[0], answers.allSatisfy({ $0 == first }), rule(.null) == !first else { return nil }
        return first
    }

    private func chosen(
        _ choices: Choices,
        _ field: Field,
        _ rest: [String],
        _ rule: (RuleValue) -> Bool?
    ) -> (yes: JSON, no: JSON)? {
        if rest.isEmpty {
            guard let truth = sameForAll(rule) else { return nil }
            return (.bool(truth), .bool(!truth))
        }
        guard rest.count == 1 else { return nil }
        var yes: [JSON] = []
        var no: [JSON] = []
        for (id, _) in definition.options(of: field) {
            guard let value = value(rest[0], of: id, choices) else { return nil }
            switch rule(value) {
            case true?: yes.append(.string(id))
            case false?: no.append(.string(id))
            case nil: break
            }
        }
        return (yes.isEmpty ? false : ["enum": .array(yes)], no.isEmpty ? false : ["enum": .array(no)])
    }

    /// What an expression reads of an option; nil for what has no plain value.
    private func value(_ name: String, of option: String, _ choices: Choices) -> RuleValue? {
        if name == "code" { return .string(option) }
        guard case .register(let id) = choices, let register = definition.registers[id],
            let column = try? ColumnID(name), let kind = register.columns[column]?.kind,
            let row = (try? OptionID(option)).flatMap({ register.rows[$0] })
        else { return nil }
        guard let value = row.values[column], !value.isNull else { return .null }
        switch kind {
        case .text: return nil
        case .word, .integer, .yesNo: return RuleValue(value)
        }
    }

    private func among(_ values: [Bool]) -> JSON {
        switch values.count {
        case 0: false
        case 1: ["const": .bool(values[0])]
        default: ["type": "boolean"]
        }
    }

    private func numbers(_ values: [Int64]) -> JSON {
        values.isEmpty ? false : ["enum": .array(values.map { .int($0) })]
    }
}
