package import Civic

extension Definition {
    /// JSON Schema (2020-12) of the `data` that a case is started with; places are GeoJSON points, dates ISO 8601.
    ///
    /// What depends on other answers (`required_if`, `when`) is stated in `x-` keys: the server decides it.
    package func startSchema(_ language: Language) -> JSON {
        var properties: [String: JSON] = [:]
        var required: [JSON] = []
        for (index, (id, field)) in form.all.enumerated() {
            var property = schema(of: field, language)
            property["x-order"] = .int(Int64(index + 1))
            properties[id.text] = .object(property)
            if field.required == .always, field.when == nil { required.append(.string(id.text)) }
        }
        return .object([
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string("urn:lumbung:\(app):\(version):start"),
            "title": .string(name.text(language)), "description": .string(summary.text(language)), "type": "object",
            "properties": .object(properties), "required": .array(required), "additionalProperties": false,
        ])
    }

    private func schema(of field: Field, _ language: Language) -> [String: JSON] {
        var schema: [String: JSON] = typeSchema(of: field, language)
        schema["title"] = .string(field.label.text(language))
        if let hint = field.hint { schema["description"] = .string(hint.text(language)) }
        if field.privacy != .open { schema["x-privacy"] = .string(field.privacy.rawValue) }
        if case .when(let formula) = field.required { schema["x-required-if"] = .string(formula.source) }
        if let when = field.when { schema["x-when"] = .string(when.source) }
        return schema
    }

    private func typeSchema(of field: Field, _ language: Language) -> [String: JSON] {
        func bounded(_ schema: [String: JSON], _ min: String, _ max: String) -> [String: JSON] {
            var schema = schema
            if let bound = field.min { schema[min] = .int(Int64(bound)) }
            if let bound = field.max { schema[max] = .int(Int64(bound)) }
            return schema
        }
        switch field.type {
        case .text, .paragraph, .personName: return bounded(["type": "string"], "minLength", "maxLength")
        case .choice(let choices): return ["type": "string", "oneOf": .array(options(choices, language))]
        case .yesNo: return ["type": "boolean"]
        case .integer: return bounded(["type": "integer"], "minimum", "maximum")
        case .rating: return ["type": "integer", "minimum": 1, "maximum": .int(Int64(field.max ?? 5))]
        case .date: return ["type": "string", "format": "date"]
        case .location: return Self.point
        case .files: return bounded(["type": "array", "items": Self.file], "minItems", "maxItems")
        case .phone: return ["type": "string", "examples": ["0812-3456-7890", "+6281234567890"]]
        case .email: return ["type": "string", "format": "email"]
        case .agency: return ["type": "string", "pattern": "^[a-z][a-z0-9-]*$"]
        case .government: return ["type": "string", "pattern": "^[0-9]{2}([.][0-9]{2})?$"]
        case .document: return Self.file.object ?? [:]
        case .applications: return ["type": "array", "items": Self.applicationVersion]
        }
    }

    private func options(_ choices: Choices, _ language: Language) -> [JSON] {
        let pairs: [(String, LocalizedText)] =
            switch choices {
            case .options(let options): options.all.map { ($0.id.text, $0.element) }
            case .register(let id): (registers[id]?.shown ?? []).map { ($0.id.text, $0.element.name) }
            }
        return pairs.map { .object(["const": .string($0), "title": .string($1.text(language))]) }
    }

    /// GeoJSON (RFC 7946): longitude first.
    private static let point: [String: JSON] = [
        "type": "object", "required": ["type", "coordinates"],
        "properties": [
            "type": ["const": "Point"],
            "coordinates": [
                "type": "array", "minItems": 2, "maxItems": 2,
                "prefixItems": [
                    ["type": "number", "minimum": -180, "maximum": 180],
                    ["type": "number", "minimum": -90, "maximum": 90],
                ],
            ],
        ],
    ]

    /// A file that was uploaded before, by the hash that the upload answered with.
    private static let file: JSON = ["type": "string", "pattern": "^[0-9a-f]{64}$"]

    private static let applicationVersion: JSON = [
        "type": "object", "required": ["app", "version"],
        "properties": ["app": ["type": "string"], "version": ["type": "string"]],
    ]
}
