import Civic

/// Messages that go out.
extension DefinitionLanguage {
    static let notice = Record<Notice>(
        "notice",
        LocalizedText(id: "pemberitahuan", en: "notice"),
        LocalizedText(
            id: "Pesan yang dikirim bila sesuatu terjadi.",
            en: "A message that goes out when something happened."
        ),
        blank: Notice(on: [], to: [], text: .unread),
        [
            .required(
                "on",
                \.on,
                .list(event),
                Says("pada", "on", "Kejadian yang memicunya.", "What sets it off.", "[start, answering at 75%]")
            ),
            .required(
                "to",
                \.to,
                .idSet(roleIDs, example: "citizen"),
                Says("kepada", "to", "Peran penerima.", "The roles that get it.", "citizen")
            ),
            .required(
                "text",
                \.text,
                .text,
                Says(
                    "bunyi",
                    "text",
                    "Isi pesan, dengan tempat isian {…}.",
                    "What it says, with slots {…}.",
                    "{ id: \"Laporan {number} diterima.\", en: \"Report {number} received.\" }"
                )
            ),
        ]
    )

    private static let event = Codec<Notice.Event>(
        .word(
            Grammar(
                LocalizedText(id: "sebuah kejadian", en: "an event"),
                example: "answering at 75%",
                pattern: "^[a-z][a-z0-9_]*( at [0-9]+%| in [0-9]+ days?| expired| joined)?$"
            )
        ),
        read: { $0.event($1) },
        write: { .string($0.text) }
    )
}
