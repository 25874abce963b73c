import Civic
import Rules

/// The values that elements are made of.
extension Reading {
    typealias Child = (node: SourceNode, path: [String])

    /// Any scalar's text.
    mutating func word(_ child: Child?) -> String? {
        guard let child else { return nil }
        places.keep(child.path, child.node.place)
        guard let text = child.node.text, !text.isEmpty else {
            wrongKind(child.node, wanted: ("sebuah nilai", "a single value"))
            return nil
        }
        return text
    }

    /// A localized text: `{ id: "…", en: "…" }`.
    ///
    /// A missing Indonesian text is an error.
    mutating func text(_ child: Child?) -> LocalizedText? {
        guard let child else { return nil }
        places.keep(child.path, child.node.place)
        guard case .map(let entries) = child.node.content else {
            wrongKind(
                child.node,
                wanted: ("teks menurut bahasa", "a text by language"),
                todo: LocalizedText(id: "Tulis { id: \"…\", en: \"…\" }.", en: "Write { id: \"…\", en: \"…\" }.")
            )
            return nil
        }
        var texts: [Language: String] = [:]
        for entry in entries {
            guard let language = Language(rawValue: entry.key) else {
                error(
                    "unknown-language",
                    at: entry.place,
                    id: "Bahasa \"\(entry.key)\" tidak dikenal.",
                    en: "The language \"\(entry.key)\" is not known.",
                    todo: Self.suggestion(for: entry.key, among: Language.allCases.map(\.rawValue))
                )
                continue
            }
            guard let text = entry.value.text else {
                wrongKind(entry.value, wanted: ("sebuah teks", "a text"))
                continue
            }
            places.keep(child.path + [entry.key], entry.value.place)
            texts[language] = trimmed(text, at: entry.value)
        }
        guard let result = LocalizedText(texts: texts) else {
            error(
                "missing-text",
                at: child.node.place,
                id: "Teks bahasa Indonesia (id) belum ada.",
                en: "The Indonesian text (id) is missing.",
                todo: LocalizedText(id: "Tambahkan id: \"…\".", en: "Add id: \"…\".")
            )
            return nil
        }
        return result
    }

    private mutating func trimmed(_ text: String, at node: SourceNode) -> String {
        var slice = text[...]
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        while let first = slice.first, first.isWhitespace { slice.removeFirst() }
        if slice.count > Limits.textCharactersMax {
            error(
                "text-too-long",
                at: node.place,
                id: "Teks ini \(slice.count) huruf; paling panjang \(Limits.textCharactersMax).",
                en: "This text has \(slice.count) characters; the most is \(Limits.textCharactersMax)."
            )
        }
        return String(slice)
    }

    /// A list of localized texts.
    mutating func texts(_ child: Child?) -> [LocalizedText] {
        items(child).compactMap { text($0) }
    }

    /// The nodes of a list; a lone value counts as a list of one.
    mutating func items(_ child: Child?) -> [Child] {
        guard let child else { return [] }
        places.keep(child.path, child.node.place)
        switch child.node.content {
        case .list(let nodes): return nodes.enumerated().map { ($1, child.path + [String($0)]) }
        case .scalar("", .plain): return []
        case .scalar, .map: return [(child.node, child.path + ["0"])]
        }
    }

    /// One id.
    mutating func id<Kind: IdentifierKind>(_ child: Child?, as kind: Kind.Type = Kind.self) -> Identifier<Kind>? {
        guard let child, let word = word(child) else { return nil }
        return identifier(word, at: child.node.contentPlace)
    }

    /// A set of ids in canonical order; each one's place goes with it.
    mutating func idSet<Kind: IdentifierKind>(_ child: Child) -> [Identifier<Kind>] {
        let found = ids(child, as: Kind.self).enumerated().map { ($1, places[child.path + [String($0)]]) }
            .sorted { $0.0 < $1.0 }
        for (index, pair) in found.enumerated() { places.keep(child.path + [String(index)], pair.1) }
        return found.map(\.0)
    }

    /// A list of ids, or a lone one.
    mutating func ids<Kind: IdentifierKind>(_ child: Child?, as kind: Kind.Type = Kind.self) -> [Identifier<Kind>] {
        var all: [Identifier<Kind>] = []
        for item in items(child) {
            guard let id: Identifier<Kind> = id(item) else { continue }
            if all.contains(id) {
                error(
                    "listed-twice",
                    at: item.node.place,
                    id: "\"\(id)\" ditulis dua kali.",
                    en: "\"\(id)\" is listed twice.",
                    todo: LocalizedText(id: "Hapus salah satunya.", en: "Remove one of them.")
                )
            } else {
                all.append(id)
            }
        }
        return all
    }

    /// `true` or `false`.
    mutating func flagOrNil(_ child: Child) -> Bool? {
        guard let word = word(child) else { return nil }
        if case .scalar(_, .plain) = child.node.content, word == "true" || word == "false" { return word == "true" }
        wrongKind(
            child.node,
            wanted: ("true atau false", "true or false"),
            todo: LocalizedText(id: "Tulis true (ya) atau false (tidak).", en: "Write true or false.")
        )
        return nil
    }

    /// A whole number within bounds.
    mutating func integer(_ child: Child?, in range: ClosedRange<Int> = 0...1_000_000_000) -> Int? {
        guard let child, let word = word(child) else { return nil }
        guard case .scalar(_, .plain) = child.node.content, let number = Int(word), String(number) == word else {
            wrongKind(child.node, wanted: ("bilangan bulat", "a whole number"))
            return nil
        }
        guard range.contains(number) else {
            error(
                "out-of-range",
                at: child.node.place,
                id: "\(number) di luar batas \(range.lowerBound) sampai \(range.upperBound).",
                en: "\(number) is not between \(range.lowerBound) and \(range.upperBound)."
            )
            return nil
        }
        return number
    }

    /// A share between 0 and 1.
    mutating func share(_ child: Child?) -> Double? {
        guard let child, let word = word(child) else { return nil }
        guard let number = Double(word), number >= 0, number <= 1 else {
            wrongKind(
                child.node,
                wanted: ("bilangan antara 0 dan 1", "a number between 0 and 1"),
                todo: LocalizedText(id: "Tulis 0.9 untuk 90 persen.", en: "Write 0.9 for 90 percent.")
            )
            return nil
        }
        return number
    }

    /// A date: `2026-01-01`.
    mutating func date(_ child: Child?) -> CivilDate? {
        guard let child, let word = word(child) else { return nil }
        do throws(CivicError) {
            return try CivilDate(iso: word)
        } catch {
            self.error("bad-date", at: child.node.place, id: error.message(.id), en: error.message(.en))
            return nil
        }
    }

    /// One of the words of an enum.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ child: Child?,
        _ fallback: Choice
    ) -> Choice where Choice.RawValue == String {
        choice(child) ?? fallback
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ child: Child?
    ) -> Choice? where Choice.RawValue == String {
        guard let child, let word = word(child) else { return nil }
        if let found = Choice(rawValue: word) { return found }
        unknownWord(word, at: child.node.contentPlace, among: Choice.allCases.map(\.rawValue))
        return nil
    }

    mutating func unknownWord(_ word: String, at place: SourcePlace, among known: [String]) {
        error(
            "unknown-word",
            at: place,
            id: "\"\(word)\" tidak dikenal di sini.",
            en: "\"\(word)\" is not known here.",
            todo: Self.suggestion(for: word, among: known)
        )
    }

    /// `UU 25/2009 Pasal 50` as a lock.
    mutating func lock(_ child: Child?) -> Lock? { word(child).map(Lock.init) }

    /// A bare expression; `= ` before it is allowed.
    mutating func formula(_ child: Child?) -> Formula? {
        guard let child, let word = word(child) else { return nil }
        let source = Self.expressionText(word) ?? word
        return parse(source, offset: word.count - source.count, in: child.node)
    }

    /// A fixed value, or an expression behind `= `.
    mutating func assigned(_ child: Child?) -> Assigned? {
        guard let child else { return nil }
        if let text = child.node.text, let source = Self.expressionText(text) {
            places.keep(child.path, child.node.place)
            return parse(source, offset: text.count - source.count, in: child.node).map(Assigned.formula)
        }
        return json(child).map(Assigned.literal)
    }

    /// The expression behind `=`, or nil where there is none.
    static func expressionText(_ text: String) -> String? {
        guard text.hasPrefix("=") else { return nil }
        return String(text.dropFirst().drop { $0 == " " })
    }

    private mutating func parse(_ source: String, offset: Int, in node: SourceNode) -> Formula? {
        let place = node.contentPlace.moved(by: offset)
        let (expression, problems) = Expression.parse(source)
        for problem in problems { findings.append(Finding(problem, at: place)) }
        if problems.contains(where: { $0.severity == .error }) { errors += 1 }
        return expression.map { Formula($0, at: place) }
    }

    /// A plain value: numbers and true/false by their look, everything else as text.
    mutating func json(_ child: Child?) -> JSON? {
        guard let child else { return nil }
        places.keep(child.path, child.node.place)
        switch child.node.content {
        case .scalar: return child.node.json
        case .list, .map:
            wrongKind(child.node, wanted: ("sebuah nilai", "a single value"))
            return nil
        }
    }
}

extension Finding {
    /// What the rule language found in an expression, at its place in the file.
    init(_ finding: RuleFinding, at start: SourcePlace) {
        let place =
            finding.line <= 1
            ? start.moved(by: finding.column - 1)
            : SourcePlace(file: start.file, line: start.line + finding.line - 1, column: finding.column)
        self.init(
            finding.severity == .error ? .error : .warning,
            finding.code,
            at: place,
            finding.message,
            todo: finding.todo
        )
    }
}
