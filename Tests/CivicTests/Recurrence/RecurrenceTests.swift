import Civic
import Testing

@Suite struct RecurrenceRules {
    static func times(_ rule: String, _ start: String, _ count: Int = 5) throws -> [String] {
        let start = try #require(CalendarTime(start))
        return try Recurrence(RecurrenceRule(rule), start: start).prefix(count).map { "\($0)" }
    }

    @Test(arguments: [
        ("freq=weekly;byday=fr,mo,mo;interval=1", "FREQ=WEEKLY;BYDAY=MO,FR"),
        ("RRULE:FREQ=MONTHLY;BYDAY=+1MO,-1FR;COUNT=3;WKST=SU;", "FREQ=MONTHLY;COUNT=3;BYDAY=1MO,-1FR;WKST=SU"),
        ("INTERVAL=2;FREQ=YEARLY;UNTIL=20300101T000000Z", "FREQ=YEARLY;UNTIL=20300101T000000Z;INTERVAL=2"),
        (
            " FREQ=SECONDLY;BYSECOND=60,1;BYMINUTE=2;BYHOUR=3;BYMONTHDAY=-1;BYYEARDAY=366;BYMONTH=2;BYSETPOS=1 ",
            "FREQ=SECONDLY;BYSECOND=1,59;BYMINUTE=2;BYHOUR=3;BYMONTHDAY=-1;BYYEARDAY=366;BYMONTH=2;BYSETPOS=1"
        ), ("FREQ=YEARLY;BYWEEKNO=-1,20;BYDAY=MO", "FREQ=YEARLY;BYDAY=MO;BYWEEKNO=-1,20"),
    ])
    func `a rule prints in one way, and reads back as itself`(_ typed: String, _ printed: String) throws {
        let rule = try RecurrenceRule(typed)
        #expect(rule.description == printed)
        #expect(try RecurrenceRule(printed) == rule)
    }

    @Test(
        arguments: [
            ("", .noValue, ""), ("BYDAY=MO", .noFrequency, "FREQ"), ("FREQ", .noValue, "FREQ"),
            ("FREQ=FORTNIGHTLY", .badValue("FORTNIGHTLY"), "FREQ"), ("FREQ=DAILY;FREQ=DAILY", .twice, "FREQ"),
            ("FREQ=DAILY;BYEASTER=1", .unknown, "BYEASTER"), ("RSCALE=HEBREW;FREQ=YEARLY", .otherCalendars, "RSCALE"),
            ("FREQ=DAILY;INTERVAL=0", .badValue("0"), "INTERVAL"), ("FREQ=DAILY;COUNT=0", .badValue("0"), "COUNT"),
            ("FREQ=DAILY;COUNT=-1", .badValue("-1"), "COUNT"),
            ("FREQ=DAILY;UNTIL=20260230", .badValue("20260230"), "UNTIL"),
            ("FREQ=DAILY;COUNT=1;UNTIL=20260101", .countAndUntil, "UNTIL"), ("FREQ=DAILY;;COUNT=1", .noValue, ""),
            ("FREQ=DAILY;BYHOUR=24", .badValue("24"), "BYHOUR"), ("FREQ=DAILY;BYHOUR=-1", .badValue("-1"), "BYHOUR"),
            ("FREQ=DAILY;BYMINUTE=1,,2", .badValue(""), "BYMINUTE"),
            ("FREQ=DAILY;BYSECOND=61", .badValue("61"), "BYSECOND"),
            ("FREQ=DAILY;BYMONTH=13", .badValue("13"), "BYMONTH"),
            ("FREQ=DAILY;BYMONTHDAY=0", .badValue("0"), "BYMONTHDAY"),
            ("FREQ=DAILY;BYMONTHDAY=-32", .badValue("-32"), "BYMONTHDAY"),
            ("FREQ=DAILY;BYDAY=XX", .badValue("XX"), "BYDAY"),
            ("FREQ=MONTHLY;BYDAY=0MO", .badValue("0MO"), "BYDAY"),
            ("FREQ=YEARLY;BYDAY=54MO", .badValue("54MO"), "BYDAY"),
            ("FREQ=YEARLY;BYWEEKNO=54", .badValue("54"), "BYWEEKNO"),
            ("FREQ=YEARLY;BYYEARDAY=367", .badValue("367"), "BYYEARDAY"),
            ("FREQ=DAILY;WKST=1", .badValue("1"), "WKST"),
            ("FREQ=MONTHLY;BYWEEKNO=20", .notWith("MONTHLY"), "BYWEEKNO"),
            ("FREQ=DAILY;BYYEARDAY=1", .notWith("DAILY"), "BYYEARDAY"),
            ("FREQ=WEEKLY;BYMONTHDAY=1", .notWith("WEEKLY"), "BYMONTHDAY"),
            ("FREQ=WEEKLY;BYDAY=1MO", .ordinal("1MO", beside: "FREQ=WEEKLY"), "BYDAY"),
            ("FREQ=DAILY;BYDAY=-1FR", .ordinal("-1FR", beside: "FREQ=DAILY"), "BYDAY"),
            ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=2MO", .ordinal("2MO", beside: "BYWEEKNO"), "BYDAY"),
            ("FREQ=MONTHLY;BYSETPOS=1", .alone, "BYSETPOS"),
        ] as [(String, RecurrenceProblem.Kind, String)]
    )
    func `a rule that RFC 5545 forbids is refused with a sentence`(
        _ text: String,
        _ kind: RecurrenceProblem.Kind,
        _ part: String
    ) {
        let problem = #expect(throws: RecurrenceProblem.self, "\(text)") { try RecurrenceRule(text) }
        #expect(problem?.kind == kind && problem?.part == part, "\(text): \(problem.map { "\($0)" } ?? "")")
        for language in Language.allCases { #expect((problem?.message(language).count ?? 0) > 20) }
    }

    @Test func `the place of a wrong value is known`() {
        #expect(throws: RecurrenceProblem.self) { try RecurrenceRule("FREQ=DAILY;BYHOUR=9,30") }
        do throws(RecurrenceProblem) {
            _ = try RecurrenceRule("RRULE:FREQ=DAILY;BYHOUR=9,30")
        } catch {
            #expect(error.offset == 24)
        }
    }

    @Test func `UTC, zones and whole days keep their kind`() throws {
        #expect(try Self.times("FREQ=DAILY", "20260228T230000Z", 2) == ["20260228T230000Z", "20260301T230000Z"])
        #expect(
            try Self.times("FREQ=DAILY;COUNT=2", "TZID=Asia/Makassar:20260105T080000")
                == ["TZID=Asia/Makassar:20260105T080000", "TZID=Asia/Makassar:20260106T080000"]
        )
        #expect(try Self.times("FREQ=WEEKLY;BYHOUR=7", "20260105", 2) == ["20260105", "20260112"])
        let daily = try RecurrenceRule("FREQ=HOURLY")
        #expect(throws: RecurrenceProblem.self) { try Recurrence(daily, start: .date("2026-01-05")) }
        let local = try #require(CalendarTime("TZID=Asia/Jayapura:20260105T080000"))
        #expect(local.moment(in: .wib).rfc3339 == "2026-01-04T23:00:00Z")
        #expect(CalendarTime("20260105T080000").map { $0.moment(in: .wib).rfc3339 } == "2026-01-05T01:00:00Z")
    }

    @Test(arguments: [
        "", "2026", "20261301", "20260105T2500", "20260105T250000", "20260105Z", "TZID=Europe/Paris:20260105T080000",
        "TZID=Asia/Jakarta:20260105T080000Z",
    ])
    func `a time that iCalendar does not know is none`(_ text: String) {
        #expect(CalendarTime(text) == nil)
    }

    @Test func `UNTIL is a moment in UTC, and its day is whole where it is a day`() throws {
        let start = "TZID=Asia/Jakarta:20260105T080000"
        // 08.00 WIB is 01.00 UTC.
        #expect(try Self.times("FREQ=DAILY;UNTIL=20260107T010000Z", start).count == 3)
        #expect(try Self.times("FREQ=DAILY;UNTIL=20260107T005959Z", start).count == 2)
        #expect(try Self.times("FREQ=DAILY;UNTIL=20260107", start).count == 3)
        #expect(try Self.times("FREQ=DAILY;UNTIL=20260107T000000Z", "20260105").count == 3)
        #expect(try Self.times("FREQ=DAILY;UNTIL=20260104", start).isEmpty)
    }

    @Test(arguments: [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "20260101T000000", RecurrenceEnd.lastYear),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "20260101T000000", .nothingFound),
        ("FREQ=SECONDLY;INTERVAL=2;BYSECOND=1", "20260101T000000", .nothingFound),
        ("FREQ=HOURLY;INTERVAL=24;BYHOUR=3", "20260101T000000", .nothingFound),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=5", "20260101T000000", .lastYear),
        ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31;UNTIL=20270101", "20260101T000000", .until),
        ("FREQ=DAILY;COUNT=1", "20260101", .count),
    ])
    func `an expansion ends and says why`(_ text: String, _ start: String, _ end: RecurrenceEnd) throws {
        let start = try #require(CalendarTime(start))
        var iterator = try Recurrence(RecurrenceRule(text), start: start).makeIterator()
        let found = iterator.next()
        #expect((found == nil) == (end != .count))
        #expect(iterator.next() == nil)
        #expect(iterator.end == end)
        #expect(iterator.next() == nil)
    }

    @Test func `the last year is walked through without a slip`() throws {
        #expect(try Self.times("FREQ=WEEKLY;BYDAY=FR", "99991220T080000") == ["99991224T080000", "99991231T080000"])
        #expect(try Self.times("FREQ=YEARLY;BYWEEKNO=52;BYDAY=SU", "99991220T080000").count <= 1)
        #expect(try Self.times("FREQ=HOURLY;INTERVAL=5", "99991231T200000").count == 1)
    }

    @Test func `a set adds and calls off single times`() throws {
        let start = try #require(CalendarTime("TZID=Asia/Jakarta:20260105T080000"))
        let time = { (text: String) in try #require(CalendarTime(text)) }
        let set = try RecurrenceSet(
            start: start,
            rules: [
                RecurrenceRule("FREQ=WEEKLY;BYDAY=MO;COUNT=4"), RecurrenceRule("FREQ=MONTHLY;BYMONTHDAY=12;COUNT=2"),
            ],
            additions: [
                time("TZID=Asia/Jakarta:20260110T090000"), time("20260112T010000Z"), time("20260301T080000"),
            ],
            exceptions: [time("20260119T010000Z"), time("20260301"), time("20300101")]
        )
        #expect(
            set.map { "\($0)".dropFirst("TZID=Asia/Jakarta:".count) } == [
                "20260105T080000", "20260110T090000", "20260112T080000", "20260126T080000", "20260212T080000",
            ]
        )
    }
}

/// A rule over whole days as it reads: every day is asked which period it lies in and whether the lists name it.
private struct SlowRule: CustomStringConvertible {
    var frequency: String
    var interval: Int
    var months: [Int]
    var monthDays: [Int]
    var days: [(ordinal: Int, weekday: Int)]
    var positions: [Int]
    var weekStart: Int
    var start: Int

    static func make(_ generator: inout SeededGenerator) -> SlowRule {
        let frequency = generator.pick(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
        func some(_ chance: Double, _ range: ClosedRange<Int>, signed: Bool) -> [Int] {
            guard generator.chance(chance) else { return [] }
            let count = generator.int(in: 1...4)
            return (0..<count).map { _ in generator.int(in: range) * (signed && generator.chance(0.3) ? -1 : 1) }
        }
        let months = some(0.4, 1...12, signed: false)
        var monthDays = frequency == "WEEKLY" ? [] : some(0.4, 1...31, signed: true)
        // Days of a month without the month are those of the month that the rule starts in.
        if frequency == "YEARLY", months.isEmpty { monthDays = [] }
        let mayNumber = frequency == "MONTHLY" || frequency == "YEARLY"
        var days: [(Int, Int)] = []
        if generator.chance(0.5) {
            days = (0..<generator.int(in: 1...3)).map { _ in
                let ordinal = mayNumber && generator.chance(0.5) ? generator.pick([1, 2, 4, 5, -1, -2]) : 0
                return (ordinal, generator.int(in: 1...7))
            }
        }
        let hasList = !(months.isEmpty && monthDays.isEmpty && days.isEmpty)
        return SlowRule(
            frequency: frequency,
            interval: generator.int(in: 1...4),
            months: months,
            monthDays: monthDays,
            days: days,
            positions: hasList ? some(0.3, 1...3, signed: true) : [],
            weekStart: generator.int(in: 1...7),
            start: generator.int(in: 19_000...22_000)
        )
    }

    var description: String {
        var parts = ["FREQ=\(frequency)", "INTERVAL=\(interval)", "WKST=\(code(weekStart))"]
        func add(_ name: String, _ values: [String]) {
            if !values.isEmpty { parts.append(name + "=" + values.joined(separator: ",")) }
        }
        add("BYMONTH", months.map(String.init))
        add("BYMONTHDAY", monthDays.map(String.init))
        add("BYDAY", days.map { ($0.ordinal == 0 ? "" : String($0.ordinal)) + code($0.weekday) })
        add("BYSETPOS", positions.map(String.init))
        return parts.joined(separator: ";")
    }

    private func code(_ weekday: Int) -> String { ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][weekday - 1] }

    private func date(_ day: Int) -> CivilDate { CivilDate(daysSinceEpoch: day) }

    private func period(_ day: Int) -> Int {
        let (now, then) = (date(day), date(start))
        switch frequency {
        case "DAILY": return day - start
        case "WEEKLY":
            // Weeks begin on their first day: both days go back to it.
            let first = { (day: Int) in
                (day - 6...day).last { self.date($0).weekday.rawValue == self.weekStart } ?? day
            }
            return (first(day) - first(start)) / 7
        case "MONTHLY": return now.year * 12 + now.month - then.year * 12 - then.month
        default: return now.year - then.year
        }
    }

    private func isNamed(_ day: Int) -> Bool {
        let now = date(day)
        let then = date(start)
        if !months.isEmpty, !months.contains(now.month) { return false }
        let length = (28...31).last { (try? CivilDate(year: now.year, month: now.month, day: $0)) != nil } ?? 0
        if !monthDays.isEmpty, !monthDays.contains(now.day), !monthDays.contains(now.day - length - 1) { return false }
        if !days.isEmpty {
            let inYear = frequency == "YEARLY" && months.isEmpty
            let same = { (other: Int) in
                self.date(other).year == now.year && (inYear || self.date(other).month == now.month)
            }
            var (before, after) = (1, 1)
            while same(day - 7 * before) { before += 1 }
            while same(day + 7 * after) { after += 1 }
            return days.contains {
                $0.weekday == now.weekday.rawValue && ($0.ordinal == 0 || $0.ordinal == before || $0.ordinal == -after)
            }
        }
        guard monthDays.isEmpty else { return true }
        switch frequency {
        case "DAILY": return true
        case "WEEKLY": return now.weekday == then.weekday
        case "MONTHLY": return now.day == then.day
        default: return now.day == then.day && (!months.isEmpty || now.month == then.month)
        }
    }

    func days(until last: Int) -> [Int] {
        var groups: [Int: [Int]] = [:]
        for day in (start - 366)...(last + 366) where isNamed(day) && period(day) >= 0 && period(day) % interval == 0 {
            groups[period(day), default: []].append(day)
        }
        return groups.keys.sorted().flatMap { key in
            let group = groups[key] ?? []
            guard !positions.isEmpty else { return group }
            return group.indices.filter { positions.contains($0 + 1) || positions.contains($0 - group.count) }
                .map { group[$0] }
        }.filter { $0 >= start && $0 <= last }
    }
}

@Suite struct RecurrenceAgainstEveryDay {
    @Test func `a rule gives the days that every day says, from any day on`() {
        Property(runs: 40).check({ SlowRule.make(&$0) }) { slow in
            let last = slow.start + 800
            let wanted = slow.days(until: last)
            let start = CalendarTime.date(CivilDate(daysSinceEpoch: slow.start))
            guard let rule = try? RecurrenceRule("\(slow)"), let all = try? Recurrence(rule, start: start) else {
                return "not read"
            }
            let found = { (times: Recurrence) in
                Array(times.lazy.map { $0.wall.date.daysSinceEpoch }.prefix { $0 <= last })
            }
            if found(all) != wanted { return "gives \(found(all)), every day says \(wanted)" }
            let middle = slow.start + 350
            let rest = found(all.from(.date(CivilDate(daysSinceEpoch: middle))))
            return rest == wanted.filter { $0 >= middle } ? nil : "from \(middle) gives \(rest)"
        }
    }
}
