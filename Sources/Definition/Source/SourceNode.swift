import Civic

/// A text's structure with the place of every part: what YAML and the canonical tree have in common.
struct SourceNode: Sendable {
    enum Style: Sendable {
        case plain, quoted, block
    }

    struct Entry: Sendable {
        let key: String
        let place: SourcePlace
        let value: SourceNode
    }

    enum Content: Sendable {
        case scalar(String, Style)
        case list([SourceNode])
        case map([Entry])
    }

    let content: Content
    let place: SourcePlace
    /// Where the content begins: behind the quote, or on the line after a block's `|`.
    let contentPlace: SourcePlace

    init(_ content: Content, at place: SourcePlace, contentPlace: SourcePlace? = nil) {
        self.content = content
        self.place = place
        self.contentPlace = contentPlace ?? place
    }

    /// `verified:` with nothing behind it.
    var isEmpty: Bool {
        switch content {
        case .scalar(let text, .plain): text.isEmpty
        case .scalar, .list: false
        case .map(let entries): entries.isEmpty
        }
    }

    /// The text of a scalar.
    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// What it is, in words of a message.
    var kind: (id: String, en: String) {
        switch content {
        case .scalar(let text, _) where text.isEmpty: ("kosong", "nothing")
        case .scalar: ("sebuah nilai", "a single value")
        case .list: ("sebuah daftar", "a list")
        case .map: ("pasangan kunci dan nilai", "keys with values")
        }
    }
}

extension SourceNode {
    /// What is written, as JSON: numbers and true/false by their look, everything else as text.
    var json: JSON {
        switch content {
        case .list(let nodes): return .array(nodes.map(\.json))
        case .map(let entries):
            return .object(Dictionary(entries.map { ($0.key, $0.value.json) }, uniquingKeysWith: { first, _ in first }))
        case .scalar(let text, let style):
            guard style == .plain else { return .string(text) }
            if text == "true" || text == "false" { return .bool(text == "true") }
            if let number = Int64(text), String(number) == text { return .int(number) }
            return .string(text)
        }
    }
}
