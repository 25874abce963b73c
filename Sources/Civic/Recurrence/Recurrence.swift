/// The times of a rule from its start on, in order, worked out one period at a time.
///
/// A start that the rule does not select is not among them: they begin with the first that the rule selects. The sequence
/// always ends, at the latest in the year 9999 or after ``Limits/recurrenceEmptyStepsMax`` steps without a find.
package struct Recurrence: Sequence, Sendable {
    package let rule: RecurrenceRule
    package let start: CalendarTime
    /// Nothing before this is given; it does not change which times there are.
    private let from: WallTime

    /// Throws where the rule repeats within a day and the start is a whole day.
    package init(_ rule: RecurrenceRule, start: CalendarTime) throws(RecurrenceProblem) {
        if case .date = start, rule.frequency < .daily {
            throw RecurrenceProblem(.subDaily(rule.frequency.rawValue), part: "FREQ")
        }
        (self.rule, self.start, from) = (rule, start, start.wall)
    }

    private init(_ rule: RecurrenceRule, _ start: CalendarTime, from: WallTime) {
        (self.rule, self.start, self.from) = (rule, start, from)
    }

    /// The same times without those before `time`.
    ///
    /// Cost: nothing for what is skipped, unless the rule has a COUNT.
    package func from(_ time: CalendarTime) -> Recurrence {
        Recurrence(rule, start, from: Swift.max(start.wall, time.wall(as: start)))
    }

    package func makeIterator() -> RecurrenceIterator { RecurrenceIterator(rule, start: start, from: from) }

    /// The last time that may be given; nil without UNTIL.
    ///
    /// A day as the end lasts until its last second.
    static func last(_ rule: RecurrenceRule, _ start: CalendarTime) -> Int? {
        guard case .until(let time) = rule.end else { return nil }
        switch (time, start) {
        case (.date(let date), _): return date.daysSinceEpoch * 86_400 + 86_399
        case (_, .date): return time.wall.date.daysSinceEpoch * 86_400
        default: return time.wall(as: start).absoluteSecond
        }
    }
}

/// Why an expansion gave no further time.
package enum RecurrenceEnd: Hashable, Sendable {
    case count, until
    /// The last year that dates are written with.
    case lastYear
    /// Nothing was found for so long that there is nothing, such as 30 February.
    case nothingFound
}

package struct RecurrenceIterator: IteratorProtocol, Sendable {
    private let start: CalendarTime
    private let periods: RecurrencePeriods
    private let startSecond: Int
    private let fromSecond: Int
    private let lastSecond: Int?
    private var left: Int?
    /// The number of the next period.
    private var period: Int
    private var current = RecurrencePeriods.Found.empty
    private var index = 0
    /// Nil while there may be more.
    package private(set) var end: RecurrenceEnd?

    init(_ rule: RecurrenceRule, start: CalendarTime, from: WallTime) {
        self.start = start
        periods = RecurrencePeriods(rule, start: start)
        startSecond = start.wall.absoluteSecond
        fromSecond = from.absoluteSecond
        lastSecond = Recurrence.last(rule, start)
        if case .count(let count) = rule.end {
            left = count
            period = 0
        } else {
            period = from == start.wall ? 0 : periods.number(before: from)
        }
    }

    package mutating func next() -> CalendarTime? {
        while end == nil {
            if left == 0 {
                end = .count
            } else if index < current.count {
                let second = current[index]
                index += 1
                if second < startSecond { continue }
                if let lastSecond, second > lastSecond {
                    end = .until
                    continue
                }
                left = left.map { $0 - 1 }
                if second >= fromSecond { return start.with(WallTime(absoluteSecond: second)) }
            } else {
                advance()
            }
        }
        return nil
    }

    /// Goes to the next period with any time in it.
    private mutating func advance() {
        for _ in 0..<Limits.recurrenceEmptyStepsMax {
            guard let first = periods.firstSecond(of: period) else {
                end = .lastYear
                return
            }
            // A year of weeks begins up to six days before its January.
            if let lastSecond, first - 7 * 86_400 > lastSecond {
                end = .until
                return
            }
            switch periods.find(in: period) {
            case .found(let found):
                period += 1
                guard found.count > 0 else { continue }
                (current, index) = (found, 0)
                return
            case .skip(let next): period = next
            }
        }
        end = .nothingFound
    }
}
