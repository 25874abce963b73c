import Civic
import Definition
import Engine
import Testing

@Suite struct `A random walk through an application` {
    private func walk(_ plan: CompiledDefinition, seed: UInt64 = 1, folding: Folding = .engine) -> RandomWalk {
        RandomWalk(plan, calendar: Town.calendar, agencies: Town.agencies, seed: seed, folding: folding)
    }

    @Test func `finds nothing wrong with the town, and goes everywhere`() throws {
        let plan = try Town.compiled()
        let report = walk(plan).run(steps: 3_000)
        #expect(report.isPassed, "\(report.printed(.en).joined(separator: "\n"))")
        #expect(report.steps == 3_000)
        #expect(report.seen == Set(plan.definition.states.order))
        #expect(report.taken > 500)
        #expect(report.refused > 500)
        #expect(report.timers > 200)
        #expect(report.printed(.id).count == 1)
    }

    @Test func `finds nothing wrong with an agreement, on either side`() throws {
        let report = walk(try Town.compiled(Town.pact)).run(steps: 600)
        #expect(report.isPassed, "\(report.printed(.en).joined(separator: "\n"))")
        #expect(report.seen.count == 3)
    }

    @Test func `is the same for the same seed, and another for another`() throws {
        let plan = try Town.compiled()
        let first = walk(plan, seed: 7).run(steps: 500)
        let again = walk(plan, seed: 7).run(steps: 500)
        let other = walk(plan, seed: 8).run(steps: 500)
        #expect(first.printed(.en) == again.printed(.en))
        #expect(first.printed(.en) != other.printed(.en))
    }

    /// The timers of a case that waits are forgotten by one who folds its events.
    private static let forgetful = Folding(
        state: { state, event in
            var next = evolve(state, event)
            if case .moved(let moved) = event, moved.action == "wait" { next.timers = [:] }
            return next
        },
        content: { content, event, version in evolve(content, event, version: version) }
    )

    @Test func `finds a fold that forgets, and the shortest way to it`() throws {
        let plan = try Town.compiled()
        let report = walk(plan, folding: Self.forgetful).run(steps: 10_000)
        let failure = try #require(report.failure)
        #expect(!report.isPassed)
        #expect(failure.breach.invariant == .fold)
        #expect(failure.breach.detail.text(.en) == "it differs in: timers.")
        let deeds = failure.scenario.steps.map { $0.deed?.verb }
        #expect(deeds == [.start, .act("dispatch"), .act("wait")], "\(failure.yaml.joined(separator: "\n"))")
        #expect(failure.scenario.steps.allSatisfy { $0.time == .same })
        #expect(report.printed(.en).contains { $0.contains("seed 1") })
    }

    @Test func `the way it prints is a scenario that fails until the fault is gone`() throws {
        let plan = try Town.compiled()
        let failure = try #require(walk(plan, folding: Self.forgetful).run(steps: 10_000).failure)
        let yaml = "scenarios:\n" + failure.yaml.joined(separator: "\n") + "\n"
        let (read, findings) = ScenarioReader.read(yaml: yaml, file: "scenarios.yaml", for: plan.definition)
        let scenarios = try #require(read, "\(findings.map { $0.printed(.en, source: yaml) })\n\(yaml)")
        let story = try #require(scenarios.all.first?.element)
        #expect(story.start == failure.scenario.start)
        #expect(story.steps.map(\.deed) == failure.scenario.steps.map(\.deed))
        #expect(story.steps.map(\.time) == failure.scenario.steps.map(\.time))
        let broken = ScenarioRunner(plan, calendar: Town.calendar, agencies: Town.agencies, folding: Self.forgetful)
        let whole = ScenarioRunner(plan, calendar: Town.calendar, agencies: Town.agencies)
        let message = try #require(broken.run(scenarios).results[0].failures.first?.message.text(.en))
        #expect(message.hasPrefix("Folding the events gives the state: it differs in: timers."))
        #expect(whole.run(scenarios).results[0].isPassed)
    }

    /// What people type reaches everybody through an attribute, a rule stumbles over an answer that is not there.
    @Test(arguments: [
        ("priority: low }", "priority: high }", Invariant?.none),
        ("time: answered_at", "time: answered_at\n    set: { priority: \"= form.answer\" }", .openPart),
        ("not_by: actor_of.answer", "when: form.rating > 0", .rule),
    ])
    func `finds what is wrong in a definition`(_ old: String, _ new: String, _ invariant: Invariant?) throws {
        let yaml = Town.yaml.replacingFirst(old, with: new)
        let report = walk(try Town.compiled(yaml)).run(steps: 4_000)
        #expect(report.failure?.breach.invariant == invariant, "\(report.printed(.en).joined(separator: "\n"))")
        if let failure = report.failure { #expect(failure.scenario.steps.count <= 4) }
    }

    @Test func `says so where no case can be started`() throws {
        let yaml = Town.yaml.replacingFirst("min: 5, max: 60,", with: "min: 50, max: 10,")
        let report = walk(try Town.compiled(yaml)).run(steps: 100)
        #expect(!report.isPassed)
        #expect(report.printed(.en).last == "FAILED: no case could be started.")
    }
}
