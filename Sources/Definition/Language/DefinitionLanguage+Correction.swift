/// Answers that are sent back to be corrected.
extension DefinitionLanguage {
    static let actionCorrection: [Entry<ActionElement>] = [
        .usual(
            "marks",
            \.marks,
            .flag,
            false,
            Says(
                "menandai isian",
                "marks fields",
                "Petugas menandai isian formulir awal yang harus diperbaiki, masing-masing dengan catatan.",
                "The officer marks fields of the start form that must be corrected, each with a remark.",
                "true",
                since: second,
                weight: .major
            )
        ),
        .usual(
            "corrects",
            \.corrects,
            .flag,
            false,
            Says(
                "memperbaiki isian",
                "corrects fields",
                "Menanyakan isian yang ditandai, dan hanya itu; isian lain tetap seperti semula.",
                "Asks the marked fields and no others; the rest stays as it was.",
                "true",
                since: second,
                weight: .major
            )
        ),
    ]
}
