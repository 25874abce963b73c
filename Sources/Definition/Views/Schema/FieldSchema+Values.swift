import Civic

// What the values of Civic look like in JSON. Their fine print (a date that exists, a ring that is closed) is left to the server.
extension FieldSchema {
    /// Several of the choices, each once.
    static func several(
        _ options: [(id: String, name: LocalizedText)],
        _ field: Field,
        _ language: Language,
        isRanked: Bool
    ) -> FieldSchema {
        let shape: [String: JSON] = ["type": "array", "items": .object(word)]
        var sent = shape
        let each = options.map { JSON.object(["const": .string($0.id), "title": .string($0.name.text(language))]) }
        sent["items"] = each.isEmpty ? ["not": [:]] : ["type": "string", "oneOf": .array(each)]
        sent["uniqueItems"] = true
        let max = Swift.min(field.max ?? options.count, isRanked ? Civic.Limits.rankingMax : options.count)
        sent["maxItems"] = .int(Int64(Swift.max(max, 0)))
        let least = Int64(Swift.max(field.min ?? 1, 1))
        if least > 1 { sent["anyOf"] = [["maxItems": 0], ["minItems": .int(least)]] }
        return FieldSchema(shape: shape, sent: sent, answered: ["minItems": .int(least)], kept: shape)
    }

    /// An exact decimal is a text: a JSON number may pass through binary fractions on its way.
    static func decimal(_ scale: Int) -> FieldSchema {
        let decimals = scale == 0 ? "" : "(?:[.][0-9]{1,\(scale)})?"
        let text: [String: JSON] = [
            "type": "string", "pattern": .string(SchemaPattern.whole("-?[0-9]{1,28}" + decimals)),
        ]
        return FieldSchema(
            shape: text,
            sent: text,
            leftToServer: "the number has at most 28 digits and lies between min and max"
        )
    }

    static func money(_ field: Field) -> FieldSchema {
        integer(
            min: Int64(field.min ?? 0),
            max: Swift.min(field.max.map(Int64.init) ?? .max, Civic.Limits.rupiahMax)
        )
    }

    private static func pattern(_ pattern: String, leftToServer: String? = nil) -> FieldSchema {
        let text: [String: JSON] = ["type": "string", "pattern": .string(SchemaPattern.whole(pattern))]
        return FieldSchema(shape: text, sent: text, leftToServer: leftToServer)
    }

    static let time = pattern("(?:[01][0-9]|2[0-3]):[0-5][0-9]")

    static let period = pattern(
        "[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?/[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?",
        leftToServer: "both ends exist, are of one kind, and stand in order"
    )

    /// Digits that may be parted by blanks, dots and hyphens.
    static func digits(_ counts: [Int], _ word: String) -> FieldSchema {
        let each = counts.map { "(?:[0-9][ .-]*){\($0)}" }.joined(separator: "|")
        return pattern("[ .-]*(?:\(each))", leftToServer: "what the digits of a \(word) say can be true")
    }

    /// A text that only the server can read.
    static func read(max: Int64, _ word: String) -> FieldSchema {
        let text: [String: JSON] = ["type": "string", "minLength": 1, "maxLength": .int(max)]
        return FieldSchema(shape: text, sent: text, leftToServer: "the text is a \(word)")
    }

    static let address: FieldSchema = {
        let line: JSON = ["type": "string", "maxLength": .int(Int64(Civic.Limits.addressLineCharactersMax))]
        let names = ["street", "rt", "rw", "region", "place", "postal_code", "landmark"]
        let object: [String: JSON] = [
            "type": "object", "required": ["street"],
            "anyOf": [["required": ["region"]], ["required": ["place"]]],
            "properties": .object(Dictionary(uniqueKeysWithValues: names.map { ($0, line) })),
        ]
        return FieldSchema(
            shape: ["type": "object"],
            sent: object,
            leftToServer: "the parts of the address are spelled well and its region exists"
        )
    }()

    /// A GeoJSON geometry of one kind (RFC 7946).
    static func shape(_ kind: String) -> FieldSchema {
        let object: [String: JSON] = [
            "type": "object", "required": ["type", "coordinates"],
            "properties": ["type": ["const": .string(kind)], "coordinates": ["type": "array", "minItems": 1]],
        ]
        return FieldSchema(
            shape: ["type": "object"],
            sent: object,
            leftToServer: "the geometry is whole, not too long, and lies where it must"
        )
    }

    /// Rows of the same questions.
    static func rows(
        _ rows: Keyed<FieldID, Field>,
        _ field: Field,
        _ agencies: [AgencyID],
        _ language: Language
    ) -> FieldSchema {
        var properties: [String: JSON] = [:]
        var kept: [String: JSON] = [:]
        var required: [JSON] = []
        for (id, inner) in rows.all {
            let schema = FieldSchema(inner, options: [], agencies: agencies, language)
            let isChoice = inner.type.choices != nil
            let sent = isChoice ? word : inner.required == .always ? schema.demanded : schema.sent
            properties[id.text] = .object(sent)
            kept[id.text] = .object(isChoice ? word : schema.kept)
            if inner.required == .always { required.append(.string(id.text)) }
        }
        var row: [String: JSON] = [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
        ]
        if !required.isEmpty { row["required"] = .array(required) }
        let sent: [String: JSON] = [
            "type": "array", "items": .object(row), "maxItems": .int(Int64(field.max ?? AnswerLimits.rowsMax)),
        ]
        return FieldSchema(
            shape: ["type": "array", "items": ["type": "object"]],
            sent: sent,
            answered: ["minItems": .int(Int64(Swift.max(field.min ?? 1, 1)))],
            kept: ["type": "array", "items": ["type": "object", "properties": .object(kept)]],
            leftToServer: "what the questions of a row ask, and that no row is empty"
        )
    }
}
