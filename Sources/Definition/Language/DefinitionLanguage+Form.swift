import Civic

/// Questions: one record for every type, and what each type makes of it.
extension DefinitionLanguage {
    /// A field as it is written: every key that some type takes.
    struct FieldDraft: Sendable {
        var type = ""
        var label = LocalizedText.unread
        var hint: LocalizedText?
        var isRequired: Bool?
        var requiredIf: Formula?
        var when: Formula?
        var min: Int?
        var max: Int?
        var from: RegisterID?
        var options: Keyed<OptionID, LocalizedText>?
        var isWithinGovernment: Bool?
        var accept: [FileKind]?
        var megabytes: Int?
        var scale: Int?
        var rows: Keyed<FieldID, Field>?
        var calculated: Formula?
        var validIf: Formula?
        var otherwise: LocalizedText?
        var privacy: Privacy?
        var page: String?
        var autocomplete: String?
        var lock: Lock?
    }

    static let fieldCodec: Codec<Field> = field.codec.map(
        { $0.field($1, at: $2) },
        { FieldDraft($0) }
    )

    static let field = Record<FieldDraft>(
        "field",
        LocalizedText(id: "isian", en: "field"),
        LocalizedText(id: "Satu pertanyaan dalam formulir.", en: "One question of a form."),
        blank: FieldDraft(),
        fieldCommon + fieldByType
    )

    private static let fieldCommon: [Entry<FieldDraft>] = [
        .required(
            "type",
            \.type,
            fieldType,
            Says("jenis", "type", "Jenis jawabannya.", "What kind of answer it takes.", "paragraph", weight: .major)
        ),
        .required(
            "label",
            \.label,
            .text,
            Says(
                "pertanyaan",
                "label",
                "Pertanyaan kepada warga.",
                "The question to citizens.",
                "{ id: \"Di mana?\", en: \"Where?\" }"
            )
        ),
        .optional(
            "hint",
            \.hint,
            .text,
            Says(
                "petunjuk",
                "hint",
                "Penjelasan singkat di bawah pertanyaan.",
                "A short explanation under the question.",
                "{ id: Patokan terdekat, en: The nearest landmark }"
            )
        ),
        .optional(
            "required",
            \.isRequired,
            .flag,
            Says("wajib", "required", "Harus dijawab.", "It must be answered.", "true", weight: .major)
        ),
        .optional(
            "required_if",
            \.requiredIf,
            .formula,
            Says(
                "wajib bila",
                "required if",
                "Harus dijawab bila ini benar.",
                "It must be answered where this holds.",
                "category.needs_photo",
                weight: .major
            )
        ),
        .optional(
            "when",
            \.when,
            .formula,
            Says(
                "ditanyakan bila",
                "asked when",
                "Hanya ditanyakan bila ini benar.",
                "It is asked only where this holds.",
                "anonymous != true"
            )
        ),
        .optional(
            "calculated",
            \.calculated,
            .formula,
            Says(
                "dihitung",
                "calculated",
                "Nilainya dihitung dari jawaban lain dan tidak ditanyakan.",
                "Its value is worked out from other answers and never asked.",
                "width * height",
                weight: .major
            )
        ),
        .optional(
            "valid_if",
            \.validIf,
            .formula,
            Says(
                "sah bila",
                "valid if",
                "Jawaban ditolak bila ini tidak benar.",
                "An answer is refused where this does not hold.",
                "until > today",
                weight: .major
            )
        ),
        .optional(
            "otherwise",
            \.otherwise,
            .text,
            Says(
                "jika tidak sah",
                "otherwise",
                "Kalimat bila valid_if tidak benar.",
                "The sentence where valid_if does not hold.",
                "{ id: Pilih tanggal sesudah hari ini., en: Choose a day after today. }"
            )
        ),
        .optional(
            "privacy",
            \.privacy,
            privacy,
            Says(
                "kerahasiaan",
                "privacy",
                "Di mana jawaban disimpan; hanya dapat diperketat.",
                "Where the answer lies; it can be made stricter only.",
                "case",
                weight: .major
            )
        ),
        .optional(
            "page",
            \.page,
            .word(anything),
            Says(
                "halaman",
                "page",
                "Isian dengan halaman yang sama ditanyakan bersama.",
                "Fields of one page are asked together.",
                "contact",
                weight: .patch
            )
        ),
        .optional(
            "autocomplete",
            \.autocomplete,
            .word(anything),
            Says(
                "isi otomatis",
                "autocomplete",
                "Penanda isi otomatis HTML (WCAG 2.2, 1.3.5).",
                "HTML's autocomplete token (WCAG 2.2, 1.3.5).",
                "tel",
                weight: .patch
            )
        ),
        .optional("locked", \.lock, .lock, locked),
    ]

    private static let fieldByType: [Entry<FieldDraft>] = [
        .optional(
            "min",
            \.min,
            .number(0...Int(Civic.Limits.rupiahMax)),
            Says(
                "paling sedikit",
                "least",
                "Huruf paling sedikit, nilai terkecil, atau jumlah paling sedikit.",
                "Least characters, smallest value, or least number.",
                "10",
                weight: .major
            )
        ),
        .optional(
            "max",
            \.max,
            .number(0...Int(Civic.Limits.rupiahMax)),
            Says(
                "paling banyak",
                "most",
                "Huruf paling banyak, nilai terbesar, atau jumlah paling banyak.",
                "Most characters, largest value, or largest number.",
                "2000",
                weight: .major
            )
        ),
        .optional(
            "from",
            \.from,
            source,
            Says(
                "pilihan dari",
                "choices from",
                "Register yang menjadi sumber pilihan.",
                "The register that the choices come from.",
                "register.report_categories",
                weight: .major
            )
        ),
        .optional(
            "options",
            \.options,
            .keyed(.text, label: LocalizedText(id: "pilihan", en: "option")),
            Says(
                "pilihan",
                "options",
                "Pilihan yang ditulis di tempat.",
                "Choices written in place.",
                "{ yes: { id: Ya, en: Yes } }",
                ownership: .extendOnly
            )
        ),
        .optional(
            "within",
            \.isWithinGovernment,
            within,
            Says(
                "di dalam",
                "within",
                "Titik di luar wilayah ditolak.",
                "A point outside is refused.",
                "government",
                weight: .major
            )
        ),
        .optional(
            "accept",
            \.accept,
            accepted,
            Says("menerima", "accepts", "Jenis berkas.", "Kinds of files.", "[image]", weight: .major)
        ),
        .optional(
            "megabytes",
            \.megabytes,
            .number(1...50),
            Says(
                "ukuran berkas",
                "size of a file",
                "Ukuran satu berkas paling besar, dalam MB; tanpa ini 10 MB untuk dokumen dan 15 MB untuk foto.",
                "Largest size of one file, in MB; without it 10 MB for documents and 15 MB for photos.",
                "20",
                since: second,
                ownership: .local
            )
        ),
        .optional(
            "scale",
            \.scale,
            .number(0...Civic.Limits.decimalScaleMax),
            Says("angka pecahan", "decimals", "Angka di belakang koma.", "Digits after the comma.", "2", weight: .major)
        ),
        .optional(
            "of",
            \.rows,
            rows,
            Says(
                "pertanyaan tiap baris",
                "questions of a row",
                "Isian yang diulang dalam setiap baris.",
                "The fields that each row repeats.",
                "{ width: { type: decimal, label: { id: Lebar, en: Width } } }",
                ownership: .extendOnly
            )
        ),
    ]

    /// A field contains fields: what stands in a group is looked up when it is needed.
    private static let rows = Codec<Keyed<FieldID, Field>>(
        .deferred { rowsCodec.shape },
        read: { rowsCodec.read(&$0, $1) },
        write: { rowsCodec.write($0) }
    )

    private static var rowsCodec: Codec<Keyed<FieldID, Field>> { .keyed(fieldCodec) }

    private static let fieldType = Codec<String>(
        .oneOf(fieldTypes.map { Choice($0.word, $0.meaning) }),
        read: { reading, child in
            guard let word = reading.word(child) else { return nil }
            if FieldTypeDeclaration.named(word) == nil {
                reading.unknownWord(word, at: child.node.contentPlace, among: fieldTypes.map(\.word))
            }
            return word
        },
        write: { .string($0) }
    )

    private static let privacy = Codec<Privacy>.oneOf { privacy in
        switch privacy {
        case .open: ("boleh diketahui umum", "anybody may know it")
        case .caseBox: ("dalam kotak perkara, hanya bagi yang menangani", "in the case's box, for those who handle it")
        case .person:
            (
                "dalam kotak orangnya; hilang bila orangnya dihapus",
                "in the person's box; it goes when the person is erased"
            )
        }
    }

    private static let source = Codec<RegisterID>(
        .word(
            Grammar(
                LocalizedText(id: "sebuah register", en: "a register"),
                example: "register.report_categories",
                pattern: "^register[.][a-z][a-z0-9_]*$"
            )
        ),
        read: { $0.registerSource($1) },
        write: { .string("register.\($0)") }
    )

    private static let within = Codec<Bool>(
        .oneOf([Choice("government", LocalizedText(id: "wilayah pemerintah daerah", en: "the government's area"))]),
        read: { $0.within($1) },
        write: { _ in "government" }
    )

    private static let accepted = Codec<[FileKind]>(
        .set(Codec<FileKind>.oneOf(fileKind).shape),
        read: { $0.accepted($1) },
        write: { .array($0.map { .string($0.rawValue) }) }
    )

    @Sendable private static func fileKind(_ kind: FileKind) -> (id: String, en: String) {
        switch kind {
        case .image: ("foto (JPEG, PNG, WebP)", "photos (JPEG, PNG, WebP)")
        case .document: ("dokumen PDF", "PDF documents")
        }
    }
}

extension DefinitionLanguage.FieldDraft {
    /// The draft that says what the field says: the inverse of ``Reading/field(_:at:)``.
    init(_ field: Field) {
        self.init()
        type = field.type.word
        label = field.label
        hint = field.hint
        switch field.required {
        case .never: break
        case .always: isRequired = true
        case .when(let formula): requiredIf = formula
        }
        when = field.when
        min = field.min
        max = field.max
        megabytes = field.megabytes
        privacy = field.privacy == field.type.usualPrivacy ? nil : field.privacy
        page = field.page
        autocomplete = field.autocomplete
        calculated = field.calculated
        validIf = field.validIf
        otherwise = field.otherwise
        lock = field.lock
        FieldTypeDeclaration.of(field.type).fill(&self, field.type)
    }
}
