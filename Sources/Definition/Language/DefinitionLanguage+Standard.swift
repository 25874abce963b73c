import Civic

/// The service standard, and what an adopter must have.
extension DefinitionLanguage {
    /// Texts in order.
    static let texts = Codec<[LocalizedText]>.list(.text)

    static let standard = Record<ServiceStandard>(
        "standard",
        LocalizedText(id: "standar pelayanan", en: "service standard"),
        LocalizedText(
            id: "Komponen standar pelayanan menurut UU 25/2009 Pasal 21, dalam urutan Permenpan-RB 15/2014.",
            en: "The components of a service standard by UU 25/2009 article 21, in the order of Permenpan-RB 15/2014."
        ),
        blank: .blank,
        [
            .required(
                "requirements",
                \.requirements,
                texts,
                Says(
                    "persyaratan",
                    "requirements",
                    "Yang harus disiapkan warga.",
                    "What citizens must have ready.",
                    "[{ id: KTP-el, en: Identity card }]"
                )
            ),
            .required(
                "procedure",
                \.procedure,
                texts,
                Says(
                    "prosedur",
                    "procedure",
                    "Langkah demi langkah.",
                    "Step by step.",
                    "[{ id: Isi formulir, en: Fill in the form }]"
                )
            ),
            .required(
                "time",
                \.time,
                .text,
                Says(
                    "jangka waktu",
                    "time",
                    "Berapa lama paling lama.",
                    "How long at the most.",
                    "{ id: 10 hari kerja, en: 10 workdays }"
                )
            ),
            .required(
                "fee",
                \.fee,
                .text,
                Says("biaya", "fee", "Biaya atau tarif.", "What it costs.", "{ id: Gratis, en: Free }")
            ),
            .required(
                "product",
                \.product,
                .text,
                Says(
                    "produk",
                    "product",
                    "Yang diterima warga.",
                    "What citizens receive.",
                    "{ id: Surat izin, en: A permit }"
                )
            ),
            .required(
                "complaints",
                \.complaints,
                .text,
                Says(
                    "pengaduan",
                    "complaints",
                    "Ke mana mengadu.",
                    "Where to complain.",
                    "{ id: \"SP4N-LAPOR!\", en: \"SP4N-LAPOR!\" }"
                )
            ),
            .required(
                "facilities",
                \.facilities,
                .text,
                Says("sarana", "facilities", "Sarana dan prasarana.", "Facilities.", "{ id: Loket, en: Counters }")
            ),
            .required(
                "competence",
                \.competence,
                .text,
                Says(
                    "kompetensi",
                    "competence",
                    "Kemampuan petugas.",
                    "What officers must be able to do.",
                    "{ id: Petugas terlatih, en: Trained officers }"
                )
            ),
            .required(
                "supervision",
                \.supervision,
                .text,
                Says(
                    "pengawasan",
                    "supervision",
                    "Pengawasan internal.",
                    "Internal supervision.",
                    "{ id: Atasan langsung, en: Superiors }"
                )
            ),
            .required(
                "staff",
                \.staff,
                .text,
                Says(
                    "jumlah pelaksana",
                    "staff",
                    "Berapa petugas.",
                    "How many officers.",
                    "{ id: Dua petugas, en: Two officers }"
                )
            ),
            .required(
                "guarantee",
                \.guarantee,
                .text,
                Says(
                    "jaminan pelayanan",
                    "guarantee",
                    "Yang dijamin.",
                    "What is guaranteed.",
                    "{ id: Setiap laporan dijawab, en: Each report is answered }"
                )
            ),
            .required(
                "safety",
                \.safety,
                .text,
                Says(
                    "jaminan keamanan",
                    "safety",
                    "Keamanan dan keselamatan.",
                    "Security and safety.",
                    "{ id: Data disandikan, en: Data are encrypted }"
                )
            ),
            .required(
                "evaluation",
                \.evaluation,
                .text,
                Says(
                    "evaluasi",
                    "evaluation",
                    "Bagaimana kinerja dinilai.",
                    "How performance is judged.",
                    "{ id: Setiap bulan, en: Each month }"
                )
            ),
        ]
    )

    static let needs = Record<AdoptionNeeds>(
        "needs",
        LocalizedText(id: "kebutuhan", en: "needs"),
        LocalizedText(
            id:
                "Yang harus dimiliki pemerintah daerah sebelum menjalankan aplikasi; kajian membandingkannya dengan yang ada.",
            en: "What a government must have before it runs the application; the study compares it with what is there."
        ),
        blank: AdoptionNeeds(),
        [
            .usual(
                "roles",
                \.roles,
                .idSet(LocalizedText(id: "peran", en: "a role"), example: "verifier"),
                [],
                shown: "—",
                Says("peran", "roles", "Peran yang harus terisi.", "Roles that must be filled.", "[verifier, handler]")
            ),
            .usual(
                "agencies",
                \.agencies,
                .idSet(LocalizedText(id: "perangkat daerah", en: "an agency"), example: "dpupr"),
                [],
                shown: "—",
                Says(
                    "perangkat daerah",
                    "agencies",
                    "Perangkat daerah yang harus ada.",
                    "Agencies that must exist.",
                    "[diskominfo, dpupr]"
                )
            ),
            .usual(
                "registers",
                \.registers,
                .idSet(LocalizedText(id: "register", en: "a register"), example: "schools"),
                [],
                shown: "—",
                Says(
                    "register",
                    "registers",
                    "Register yang harus terisi.",
                    "Registers that must be filled.",
                    "[report_categories]"
                )
            ),
            .usual(
                "integrations",
                \.integrations,
                texts,
                [],
                shown: "—",
                Says(
                    "sambungan",
                    "integrations",
                    "Sistem lain yang harus tersambung.",
                    "Other systems that must be connected.",
                    "[{ id: Gerbang SMS, en: An SMS gateway }]"
                )
            ),
        ]
    )
}
