internal import Civic

/// Mistakes, and how the parser finds its way back.
extension Parser {
    mutating func tooDeep(at place: Place, _ limit: Int) {
        findings.add(
            "too-deep",
            at: place,
            id: "Ekspresi bersarang lebih dari \(limit) tingkat.",
            en: "The expression is nested more than \(limit) levels deep.",
            todo: .init(id: "Pecah menjadi beberapa isian hitung.", en: "Split it into several calculated fields.")
        )
    }

    mutating func missing() -> Node {
        unexpected()
        switch token.kind {
        case .symbol(.closeRound), .symbol(.closeSquare), .symbol(.closeCurly), .symbol(.comma), .symbol(.colon), .end:
            break
        default: advance()
        }
        return Node(kind: .missing, place: token.place)
    }

    mutating func expect(_ symbol: Token.Symbol, todo: LocalizedText?) -> Bool {
        guard !take(symbol) else { return true }
        findings.add(
            "missing-\(symbol)",
            at: token.place,
            id: "Di sini harus ada \"\(symbol.rawValue)\", bukan \(written(.id)).",
            en: "Expected \"\(symbol.rawValue)\" here, not \(written(.en)).",
            todo: todo
        )
        return false
    }

    /// Takes the closing bracket; where something else stands, says so and skips to it.
    mutating func close(_ bracket: Token.Symbol) {
        guard !take(bracket) else { return }
        if token.kind == .end {
            findings.add(
                "unclosed-bracket",
                at: token.place,
                id: "Kurung belum ditutup: di akhir kurang \"\(bracket.rawValue)\".",
                en: "A bracket is still open: \"\(bracket.rawValue)\" is missing at the end."
            )
            return
        }
        unexpected()
        skip(to: [bracket])
        _ = take(bracket)
    }

    mutating func skip(to stops: Set<Token.Symbol>) {
        var open = 0
        while token.kind != .end {
            switch token.kind {
            case .symbol(let symbol) where open == 0 && stops.contains(symbol): return
            case .symbol(.openRound), .symbol(.openSquare), .symbol(.openCurly): open += 1
            case .symbol(.closeRound), .symbol(.closeSquare), .symbol(.closeCurly):
                if open == 0 { return }
                open -= 1
            default: break
            }
            advance()
        }
    }

    mutating func unexpected() {
        guard token.kind != .end else {
            findings.add(
                "unexpected-end",
                at: token.place,
                id: "Ekspresi berakhir terlalu cepat.",
                en: "The expression ends too early.",
                todo: .init(id: "Lengkapi: nilai, nama, atau kurung.", en: "Complete it: a value, a name or a bracket.")
            )
            return
        }
        var todo: LocalizedText?
        let words = ["and": "&&", "or": "||", "not": "!", "dan": "&&", "atau": "||", "bukan": "!", "is": "=="]
        if case .name(let name) = token.kind, let symbol = words[name.lowercased()] {
            todo = .init(id: "Tulis \"\(symbol)\".", en: "Write \"\(symbol)\".")
        }
        findings.add(
            "unexpected-token",
            at: token.place,
            id: "\(written(.id)) tidak boleh ada di sini.",
            en: "\(written(.en)) cannot stand here.",
            todo: todo
        )
    }

    /// The token as its reader wrote it.
    private func written(_ language: Language) -> String {
        guard token.kind != .end else { return language == .id ? "akhir teks" : "the end of the text" }
        let text = String(decoding: source[token.place.start..<token.place.end], as: UTF8.self)
        return "\"\(text.count > 30 ? String(text.prefix(30)) + "…" : text)\""
    }
}
