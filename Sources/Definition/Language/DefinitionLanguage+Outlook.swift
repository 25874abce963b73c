import Civic

/// What others see of it: publication, figures, systems of the nation, and how long it is kept.
extension DefinitionLanguage {
    static let outlook: [Entry<Definition>] = [
        .usual(
            "publish",
            \.publication,
            publication.codec,
            Publication(),
            shown: "{ ledger: coarse }",
            Says(
                "penerbitan",
                "publication",
                "Yang diterbitkan di samping buku besar.",
                "What is published beside the ledger.",
                "{ ledger: open, fields: [category], place: 100 m }"
            )
        ),
        .usual(
            "measures",
            \.measures,
            .keyed(measure.codec),
            [:],
            shown: "—",
            Says(
                "ukuran",
                "measures",
                "Angka di LIVE Room dan halaman umum.",
                "Figures of the LIVE Room and the public page.",
                "{ in_time: { ratio: [answering.met, answering.ended], … } }",
                ownership: .extendOnly
            )
        ),
        .usual(
            "national",
            \.national,
            .list(national.codec),
            [],
            shown: "—",
            Says(
                "sistem nasional",
                "national systems",
                "Hubungan dengan sistem pemerintah pusat, bertanggal.",
                "Relations to systems of the nation, with dates.",
                "[{ system: SP4N-LAPOR!, relation: feeds, basis: … }]",
                ownership: .locked,
                weight: .major
            )
        ),
        .required(
            "retention",
            \.retention,
            retention.codec,
            Says(
                "penyimpanan",
                "retention",
                "Berapa lama perkara selesai disimpan.",
                "How long a closed case is kept.",
                "{ years: 5 }"
            )
        ),
        .usual(
            "migrations",
            \.migrations,
            .keyed(migration.codec),
            [:],
            shown: "—",
            Says(
                "migrasi",
                "migrations",
                "Bagaimana perkara yang berjalan di versi lama dilanjutkan di versi ini.",
                "How cases that run under an earlier version go on under this one.",
                "{ from_1_0: { from: 1.0.0, states: { checked: verified } } }",
                since: second,
                ownership: .extendOnly,
                weight: .patch
            )
        ),
        .usual(
            "removed",
            \.removed,
            removed.codec,
            Tombstones(),
            shown: "—",
            Says(
                "batu nisan",
                "tombstones",
                "Id yang sudah dihapus dan tidak boleh dipakai lagi.",
                "Ids that were taken away and must not come back.",
                "{ form: [old_question] }",
                since: second,
                ownership: .locked,
                weight: .patch
            )
        ),
    ]

    private static let publication = Record<Publication>(
        "publication",
        LocalizedText(id: "penerbitan", en: "publication"),
        LocalizedText(id: "Seberapa banyak kejadian diterbitkan.", en: "How much of the events is published."),
        blank: Publication(),
        [
            .required(
                "ledger",
                \.ledger,
                openness,
                Says(
                    "keterbukaan",
                    "openness",
                    "Terbuka, kasar, atau tertutup.",
                    "Open, coarse or sealed.",
                    "open",
                    weight: .major
                )
            ),
            .usual(
                "fields",
                \.fields,
                .idSet(LocalizedText(id: "id isian", en: "a field's id"), example: "category"),
                [],
                shown: "—",
                Says(
                    "isian",
                    "fields",
                    "Jawaban yang ikut diterbitkan.",
                    "Answers that are published too.",
                    "[category]"
                )
            ),
            .usual(
                "place",
                \.placeMetres,
                metres,
                100,
                Says(
                    "ketelitian tempat",
                    "grid of places",
                    "Titik digeser ke kisi selebar ini.",
                    "Points are moved onto a grid of this width.",
                    "100 m"
                )
            ),
        ]
    )

    private static let openness = Codec<Publication.Openness>.oneOf { openness in
        switch openness {
        case .open:
            (
                "setiap kejadian dengan perangkat daerah, kelurahan dan waktunya",
                "each event with agency, village and time"
            )
        case .coarse: ("aplikasi, keadaan, hari, kecamatan", "application, state, day, district")
        case .sealed: ("hanya jumlah bulanan yang dilindungi", "protected monthly totals only")
        }
    }

    private static let metres = Codec<Int>(
        .word(Grammar(LocalizedText(id: "jarak", en: "a distance"), example: "100 m", pattern: "^[0-9]+ m$")),
        read: { $0.metres($1) },
        write: { .string("\($0) m") }
    )

    private static let measure = Record<Measure>(
        "measure",
        LocalizedText(id: "ukuran", en: "measure"),
        LocalizedText(
            id: "Dari semua tenggat yang berakhir, berapa bagian yang terpenuhi.",
            en: "Of all clocks that ended, the share that was met."
        ),
        blank: .blank,
        [
            .required(
                "name",
                \.name,
                .text,
                Says(
                    "nama",
                    "name",
                    "Judul angka.",
                    "The figure's title.",
                    "{ id: Dijawab tepat waktu, en: Answered in time }"
                )
            ),
            .required(
                "ratio",
                \.ratio,
                ratio,
                Says(
                    "perbandingan",
                    "ratio",
                    "Berapa dari berapa.",
                    "How many of how many.",
                    "[answering.met, answering.ended]"
                )
            ),
            .optional(
                "target",
                \.target,
                share,
                Says("target", "target", "Bagian yang diharapkan, 0 sampai 1.", "The share to reach, 0 to 1.", "0.9")
            ),
        ]
    )

    private static let ratio = Codec<Measure.Ratio>(
        .list(
            .word(
                Grammar(
                    LocalizedText(id: "jumlah tenggat", en: "a count of clocks"),
                    example: "answering.met",
                    pattern: "^[a-z][a-z0-9_]*[.](met|breached|ended)$"
                )
            )
        ),
        read: { $0.ratio($1) },
        write: { .array([.string($0.counted.description), .string($0.among.description)]) }
    )

    private static let share = Codec<Double>(
        .word(
            Grammar(
                LocalizedText(id: "bilangan antara 0 dan 1", en: "a number between 0 and 1"),
                example: "0.9",
                pattern: "^[01]([.][0-9]+)?$"
            )
        ),
        read: { $0.share($1) },
        write: { .double($0) }
    )

    private static let retention = Record<Retention>(
        "retention",
        LocalizedText(id: "penyimpanan", en: "retention"),
        LocalizedText(
            id: "Berapa lama perkara yang selesai disimpan sebelum kotak pribadinya dihapus.",
            en: "How long a closed case is kept before its personal boxes are erased."
        ),
        blank: Retention(years: 0),
        [
            .required(
                "years",
                \.years,
                .number(1...100),
                Says("tahun", "years", "Jumlah tahun.", "Number of years.", "5")
            ),
            .optional(
                "basis",
                \.basis,
                .text,
                basis("{ id: \"UU 27/2022 Pasal 43\", en: Law 27/2022 article 43 }")
            ),
        ]
    )

    private static let removed = Record<Tombstones>(
        "removed",
        LocalizedText(id: "batu nisan", en: "tombstones"),
        LocalizedText(
            id: "Id yang pernah ada. Id yang dihapus tidak kembali dengan arti lain.",
            en: "Ids that once were. A removed id does not come back with another meaning."
        ),
        blank: Tombstones(),
        Tombstones.kinds.map { kind in
            .usual(
                kind.key,
                kind.path,
                .list(.word(anything)),
                [],
                shown: "—",
                Says(
                    kind.label.text(.id),
                    kind.label.text(.en),
                    "Id yang dihapus.",
                    "Ids that were removed.",
                    "[old_id]",
                    since: second
                )
            )
        }
    )

    /// The law behind an element.
    static func basis(_ example: String) -> Says {
        Says("dasar", "basis", "Peraturannya.", "The law behind it.", example)
    }
}
