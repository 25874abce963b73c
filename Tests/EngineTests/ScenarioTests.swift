import Civic
import Definition
import Engine
import Testing

@Suite struct `Scenarios` {
    let town: CompiledDefinition
    init() throws { town = try Town.compiled() }

    private func report(_ yaml: String, agencies: Set<AgencyID> = Town.agencies) throws -> ScenarioReport {
        let (scenarios, findings) = ScenarioReader.read(yaml: yaml, file: "scenarios.yaml", for: town.definition)
        let read = try #require(scenarios, "\(findings.map { $0.printed(.en) })")
        return ScenarioRunner(town, calendar: Town.calendar, agencies: agencies).run(read)
    }

    private let good = """
        scenarios:
          all_the_way:
            title: { id: Sampai selesai, en: All the way }
            at: 2026-11-24T09:00:00+07:00
            steps:
              - as: citizen
                do: start
                with: { category: road, location: "-6.17, 106.63", photos: [a], description: Lubang besar }
                village: 36.71.01.1001
                expect: { state: received, agency: front-office, notices: [received], set: { proposed: roads }, clock: { verifying: running }, due: { verifying: 2026-11-25T16:00:00+07:00 } }
              - as: verifier
                do: dispatch
                with: { agency: roads }
                after: 1 hours
                expect: { state: working, agency: roads, clock: { verifying: met, answering: running }, notices: [new_work], offers: [] }
              - as: handler
                do: wait
                with: { until: 2026-12-01 }
                reason: Menunggu bahan
                after: 1 workdays
                expect: { state: waiting, clock: { answering: paused } }
              - at: 2026-12-01T09:00:00+07:00
                expect: { state: working, clock: { answering: running } }
              - as: handler
                do: answer
                with: { answer: Sudah ditambal }
                after: 20 workdays
                expect: { state: answered, clock: { answering: breached }, notices: [late] }
              - as: handler
                do: confirm
                expect: { refused: not-allowed }
              - as: citizen
                do: note
                reason: Terima kasih
              - as: citizen
                do: confirm
                with: { rating: 9 }
                expect: { refused: not-rating }
              - as: citizen
                do: confirm
                with: { rating: 5 }
                expect: { state: closed, offers: [reopen] }
          outside:
            title: { id: Di luar wilayah, en: Outside }
            at: 2026-11-24T09:00:00+07:00
            steps:
              - as: citizen
                do: start
                with: { category: lamp, location: "-6.5, 106.63", description: Padam }
                expect: { refused: outside-government }
        """

    @Test func `a story that holds passes, and says what it has not seen`() throws {
        let report = try report(good)
        #expect(report.results.map(\.isPassed) == [true, true], "\(report.printed(.en))")
        #expect(report.coverage.missingStates == ["rejected", "withdrawn"])
        #expect(report.coverage.missingActions == ["reopen", "reject", "withdraw", "back"])
        #expect(report.coverage.missingRows.map(\.row) == ["north", "other"])
        #expect(!report.isPassed, "not every state is reached")
        #expect(
            report.printed(.id) == [
                "lulus   9 langkah  all_the_way  Sampai selesai", "lulus   1 langkah  outside      Di luar wilayah",
                "2 skenario, semua lulus.", "Belum ada skenario yang mencapai status: rejected, withdrawn.",
            ]
        )
        #expect(report.printed(.en, isWhole: false).last == "2 scenarios, all passed.")
    }

    @Test(arguments: [
        ("state: waiting,", "state: working,", "state: waiting (Waiting), should be working (Working)."),
        ("clock: { answering: paused }", "clock: { answering: met }", "clock answering: paused, should be met."),
        ("notices: [late]", "notices: []", "notices: late, should be –."),
        ("offers: [reopen]", "offers: []", "actions: reopen, should be –."),
        ("set: { proposed: roads }", "set: { proposed: lights }", "proposed: \"roads\", should be \"lights\"."),
        (
            "due: { verifying: 2026-11-25T16:00:00+07:00 }", "due: { verifying: 2026-11-25T15:00:00+07:00 }",
            "due time of verifying: 2026-11-25T16:00:00+07:00, should be 2026-11-25T15:00:00+07:00."
        ),
        ("refused: not-rating", "refused: missing", "result: refused [case.invalid, field.not-rating]"),
        ("with: { rating: 5 }", "with: { rating: 0 }", "result: refused [case.invalid, field.not-rating]"),
    ])
    func `a story that does not hold says where and what`(_ old: String, _ new: String, _ said: String) throws {
        let report = try report(good.replacingFirst(old, with: new))
        let failures = report.results.flatMap(\.failures)
        #expect(failures.count == 1)
        let printed = failures.first?.printed(.en) ?? ""
        #expect(printed.contains(said), "\(printed)")
        #expect(printed.hasPrefix("scenarios.yaml:"))
        #expect(report.printed(.id).contains { $0.hasPrefix("GAGAL") })
    }

    @Test func `what should be refused but is taken fails`() throws {
        let report = try report(
            good.replacingFirst("{ refused: outside-government }", with: "{ refused: unknown-option }")
        )
        let failure = try #require(report.results[1].failures.first)
        #expect(failure.step == 1)
        #expect(failure.message.text(.en).contains("should be refused [unknown-option]"))
    }

    /// The same agreement in each party's ledger: `side` says whose officers act here and whose acts come as messages.
    @Test(arguments: [
        ("adopter", "signer", "[sign]", [ActorStamp.Kind.officer, .officer, .peer]),
        ("provider", "other_signer", "[]", [.peer, .peer, .officer]),
    ])
    func `an agreement is told in the ledger of either side`(
        _ side: String,
        _ own: String,
        _ offers: String,
        _ kinds: [ActorStamp.Kind]
    ) throws {
        let pact = try Town.compiled(Town.pact)
        let yaml = """
            scenarios:
              signed:
                title: { id: Ditandatangani, en: Signed }
                at: 2026-11-24T09:00:00+07:00
                side: \(side)
                steps:
                  - as: drafter
                    do: start
                    with: { partner: "36.71", annex: [{ app: laksa, version: 1.0.0 }] }
                    expect: { state: drafted }
                  - { as: other_signer, do: sign, expect: { refused: not-allowed } }
                  - { as: signer, do: sign, expect: { state: half } }
                  - { as: \(own), do: sign, expect: { refused: state-changed } }
                  - { as: signer, do: countersign, expect: { refused: not-allowed, offers: [] } }
                  - { as: other_signer, do: countersign, expect: { state: in_force } }
              begun:
                title: { id: Dimulai, en: Begun }
                at: 2026-11-24T09:00:00+07:00
                side: \(side)
                steps:
                  - { as: other_signer, do: start, expect: { refused: may-not-start } }
                  - as: drafter
                    do: start
                    with: { partner: "36.71", annex: [{ app: laksa, version: 1.0.0 }] }
                  - { as: \(own), do: note, reason: Dibaca, expect: { offers: \(offers) } }
            """
        let (read, findings) = ScenarioReader.read(yaml: yaml, file: "scenarios.yaml", for: pact.definition)
        let stories = try #require(read, "\(findings.map { $0.printed(.en) })")
        let report = ScenarioRunner(pact, calendar: Town.calendar).run(stories)
        #expect(report.isPassed, "\(report.printed(.en).joined(separator: "\n"))")
        #expect(report.results[0].events.map(\.by.kind) == kinds)
    }

    @Test func `no scenarios is not a pass`() throws {
        let report = ScenarioRunner(town, calendar: Town.calendar).run([:])
        #expect(!report.isPassed)
    }
}
