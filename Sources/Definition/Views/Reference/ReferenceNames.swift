import Civic

extension DefinitionLanguage {
    /// The chapter of the reference on what expressions may name, and where.
    static var nameChapter: [String] {
        let kinds = ExpressionSite.Kind.allCases
        var lines = [
            "<a id=\"names\"></a>", "", "## Nama dalam ekspresi · names in expressions", "",
            "Yang boleh disebut sebuah ekspresi CEL, menurut tempatnya berdiri. What a CEL expression may name, by where it stands.",
            "",
        ]
        lines += kinds.map { "- **\($0.rawValue)**: `\($0.keys)`" }
        lines += ["", "| nama · name | arti · meaning | \(kinds.map(\.rawValue).joined(separator: " | ")) |"]
        lines.append("| --- | --- |" + kinds.map { _ in " --- |" }.joined())
        for name in ExpressionName.all {
            var meaning = "\(name.meaning.text(.id)) · *\(name.meaning.text(.en))*"
            if !name.members.isEmpty { meaning += " " + name.members.map { "`\($0)`" }.joined(separator: ", ") }
            let marks = kinds.map { name.sites.contains($0) ? "✓" : "–" }.joined(separator: " | ")
            lines.append("| `\(name.shown)` | \(meaning) | \(marks) |")
        }
        return lines + [""]
    }
}
