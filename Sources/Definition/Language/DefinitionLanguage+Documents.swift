import Civic

/// Documents that an application issues, and what actions do to them.
extension DefinitionLanguage {
    static let documents: [Entry<Definition>] = [
        .usual(
            "documents",
            \.documents,
            .keyed(document.codec),
            [:],
            shown: "—",
            Says(
                "dokumen",
                "documents",
                "Surat, izin dan sertifikat yang diterbitkan.",
                "Letters, permits and certificates that are issued.",
                "{ permit: { template: documents/permit.html, number: …, signed_by: head } }",
                since: second,
                ownership: .extendOnly
            )
        )
    ]

    static let document = Record<DocumentElement>(
        "document",
        LocalizedText(id: "dokumen", en: "document"),
        LocalizedText(
            id: "Surat, izin atau sertifikat yang diterbitkan pemerintah daerah.",
            en: "A letter, permit or certificate that the government issues."
        ),
        blank: DocumentElement(
            name: .unread,
            template: DocumentTemplate(file: "", html: .unread),
            number: NumberPattern(""),
            signedBy: "unread"
        ),
        documentIdentity + documentLife
    )

    private static let documentIdentity: [Entry<DocumentElement>] = [
        .required(
            "name",
            \.name,
            .text,
            Says("nama", "name", "Sebutannya.", "What it is called.", "{ id: Izin reklame, en: Billboard permit }")
        ),
        .optional(
            "subject",
            \.subject,
            .text,
            Says(
                "hal",
                "subject",
                "Baris Hal pada kepala surat; boleh memakai {{isian}}. Tanpa ini, namanya menjadi judul.",
                "The subject line of a letter; may use {{fields}}. Without it the name is the title.",
                "{ id: Persetujuan pemakaian, en: Approval of use }"
            )
        ),
        .optional(
            "nature",
            \.nature,
            .text,
            Says(
                "sifat",
                "nature",
                "Baris Sifat pada kepala surat; boleh memakai {{isian}}. Tanpa ini: Biasa.",
                "The line that says how the letter is to be treated; may use {{fields}}. Without it: ordinary.",
                "{ id: \"{{urgency}}\", en: \"{{urgency}}\" }",
                since: second
            )
        ),
        .required(
            "template",
            \.template,
            template,
            Says(
                "naskah",
                "template",
                "Berkas HTML di folder aplikasi; isinya ikut dalam rilis. Terjemahannya di sebelahnya: permit.en.html.",
                "An HTML file in the application's folder; its text travels in the release. A translation lies beside it: permit.en.html.",
                "documents/permit.html",
                since: second
            )
        ),
        .required(
            "number",
            \.number,
            number,
            Says(
                "nomor",
                "number",
                "Pola nomor; urut per dokumen, dinas dan tahun, tanpa celah.",
                "How it is numbered: per document, agency and year, without gaps.",
                "\"{seq:5}/REKLAME/{month_roman}/{year}\"",
                weight: .major
            )
        ),
        .required(
            "signed_by",
            \.signedBy,
            .id(roleIDs, example: "head"),
            Says(
                "penanda tangan",
                "signed by",
                "Peran yang menandatangani; hanya ia yang menerbitkan.",
                "The role that signs; nobody else issues it.",
                "head",
                weight: .major
            )
        ),
        .usual(
            "qr",
            \.shown,
            .ids(
                LocalizedText(id: "id isian atau atribut", en: "a field's or an attribute's id"),
                example: "road_class"
            ),
            [],
            shown: "—",
            Says(
                "tampil saat diperiksa",
                "shown when verified",
                "Isian yang tampil pada halaman pemeriksaan umum, selain nomor, jenis, dinas, tanggal dan masa berlaku.",
                "Answers that the public verification page shows beside number, kind, agency, date and validity.",
                "[road_class]",
                weight: .major
            )
        ),
    ]

    private static let documentLife: [Entry<DocumentElement>] = [
        .optional(
            "valid",
            \.valid,
            validity.codec,
            Says(
                "masa berlaku",
                "validity",
                "Sampai kapan berlaku; tanpa ini, seterusnya.",
                "How long it holds; without it, for good.",
                "{ until: 12 months, remind: [30 days, 7 days] }",
                weight: .major
            )
        ),
        .usual(
            "copies",
            \.copies,
            .list(.text),
            [],
            shown: "—",
            Says(
                "tembusan",
                "copies",
                "Siapa yang mendapat tembusan.",
                "Who gets a copy.",
                "[{ id: Inspektorat, en: Inspectorate }]"
            )
        ),
        .optional(
            "own",
            \.own,
            .text,
            Says(
                "milik sendiri karena",
                "the government's own because",
                "Mengapa dokumen ini diterbitkan pemerintah daerah sendiri, walaupun sistem nasional didahulukan.",
                "Why the government issues it itself, although a system of the nation comes first.",
                "{ id: Lembar kerja di dalam kantor, en: A working sheet of the office }",
                since: second,
                weight: .major
            )
        ),
        .optional("locked", \.lock, .lock, locked),
    ]

    private static let validity = Record<DocumentElement.Validity>(
        "validity",
        LocalizedText(id: "masa berlaku", en: "validity"),
        LocalizedText(id: "Sampai kapan dokumen berlaku.", en: "How long a document holds."),
        blank: DocumentElement.Validity(until: .days(1)),
        [
            .required(
                "until",
                \.until,
                until,
                Says(
                    "sampai",
                    "until",
                    "Hari terakhir: lama waktu, atau = sebuah tanggal.",
                    "The last day: a length of time, or = a date.",
                    "12 months",
                    weight: .major
                )
            ),
            .usual(
                "remind",
                \.remind,
                .list(days),
                [],
                shown: "—",
                Says(
                    "pengingat",
                    "reminders",
                    "Berapa hari sebelum berakhir pemberitahuan dikirim.",
                    "How many days before its end notices go out.",
                    "[30 days, 7 days]"
                )
            ),
            .optional(
                "renewed_by",
                \.renewedBy,
                .id(LocalizedText(id: "id aplikasi", en: "an application's id"), example: "billboard-permit"),
                Says(
                    "diperpanjang lewat",
                    "renewed by",
                    "Aplikasi untuk memperpanjang; jawaban lama terisi lagi.",
                    "The application that renews it; earlier answers are filled in.",
                    "billboard-permit"
                )
            ),
        ]
    )

    private static let template = Codec<DocumentTemplate>(
        .word(
            Grammar(
                LocalizedText(id: "berkas naskah", en: "a template's file"),
                example: "documents/permit.html",
                pattern: "^documents/[a-z0-9-]+[.]html$"
            )
        ),
        read: { $0.template($1) },
        write: \.json
    )

    private static let number = Codec<NumberPattern>(
        .word(
            Grammar(
                LocalizedText(id: "pola nomor", en: "a pattern of numbers"),
                example: "\"{seq:5}/REKLAME/{month_roman}/{year}\""
            )
        ),
        read: { reading, child in reading.word(child).map { NumberPattern($0) } },
        write: { .string($0.source) }
    )

    private static let until = Codec<DocumentElement.Until>(
        .word(
            Grammar(
                LocalizedText(id: "lama waktu, atau = sebuah tanggal", en: "a length of time, or = a date"),
                example: "12 months",
                pattern: "^([1-9][0-9]* (days?|months?|years?)|=.*)$"
            )
        ),
        read: { $0.until($1) },
        write: { .string($0.text) }
    )

    private static let days = Codec<Int>(
        .word(
            Grammar(
                LocalizedText(id: "sejumlah hari", en: "a number of days"),
                example: "30 days",
                pattern: "^[1-9][0-9]* days?$"
            )
        ),
        read: { $0.dayCount($1) },
        write: { .string("\($0) days") }
    )

    static let documentIDs = LocalizedText(id: "id dokumen", en: "a document's id")

    /// What an action does to documents of the case.
    static let documentEffects: [Entry<ActionElement>] = [
        effect(
            "issue",
            \.documents.issue,
            Says(
                "terbitkan",
                "issue",
                "Dokumen yang diterbitkan; nomornya diambil saat itu juga.",
                "Documents that are issued; their number is taken at once.",
                "permit",
                since: second,
                weight: .major
            )
        ),
        effect(
            "reissue",
            \.documents.reissue,
            Says(
                "terbitkan ulang",
                "reissue",
                "Dokumen baru dengan nomor baru menggantikan yang berlaku; memerlukan alasan.",
                "A new one with a new number replaces the one in force; needs a reason.",
                "permit",
                since: second,
                weight: .major
            )
        ),
        effect(
            "suspend",
            \.documents.suspend,
            Says(
                "bekukan",
                "suspend",
                "Dokumen tidak berlaku untuk sementara; memerlukan alasan.",
                "The document does not hold for a time; needs a reason.",
                "permit",
                since: second,
                weight: .major
            )
        ),
        effect(
            "resume",
            \.documents.resume,
            Says(
                "pulihkan",
                "resume",
                "Dokumen yang dibekukan berlaku lagi.",
                "A suspended document holds again.",
                "permit",
                since: second,
                weight: .major
            )
        ),
        effect(
            "revoke",
            \.documents.revoke,
            Says(
                "cabut",
                "revoke",
                "Dokumen dicabut untuk seterusnya; memerlukan alasan.",
                "The document is revoked for good; needs a reason.",
                "permit",
                since: second,
                weight: .major
            )
        ),
    ]

    private static func effect(
        _ key: String,
        _ path: any WritableKeyPath<ActionElement, [DocumentID]> & Sendable,
        _ says: Says
    ) -> Entry<ActionElement> {
        .usual(key, path, .idSet(documentIDs, example: "permit"), [], shown: "—", says)
    }
}
