/// A number that names somebody or something, of a fixed length, without meaning as a quantity.
package enum NumberedKind: String, CaseIterable, Sendable {
    case nik, kk, npwp, nib, nisn, nip
    case postalCode = "postal_code"

    /// The digits that people type, without blanks, dots, dashes and the number's own name before it.
    ///
    /// Throws ``CivicError/letters(of:)`` where anything else stands among them.
    func digits(in typed: String) throws(CivicError) -> [UInt8] {
        var rest = trimmed(typed)
        if rest.lowercased().hasPrefix(rawValue) {
            rest = trimmed(String(rest.dropFirst(rawValue.count)))
            while let mark = rest.first, mark == "." || mark == ":" { rest = trimmed(String(rest.dropFirst())) }
        }
        var digits: [UInt8] = []
        for scalar in rest.unicodeScalars {
            switch scalar {
            case "0"..."9": digits.append(UInt8(truncatingIfNeeded: scalar.value))
            case " ", "\t", "\u{A0}", "\u{202F}", ".", "-", "\u{2010}"..."\u{2014}": continue
            default: throw .letters(of: self)
            }
        }
        return digits
    }

    /// Exactly so many digits.
    func digits(in typed: String, count: Int) throws(CivicError) -> [UInt8] {
        let digits = try digits(in: typed)
        guard digits.count == count else { throw .digits(of: self, count: digits.count) }
        return digits
    }
}

/// Digits in groups, as a person compares them with a card: `3671 0115 0690 0001`.
func inGroups(_ digits: String, of sizes: [Int]) -> String {
    var rest = digits[...]
    return sizes.map { size in
        defer { rest = rest.dropFirst(size) }
        return String(rest.prefix(size))
    }.joined(separator: " ")
}

/// The first and the last digits, the others as bullets.
func maskedDigits(_ digits: String, first: Int, last: Int) -> String {
    digits.prefix(first) + String(repeating: "•", count: digits.count - first - last) + digits.suffix(last)
}

/// True for a digit that fills the whole number.
func isFiller(_ digits: String) -> Bool { Set(digits.utf8).count == 1 }
