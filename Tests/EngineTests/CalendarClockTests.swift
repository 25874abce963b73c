import Civic
import Definition
import Engine
import Testing

/// Clocks that count by opening hours of the application's own.
@Suite struct `Calendars of an application` {
    /// A night desk: every day from six in the evening for six hours, holidays or not.
    private static let yaml = Town.yaml
        .replacing(
            "roles:\n",
            with: """
                calendars:
                  night_desk:
                    name: { id: Piket malam, en: Night desk }
                    hours: { nights: { rrule: "FREQ=DAILY", at: "18:00", for: PT6H } }
                    holidays: false
                roles:

                """,
            maxReplacements: 1
        )
        .replacing(
            "target: \"= category.workdays * workday\"",
            with: "target: \"= duration('8h')\"\n    calendar: night_desk"
        )

    private func run(_ story: Story) throws -> ClockRun {
        guard case .running(let run)? = story.state?.clocks["answering"] else {
            throw Story.Unexpected(what: "not running")
        }
        return run
    }

    @Test func `a clock counts the hours of its own calendar`() throws {
        var story = Story(try Town.compiled(Self.yaml))
        try story.dispatched()
        // Dispatched in the morning: six hours this night, two the next.
        #expect(try run(story).due == moment("2026-11-25T20:00:00+07:00"))
        #expect(try run(story).total == 480)
    }

    @Test func `a holiday does not close what stays open`() throws {
        var story = Story(try Town.compiled(Self.yaml), at: "2026-12-24T09:00:00+07:00")
        try story.dispatched()
        #expect(try run(story).due == moment("2026-12-25T20:00:00+07:00"))
    }

    @Test func `other clocks of the same case keep the office's hours`() throws {
        var story = Story(try Town.compiled(Self.yaml))
        try story.start()
        guard case .running(let run)? = story.state?.clocks["verifying"] else {
            Issue.record("not running")
            return
        }
        #expect(run.due == moment("2026-11-25T16:00:00+07:00"))
    }

    @Test func `the same definition serves governments in other zones`() throws {
        let plan = try Town.compiled(Self.yaml)
        var west = Story(plan)
        try west.dispatched()
        var east = Story(plan)
        east.calendar = WorkingCalendar(version: "2026-a", zone: .wit, hours: .office, closed: [:])
        try east.dispatched()
        #expect(try run(west).due != (try run(east).due))
        #expect(try run(east).due == moment("2026-11-25T20:00:00+09:00"))
    }
}
