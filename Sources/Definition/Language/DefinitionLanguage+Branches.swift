import Civic

/// What goes on side by side in one state, and where it comes together.
extension DefinitionLanguage {
    static let branchEntries: [Entry<StateElement>] = [
        .usual(
            "branches",
            \.branches,
            .keyed(branch.codec),
            [:],
            shown: "—",
            Says(
                "cabang",
                "branches",
                "Pekerjaan yang berjalan berdampingan selama perkara di keadaan ini.",
                "What goes on side by side while a case is in this state.",
                "{ site: { name: …, states: { to_visit: { start: true, … }, visited: { end: true, … } } }, … }",
                since: third,
                ownership: .extendOnly,
                weight: .major
            )
        ),
        .optional(
            "join",
            \.join,
            .id(stateIDs, example: "deciding"),
            Says(
                "bertemu di",
                "join",
                "Keadaan berikutnya, begitu semua cabang selesai.",
                "The state that follows as soon as every branch has ended.",
                "deciding",
                since: third,
                weight: .major
            )
        ),
    ]

    static let branch = Record<BranchElement>(
        "branch",
        LocalizedText(id: "cabang", en: "branch"),
        LocalizedText(
            id: "Pekerjaan yang berjalan di samping cabang lain dalam satu keadaan, dengan keadaannya sendiri.",
            en: "Work that goes on beside other branches of one state, with states of its own."
        ),
        blank: BranchElement(name: .unread, states: [:]),
        [
            .required(
                "name",
                \.name,
                .text,
                Says(
                    "nama",
                    "name",
                    "Sebutan bagi petugas.",
                    "What officers call it.",
                    "{ id: Peninjauan lokasi, en: Site visit }",
                    since: third
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
                    "{ id: Peninjauan, en: Visit }",
                    since: third
                )
            ),
            .required(
                "states",
                \.states,
                .keyed(branchState.codec),
                Says(
                    "keadaan",
                    "states",
                    "Keadaan cabang ini: satu awal, paling sedikit satu akhir.",
                    "The states of this branch: one start, at least one end.",
                    "{ to_visit: { name: …, start: true, tone: working }, visited: { name: …, end: true, tone: done } }",
                    since: third,
                    ownership: .extendOnly
                )
            ),
            .optional("locked", \.lock, .lock, locked),
        ]
    )

    /// A state of a branch is a state that holds no branches.
    static let branchState = Record<StateElement>(
        "branch_state",
        LocalizedText(id: "keadaan", en: "state"),
        LocalizedText(id: "Satu keadaan sebuah cabang.", en: "Where one branch of a case can be."),
        blank: StateElement(name: .unread, tone: .working),
        stateEntries
    )
}
