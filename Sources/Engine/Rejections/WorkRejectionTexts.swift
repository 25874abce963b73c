import Civic

/// The sentences of rejections that are about who works on a case.
enum WorkRejectionTexts {
    static func wording(of rejection: Rejection) -> RejectionTexts.Wording {
        switch rejection {
        case .heldByOther:
            said(
                "held-by-other",
                "Kasus ini sedang dikerjakan rekan Anda. Tunggu sampai dilepas, atau minta atasan mengambil alih.",
                "A colleague is working on this case. Wait until it is given back, or ask whoever leads you to take it over."
            )
        case .notHeld:
            said(
                "not-held",
                "Kasus ini tidak sedang Anda pegang. Ambil dahulu.",
                "You do not hold this case. Take it first."
            )
        case .alreadyHolds:
            said("already-holds", "Petugas itu sudah memegang kasus ini.", "That officer holds this case already.")
        case .notOfTheRole(let role):
            said(
                "not-of-the-role",
                "Petugas itu bukan \(role.text(.id)) untuk kasus ini. Pilih petugas lain.",
                "That officer is no \(role.text(.en)) for this case. Choose another."
            )
        case .merged(let number):
            said(
                "merged",
                "Kasus ini sudah digabung dengan \(number). Lanjutkan di sana.",
                "This case was merged into \(number). Go on there."
            )
        case .noSuchRelated(let typed):
            said(
                "no-such-related",
                "Kasus “\(typed)” tidak ditemukan. Periksa nomornya.",
                "There is no case “\(typed)”. Check the number."
            )
        case .ownRelation:
            said(
                "own-relation",
                "Nomor itu kasus ini sendiri, atau sudah digabung ke sini. Pilih kasus lain.",
                "That number is this very case, or one merged into it. Choose another case."
            )
        case .relatedElsewhere(let number):
            said(
                "related-elsewhere",
                "\(number) milik layanan lain. Pilih kasus layanan ini.",
                "\(number) belongs to another service. Choose a case of this one."
            )
        default:
            said(
                "colleague-absent",
                "Petugas itu sedang tidak bertugas. Pilih petugas yang hadir.",
                "That officer is not on duty. Choose one who is present."
            )
        }
    }

    private static func said(_ key: String, _ id: String, _ en: String) -> RejectionTexts.Wording {
        (key, LocalizedText(id: id, en: en))
    }
}
