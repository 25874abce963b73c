/// A person's name, whole and in one piece: one word is a name, one letter is a name; personal, so it prints masked.
///
/// It is sorted and kept as a whole: there is no first and no last name.
package struct PersonName: Hashable, Sendable {
    /// As typed, in NFC, with single blanks.
    package let text: String

    /// Reads letters of any script with apostrophes, dots, hyphens, commas (for titles), slashes and brackets.
    package init(typed: String) throws(CivicError) {
        guard let clean = CleanText.clean(typed, lines: false) else { throw .name(.unreadable) }
        let words = clean.split { $0.isWhitespace }
        guard !words.isEmpty else { throw .name(.empty) }
        let text = words.joined(separator: " ")
        for scalar in text.unicodeScalars where !Self.isAllowed(scalar) { throw .name(.sign) }
        guard text.unicodeScalars.contains(where: \.properties.isAlphabetic) else { throw .name(.letters) }
        guard text.utf8.count <= Limits.nameCharactersMax || text.count <= Limits.nameCharactersMax else {
            throw .name(.long)
        }
        self.text = text
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", " ", "'", ".", "-", ",", "/", "(", ")", "`", "\u{2018}", "\u{2019}", "\u{2BC}",
            "\u{2010}", "\u{B7}", "0"..."9":
            return true
        default:
            if scalar.isASCII { return false }
            // Vowel signs and joiners belong to letters of other scripts (Javanese, Sundanese, Arabic, Devanagari).
            let properties = scalar.properties
            if properties.isAlphabetic || scalar == "\u{200C}" || scalar == "\u{200D}" { return true }
            switch properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark, .modifierLetter, .modifierSymbol: return true
            default: return false
            }
        }
    }

    /// The first letter of each word: `S••• A•••`.
    package var masked: String { text.split(separator: " ").map { $0.prefix(1) + "•••" }.joined(separator: " ") }
}

extension PersonName: TypedValue, SpelledAsText {
    package var spelled: String { text }
    package var description: String { masked }
    package func display(_ formats: Formats) -> String { text }

    package func doubts(around surroundings: Surroundings) -> [Doubt] {
        text.utf8.contains { digitValue($0) != nil } ? [.nameDigits] : []
    }
}
