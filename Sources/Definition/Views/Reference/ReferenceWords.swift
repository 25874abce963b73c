package import Civic

extension Shape {
    /// What may stand there, in words with Markdown marks.
    package func inWords(_ language: Language) -> String {
        func say(_ id: String, _ en: String) -> String { LocalizedText(id: id, en: en).text(language) }
        switch self {
        case .word(let grammar): return grammar.name.text(language)
        case .flag: return say("`true` atau `false`", "`true` or `false`")
        case .number(let range):
            return say(
                "bilangan bulat \(range.lowerBound) sampai \(range.upperBound)",
                "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        case .oneOf(let choices):
            return choices.count > 8
                ? say("satu dari \(choices.count) kata", "one of \(choices.count) words")
                : choices.map { "`\($0.word)`" }.joined(separator: ", ")
        case .expression(marked: false): return say("ekspresi CEL", "a CEL expression")
        case .expression(marked: true):
            return say("nilai, atau `= ` dan ekspresi CEL", "a value, or `= ` and a CEL expression")
        case .text: return say("teks menurut bahasa", "a text by language")
        case .list(let element):
            return say("daftar: \(element.inWords(language))", "a list: \(element.inWords(language))")
        case .set(let element):
            return say("himpunan: \(element.inWords(language))", "a set: \(element.inWords(language))")
        case .record(let record): return "[\(record.label.text(language))](#\(record.name))"
        case .keyed(let keyed):
            let what = keyed.element.resolved
            let held = if case .text = what { keyed.elementLabel.text(language) } else { what.inWords(language) }
            return say("id → \(held)", "id → \(held)")
        case .open(let grammar, let element):
            return "\(grammar.name.text(language)) → \(element.inWords(language))"
        case .either(let shapes):
            return shapes.map { $0.inWords(language) }.joined(separator: say("; atau ", "; or "))
        case .values: return say("nilai tiap kolom", "a value for each column")
        case .deferred: return resolved.inWords(language)
        }
    }

    /// What a merge asks about as one thing.
    package func mergedBy(_ language: Language) -> String {
        let words: LocalizedText =
            switch self {
            case .record, .open, .values: LocalizedText(id: "kunci demi kunci", en: "key by key")
            case .keyed: LocalizedText(id: "butir demi butir", en: "element by element")
            case .set: LocalizedText(id: "gabungan", en: "union")
            case .text: LocalizedText(id: "bahasa demi bahasa", en: "language by language")
            case .word, .flag, .number, .oneOf, .expression, .list, .either: LocalizedText(id: "utuh", en: "as a whole")
            case .deferred: LocalizedText(id: resolved.mergedBy(.id), en: resolved.mergedBy(.en))
            }
        return words.text(language)
    }

    /// The closed lists of words in it.
    var closedWords: [Choice] {
        switch self {
        case .oneOf(let choices): choices
        case .list(let element), .set(let element): element.closedWords
        case .either(let shapes): shapes.flatMap(\.closedWords)
        case .deferred, .record, .keyed, .open, .word, .flag, .number, .expression, .text, .values: []
        }
    }
}

extension Ownership {
    /// Who may change the place once a government has adopted the application.
    package func inWords(_ language: Language) -> String {
        let words: LocalizedText =
            switch self {
            case .locked: LocalizedText(id: "milik rilis", en: "the release's")
            case .mergeable: LocalizedText(id: "keduanya", en: "both")
            case .local: LocalizedText(id: "milik pemerintah daerah", en: "the government's")
            case .extendOnly: LocalizedText(id: "hanya ditambah", en: "may be added to")
            }
        return words.text(language)
    }
}
