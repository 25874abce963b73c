import Civic

/// How running cases of an earlier version come over to this one.
extension DefinitionLanguage {
    static let migration = Record<Migration>(
        "migration",
        LocalizedText(id: "migrasi", en: "migration"),
        LocalizedText(
            id:
                "Keadaan, jawaban dan tenggat perkara lama yang berpindah tempat atau bentuk; yang tidak disebut tetap.",
            en: "States, answers and clocks of running cases that changed place or form; what is not named stays."
        ),
        blank: Migration(from: Version(0, 0, 0)),
        [
            .required(
                "from",
                \.from,
                version,
                Says(
                    "dari versi",
                    "from version",
                    "Versi asal perkara; semua tambalannya ikut.",
                    "The version that cases come from, with all of its patches.",
                    "1.0.0"
                )
            ),
            .usual(
                "states",
                \.states,
                movedStates,
                [:],
                shown: "—",
                Says(
                    "keadaan",
                    "states",
                    "Keadaan lama dan penggantinya.",
                    "Old state and the one that takes its place.",
                    "{ checked: verified }"
                )
            ),
            .usual(
                "fields",
                \.fields,
                .keyed(.formula, label: LocalizedText(id: "jawaban", en: "answer")),
                [:],
                shown: "—",
                Says(
                    "jawaban",
                    "answers",
                    "Jawaban baru yang dihitung dari jawaban lama (old.…).",
                    "New answers, worked out of the old ones (old.…).",
                    "{ floor: \"int(old.floor)\" }"
                )
            ),
            .usual(
                "clocks",
                \.clocks,
                movedClocks,
                [:],
                shown: "—",
                Says(
                    "tenggat",
                    "clocks",
                    "Tenggat lama: tetap (keep), mulai ulang (reset), atau dilanjutkan tenggat lain.",
                    "An old clock: keep, reset, or the clock that goes on in its place.",
                    "{ answering: keep, checking: reset }"
                )
            ),
            .usual(
                "otherwise",
                \.otherwise,
                otherwise,
                .hold,
                Says(
                    "selain itu",
                    "otherwise",
                    "Perkara yang tidak cocok dengan apa pun.",
                    "What is done with a case that fits nothing.",
                    "hold"
                )
            ),
        ]
    )

    private static let movedStates = Codec<[StateID: StateID]>(
        Codec<Keyed<StateID, StateID>>.keyed(
            .id(stateIDs, example: "verified"),
            label: LocalizedText(id: "keadaan lama", en: "old state")
        ).shape,
        read: { reading, child in
            let pairs: Keyed<StateID, StateID> = reading.keyed(child) { $0.id(($1, $2)) }
            return Dictionary(pairs.all.map { ($0.id, $0.element) }, uniquingKeysWith: { first, _ in first })
        },
        write: { states in
            .array(
                states.sorted { $0.key < $1.key }.map { .array([.string($0.key.text), .string($0.value.text)]) }
            )
        }
    )

    private static let clockMove = Grammar(
        LocalizedText(id: "nasib tenggat", en: "what becomes of a clock"),
        example: "keep",
        pattern: IdentifierSpelling.snake.pattern
    )

    private static let movedClocks = Codec<[ClockID: ClockMove]>(
        .keyed(
            KeyedDeclaration(
                spelling: .snake,
                element: .word(clockMove),
                label: LocalizedText(id: "tenggat lama", en: "old clock")
            )
        ),
        read: { reading, child in
            let pairs: Keyed<ClockID, ClockMove> = reading.keyed(child) { $0.clockMove(($1, $2)) }
            return Dictionary(pairs.all.map { ($0.id, $0.element) }, uniquingKeysWith: { first, _ in first })
        },
        write: { clocks in
            .array(
                clocks.sorted { $0.key < $1.key }.map { .array([.string($0.key.text), .string($0.value.text)]) }
            )
        }
    )

    private static let otherwise = Codec<Migration.Otherwise>.oneOf { otherwise in
        switch otherwise {
        case .hold:
            (
                "tetap di versinya dan masuk daftar tahan, untuk diputuskan orang",
                "stays on its version and on the hold list, for a person to decide"
            )
        case .keepGoing:
            ("selesai di versinya sendiri, seperti yang dimaksud", "ends under its own version, as intended")
        }
    }
}

extension Reading {
    /// `keep`, `reset`, or a clock's id.
    fileprivate mutating func clockMove(_ child: Child) -> ClockMove? {
        guard let word = word(child) else { return nil }
        if let move = ClockMove(word) { return move }
        error(
            "unknown-word",
            at: child.node.place,
            id: "\"\(word)\" bukan keep, reset atau id tenggat.",
            en: "\"\(word)\" is neither keep nor reset nor a clock's id.",
            todo: Reading.suggestion(for: word, among: ["keep", "reset"])
        )
        return nil
    }
}
