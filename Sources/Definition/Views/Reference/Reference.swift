import Civic

extension DefinitionLanguage {
    /// The reference of the language as one page of Markdown, Indonesian first: every record with its keys, every type of answer,
    /// every closed list of words.
    ///
    /// Nothing in it is written by hand: `docs/definitions/reference.md` is this text, and a test compares them.
    package static var reference: String {
        let catalogue = LanguageCatalogue()
        var lines = preamble(catalogue)
        for chapter in catalogue.chapters {
            lines += Self.chapter(chapter)
            if chapter.record.name == "field" { lines += answerTypes }
        }
        lines += nameChapter
        return lines.joined(separator: "\n") + "\n"
    }

    private static func preamble(_ catalogue: LanguageCatalogue) -> [String] {
        [
            "# Bahasa definisi: acuan · The definition language: reference",
            "",
            "<!-- Dihasilkan dari deklarasi di Sources/Definition/Language: lumbung app reference. -->",
            "<!-- Made from the declarations in Sources/Definition/Language: lumbung app reference. -->",
            "",
            "Bahasa \(current). Setiap kunci: apa isinya, apa artinya, sebuah contoh, dan aturannya: sejak bahasa versi mana, siapa yang "
                + "boleh mengubahnya setelah aplikasi dipakai pemerintah daerah, dan apa yang digabungkan sebagai satu kesatuan saat rilis baru datang.",
            "",
            "Language \(current). Each key: what it holds, what it means, an example, and its rules: since which version of the language, who may "
                + "change it once a government has adopted the application, and what a merge with a new release treats as one thing.",
            "",
            "**Wajib · required** di dalam tabel berarti: harus ada, kecuali pola (`extends`) sudah menuliskannya. It must be there, unless "
                + "the archetype has it. Setiap butir dalam peta id boleh memuat `after: <id>` atau `after: first`. Each element in a map "
                + "by id may say `after: <id>` or `after: first`.",
            "",
            catalogue.chapters.map { "[\($0.record.name)](#\($0.record.name))" }.joined(separator: " · ")
                + " · [jenis jawaban · types of answer](#types) · [nama dalam ekspresi · names in expressions](#names)",
            "",
        ]
    }

    private static func chapter(_ chapter: LanguageCatalogue.Chapter) -> [String] {
        let record = chapter.record
        let places = chapter.places.filter { !$0.isEmpty }.map { "`\($0)`" }
        var lines = ["## \(record.name)", "", both(record.label) + ". " + both(record.meaning)]
        if !places.isEmpty { lines.append("Tempatnya · it stands at: \(places.joined(separator: ", ")).") }
        if let shorthand = record.shorthand {
            lines.append("Juga dapat ditulis · may also be written: `\(shorthand.example)`")
        }
        lines += ["", "| kunci · key | isi · holds | arti · meaning | contoh · example | aturan · rules |"]
        lines.append("| --- | --- | --- | --- | --- |")
        lines += record.entries.map(row)
        lines.append("")
        lines += record.entries.flatMap(words)
        return lines
    }

    private static func row(_ entry: EntryDeclaration) -> String {
        let holds = pair(entry.shape.inWords(.id), entry.shape.inWords(.en))
        let presence =
            switch entry.presence {
            case .required: "**wajib · required**"
            case .optional: ""
            case .usual(let usual): "bila tidak ditulis · if left out: `\(usual)`"
            }
        let rules =
            [presence, entry.since > first ? "sejak · since \(entry.since)" : ""]
            + (entry.isAuthoring
                ? ["hanya bagi penulis · for the author alone"]
                : [
                    pair(entry.ownership.inWords(.id), entry.ownership.inWords(.en)),
                    pair(entry.shape.mergedBy(.id), entry.shape.mergedBy(.en)),
                ])
        let cells = [
            "`\(entry.key)`", holds, both(entry.meaning), "`\(entry.key): \(entry.example)`",
            rules.filter { !$0.isEmpty }.joined(separator: "<br>"),
        ]
        return "| " + cells.map(cell).joined(separator: " | ") + " |"
    }

    /// A closed list under its table, each word with its meaning; types of answer have a chapter of their own.
    private static func words(_ entry: EntryDeclaration) -> [String] {
        let choices = entry.shape.closedWords
        guard !choices.isEmpty, entry.key != "type" || choices.count != fieldTypes.count else { return [] }
        return ["`\(entry.key)`:", ""]
            + choices.map { choice in
                let short = choice.short.map { " (`\($0)`)" } ?? ""
                return "- `\(choice.word)`\(short): \(both(choice.meaning))"
            } + [""]
    }

    private static var answerTypes: [String] {
        let head = [
            "<a id=\"types\"></a>", "", "### Jenis jawaban · types of answer", "",
            "| `type` | arti · meaning | jawaban · an answer | kunci tersendiri · keys of its own |",
            "| --- | --- | --- | --- |",
        ]
        let rows = fieldTypes.map { type -> String in
            let keys = type.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
            let since = type.since > first ? " (sejak · since \(type.since))" : ""
            let cells = ["`\(type.word)`", both(type.meaning) + since, "`\(type.example)`", keys]
            return "| " + cells.map(cell).joined(separator: " | ") + " |"
        }
        return head + rows + [""]
    }

    private static func both(_ text: LocalizedText) -> String { pair(text.text(.id), text.text(.en)) }

    private static func pair(_ id: String, _ en: String) -> String { id == en ? id : "\(id) · *\(en)*" }

    /// As a cell of a table.
    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
