import Civic
import Definition
import Testing

struct ScenarioTests {
    static let yaml = """
        scenarios:
          fixed:
            title: { id: Lampu diperbaiki, en: A light is repaired }
            at: 2026-11-24T08:00:00+07:00
            steps:
              - as: citizen
                do: start
                with: { kind: dark, location: "-6.17, 106.63" }
                village: 36.71.01.1007
                expect: { state: received, clock: { taking: running }, set: { proposed_agency: dishub }, notices: [received] }
              - { as: verifier, do: take, after: 2 hours, with: { agency: dishub }, expect: { state: working, agency: dishub } }
              - { at: 2026-12-01T08:00:00+07:00, expect: { clock: { answering: breached }, notices: [] } }
              - { as: handler@dishub/budi, do: wait, after: 1 workdays, expect: { refused: reason-missing, offers: [wait, finish] } }
              - { as: handler@dishub, do: note, reason: "Suku cadang dipesan." }
        """

    @Test func `a story is read with its people, times and expectations`() throws {
        let (scenarios, findings) = ScenarioReader.read(
            yaml: Self.yaml,
            file: "scenarios.yaml",
            for: try Sample.definition()
        )
        let story = try #require(scenarios?["fixed"], "\(findings)")
        #expect(story.steps.count == 5)
        #expect(story.steps[0].deed?.village == "36.71.01.1007")
        #expect(story.steps[0].expect.notices == ["received"])
        #expect(story.steps[0].time == .same)
        #expect(story.steps[1].time == .after(.hours(2)))
        #expect(story.steps[2].deed == nil)
        #expect(story.steps[2].expect.notices == [])
        #expect(story.steps[3].time == .afterWorkdays(1))
        #expect(story.steps[3].deed?.actor.description == "handler@dishub/budi")
        #expect(story.steps[3].expect.offers == ["wait", "finish"])
        #expect(story.steps[4].deed?.verb == .note)
    }

    static let breaks: [(old: String, new: String, code: String)] = [
        ("do: take", "do: «tke", "unknown-word"),
        ("as: verifier", "as: «verifer", "unknown-word"),
        ("state: received", "state: «recived", "unknown-word"),
        ("kind: dark", "«kid: dark", "unknown-key"),
        ("clock: { taking: running }", "clock: { «takin: running }", "unknown-key"),
        ("clock: { taking: running }", "clock: { taking: «runs }", "unknown-word"),
        ("after: 2 hours", "after: «two hours", "bad-delay"),
        ("at: 2026-11-24T08:00:00+07:00", "at: «24 November 2026", "bad-time"),
        (
            "at: 2026-11-24T08:00:00+07:00", "at: 2026-11-24T08:00:00+07:00\n    side: «provider", "no-sides"
        ),
        ("village: 36.71.01.1007", "village: «36.71.1", "bad-region"),
        ("as: verifier, do: take,", "«as: verifier,", "no-deed"),
        ("- { as: verifier, do: take", "- «{ do: take", "nobody"),
        ("after: 2 hours", "at: 2026-11-24T10:00:00+07:00, «after: 2 hours", "two-times"),
    ]

    @Test(arguments: breaks)
    func `a mistake in a story is found at its line and column`(_ broken: (old: String, new: String, code: String))
        throws
    {
        try #require(Self.yaml.contains(broken.old))
        let (yaml, line, column) = try Sample.unmarked(
            Self.yaml.replacing(broken.old, with: broken.new, maxReplacements: 1)
        )
        let (scenarios, findings) = ScenarioReader.read(
            yaml: yaml,
            file: "scenarios.yaml",
            for: try Sample.definition()
        )
        #expect(scenarios == nil)
        let found = try #require(findings.first { $0.code == broken.code }, "\(findings)")
        #expect((found.line, found.column) == (line, column), "\(found.printed(.en, source: yaml))")
    }
}
