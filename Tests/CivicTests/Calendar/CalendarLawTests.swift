import Civic
import Testing

/// An office with rules of its own, holidays, closings and two seasons, and what every single minute says of it.
private struct RuledOffice: CustomStringConvertible {
    struct Rule {
        var text: String
        var at: Int
        var minutes: Int
        /// The days, found without the rules' engine: a condition on (weekday, day of month, weeks since the first day).
        var weekdays: Set<Int>
        var everyOtherWeek: Bool
        var nthInMonth: Int?
        var months: Set<Int>
    }

    static let firstDay = 20_458  // 2026-01-05, a Monday

    var zone: Zone
    var rules: [Rule]
    var closed: Set<Int>
    var seasons: [(days: ClosedRange<Int>, weekday: Int, range: Range<Int>)]
    var start: Int
    var minutes: Int
    var more: Int
    var workdays: Int

    static func make(_ generator: inout SeededGenerator) -> RuledOffice {
        let today = generator.int(in: firstDay + 30...firstDay + 600)
        return RuledOffice(
            zone: generator.pick(Zone.allCases),
            rules: (0..<generator.int(in: 1...3)).map { rule($0, &generator) },
            closed: Set((0..<generator.int(in: 0...15)).map { _ in today + generator.int(in: -20...60) }),
            seasons: (0..<generator.int(in: 0...2)).map { _ in
                let first = today + generator.int(in: -15...30)
                let from = generator.int(in: 0...1_000)
                return (
                    first...first + generator.int(in: 0...20), generator.int(in: 1...7),
                    from..<from + generator.int(in: 1...440)
                )
            },
            start: today * 1_440 + generator.int(in: 0...1_439),
            minutes: generator.int(in: 1...3_000),
            more: generator.int(in: 1...1_500),
            workdays: generator.int(in: 0...10)
        )
    }

    /// The first rule opens every week, so that no clock waits for a year.
    private static func rule(_ number: Int, _ generator: inout SeededGenerator) -> Rule {
        let weekdays = Set((0..<generator.int(in: 1...4)).map { _ in generator.int(in: 1...7) })
        let names = weekdays.sorted().map { ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][$0 - 1] }
        var rule = Rule(
            text: "",
            at: generator.int(in: 0...1_439),
            minutes: generator.int(in: 1...1_440),
            weekdays: weekdays,
            everyOtherWeek: false,
            nthInMonth: nil,
            months: []
        )
        switch number == 0 ? 0 : generator.int(in: 0...3) {
        case 1:
            rule.everyOtherWeek = true
            rule.text = "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + names.joined(separator: ",")
        case 2:
            let number = generator.int(in: 1...4)
            rule.nthInMonth = number
            rule.text = "FREQ=MONTHLY;BYDAY=" + names.map { "\(number)\($0)" }.joined(separator: ",")
        case 3:
            rule.months = Set((0..<3).map { _ in generator.int(in: 1...12) })
            rule.text =
                "FREQ=DAILY;BYDAY=" + names.joined(separator: ",") + ";BYMONTH="
                + rule.months.sorted().map(String.init).joined(separator: ",")
        default: rule.text = "FREQ=WEEKLY;BYDAY=" + names.joined(separator: ",")
        }
        return rule
    }

    var smaller: [RuledOffice] {
        var smaller: [RuledOffice] = []
        func add(_ change: (inout RuledOffice) -> Void) {
            var office = self
            change(&office)
            smaller.append(office)
        }
        for index in rules.indices.dropFirst() { add { $0.rules.remove(at: index) } }
        for index in seasons.indices { add { $0.seasons.remove(at: index) } }
        for day in closed.sorted() { add { $0.closed.remove(day) } }
        if minutes > 1 { add { $0.minutes /= 2 } }
        if more > 1 { add { $0.more /= 2 } }
        if workdays > 0 { add { $0.workdays -= 1 } }
        return smaller
    }

    func calendar() throws -> WorkingCalendar {
        let date = { (day: Int) in CivilDate(daysSinceEpoch: day) }
        let base = WorkingCalendar(
            version: "test",
            zone: zone,
            hours: .office,
            closed: Dictionary(uniqueKeysWithValues: closed.map { (date($0), "tutup") })
        )
        let opening = try OpeningHours(
            rules.map {
                try OpeningRule(
                    RecurrenceRule($0.text),
                    from: $0.everyOtherWeek ? date(Self.firstDay) : nil,
                    at: $0.at,
                    minutes: $0.minutes
                )
            }
        )
        return base.opened(
            by: opening,
            seasons: try seasons.map {
                Season(
                    name: "musim",
                    days: date($0.days.lowerBound)...date($0.days.upperBound),
                    hours: WeeklyHours([try #require(Weekday(rawValue: $0.weekday)): [$0.range]])
                )
            },
            years: 2026...2031
        )
    }

    // MARK: Minute by minute

    private func opens(_ rule: Rule, on day: Int) -> Bool {
        let date = CivilDate(daysSinceEpoch: day)
        guard rule.weekdays.contains(date.weekday.rawValue) else { return false }
        if rule.everyOtherWeek, day < Self.firstDay || (day - Self.firstDay) / 7 % 2 != 0 { return false }
        if let nth = rule.nthInMonth, (date.day - 1) / 7 + 1 != nth { return false }
        return rule.months.isEmpty || rule.months.contains(date.month)
    }

    func isOpen(day: Int, minute: Int) -> Bool {
        if closed.contains(day) { return false }
        if let season = seasons.first(where: { $0.days.contains(day) }) {
            return CivilDate(daysSinceEpoch: day).weekday.rawValue == season.weekday && season.range.contains(minute)
        }
        return rules.contains { rule in
            let range = rule.at..<rule.at + rule.minutes
            return opens(rule, on: day) && range.contains(minute)
                || opens(rule, on: day - 1) && range.contains(minute + 1_440)
        }
    }

    func isOpen(_ minute: Int) -> Bool {
        let local = minute + zone.offsetMinutes
        return isOpen(day: local / 1_440, minute: local % 1_440)
    }

    func isWorkday(_ day: Int) -> Bool { (0..<1_440).contains { isOpen(day: day, minute: $0) } }

    var description: String {
        "\(zone) \(rules.map { "\($0.text) at \($0.at) for \($0.minutes)" }) closed \(closed.sorted()) seasons \(seasons)"
            + " start \(start) minutes \(minutes)+\(more) workdays \(workdays)"
    }
}

@Suite struct RuledOfficesAgainstEveryMinute {
    private func moment(_ minute: Int) -> Moment { Moment(milliseconds: Int64(minute) * 60_000) }

    @Test func `rules, holidays and seasons give what every minute says, in every zone`() {
        Property(runs: 25).check({ RuledOffice.make(&$0) }, shrink: \.smaller) { office in
            guard let calendar = try? office.calendar() else { return "the rules are refused" }
            var (at, left) = (office.start, office.minutes)
            while left > 0 {
                if office.isOpen(at) { left -= 1 }
                at += 1
            }
            let end = calendar.moment(after: moment(office.start), workingMinutes: office.minutes)
            if end != moment(at) { return "ends \(end), every minute says \(moment(at))" }
            let counted = calendar.workingMinutes(from: moment(office.start), to: moment(at))
            if counted != office.minutes { return "add, then between: \(counted)" }
            let day = office.start / 1_440
            for day in day..<day + 20 where calendar.isWorkday(.init(daysSinceEpoch: day)) != office.isWorkday(day) {
                return "day \(day) differs"
            }
            var (date, days) = (day, office.workdays)
            while days > 0 {
                date += 1
                if office.isWorkday(date) { days -= 1 }
            }
            if office.workdays > 0 {
                let found = calendar.date(after: .init(daysSinceEpoch: day), Workdays(office.workdays))
                if found.daysSinceEpoch != date { return "\(found) is not workday \(office.workdays)" }
                let back = calendar.date(after: found, Workdays(-office.workdays))
                let between = calendar.workdays(from: back, to: found)
                if between.count != office.workdays { return "back to \(back), between \(between)" }
            }
            return nil
        }
    }

    @Test func `adding working time is additive and monotone, and between undoes it`() {
        Property(runs: 60).check({ RuledOffice.make(&$0) }, shrink: \.smaller) { office in
            guard let calendar = try? office.calendar() else { return "the rules are refused" }
            let start = moment(office.start) + .milliseconds(office.more * 17 % 60_000)
            let (first, second) = (Span.milliseconds(office.minutes * 60_017), Span.milliseconds(office.more * 60_013))
            let middle = calendar.moment(after: start, workingTime: first)
            let end = calendar.moment(after: middle, workingTime: second)
            if calendar.moment(after: start, workingTime: first + second) != end { return "not additive" }
            if calendar.workingTime(from: start, to: middle) != first { return "between does not undo adding" }
            if calendar.workingTime(from: middle, to: end) + first != calendar.workingTime(from: start, to: end) {
                return "between is not additive"
            }
            if !(start < middle && middle < end) { return "not monotone in the time" }
            let later = calendar.moment(after: start + .minutes(office.more), workingTime: first)
            if later < middle { return "not monotone in the start" }
            let dues = (0...office.workdays + 1).map { calendar.due(received: start, workdays: Workdays($0)) }
            if zip(dues, dues.dropFirst()).contains(where: { $0 >= $1 }) { return "due dates do not grow" }
            return calendar.workingTime(from: end, to: start) == -(first + second) ? nil : "no mirror"
        }
    }
}
