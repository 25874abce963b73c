import Civic
import Testing

@Suite struct WorkingTime {
    let calendar: WorkingCalendar

    init() throws {
        let list = try HolidayList(csv: Files.text("Data/holidays/libur_nasional_2015_2027.csv"))
        calendar = list.calendar(zone: .wib)
    }

    func at(_ text: String) throws -> Moment { try Moment(rfc3339: text + ":00+07:00") }

    @Test func `offices work 37 and a half hours, 32 and a half in Ramadan`() {
        #expect(WeeklyHours.office.total == 2_250)
        #expect(WeeklyHours.ramadan.total == 1_950)
        #expect(WeeklyHours.always.total == 7 * 1_440)
    }

    @Test(arguments: [
        ("2026-11-24", true), ("2026-11-28", false), ("2026-11-29", false), ("2026-08-17", false),
        ("2026-12-24", false),
        ("2025-08-18", false), ("2024-11-27", false), ("2014-01-01", true), ("2031-01-06", true), ("2031-01-05", false),
    ])
    func `a workday is neither weekend nor holiday`(_ date: String, _ isWorkday: Bool) throws {
        #expect(calendar.isWorkday(try CivilDate(iso: date)) == isWorkday)
    }

    @Test(arguments: [
        // within a day, over the break, over night, over a weekend, over Christmas with joint leave
        ("2026-11-24T09:00", "2026-11-24T10:00", 60), ("2026-11-24T11:30", "2026-11-24T13:30", 60),
        ("2026-11-24T15:00", "2026-11-25T08:00", 90), ("2026-11-27T16:00", "2026-11-30T08:00", 60),
        ("2026-12-23T15:30", "2026-12-28T07:45", 45), ("2026-11-28T08:00", "2026-11-29T20:00", 0),
        ("2026-11-24T10:00", "2026-11-24T09:00", -60), ("2026-11-27T11:00", "2026-11-27T13:30", 60),
    ])
    func `working minutes are counted`(_ from: String, _ to: String, _ minutes: Int) throws {
        #expect(calendar.workingMinutes(from: try at(from), to: try at(to)) == minutes)
    }

    @Test(arguments: [
        ("2026-11-24T09:00", 60, "2026-11-24T10:00"), ("2026-11-24T11:30", 60, "2026-11-24T13:30"),
        ("2026-11-24T15:00", 60, "2026-11-24T16:00"), ("2026-11-24T15:00", 61, "2026-11-25T07:31"),
        ("2026-11-28T10:00", 450, "2026-11-30T16:00"), ("2026-12-23T15:30", 45, "2026-12-28T07:45"),
        ("2026-11-24T12:10", 0, "2026-11-24T12:10"), ("2026-11-24T12:10", -5, "2026-11-24T12:10"),
    ])
    func `a clock ends at the earliest moment that holds its minutes`(_ from: String, _ minutes: Int, _ end: String)
        throws
    {
        #expect(calendar.moment(after: try at(from), workingMinutes: minutes) == (try at(end)))
    }

    @Test(arguments: [
        // Tuesday; before opening; in the break; at closing time; Saturday; Friday; over the Christmas days; a holiday
        ("2026-11-24T09:00", 1, "2026-11-25T16:00"), ("2026-11-24T05:00", 1, "2026-11-25T16:00"),
        ("2026-11-24T12:30", 1, "2026-11-25T16:00"), ("2026-11-24T15:59", 3, "2026-11-27T16:30"),
        ("2026-11-24T16:00", 1, "2026-11-26T16:00"), ("2026-11-24T22:00", 1, "2026-11-26T16:00"),
        ("2026-11-28T10:00", 1, "2026-12-01T16:00"), ("2026-11-27T09:00", 5, "2026-12-04T16:30"),
        ("2026-12-22T09:00", 2, "2026-12-28T16:00"), ("2026-08-17T09:00", 1, "2026-08-19T16:00"),
        ("2026-11-24T09:00", 0, "2026-11-24T16:00"), ("2026-11-24T09:00", -3, "2026-11-24T16:00"),
    ])
    func `a due date counts from the day after receipt`(_ received: String, _ workdays: Int, _ due: String) throws {
        #expect(calendar.due(received: try at(received), workdays: Workdays(workdays)) == (try at(due)))
    }

    @Test func `seconds of receipt are kept`() throws {
        let start = try Moment(rfc3339: "2026-11-24T09:30:20.250+07:00")
        #expect(calendar.moment(after: start, workingMinutes: 10).rfc3339(in: .wib) == "2026-11-24T09:40:20.250+07:00")
        #expect(calendar.workingMinutes(from: start, to: start + .seconds(59)) == 0)
        #expect(calendar.isOpen(at: start))
        #expect(!calendar.isOpen(at: try at("2026-11-24T16:00")))
    }

    @Test func `an endless target ends in a hundred years and does not stop the program`() throws {
        let start = try at("2026-11-24T09:00")
        #expect(calendar.moment(after: start, workingMinutes: .max) > start + .days(36_000))
        #expect(calendar.due(received: start, workdays: Workdays(.max)) > start + .days(36_000))
    }

    @Test func `Ramadan has its own hours`() throws {
        let list = try HolidayList(csv: Files.text("Data/holidays/libur_nasional_2015_2027.csv"))
        let season = Season(name: "Ramadan", days: "2026-02-19"..."2026-03-20", hours: .ramadan)
        let calendar = list.calendar(zone: .wib, seasons: [season])
        #expect(calendar.due(received: try at("2026-02-24T09:00"), workdays: 1) == (try at("2026-02-25T15:00")))
        #expect(calendar.workingMinutes(from: try at("2026-02-24T00:00"), to: try at("2026-02-25T00:00")) == 390)
    }

    @Test func `a local day closes one government's offices and changes the version`() throws {
        let list = try HolidayList(csv: Files.text("Data/holidays/libur_nasional_2015_2027.csv"))
        let day = Holiday(date: "2026-11-25", name: "Hari jadi", kind: .local)
        let local = list.calendar(zone: .wib, local: [day])
        #expect(local.due(received: try at("2026-11-24T09:00"), workdays: 1) == (try at("2026-11-26T16:00")))
        #expect(local.closed["2026-11-25"] == "Hari jadi")
        #expect(local.version != calendar.version)
        #expect(list.calendar(zone: .wib).version == calendar.version)
        #expect(list.calendar(zone: .wit).version != calendar.version)
        #expect(calendar.version.hasPrefix("2015-2027-"))
        let open = list.calendar(zone: .wib, closing: [.national, .local])
        #expect(open.isWorkday("2026-12-24"))
        #expect(!open.isWorkday("2026-12-25"))
    }

    @Test func `hours that never open stop the program`() async {
        await #expect(processExitsWith: .failure) { _ = WeeklyHours([:]) }
        await #expect(processExitsWith: .failure) { _ = WeeklyHours([.monday: [600..<700, 650..<800]]) }
    }
}

@Suite struct HolidayFiles {
    static let header = "date,name,name_en,kind,estimated\n"

    @Test func `the carried list is whole`() throws {
        let list = try HolidayList(csv: Files.text("Data/holidays/libur_nasional_2015_2027.csv"))
        #expect(list.holidays.count == 303)
        #expect(list.years == 2015...2027)
        #expect(list.holidays.count { $0.isEstimated } == 3)
        #expect(list.holidays.count { $0.kind == .jointLeave } == 84)
        #expect(list.holidays.first?.name.text(.en) == "New Year's Day")
    }

    @Test func `quotes, blank lines, a byte order mark and CRLF are read`() throws {
        let list = try HolidayList(
            csv:
                "\u{FEFF}date,name,name_en,kind,estimated\r\n\r\n2026-02-28,\"Hari jadi \"\"Kota\"\", Tangerang\",,libur_daerah,false\r\n"
        )
        #expect(list.holidays.map(\.name) == ["Hari jadi \"Kota\", Tangerang"])
    }

    @Test(arguments: [
        ("", 1, CivicError.HolidayProblem.header), ("tanggal,nama\n", 1, .header),
        (header + "2026-01-01,Tahun Baru\n", 2, .columns),
        (header + "2026-02-30,X,X,libur_nasional,false\n", 2, .date),
        (header + "9206-01-01,X,X,libur_nasional,false\n", 2, .date),
        (header + "\n2026-01-01,X,X,libur,false\n", 3, .kind),
        (header + "2026-01-01,X,X,libur_nasional,ya\n", 2, .estimated),
        (header + "2026-01-01,,X,libur_nasional,false\n", 2, .empty),
        (header + "2026-01-01,X,X,libur_nasional,false\n2026-01-01,Y,Y,libur_nasional,false\n", 3, .duplicate),
    ])
    func `a wrong line is named`(_ text: String, _ line: Int, _ problem: CivicError.HolidayProblem) {
        #expect(throws: CivicError.holidays(line: line, problem: problem)) { try HolidayList(csv: text) }
    }
}
