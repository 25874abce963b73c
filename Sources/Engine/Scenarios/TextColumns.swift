import Civic

/// Text laid out for a terminal of a certain width, in characters.
enum TextColumns {
    /// Lines of at most `width` characters, broken at blanks; a word that is longer is cut.
    static func wrapped(_ text: String, width: Int) -> [String] {
        let width = max(width, 8)
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                var word = String(word)
                if !line.isEmpty, line.count + 1 + word.count > width {
                    lines.append(line)
                    line = ""
                }
                while word.count > width {
                    lines.append(String(word.prefix(width)))
                    word.removeFirst(width)
                }
                line += line.isEmpty ? word : " " + word
            }
            lines.append(line)
        }
        return lines
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// A label with text beside it; further lines stand under the text.
    static func labelled(_ label: String, _ text: String, indent: Int, label labelWidth: Int, width: Int) -> [String] {
        let left = String(repeating: " ", count: indent)
        let lines = wrapped(text, width: width - indent - labelWidth - 2)
        return lines.enumerated().map { index, line in
            let head = padded(index == 0 ? label : "", labelWidth)
            return line.isEmpty ? left + head : left + head + "  " + line
        }
        .map { $0.trimmedRight }
    }

    /// What was expected beside what was found, in two columns; one under the other below 80 characters.
    static func compared(_ rows: [Comparison], _ language: Language, width: Int) -> [String] {
        let (should, found) = language == .id ? ("seharusnya", "kenyataannya") : ("expected", "found")
        if width < sideBySideMin { return stacked(rows, language, (should, found), width: width) }
        let labels = rows.map { $0.what.text(language) }
        let label = min(28, labels.map(\.count).max() ?? 0)
        let wanted = ([should] + rows.map { $0.expected.text(language) }).map(\.count).max() ?? 0
        let column = min(max(16, wanted), (width - 4 - label - 2 - 3) / 2)
        let rest = width - 4 - label - 2 - column - 3
        var lines = ["    " + padded("", label) + "  " + padded(should, column) + "   " + found]
        for (row, name) in zip(rows, labels) {
            let cells = [
                wrapped(name, width: label), wrapped(row.expected.text(language), width: column),
                wrapped(row.found.text(language), width: rest),
            ]
            for index in 0..<(cells.map(\.count).max() ?? 0) {
                let cell = cells.map { index < $0.count ? $0[index] : "" }
                let mark = index == 0 && !row.isSame ? " ≠ " : "   "
                lines.append("    " + padded(cell[0], label) + "  " + padded(cell[1], column) + mark + cell[2])
            }
        }
        return lines.map(\.trimmedRight)
    }

    private static func stacked(
        _ rows: [Comparison],
        _ language: Language,
        _ words: (should: String, found: String),
        width: Int
    ) -> [String] {
        let label = max(words.should.count, words.found.count)
        return rows.flatMap { row in
            let name = "    " + row.what.text(language) + (row.isSame ? "" : " ≠")
            return [name]
                + labelled(words.should, row.expected.text(language), indent: 6, label: label, width: width)
                + labelled(words.found, row.found.text(language), indent: 6, label: label, width: width)
        }
    }

    /// Characters from which two columns are wide enough to read.
    static let sideBySideMin = 80
}

extension String {
    fileprivate var trimmedRight: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
