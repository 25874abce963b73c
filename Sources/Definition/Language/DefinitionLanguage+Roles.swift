import Civic

/// Roles, and how a case starts.
extension DefinitionLanguage {
    static let role = Record<Role>(
        "role",
        LocalizedText(id: "peran", en: "role"),
        LocalizedText(
            id: "Sekelompok orang menurut pekerjaannya di sini.",
            en: "A group of people by what they do here."
        ),
        blank: Role(name: .unread, scope: .owner),
        [
            .required(
                "name",
                \.name,
                .text,
                Says(
                    "nama",
                    "name",
                    "Sebutan peran.",
                    "What the role is called.",
                    "{ id: Petugas verifikasi, en: Verifier }"
                )
            ),
            .required(
                "scope",
                \.scope,
                scope,
                Says(
                    "lingkup",
                    "scope",
                    "Perkara siapa yang boleh dikerjakan.",
                    "Whose cases it may act on.",
                    "case-agency",
                    weight: .major
                )
            ),
            .optional(
                "side",
                \.side,
                side,
                Says("pihak", "side", "Pihak dalam perjanjian.", "A party of an agreement.", "adopter", weight: .major)
            ),
            .optional(
                "office",
                \.office,
                .id(LocalizedText(id: "peran rumah", en: "a role of the house"), example: "head"),
                Says(
                    "jabatan",
                    "office",
                    "Siapa pun pemegang peran ini di pemerintah daerah.",
                    "Whoever holds this role of the house.",
                    "head",
                    weight: .major
                )
            ),
        ] + work
    )

    /// How the cases of a role find their officer.
    private static let work: [Entry<Role>] = [
        .usual(
            "distribution",
            \.distribution,
            distribution,
            .claim,
            shown: "claim",
            Says(
                "pembagian",
                "distribution",
                "Bagaimana perkara yang menunggu peran ini mendapat petugas.",
                "How cases that wait for this role find an officer.",
                "round_robin",
                since: DefinitionLanguage.second,
                ownership: .local
            )
        ),
        .usual(
            "lease",
            \.leaseHours,
            .number(1...80),
            Role.usualLeaseHours,
            shown: "8",
            Says(
                "jam pegang",
                "lease",
                "Berapa jam kerja perkara yang diambil tetap dipegang tanpa dikerjakan.",
                "For how many working hours a case that was taken stays with its officer untouched.",
                "4",
                since: DefinitionLanguage.second,
                ownership: .local
            )
        ),
        .usual(
            "leads",
            \.leads,
            .idSet(LocalizedText(id: "peran", en: "a role"), example: "handler"),
            [],
            shown: "—",
            Says(
                "memimpin",
                "leads",
                "Peran yang pekerjaannya boleh diambil alih dan dibagikan.",
                "Roles whose work it may take over and hand to another.",
                "handler",
                since: DefinitionLanguage.second,
                weight: .major
            )
        ),
    ]

    private static let distribution = Codec<Role.Distribution>.oneOf { distribution in
        switch distribution {
        case .claim: ("menunggu sampai diambil", "they wait until somebody takes one")
        case .roundRobin: ("bergiliran kepada petugas yang hadir", "to the next officer who is present")
        case .byRegion: ("kepada petugas wilayahnya", "to an officer of its district or village")
        }
    }

    private static let scope = Codec<RoleScope>(
        .either([
            .oneOf([
                Choice(
                    "public",
                    LocalizedText(id: "siapa pun yang memegang perkaranya", en: "anybody who holds the case")
                ),
                Choice(
                    "case-agency",
                    LocalizedText(id: "petugas di tempat perkara berada", en: "officers where the case now is")
                ),
                Choice(
                    "owner",
                    LocalizedText(id: "petugas penanggung jawab aplikasi", en: "officers of the owner agency")
                ),
                Choice(
                    "government",
                    LocalizedText(
                        id: "petugas untuk seluruh pemerintah daerah",
                        en: "officers for the whole government"
                    )
                ),
            ]),
            .record(
                RecordDeclaration(
                    "scope",
                    label: LocalizedText(id: "lingkup", en: "scope"),
                    meaning: LocalizedText(id: "Petugas di satu perangkat daerah.", en: "Officers of one agency."),
                    entries: [
                        Says("perangkat daerah", "agency", "Perangkat daerah itu.", "That agency.", "bpbd").declaration(
                            "agency",
                            .plain,
                            .required
                        )
                    ]
                )
            ),
        ]),
        read: { $0.scope($1) },
        write: { scope in
            switch scope {
            case .everyone: "public"
            case .caseAgency: "case-agency"
            case .owner: "owner"
            case .government: "government"
            case .agency(let agency): .object(["agency": .string(agency.text)])
            }
        }
    )

    private static let side = Codec<Side>.oneOf { side in
        switch side {
        case .provider: ("pihak penyedia", "the provider")
        case .adopter: ("pihak pengguna", "the adopter")
        }
    }

    static let start = Record<StartElement>(
        "start",
        LocalizedText(id: "permulaan", en: "start"),
        LocalizedText(id: "Bagaimana perkara dimulai.", en: "How a case starts."),
        blank: StartElement(),
        [
            .usual(
                "by",
                \.by,
                who,
                [],
                shown: "citizen",
                Says("oleh", "by", "Siapa yang boleh memulai.", "Who may start a case.", "citizen", weight: .major)
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
                    "Atribut perkara yang diisi saat itu.",
                    "Attributes of the case that are set then.",
                    "{ agency: \"= route.agency\" }"
                )
            ),
        ]
    )

    /// Who acts: a set of roles, timers and the other party.
    static let who = Codec<[Who]>(
        .set(
            .word(
                Grammar(
                    LocalizedText(id: "pelaku", en: "who acts"),
                    example: "handler",
                    pattern: "^([a-z][a-z0-9_]*|(timer|payment|overdue)[.][a-z][a-z0-9_]*|timer after [0-9]+ workdays?"
                        + "|peer[.](provider|adopter))$"
                )
            )
        ),
        read: { reading, child in reading.who(child) },
        write: { .array($0.map { .string($0.text) }) }
    )
}
