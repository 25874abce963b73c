/// The years that rules of opening hours are followed in, and how days outside them stand for days within.
struct OpeningWindow: Sendable {
    let first: Int
    let last: Int

    static let standard = OpeningWindow(Limits.openingRuleYears)

    init(_ years: ClosedRange<Int>) {
        first = CivilDate.days(year: years.lowerBound, month: 1, day: 1)
        last = CivilDate.days(year: years.upperBound + 1, month: 1, day: 1) - 1
    }

    /// Days that repeat outside: 28 years, in which dates and weekdays come round, or as many whole weeks as there are.
    var block: Int { min(10_227, (last - first + 1) / 7 * 7) }

    var lastBlock: ClosedRange<Int> { last - block + 1...last }

    /// The day within that a day stands for.
    func folded(_ day: Int) -> Int {
        if day < first { return first + modulo(day - first, block) }
        if day > last { return lastBlock.lowerBound + modulo(day - lastBlock.lowerBound, block) }
        return day
    }
}

func modulo(_ value: Int, _ divisor: Int) -> Int { ((value % divisor) + divisor) % divisor }

/// The open times of every day, and their sums: a table of days where anything is dated, blocks that repeat around it.
struct CalendarTable: Sendable {
    struct Sum: Sendable {
        var minutes: Int32 = 0
        var workdays: Int32 = 0
    }

    /// Days that repeat for ever in one direction.
    private struct Block: Sendable {
        let days: [UInt16]
        let sums: [Sum]

        /// Open minutes and workdays of `count` days from the block's first on; negative before it.
        func sum(_ count: Int) -> (minutes: Int, workdays: Int) {
            let rest = modulo(count, days.count)
            let rounds = (count - rest) / days.count
            let whole = sums[days.count]
            return (
                rounds * Int(whole.minutes) + Int(sums[rest].minutes),
                rounds * Int(whole.workdays) + Int(sums[rest].workdays)
            )
        }
    }

    /// Each different day once; 0 is a closed one.
    private let patterns: [[Range<Int>]]
    private let firstDay: Int
    private let days: [UInt16]
    private let sums: [Sum]
    private let before: Block
    private let after: Block

    /// The open times of a date, in minutes of the day.
    func open(_ day: Int) -> [Range<Int>] {
        let index = day - firstDay
        if days.indices.contains(index) { return patterns[Int(days[index])] }
        let block = index < 0 ? before : after
        return patterns[Int(block.days[modulo(index < 0 ? index : index - days.count, block.days.count)])]
    }

    /// Open minutes and workdays from the first day of the table to the start of a day, negative before it.
    func sum(to day: Int) -> (minutes: Int, workdays: Int) {
        let index = day - firstDay
        if sums.indices.contains(index) { return (Int(sums[index].minutes), Int(sums[index].workdays)) }
        // The block before ends where the table begins, so that its zeroth day is the table's first.
        if index < 0 { return before.sum(index) }
        let rest = after.sum(index - days.count)
        let last = sums[days.count]
        return (Int(last.minutes) + rest.minutes, Int(last.workdays) + rest.workdays)
    }

    init(_ opening: OpeningHours, seasons: [Season], closed: Set<Int>, window: OpeningWindow) {
        var found = Patterns()
        let ordinary = Ordinary(opening, window, &found)
        let dated =
            Array(closed) + seasons.flatMap { [$0.days.lowerBound.daysSinceEpoch, $0.days.upperBound.daysSinceEpoch] }
        var range = dated.min().flatMap { first in dated.max().map { first..<($0 + 1) } } ?? 0..<0
        if case .rules = opening {
            range =
                range.isEmpty
                ? window.first..<window.last + 1
                : min(range.lowerBound, window.first)..<max(range.upperBound, window.last + 1)
        }
        firstDay = range.lowerBound
        var days = range.map { ordinary[$0] }
        // The first season that has a day counts, so the last is written first.
        for season in seasons.reversed() {
            let week = Weekday.allCases.map { found.id(of: season.hours.open(on: $0)) }
            for day in season.days.lowerBound.daysSinceEpoch...season.days.upperBound.daysSinceEpoch {
                days[day - range.lowerBound] = week[modulo(day + 3, 7)]
            }
        }
        for day in closed { days[day - range.lowerBound] = 0 }
        patterns = found.all
        let lengths = found.all.map { Int32($0.reduce(0) { $0 + $1.count }) }
        self.days = days
        sums = Self.sums(days, lengths)
        let length = ordinary.period
        let earlier = (range.lowerBound..<range.lowerBound + length).map { ordinary[$0 - length] }
        before = Block(days: earlier, sums: Self.sums(earlier, lengths))
        let later = (range.upperBound..<range.upperBound + length).map { ordinary[$0] }
        after = Block(days: later, sums: Self.sums(later, lengths))
    }

    private static func sums(_ days: [UInt16], _ lengths: [Int32]) -> [Sum] {
        var sum = Sum()
        var all = [sum]
        all.reserveCapacity(days.count + 1)
        for day in days {
            let open = lengths[Int(day)]
            sum.minutes += open
            sum.workdays += open > 0 ? 1 : 0
            all.append(sum)
        }
        return all
    }
}

/// Each different day's open times once, with a number.
private struct Patterns {
    private(set) var all: [[Range<Int>]] = [[]]
    private var ids: [[Range<Int>]: UInt16] = [[]: 0]

    mutating func id(of open: [Range<Int>]) -> UInt16 {
        if let id = ids[open] { return id }
        let id = UInt16(all.count)
        all.append(open)
        ids[open] = id
        return id
    }
}

/// The days as they are where no season and no closing changes them.
private struct Ordinary {
    private enum Days {
        /// Monday first.
        case week([UInt16])
        case window(OpeningWindow, [UInt16])
    }

    private let days: Days
    let period: Int

    init(_ opening: OpeningHours, _ window: OpeningWindow, _ patterns: inout Patterns) {
        switch opening {
        case .weekly(let hours):
            var week: [UInt16] = []
            for weekday in Weekday.allCases { week.append(patterns.id(of: hours.open(on: weekday))) }
            days = .week(week)
            period = 7
        case .rules(let rules):
            var open: [[Range<Int>]] = Array(repeating: [], count: window.last - window.first + 1)
            for rule in rules {
                let end = rule.at + rule.minutes
                // The evening before the window reaches into its first day.
                for day in rule.days(in: window.first - 1...window.last) {
                    let index = day - window.first
                    if index >= 0 { open[index].append(rule.at..<min(end, 1_440)) }
                    if end > 1_440, index + 1 < open.count { open[index + 1].append(0..<end - 1_440) }
                }
            }
            var all: [UInt16] = []
            all.reserveCapacity(open.count)
            for ranges in open { all.append(patterns.id(of: ranges.joined)) }
            days = .window(window, all)
            period = window.block
        }
    }

    subscript(day: Int) -> UInt16 {
        switch days {
        case .week(let week): week[modulo(day + 3, 7)]
        case .window(let window, let all): all[window.folded(day) - window.first]
        }
    }
}
