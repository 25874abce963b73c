internal import Civic

/// A cell of a decision table: S-FEEL's unary test (DMN 1.5 §7.3.3, §9).
///
/// `-` any value; `"a"`; `"a","b"` one of; `not("a","b")`; `< 5`, `>= 2.5`; `[1..9)` and `]1..9[`; `true`; `null`;
/// dates as they are or as `date("2026-11-24")`, times as `date and time("2026-11-24T08:00:00+07:00")`,
/// spans as `duration("240h")`.
package indirect enum UnaryTest: Hashable, Sendable {
    case any
    case equal(RuleValue)
    case less(RuleValue, orEqual: Bool)
    case greater(RuleValue, orEqual: Bool)
    case between(RuleValue, includesLower: Bool, RuleValue, includesUpper: Bool)
    case oneOf([UnaryTest])
    case not(UnaryTest)

    /// Whether the value passes; a value of another kind than the cell speaks of does not.
    package func matches(_ value: RuleValue) -> Bool {
        switch self {
        case .any: true
        case .equal(let wanted): value == wanted || value.place(beside: wanted) == .same
        case .less(let bound, let orEqual):
            value.place(beside: bound).map { $0 == .before || (orEqual && $0 == .same) } ?? false
        case .greater(let bound, let orEqual):
            value.place(beside: bound).map { $0 == .after || (orEqual && $0 == .same) } ?? false
        case .between(let lower, let includesLower, let upper, let includesUpper):
            UnaryTest.greater(lower, orEqual: includesLower).matches(value)
                && UnaryTest.less(upper, orEqual: includesUpper).matches(value)
        case .oneOf(let tests): tests.contains { $0.matches(value) }
        case .not(let test): !test.matches(value)
        }
    }

    /// The values that the test names.
    var mentioned: [RuleValue] {
        switch self {
        case .any: []
        case .equal(let value), .less(let value, _), .greater(let value, _): [value]
        case .between(let lower, _, let upper, _): [lower, upper]
        case .oneOf(let tests): tests.flatMap(\.mentioned)
        case .not(let test): test.mentioned
        }
    }

    /// A value as a cell names it: `"drain"`, `4`, `2026-11-24`, `null`.
    static func literal(_ value: RuleValue) -> String {
        value.asString.map { "\"\($0)\"" } ?? Conversions.shown(value)
    }

    /// The test, or nil with what is wrong with its text.
    package static func parse(_ text: String) -> (UnaryTest?, [RuleFinding]) {
        var parser = UnaryTestParser(text)
        let test = parser.parse()
        return (test, parser.findings.sorted)
    }
}

extension RuleValue {
    /// Where an input stands beside a number of a cell, whose digits are exact; other kinds as everywhere.
    ///
    /// Rupiah stand among numbers. A binary fraction stands where the cell's number would stand as one, so that an input
    /// that was read from `0.1` is 0.1.
    fileprivate func place(beside bound: RuleValue) -> Order? {
        switch (self, bound) {
        case (.money(let amount), .int), (.money(let amount), .decimal): RuleValue.int(amount.amount).order(bound)
        case (.double, .decimal(let exact)): Double(exact.description).flatMap { order(.double($0)) }
        default: order(bound)
        }
    }
}

/// Reads one cell.
private struct UnaryTestParser {
    let source: [UInt8]
    var findings: FindingList
    private var at = 0

    init(_ text: String) {
        source = Array(text.utf8)
        findings = FindingList(source: source)
    }

    mutating func parse() -> UnaryTest? {
        skipBlanks()
        if rest == "-" { return .any }
        let test = isNext("not(") || isNext("not (") ? negation() : list()
        skipBlanks()
        if findings.all.isEmpty, at < source.count { unexpected() }
        return findings.all.isEmpty ? test : nil
    }

    private var rest: String { String(decoding: source[min(at, source.count)...], as: UTF8.self) }

    private func isNext(_ text: String) -> Bool { source[min(at, source.count)...].starts(with: text.utf8) }

    private mutating func take(_ text: String) -> Bool {
        guard isNext(text) else { return false }
        at += text.utf8.count
        return true
    }

    private mutating func skipBlanks() {
        while at < source.count, source[at] == 0x20 || source[at] == 0x09 || source[at] == 0x0A { at += 1 }
    }

    private mutating func negation() -> UnaryTest? {
        _ = take("not")
        skipBlanks()
        _ = take("(")
        guard let inner = list() else { return nil }
        skipBlanks()
        guard take(")") else {
            findings.add(
                "unclosed-bracket",
                at: Place(at, at),
                id: "not( belum ditutup.",
                en: "not( is still open.",
                todo: .init(id: "Tambahkan \")\".", en: "Add \")\".")
            )
            return nil
        }
        return .not(inner)
    }

    private mutating func list() -> UnaryTest? {
        var all: [UnaryTest] = []
        repeat {
            guard let test = single() else { return nil }
            all.append(test)
            skipBlanks()
        } while take(",")
        return all.count == 1 ? all[0] : .oneOf(all)
    }

    private mutating func single() -> UnaryTest? {
        skipBlanks()
        if take("<=") { return value().map { .less($0, orEqual: true) } }
        if take("<") { return value().map { .less($0, orEqual: false) } }
        if take(">=") { return value().map { .greater($0, orEqual: true) } }
        if take(">") { return value().map { .greater($0, orEqual: false) } }
        if isNext("!=") || isNext("=") {
            unexpected(
                todo: .init(
                    id: "Tulis nilainya saja untuk sama dengan, not(…) untuk bukan.",
                    en: "Write the value alone for equal, not(…) for unequal."
                )
            )
            return nil
        }
        if take("[") { return interval(includesLower: true) }
        if take("(") || take("]") { return interval(includesLower: false) }
        return value().map { .equal($0) }
    }

    private mutating func interval(includesLower: Bool) -> UnaryTest? {
        let start = at - 1
        guard let lower = value() else { return nil }
        skipBlanks()
        guard take("..") else {
            unexpected(todo: .init(id: "Rentang ditulis [1..9].", en: "A range is written [1..9]."))
            return nil
        }
        guard let upper = value() else { return nil }
        skipBlanks()
        let includesUpper = take("]")
        guard includesUpper || take(")") || take("[") else {
            unexpected(todo: .init(id: "Tutup rentang dengan ] atau ).", en: "Close the range with ] or )."))
            return nil
        }
        switch lower.order(upper) {
        case .before: break
        case .same where includesLower && includesUpper: break
        case .same, .after, nil:
            findings.add(
                "empty-range",
                at: Place(start, at),
                id: "Rentang ini tidak berisi nilai apa pun.",
                en: "This range holds no value.",
                todo: .init(id: "Batas bawah ditulis dulu: [1..9].", en: "The lower bound comes first: [1..9].")
            )
            return nil
        }
        return .between(lower, includesLower: includesLower, upper, includesUpper: includesUpper)
    }

    private mutating func value() -> RuleValue? {
        skipBlanks()
        let start = at
        guard at < source.count else {
            unexpected()
            return nil
        }
        if source[at] == UInt8(ascii: "\"") { return text().map { .string($0) } }
        if source[at].isDigit || source[at] == UInt8(ascii: "-") || source[at] == UInt8(ascii: ".") { return number() }
        if take("@") { return text().flatMap { time("@", $0, from: start) } }
        for name in ["date and time", "date", "duration"] where isNext(name) {
            at += name.utf8.count
            skipBlanks()
            guard take("("), let inner = text() else { break }
            skipBlanks()
            guard take(")") else { break }
            return time(name, inner, from: start)
        }
        let word = source[at...].prefix { $0.isWord }
        switch String(decoding: word, as: UTF8.self) {
        case "true":
            at += 4
            return true
        case "false":
            at += 5
            return false
        case "null":
            at += 4
            return .null
        default: break
        }
        let shown = String(decoding: word, as: UTF8.self)
        unexpected(
            todo: shown.isEmpty
                ? nil
                : .init(
                    id: "Teks ditulis dalam tanda kutip: \"\(shown)\".",
                    en: "A text is written in quotes: \"\(shown)\"."
                )
        )
        return nil
    }

    private mutating func text() -> String? {
        skipBlanks()
        let start = at
        guard take("\"") else {
            unexpected()
            return nil
        }
        var content: [UInt8] = []
        while at < source.count, source[at] != UInt8(ascii: "\"") {
            if source[at] == UInt8(ascii: "\\"), at + 1 < source.count { at += 1 }
            content.append(source[at])
            at += 1
        }
        guard take("\"") else {
            findings.add(
                "unclosed-text",
                at: Place(start, at),
                id: "Teks tidak ditutup.",
                en: "The text never ends.",
                todo: .init(id: "Tambahkan \" di akhir.", en: "Add \" at its end.")
            )
            return nil
        }
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func number() -> RuleValue? {
        let start = at
        if let date = dateWritten() { return .date(date) }
        if source[at] == UInt8(ascii: "-") { at += 1 }
        while at < source.count, source[at].isDigit { at += 1 }
        // Two dots are the middle of a range.
        if at + 1 < source.count, source[at] == UInt8(ascii: "."), source[at + 1].isDigit {
            at += 1
            while at < source.count, source[at].isDigit { at += 1 }
        }
        let digits = String(decoding: source[start..<at], as: UTF8.self)
        if let whole = Int64(digits) { return .int(whole) }
        if let exact = RuleDecimal(digits.hasPrefix(".") ? "0" + digits : digits) { return .decimal(exact) }
        findings.add(
            "bad-number",
            at: Place(start, max(at, start + 1)),
            id: "\"\(digits)\" bukan angka.",
            en: "\"\(digits)\" is not a number.",
            todo: .init(
                id: "Tulis 12, -3 atau 2.5; \"-\" saja berarti semua nilai.",
                en: "Write 12, -3 or 2.5; \"-\" alone means any value."
            )
        )
        return nil
    }

    /// `2026-11-24`, where a number and a minus would mean nothing.
    private mutating func dateWritten() -> CivilDate? {
        guard at + 10 <= source.count, at + 10 == source.count || !source[at + 10].isWord,
            let date = try? CivilDate(iso: String(decoding: source[at..<at + 10], as: UTF8.self))
        else { return nil }
        at += 10
        return date
    }

    private mutating func time(_ kind: String, _ text: String, from start: Int) -> RuleValue? {
        let found: RuleValue? =
            switch kind {
            case "date": (try? CivilDate(iso: text)).map { .date($0) }
            case "date and time": (try? Moment(rfc3339: text)).map { .timestamp($0) }
            case "duration": (try? TimeFunctions.duration(.string(text))) ?? nil
            default:
                (try? CivilDate(iso: text)).map { .date($0) } ?? (try? Moment(rfc3339: text)).map { .timestamp($0) }
                    ?? ((try? TimeFunctions.duration(.string(text))) ?? nil)
            }
        if let found { return found }
        findings.add(
            "bad-value",
            at: Place(start, at),
            id: "\"\(text)\" bukan tanggal, waktu atau lama yang sah.",
            en: "\"\(text)\" is not a valid date, time or span.",
            todo: .init(
                id: "Tulis date(\"2026-11-24\"), date and time(\"2026-11-24T08:00:00+07:00\") atau duration(\"240h\").",
                en: "Write date(\"2026-11-24\"), date and time(\"2026-11-24T08:00:00+07:00\") or duration(\"240h\")."
            )
        )
        return nil
    }

    private mutating func unexpected(todo: LocalizedText? = nil) {
        let fallback = LocalizedText(
            id: "Sel berisi misalnya -, \"a\",\"b\", not(\"a\"), < 5 atau [1..9).",
            en: "A cell holds for example -, \"a\",\"b\", not(\"a\"), < 5 or [1..9)."
        )
        if at >= source.count {
            findings.add(
                "unexpected-end",
                at: Place(source.count, source.count),
                id: "Isi sel tidak lengkap.",
                en: "The cell is incomplete.",
                todo: todo ?? fallback
            )
        } else {
            let shown = rest.prefix(20)
            findings.add(
                "unexpected-token",
                at: Place(at, source.count),
                id: "\"\(shown)\" tidak dikenal dalam sel.",
                en: "\"\(shown)\" means nothing in a cell.",
                todo: todo ?? fallback
            )
        }
    }
}
