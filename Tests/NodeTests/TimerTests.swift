import Civic
import Engine
import Node
import Store
import Testing

@Suite struct TimerTests {
    @Test func `a report that nobody verifies breaches its clock when its time comes, once`() async throws {
        let city = try await City()
        let report = try await city.start()
        #expect(try await city.tangerang.fireDueTimers() == 0)
        city.world.pass(.days(7))
        async let a = city.tangerang.fireDueTimers()
        async let b = city.tangerang.fireDueTimers()
        _ = try await (a, b)
        while try await city.tangerang.fireDueTimers() > 0 {}
        let state = try #require(try city.tangerang.cases.stored(report.number)?.state)
        guard case .running(let run) = try #require(state.clocks["verifying"]) else {
            Issue.record("the clock is \(state.clocks)")
            return
        }
        #expect(run.marked == 100 && run.next == nil && run.due < city.world.now)
        let facts = try city.tangerang.ledger.facts(of: CaseEvent.stream(report.id)).map(\.1.type)
        #expect(facts.filter { $0 == "case.clock-marked" }.count == 2)
        let told = try city.tangerang.outbox.messages(.desk).map(\.content.to)
        #expect(told.contains("head_of_service@"))
    }

    @Test func `a report on hold goes on by itself on its date`() async throws {
        let city = try await City()
        let report = try await city.dispatched()
        let held = try await city.tangerang.act(
            report.number,
            "wait",
            version: 3,
            answers: ["until": "2026-11-30"],
            reason: "Menunggu suku cadang.",
            by: try city.caller("petugas")
        )
        #expect(held.state == "waiting")
        city.world.now = try Moment(rfc3339: "2026-11-30T00:00:30+07:00")
        try await city.tangerang.fireDueTimers()
        #expect(try city.tangerang.cases.stored(report.number)?.state?.state == "in_progress")
    }

    @Test func `a changed calendar plans running clocks anew and the case says so`() async throws {
        let city = try await City()
        let report = try await city.start()
        let before = try #require(try city.tangerang.cases.stored(report.number)?.state?.due)
        let old = city.tangerang.settings.state.calendar
        var closed = old.closed
        closed["2026-11-25"] = "Cuti bersama setempat"
        try await city.tangerang.change(
            .changeCalendar(CalendarSettings(version: "baru", hours: old.hours, seasons: old.seasons, closed: closed)),
            by: try city.caller("pengelola")
        )
        let after = try #require(try city.tangerang.cases.stored(report.number)?.state?.due)
        #expect(after > before)
        #expect(try city.tangerang.ledger.facts(of: CaseEvent.stream(report.id)).last?.1.type == "case.replanned")
    }
}
