/// A taxpayer's number, Nomor Pokok Wajib Pajak: 16 digits; personal, so it prints masked.
///
/// Source: PMK 112/2022. Residents use their NIK; all others write a zero before their old number of 15 digits, and old numbers
/// are still typed. The ninth digit of an old number fits Luhn's formula over the eight before it in every number that is
/// publicly known, but no regulation says so: a misfit is a ``Doubt``.
package struct NPWP: Hashable, Sendable {
    /// The sixteen digits.
    package let digits: String

    /// Reads 16 digits, or the 15 of an old number; blanks, dots and hyphens between them are forgiven.
    package init(typed: String) throws(CivicError) {
        let bytes = try NumberedKind.npwp.digits(in: typed)
        switch bytes.count {
        case 16: digits = String(decoding: bytes, as: UTF8.self)
        case 15: digits = "0" + String(decoding: bytes, as: UTF8.self)
        default: throw .digits(of: .npwp, count: bytes.count)
        }
    }

    /// The NIK that a resident's number is; nil for all others.
    package var nik: NIK? { digits.hasPrefix("0") ? nil : try? NIK(typed: digits) }

    /// The old number as its card shows it, `01.312.166.0-091.000`; nil for a number that never was one.
    package var oldDisplay: String? {
        guard digits.hasPrefix("0") else { return nil }
        let parts = inGroups(String(digits.dropFirst()), of: [2, 3, 3, 1, 3, 3]).split(separator: " ")
        return parts[0..<4].joined(separator: ".") + "-" + parts[4...].joined(separator: ".")
    }

    /// Luhn's formula over the first nine digits of the old number.
    private var hasCheckDigit: Bool {
        var sum = 0
        for (place, byte) in digits.utf8.dropFirst().prefix(9).enumerated() {
            let digit = digitValue(byte) ?? 0
            let weighed = place % 2 == 0 ? digit : digit * 2
            sum += weighed > 9 ? weighed - 9 : weighed
        }
        return sum % 10 == 0
    }

    package var masked: String { maskedDigits(digits, first: 4, last: 2) }
}

extension NPWP: TypedValue, SpelledAsText {
    package var spelled: String { digits }
    package var description: String { masked }

    /// `0013 1216 6009 1000`.
    package func display(_ formats: Formats) -> String { inGroups(digits, of: [4, 4, 4, 4]) }

    package func doubts(around surroundings: Surroundings) -> [Doubt] {
        if isFiller(digits) { return [.filler] }
        if digits.hasPrefix("0") { return hasCheckDigit ? [] : [.npwpCheckDigit] }
        return nik.map { $0.doubts(around: surroundings) } ?? [.npwpNotNIK]
    }
}
