import Civic

/// Systems of the nation.
extension DefinitionLanguage {
    static let national = Record<NationalRelation>(
        "national",
        LocalizedText(id: "hubungan dengan sistem nasional", en: "relation to a national system"),
        LocalizedText(
            id: "Hubungan dengan satu sistem pemerintah pusat, bertanggal karena hukum berubah.",
            en: "How it stands to one system of the nation: dated, for law changes."
        ),
        blank: .blank,
        [
            .required(
                "system",
                \.system,
                .word(anything),
                Says("sistem", "system", "Nama sistem.", "The system's name.", "SIAK")
            ),
            .required(
                "relation",
                \.relation,
                relation,
                Says("hubungan", "relation", "Jenis hubungan.", "The kind of relation.", "fronts")
            ),
            .optional("from", \.from, .date, Says("sejak", "from", "Berlaku sejak.", "In force since.", "2026-01-01")),
            .optional(
                "until",
                \.until,
                .date,
                Says("sampai", "until", "Berlaku sampai.", "In force until.", "2027-12-31")
            ),
            .required(
                "basis",
                \.basis,
                .text,
                basis("{ id: \"Perpres 76/2013\", en: \"Regulation 76/2013\" }")
            ),
            .optional(
                "when_down",
                \.whenDown,
                .text,
                Says(
                    "bila terputus",
                    "when down",
                    "Yang dilakukan bila sistem itu tidak dapat dihubungi.",
                    "What to do while the system can't be reached.",
                    "{ id: Menyusul, en: Later }"
                )
            ),
            .optional(
                "url",
                \.url,
                .word(anything),
                Says(
                    "alamat",
                    "address",
                    "Tempat sistem itu dibuka.",
                    "Where the system is opened.",
                    "\"https://…\"",
                    since: third
                )
            ),
            .usual(
                "in",
                \.shownIn,
                .idSet(LocalizedText(id: "id status", en: "a state's id"), example: "ready_for_siak"),
                [],
                shown: "—",
                Says(
                    "pada status",
                    "in states",
                    "Status ketika petugas mengetikkan isian ke sistem itu.",
                    "The states in which officers type something into the system.",
                    "ready_for_siak",
                    since: third
                )
            ),
            .usual(
                "fields",
                \.fields,
                .keyed(nationalField.codec),
                [:],
                shown: "—",
                Says(
                    "isian di sana",
                    "fields there",
                    "Kotak formulir sistem itu menurut urutannya, dan isi masing-masing.",
                    "The boxes of the system's form in their order, and what goes into each.",
                    "{ nama: { label: { id: Nama lengkap, en: Full name }, value: contact_name } }",
                    since: third
                )
            ),
            .optional(
                "number",
                \.number,
                nationalNumber.codec,
                Says(
                    "nomor nasional",
                    "national number",
                    "Nomor yang diberikan sistem itu dan diketik kembali di sini.",
                    "The number that the system gives and that is typed back here.",
                    "{ field: siak_number, pattern: \"[0-9]{16}\" }",
                    since: third
                )
            ),
            .optional(
                "status",
                \.status,
                .id(LocalizedText(id: "id isian", en: "a field's id"), example: "siak_status"),
                Says(
                    "keadaan di sana",
                    "status there",
                    "Isian yang mencatat keadaannya di sistem itu; warga membacanya dengan nama sistemnya.",
                    "The field that says where it stands in the system; citizens read it under the system's name.",
                    "siak_status",
                    since: third
                )
            ),
        ]
    )

    private static let nationalField = Record<NationalField>(
        "national_field",
        LocalizedText(id: "isian nasional", en: "national field"),
        LocalizedText(
            id: "Satu kotak formulir sistem nasional dan isinya.",
            en: "One box of the national system's form and what goes into it."
        ),
        blank: NationalField(label: .unread, value: .unread),
        [
            .required(
                "label",
                \.label,
                .text,
                Says(
                    "nama kotak",
                    "label",
                    "Namanya di sistem itu.",
                    "What the system calls it.",
                    "{ id: Nama lengkap, en: Full name }",
                    since: third
                )
            ),
            .required(
                "value",
                \.value,
                .formula,
                Says("isi", "value", "Yang diketik di sana.", "What is typed there.", "child_name", since: third)
            ),
        ]
    )

    private static let nationalNumber = Record<NationalNumber>(
        "national_number",
        LocalizedText(id: "nomor nasional", en: "national number"),
        LocalizedText(
            id: "Nomor yang diberikan sistem nasional, diperiksa bentuknya.",
            en: "The number that a national system gives; its form is checked."
        ),
        blank: NationalNumber(field: "unread"),
        [
            .required(
                "field",
                \.field,
                .id(LocalizedText(id: "id isian", en: "a field's id"), example: "siak_number"),
                Says(
                    "isian",
                    "field",
                    "Isian pada formulir tindakan yang menyimpannya.",
                    "The field of an action's form that keeps it.",
                    "siak_number",
                    since: third
                )
            ),
            .optional(
                "pattern",
                \.pattern,
                .word(anything),
                Says(
                    "bentuk",
                    "pattern",
                    "Bentuk seluruh nomor, sebagai ekspresi reguler.",
                    "The form of the whole number, as a regular expression.",
                    "\"[0-9]{16}\"",
                    since: third
                )
            ),
            .optional(
                "example",
                \.example,
                .word(anything),
                Says(
                    "contoh",
                    "example",
                    "Satu nomor yang benar.",
                    "One that is right.",
                    "\"3671012411260001\"",
                    since: third
                )
            ),
        ]
    )

    private static let relation = Codec<NationalRelation.Relation>.oneOf { relation in
        switch relation {
        case .none: ("tidak berhubungan", "not related")
        case .feeds: ("data dari sini diserahkan ke sana", "data from here are handed over")
        case .fronts: ("menyiapkan, lalu menyimpan nomor nasional", "prepares, and keeps the national number")
        case .mirrors: ("hanya membaca", "reads only")
        case .replaced: ("layanan ini digantikan sistem itu", "the system takes this service's place")
        }
    }
}
