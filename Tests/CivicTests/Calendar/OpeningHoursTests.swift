import Civic
import Testing

@Suite struct OpeningTimes {
    static func rule(_ rrule: String, _ at: String, _ length: String, from: String? = nil) throws -> OpeningRule {
        try OpeningRule(rrule: rrule, at: at, for: length, from: from)
    }

    static let base = WorkingCalendar(
        version: "2026",
        zone: .wita,
        hours: .office,
        closed: ["2026-08-17": "Hari Kemerdekaan", "2026-12-25": "Natal"]
    )

    @Test func `rules that say the same every week are weekly hours`() throws {
        let rules = [
            try Self.rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", "08:00", "PT4H"),
            try Self.rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", "12:30", "PT3H30M"),
            try Self.rule("FREQ=WEEKLY;BYDAY=FR", "08:00", "PT7H"),
        ]
        let wanted = WeeklyHours(
            Dictionary(
                uniqueKeysWithValues: [.monday, .tuesday, .wednesday, .thursday].map { ($0, [480..<720, 750..<960]) }
            ).merging([.friday: [480..<900]]) { $1 }
        )
        #expect(try OpeningHours(rules) == .weekly(wanted))
        let night = try OpeningHours([Self.rule("FREQ=WEEKLY;BYDAY=SA,SU", "20:00", "PT10H")])
        #expect(
            night
                == .weekly(
                    WeeklyHours([.saturday: [1_200..<1_440], .sunday: [0..<360, 1_200..<1_440], .monday: [0..<360]])
                )
        )
        #expect(try OpeningHours([Self.rule("FREQ=DAILY", "00:00", "P1D")]) == .weekly(.always))
    }

    @Test func `a mobile counter comes on the first and third Saturday, and every other Tuesday`() throws {
        let calendar = Self.base.opened(
            by: try OpeningHours([
                Self.rule("FREQ=MONTHLY;BYDAY=1SA,3SA", "08:00", "PT4H"),
                Self.rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "13:00", "PT2H", from: "2026-01-06"),
            ])
        )
        let open = (1...31).compactMap { day -> Int? in
            (try? CivilDate(year: 2026, month: 8, day: day)).flatMap { calendar.isWorkday($0) ? day : nil }
        }
        #expect(open == [1, 4, 15, 18])
        #expect(calendar.open(on: "2026-08-04") == [780..<900])
        #expect(calendar.open(on: "2026-08-15") == [480..<720])
        // The rules of 2099 go on in the 28 years that come round.
        #expect(
            calendar.open(on: "2105-01-03") == calendar.open(on: CivilDate("2105-01-03").adding(days: -28 * 365 - 7))
        )
        #expect(calendar.workdays(from: "2100-01-01", to: "2128-01-01").count > 300)
        #expect(calendar.zone == .wita && calendar.version.hasPrefix("2026+"))
    }

    @Test func `holidays close an office of its own hours unless it keeps open`() throws {
        let hours = try OpeningHours([Self.rule("FREQ=WEEKLY;BYDAY=MO,FR;BYMONTH=8,12", "09:00", "PT1H")])
        let kept = Self.base.opened(by: hours)
        let open = Self.base.opened(by: hours, keepsHolidays: false)
        #expect(!kept.isWorkday("2026-08-17") && !kept.isWorkday("2026-12-25"))
        #expect(open.isWorkday("2026-08-17") && open.isWorkday("2026-12-25"))
        #expect(kept.version != open.version)
        #expect(kept.version == Self.base.opened(by: hours).version)
        #expect(
            Self.base.opened(by: .weekly(.always), keepsHolidays: false).workdays(from: "2026-08-01", to: "2026-09-01")
                == 31
        )
    }

    @Test(
        arguments: [
            ("FREQ=HOURLY", "08:00", "PT1H", nil, .notForOpeningHours, "FREQ"),
            ("FREQ=DAILY;BYHOUR=9", "08:00", "PT1H", nil, .notForOpeningHours, "BYHOUR"),
            ("FREQ=WEEKLY", "08:00", "PT1H", nil, .needsStart, "from"),
            ("FREQ=DAILY;INTERVAL=2", "08:00", "PT1H", nil, .needsStart, "from"),
            ("FREQ=MONTHLY", "08:00", "PT1H", nil, .needsStart, "from"),
            ("FREQ=YEARLY;BYMONTHDAY=3", "08:00", "PT1H", nil, .needsStart, "from"),
            ("FREQ=WEEKLY;BYDAY=MO;COUNT=3", "08:00", "PT1H", nil, .needsStart, "from"),
            ("FREQ=DAILY", "24:00", "PT1H", nil, .badValue("24:00"), "at"),
            ("FREQ=DAILY", "8:00", "PT1H", nil, .badValue("8:00"), "at"),
            ("FREQ=DAILY", "08:00", "8h", nil, .badValue("8h"), "for"),
            ("FREQ=DAILY", "08:00", "PT", nil, .badValue("PT"), "for"),
            ("FREQ=DAILY", "08:00", "PT1M1H", nil, .badValue("PT1M1H"), "for"),
            ("FREQ=DAILY", "08:00", "PT25H", nil, .badValue("1500"), "for"),
            ("FREQ=DAILY", "08:00", "PT1H", "2026-02-30", .badValue("2026-02-30"), "from"),
            ("FREQ=DAILY;BYDAY=1MO", "08:00", "PT1H", nil, .ordinal("1MO", beside: "FREQ=DAILY"), "BYDAY"),
        ] as [(String, String, String, String?, RecurrenceProblem.Kind, String)]
    )
    func `an opening rule that means nothing is refused`(
        _ rrule: String,
        _ at: String,
        _ length: String,
        _ from: String?,
        _ kind: RecurrenceProblem.Kind,
        _ part: String
    ) {
        let problem = #expect(throws: RecurrenceProblem.self, "\(rrule) \(at) \(length)") {
            try Self.rule(rrule, at, length, from: from)
        }
        #expect(problem?.kind == kind && problem?.part == part, "\(problem.map { "\($0)" } ?? "")")
        for language in Language.allCases { #expect((problem?.message(language).count ?? 0) > 20) }
    }

    @Test func `hours that end for good are refused`() throws {
        let rules = [try Self.rule("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231", "08:00", "PT1H")]
        #expect(throws: RecurrenceProblem.self) { try OpeningHours(rules) }
        #expect(throws: RecurrenceProblem.self) { try OpeningHours([]) }
        let more = rules + [try Self.rule("FREQ=WEEKLY;BYDAY=TU", "08:00", "PT1H", from: "2027-01-01")]
        let calendar = Self.base.opened(by: try OpeningHours(more))
        #expect(calendar.workday(onOrAfter: "2026-12-29") == "2027-01-05")
        #expect(calendar.moment(after: Moment(milliseconds: 1_795_482_000_000), workingMinutes: .max) > .epoch)
    }

    @Test func `workdays and days of the calendar are counted apart`() throws {
        let date: CivilDate = "2026-08-14"
        #expect(Self.base.date(after: date, 1) == "2026-08-18")
        #expect(Self.base.date(after: date, -1) == "2026-08-13")
        #expect(Self.base.date(after: "2026-08-15", 0) == "2026-08-18")
        #expect(date + CalendarDays(1) == "2026-08-15")
        #expect(date.days(until: "2026-08-18") == 4)
        #expect(Self.base.workdays(from: date, to: "2026-08-19") == 2)
        let received = try Moment(rfc3339: "2026-08-14T10:00:00+08:00")
        #expect(Self.base.due(received: received, calendarDays: 3).rfc3339(in: .wita) == "2026-08-17T10:00:00+08:00")
        #expect(Self.base.due(received: received, workdays: 3).rfc3339(in: .wita) == "2026-08-20T16:00:00+08:00")
        #expect(Self.base.listedYears == 2026...2026)
    }
}

@Suite struct SeasonFiles {
    static let header = "name,name_en,from,until,source,estimated\n"

    @Test func `the carried days of Ramadan end before Idul Fitri and are called estimates`() throws {
        let list = try SeasonList(csv: Files.text("Data/holidays/ramadan_2015_2027.csv"))
        let holidays = try HolidayList(csv: Files.text("Data/holidays/libur_nasional_2015_2027.csv"))
        #expect(list.rows.count == 13)
        let national = holidays.holidays.filter { $0.kind == .national }
        for row in list.rows {
            #expect((29...30).contains(row.days.upperBound - row.days.lowerBound + 1), "\(row)")
            #expect(row.isEstimated)
            let next = row.days.upperBound.adding(days: 1)
            #expect(national.contains { $0.date == next && $0.name.text(.id).contains("Idul Fitri") }, "\(row)")
        }
        let calendar = holidays.calendar(zone: .wib, seasons: list.seasons(hours: .ramadan))
        #expect(calendar.open(on: "2026-02-24") == [480..<720, 750..<900])
        #expect(calendar.open(on: "2026-03-30") == [450..<720, 780..<960])
        #expect(calendar.version != holidays.calendar(zone: .wib).version)
    }

    @Test(
        arguments: [
            ("", 1, .header), (header + "Ramadan,,2026-02-19\n", 2, .columns),
            (header + ",,2026-02-19,2026-03-20,SK,true\n", 2, .empty),
            (header + "R,,2026-02-19,2026-03-20,,true\n", 2, .empty),
            (header + "R,,2026-02-30,2026-03-20,SK,true\n", 2, .date),
            (header + "R,,2026-03-21,2026-03-20,SK,true\n", 2, .order),
            (header + "R,,2026-02-19,2026-03-20,SK,ya\n", 2, .estimated),
            (header + "R,,2026-02-19,2026-03-20,SK,true\nS,,2026-03-20,2026-03-21,SK,true\n", 3, .overlap),
        ] as [(String, Int, SeasonList.Problem.Kind)]
    )
    func `a wrong line is named`(_ text: String, _ line: Int, _ kind: SeasonList.Problem.Kind) {
        let problem = #expect(throws: SeasonList.Problem.self) { try SeasonList(csv: text) }
        #expect(problem == SeasonList.Problem(line: line, kind: kind))
        for language in Language.allCases { #expect(problem?.message(language).contains("\(line)") == true) }
    }

    @Test func `a newer decree replaces the years that it lists`() throws {
        let old = HolidayList([
            Holiday(date: "2026-03-20", name: "Lama", kind: .national),
            Holiday(date: "2025-01-01", name: "Tahun Baru", kind: .national),
        ])
        let new = HolidayList([Holiday(date: "2026-03-21", name: "Baru", kind: .national)])
        #expect(old.updated(by: new).holidays.map(\.date) == ["2025-01-01", "2026-03-21"])
    }
}
