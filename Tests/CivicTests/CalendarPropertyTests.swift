import Civic
import Testing

/// A calendar as the law reads: every minute is asked whether it is open.
///
/// Slow, and simple enough to believe.
private struct SlowCalendar {
    let offset: Int
    let hours: [Int: [Range<Int>]]
    let closed: Set<Int>
    let season: (days: ClosedRange<Int>, hours: [Int: [Range<Int>]])?

    func ranges(_ day: Int) -> [Range<Int>] {
        if closed.contains(day) { return [] }
        // 1970-01-01 was a Thursday, the fourth day of the week.
        let weekday = ((day + 3) % 7 + 7) % 7 + 1
        if let season, season.days.contains(day) { return season.hours[weekday] ?? [] }
        return hours[weekday] ?? []
    }

    func split(_ minute: Int) -> (day: Int, minute: Int) {
        let local = minute + offset
        let day = local >= 0 ? local / 1_440 : (local - 1_439) / 1_440
        return (day, local - day * 1_440)
    }

    func isOpen(_ minute: Int) -> Bool {
        let (day, time) = split(minute)
        return ranges(day).contains { $0.contains(time) }
    }

    func count(from: Int, to: Int) -> Int { (from..<max(from, to)).count { isOpen($0) } }

    func end(after start: Int, minutes: Int) -> Int {
        var (at, left) = (start, minutes)
        while left > 0 {
            if isOpen(at) { left -= 1 }
            at += 1
        }
        return at
    }

    func due(received: Int, workdays: Int) -> Int {
        var (day, time) = split(received)
        if let closing = ranges(day).map(\.upperBound).max(), time >= closing { day += 1 }
        while ranges(day).isEmpty { day += 1 }
        var left = workdays
        while left > 0 {
            day += 1
            if !ranges(day).isEmpty { left -= 1 }
        }
        time = ranges(day).map(\.upperBound).max() ?? 0
        return day * 1_440 + time - offset
    }
}

/// One generated office and one question to it.
private struct Office: CustomStringConvertible {
    var zone: Zone
    var hours: [Int: [Range<Int>]]
    var closed: Set<Int>
    var season: (days: ClosedRange<Int>, hours: [Int: [Range<Int>]])?
    var start: Int
    var minutes: Int
    var workdays: Int

    static func make(_ generator: inout SeededGenerator) -> Office {
        let today = generator.int(in: -40...40) + generator.pick([0, 20_781, 47_000])
        let first = today + generator.int(in: -10...10)
        return Office(
            zone: generator.pick(Zone.allCases),
            hours: week(&generator),
            closed: Set(
                (0..<generator.int(in: 0...12)).map { _ in today + generator.int(in: -20...40) }.filter { $0 > -9_000 }
            ),
            season: generator.chance(0.5) ? (first...(first + generator.int(in: 0...20)), week(&generator)) : nil,
            start: today * 1_440 + generator.int(in: 0...1_439),
            minutes: generator.int(in: 1...6_000),
            workdays: generator.int(in: 0...15)
        )
    }

    private static func week(_ generator: inout SeededGenerator) -> [Int: [Range<Int>]] {
        var week: [Int: [Range<Int>]] = [:]
        for weekday in 1...7 where generator.chance(0.7) || weekday == 2 {
            var cuts = Set<Int>()
            for _ in 0..<(2 * generator.int(in: 1...3)) { cuts.insert(generator.int(in: 0...1_440)) }
            var sorted = cuts.sorted()
            if sorted.count % 2 != 0 { sorted.removeLast() }
            let ranges = stride(from: 0, to: sorted.count, by: 2).map { sorted[$0]..<sorted[$0 + 1] }
            week[weekday] = ranges.isEmpty ? [480..<960] : ranges
        }
        return week
    }

    var smaller: [Office] {
        var smaller: [Office] = []
        func add(_ change: (inout Office) -> Void) {
            var office = self
            change(&office)
            smaller.append(office)
        }
        if season != nil { add { $0.season = nil } }
        for day in closed.sorted() { add { $0.closed.remove(day) } }
        for weekday in hours.keys.sorted() where hours.count > 1 { add { $0.hours[weekday] = nil } }
        if minutes > 1 { add { $0.minutes /= 2 } }
        if workdays > 0 { add { $0.workdays -= 1 } }
        return smaller
    }

    var slow: SlowCalendar { SlowCalendar(offset: zone.offsetMinutes, hours: hours, closed: closed, season: season) }

    var calendar: WorkingCalendar {
        let date = { (day: Int) in CivilDate(daysSinceEpoch: day) }
        return WorkingCalendar(
            version: "test",
            zone: zone,
            hours: Self.weekly(hours),
            closed: Dictionary(uniqueKeysWithValues: closed.map { (date($0), "tutup") }),
            seasons: season.map {
                [
                    Season(
                        name: "musim",
                        days: date($0.days.lowerBound)...date($0.days.upperBound),
                        hours: Self.weekly($0.hours)
                    )
                ]
            } ?? []
        )
    }

    private static func weekly(_ hours: [Int: [Range<Int>]]) -> WeeklyHours {
        WeeklyHours(
            Dictionary(
                uniqueKeysWithValues: hours.compactMap { day, open in Weekday(rawValue: day).map { ($0, open) } }
            )
        )
    }

    var description: String {
        "\(zone) hours \(hours.sorted { $0.key < $1.key }) closed \(closed.sorted()) season \(season.map { "\($0)" } ?? "none")"
            + " start \(Moment(milliseconds: Int64(start) * 60_000)) minutes \(minutes) workdays \(workdays)"
    }
}

@Suite struct WorkingTimeAgainstEveryMinute {
    private func moment(_ minute: Int) -> Moment { Moment(milliseconds: Int64(minute) * 60_000) }

    @Test func `the fast calendar says what every minute says`() {
        Property(runs: 120).check({ Office.make(&$0) }, shrink: \.smaller) { office in
            let (slow, fast) = (office.slow, office.calendar)
            let end = slow.end(after: office.start, minutes: office.minutes)
            let fastEnd = fast.moment(after: moment(office.start), workingMinutes: office.minutes)
            if fastEnd != moment(end) { return "ends \(fastEnd), every minute says \(moment(end))" }
            let other = office.start + office.minutes
            let count = fast.workingMinutes(from: moment(office.start), to: moment(other))
            if count != slow.count(from: office.start, to: other) { return "\(count) minutes to \(moment(other))" }
            let due = fast.due(received: moment(office.start), workdays: Workdays(office.workdays))
            let slowDue = moment(slow.due(received: office.start, workdays: office.workdays))
            if due != slowDue { return "due \(due), every day says \(slowDue)" }
            let (day, _) = slow.split(office.start)
            if fast.isWorkday(CivilDate(daysSinceEpoch: day)) == slow.ranges(day).isEmpty { return "workday differs" }
            return fast.isOpen(at: moment(office.start)) == slow.isOpen(office.start) ? nil : "open differs"
        }
    }

    @Test func `working minutes add up, and a clock of them ends where it should`() {
        Property(runs: 500).check({ ($0.next(), Office.make(&$0), $0.int(in: 0...90_000_000)) }) { (_, office, later) in
            let calendar = office.calendar
            let start = moment(office.start) + .milliseconds(later % 60_000)
            let end = start + .milliseconds(later * 37)
            let middle = start + .milliseconds(later * 11)
            let whole = calendar.workingMinutes(from: start, to: end)
            let parts =
                calendar.workingMinutes(from: start, to: middle) + calendar.workingMinutes(from: middle, to: end)
            if !(0...1).contains(whole - parts) { return "\(whole) is not the sum \(parts)" }
            guard whole > 0 else { return nil }
            let reached = calendar.moment(after: start, workingMinutes: whole)
            return reached <= end && calendar.workingMinutes(from: start, to: reached) == whole
                ? nil : "\(reached) is past \(end)"
        }
    }
}
