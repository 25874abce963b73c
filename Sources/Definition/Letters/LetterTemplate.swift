import Civic

/// The template of a document: plain HTML with slots `{{name}}`, sections `{{#name}}…{{/name}}` that stand where there is a value,
/// once for each row of a list, and `{{^name}}…{{/name}}` where there is none (mustache's own spelling).
///
/// Every value is escaped; only `{{{name}}}`, which the house's own letterhead alone may write, is not.
package struct LetterTemplate: Sendable, Hashable {
    package enum Part: Sendable, Hashable {
        case html(String)
        case slot(String, isRaw: Bool)
        indirect case section(String, isInverted: Bool, [Part])
    }

    package let parts: [Part]
    /// What is wrong with it: a section without its end, an end without its beginning.
    package let problems: [String]

    package init(_ source: String) {
        var reader = Reader(rest: source[...])
        let parts = reader.parts(until: nil)
        self.parts = parts
        problems = reader.problems
    }

    private struct Reader {
        var rest: Substring
        var problems: [String] = []

        mutating func parts(until end: String?) -> [Part] {
            var parts: [Part] = []
            while let open = rest.firstRange(of: "{{") {
                if open.lowerBound > rest.startIndex { parts.append(.html(String(rest[..<open.lowerBound]))) }
                let isRaw = rest[open.upperBound...].hasPrefix("{")
                let closing = isRaw ? "}}}" : "}}"
                guard let close = rest[open.upperBound...].firstRange(of: closing) else {
                    problems.append("{{")
                    rest = ""
                    return parts
                }
                let inner = rest[open.upperBound..<close.lowerBound].dropFirst(isRaw ? 1 : 0)
                rest = rest[close.upperBound...]
                let tag = String(inner.filter { !$0.isWhitespace })
                if isRaw {
                    parts.append(.slot(tag, isRaw: true))
                    continue
                }
                let name = String(tag.dropFirst())
                switch tag.first {
                case "#": parts.append(.section(name, isInverted: false, self.parts(until: name)))
                case "^": parts.append(.section(name, isInverted: true, self.parts(until: name)))
                case "/":
                    if name != end { problems.append("{{/\(name)}}") }
                    return parts
                case "!": break
                default: parts.append(.slot(tag, isRaw: false))
                }
            }
            if !rest.isEmpty { parts.append(.html(String(rest))) }
            rest = ""
            if let end { problems.append("{{#\(end)}}") }
            return parts
        }
    }

    /// Every name, with the sections around it.
    package var names: [(name: String, within: [String])] { Self.names(parts, []) }

    private static func names(_ parts: [Part], _ within: [String]) -> [(name: String, within: [String])] {
        parts.flatMap { part -> [(name: String, within: [String])] in
            switch part {
            case .html: return []
            case .slot(let name, _): return [(name, within)]
            case .section(let name, let isInverted, let inner):
                return [(name, within)] + names(inner, isInverted ? within : within + [name])
            }
        }
    }

    /// Slots that would not be escaped.
    package var hasRaw: Bool { Self.hasRaw(parts) }

    private static func hasRaw(_ parts: [Part]) -> Bool {
        parts.contains { part in
            switch part {
            case .html: false
            case .slot(_, let isRaw): isRaw
            case .section(_, _, let inner): hasRaw(inner)
            }
        }
    }

    /// The HTML itself, slots aside.
    package var markup: String { Self.markup(parts) }

    private static func markup(_ parts: [Part]) -> String {
        parts.map { part in
            switch part {
            case .html(let text): text
            case .slot: ""
            case .section(_, _, let inner): markup(inner)
            }
        }.joined()
    }

    /// The filled template.
    package func filled(_ values: LetterValues) -> String { Self.fill(parts, [values]) }

    /// The same as text, for lines that whoever prints them escapes.
    package func plain(_ values: LetterValues) -> String { Self.fill(parts, [values], isPlain: true) }

    private static func fill(_ parts: [Part], _ scopes: [LetterValues], isPlain: Bool = false) -> String {
        var out = ""
        for part in parts {
            switch part {
            case .html(let text): out += text
            case .slot(let name, let isRaw):
                guard case .text(let text)? = value(name, scopes) else { continue }
                out += isRaw || isPlain ? text : escaped(text)
            case .section(let name, let isInverted, let inner):
                let value = value(name, scopes)
                if isInverted {
                    if value?.isThere != true { out += fill(inner, scopes, isPlain: isPlain) }
                } else if case .rows(let rows)? = value {
                    for row in rows { out += fill(inner, scopes + [row], isPlain: isPlain) }
                } else if value?.isThere == true {
                    out += fill(inner, scopes, isPlain: isPlain)
                }
            }
        }
        return out
    }

    private static func value(_ name: String, _ scopes: [LetterValues]) -> LetterValues.Value? {
        for scope in scopes.reversed() { if let value = scope.values[name] { return value } }
        return nil
    }

    /// Text as HTML shows it; line breaks stay.
    package static func escaped(_ text: String) -> String {
        Markup.escaped(text).replacing("\r\n", with: "\n").replacing("\n", with: "<br>")
    }
}

/// What the slots of a template stand for.
package struct LetterValues: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
        case text(String)
        case rows([LetterValues])

        var isThere: Bool {
            switch self {
            case .text(let text): !text.isEmpty
            case .rows(let rows): !rows.isEmpty
            }
        }
    }

    package var values: [String: Value]

    package init(_ values: [String: Value] = [:]) { self.values = values }

    package subscript(name: String) -> String? {
        get { if case .text(let text)? = values[name] { text } else { nil } }
        set { values[name] = newValue.map { .text($0) } }
    }
}
