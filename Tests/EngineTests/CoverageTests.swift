import Civic
import Definition
import Engine
import Testing

@Suite struct `What scenarios cover` {
    private func coverage(_ steps: String, _ plan: CompiledDefinition, side: String = "") throws -> ScenarioCoverage {
        let yaml = """
            scenarios:
              story:
                title: { id: Cerita, en: Story }
                at: 2026-11-24T09:00:00+07:00
            \(side)
                steps:
            \(steps)
            """
        let (read, findings) = ScenarioReader.read(yaml: yaml, file: "scenarios.yaml", for: plan.definition)
        let stories = try #require(read, "\(findings.map { $0.printed(.en, source: yaml) })")
        return ScenarioRunner(plan, calendar: Town.calendar, agencies: Town.agencies).run(stories).coverage
    }

    private let start = """
              - as: citizen
                do: start
                with: { category: road, location: "-6.17, 106.63", photos: [a], description: Lubang besar }
        """

    @Test func `one report counts exactly what it visits`() throws {
        let coverage = try coverage(start, try Town.compiled())
        #expect(
            coverage.seen == [
                .state("received"), .row("route", "road"), .notice("received"),
                .required(nil, "photos", true), .asked(nil, "contact_name", true), .asked(nil, "contact_phone", true),
                .asked(nil, "contact_email", true),
            ]
        )
        // 7 states; 9 actions by 13; four eyes; 1 guard, 3 `when` and 1 `required_if`, each both ways; 3 rows; 4 marks; 3 notices.
        #expect(coverage.items.count == 7 + 9 + 13 + 1 + 2 * (1 + 3 + 1) + 3 + 4 + 3)
        #expect(coverage.printed(.en).first == "Coverage 14%: 7 of 50")
    }

    @Test func `a guard is seen when it lets through and when it does not`() throws {
        let plan = try Town.compiled()
        let answered =
            start + """

                      - { as: verifier, do: dispatch, with: { agency: roads } }
                      - { as: handler, do: answer, with: { answer: Sudah } }
                      - { as: handler/ani, do: confirm, expect: { refused: not-allowed } }
                """
        let before = try coverage(answered, plan)
        #expect(!before.seen.contains(.guarded("reopen", holds: true)))
        #expect(!before.seen.contains(.fourEyes("confirm")))
        let late =
            answered + "\n      - { as: citizen, do: reopen, after: 12 days, expect: { refused: guard-refused } }"
        let soon = answered + "\n      - { as: citizen, do: reopen, after: 2 days, expect: { state: working } }"
        #expect(try coverage(late, plan).seen.contains(.guarded("reopen", holds: false)))
        #expect(try !coverage(late, plan).seen.contains(.guarded("reopen", holds: true)))
        #expect(
            try coverage(soon, plan).seen.isSuperset(of: [
                .guarded("reopen", holds: true), .taken("reopen", by: .role("citizen")), .notice("new_work"),
            ])
        )
    }

    @Test func `who acts is told apart, time among them`() throws {
        let plan = try Town.compiled()
        let silent =
            start + """

                      - { as: verifier, do: dispatch, with: { agency: roads } }
                      - { as: handler/sari, do: wait, with: { until: 2026-12-01 }, reason: Bahan }
                      - { at: 2026-12-01T08:00:00+07:00, expect: { state: working } }
                      - { as: handler/sari, do: answer, with: { answer: Sudah } }
                      - { as: checker/sari, do: confirm, expect: { refused: four-eyes } }
                      - { after: 12 workdays, expect: { state: closed } }
                """
        let coverage = try coverage(silent, plan)
        #expect(
            coverage.seen.isSuperset(of: [
                .taken("resume", by: .timer(at: "until")), .taken("confirm", by: .timerAfter(workdays: 10)),
                .fourEyes("confirm"),
            ])
        )
        let missing: [CoverageItem] = [
            .taken("resume", by: .role("handler")), .taken("confirm", by: .role("checker")),
            .taken("confirm", by: .role("citizen")),
        ]
        #expect(coverage.missing.filter(missing.contains) == missing)
    }

    @Test func `conditions of questions are seen both ways, also where the report is refused`() throws {
        let steps = """
                  - as: citizen
                    do: start
                    with: { category: lamp, location: "-6.17, 106.63", description: Padam }
                  - as: citizen
                    do: start
                    with: { category: lamp, location: "-6.17, 106.63", description: Padam, anonymous: true }
                    expect: { refused: already-started }
            """
        let one = try coverage(steps, try Town.compiled())
        #expect(one.seen.contains(.required(nil, "photos", false)))
        #expect(!one.seen.contains(.required(nil, "photos", true)))
        #expect(!one.seen.contains(.asked(nil, "contact_name", false)), "a second start is not looked at")
        let refused = """
                  - as: citizen
                    do: start
                    with: { category: road, location: "-6.17, 106.63", description: Lubang, anonymous: true }
                    expect: { refused: missing }
            """
        let two = try coverage(refused, try Town.compiled())
        #expect(
            two.seen == [
                .required(nil, "photos", true), .asked(nil, "contact_name", false), .asked(nil, "contact_phone", false),
                .asked(nil, "contact_email", false),
            ]
        )
    }

    @Test(arguments: [("adopter", Who.role("signer")), ("provider", .peer(.adopter))])
    func `a party and the other party's message are two`(_ side: String, _ who: Who) throws {
        let steps = """
                  - as: drafter
                    do: start
                    with: { partner: "36.71", annex: [{ app: laksa, version: 1.0.0 }] }
                  - { as: signer, do: sign, expect: { state: half } }
            """
        let coverage = try coverage(steps, try Town.compiled(Town.pact), side: "    side: \(side)")
        let by = coverage.seen.compactMap { if case .taken("sign", let who) = $0 { who } else { nil } }
        #expect(by == [who])
        #expect(coverage.seen.contains(.start(by: side == "adopter" ? .role("drafter") : .peer(.adopter))))
    }

    @Test func `what is missing is named with its place`() throws {
        let coverage = try coverage(start, try Town.compiled())
        let line = try #require(coverage.printed(.en).first { $0.contains("reopen where") })
        #expect(line.hasPrefix("  town.yaml:"))
        #expect(line.hasSuffix(": reopen where `when` holds"))
        #expect(coverage.printed(.id).contains("  Status                      1 dari 7"))
        #expect(!coverage.isFull)
    }
}
