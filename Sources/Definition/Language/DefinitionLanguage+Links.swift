import Civic

/// How an action ties cases to each other.
extension DefinitionLanguage {
    static let actionTies: [Entry<ActionElement>] = [
        .optional(
            "link",
            \.link,
            linkRecord.codec,
            Says(
                "kaitan",
                "link",
                "Kasus lain yang dikaitkan tindakan ini.",
                "The other case that it ties this one to.",
                "{ as: duplicate_of, to: parent }",
                since: second,
                weight: .major
            )
        ),
        .optional(
            "open",
            \.open,
            openRecord.codec,
            Says(
                "pembukaan",
                "opening",
                "Kasus lain yang dibuka tindakan ini.",
                "Another case that it opens.",
                "{ as: part_of, with: { description: second_description }, keep: location }",
                since: second,
                weight: .major
            )
        ),
    ]

    private static let fieldName = LocalizedText(id: "isian", en: "a field")

    private static let relation = Codec<CaseRelation>.oneOf { relation in
        switch relation {
        case .duplicateOf: ("laporan yang sama; kasus ini berakhir", "the same matter; this case ends")
        case .partOf: ("bagian dari kasus itu", "a part of that case")
        case .continues: ("kelanjutan kasus itu", "goes on where that case ended")
        }
    }

    private static let linkRecord = Record<LinkElement>(
        "link",
        LocalizedText(id: "kaitan", en: "link"),
        LocalizedText(id: "Kasus lain yang dikaitkan.", en: "The other case that is tied to this one."),
        blank: LinkElement(as: .duplicateOf, to: "unread"),
        [
            .required(
                "as",
                \.relation,
                relation,
                Says(
                    "sebagai",
                    "as",
                    "Apa arti kasus ini bagi kasus itu.",
                    "What this case is to the other.",
                    "duplicate_of",
                    since: second,
                    weight: .major
                )
            ),
            .required(
                "to",
                \.to,
                .id(fieldName, example: "parent"),
                Says(
                    "kepada",
                    "to",
                    "Isian tindakan ini yang menyebut nomor kasus itu.",
                    "The field of the action that names the other case.",
                    "parent",
                    since: second,
                    weight: .major
                )
            ),
        ]
    )

    private static let openRecord = Record<OpenElement>(
        "open",
        LocalizedText(id: "pembukaan", en: "opening"),
        LocalizedText(
            id: "Kasus baru layanan yang sama yang dibuka.",
            en: "A new case of the same application that is opened."
        ),
        blank: OpenElement(),
        [
            .usual(
                "as",
                \.relation,
                relation,
                .partOf,
                Says(
                    "sebagai",
                    "as",
                    "Apa arti kasus baru bagi kasus ini.",
                    "What the new case is to this one.",
                    "part_of",
                    since: second,
                    weight: .major
                )
            ),
            .usual(
                "with",
                \.with,
                .keyed(.id(fieldName, example: "second_description"), label: fieldName),
                [:],
                shown: "—",
                Says(
                    "dengan",
                    "with",
                    "Jawaban kasus baru, masing-masing dari isian tindakan ini.",
                    "Answers of the new case, each from a field of the action.",
                    "{ description: second_description }",
                    since: second,
                    weight: .major
                )
            ),
            .usual(
                "keep",
                \.keep,
                .idSet(fieldName, example: "location"),
                [],
                shown: "—",
                Says(
                    "disalin",
                    "keep",
                    "Jawaban kasus ini yang disalin ke kasus baru; jawaban wajib yang tidak ada di `with` disalin juga.",
                    "Answers of this case that the new one takes over; so are required ones that `with` does not give.",
                    "[location, contact_phone]",
                    since: second,
                    weight: .major
                )
            ),
        ]
    )
}
