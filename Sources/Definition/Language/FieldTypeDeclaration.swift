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
        FieldTypeDeclaration(
            "multiple-choice",
            "beberapa dari pilihan",
            "several of the choices",
            example: "[water, power]",
            keys: ["from", "options", "min", "max"],
            make: { reading, draft, place in reading.choices(draft, at: place).map(FieldType.multipleChoice) },
            fill: { draft, type in
                if case .multipleChoice(let choices) = type { draft.fill(choices) }
            }
        ),
        FieldTypeDeclaration(
            "ranking",
            "pilihan berurutan, yang paling diinginkan lebih dulu",
            "choices in order, the most wanted first",
            example: "[smp_1, smp_4]",
            keys: ["from", "options", "min", "max"],
            make: { reading, draft, place in reading.choices(draft, at: place).map(FieldType.ranking) },
            fill: { draft, type in
                if case .ranking(let choices) = type { draft.fill(choices) }
            }
        ),
        FieldTypeDeclaration(.yesNo, "ya atau tidak", "yes or no", example: "true"),
        FieldTypeDeclaration(.integer, "bilangan bulat", "a whole number", example: "3", keys: ["min", "max"]),
        FieldTypeDeclaration(
            "decimal",
            "bilangan pecahan yang eksak",
            "an exact number with decimals",
            example: "\"2.50\"",
            keys: ["scale", "min", "max"],
            make: { _, draft, _ in .decimal(scale: draft.scale ?? 2) },
            fill: { draft, type in
                if case .decimal(let scale) = type, scale != 2 { draft.scale = scale }
            }
        ),
        FieldTypeDeclaration(.money, "jumlah rupiah penuh", "whole rupiah", example: "1250000", keys: ["min", "max"]),
        FieldTypeDeclaration(.date, "tanggal", "a date", example: "2026-11-24"),
        FieldTypeDeclaration(.time, "jam dan menit", "hour and minute", example: "\"08:30\""),
        FieldTypeDeclaration(
            .period,
            "jangka waktu dari dan sampai tanggal atau bulan",
            "a period between two dates or months",
            example: "2026-11-24/2026-12-31"
        ),
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
            "area",
            "bidang di peta (poligon GeoJSON)",
            "an area on the map (a GeoJSON polygon)",
            example: "\"-6.17, 106.63 …\"",
            keys: ["within"],
            make: { _, draft, _ in .area(withinGovernment: draft.isWithinGovernment ?? false) },
            fill: { draft, type in
                if case .area(true) = type { draft.isWithinGovernment = true }
            }
        ),
        FieldTypeDeclaration(
            "route",
            "jalur di peta (garis GeoJSON)",
            "a way on the map (a GeoJSON line)",
            example: "\"-6.17, 106.63 …\"",
            keys: ["within"],
            make: { _, draft, _ in .route(withinGovernment: draft.isWithinGovernment ?? false) },
            fill: { draft, type in
                if case .route(true) = type { draft.isWithinGovernment = true }
            }
        ),
        FieldTypeDeclaration(
            .address,
            "alamat dengan RT, RW, kelurahan, dan kode pos",
            "an address with RT, RW, village and postal code",
            example: "{ street: Jl. Merdeka 1, rt: \"003\", rw: \"005\", region: 36.71.01.1001 }"
        ),
        FieldTypeDeclaration(
            "files",
            "berkas yang diunggah",
            "uploaded files",
            example: "[photo.jpg]",
            keys: ["accept", "min", "max", "megabytes"],
            make: { _, draft, _ in .files(accept: draft.accept ?? [.image]) },
            fill: { draft, type in
                if case .files(let kinds) = type { draft.accept = kinds }
            }
        ),
        FieldTypeDeclaration(
            "file",
            "satu berkas yang diunggah",
            "one uploaded file",
            example: "[plan.pdf]",
            keys: ["accept", "megabytes"],
            make: { _, draft, _ in .file(accept: draft.accept ?? [.image]) },
            fill: { draft, type in
                if case .file(let kinds) = type { draft.accept = kinds }
            }
        ),
        FieldTypeDeclaration(.photo, "satu foto", "one photo", example: "[house.jpg]"),
        FieldTypeDeclaration(.phone, "nomor telepon", "a phone number", example: "0812-3456-7890"),
        FieldTypeDeclaration(.email, "alamat surel", "an e-mail address", example: "warga@example.id"),
        FieldTypeDeclaration(.url, "alamat web", "a web address", example: "https://contoh.id"),
        FieldTypeDeclaration(
            .person,
            "nama orang; satu kata pun cukup",
            "a person's name; one word will do",
            example: "Suharti",
            keys: ["min", "max"]
        ),
        FieldTypeDeclaration(
            .nik,
            "nomor induk kependudukan, 16 angka",
            "a citizen's number, 16 digits",
            example: "\"3671011506900001\""
        ),
        FieldTypeDeclaration(
            .kk,
            "nomor kartu keluarga, 16 angka",
            "a family card number, 16 digits",
            example: "\"3671011506200001\""
        ),
        FieldTypeDeclaration(
            .npwp,
            "nomor pokok wajib pajak, 16 angka atau 15 angka lama",
            "a taxpayer's number, 16 digits or the old 15",
            example: "01.312.166.0-091.000"
        ),
        FieldTypeDeclaration(
            .nib,
            "nomor induk berusaha, 13 angka",
            "a business number, 13 digits",
            example: "\"9120304567890\""
        ),
        FieldTypeDeclaration(
            .nisn,
            "nomor induk siswa nasional, 10 angka",
            "a pupil's number, 10 digits",
            example: "\"0112345678\""
        ),
        FieldTypeDeclaration(
            .nip,
            "nomor induk pegawai, 18 angka",
            "a civil servant's number, 18 digits",
            example: "\"198609262015051001\""
        ),
        FieldTypeDeclaration(.plate, "nomor pelat kendaraan", "a vehicle's plate", example: "B 1234 XYZ"),
        FieldTypeDeclaration(.postalCode, "kode pos, 5 angka", "a postal code, 5 digits", example: "\"15111\""),
        FieldTypeDeclaration(.agency, "perangkat daerah", "an agency of the government", example: "dpupr"),
        FieldTypeDeclaration(.officer, "petugas pemerintah daerah", "an officer of the government", example: "of_3kq8"),
        FieldTypeDeclaration(
            .caseReference,
            "kasus lain, dengan nomornya",
            "another case, by its number",
            example: "LAKSA-2026-000123"
        ),
        FieldTypeDeclaration(
            "group",
            "baris-baris dengan pertanyaan yang sama",
            "rows of the same questions",
            example: "[{ width: \"2.00\", height: \"1.50\" }]",
            keys: ["of", "min", "max"],
            make: { reading, draft, place in reading.rows(draft, at: place).map(FieldType.group) },
            fill: { draft, type in
                if case .group(let fields) = type { draft.rows = fields }
            }
        ),
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
