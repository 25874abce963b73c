import Civic
import Definition
import Engine
import Testing

@Suite struct `Clocks` {
    let town: CompiledDefinition
    init() throws { town = try Town.compiled() }

    private func run(_ story: Story, _ clock: ClockID) throws -> ClockRun {
        guard case .running(let run)? = story.state?.clocks[clock] else { throw Story.Unexpected(what: "not running") }
        return run
    }

    @Test func `the target counts workdays from the day after`() throws {
        var story = Story(town)
        try story.dispatched()
        let run = try run(story, "answering")
        #expect(run.due == moment("2026-11-27T16:30:00+07:00"))
        #expect(run.workdays == 3)
        #expect(run.total == Town.calendar.workingMinutes(from: story.now, to: run.due))
        #expect(run.next?.percent == 50)
        #expect(story.state?.timers[.clock("answering", percent: 50)] == run.next?.at)
    }

    @Test func `leaving in time meets a clock, leaving late breaches it`() throws {
        var story = Story(town)
        try story.dispatched()
        #expect(
            story.state?.clocks["verifying"]
                == .met(at: story.now, due: moment("2026-11-25T16:00:00+07:00"))
        )
        story.now = moment("2026-11-27T16:30:00.001+07:00")
        try story.act("answer", by: .handler, ["answer": "Maaf terlambat"])
        #expect(
            story.state?.clocks["answering"]
                == .breached(at: story.now, due: moment("2026-11-27T16:30:00+07:00"))
        )
    }

    @Test func `at the closing minute of the last day the clock is still met`() throws {
        var story = Story(town)
        try story.dispatched()
        story.now = moment("2026-11-27T16:30:00+07:00")
        try story.act("answer", by: .handler, ["answer": "Tepat"])
        guard case .met? = story.state?.clocks["answering"] else {
            Issue.record("not met")
            return
        }
    }

    @Test func `a withdrawal stops the clock without counting it`() throws {
        var story = Story(town)
        try story.dispatched()
        let moved = try story.act("withdraw", by: .holder)
        #expect(moved.clocks == [ClockChange(clock: "answering", what: .stopped, state: .stopped(at: story.now))])
    }

    @Test func `waiting keeps the working minutes that are left`() throws {
        var story = Story(town)
        try story.dispatched()
        story.now = moment("2026-11-25T10:30:00+07:00")
        let due = try run(story, "answering").due
        let left = Town.calendar.workingMinutes(from: story.now, to: due)
        try story.act("wait", by: .handler, ["until": "2026-12-01"], reason: "Menunggu bahan")
        guard case .paused(let pause)? = story.state?.clocks["answering"] else {
            Issue.record("not paused")
            return
        }
        #expect(pause.workingMinutesLeft == left)
        #expect(story.state?.timers == [.action("resume"): moment("2026-12-01T00:00:00+07:00")])
        try story.pass(to: "2026-12-01T08:00:00+07:00")
        #expect(story.state?.state == "working")
        #expect(story.events.last?.by == .timer)
        let resumed = try run(story, "answering")
        #expect(resumed.startedAt == moment("2026-12-01T00:00:00+07:00"))
        #expect(Town.calendar.workingMinutes(from: resumed.startedAt, to: resumed.due) == left)
        #expect(resumed.due == Town.calendar.moment(after: resumed.startedAt, workingMinutes: left))
    }

    @Test func `an overdue clock stays overdue through a pause`() throws {
        var story = Story(town)
        try story.dispatched()
        try story.pass(to: "2026-11-30T10:00:00+07:00")
        let due = moment("2026-11-27T16:30:00+07:00")
        try story.act("wait", by: .handler, ["until": "2026-12-02"], reason: "Menunggu bahan")
        try story.act("resume", by: .handler)
        let run = try run(story, "answering")
        #expect(run.due == due)
        #expect(run.workingMinutesLeft == -Town.calendar.workingMinutes(from: due, to: story.now))
        try story.act("answer", by: .handler, ["answer": "Akhirnya"])
        #expect(story.state?.clocks["answering"] == .breached(at: story.now, due: due))
    }

    @Test func `late on the evening of the last day stays late through a pause`() throws {
        var story = Story(town)
        try story.dispatched()
        try story.pass(to: "2026-11-27T20:00:00+07:00")
        try story.act("wait", by: .handler, ["until": "2026-12-02"], reason: "Menunggu bahan")
        try story.act("resume", by: .handler)
        try story.act("answer", by: .handler, ["answer": "Malam itu juga"])
        #expect(
            story.state?.clocks["answering"] == .breached(at: story.now, due: moment("2026-11-27T16:30:00+07:00"))
        )
    }

    @Test func `history brings the deadline that was promised then`() throws {
        var story = Story(town)
        try story.dispatched()
        let due = moment("2026-11-30T12:00:00+07:00")
        guard case .notAllowed? = story.refusal(.promise("answering", due: due), by: .handler) else {
            Issue.record("an officer moves a deadline")
            return
        }
        #expect(story.refusal(.promise("verifying", due: due), by: .importer) == .timerNotDue)
        #expect(story.refusal(.promise("answering", due: story.now), by: .importer) == .timerNotDue)
        try story.when(.promise("answering", due: due), by: .importer)
        #expect(try run(story, "answering").due == due)
        try story.pass(to: "2026-11-30T12:00:00+07:00")
        #expect(story.state?.escalations == ["answering": "head"])
    }

    @Test func `marks tell, call in the head, and reach the executive`() throws {
        var story = Story(town)
        try story.dispatched()
        let run = try run(story, "answering")
        try story.pass(to: "2026-12-04T16:00:00+07:00")
        let marks = story.events.compactMap { event in
            if case .clockMarked(let marked) = event { marked } else { nil }
        }
        #expect(marks.map(\.percent) == [50, 100, 150])
        #expect(marks.map(\.notify) == [["handler"], ["head"], ["executive"]])
        #expect(marks[0].at == Town.calendar.moment(after: run.startedAt, workingMinutes: run.total / 2))
        #expect(marks[1].at == run.due)
        #expect(marks[2].at == Town.calendar.moment(after: run.due, workingMinutes: run.total * 150 / 100 - run.total))
        #expect(marks[1].notices == [DueNotice(id: "late", roles: ["head"], toCitizen: true)])
        #expect(story.state?.escalations == ["answering": "head"])
        #expect(story.state?.timers == [:])
    }

    @Test func `a called-in head may act until the clock ends`() throws {
        var story = Story(town)
        try story.dispatched()
        guard case .notAllowed? = story.refusal("answer", by: .head, ["answer": "Oke"]) else {
            Issue.record("the head acts before anybody called")
            return
        }
        try story.pass(to: "2026-11-30T10:00:00+07:00")
        guard case .notAllowed? = story.refusal("answer", by: .officer("lain", "head", at: "lights"), ["answer": "Oke"])
        else {
            Issue.record("another agency's head acts")
            return
        }
        let moved = try story.act("answer", by: .head, ["answer": "Saya tangani"])
        #expect(moved.by.role == "head")
        #expect(story.state?.escalations == [:])
    }

    @Test func `reopening starts a fresh clock, passing on again does not`() throws {
        var story = Story(town)
        try story.answered()
        story.now = moment("2026-11-26T09:00:00+07:00")
        let moved = try story.act("reopen", by: .holder)
        #expect(moved.clocks.contains { $0.clock == "answering" && $0.what == .restarted })
        #expect(try run(story, "answering").startedAt == story.now)
        #expect(story.state?.clocks["patience"] == .met(at: story.now, due: moment("2026-11-26T09:00:00+07:00")))
        try story.act("back", by: .handler)
        #expect(story.state?.clocks["answering"] == .stopped(at: story.now))
        #expect(try run(story, "verifying").startedAt == story.now)
    }

    @Test func `time closes what nobody confirms`() throws {
        var story = Story(town)
        try story.answered()
        let due = Town.calendar.due(received: story.now, workdays: 10)
        #expect(story.state?.timers[.action("confirm")] == due)
        #expect(story.refusal(.timer(.action("confirm")), by: .timer) == .timerNotDue)
        story.now = due
        try story.when(.timer(.action("confirm")), by: .timer)
        #expect(story.state?.state == "closed")
    }

    @Test func `a guard that refuses time uses the timer up`() throws {
        let yaml = Town.yaml.replacingFirst(
            "by: [citizen, checker, timer after 10 workdays]",
            with: "by: [citizen, checker, timer after 10 workdays]\n    when: case.priority == 'low'"
        )
        var story = Story(try Town.compiled(yaml))
        try story.answered()
        story.now = Town.calendar.due(received: story.now, workdays: 10)
        try story.when(.timer(.action("confirm")), by: .timer)
        #expect(story.state?.state == "answered")
        #expect(story.state?.timers[.action("confirm")] == nil)
    }

    @Test func `a timer that no longer stands is refused`() throws {
        var story = Story(town)
        try story.dispatched()
        #expect(story.refusal(.clockMark("verifying", percent: 100), by: .timer) == .timerNotDue)
        #expect(story.refusal(.clockMark("answering", percent: 50), by: .timer) == .timerNotDue)
        story.now = moment("2026-12-01T09:00:00+07:00")
        #expect(story.refusal(.clockMark("answering", percent: 100), by: .timer) == .timerNotDue)
        #expect(story.refusal(.clockMark("answering", percent: 50), by: .handler) == .timerNotDue)
        #expect(story.refusal(.clockMark("answering", percent: 50), by: .timer) == nil)
    }

    @Test func `a changed calendar plans running clocks anew and says so`() throws {
        var story = Story(town)
        try story.dispatched()
        #expect(try story.when(.replan, by: .timer) == [])
        story.calendar = WorkingCalendar(
            version: "2026-b",
            zone: .wib,
            hours: .office,
            closed: ["2026-11-26": "Libur daerah"]
        )
        let events = try story.when(.replan, by: .timer)
        guard case .replanned(let replanned)? = events.first else {
            Issue.record("nothing was planned anew")
            return
        }
        #expect(replanned.calendar == "2026-b")
        #expect(story.state?.due == moment("2026-11-30T16:00:00+07:00"))
        #expect(story.refusal(.replan, by: .handler) != nil)
    }

    @Test func `plain days do not stop for the weekend`() throws {
        var story = Story(town, at: "2026-11-27T15:00:00+07:00")
        try story.answered()
        let run = try run(story, "patience")
        #expect(run.due == moment("2026-11-29T15:00:00+07:00"))
        #expect(run.total == 2 * 1_440)
    }
}
