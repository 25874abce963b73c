import Civic

/// The course of a case: states, actions, deadlines, tables and messages.
extension DefinitionLanguage {
    static let course: [Entry<Definition>] = [
        .required(
            "states",
            \.states,
            .keyed(state.codec),
            Says(
                "keadaan",
                "states",
                "Di mana perkara dapat berada.",
                "Where a case can be.",
                "{ received: { name: …, start: true, tone: new } }",
                ownership: .extendOnly
            )
        ),
        .required(
            "actions",
            \.actions,
            .keyed(action.codec),
            Says(
                "tindakan",
                "actions",
                "Apa yang dilakukan orang terhadap perkara.",
                "What people do to a case.",
                "{ verify: { from: received, to: verified, by: verifier, … } }",
                ownership: .extendOnly
            )
        ),
        .usual(
            "clocks",
            \.clocks,
            .keyed(clock),
            [:],
            shown: "—",
            Says(
                "tenggat",
                "clocks",
                "Tenggat dan apa yang terjadi bila hampir atau sudah lewat.",
                "Deadlines, and what happens near and after them.",
                "{ answering: { runs_in: in_progress, target: 5 workdays, … } }",
                ownership: .extendOnly
            )
        ),
        .usual(
            "tables",
            \.tables,
            .keyed(table),
            [:],
            shown: "—",
            Says(
                "tabel keputusan",
                "decision tables",
                "Aturan dalam bentuk tabel.",
                "Rules in the form of tables.",
                "{ route: { in: [category.code], out: [agency], rows: … } }",
                ownership: .extendOnly
            )
        ),
        .usual(
            "notices",
            \.notices,
            .keyed(notice.codec),
            [:],
            shown: "—",
            Says(
                "pemberitahuan",
                "notices",
                "Pesan yang dikirim bila sesuatu terjadi.",
                "Messages that go out when something happens.",
                "{ received: { on: start, to: citizen, text: … } }",
                ownership: .extendOnly
            )
        ),
    ]

    static let state = Record<StateElement>(
        "state",
        LocalizedText(id: "keadaan", en: "state"),
        LocalizedText(id: "Satu keadaan perkara.", en: "Where a case can be."),
        blank: StateElement(name: .unread, tone: .working),
        stateEntries + branchEntries
    )

    /// What every state says, in a branch or outside.
    static let stateEntries: [Entry<StateElement>] = [
        .required(
            "name",
            \.name,
            .text,
            Says(
                "nama",
                "name",
                "Sebutan bagi petugas.",
                "What officers call it.",
                "{ id: Diterima, en: Received }"
            )
        ),
        .optional(
            "citizen_sees",
            \.citizenName,
            .text,
            Says(
                "yang dilihat warga",
                "what citizens see",
                "Sebutan bagi warga, bila berbeda.",
                "What citizens read, where it differs.",
                "{ id: Sedang ditangani, en: Being dealt with }"
            )
        ),
        .usual(
            "start",
            \.isStart,
            .flag,
            false,
            Says(
                "awal",
                "start",
                "Perkara dimulai di sini; tepat satu keadaan.",
                "Cases begin here; exactly one state.",
                "true",
                weight: .major
            )
        ),
        .usual(
            "end",
            \.isEnd,
            .flag,
            false,
            Says("akhir", "end", "Perkara selesai di sini.", "Cases end here.", "true", weight: .major)
        ),
        .required(
            "tone",
            \.tone,
            tone,
            Says(
                "nada",
                "tone",
                "Warna dan bentuk di setiap halaman.",
                "Colour and shape on every page.",
                "working",
                weight: .patch
            )
        ),
        .optional("locked", \.lock, .lock, locked),
    ]

    private static let tone = Codec<StateElement.Tone>.oneOf { tone in
        switch tone {
        case .new: ("baru, belum disentuh", "new, untouched")
        case .working: ("sedang dikerjakan", "being worked on")
        case .waiting: ("menunggu pihak lain", "waiting for somebody else")
        case .done: ("selesai", "done")
        case .refused: ("ditolak", "refused")
        }
    }

    static let stateIDs = LocalizedText(id: "id keadaan", en: "a state's id")
    static let actionIDs = LocalizedText(id: "id tindakan", en: "an action's id")
    static let roleIDs = LocalizedText(id: "id peran", en: "a role's id")

    static let action = Record<ActionElement>(
        "action",
        LocalizedText(id: "tindakan", en: "action"),
        LocalizedText(
            id: "Yang dilakukan seseorang terhadap perkara; membawanya ke keadaan lain.",
            en: "What somebody does to a case; it leads to another state."
        ),
        blank: .blank,
        actionCourse + actionEffects + actionCorrection + moneyEffects + documentEffects + actionTies
    )

    private static let actionCourse: [Entry<ActionElement>] = [
        .required(
            "name",
            \.name,
            .text,
            Says("nama", "name", "Tulisan pada tombol.", "On the button.", "{ id: Teruskan, en: Dispatch }")
        ),
        .required(
            "done",
            \.done,
            .text,
            Says(
                "setelah dilakukan",
                "when done",
                "Tulisan pada riwayat.",
                "On the timeline.",
                "{ id: \"Diteruskan ke {agency}\", en: \"Passed on to {agency}\" }"
            )
        ),
        .required(
            "from",
            \.from,
            .idSet(stateIDs, example: "received"),
            Says("dari", "from", "Dari keadaan mana.", "From which states.", "[received, verified]", weight: .major)
        ),
        .required(
            "to",
            \.to,
            .id(stateIDs, example: "verified"),
            Says("ke", "to", "Ke keadaan mana.", "To which state.", "verified", weight: .major)
        ),
        .required(
            "by",
            \.by,
            who,
            Says(
                "oleh",
                "by",
                "Siapa yang boleh: peran, waktu, atau pihak lain.",
                "Who may: roles, time, or the other party.",
                "[handler, timer.until]",
                weight: .major
            )
        ),
        .optional(
            "not_by",
            \.notBy,
            actorOf,
            Says(
                "bukan oleh",
                "not by",
                "Empat mata: bukan orang yang melakukan tindakan itu.",
                "Four eyes: not the one who did that action.",
                "actor_of.answer",
                weight: .major
            )
        ),
        .optional(
            "when",
            \.when,
            .formula,
            Says(
                "syarat",
                "condition",
                "Hanya boleh bila ini benar.",
                "Only where this holds.",
                "now - answered_at < duration('240h')"
            )
        ),
        .optional(
            "otherwise",
            \.otherwise,
            .text,
            Says(
                "bila tidak",
                "otherwise",
                "Yang dikatakan bila syarat tidak terpenuhi.",
                "What is said where the condition fails.",
                "{ id: Sudah lewat 10 hari., en: 10 days have passed. }"
            )
        ),
        .usual(
            "reason",
            \.reason,
            reason,
            .none,
            Says(
                "alasan",
                "reason",
                "Apakah alasan diminta.",
                "Whether a reason is asked for.",
                "required",
                weight: .major
            )
        ),
        .optional("locked", \.lock, .lock, locked),
    ]

    private static let actionEffects: [Entry<ActionElement>] = [
        .usual(
            "form",
            \.form,
            .keyed(fieldCodec),
            [:],
            shown: "—",
            Says(
                "formulir",
                "form",
                "Pertanyaan saat melakukannya.",
                "What is asked when it is done.",
                "{ answer: { type: paragraph, label: … } }",
                ownership: .extendOnly
            )
        ),
        .usual(
            "set",
            \.set,
            .keyed(.assigned, label: LocalizedText(id: "atribut", en: "attribute")),
            [:],
            shown: "—",
            Says(
                "diisi",
                "set",
                "Atribut perkara yang diisi.",
                "Attributes of the case that are set.",
                "{ agency: \"= form.agency\" }"
            )
        ),
        .optional(
            "at_most",
            \.atMost,
            .number(1...1_000),
            Says(
                "paling banyak",
                "at most",
                "Berapa kali boleh dilakukan dalam satu perkara.",
                "How often it may be taken in one case.",
                "1",
                since: second,
                weight: .major
            )
        ),
        .usual(
            "extend",
            \.extend,
            .keyed(target, label: LocalizedText(id: "tenggat", en: "clock")),
            [:],
            shown: "—",
            Says(
                "perpanjangan",
                "extension",
                "Tenggat yang diperpanjang tindakan ini, dan berapa lama.",
                "The clocks that this action lengthens, and by how much.",
                "{ answering: 7 workdays }",
                since: second,
                weight: .major
            )
        ),
        .optional(
            "time",
            \.time,
            timeName,
            Says(
                "nama waktu",
                "name of the time",
                "Nama waktu tindakan ini dalam ekspresi.",
                "The name of its time in expressions.",
                "answered_at"
            )
        ),
        .usual(
            "citizen_visible",
            \.citizenVisible,
            .flag,
            true,
            Says(
                "terlihat warga",
                "seen by citizens",
                "Ada pada riwayat yang dilihat warga.",
                "It stands on the citizen's timeline.",
                "false"
            )
        ),
    ]

    private static let reason = Codec<ActionElement.Reason>.oneOf { reason in
        switch reason {
        case .none: ("tidak diminta", "not asked for")
        case .optional: ("boleh diisi", "may be given")
        case .required: ("harus diisi", "must be given")
        }
    }

    private static let actorOf = Codec<ActionID>(
        .word(
            Grammar(
                LocalizedText(id: "pelaku sebuah tindakan", en: "the actor of an action"),
                example: "actor_of.answer",
                pattern: "^actor_of[.][a-z][a-z0-9_]*$"
            )
        ),
        read: { $0.actorOf($1) },
        write: { .string("actor_of.\($0)") }
    )

    private static let timeName = Codec<String>(
        .word(
            Grammar(
                LocalizedText(id: "nama dalam ekspresi", en: "a name in expressions"),
                example: "answered_at",
                pattern: IdentifierSpelling.snake.pattern
            )
        ),
        read: { $0.timeName($1) },
        write: { .string($0) }
    )
}
