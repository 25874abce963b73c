import Civic

/// What is to be paid.
extension DefinitionLanguage {
    static let feeIDs = LocalizedText(id: "id biaya", en: "a fee's id")

    static let money: [Entry<Definition>] = [
        .usual(
            "fees",
            \.fees,
            .keyed(fee.codec),
            [:],
            shown: "—",
            Says(
                "biaya",
                "fees",
                "Yang harus dibayar, cara menghitungnya, dan rekeningnya.",
                "What is to be paid, how it is worked out, and into which account.",
                "{ permit_fee: { name: …, amount: \"parameters.rate * days\", account: \"4.1.02.02.01\" } }",
                since: third,
                ownership: .extendOnly
            )
        )
    ]

    static let fee = Record<Fee>(
        "fee",
        LocalizedText(id: "biaya", en: "fee"),
        LocalizedText(
            id: "Pungutan yang dihitung dengan tepat dan dibekukan saat ditagih.",
            en: "A charge that is worked out exactly and frozen when it is billed."
        ),
        blank: Fee(name: .unread, account: "?"),
        [
            .required(
                "name",
                \.name,
                .text,
                Says("nama", "name", "Tulisan pada tagihan.", "On the bill.", "{ id: Retribusi, en: Fee }")
            ),
            .optional(
                "amount",
                \.amount,
                .formula,
                Says(
                    "jumlah",
                    "amount",
                    "Rupiah yang harus dibayar; tanpa ini, jumlah semua baris.",
                    "The rupiah to be paid; without it, the sum of the lines.",
                    "parameters.rate * hours"
                )
            ),
            .usual(
                "lines",
                \.lines,
                .keyed(feeLine.codec),
                [:],
                shown: "—",
                Says(
                    "rincian",
                    "lines",
                    "Baris-baris tagihan; nilai di bawah nol mengurangi.",
                    "The lines of the bill; one below zero is a reduction.",
                    "{ rent: { name: …, amount: parameters.rate } }",
                    ownership: .extendOnly
                )
            ),
            .required(
                "account",
                \.account,
                .word(
                    Grammar(
                        LocalizedText(id: "kode rekening", en: "an account code"),
                        example: "4.1.02.02.01",
                        pattern: "^[0-9]+([.][0-9]+)*$"
                    )
                ),
                Says(
                    "kode rekening",
                    "account",
                    "Rekening pendapatan dalam APBD.",
                    "The revenue account in the regional budget.",
                    "\"4.1.02.02.01\"",
                    ownership: .local
                )
            ),
            .optional(
                "basis",
                \.basis,
                .text,
                Says(
                    "dasar",
                    "basis",
                    "Peraturan yang menetapkan tarif.",
                    "The regulation that sets the tariff.",
                    "{ id: \"Perda 10/2023\", en: Local regulation 10/2023 }"
                )
            ),
            .usual(
                "rounding",
                \.rounding,
                rounding,
                .none,
                Says(
                    "pembulatan",
                    "rounding",
                    "Pembulatan jumlah akhir.",
                    "How the total is rounded.",
                    "down_100",
                    weight: .major
                )
            ),
            .usual(
                "late",
                \.late,
                late,
                .accepted,
                Says(
                    "setelah jatuh tempo",
                    "after the due day",
                    "Apakah pembayaran setelah jatuh tempo masih diterima.",
                    "Whether a payment after the due day still counts.",
                    "refused",
                    weight: .major
                )
            ),
            .optional("locked", \.lock, .lock, locked),
        ]
    )

    private static let feeLine = Record<FeeLine>(
        "fee_line",
        LocalizedText(id: "baris tagihan", en: "line of a bill"),
        LocalizedText(id: "Satu baris pada tagihan.", en: "One line on the bill."),
        blank: FeeLine(name: .unread),
        [
            .required(
                "name",
                \.name,
                .text,
                Says("nama", "name", "Tulisan pada baris.", "On the line.", "{ id: Sewa, en: Rent }")
            ),
            .optional(
                "amount",
                \.amount,
                .formula,
                Says("jumlah", "amount", "Rupiah pada baris ini.", "The rupiah of this line.", "parameters.rate * 2")
            ),
            .optional(
                "when",
                \.when,
                .formula,
                Says(
                    "syarat",
                    "condition",
                    "Baris ini hanya ada bila benar.",
                    "The line is there only where this holds.",
                    "weekend"
                )
            ),
        ]
    )

    private static let rounding = Codec<Fee.Rounding>.oneOf { rounding in
        switch rounding {
        case .none: ("sampai rupiah", "to the rupiah")
        case .down100: ("ke bawah, ratusan", "down to a hundred")
        case .up100: ("ke atas, ratusan", "up to a hundred")
        case .nearest100: ("ke ratusan terdekat", "to the nearest hundred")
        case .down1000: ("ke bawah, ribuan", "down to a thousand")
        case .up1000: ("ke atas, ribuan", "up to a thousand")
        case .nearest1000: ("ke ribuan terdekat", "to the nearest thousand")
        }
    }

    private static let late = Codec<Fee.Late>.oneOf { late in
        switch late {
        case .accepted: ("tetap diterima", "still counts")
        case .refused: ("dikembalikan", "is given back")
        }
    }

    // MARK: Effects

    static let moneyEffects: [Entry<ActionElement>] = [
        .optional(
            "bill",
            \.money.bill,
            bill.codec,
            Says(
                "tagihan",
                "bill",
                "Biaya yang ditagih tindakan ini, dan sampai kapan dibayar.",
                "The fee that this action bills, and until when it is to be paid.",
                "{ fee: permit_fee, due: 14 days }",
                since: third,
                weight: .major
            )
        ),
        .usual(
            "cancel_bill",
            \.money.cancel,
            .idSet(feeIDs, example: "permit_fee"),
            [],
            shown: "—",
            Says(
                "batalkan tagihan",
                "cancel the bill",
                "Tagihan terbuka yang dibatalkan; yang sudah dibayar dikembalikan.",
                "Open bills that are taken back; what was paid is given back.",
                "permit_fee",
                since: third,
                weight: .major
            )
        ),
        .usual(
            "refund",
            \.money.refund,
            .idSet(feeIDs, example: "permit_fee"),
            [],
            shown: "—",
            Says(
                "pengembalian",
                "refund",
                "Biaya yang seluruh pembayarannya dikembalikan.",
                "Fees of which everything that was paid is given back.",
                "permit_fee",
                since: third,
                weight: .major
            )
        ),
    ]

    private static let bill = Record<BillEffect>(
        "bill",
        LocalizedText(id: "tagihan", en: "bill"),
        LocalizedText(id: "Biaya yang ditagih dan batas bayarnya.", en: "The fee that is billed, and when it is due."),
        blank: BillEffect(fee: "unread", due: .calendarDays(1)),
        [
            .required(
                "fee",
                \.fee,
                .id(feeIDs, example: "permit_fee"),
                Says("biaya", "fee", "Biaya mana.", "Which fee.", "permit_fee", weight: .major)
            ),
            .required(
                "due",
                \.due,
                target,
                Says(
                    "batas bayar",
                    "due",
                    "Berapa lama, atau ekspresi yang memberi lama waktu atau tanggal.",
                    "How long, or an expression that gives a length of time or a day.",
                    "14 days"
                )
            ),
        ]
    )
}
