/// The lines of a small CSV file that we publish ourselves (RFC 4180 but for line breaks inside quotes), numbered from 1.
package struct CSVLines {
    package let lines: [(number: Int, fields: [String])]

    package init(_ text: String) {
        // A byte order mark is what spreadsheets put first.
        let plain = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        var lines: [(Int, [String])] = []
        for (index, line) in plain.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        where line.contains(where: { !$0.isWhitespace }) {
            lines.append((index + 1, Self.fields(line)))
        }
        self.lines = lines
    }

    private static func fields(_ line: Substring) -> [String] {
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        var rest = line
        while let character = rest.popFirst() {
            switch character {
            case "\"" where isQuoted && rest.first == "\"":
                field.append("\"")
                rest.removeFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                fields.append(field)
                field = ""
            default: field.append(character)
            }
        }
        return fields + [field]
    }
}
