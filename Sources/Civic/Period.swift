/// A time from one day to another, or from one month to another; both ends belong to it.
///
/// Written as an interval of ISO 8601: `2026-11-24/2026-12-31`, `2026-11/2027-01`.
package enum Period: Hashable, Sendable {
    case days(CivilDate, CivilDate)
    case months(CalendarMonth, CalendarMonth)

    /// Throws where the end lies before the beginning.
    package init(from first: CivilDate, until last: CivilDate) throws(CivicError) {
        guard first <= last else { throw .periodOrder }
        self = .days(first, last)
    }

    /// Throws where the end lies before the beginning.
    package init(from first: CalendarMonth, until last: CalendarMonth) throws(CivicError) {
        guard first <= last else { throw .periodOrder }
        self = .months(first, last)
    }

    /// Reads two ends as people type them: two dates, or two months.
    package init(from: String, until: String) throws(CivicError) {
        if let first = try? CalendarMonth(typed: from), let last = try? CalendarMonth(typed: until) {
            try self.init(from: first, until: last)
        } else {
            let (first, last) = (try CivilDate(typed: from), try CivilDate(typed: until))
            try self.init(from: first, until: last)
        }
    }

    /// Reads `24 November 2026 s.d. 31 Desember 2026`, `24/11/2026 - 31/12/2026`, `November 2026 – Januari 2027` and the intervals
    /// of ISO 8601; one day or month alone is the period of that day or month.
    package init(typed: String) throws(CivicError) {
        let text = String(trimmed(typed))
        guard let (from, until) = Self.ends(text.lowercased()) else { throw .period(typed: typed) }
        do throws(CivicError) { try self.init(from: from, until: until) } catch {
            throw error == .periodOrder ? error : .period(typed: typed)
        }
    }

    private static func ends(_ text: String) -> (String, String)? {
        let iso = text.split(separator: "/", omittingEmptySubsequences: false)
        if iso.count == 2, iso.allSatisfy({ $0.utf8.count >= 7 && $0.utf8.dropFirst(4).first == 0x2D }) {
            return (String(iso[0]), String(iso[1]))
        }
        for mark in ["sampai dengan", "s.d.", "s/d", " sd ", "sampai", "hingga", " until ", " to ", "–", "—", " - "] {
            guard let place = firstPlace(of: mark, in: text) else { continue }
            let (from, until) = (text[..<place.lowerBound], text[place.upperBound...])
            guard !trimmed(String(from)).isEmpty, !trimmed(String(until)).isEmpty else { return nil }
            return (String(from), String(until))
        }
        return text.isEmpty ? nil : (text, text)
    }

    private static func firstPlace(of mark: String, in text: String) -> Range<String.Index>? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(mark) { return start..<text.index(start, offsetBy: mark.count) }
            start = text.index(after: start)
        }
        return nil
    }

    /// The first day that belongs to it.
    package var first: CivilDate {
        switch self {
        case .days(let first, _): first
        case .months(let first, _): first.first
        }
    }

    /// The last day that belongs to it.
    package var last: CivilDate {
        switch self {
        case .days(_, let last): last
        case .months(_, let last): last.last
        }
    }

    /// Days, both ends counted.
    package var dayCount: Int { last - first + 1 }

    package func contains(_ date: CivilDate) -> Bool { first <= date && date <= last }

    /// The interval of ISO 8601.
    package var text: String {
        switch self {
        case .days(let first, let last): first.iso + "/" + last.iso
        case .months(let first, let last): first.text + "/" + last.text
        }
    }
}

extension Period: TypedValue, SpelledAsText {
    package var spelled: String { text }

    /// Reads the interval, or an object with `from` and `until` as people type them.
    package init(canonical: JSON) throws(CivicError) {
        if let text = canonical.string {
            try self.init(typed: text)
        } else {
            guard let from = canonical["from"]?.string, let until = canonical["until"]?.string else { throw .notText }
            try self.init(from: from, until: until)
        }
    }

    /// `24 November 2026 s.d. 31 Desember 2026`, in English with "to"; one day or month stands alone.
    package func display(_ formats: Formats) -> String {
        let between = formats.language == .id ? " s.d. " : " to "
        switch self {
        case .days(let first, let last):
            return first == last ? formats.date(first) : formats.date(first) + between + formats.date(last)
        case .months(let first, let last):
            let beginning = first.display(formats)
            return first == last ? beginning : beginning + between + last.display(formats)
        }
    }
}
