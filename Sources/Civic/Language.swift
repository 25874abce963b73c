/// A language that the city speaks to people in; Indonesian comes first.
package enum Language: String, CaseIterable, Sendable, Codable {
    case id, en
}

/// A text in Indonesian and, where somebody wrote it, in other languages.
package struct LocalizedText: Hashable, Sendable {
    /// The texts by language; Indonesian is always among them.
    package let texts: [Language: String]

    package init(id: String, en: String? = nil) {
        texts = en.map { [.id: id, .en: $0] } ?? [.id: id]
    }

    /// The texts of a definition; nil when the Indonesian one is missing.
    package init?(texts: [Language: String]) {
        guard texts[.id] != nil else { return nil }
        self.texts = texts
    }

    /// The text in a language, in Indonesian where nobody translated it.
    package func text(_ language: Language) -> String {
        texts[language] ?? texts[.id] ?? ""
    }
}

extension LocalizedText: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self.init(id: value) }
}
