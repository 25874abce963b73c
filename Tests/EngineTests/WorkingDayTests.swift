import Civic
import Definition
import Engine
import Testing

/// Expressions that count working days by the government's calendar (`workdays_between`, `is_workday`, `next_workday`).
@Suite struct `Working days in expressions` {
    private static let yaml = """
        app: hall
        version: 1.0.0
        prefix: HALL
        name: { id: Balai, en: Hall }
        summary: { id: Peminjaman balai, en: Borrowing the hall }
        group: management
        pillar: governance
        owner: front-office
        legal: [{ text: { id: UU 25/2009, en: Law 25/2009 } }]
        \(Town.standard)
        roles:
          citizen: { name: { id: Warga, en: Citizen }, scope: public }
          keeper: { name: { id: Penjaga, en: Keeper }, scope: owner }
        form:
          day:
            type: date
            label: { id: Hari, en: Day }
            required: true
            valid_if: is_workday(day) && workdays_between(today, day) >= 3
            otherwise: { id: Hari kerja dengan jarak tiga hari kerja., en: A workday three workdays ahead. }
          notice: { type: integer, label: { id: Jarak, en: Notice }, calculated: "workdays_between(today, day)" }
          back_on: { type: date, label: { id: Kembali, en: Back }, calculated: "next_workday(day + days(1))" }
        states:
          asked: { name: { id: Diminta, en: Asked }, start: true, tone: new }
          granted: { name: { id: Disetujui, en: Granted }, end: true, tone: done }
        actions:
          grant:
            name: { id: Setujui, en: Grant }
            done: { id: Disetujui, en: Granted }
            from: asked
            to: granted
            by: keeper
            when: workdays_between(today, day) >= 1
            otherwise: { id: Sudah terlambat., en: Too late. }
            set: { ready_on: "= next_workday(today)" }
        retention: { years: 5 }
        """

    /// Tuesday, 22 December 2026: Thursday and Friday are days off, then comes a weekend.
    private func story() throws -> Story { Story(try Town.compiled(Self.yaml), at: "2026-12-22T09:00:00+07:00") }

    @Test func `a calculation counts the days that the office works`() throws {
        var story = try story()
        let started = try story.start(["day": "2026-12-30"])
        #expect(started.fields["notice"] == 4, "22nd, 23rd, 28th and 29th; no Christmas, no joint leave")
        #expect(started.fields["back_on"] == "2026-12-31")
        #expect(started.calendar == Town.calendar.version)
    }

    @Test(arguments: ["2026-12-25", "2026-12-26", "2026-12-28"])
    func `an answer must lie on a workday, three workdays ahead`(_ day: String) throws {
        let story = try story()
        let command = CaseCommand.start(StartCase(app: "hall", answers: ["day": .string(day)]))
        let problems = story.refusal(command, by: .stranger)?.fields ?? []
        #expect(problems.map(\.field) == ["day"])
        #expect(problems.first?.message.text(.en).contains("three workdays ahead") == true)
    }

    @Test func `a guard and what is set know the calendar that came with the command`() throws {
        var story = try story()
        try story.start(["day": "2026-12-30"])
        story.now = moment("2026-12-24T09:00:00+07:00")
        #expect(try story.act("grant", by: .keeper).attributes["ready_on"] == "2026-12-28")

        var late = try self.story()
        try late.start(["day": "2026-12-30"])
        late.now = moment("2026-12-30T08:00:00+07:00")
        guard case .guardRefused? = late.refusal("grant", by: .keeper) else {
            Issue.record("granted on the day itself")
            return
        }
        // A government that works through Christmas has two workdays more.
        var busy = try self.story()
        busy.calendar = WorkingCalendar(version: "2026-b", zone: .wib, hours: .office, closed: [:])
        #expect(try busy.start(["day": "2026-12-30"]).fields["notice"] == 6)
    }
}

extension Actor {
    fileprivate static let keeper = Actor.officer(
        "officer-9",
        grants: [Grant(role: "keeper", agency: "front-office")]
    )
}
