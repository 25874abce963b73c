import Civic

/// Opening hours of an application's own.
extension DefinitionLanguage {
    static let calendar = Record<CalendarElement>(
        "calendar",
        LocalizedText(id: "kalender", en: "calendar"),
        LocalizedText(
            id: "Jam buka milik aplikasi ini; zona waktu dan hari libur mengikuti pemerintah daerah.",
            en: "Opening hours of this application's own; zone and closed days are the government's."
        ),
        blank: CalendarElement(name: .unread, hours: [:]),
        [
            .required(
                "name",
                \.name,
                .text,
                Says("nama", "name", "Sebutannya.", "What it is called.", "{ id: Regu jaga, en: Shifts }")
            ),
            .required(
                "hours",
                \.hours,
                .keyed(opening.codec),
                Says("jam buka", "hours", "Kapan buka.", "When it is open.", "{ weekdays: { rrule: … } }")
            ),
            .usual(
                "holidays",
                \.keepsHolidays,
                .flag,
                true,
                Says("libur", "holidays", "Tutup pada hari libur.", "Closed on holidays.", "false", weight: .major)
            ),
        ]
    )

    private static let opening = Record<OpeningElement>(
        "opening",
        LocalizedText(id: "jam buka", en: "opening hours"),
        LocalizedText(
            id: "Hari menurut aturan berulang RFC 5545, jam mulai, dan lamanya.",
            en: "Days by a recurrence rule of RFC 5545, the time of opening, and how long."
        ),
        blank: OpeningElement(rrule: "", at: "", length: ""),
        [
            .required(
                "rrule",
                \.rrule,
                .word(
                    Grammar(
                        LocalizedText(id: "aturan berulang", en: "a recurrence rule"),
                        example: "FREQ=WEEKLY;BYDAY=MO,TU"
                    )
                ),
                Says("aturan", "rule", "Hari mana.", "Which days.", "\"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH\"", weight: .major)
            ),
            .required(
                "at",
                \.at,
                .word(
                    Grammar(
                        LocalizedText(id: "jam", en: "a time"),
                        example: "08:00",
                        pattern: "^[0-2][0-9]:[0-5][0-9]$"
                    )
                ),
                Says("mulai", "at", "Jam buka.", "The time of opening.", "\"08:00\"", weight: .major)
            ),
            .required(
                "for",
                \.length,
                .word(
                    Grammar(
                        LocalizedText(id: "lama waktu ISO 8601", en: "an ISO 8601 duration"),
                        example: "PT8H30M",
                        pattern: "^(P1D|PT([0-9]+H)?([0-9]+M)?)$"
                    )
                ),
                Says("selama", "for", "Berapa lama buka.", "How long it is open.", "PT8H", weight: .major)
            ),
            .optional(
                "from",
                \.from,
                .date,
                Says(
                    "sejak",
                    "from",
                    "Hari pertama, bila aturan menghitung darinya.",
                    "The first day, where the rule counts from one.",
                    "2026-01-05"
                )
            ),
        ]
    )

    /// What a clock counts: `office`, `always`, or a calendar of the application's own.
    static let clockCalendar = Codec<ClockElement.Calendar>(
        .word(
            Grammar(
                LocalizedText(id: "office, always, atau id kalender", en: "office, always, or a calendar's id"),
                example: "office",
                pattern: IdentifierSpelling.snake.pattern
            )
        ),
        read: { reading, child in
            guard let word = reading.word(child) else { return nil }
            switch word {
            case "office": return .office
            case "always": return .always
            default: return reading.identifier(word, at: child.node.contentPlace).map(ClockElement.Calendar.named)
            }
        },
        write: { .string($0.text) }
    )
}
