import Civic
import Definition
import Engine
import Testing

/// Deadlines of running cases when their application moves to its next version.
@Suite struct `A clock that moves to another version` {
    let town: CompiledDefinition
    init() throws { town = try Town.compiled() }

    @Test func `a clock is kept with its deadline, or starts afresh under the new target`() throws {
        var story = Story(town)
        try story.dispatched()
        let due = try #require(story.state?.clocks["answering"]?.due)
        story.now = moment("2026-11-24T13:00:00+07:00")
        let next = try NextTown.with(("target: \"= category.workdays * workday\"", "target: 6 workdays"))
        #expect(try moved(try story.plan(to: next)).clocks["answering"]?.due == due)
        let fresh = try moved(try story.plan(to: next, clocks: ["answering": .reset]))
        guard case .running(let run)? = fresh.clocks["answering"] else {
            Issue.record("it should run")
            return
        }
        #expect(run.startedAt == story.now)
        #expect(run.workdays == 6)
        #expect(fresh.timers[.clock("answering", percent: 50)] == run.next?.at)
        #expect(fresh.escalations.isEmpty)
    }

    @Test func `a clock goes on as another one, with what it has called in`() throws {
        var story = Story(town)
        try story.dispatched()
        try story.pass(to: "2026-12-01T15:00:00+07:00")
        let before = try #require(story.state)
        #expect(before.escalations == ["answering": "head"])
        let next = try NextTown.with(
            ("  answering:\n", "  handling_time:\n"),
            ("on: answering at", "on: handling_time at"),
            ("runs_in: received\n", "runs_in: [received, working]\n")
        )
        #expect(held(try story.plan(to: next)) == "migration.clock-gone")
        let event = try moved(try story.plan(to: next, clocks: ["answering": .become("handling_time")]))
        #expect(event.clocks["handling_time"]?.due == before.clocks["answering"]?.due)
        #expect(event.escalations == ["handling_time": "head"])
        #expect(event.timers.keys.contains(.clock("handling_time", percent: 150)))
        #expect(held(try story.plan(to: next, clocks: ["answering": .become("verifying")])) == "migration.clocks-meet")
    }

    @Test func `a paused clock stays paused, and what has ended needs no place`() throws {
        var story = Story(town)
        try story.dispatched()
        try story.act("wait", by: .handler, ["until": "2026-12-01"], reason: "Menunggu")
        let next = try NextTown.with(
            ("  verifying:\n", "  checking_in:\n")
        )
        let event = try moved(try story.plan(to: next))
        #expect(event.clocks["answering"] == story.state?.clocks["answering"])
        #expect(event.clocks["verifying"] == nil)
        #expect(event.timers == story.state?.timers)
        let running = try NextTown.with(("pauses_in: waiting", "pauses_in: closed"))
        #expect(held(try story.plan(to: running)) == "migration.clock-not-in-state")
        let always = try NextTown.with(("    pauses_in: waiting\n", "    pauses_in: waiting\n    calendar: always\n"))
        #expect(held(try story.plan(to: always)) == "migration.clock-counts-otherwise")
    }

    @Test func `a clock that is new in this state begins with the move`() throws {
        var story = Story(town)
        try story.dispatched()
        story.now = moment("2026-11-24T13:00:00+07:00")
        let next = try NextTown.with(
            ("runs_in: answered, target: 2 days", "runs_in: [working, answered], target: 2 days")
        )
        let event = try moved(try story.plan(to: next))
        #expect(event.clocks["patience"]?.due == story.now + .days(2))
    }
}
