/// The periods of a rule, numbered from the one of its start in steps of its interval, and the times in each.
struct RecurrencePeriods: Sendable {
    /// The times of one period: days, times of the day on each, and which of them all; never a list of every combination.
    struct Found: Sendable {
        static let empty = Found(days: [], times: [], chosen: nil)
        /// In seconds since 1970 on the wall.
        let days: [Int]
        /// In seconds since the start of the day, in order.
        let times: [Int]
        /// Indices into the combinations by BYSETPOS; all where nil.
        let chosen: [Int]?

        var count: Int { chosen?.count ?? days.count * times.count }

        subscript(index: Int) -> Int {
            let index = chosen?[index] ?? index
            let (day, time) = index.quotientAndRemainder(dividingBy: times.count)
            return days[day] + times[time]
        }
    }

    enum Step {
        case found(Found)
        /// Nothing before the period of this number.
        case skip(to: Int)
    }

    private let rule: RecurrenceRule
    private let days: RecurrenceDays
    private let base: Int
    /// Times within a period of a day or more.
    private let dayTimes: [Int]
    private let minutes: [Int]
    private let seconds: [Int]

    init(_ rule: RecurrenceRule, start: CalendarTime) {
        self.rule = rule
        let wall = start.wall
        days = RecurrenceDays(rule, start: wall.date)
        let isDate = if case .date = start { true } else { false }
        let hours = rule.hours.isEmpty ? [wall.second / 3_600] : rule.hours
        minutes = rule.minutes.isEmpty ? [wall.second / 60 % 60] : rule.minutes
        seconds = rule.seconds.isEmpty ? [wall.second % 60] : rule.seconds
        // Times mean nothing where the start is a whole day.
        dayTimes = isDate ? [0] : Self.combined(hours, 3_600, Self.combined(minutes, 60, seconds))
        base = Self.base(rule, wall, days)
    }

    private static func combined(_ units: [Int], _ length: Int, _ inner: [Int]) -> [Int] {
        units.flatMap { unit in inner.map { unit * length + $0 } }
    }

    /// What period 0 is: a year, a month (12 a year), the first day of a week, a day, or a second.
    private static func base(_ rule: RecurrenceRule, _ wall: WallTime, _ days: RecurrenceDays) -> Int {
        let day = wall.date.daysSinceEpoch
        switch rule.frequency {
        case .yearly:
            let year = wall.date.year
            guard !rule.weekNumbers.isEmpty, rule.yearDays.isEmpty else { return year }
            // The first days of January may belong to the last week of the year before, the last of December to week 1 of
            // the next: such a start counts in that year, where the rule selects something from it on.
            let ofWeeks = Weeks.year(of: day, from: rule.weekStart)
            if ofWeeks < year { return days.inYear(ofWeeks).contains { $0 >= day } ? ofWeeks : year }
            return ofWeeks > year && days.inYear(ofWeeks).contains(day) ? ofWeeks : year
        case .monthly: return wall.date.year * 12 + wall.date.month - 1
        case .weekly: return day - (wall.date.weekday.rawValue - rule.weekStart.rawValue + 7) % 7
        case .daily: return day
        case .hourly: return wall.absoluteSecond - wall.second % 3_600
        case .minutely: return wall.absoluteSecond - wall.second % 60
        case .secondly: return wall.absoluteSecond
        }
    }

    /// Seconds, days, months or years from one period to the next.
    private var step: Int {
        switch rule.frequency {
        case .weekly: 7 * rule.interval
        case .hourly: 3_600 * rule.interval
        case .minutely: 60 * rule.interval
        case .secondly, .daily, .monthly, .yearly: rule.interval
        }
    }

    /// A number from which every period that could hold this time or a later one is reached.
    func number(before wall: WallTime) -> Int {
        let position =
            switch rule.frequency {
            // Years of weeks begin in December at the earliest.
            case .yearly: wall.date.year - 1
            case .monthly: wall.date.year * 12 + wall.date.month - 1
            case .weekly: wall.date.daysSinceEpoch - 6
            case .daily: wall.date.daysSinceEpoch
            case .hourly: wall.absoluteSecond - 3_599
            case .minutely: wall.absoluteSecond - 59
            case .secondly: wall.absoluteSecond
            }
        return position <= base ? 0 : (position - base + step - 1) / step
    }

    /// The start of a period in seconds since 1970 on the wall; nil past the year 9999.
    func firstSecond(of number: Int) -> Int? {
        let position = base + number * step
        let second: Int
        switch rule.frequency {
        case .yearly:
            guard position <= 9_999 else { return nil }
            second = CivilDate.days(year: position, month: 1, day: 1) * 86_400
        case .monthly:
            guard position < 120_000 else { return nil }
            second = CivilDate.days(year: position / 12, month: position % 12 + 1, day: 1) * 86_400
        case .weekly, .daily: second = position * 86_400
        case .hourly, .minutely, .secondly: second = position
        }
        return second < Self.endSecond ? second : nil
    }

    private static let endSecond = CivilDate.days(year: 10_000, month: 1, day: 1) * 86_400

    func find(in number: Int) -> Step {
        let position = base + number * step
        switch rule.frequency {
        case .yearly: return .found(chosen(days.inYear(position).filter { $0 * 86_400 < Self.endSecond }, dayTimes))
        case .monthly: return .found(chosen(days.inMonth(position / 12, position % 12 + 1), dayTimes))
        case .weekly: return .found(chosen(days.inWeek(from: position), dayTimes))
        case .daily: return .found(days.isSelected(position) ? chosen([position], dayTimes) : .empty)
        case .hourly, .minutely, .secondly: return withinDay(position, number)
        }
    }

    /// An hour, a minute or a second: where its day, hour or minute is not selected, all of that is skipped.
    private func withinDay(_ position: Int, _ number: Int) -> Step {
        let (day, rest) = floorDivide(Int64(position), by: 86_400)
        let second = Int(rest)
        let start = Int(day) * 86_400
        func skip(to target: Int) -> Step { .skip(to: max(number + 1, (target - base + step - 1) / step)) }
        guard days.isSelected(Int(day)) else { return skip(to: start + 86_400) }
        let hour = second / 3_600
        if !rule.hours.isEmpty, !rule.hours.contains(hour) {
            return skip(to: start + (rule.hours.first { $0 > hour } ?? 24) * 3_600)
        }
        if rule.frequency == .hourly {
            return .found(chosen([Int(day)], Self.combined([hour], 3_600, Self.combined(minutes, 60, seconds))))
        }
        let minute = second / 60 % 60
        if !rule.minutes.isEmpty, !rule.minutes.contains(minute) {
            return skip(to: start + hour * 3_600 + (rule.minutes.first { $0 > minute } ?? 60) * 60)
        }
        if rule.frequency == .minutely {
            return .found(chosen([Int(day)], seconds.map { second - second % 60 + $0 }))
        }
        if !rule.seconds.isEmpty, !rule.seconds.contains(second % 60) {
            return skip(to: start + second - second % 60 + (rule.seconds.first { $0 > second % 60 } ?? 60))
        }
        return .found(chosen([Int(day)], [second]))
    }

    private func chosen(_ days: [Int], _ times: [Int]) -> Found {
        let seconds = days.map { $0 * 86_400 }
        guard !rule.positions.isEmpty else { return Found(days: seconds, times: times, chosen: nil) }
        let total = days.count * times.count
        let indices = rule.positions.map { $0 > 0 ? $0 - 1 : total + $0 }.filter { (0..<total).contains($0) }
        return Found(days: seconds, times: times, chosen: Set(indices).sorted())
    }
}
