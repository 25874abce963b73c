package import Civic

extension DefinitionLanguage {
    /// A JSON Schema (2020-12) of `app.yaml` for editors, from the declarations: keys are completed, explained and checked while
    /// somebody types.
    ///
    /// It says less than `app check`: what a definition refers to, its expressions and its sense are not a schema's. With
    /// `extends`, the archetype may have what is required here, so nothing is required then.
    package static var editorSchema: JSON {
        let catalogue = LanguageCatalogue()
        var definitions: [String: JSON] = [:]
        for chapter in catalogue.chapters {
            let whole = EditorSchema(isPart: false).record(chapter)
            let part = EditorSchema(isPart: true).record(chapter)
            definitions[chapter.record.name] = whole
            definitions[EditorSchema.part + chapter.record.name] = part
            if chapter.record.name == root.name, case .object(var archetype) = part,
                case .object(var properties)? = archetype["properties"]
            {
                properties["archetype"] = ["type": "string", "pattern": .string(IdentifierSpelling.kebab.pattern)]
                archetype["properties"] = .object(properties)
                archetype["required"] = ["archetype"]
                definitions["archetype"] = .object(archetype)
            }
        }
        func reference(_ name: String) -> JSON { ["$ref": .string("#/$defs/\(name)")] }
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Lumbung: app.yaml",
            "description": .string("Bahasa definisi \(current). The definition language \(current)."),
            "type": "object",
            "if": ["required": ["archetype"]],
            "then": reference("archetype"),
            "else": [
                "if": ["required": ["extends"]],
                "then": reference(EditorSchema.part + root.name),
                "else": reference(root.name),
            ],
            "$defs": .object(definitions),
        ]
    }
}

/// Shapes as JSON Schema: of a whole definition, or of a part that is laid over an archetype.
private struct EditorSchema {
    static let part = "part."

    let isPart: Bool

    func record(_ chapter: LanguageCatalogue.Chapter) -> JSON {
        let record = chapter.record
        var properties: [String: JSON] = [:]
        for entry in record.entries { properties[entry.key] = self.entry(entry) }
        if chapter.isElement {
            properties["after"] = [
                "type": "string",
                "description": "Berdiri sesudah butir ini, atau first. Stands after this element, or first.",
            ]
        }
        let required = record.entries.filter {
            if case .required = $0.presence { true } else { false }
        }.map { JSON.string($0.key) }
        var object: [String: JSON] = [
            "type": "object", "title": .string(both(record.label)), "description": .string(both(record.meaning)),
            "properties": .object(properties), "additionalProperties": false,
        ]
        if !isPart, !required.isEmpty { object["required"] = .array(required) }
        guard let shorthand = record.shorthand else { return .object(object) }
        return ["anyOf": [.object(object), schema(shorthand.shape)]]
    }

    private func entry(_ entry: EntryDeclaration) -> JSON {
        guard case .object(var object) = schema(entry.shape) else { return schema(entry.shape) }
        var description = both(entry.meaning)
        if case .usual(let usual) = entry.presence { description += "\n\nBila tidak ditulis · if left out: \(usual)" }
        description += "\n\n\(entry.key): \(entry.example)"
        object["description"] = .string(description)
        return .object(object)
    }

    func schema(_ shape: Shape) -> JSON {
        switch shape {
        case .word(let grammar): return word(grammar)
        case .flag: return ["type": "boolean"]
        case .number(let range):
            return [
                "type": "integer", "minimum": .int(Int64(range.lowerBound)), "maximum": .int(Int64(range.upperBound)),
            ]
        case .oneOf(let choices):
            return ["enum": .array((choices.map(\.word) + choices.compactMap(\.short)).map { .string($0) })]
        case .expression(marked: false): return ["type": ["string", "boolean", "number"]]
        case .expression(marked: true): return Self.anyValue
        case .text:
            let languages = Language.allCases.map { ($0.rawValue, JSON.object(["type": ["string", "number"]])) }
            var object: [String: JSON] = [
                "type": "object", "additionalProperties": false,
                "properties": .object(Dictionary(languages, uniquingKeysWith: { first, _ in first })),
            ]
            if !isPart { object["required"] = [.string(Language.id.rawValue)] }
            return .object(object)
        case .list(let element), .set(let element):
            // A lone value counts as a list of one.
            let one = schema(element)
            return ["anyOf": [["type": "array", "items": one], one]]
        case .record(let record): return ["$ref": .string("#/$defs/\(isPart ? Self.part : "")\(record.name)")]
        case .keyed(let keyed):
            return [
                "type": ["object", "null"], "propertyNames": ["pattern": .string(keyed.spelling.pattern)],
                "additionalProperties": schema(keyed.element),
            ]
        case .open(let grammar, let element):
            var object: [String: JSON] = ["type": "object", "additionalProperties": schema(element)]
            if let pattern = grammar.pattern { object["propertyNames"] = ["pattern": .string(pattern)] }
            return .object(object)
        case .either(let shapes): return ["anyOf": .array(shapes.map(schema))]
        case .values: return ["type": "object"]
        case .deferred: return schema(shape.resolved)
        }
    }

    private static let anyValue: JSON = ["type": ["string", "number", "boolean"]]

    /// Everything is text until its own type reads it, so what an editor takes for a number may be a word too.
    private func word(_ grammar: Grammar) -> JSON {
        guard let pattern = grammar.pattern else { return Self.anyValue }
        return ["type": ["string", "number"], "pattern": .string(pattern)]
    }

    private func both(_ text: LocalizedText) -> String { "\(text.text(.id)) · \(text.text(.en))" }
}
