/// A rule of open times, `{rrule: "FREQ=WEEKLY;BYDAY=MO,TU", at: "08:00", for: PT8H}`: the days of a recurrence rule, and
/// from when and how long they are open.
package struct OpeningRule: Hashable, Sendable {
    /// Daily to yearly, without times of its own.
    package let rule: RecurrenceRule
    /// The first day, which also counts intervals; nil where the rule needs none.
    package let from: CivilDate?
    /// Minutes after local midnight at which it opens.
    package let at: Int
    /// How long, 1 to 1,440; the night may lie within.
    package let minutes: Int

    /// Throws where the rule has times of its own, or where it depends on a first day that is not given.
    package init(_ rule: RecurrenceRule, from: CivilDate? = nil, at: Int, minutes: Int) throws(RecurrenceProblem) {
        guard rule.frequency >= .daily else { throw RecurrenceProblem(.notForOpeningHours, part: "FREQ") }
        for (part, list) in [("BYHOUR", rule.hours), ("BYMINUTE", rule.minutes), ("BYSECOND", rule.seconds)]
        where !list.isEmpty { throw RecurrenceProblem(.notForOpeningHours, part: part) }
        guard (0..<1_440).contains(at) else { throw RecurrenceProblem(.badValue("\(at)"), part: "at") }
        guard (1...1_440).contains(minutes) else { throw RecurrenceProblem(.badValue("\(minutes)"), part: "for") }
        if from == nil, Self.needsStart(rule) { throw RecurrenceProblem(.needsStart, part: "from") }
        if let from, !Limits.calendarYears.contains(from.year) {
            throw RecurrenceProblem(.badValue(from.iso), part: "from")
        }
        (self.rule, self.from, self.at, self.minutes) = (rule, from, at, minutes)
    }

    /// Reads what a definition writes: `08:00`, and `PT8H`, `PT8H30M`, `PT45M` or `P1D`.
    package init(rrule: String, at: String, for length: String, from: String? = nil) throws(RecurrenceProblem) {
        let bytes = Array(at.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = number(bytes[..<2]),
            let minute = number(bytes[3...]), hour < 24, minute < 60
        else { throw RecurrenceProblem(.badValue(at), part: "at") }
        guard let minutes = Self.minutes(length) else { throw RecurrenceProblem(.badValue(length), part: "for") }
        var first: CivilDate?
        if let from {
            guard let date = try? CivilDate(iso: from) else { throw RecurrenceProblem(.badValue(from), part: "from") }
            first = date
        }
        try self.init(try RecurrenceRule(rrule), from: first, at: hour * 60 + minute, minutes: minutes)
    }

    /// Whether what the rule selects depends on where it begins.
    private static func needsStart(_ rule: RecurrenceRule) -> Bool {
        if rule.interval > 1 { return true }
        if case .count = rule.end { return true }
        let hasDays = !rule.days.isEmpty || !rule.monthDays.isEmpty || !rule.yearDays.isEmpty
        switch rule.frequency {
        case .weekly: return rule.days.isEmpty
        case .monthly: return !hasDays
        case .yearly:
            // Days of a month need the month; a week needs a weekday.
            return !hasDays || (!rule.monthDays.isEmpty && rule.months.isEmpty && rule.yearDays.isEmpty)
        case .daily, .hourly, .minutely, .secondly: return false
        }
    }

    /// Minutes of an ISO 8601 duration of hours and minutes, or of one day.
    private static func minutes(_ text: String) -> Int? {
        if text == "P1D" { return 1_440 }
        guard text.hasPrefix("PT"), text.utf8.count <= 12 else { return nil }
        var rest = Array(text.utf8.dropFirst(2))[...]
        var total = 0
        for (unit, length) in [(UInt8(ascii: "H"), 60), (UInt8(ascii: "M"), 1)] {
            guard let end = rest.firstIndex(of: unit) else { continue }
            guard let count = number(rest[..<end]) else { return nil }
            total += count * length
            rest = rest[(end + 1)...]
        }
        return rest.isEmpty && total > 0 ? total : nil
    }

    /// Names everything that decides its days, for a calendar's version.
    var text: String { "\(rule) \(from?.iso ?? "-") \(at) \(minutes)" }

    /// The weekdays that it opens week after week; nil for any other rule.
    var plainWeekdays: [Weekday]? {
        guard from == nil, rule.end == .never, rule.interval == 1, rule.positions.isEmpty, rule.months.isEmpty,
            rule.monthDays.isEmpty, rule.yearDays.isEmpty, rule.frequency == .daily || rule.frequency == .weekly
        else { return nil }
        return rule.days.isEmpty ? Weekday.allCases : rule.days.map(\.weekday)
    }

    /// The days of the rule within a range, as numbers since 1970.
    ///
    /// A rule without a first day begins on a Monday long before; it depends on nothing of it.
    func days(in range: ClosedRange<Int>) -> [Int] {
        let start = CalendarTime.date(from ?? CivilDate(daysSinceEpoch: -9_131))
        guard let recurrence = try? Recurrence(rule, start: start) else { return [] }
        return Array(
            recurrence.from(.date(CivilDate(daysSinceEpoch: range.lowerBound))).lazy
                .map { $0.wall.date.daysSinceEpoch }.prefix { $0 <= range.upperBound }
        )
    }
}

/// When an office is open: the same every week, or by rules.
package enum OpeningHours: Hashable, Sendable {
    case weekly(WeeklyHours)
    /// Every rule's times together; followed day by day in ``Limits/openingRuleYears``.
    case rules([OpeningRule])

    /// Rules that say the same every week become weekly hours.
    ///
    /// Throws where nothing is open for good: a clock would never end.
    package init(_ rules: [OpeningRule]) throws(RecurrenceProblem) {
        if let weekly = Self.weekly(rules) {
            self = .weekly(weekly)
            return
        }
        let last = OpeningWindow.standard.lastBlock
        guard rules.contains(where: { !$0.days(in: last).isEmpty }) else {
            throw RecurrenceProblem(.neverOpen, part: "hours")
        }
        self = .rules(rules)
    }

    private static func weekly(_ rules: [OpeningRule]) -> WeeklyHours? {
        var days: [[Range<Int>]] = Array(repeating: [], count: 7)
        for rule in rules {
            guard let weekdays = rule.plainWeekdays else { return nil }
            for weekday in weekdays {
                let end = rule.at + rule.minutes
                days[weekday.rawValue - 1].append(rule.at..<min(end, 1_440))
                if end > 1_440 { days[weekday.rawValue % 7].append(0..<end - 1_440) }
            }
        }
        guard days.contains(where: { !$0.isEmpty }) else { return nil }
        return WeeklyHours(Dictionary(uniqueKeysWithValues: zip(Weekday.allCases, days.map(\.joined))))
    }

    /// Names everything that decides what is open, for a calendar's version.
    var text: String {
        switch self {
        case .weekly(let hours): Weekday.allCases.map { "\(hours.open(on: $0))" }.joined(separator: " ")
        case .rules(let rules): rules.map(\.text).joined(separator: " | ")
        }
    }
}

extension [Range<Int>] {
    /// In order, and what overlaps or touches as one.
    var joined: [Range<Int>] {
        var all: [Range<Int>] = []
        for range in sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = all.last, range.lowerBound <= last.upperBound {
                all[all.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
            } else {
                all.append(range)
            }
        }
        return all
    }
}
