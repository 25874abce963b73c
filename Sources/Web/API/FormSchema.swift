import Civic
import Definition

/// JSON Schema (draft 2020-12) of what an action takes; `Definition.startSchema` says what a start takes.
enum FormSchema {
    static func object(_ form: Keyed<FieldID, Field>, _ definition: Definition, _ language: Language) -> [String: JSON]
    {
        var properties: [String: JSON] = [:]
        for (id, field) in form.all { properties[id.text] = .object(property(field, definition, language)) }
        let required = form.all.filter { $0.element.required == .always && $0.element.when == nil }.map {
            JSON.string($0.id.text)
        }
        return [
            "type": "object", "properties": .object(properties), "required": .array(required),
            "additionalProperties": false,
        ]
    }

    private static func property(_ field: Field, _ definition: Definition, _ language: Language) -> [String: JSON] {
        var schema = type(field, definition)
        schema["title"] = .string(field.label.text(language))
        if let hint = field.hint { schema["description"] = .string(hint.text(language)) }
        switch field.required {
        case .when(let rule): schema["x-required-if"] = .string(rule.source)
        case .always, .never: break
        }
        if let when = field.when { schema["x-asked-if"] = .string(when.source) }
        return schema
    }

    private static func type(_ field: Field, _ definition: Definition) -> [String: JSON] {
        switch field.type {
        case .text, .paragraph, .personName: text(field)
        case .phone: ["type": "string", "examples": ["0812-3456-7890", "+6281234567890"]]
        case .email: ["type": "string", "format": "email"]
        case .date: ["type": "string", "format": "date"]
        case .yesNo: ["type": "boolean"]
        case .integer: number(field)
        case .rating: ["type": "integer", "minimum": 1, "maximum": .int(Int64(field.max ?? 5))]
        case .choice(let choices): ["type": "string", "enum": .array(options(choices, definition).map { .string($0) })]
        case .agency: ["type": "string", "pattern": "^[a-z0-9-]+$"]
        case .government: ["type": "string", "pattern": "^[0-9]{2}(\\.[0-9]{2})?$"]
        case .document: ["type": "string", "pattern": "^[0-9a-f]{64}$"]
        case .location: ["anyOf": [point, ["$ref": "https://geojson.org/schema/Point.json"]]]
        case .files:
            [
                "type": "array", "maxItems": .int(Int64(field.max ?? Limits.filesMax)),
                "items": [
                    "type": "object", "properties": ["file": ["type": "string", "pattern": "^[0-9a-f]{64}$"]],
                    "required": ["file"],
                ],
            ]
        case .applications:
            [
                "type": "array",
                "items": [
                    "type": "object", "required": ["app", "version"],
                    "properties": ["app": ["type": "string"], "version": ["type": "string"]],
                ],
            ]
        }
    }

    private static let point: JSON = [
        "type": "object", "required": ["latitude", "longitude"],
        "properties": [
            "latitude": ["type": "number", "minimum": -90, "maximum": 90],
            "longitude": ["type": "number", "minimum": -180, "maximum": 180],
            "landmark": ["type": "string"],
        ],
    ]

    private static func text(_ field: Field) -> [String: JSON] {
        var schema: [String: JSON] = ["type": "string"]
        if let min = field.min { schema["minLength"] = .int(Int64(min)) }
        if let max = field.max { schema["maxLength"] = .int(Int64(max)) }
        return schema
    }

    private static func number(_ field: Field) -> [String: JSON] {
        var schema: [String: JSON] = ["type": "integer"]
        if let min = field.min { schema["minimum"] = .int(Int64(min)) }
        if let max = field.max { schema["maximum"] = .int(Int64(max)) }
        return schema
    }

    private static func options(_ choices: Choices, _ definition: Definition) -> [String] {
        switch choices {
        case .register(let register): (definition.registers[register]?.shown ?? []).map(\.id.text)
        case .options(let options): options.order.map(\.text)
        }
    }
}
