package import Civic

/// What an answer to one field looks like in JSON: as it is sent, and as it is kept and read again.
///
/// The one place that knows it for each type: a new `FieldType` does not compile until it is said here.
package struct FieldSchema: Sendable {
    /// What a program may send, whatever else is answered.
    package let shape: [String: JSON]
    /// What the server takes where the question is asked.
    package let sent: [String: JSON]
    /// What a sent answer must be besides, so that it counts as an answer: text that is not blank, a list that is not empty.
    package let answered: [String: JSON]
    /// `sent` and `answered` at once: what the server takes where the question must be answered.
    package let demanded: [String: JSON]
    /// What the server answers with.
    package let kept: [String: JSON]
    /// What only the server can judge, in words for programmers.
    package let leftToServer: String?

    package init(
        shape: [String: JSON],
        sent: [String: JSON],
        answered: [String: JSON] = [:],
        demanded: [String: JSON]? = nil,
        kept: [String: JSON]? = nil,
        leftToServer: String? = nil
    ) {
        self.shape = shape
        self.sent = sent
        self.answered = answered
        self.demanded = demanded ?? sent.merging(answered) { $1 }
        self.kept = kept ?? sent
        self.leftToServer = leftToServer
    }

    /// The schemas of a field with its choices, if it has any, and the government's agencies; none where it is not known.
    init(_ field: Field, options: [(id: String, name: LocalizedText)], agencies: [AgencyID], _ language: Language) {
        switch field.type {
        case .text: self = .line(max: field.max ?? AnswerLimits.textCharactersMax, min: field.min)
        case .paragraph: self = .line(max: field.max ?? AnswerLimits.paragraphCharactersMax, min: field.min)
        case .person: self = .name(max: field.max ?? AnswerLimits.nameCharactersMax)
        case .phone: self = .phone
        case .email: self = .email
        case .choice: self = .choice(options, language)
        case .multipleChoice: self = .several(options, field, language, isRanked: false)
        case .ranking: self = .several(options, field, language, isRanked: true)
        case .decimal(let scale): self = .decimal(scale)
        case .money: self = .money(field)
        case .time: self = .time
        case .period: self = .period
        case .url, .plate: self = .read(max: field.type == .url ? 2_048 : 30, field.type.word)
        case .nik, .kk: self = .digits([16], field.type.word)
        case .npwp: self = .digits([15, 16], field.type.word)
        case .nib: self = .digits([13], field.type.word)
        case .nisn: self = .digits([10], field.type.word)
        case .nip: self = .digits([18], field.type.word)
        case .postalCode: self = .digits([5], field.type.word)
        case .address: self = .address
        case .area: self = .shape("Polygon")
        case .route: self = .shape("LineString")
        case .file, .photo: self = .files(max: 1)
        case .officer: self = .word("[A-Za-z0-9_-]+", leftToServer: "the officer works for the government")
        case .caseReference: self = .read(max: 60, field.type.word)
        case .group(let rows): self = .rows(rows, field, agencies, language)
        case .yesNo: self = FieldSchema(shape: ["type": "boolean"], sent: ["type": "boolean"])
        case .integer: self = .integer(min: field.min.map(Int64.init), max: field.max.map(Int64.init))
        case .rating: self = .integer(min: 1, max: Int64(field.max ?? 5))
        case .date: self = .date
        case .location(let within): self = .location(within: within)
        case .files: self = .files(max: field.max ?? AnswerLimits.filesMax)
        case .agency: self = .agency(agencies)
        case .government: self = .government
        case .document: self = .document
        case .applications: self = .applications(max: field.max ?? AnswerLimits.applicationsMax)
        }
    }
}

// MARK: Texts

extension FieldSchema {
    private static let readable: JSON = ["pattern": .string(SchemaPattern.unreadable)]

    /// A text between bounds; blanks around it do not count.
    static func line(max: Int, min: Int?) -> FieldSchema {
        let shape: [String: JSON] = ["type": "string", "maxLength": .int(Int64(max))]
        var sent = shape
        sent["not"] = readable
        sent["pattern"] = SchemaPattern.length(min: min, mayBeBlank: true).map { .string($0) }
        var demanded = sent
        demanded["pattern"] = SchemaPattern.length(min: min, mayBeBlank: false).map { .string($0) }
        var kept = shape
        kept["minLength"] = .int(Int64(Swift.max(min ?? 1, 1)))
        return FieldSchema(
            shape: shape,
            sent: sent,
            answered: ["pattern": .string(SchemaPattern.notBlank)],
            demanded: demanded,
            kept: kept
        )
    }

    private static func name(max: Int) -> FieldSchema {
        let line = line(max: max, min: nil)
        var sent = line.sent
        // At least one character that is no digit and no mark of ASCII; that it is a letter, the server sees.
        let pattern = "[^\\s!-@\\[-`{-~]"
        sent["pattern"] = .string("^\\s*$|" + pattern)
        return FieldSchema(
            shape: line.shape,
            sent: sent,
            answered: line.answered,
            demanded: sent.merging(["pattern": .string(pattern)]) { $1 },
            kept: line.kept,
            leftToServer: "a name has a letter of some script"
        )
    }

    /// A text that another type of ours reads: spelled freely when sent, in one spelling when kept.
    private static func spelled(_ pattern: String, bytesMax: Int64, kept: String, examples: [JSON]) -> FieldSchema {
        let shape: [String: JSON] = ["type": "string", "maxLength": .int(bytesMax)]
        var sent = shape
        sent["not"] = readable
        sent["pattern"] = .string("^\\s*$|" + pattern)
        sent["examples"] = .array(examples)
        return FieldSchema(
            shape: shape,
            sent: sent,
            answered: ["pattern": .string(SchemaPattern.notBlank)],
            demanded: sent.merging(["pattern": .string(pattern)]) { $1 },
            kept: ["type": "string", "pattern": .string(kept)]
        )
    }

    private static let phone = spelled(
        SchemaPattern.phone,
        bytesMax: 100,
        kept: "^[+][1-9][0-9]{6,14}$",
        examples: ["0812-3456-7890", "+6281234567890"]
    )

    private static let email = spelled(
        SchemaPattern.email,
        bytesMax: 300,
        kept: "^[^@\\s]+@[^@\\s]+$",
        examples: ["siti.aminah@contoh.id"]
    )
}

// MARK: Words and numbers

extension FieldSchema {
    /// A code without white space in it.
    static let word: [String: JSON] = ["type": "string", "minLength": 1, "not": ["pattern": "\\s"]]

    static func word(_ pattern: String, lengthMax: Int64 = 64, leftToServer: String? = nil) -> FieldSchema {
        FieldSchema(
            shape: word,
            sent: [
                "type": "string", "maxLength": .int(lengthMax), "pattern": .string(SchemaPattern.whole(pattern)),
            ],
            leftToServer: leftToServer
        )
    }

    private static func choice(_ options: [(id: String, name: LocalizedText)], _ language: Language) -> FieldSchema {
        let each = options.map { JSON.object(["const": .string($0.id), "title": .string($0.name.text(language))]) }
        // Without options nothing can be chosen; `oneOf` must not be empty.
        let sent: [String: JSON] = each.isEmpty ? ["not": [:]] : ["type": "string", "oneOf": .array(each)]
        // A case keeps its choice when the option is hidden later.
        return FieldSchema(shape: word, sent: sent, kept: word)
    }

    static func integer(min: Int64?, max: Int64?) -> FieldSchema {
        // Whole numbers beyond 64 bits are none that the server can hold.
        let shape: [String: JSON] = ["type": "integer", "minimum": .int(.min), "maximum": .int(.max)]
        var sent = shape
        if let min { sent["minimum"] = .int(min) }
        if let max { sent["maximum"] = .int(max) }
        return FieldSchema(shape: shape, sent: sent)
    }

    private static let date = FieldSchema(
        shape: ["type": "string", "pattern": .string(SchemaPattern.whole("[0-9]{4}-[0-9]{2}-[0-9]{2}"))],
        sent: ["type": "string", "format": "date", "pattern": .string(SchemaPattern.date)],
        leftToServer: "a date on which something happens by itself must lie ahead"
    )

    private static func agency(_ agencies: [AgencyID]) -> FieldSchema {
        guard !agencies.isEmpty else { return word(SchemaPattern.kebab, leftToServer: "the agency must exist") }
        return FieldSchema(
            shape: word,
            sent: ["type": "string", "enum": .array(agencies.map { .string($0.text) })],
            kept: word
        )
    }

    private static let government = word(
        SchemaPattern.government,
        lengthMax: 5
    )
}

// MARK: Places, files and lists

extension FieldSchema {
    /// A GeoJSON point (RFC 7946: longitude first), or latitude and longitude by name; kept by name.
    private static func location(within: Bool) -> FieldSchema {
        func schema(bounded: Bool) -> [String: JSON] {
            func degrees(_ limit: Int64) -> JSON {
                bounded ? ["type": "number", "minimum": .int(-limit), "maximum": .int(limit)] : ["type": "number"]
            }
            let pair: JSON = [
                "type": "object", "required": ["latitude", "longitude"],
                "properties": ["latitude": degrees(90), "longitude": degrees(180)],
            ]
            let point: JSON = [
                "type": "object", "required": ["type", "coordinates"],
                "properties": [
                    "type": ["const": "Point"],
                    "coordinates": [
                        "type": "array", "minItems": 2, "maxItems": 3, "prefixItems": [degrees(180), degrees(90)],
                        "items": ["type": "number"],
                    ],
                ],
            ]
            return ["type": "object", "properties": ["landmark": landmark], "anyOf": [point, pair]]
        }
        return FieldSchema(
            shape: schema(bounded: false),
            sent: schema(bounded: true),
            kept: [
                "type": "object", "required": ["latitude", "longitude"],
                "properties": [
                    "latitude": ["type": "number", "minimum": -90, "maximum": 90],
                    "longitude": ["type": "number", "minimum": -180, "maximum": 180],
                    "landmark": ["type": "string"],
                ],
            ],
            leftToServer: within ? "the place lies within the government's area" : nil
        )
    }

    private static let landmark: JSON = [
        "type": "string", "maxLength": .int(Int64(AnswerLimits.landmarkCharactersMax)), "not": readable,
    ]

    /// A file that was uploaded before, by the hash that the upload answered with.
    private static func files(max: Int) -> FieldSchema {
        let shape: [String: JSON] = [
            "type": "array",
            "items": [
                "type": "object", "required": ["file"],
                "properties": [
                    "file": ["type": "string", "pattern": .string(SchemaPattern.whole(SchemaPattern.hash))]
                ],
            ],
        ]
        var sent = shape
        sent["maxItems"] = .int(Int64(max))
        return FieldSchema(
            shape: shape,
            sent: sent,
            answered: ["minItems": 1],
            leftToServer: "the files were uploaded for this case"
        )
    }

    private static let document = FieldSchema(
        shape: ["anyOf": [["type": "object", "minProperties": 1], .object(word)]],
        sent: [
            "anyOf": [
                ["type": "object", "minProperties": 1],
                ["type": "string", "pattern": .string(SchemaPattern.whole("[0-9A-Fa-f]{64}"))],
            ]
        ],
        leftToServer: "a document is no larger than 256 kB in its canonical form"
    )

    private static func applications(max: Int) -> FieldSchema {
        let shape: [String: JSON] = [
            "type": "array",
            "items": [
                "type": "object", "required": ["app", "version"],
                "properties": ["app": ["type": "string"], "version": ["type": "string"]],
            ],
        ]
        var sent = shape
        sent["maxItems"] = .int(Int64(max))
        sent["items"] = [
            "type": "object", "required": ["app", "version"],
            "properties": [
                "app": .object(word(SchemaPattern.kebab).sent),
                "version": ["type": "string", "pattern": .string(SchemaPattern.whole(SchemaPattern.version))],
            ],
        ]
        return FieldSchema(
            shape: shape,
            sent: sent,
            answered: ["minItems": 1],
            leftToServer: "no application stands in the list twice"
        )
    }
}
