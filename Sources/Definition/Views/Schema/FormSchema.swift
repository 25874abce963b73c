package import Civic

/// JSON Schemas (2020-12) of a case's data, stage by stage (docs/definitions/exports.md).
///
/// `when` and `required_if` are `if`/`then` where they compare answers with fixed values. What only the server can judge stands
/// in `x-` keys: a schema never refuses what the server would take, and where no `x-server-decides` stands in it, it refuses all
/// that the server refuses.
extension Definition {
    /// What a case is started with; `agencies` are those of the government, where they are known.
    package func startSchema(_ language: Language, agencies: [AgencyID] = []) -> JSON {
        document(form, stage: "start", title: name, summary: summary, agencies, language, isAction: false)
    }

    /// What an action takes; nil where there is no such action.
    package func actionSchema(_ id: ActionID, _ language: Language, agencies: [AgencyID] = []) -> JSON? {
        actions[id].map { action in
            // Which of them are marked is the case's own: here they may all stand, and none must.
            let again = action.corrects ? markable.all.map { ($0.id, $0.element.mayBeGiven) } : []
            var members =
                document(
                    Keyed(again + action.form.all.map { ($0.id, $0.element) }),
                    stage: "action:\(id)",
                    title: action.name,
                    summary: nil,
                    agencies,
                    language,
                    isAction: true
                ).object ?? [:]
            if action.marks, var properties = members["properties"]?.object {
                var marks: [String: JSON] = [:]
                for id in markable.order { marks[id.text] = ["type": "string", "maxLength": 500] }
                properties[Definition.markedFields.text] = [
                    "type": "object", "properties": .object(marks), "additionalProperties": false,
                ]
                members["properties"] = .object(properties)
            }
            let left = (action.marks ? ["marks"] : []) + (action.corrects ? ["corrects"] : [])
            if !left.isEmpty { members["x-server-decides"] = .array(left.map { .string($0) }) }
            return .object(members)
        }
    }

    private func document(
        _ form: Keyed<FieldID, Field>,
        stage: String,
        title: LocalizedText,
        summary: LocalizedText?,
        _ agencies: [AgencyID],
        _ language: Language,
        isAction: Bool
    ) -> JSON {
        let schema = FormSchema(form, of: self, isAction: isAction, agencies: agencies, language: language)
        var members = schema.members
        members["$schema"] = JSONSchema.dialect
        members["$id"] = .string("urn:lumbung:\(app):\(version):\(stage)")
        members["title"] = .string(title.text(language))
        if let summary { members["description"] = .string(summary.text(language)) }
        return .object(members)
    }

    /// The choices of a field that can be chosen, in order; empty where it has none.
    func options(of field: Field) -> [(id: String, name: LocalizedText)] {
        guard let choices = field.type.choices else { return [] }
        return switch choices {
        case .options(let options): options.all.map { ($0.id.text, $0.element) }
        case .register(let id): (registers[id]?.shown ?? []).map { ($0.id.text, $0.element.name) }
        }
    }

    func fieldSchema(_ field: Field, _ language: Language, agencies: [AgencyID] = []) -> FieldSchema {
        FieldSchema(field, options: options(of: field), agencies: agencies, language)
    }
}

extension Field {
    /// The same question where nothing makes it be asked or answered.
    fileprivate var mayBeGiven: Field {
        var field = self
        field.when = nil
        field.required = .never
        return field
    }
}

/// The schema of one form, without what names it.
struct FormSchema {
    let form: Keyed<FieldID, Field>
    private let definition: Definition
    private let conditions: FormConditions
    private let agencies: [AgencyID]
    private let language: Language

    init(
        _ form: Keyed<FieldID, Field>,
        of definition: Definition,
        isAction: Bool,
        agencies: [AgencyID],
        language: Language
    ) {
        self.form = form
        self.definition = definition
        conditions = FormConditions(form: form, definition: definition, isAction: isAction)
        self.agencies = agencies
        self.language = language
    }

    var members: [String: JSON] {
        var properties: [String: JSON] = [:]
        var required: [JSON] = []
        var rules = SchemaRules()
        // What is worked out is never sent.
        for (index, (id, field)) in form.all.filter({ $0.element.calculated == nil }).enumerated() {
            let schema = definition.fieldSchema(field, language, agencies: agencies)
            var property = field.when == nil ? schema.sent : schema.shape
            if field.when == nil, isAlwaysRequired(field) {
                property = schema.demanded
                required.append(.string(id.text))
            } else {
                for rule in self.rules(id, field, schema) { rules.add(rule.if, then: rule.then) }
            }
            properties[id.text] = .object(described(property, field, schema, order: index + 1))
        }
        var members: [String: JSON] = [
            "type": "object", "properties": .object(properties), "required": .array(required),
            "additionalProperties": false,
        ]
        if !rules.all.isEmpty { members["allOf"] = .array(rules.all) }
        return members
    }

    private func isAlwaysRequired(_ field: Field) -> Bool {
        field.required == .always && conditions.isKept(field).yes == true
    }

    /// What holds of a question that is asked, or must be answered, only sometimes.
    private func rules(_ id: FieldID, _ field: Field, _ schema: FieldSchema) -> [(if: JSON, then: [String: JSON])] {
        var rules: [(if: JSON, then: [String: JSON])] = []
        if field.when != nil {
            rules.append((conditions.isAsked(field).yes, ["properties": .object([id.text: .object(schema.sent)])]))
        }
        let must: JSON
        switch field.required {
        case .never: return rules
        case .always: must = true
        case .when(let formula): must = conditions.truth(of: formula, .asked).yes
        }
        var then: [String: JSON] = ["required": [.string(id.text)]]
        if !schema.answered.isEmpty { then["properties"] = .object([id.text: .object(schema.answered)]) }
        rules.append((JSONSchema.all([conditions.isKept(field).yes, must]), then))
        return rules
    }

    private func described(_ property: [String: JSON], _ field: Field, _ schema: FieldSchema, order: Int) -> [String:
        JSON]
    {
        var property = property
        property["title"] = .string(field.label.text(language))
        property["x-order"] = .int(Int64(order))
        property["x-type"] = .string(field.type.word)
        if let hint = field.hint { property["description"] = .string(hint.text(language)) }
        if field.privacy != .open { property["x-privacy"] = .string(field.privacy.rawValue) }
        var left = schema.leftToServer.map { [JSON.string($0)] } ?? []
        if let when = field.when {
            property["x-when"] = .string(when.source)
            if !conditions.isAsked(field).isExact { left.append(.string("when: " + when.source)) }
        }
        if case .when(let formula) = field.required {
            property["x-required-if"] = .string(formula.source)
            if !conditions.truth(of: formula, .asked).isExact { left.append(.string("required_if: " + formula.source)) }
        }
        if let number = definition.national.compactMap(\.number).first(where: { form[$0.field] == field }) {
            left.append(.string("national: " + (number.pattern ?? number.field.text)))
        }
        if let rule = field.validIf { left.append(.string("valid_if: " + rule.source)) }
        if !left.isEmpty { property["x-server-decides"] = .array(left) }
        return property
    }
}

/// `if` … `then` …, in the order of the form; what has the same condition stands under one.
struct SchemaRules {
    private var entries: [(if: JSON, then: [String: JSON])] = []

    /// A condition that never holds adds nothing.
    mutating func add(_ condition: JSON, then: [String: JSON]) {
        guard condition != false else { return }
        let isTaken = { (entry: (if: JSON, then: [String: JSON])) in
            entry.if == condition && Self.properties(entry.then).keys.allSatisfy { Self.properties(then)[$0] == nil }
        }
        guard let index = entries.firstIndex(where: isTaken) else {
            entries.append((condition, then))
            return
        }
        var joined = entries[index].then
        let properties = Self.properties(joined).merging(Self.properties(then)) { $1 }
        if !properties.isEmpty { joined["properties"] = .object(properties) }
        let required = (joined["required"]?.array ?? []) + (then["required"]?.array ?? [])
        if !required.isEmpty { joined["required"] = .array(required) }
        entries[index].then = joined
    }

    private static func properties(_ schema: [String: JSON]) -> [String: JSON] { schema["properties"]?.object ?? [:] }

    var all: [JSON] {
        entries.map { $0.if == true ? .object($0.then) : ["if": $0.if, "then": .object($0.then)] }
    }
}
