/// The HTML that a template may use: what a letter needs, and nothing that runs, loads or leaves its place.
///
/// Templates travel between governments: a release must not read files of the server that prints it.
package enum LetterMarkup {
    package static let elements: Set<String> = [
        "p", "h2", "h3", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "ol", "ul", "li", "dl", "dt",
        "dd",
        "strong", "em", "b", "i", "u", "br", "div", "section", "span", "blockquote", "sup", "sub", "small",
    ]

    package static let attributes: Set<String> = ["class", "colspan", "rowspan", "scope"]

    /// The house's own looks (`docs/definitions/documents.md` shows each).
    package static let classes: Set<String> = [
        "facts", "lines", "decision", "title", "center", "right", "box", "amount", "small", "keep", "new-page", "wide",
    ]

    /// The first tag that may not stand there, as it is written; nil where all may.
    package static func forbidden(in markup: String) -> String? {
        var rest = markup[...]
        while let open = rest.firstIndex(of: "<") {
            guard let close = rest[open...].firstIndex(of: ">") else { return String(rest[open...].prefix(40)) }
            let tag = rest[rest.index(after: open)..<close]
            let written = String(rest[open...close].prefix(60))
            rest = rest[rest.index(after: close)...]
            if tag.hasPrefix("!--"), tag.hasSuffix("--") { continue }
            if !isAllowed(tag) { return written }
        }
        return nil
    }

    private static func isAllowed(_ tag: Substring) -> Bool {
        var body = tag
        if body.first == "/" { body.removeFirst() }
        if body.last == "/" { body.removeLast() }
        let name = body.prefix { $0.isLetter || $0.isNumber }.lowercased()
        guard elements.contains(name) else { return false }
        var rest = body.dropFirst(name.count)
        while true {
            rest = rest.drop { $0.isWhitespace }
            if rest.isEmpty { return true }
            let attribute = rest.prefix { $0.isLetter || $0 == "-" }
            rest = rest.dropFirst(attribute.count)
            guard attributes.contains(attribute.lowercased()), rest.first == "=",
                rest.dropFirst().first == "\"", let end = rest.dropFirst(2).firstIndex(of: "\"")
            else { return false }
            let value = rest[rest.index(rest.startIndex, offsetBy: 2)..<end]
            if attribute == "class", !value.split(separator: " ").allSatisfy({ classes.contains(String($0)) }) {
                return false
            }
            rest = rest[rest.index(after: end)...]
        }
    }
}
