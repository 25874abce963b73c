import Civic
import Definition
import Engine
import Testing

/// Dated parameters, actions that may be taken only so often, and clocks that an action lengthens.
@Suite struct `Parameters and extensions` {
    private static let yaml = Town.yaml
        .replacing(
            "roles:\n",
            with: """
                parameters:
                  answer_time:
                    name: { id: Waktu jawab, en: Time to answer }
                    type: workdays
                    min: 1
                    max: 20
                    rows: { y2025: { from: 2025-01-01, value: 3 }, y2027: { from: 2027-01-01, value: 6 } }
                roles:

                """,
            maxReplacements: 1
        )
        .replacing("target: \"= category.workdays * workday\"", with: "target: \"= parameters.answer_time\"")
        .replacing(
            "actions:\n",
            with: """
                actions:
                  more_time:
                    name: { id: Perpanjang, en: Extend }
                    done: { id: Diperpanjang, en: Extended }
                    from: working
                    to: working
                    by: handler
                    reason: required
                    at_most: 1
                    extend: { answering: 7 workdays }

                """,
            maxReplacements: 1
        )

    private func run(_ story: Story) throws -> ClockRun {
        guard case .running(let run)? = story.state?.clocks["answering"] else {
            throw Story.Unexpected(what: "not running")
        }
        return run
    }

    @Test func `a rule reads the row in force on the day of the decision`() throws {
        var story = Story(try Town.compiled(Self.yaml))
        try story.dispatched()
        #expect(try run(story).workdays == 3)
        var later = Story(try Town.compiled(Self.yaml), at: "2027-02-02T09:00:00+07:00")
        try later.dispatched()
        #expect(try run(later).workdays == 6)
    }

    @Test(arguments: [(10, 10), (21, 3), (0, 3)])
    func `a government's own value counts inside the bounds of the law only`(_ own: Int64, _ counted: Int) throws {
        var story = Story(try Town.compiled(Self.yaml))
        story.parameters = ["answer_time": .int(own)]
        try story.dispatched()
        #expect(try run(story).workdays == counted)
    }

    @Test func `an extension counts from the day that was promised, and once only`() throws {
        var story = Story(try Town.compiled(Self.yaml))
        try story.dispatched()
        let before = try run(story)
        #expect(before.due == moment("2026-11-27T16:30:00+07:00"))
        story.now = moment("2026-11-26T10:00:00+07:00")
        let moved = try story.act("more_time", by: .handler, reason: "Menunggu bahan")
        #expect(moved.clocks.map(\.what) == [.extended])
        let after = try run(story)
        #expect(after.due == moment("2026-12-08T16:00:00+07:00"))
        #expect(after.startedAt == before.startedAt)
        #expect(after.total > before.total)
        #expect(after.next?.at ?? after.due > (before.next?.at ?? before.due))
        #expect(throws: Rejection.tooOften(action: LocalizedText(id: "Perpanjang", en: "Extend"), times: 1)) {
            try story.act("more_time", by: .handler, reason: "Lagi")
        }
        #expect(try CaseEvent(fact: CaseEvent.moved(moved).fact(of: story.id, definition: Town.hash)) == .moved(moved))
    }

    @Test func `what was extended is met by the new deadline`() throws {
        var story = Story(try Town.compiled(Self.yaml))
        try story.dispatched()
        try story.act("more_time", by: .handler, reason: "Menunggu bahan")
        story.now = moment("2026-12-01T10:00:00+07:00")
        try story.act("answer", by: .handler, ["answer": "Sudah selesai"])
        guard case .met? = story.state?.clocks["answering"] else {
            Issue.record("not met")
            return
        }
    }

    @Test func `a parameter that is not declared is found before it runs`() throws {
        let broken = Self.yaml.replacing("= parameters.answer_time", with: "= parameters.answer_tme")
        let findings = DefinitionReader.examine(yaml: broken, file: "town.yaml").1
        #expect(findings.contains { $0.message.text(.en).contains("answer_tme") })
    }
}
