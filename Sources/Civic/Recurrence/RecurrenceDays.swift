/// The days of one period (a day, week, month or year) that a rule selects, by the table and notes of RFC 5545 §3.3.10.
///
/// What a rule leaves open comes from its start: weekday, day of the month, month.
struct RecurrenceDays {
    let rule: RecurrenceRule
    let start: CivilDate
    /// Weekdays by ISO number, without and with an ordinal.
    private let plainDays: Set<Weekday>
    private let numberedDays: [RecurrenceRule.Day]

    init(_ rule: RecurrenceRule, start: CivilDate) {
        (self.rule, self.start) = (rule, start)
        plainDays = Set(rule.days.filter { $0.ordinal == nil }.map(\.weekday))
        numberedDays = rule.days.filter { $0.ordinal != nil }
    }

    // MARK: Periods

    /// Days of a day, as numbers since 1970; the same for the frequencies within a day.
    func isSelected(_ day: Int) -> Bool {
        let date = CivilDate(daysSinceEpoch: day)
        let (year, month, dayOfMonth) = date.parts
        return hasMonth(month) && hasMonthDay(dayOfMonth, year, month) && hasYearDay(day, year)
            && (rule.days.isEmpty || plainDays.contains(date.weekday))
    }

    /// Days of a week, given its first.
    func inWeek(from first: Int) -> [Int] {
        (first..<first + 7).filter { day in
            let date = CivilDate(daysSinceEpoch: day)
            return hasMonth(date.month)
                && (rule.days.isEmpty ? date.weekday == start.weekday : plainDays.contains(date.weekday))
        }
    }

    /// Days of a month.
    func inMonth(_ year: Int, _ month: Int) -> [Int] {
        guard hasMonth(month) else { return [] }
        let first = CivilDate.days(year: year, month: month, day: 1)
        let length = CivilDate.length(year: year, month: month)
        if rule.days.isEmpty, rule.monthDays.isEmpty { return start.day <= length ? [first + start.day - 1] : [] }
        return (0..<length).filter { offset in
            (rule.monthDays.isEmpty || rule.monthDays.contains { $0 == offset + 1 || $0 == offset - length })
                && hasDay(first + offset, within: first..<first + length)
        }.map { first + $0 }
    }

    /// Days of a year: of the calendar, or of whole weeks where the rule counts weeks.
    func inYear(_ year: Int) -> [Int] {
        let first = CivilDate.days(year: year, month: 1, day: 1)
        let next = CivilDate.days(year: year + 1, month: 1, day: 1)
        if !rule.yearDays.isEmpty {
            return (first..<next).filter { day in
                let (_, month, dayOfMonth) = CivilDate(daysSinceEpoch: day).parts
                return hasYearDay(day, year) && hasMonth(month) && hasMonthDay(dayOfMonth, year, month)
                    && hasWeek(day) && hasDay(day, within: first..<next)
            }
        }
        if !rule.weekNumbers.isEmpty {
            let weeks = Weeks(year, from: rule.weekStart)
            return (weeks.first..<weeks.next).filter { day in
                let date = CivilDate(daysSinceEpoch: day)
                let (year, month, dayOfMonth) = date.parts
                let hasWeekday =
                    rule.days.isEmpty
                    ? !rule.monthDays.isEmpty || date.weekday == start.weekday : plainDays.contains(date.weekday)
                return hasWeekday && weeks.contains(day, rule.weekNumbers) && hasMonth(month)
                    && hasMonthDay(dayOfMonth, year, month)
            }
        }
        return byMonth(year, first..<next)
    }

    /// By months and their days, or by weekdays of the year.
    private func byMonth(_ year: Int, _ days: Range<Int>) -> [Int] {
        if !rule.days.isEmpty, rule.monthDays.isEmpty, rule.months.isEmpty {
            return days.filter { hasDay($0, within: days) }
        }
        let months = rule.months.isEmpty ? [start.month] : rule.months
        return months.flatMap { month in
            let first = CivilDate.days(year: year, month: month, day: 1)
            let length = CivilDate.length(year: year, month: month)
            if rule.days.isEmpty, rule.monthDays.isEmpty { return start.day <= length ? [first + start.day - 1] : [] }
            // A numbered weekday counts within its month where months are named, else within the year (note 2).
            let within = rule.months.isEmpty ? days : first..<first + length
            return (first..<first + length).filter { day in
                hasMonthDay(day - first + 1, year, month) && hasDay(day, within: within)
            }
        }
    }

    // MARK: Tests of one day

    private func hasMonth(_ month: Int) -> Bool { rule.months.isEmpty || rule.months.contains(month) }

    private func hasMonthDay(_ day: Int, _ year: Int, _ month: Int) -> Bool {
        guard !rule.monthDays.isEmpty else { return true }
        let fromEnd = day - CivilDate.length(year: year, month: month) - 1
        return rule.monthDays.contains { $0 == day || $0 == fromEnd }
    }

    private func hasYearDay(_ day: Int, _ year: Int) -> Bool {
        guard !rule.yearDays.isEmpty else { return true }
        let number = day - CivilDate.days(year: year, month: 1, day: 1) + 1
        let fromEnd = day - CivilDate.days(year: year + 1, month: 1, day: 1)
        return rule.yearDays.contains { $0 == number || $0 == fromEnd }
    }

    private func hasWeek(_ day: Int) -> Bool {
        guard !rule.weekNumbers.isEmpty else { return true }
        return Weeks(Weeks.year(of: day, from: rule.weekStart), from: rule.weekStart).contains(day, rule.weekNumbers)
    }

    /// Whether BYDAY lets a day of a month or year pass.
    private func hasDay(_ day: Int, within days: Range<Int>) -> Bool {
        guard !rule.days.isEmpty else { return true }
        let weekday = CivilDate(daysSinceEpoch: day).weekday
        if plainDays.contains(weekday) { return true }
        let number = (day - days.lowerBound) / 7 + 1
        let fromEnd = -((days.upperBound - 1 - day) / 7 + 1)
        return numberedDays.contains { $0.weekday == weekday && ($0.ordinal == number || $0.ordinal == fromEnd) }
    }
}

/// The weeks of a year as ISO 8601 counts them, for any first day of the week: week 1 has at least four days of the year.
struct Weeks {
    /// The first day of week 1, and of week 1 of the next year.
    let first: Int
    let next: Int

    init(_ year: Int, from start: Weekday) {
        first = Self.first(year, start)
        next = Self.first(year + 1, start)
    }

    var count: Int { (next - first) / 7 }

    /// Whether the day lies in one of the weeks, which count from the end where they are negative.
    func contains(_ day: Int, _ numbers: [Int]) -> Bool {
        guard day >= first, day < next else { return false }
        let number = (day - first) / 7 + 1
        return numbers.contains { $0 == number || $0 == number - count - 1 }
    }

    /// The year whose weeks a day belongs to.
    static func year(of day: Int, from start: Weekday) -> Int {
        let year = CivilDate(daysSinceEpoch: day).year
        if day < first(year, start) { return year - 1 }
        return day < first(year + 1, start) ? year : year + 1
    }

    private static func first(_ year: Int, _ start: Weekday) -> Int {
        let fourth = CivilDate.days(year: year, month: 1, day: 4)
        let weekday = CivilDate(daysSinceEpoch: fourth).weekday
        return fourth - (weekday.rawValue - start.rawValue + 7) % 7
    }
}
