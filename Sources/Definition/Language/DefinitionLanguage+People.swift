import Civic

/// Who takes part, what is asked, and the small registers that an application brings along.
extension DefinitionLanguage {
    static let people: [Entry<Definition>] = [
        .usual(
            "calendars",
            \.calendars,
            .keyed(calendar.codec),
            [:],
            shown: "—",
            Says(
                "kalender",
                "calendars",
                "Jam buka milik aplikasi: regu jaga, loket Sabtu.",
                "Opening hours of the application's own: shifts, a counter on Saturdays.",
                "{ shifts: { name: …, hours: … } }",
                since: second,
                ownership: .extendOnly
            )
        ),
        .usual(
            "parameters",
            \.parameters,
            .keyed(parameter.codec),
            [:],
            shown: "—",
            Says(
                "parameter",
                "parameters",
                "Angka bertanggal: tarif, batas, jumlah hari; berubah tanpa rilis baru.",
                "Dated numbers: tariffs, limits, numbers of days; they change without a new release.",
                "{ answer_time: { type: workdays, rows: … } }",
                since: second,
                ownership: .extendOnly
            )
        ),
        .usual(
            "registers",
            \.registers,
            .keyed(register.codec),
            [:],
            shown: "—",
            Says(
                "register",
                "registers",
                "Daftar kecil yang dibawa aplikasi; pemerintah daerah boleh mengubahnya baris demi baris.",
                "Small lists that the application brings along; a government may change them row by row.",
                "{ categories: { name: …, rows: … } }",
                ownership: .extendOnly
            )
        ),
        .required(
            "roles",
            \.roles,
            .keyed(role.codec),
            Says(
                "peran",
                "roles",
                "Siapa saja yang bertindak.",
                "Everybody who acts.",
                "{ citizen: { name: { id: Warga, en: Citizen }, scope: public } }",
                ownership: .extendOnly
            )
        ),
        .required(
            "form",
            \.form,
            .keyed(fieldCodec),
            Says(
                "formulir",
                "form",
                "Pertanyaan saat perkara dimulai, menurut urutan.",
                "What is asked when a case starts, in order.",
                "{ place: { type: location, label: … } }",
                ownership: .extendOnly
            )
        ),
        .usual(
            "start",
            \.start,
            start.codec,
            StartElement(),
            shown: "—",
            Says(
                "permulaan",
                "start",
                "Siapa yang boleh memulai dan apa yang diisi saat itu.",
                "Who may start a case, and what is set then.",
                "{ set: { priority: normal } }"
            )
        ),
    ]

    // MARK: Registers

    static let register = Record<InlineRegister>(
        "register",
        LocalizedText(id: "register", en: "register"),
        LocalizedText(id: "Daftar baris dengan kolom bertipe.", en: "A list of rows with typed columns."),
        blank: InlineRegister(name: .unread, columns: [:], rows: [:]),
        [
            .required(
                "name",
                \.name,
                .text,
                Says("nama", "name", "Nama daftar.", "The list's name.", "{ id: Jenis laporan, en: Kinds of report }")
            ),
            .usual(
                "columns",
                \.columns,
                .keyed(column.codec),
                [:],
                shown: "—",
                Says(
                    "kolom",
                    "columns",
                    "Yang diketahui tentang setiap baris.",
                    "What is known of each row.",
                    "{ workdays: { type: integer, min: 1 } }",
                    ownership: .extendOnly
                )
            ),
            .required(
                "rows",
                \.rows,
                .keyed(row.codec, hidable: true),
                Says(
                    "baris",
                    "rows",
                    "Isinya.",
                    "What stands in it.",
                    "{ flood: { name: { id: Banjir, en: Flood } } }",
                    ownership: .extendOnly
                )
            ),
        ]
    )

    private static let column = Record<Column>(
        "column",
        LocalizedText(id: "kolom", en: "column"),
        LocalizedText(id: "Satu hal yang diketahui tentang setiap baris.", en: "One thing that is known of each row."),
        blank: Column(kind: .word),
        [
            .required(
                "type",
                \.kind,
                columnKind,
                Says(
                    "jenis",
                    "type",
                    "Jenis nilainya.",
                    "The kind of value.",
                    "integer",
                    ownership: .locked,
                    weight: .major
                )
            ),
            .optional(
                "min",
                \.min,
                .number(),
                Says("paling sedikit", "least", "Nilai terkecil.", "The smallest value.", "1", weight: .major)
            ),
            .optional(
                "max",
                \.max,
                .number(),
                Says("paling banyak", "most", "Nilai terbesar.", "The largest value.", "40", weight: .major)
            ),
            .usual(
                "required",
                \.isRequired,
                .flag,
                false,
                Says("wajib", "required", "Setiap baris mengisinya.", "Every row has it.", "true", weight: .major)
            ),
            .optional("locked", \.lock, .lock, locked),
        ]
    )

    private static let columnKind = Codec<Column.Kind>.oneOf { kind in
        switch kind {
        case .word: ("kode atau kata yang sama di semua bahasa", "a code, the same in every language")
        case .text: ("teks menurut bahasa", "a text by language")
        case .integer: ("bilangan bulat", "a whole number")
        case .yesNo: ("ya atau tidak", "yes or no")
        }
    }

    static let locked = Says(
        "kunci hukum",
        "lock",
        "Peraturan yang melarang pemerintah daerah mengubah butir ini, atau melampaui batasnya.",
        "The law that forbids an adopter to change this, or to leave its bounds.",
        "\"UU 25/2009 Pasal 50\"",
        ownership: .locked
    )

    private static let row = Record<RegisterRow>(
        "row",
        LocalizedText(id: "baris", en: "row"),
        LocalizedText(id: "Satu pilihan dalam daftar.", en: "One entry of the list."),
        blank: RegisterRow(name: .unread),
        [
            .required(
                "name",
                \.name,
                .text,
                Says("nama", "name", "Yang dibaca warga.", "What citizens read.", "{ id: Banjir, en: Flood }")
            ),
            .optional(
                "hint",
                \.hint,
                .text,
                Says(
                    "petunjuk",
                    "hint",
                    "Contoh yang termasuk di dalamnya.",
                    "Examples of what belongs to it.",
                    "{ id: Air masuk rumah, en: Water in houses }"
                )
            ),
            .optional(
                "icon",
                \.icon,
                icon,
                Says("ikon", "icon", "Gambar dari Site/icons.", "A picture of Site/icons.", "flood")
            ),
            .usual(
                "values",
                \.values,
                values,
                [:],
                shown: "—",
                Says("isi", "values", "Nilai menurut kolom.", "Values by column.", "{ workdays: 1 }")
            ),
            .usual(
                "hidden",
                \.isHidden,
                .flag,
                false,
                Says(
                    "tersembunyi",
                    "hidden",
                    "Tidak dapat dipilih lagi; perkara lama tetap memakainya.",
                    "Can't be chosen any more; old cases keep it.",
                    "true"
                )
            ),
        ]
    )

    static let icon = Codec<String>(
        .word(
            Grammar(
                LocalizedText(id: "nama ikon", en: "an icon's name"),
                example: "road-damage",
                pattern: "^[a-z0-9-]+$"
            )
        ),
        read: { $0.icon($1) },
        write: { .string($0) }
    )

    private static let values = Codec<[ColumnID: JSON]>(
        .values,
        read: { $0.columnValues($1) },
        write: { values in
            .object(Dictionary(values.map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first }))
        }
    )
}
