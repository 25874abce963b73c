package import Civic

/// Why something about money was refused.
package enum MoneyRejection: Equatable, Sendable {
    case noSuchBill(String)
    /// The fee has an open bill already.
    case billOpen(LocalizedText)
    /// The fee came to nothing, or less.
    case billEmpty(LocalizedText)
    case amountNotPositive
    case referenceUnreadable
    case refundTooMuch(due: Rupiah)
    case notTreasurer

    package var httpStatus: Int {
        switch self {
        case .noSuchBill: 404
        case .billOpen: 409
        case .billEmpty, .amountNotPositive, .referenceUnreadable, .refundTooMuch: 422
        case .notTreasurer: 403
        }
    }

    package var key: String { "money." + wording.key }

    package var text: LocalizedText { LocalizedText(id: wording.id, en: wording.en) }

    private var wording: (key: String, id: String, en: String) {
        switch self {
        case .noSuchBill(let number):
            (
                "no-such-bill", "Tidak ada tagihan \(number) pada perkara ini. Periksa nomornya.",
                "This case has no bill \(number). Check the number."
            )
        case .billOpen(let fee):
            (
                "bill-open", "“\(fee.text(.id))” sudah ditagih dan masih terbuka. Batalkan tagihan itu dahulu.",
                "“\(fee.text(.en))” has been billed and is still open. Cancel that bill first."
            )
        case .billEmpty(let fee):
            (
                "bill-empty", "“\(fee.text(.id))” berjumlah nol: tidak ada yang perlu ditagih.",
                "“\(fee.text(.en))” comes to nothing: there is nothing to bill."
            )
        case .amountNotPositive:
            ("amount-not-positive", "Tulis jumlah di atas nol rupiah.", "Write an amount above zero rupiah.")
        case .referenceUnreadable:
            (
                "reference-unreadable",
                "Tulis nomor referensi bank: paling banyak 64 huruf, angka, titik, garis miring atau tanda hubung.",
                "Write the bank's reference: at most 64 letters, digits, dots, slashes or hyphens."
            )
        case .refundTooMuch(let due):
            (
                "refund-too-much", "Yang harus dikembalikan hanya \(due).",
                "Only \(due) is to be given back."
            )
        case .notTreasurer:
            (
                "not-treasurer", "Hanya bendahara penerimaan yang boleh melakukannya.",
                "Only the receiving treasurer may do that."
            )
        }
    }
}
