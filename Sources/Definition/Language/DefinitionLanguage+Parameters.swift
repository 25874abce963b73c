import Civic

/// Numbers that change by date, without a new release.
extension DefinitionLanguage {
    static let parameter = Record<Parameter>(
        "parameter",
        LocalizedText(id: "parameter", en: "parameter"),
        LocalizedText(
            id: "Angka yang ditetapkan peraturan dan berubah menurut tanggal: tarif, batas, jumlah hari.",
            en: "A number that the law sets and that changes by date: a tariff, a limit, a number of days."
        ),
        blank: Parameter(name: .unread, kind: .integer, rows: [:]),
        [
            .required(
                "name",
                \.name,
                .text,
                Says("nama", "name", "Sebutannya.", "What it is called.", "{ id: Jangka jawaban, en: Time to answer }")
            ),
            .required(
                "type",
                \.kind,
                kind,
                Says(
                    "jenis",
                    "type",
                    "Jenis nilainya.",
                    "The kind of value.",
                    "workdays",
                    since: second,
                    weight: .major
                )
            ),
            .optional(
                "unit",
                \.unit,
                .text,
                Says("satuan", "unit", "Yang dihitung.", "What is counted.", "{ id: per m², en: per m² }")
            ),
            .optional(
                "min",
                \.min,
                .number(),
                Says("paling sedikit", "least", "Nilai terkecil.", "The smallest value.", "1")
            ),
            .optional(
                "max",
                \.max,
                .number(0...999_999_999_999),
                Says("paling banyak", "most", "Nilai terbesar.", "The largest value.", "17")
            ),
            .optional("locked", \.lock, .lock, locked),
            .required(
                "rows",
                \.rows,
                .keyed(row.codec),
                Says(
                    "baris",
                    "rows",
                    "Nilai menurut tanggal mulai berlaku.",
                    "Values by the day from which they hold.",
                    "{ y2026: { from: 2026-01-01, value: 10 } }",
                    ownership: .extendOnly
                )
            ),
        ]
    )

    private static let kind = Codec<Parameter.Kind>.oneOf { kind in
        switch kind {
        case .integer: ("bilangan bulat", "a whole number")
        case .decimal: ("bilangan dengan koma, dihitung tepat", "a number with a fraction, computed exactly")
        case .money: ("rupiah", "rupiah")
        case .workdays: ("hari kerja", "workdays")
        case .days: ("hari kalender", "calendar days")
        }
    }

    private static let row = Record<ParameterRow>(
        "parameter_row",
        LocalizedText(id: "nilai", en: "value"),
        LocalizedText(id: "Nilai sejak satu tanggal.", en: "The value from one day on."),
        blank: ParameterRow(from: CivilDate(daysSinceEpoch: 0), value: "0"),
        [
            .required(
                "from",
                \.from,
                .date,
                Says("sejak", "from", "Hari pertama berlakunya.", "The first day on which it holds.", "2026-01-01")
            ),
            .required(
                "value",
                \.value,
                .word(
                    Grammar(
                        LocalizedText(id: "bilangan", en: "a number"),
                        example: "10",
                        pattern: "^-?[0-9]+([.][0-9]+)?$"
                    )
                ),
                Says("nilai", "value", "Nilainya.", "The value.", "10")
            ),
            .optional(
                "basis",
                \.basis,
                .text,
                Says(
                    "dasar",
                    "basis",
                    "Peraturan yang menetapkannya.",
                    "The decree that sets it.",
                    "{ id: Perda 1/2026, en: Local regulation 1/2026 }"
                )
            ),
        ]
    )
}
