extension CivilDate: TypedValue {
    /// Reads `24/11/2026`, `24-11-2026`, `24.11.2026`, `24 November 2026`, `24 nov 2026`, `2026-11-24`, with or without the weekday.
    ///
    /// A year of two digits is refused with a question, never guessed.
    package init(typed: String) throws(CivicError) {
        if let date = try? CivilDate(iso: String(trimmed(typed))) {
            self = date
            return
        }
        var words = dateWords(typed)
        // "Selasa, 24 November 2026"
        if words.count == 4, words[0].utf8.allSatisfy({ digitValue($0) == nil }) { words.removeFirst() }
        guard words.count == 3 else { throw .dateTyped(typed: typed) }
        // "November 24, 2026", as English speakers write it.
        if MonthNames.month(words[0]) != nil { words.swapAt(0, 1) }
        guard let day = number(words[0].utf8), words[0].utf8.count <= 2,
            let month = MonthNames.month(words[1]) ?? (words[1].utf8.count <= 2 ? number(words[1].utf8) : nil),
            let year = number(words[2].utf8)
        else { throw .dateTyped(typed: typed) }
        guard words[2].utf8.count == 4 else { throw .dateYear(typed: typed) }
        guard let date = try? CivilDate(year: year, month: month, day: day) else { throw .dateTyped(typed: typed) }
        self = date
    }

    package init(canonical: JSON) throws(CivicError) {
        guard let text = canonical.string else { throw .notText }
        try self.init(iso: text)
    }

    /// `24 November 2026`.
    package func display(_ formats: Formats) -> String { formats.date(self) }
}

/// The words of a date: parted by blanks, commas, slashes, dots and hyphens; none where such a mark stands at an end.
private func dateWords(_ typed: String) -> [Substring] {
    let text = trimmed(typed.lowercased())
    for end in [text.first, text.last] where end == "-" || end == "/" { return [] }
    return text.split { $0.isWhitespace || $0 == "," || $0 == "/" || $0 == "." || $0 == "-" }
}

/// The months as people write them, in Indonesian and English, in full or short.
private enum MonthNames {
    static func month(_ word: some StringProtocol) -> Int? { table[String(word)] }

    private static let table: [String: Int] = {
        let names = """
            januari january jan|februari february pebruari feb peb|maret march mar mrt|april apr|mei may|juni june jun
            juli july jul|agustus august agu agt ags agust aug|september sept sep|oktober october okt oct
            november nopember nov nop|desember december des dec
            """
        var table: [String: Int] = [:]
        for (index, month) in names.split(whereSeparator: { $0 == "|" || $0 == "\n" }).enumerated() {
            for name in month.split(separator: " ") { table[String(name)] = index + 1 }
        }
        return table
    }()
}

/// A month of a year.
package struct CalendarMonth: Hashable, Comparable, Sendable {
    package let first: CivilDate

    package init(year: Int, month: Int) throws(CivicError) { first = try CivilDate(year: year, month: month, day: 1) }

    /// The month that a day lies in.
    package init(of date: CivilDate) {
        first = date.adding(days: 1 - date.day)
    }

    /// Reads `2026-11`, `11/2026`, `November 2026`, `nov 2026`.
    package init(typed: String) throws(CivicError) {
        var words = dateWords(typed)
        guard words.count == 2 else { throw .calendarMonth(typed: typed) }
        if words[0].utf8.count == 4, number(words[0].utf8) != nil { words.swapAt(0, 1) }
        guard let month = MonthNames.month(words[0]) ?? (words[0].utf8.count <= 2 ? number(words[0].utf8) : nil),
            words[1].utf8.count == 4, let year = number(words[1].utf8),
            let first = try? CivilDate(year: year, month: month, day: 1)
        else { throw .calendarMonth(typed: typed) }
        self.first = first
    }

    package var last: CivilDate { first.adding(months: 1).adding(days: -1) }
    package func adding(months: Int) -> CalendarMonth { CalendarMonth(of: first.adding(months: months)) }

    /// `2026-11`.
    package var text: String { String(first.iso.dropLast(3)) }

    package static func < (left: CalendarMonth, right: CalendarMonth) -> Bool { left.first < right.first }
}

extension CalendarMonth: TypedValue, SpelledAsText {
    package var spelled: String { text }

    /// `November 2026`.
    package func display(_ formats: Formats) -> String { formats.month(first) }
}
