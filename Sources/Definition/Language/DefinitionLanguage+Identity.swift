import Civic

/// Who an application is and what it rests on.
extension DefinitionLanguage {
    static let identity: [Entry<Definition>] = [
        .required(
            "app",
            \.app,
            .id(LocalizedText(id: "id aplikasi", en: "an application's id"), example: "laksa"),
            Says(
                "id aplikasi",
                "id of the application",
                "Nama tetap aplikasi; menjadi bagian alamat dan tidak pernah berubah.",
                "The lasting name of the application; it stands in addresses and never changes.",
                "laksa",
                ownership: .locked,
                weight: .major
            )
        ),
        .required(
            "version",
            \.version,
            version,
            Says(
                "versi",
                "version",
                "Versi semantik; dihitung dari perubahan (lumbung app diff).",
                "Semantic version; it follows from what changed (lumbung app diff).",
                "1.0.0",
                ownership: .locked,
                weight: .patch
            )
        ),
        .usual(
            "extends",
            \.archetype,
            archetype,
            "",
            shown: "—",
            Says(
                "pola",
                "archetype",
                "Pola yang mendasari aplikasi ini; yang tertulis di sini menimpa isinya butir demi butir.",
                "The archetype beneath this application; what is written here is laid over it element by element.",
                "report",
                since: second,
                ownership: .locked,
                weight: .patch
            )
        ),
        .authoring(
            "without",
            .list(.word(path)),
            Says(
                "tanpa",
                "without",
                "Butir pola yang tidak dipakai, menurut alamatnya.",
                "Elements of the archetype that are left out, by their path.",
                "[actions.wait, states.waiting]",
                since: second
            )
        ),
        .required(
            "prefix",
            \.prefix,
            prefix,
            Says(
                "awalan nomor",
                "prefix of numbers",
                "Awal nomor perkara: 2 sampai 12 huruf besar atau angka.",
                "How case numbers begin: 2 to 12 capital letters or digits.",
                "LAKSA",
                weight: .major
            )
        ),
        .required(
            "name",
            \.name,
            .text,
            Says(
                "nama",
                "name",
                "Nama aplikasi bagi warga.",
                "The name that citizens read.",
                "{ id: Laporan warga, en: Citizen reports }"
            )
        ),
        .usual(
            "noun",
            \.noun,
            .text,
            Definition.usualNoun,
            shown: "urusan / case",
            Says(
                "sebutan",
                "noun",
                "Sebutan satu perkara bagi warga, dengan huruf kecil: \"Laporan Anda\", \"nomor permohonan\".",
                "What citizens call one case, in small letters: \"your report\", \"the number of the application\".",
                "{ id: laporan, en: report }",
                since: second
            )
        ),
        .optional(
            "caution",
            \.caution,
            .text,
            Says(
                "peringatan",
                "caution",
                "Yang harus dibaca warga sebelum mulai mengisi; berdiri di atas pertanyaan pertama.",
                "What citizens must read before they begin; it stands above the first question.",
                "{ id: \"Ada bahaya bagi nyawa? Telepon 112.\", en: \"Is a life at risk? Call 112.\" }",
                since: second
            )
        ),
        .optional(
            "icon",
            \.icon,
            icon,
            Says(
                "ikon",
                "icon",
                "Gambar layanan dari Site/icons; tanpa ini gambar pilarnya.",
                "The service's picture of Site/icons; without it the one of its pillar.",
                "message",
                since: second
            )
        ),
        .required(
            "summary",
            \.summary,
            .text,
            Says(
                "ringkasan",
                "summary",
                "Satu atau dua kalimat: apa gunanya dan apa yang diperoleh.",
                "A sentence or two: what it is for and what one gets.",
                "{ id: \"Laporkan jalan rusak.\", en: \"Report a damaged road.\" }"
            )
        ),
        .required(
            "group",
            \.group,
            group,
            Says(
                "kelompok",
                "group",
                "Layanan warga atau urusan dalam.",
                "For citizens, or for the house.",
                "public-service",
                ownership: .locked
            )
        ),
        .required(
            "pillar",
            \.pillar,
            pillar,
            Says("pilar", "pillar", "Pilar kota cerdas.", "Pillar of the smart city.", "governance", ownership: .locked)
        ),
        .required(
            "owner",
            \.owner,
            .id(LocalizedText(id: "id perangkat daerah", en: "an agency's id"), example: "diskominfo"),
            Says(
                "penanggung jawab",
                "owner",
                "Perangkat daerah yang bertanggung jawab atas aplikasi.",
                "The agency that answers for the application.",
                "diskominfo",
                ownership: .local
            )
        ),
        .required(
            "legal",
            \.legal,
            .list(legalSource.codec),
            Says(
                "dasar hukum",
                "legal basis",
                "Peraturan yang mendasari layanan.",
                "The laws and regulations that the service rests on.",
                "[{ text: { id: \"UU 25/2009\", en: Law 25/2009 } }]"
            )
        ),
        .required(
            "standard",
            \.standard,
            standard.codec,
            Says(
                "standar pelayanan",
                "service standard",
                "Komponen standar pelayanan (UU 25/2009 Pasal 21).",
                "The components of the service standard (UU 25/2009 article 21).",
                "{ fee: { id: Gratis, en: Free }, … }"
            )
        ),
        .usual(
            "needs",
            \.needs,
            needs.codec,
            AdoptionNeeds(),
            shown: "—",
            Says(
                "kebutuhan",
                "needs",
                "Yang harus dimiliki pemerintah daerah untuk menjalankannya.",
                "What a government must have to run it.",
                "{ agencies: [diskominfo], roles: [verifier] }"
            )
        ),
    ]

    static let version = Codec<Version>(
        .word(
            Grammar(
                LocalizedText(id: "nomor versi", en: "a version number"),
                example: "1.0.0",
                pattern: "^[0-9]+[.][0-9]+[.][0-9]+(-[a-z0-9.-]+)?$"
            )
        ),
        read: { $0.version($1) },
        write: { .string($0.description) }
    )

    private static let archetype = Codec<String>(
        .word(
            Grammar(
                LocalizedText(id: "id pola", en: "an archetype's id"),
                example: "report",
                pattern: IdentifierSpelling.kebab.pattern
            )
        ),
        read: { reading, child in
            let id: AppID? = reading.id(child)
            return id?.text
        },
        write: { .string($0) }
    )

    static let path = Grammar(
        LocalizedText(id: "alamat butir", en: "the path of an element"),
        example: "actions.wait",
        pattern: "^[a-z0-9_]+([.][a-z0-9_-]+)*$"
    )

    private static let prefix = Codec<String>(
        .word(
            Grammar(
                LocalizedText(id: "awalan nomor", en: "a prefix of numbers"),
                example: "LAKSA",
                pattern: "^[A-Z][A-Z0-9]{1,11}$"
            )
        ),
        read: { $0.prefix($1) },
        write: { .string($0) }
    )

    private static let group = Codec<Definition.Group>.oneOf { word in
        switch word {
        case .publicService: ("layanan bagi warga", "a service to citizens")
        case .management: ("urusan di dalam pemerintah", "work inside the government")
        }
    }

    private static let pillar = Codec<String>(
        .oneOf([
            Choice("governance", LocalizedText(id: "tata kelola", en: "governance")),
            Choice("living", LocalizedText(id: "kehidupan", en: "living")),
            Choice("economy", LocalizedText(id: "ekonomi", en: "economy")),
            Choice("society", LocalizedText(id: "masyarakat", en: "society")),
            Choice("environment", LocalizedText(id: "lingkungan", en: "environment")),
            Choice("branding", LocalizedText(id: "citra kota", en: "branding")),
        ]),
        read: { $0.pillar($1) },
        write: { .string($0) }
    )

    private static let legalSource = Record<LegalSource>(
        "legal_source",
        LocalizedText(id: "peraturan", en: "law"),
        LocalizedText(id: "Satu peraturan dan tempat membacanya.", en: "One law or regulation and where to read it."),
        blank: LegalSource(text: .unread),
        [
            .required(
                "text",
                \.text,
                .text,
                Says(
                    "bunyi",
                    "text",
                    "Nomor, tahun, judul dan pasal.",
                    "Number, year, title and article.",
                    "{ id: \"UU 25/2009\", en: Law 25/2009 }"
                )
            ),
            .optional(
                "url",
                \.url,
                .word(anything),
                Says("alamat", "address", "Tempat membacanya.", "Where to read it.", "\"https://peraturan.go.id/…\"")
            ),
        ]
    )

    static let anything = Grammar(LocalizedText(id: "sebuah nilai", en: "a single value"), example: "…")
}
