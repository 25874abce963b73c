package import Civic

/// What a usual day brings, hour by hour: the middle of the same weekday over some weeks (live-room.md §2.3).
package struct UsualDay: Sendable, Equatable {
    /// Days that it was learned from.
    package let days: Int
    /// Running totals at the end of each hour, 24 of them: the median day, and the quartiles around it.
    package let middle: [Double]
    package let low: [Double]
    package let high: [Double]

    /// Too few days to call anything unusual.
    package var isLearning: Bool { days < Limits.learningDays }

    /// Each day is 24 counts, one an hour.
    package init(days: [[Int]]) {
        precondition(days.allSatisfy { $0.count == 24 }, "a day has 24 hours")
        self.days = days.count
        let totals = days.map { day in
            var sum = 0
            return day.map { hour -> Int in
                sum += hour
                return sum
            }
        }
        func quantile(_ share: Double) -> [Double] {
            (0..<24).map { hour in Self.quantile(totals.map { $0[hour] }.sorted(), share) }
        }
        middle = quantile(0.5)
        low = quantile(0.25)
        high = quantile(0.75)
    }

    /// Between two values, in proportion; zero for none.
    static func quantile(_ sorted: [Int], _ share: Double) -> Double {
        guard let last = sorted.last else { return 0 }
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        guard below + 1 < sorted.count else { return Double(last) }
        let part = place - Double(below)
        return Double(sorted[below]) * (1 - part) + Double(sorted[below + 1]) * part
    }

    /// The running total that is usual at a minute of the day: straight between the ends of two hours.
    package func soFar(minute: Int) -> Double { Self.value(of: middle, minute: minute) }

    /// The band of usual running totals at a minute of the day: half of all days lie in it.
    package func band(minute: Int) -> ClosedRange<Double> {
        let (low, high) = (Self.value(of: low, minute: minute), Self.value(of: high, minute: minute))
        return low...max(low, high)
    }

    /// Usual count within the hour of a minute of the day.
    package func perHour(minute: Int) -> Double {
        let hour = min(max(minute, 0) / 60, 23)
        return max(0, middle[hour] - (hour == 0 ? 0 : middle[hour - 1]))
    }

    private static func value(of totals: [Double], minute: Int) -> Double {
        let minute = min(max(minute, 0), 24 * 60)
        let hour = min(minute / 60, 23)
        let before = hour == 0 ? 0 : totals[hour - 1]
        return before + (totals[hour] - before) * Double(minute - hour * 60) / 60
    }
}

/// Which days a day is compared with.
package enum UsualDays {
    /// Same weekdays of the last weeks since the history began; working days with working days, unless that leaves too few.
    package static func comparable(
        with today: CivilDate,
        since first: CivilDate?,
        calendar: WorkingCalendar
    ) -> [CivilDate] {
        guard let first else { return [] }
        let same = (1...Limits.usualWeeks).map { today.adding(days: -7 * $0) }.filter { $0 >= first }
        let isWorkday = calendar.isWorkday(today)
        let alike = same.filter { calendar.isWorkday($0) == isWorkday }
        return alike.count >= Limits.learningDays ? alike : same
    }
}

/// A day as it has gone until now, beside a usual one.
package struct DayNow: Sendable, Equatable {
    /// Counts of the day's hours; those to come are zero.
    package let hours: [Int]
    package let usual: UsualDay
    /// Minutes of the day that have passed.
    package let minute: Int

    package init(hours: [Int], usual: UsualDay, minute: Int) {
        precondition(hours.count == 24, "a day has 24 hours")
        self.hours = hours
        self.usual = usual
        self.minute = minute
    }

    package var soFar: Int { hours.reduce(0, +) }
    /// The running total at the end of each hour that has begun, the present one to now: curve and table say the same.
    package var runningTotals: [Int] {
        var sum = 0
        return hours.prefix(minute / 60 + 1).map { count in
            sum += count
            return sum
        }
    }
    package var usualSoFar: Double { usual.soFar(minute: minute) }

    /// How the day compares with a usual one.
    package enum Verdict: String, Sendable { case learning, usual, more, fewer }

    /// Outside the band in which half of all days lie, and by more than chance makes of so small a number.
    package var verdict: Verdict {
        if usual.isLearning { return .learning }
        let band = usual.band(minute: minute)
        let room = usualSoFar.squareRoot()
        let value = Double(soFar)
        if value > band.upperBound + room { return .more }
        if value < band.lowerBound - room { return .fewer }
        return .usual
    }
}
