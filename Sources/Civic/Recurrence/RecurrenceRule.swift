/// A rule of repeated days and times: iCalendar's RRULE (RFC 5545 §3.3.10).
///
/// Made by ``init(_:)`` from its text, and valid ever after: every value is in its range and allowed beside the frequency.
/// Lists are in order and without repetition, so that two rules that say the same are equal. ``Recurrence`` expands it.
package struct RecurrenceRule: Hashable, Sendable {
    package enum Frequency: String, CaseIterable, Comparable, Sendable {
        case secondly = "SECONDLY"
        case minutely = "MINUTELY"
        case hourly = "HOURLY"
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
        package static func < (left: Frequency, right: Frequency) -> Bool { left.rank < right.rank }
    }

    package enum End: Hashable, Sendable {
        case never
        case count(Int)
        /// The last time that still belongs to the rule.
        case until(CalendarTime)
    }

    /// A weekday, and which of them in the month or year: the first is 1, the last is -1; every one where nil.
    package struct Day: Hashable, Comparable, Sendable {
        package let ordinal: Int?
        package let weekday: Weekday

        package init(_ weekday: Weekday, ordinal: Int? = nil) { (self.weekday, self.ordinal) = (weekday, ordinal) }

        package static func < (left: Day, right: Day) -> Bool {
            (left.weekday, left.ordinal ?? 0) < (right.weekday, right.ordinal ?? 0)
        }
    }

    package let frequency: Frequency
    package let interval: Int
    package let end: End
    package let seconds: [Int]
    package let minutes: [Int]
    package let hours: [Int]
    package let days: [Day]
    package let monthDays: [Int]
    package let yearDays: [Int]
    package let weekNumbers: [Int]
    package let months: [Int]
    package let positions: [Int]
    package let weekStart: Weekday

    /// Reads the text, with or without `RRULE:` before it; names and values may be of either case.
    package init(_ text: String) throws(RecurrenceProblem) {
        let parts = try RecurrenceParts(text)
        guard let frequency = try parts.frequency() else { throw RecurrenceProblem(.noFrequency, part: "FREQ") }
        self.frequency = frequency
        interval = try parts.interval()
        end = try parts.end()
        seconds = try parts.numbers("BYSECOND", 0...60).map { min($0, 59) }.removingRepeats()
        minutes = try parts.numbers("BYMINUTE", 0...59)
        hours = try parts.numbers("BYHOUR", 0...23)
        days = try parts.days()
        monthDays = try parts.numbers("BYMONTHDAY", -31...31)
        yearDays = try parts.numbers("BYYEARDAY", -366...366)
        weekNumbers = try parts.numbers("BYWEEKNO", -53...53)
        months = try parts.numbers("BYMONTH", 1...12)
        positions = try parts.numbers("BYSETPOS", -366...366)
        weekStart = try parts.weekStart()
        try refuseWhatMayNotStandTogether()
    }

    /// The table of RFC 5545 §3.3.10: where a part "MUST NOT" be used.
    private func refuseWhatMayNotStandTogether() throws(RecurrenceProblem) {
        func refuse(_ part: String) -> RecurrenceProblem {
            RecurrenceProblem(.notWith(frequency.rawValue), part: part)
        }
        if !weekNumbers.isEmpty, frequency != .yearly { throw refuse("BYWEEKNO") }
        if !yearDays.isEmpty, [.daily, .weekly, .monthly].contains(frequency) { throw refuse("BYYEARDAY") }
        if !monthDays.isEmpty, frequency == .weekly { throw refuse("BYMONTHDAY") }
        if let numbered = days.first(where: { $0.ordinal != nil }) {
            guard frequency >= .monthly else {
                throw RecurrenceProblem(.ordinal(numbered.text, beside: "FREQ=" + frequency.rawValue), part: "BYDAY")
            }
            guard weekNumbers.isEmpty else {
                throw RecurrenceProblem(.ordinal(numbered.text, beside: "BYWEEKNO"), part: "BYDAY")
            }
        }
        let isAlone =
            [seconds, minutes, hours, monthDays, yearDays, weekNumbers, months].allSatisfy(\.isEmpty) && days.isEmpty
        if !positions.isEmpty, isAlone { throw RecurrenceProblem(.alone, part: "BYSETPOS") }
    }
}

extension [Int] {
    fileprivate func removingRepeats() -> [Int] { Set(self).sorted() }
}

// MARK: Printing

extension RecurrenceRule: CustomStringConvertible {
    /// The rule as RFC 5545 writes it, parts in a fixed order, defaults left out: `FREQ=WEEKLY;BYDAY=MO,TU`.
    package var description: String {
        var parts = ["FREQ=\(frequency.rawValue)"]
        switch end {
        case .never: break
        case .count(let count): parts.append("COUNT=\(count)")
        case .until(let time): parts.append("UNTIL=\(time)")
        }
        if interval != 1 { parts.append("INTERVAL=\(interval)") }
        func add(_ name: String, _ values: [String]) {
            if !values.isEmpty { parts.append(name + "=" + values.joined(separator: ",")) }
        }
        add("BYSECOND", seconds.map(String.init))
        add("BYMINUTE", minutes.map(String.init))
        add("BYHOUR", hours.map(String.init))
        add("BYDAY", days.map(\.text))
        add("BYMONTHDAY", monthDays.map(String.init))
        add("BYYEARDAY", yearDays.map(String.init))
        add("BYWEEKNO", weekNumbers.map(String.init))
        add("BYMONTH", months.map(String.init))
        add("BYSETPOS", positions.map(String.init))
        if weekStart != .monday { parts.append("WKST=\(weekStart.code)") }
        return parts.joined(separator: ";")
    }
}

extension RecurrenceRule.Day {
    /// `MO`, `1MO`, `-1FR`.
    var text: String { (ordinal.map(String.init) ?? "") + weekday.code }
}

extension Weekday {
    /// iCalendar's two letters: `MO`.
    package var code: String { ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][rawValue - 1] }

    /// The weekday of two letters in upper case.
    package init?(code: String) {
        guard let day = Weekday.allCases.first(where: { $0.code == code }) else { return nil }
        self = day
    }
}
