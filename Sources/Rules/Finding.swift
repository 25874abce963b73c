package import Civic

/// A place in an expression's text.
package struct Place: Hashable, Sendable, Comparable {
    /// UTF-8 bytes from the start of the text to the first and behind the last byte.
    package let start: Int
    package let end: Int

    package init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    package static func < (left: Place, right: Place) -> Bool { (left.start, left.end) < (right.start, right.end) }
}

/// What is wrong with the text of a rule: where, what, and what to write instead.
package struct RuleFinding: Hashable, Sendable {
    package enum Severity: String, Sendable { case error, warning }

    package let severity: Severity
    /// Stable and comparable in tests, such as `unknown-name`, `type-mismatch`, `unexpected-token`.
    package let code: String
    package let message: LocalizedText
    package let todo: LocalizedText?
    package let place: Place
    /// Lines and columns count from 1; columns count Unicode scalars, as YAML marks do.
    package let line: Int
    package let column: Int
    /// Where the text stands in a table: `["rows", "tree", "0"]`, `["in", "1"]`; empty for a lone expression.
    package var path: [String] = []

    init(
        _ code: String,
        in source: [UInt8],
        at place: Place,
        severity: Severity = .error,
        _ message: LocalizedText,
        todo: LocalizedText? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.todo = todo
        self.place = place
        var line = 1
        var column = 1
        for byte in source.prefix(place.start) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = column
    }

    /// The finding as one line, such as `1:7 Nama "categori" tidak dikenal. Maksud Anda "category"?`.
    package func sentence(_ language: Language) -> String {
        let tail = todo.map { " " + $0.text(language) } ?? ""
        return "\(line):\(column) \(message.text(language))\(tail)"
    }
}

/// Collects findings of one text; goes silent after `Limits.findingsMax`.
struct FindingList {
    let source: [UInt8]
    private(set) var all: [RuleFinding] = []

    init(source: [UInt8]) { self.source = source }

    mutating func add(
        _ code: String,
        at place: Place,
        severity: RuleFinding.Severity = .error,
        id: String,
        en: String,
        todo: LocalizedText? = nil
    ) {
        guard all.count < Limits.findingsMax, !all.contains(where: { $0.place.start == place.start && $0.code == code })
        else { return }
        all.append(
            RuleFinding(code, in: source, at: place, severity: severity, LocalizedText(id: id, en: en), todo: todo)
        )
    }

    var sorted: [RuleFinding] { all.sorted { ($0.place, $0.code) < ($1.place, $1.code) } }
}

extension LocalizedText {
    /// "Did you mean …?" for the nearest of `known`, or the list of them where none is near and there are few.
    static func didYouMean(_ wrong: String, among known: some Collection<String>) -> LocalizedText? {
        if let near = nearest(to: wrong, among: known) {
            return LocalizedText(id: "Maksud Anda \"\(near)\"?", en: "Did you mean \"\(near)\"?")
        }
        guard !known.isEmpty, known.count <= 12 else { return nil }
        let list = known.sorted().joined(separator: ", ")
        return LocalizedText(id: "Yang dikenal: \(list).", en: "Known here: \(list).")
    }
}

/// The known name nearest to a misspelled one, by edit distance (swaps count once), or nil where nothing is near.
///
/// Cost: product of the lengths, for each known name.
package func nearest(to wrong: String, among known: some Collection<String>) -> String? {
    let allowed = max(1, wrong.utf8.count / 3)
    let ranked = known.map { (distance: editDistance(wrong.lowercased(), $0.lowercased()), name: $0) }
    guard let best = ranked.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }), best.distance <= allowed
    else {
        return nil
    }
    return best.name
}

private func editDistance(_ left: String, _ right: String) -> Int {
    let a = Array(left.utf8)
    let b = Array(right.utf8)
    guard abs(a.count - b.count) <= max(a.count, b.count) / 2 else { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
        var row = [i + 1]
        for j in 0..<b.count {
            var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
            row.append(best)
        }
        beforeLast = last
        last = row
    }
    return last[b.count]
}
