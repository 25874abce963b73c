/// The open times of an ordinary week, in minutes of the local day.
package struct WeeklyHours: Hashable, Sendable {
    /// Open times by weekday, Monday first; in order, apart from each other.
    private let days: [[Range<Int>]]
    /// Open minutes by weekday, Monday first.
    private let minutes: [Int]

    /// Open times by weekday; a weekday that is left out is closed.
    ///
    /// The times of a day stand in order, do not touch, and lie from 0 to 1440; the week has at least one open minute.
    package init(_ hours: [Weekday: [Range<Int>]]) {
        days = Weekday.allCases.map { hours[$0] ?? [] }
        minutes = days.map { $0.reduce(0) { $0 + $1.count } }
        for day in days {
            precondition(day.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= 1_440 && !$0.isEmpty })
            precondition(zip(day, day.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        }
        precondition(minutes.contains { $0 > 0 }, "a week without open time would never end a clock")
    }

    package func open(on weekday: Weekday) -> [Range<Int>] { days[weekday.rawValue - 1] }

    /// Open minutes of a week.
    package var total: Int { minutes.reduce(0, +) }

    /// Civil servants' hours (Perpres 21/2023): 37 h 30 min, 07.30–16.00 with a break at 12–13, Friday to 16.30 with 11.30–13.00.
    package static let office = WeeklyHours.workweek(
        [450..<720, 780..<960],
        friday: [450..<690, 780..<990]
    )

    /// Their hours in Ramadan (Perpres 21/2023): 32 h 30 min, 08.00–15.00 with half an hour's break, Friday to 15.30 with an hour's.
    package static let ramadan = WeeklyHours.workweek(
        [480..<720, 750..<900],
        friday: [480..<690, 750..<930]
    )

    /// Day and night: emergency services, and clocks in calendar time.
    package static let always = WeeklyHours(
        Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [0..<1_440]) })
    )

    private static func workweek(_ ordinary: [Range<Int>], friday: [Range<Int>]) -> WeeklyHours {
        WeeklyHours([
            .monday: ordinary, .tuesday: ordinary, .wednesday: ordinary, .thursday: ordinary, .friday: friday,
        ])
    }
}

/// A time of the year with hours of its own, such as Ramadan.
package struct Season: Hashable, Sendable {
    package let name: String
    package let days: ClosedRange<CivilDate>
    package let hours: WeeklyHours

    package init(name: String, days: ClosedRange<CivilDate>, hours: WeeklyHours) {
        (self.name, self.days, self.hours) = (name, days, hours)
    }
}
