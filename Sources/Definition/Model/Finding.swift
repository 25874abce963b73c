package import Civic

/// Something wrong, or doubtful, in a text: what, where, and what to do about it.
package struct Finding: Hashable, Sendable {
    package enum Severity: String, Sendable, Comparable {
        case error, warning

        package static func < (left: Severity, right: Severity) -> Bool { left == .error && right == .warning }
    }

    package let severity: Severity
    /// Stable, for tests and tools: `unknown-state`.
    package let code: String
    package let place: SourcePlace
    package let message: LocalizedText
    package let todo: LocalizedText?

    package init(
        _ severity: Severity,
        _ code: String,
        at place: SourcePlace,
        _ message: LocalizedText,
        todo: LocalizedText? = nil
    ) {
        self.severity = severity
        self.code = code
        self.place = place
        self.message = message
        self.todo = todo
    }

    package var file: String { place.file }
    package var line: Int { place.line }
    package var column: Int { place.column }

    /// `file:line:column: message`, the line of `source` with a caret under the column, and what to do.
    package func printed(_ language: Language, source: String? = nil) -> String {
        let word =
            switch (severity, language) {
            case (.error, .id): "galat"
            case (.error, .en): "error"
            case (.warning, .id): "peringatan"
            case (.warning, .en): "warning"
            }
        var lines = ["\(place): \(word): \(message.text(language)) [\(code)]"]
        if let text = source.flatMap({ Self.line(place.line, of: $0) }) {
            lines.append("  " + text)
            lines.append("  " + String(repeating: " ", count: max(0, place.column - 1)) + "^")
        }
        if let todo { lines.append("  → " + todo.text(language)) }
        return lines.joined(separator: "\n")
    }

    private static func line(_ number: Int, of source: String) -> String? {
        let lines = source.split(
            maxSplits: number,
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        guard number >= 1, number <= lines.count else { return nil }
        return String(lines[number - 1].prefix(200))
    }
}

extension [Finding] {
    /// By place, errors before warnings, each said once.
    package var sorted: [Finding] {
        var seen: Set<Finding> = []
        return filter { seen.insert($0).inserted }
            .sorted { ($0.place, $0.severity, $0.code) < ($1.place, $1.severity, $1.code) }
    }

    package var hasErrors: Bool { contains { $0.severity == .error } }
}
