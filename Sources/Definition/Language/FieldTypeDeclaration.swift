package import Civic

/// One type of answer, said once: its word, what it means, which keys it takes beside those of every field, and how a
/// draft becomes the type.
package struct FieldTypeDeclaration: Sendable {
    package let word: String
    package let meaning: LocalizedText
    /// How an answer is written.
    package let example: String
    package let since: Version
    /// Keys that other types have no use for.
    package let keys: Set<String>
    /// The type of a draft; nil after noting what is missing.
    let make: @Sendable (inout Reading, DefinitionLanguage.FieldDraft, SourcePlace) -> FieldType?
    /// What the type says, put into a draft.
    let fill: @Sendable (inout DefinitionLanguage.FieldDraft, FieldType) -> Void

    package static func named(_ word: String) -> FieldTypeDeclaration? { byWord[word] }

    /// The declaration of a type.
    package static func of(_ type: FieldType) -> FieldTypeDeclaration {
        guard let declaration = byWord[type.word] else {
            preconditionFailure("the field type \(type.word) is not declared")
        }
        return declaration
    }

    private static let byWord = Dictionary(
        DefinitionLanguage.fieldTypes.map { ($0.word, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    /// Keys that belong to some types only.
    static let ofSomeTypes = DefinitionLanguage.fieldTypes.reduce(into: Set<String>()) { $0.formUnion($1.keys) }

    /// A type that carries nothing but its word.
    init(
        _ type: FieldType,
        _ meaningID: String,
        _ meaningEN: String,
        example: String,
        keys: Set<String> = [],
        since: Version = DefinitionLanguage.first
    ) {
        self.init(
            type.word,
            meaningID,
            meaningEN,
            example: example,
            keys: keys,
            since: since,
            make: { _, _, _ in type }
        )
    }

    init(
        _ word: String,
        _ meaningID: String,
        _ meaningEN: String,
        example: String,
        keys: Set<String>,
        since: Version = DefinitionLanguage.first,
        make: @escaping @Sendable (inout Reading, DefinitionLanguage.FieldDraft, SourcePlace) -> FieldType?,
        fill: @escaping @Sendable (inout DefinitionLanguage.FieldDraft, FieldType) -> Void = { _, _ in }
    ) {
        self.word = word
        meaning = LocalizedText(id: meaningID, en: meaningEN)
        self.example = example
        self.since = since
        self.keys = keys
        self.make = make
        self.fill = fill
    }
}

extension DefinitionLanguage {
    /// Every type of answer, in the order of the reference.
    package static let fieldTypes: [FieldTypeDeclaration] = [
        FieldTypeDeclaration(
            .text,
            "satu baris teks",
            "one line of text",
            example: "Jalan Merdeka 1",
            keys: ["min", "max"]
        ),
        FieldTypeDeclaration(
            .paragraph,
            "teks beberapa baris",
            "text of several lines",
            example: "Lubang sejak Senin.",
            keys: ["min", "max"]
        ),
        FieldTypeDeclaration(
            "choice",
            "satu dari beberapa pilihan",
            "one of several choices",
            example: "road_damage",
            keys: ["from", "options"],
            make: { reading, draft, place in reading.choices(draft, at: place).map(FieldType.choice) },
            fill: { draft, type in
                if case .choice(let choices) = type { draft.fill(choices) }
            }
        ),
        FieldTypeDeclaration(.yesNo, "ya atau tidak", "yes or no", example: "true"),
        FieldTypeDeclaration(.integer, "bilangan bulat", "a whole number", example: "3", keys: ["min", "max"]),
        FieldTypeDeclaration(.date, "tanggal", "a date", example: "2026-11-24"),
        FieldTypeDeclaration(
            "location",
            "titik di peta",
            "a point on the map",
            example: "\"-6.17, 106.63\"",
            keys: ["within"],
            make: { _, draft, _ in .location(withinGovernment: draft.isWithinGovernment ?? false) },
            fill: { draft, type in
                if case .location(true) = type { draft.isWithinGovernment = true }
            }
        ),
        FieldTypeDeclaration(
            "files",
            "berkas yang diunggah",
            "uploaded files",
            example: "[photo.jpg]",
            keys: ["accept", "min", "max"],
            make: { _, draft, _ in .files(accept: draft.accept ?? [.image]) },
            fill: { draft, type in
                if case .files(let kinds) = type { draft.accept = kinds }
            }
        ),
        FieldTypeDeclaration(.phone, "nomor telepon", "a phone number", example: "0812-3456-7890"),
        FieldTypeDeclaration(.email, "alamat surel", "an e-mail address", example: "warga@example.id"),
        FieldTypeDeclaration(
            .personName,
            "nama orang; satu kata pun cukup",
            "a person's name; one word will do",
            example: "Suharti",
            keys: ["min", "max"]
        ),
        FieldTypeDeclaration(.agency, "perangkat daerah", "an agency of the government", example: "dpupr"),
        FieldTypeDeclaration(.rating, "penilaian 1 sampai max", "a rating from 1 to max", example: "5", keys: ["max"]),
        FieldTypeDeclaration(
            .applications,
            "aplikasi dan versinya, untuk lampiran",
            "applications with versions, for an annex",
            example: "[{ app: laksa, version: 1.0.0 }]",
            keys: ["min", "max"]
        ),
        FieldTypeDeclaration(.government, "pemerintah daerah lain", "another government", example: "\"32.15\""),
        FieldTypeDeclaration(
            .document,
            "naskah terstruktur, atau sidik naskah di tempat lain",
            "a structured document, or the hash of one held elsewhere",
            example: "…"
        ),
    ]
}

extension DefinitionLanguage.FieldDraft {
    mutating func fill(_ choices: Choices) {
        switch choices {
        case .register(let register): from = register
        case .options(let options): self.options = options
        }
    }
}
