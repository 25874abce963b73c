import Civic
import Definition
import Engine
import Foundation
import Testing

/// Cases at any point of a random life move to the next version: what must hold of a case holds on, and the move can be taken back.
@Suite struct `Random lives that move to another version` {
    /// The word that every text contains; it may never be seen in an open part.
    private static let secret = "RAHASIA"
    private static let actors: [Actor] = [
        .holder, .verifier, .handler, .checker, .head, .officer("lampu", "handler", at: "lights"), .importer,
    ]

    @Test func `state, clocks, timers and boxes stay whole, and taking it back restores them`() throws {
        let environment = ProcessInfo.processInfo.environment
        let runs = environment["LUMBUNG_RUNS"].flatMap { Int($0) } ?? 300
        let first = environment["LUMBUNG_SEED"].flatMap { UInt64($0) } ?? 1
        let town = try Town.compiled()
        let next = try NextTown.renamed()
        let migration = Migration(
            from: Version(1, 2, 0),
            states: ["working": "handling"],
            fields: ["size": try NextTown.formula("old.size + 1")],
            clocks: ["verifying": .reset]
        )
        let compiled = try CompiledMigration(migration, from: town, to: next)
        var states: Set<StateID> = []
        for seed in first..<(first + UInt64(runs)) {
            var generator = SeededGenerator(seed: seed)
            let story = try life(town, &generator)
            guard let state = story.state, let content = story.content else { continue }
            states.insert(state.state)
            switch planMigration(state, content, by: compiled, in: story.migration) {
            case .moves(let event):
                let problem = try problem(event, story, next, &generator)
                #expect(problem == nil, "seed \(seed): \(problem ?? "")")
            case .stays(let why): #expect(why == .ended && state.endedAt != nil, "seed \(seed)")
            case .held(let why):
                // The answer `size` may lie at its upper bound; nothing else stands in the way here.
                #expect(why.key == "migration.answer-does-not-fit", "seed \(seed): \(why)")
            }
        }
        #expect(states.isSuperset(of: ["received", "working", "waiting", "answered"]))
    }

    private func life(_ town: CompiledDefinition, _ generator: inout SeededGenerator) throws -> Story {
        var story = Story(town)
        var answers = Town.answers.merging(["description": .string("\(Self.secret) lubang")]) { $1 }
        if generator.chance(0.5) { answers["size"] = .int(Int64(generator.int(in: 1...10))) }
        if generator.chance(0.5) {
            answers["contact_name"] = .string("\(Self.secret) Siti")
            answers["contact_phone"] = "081299988877"
        }
        try story.start(answers)
        for _ in 0..<generator.int(in: 0...40) { step(&story, town, &generator) }
        return story
    }

    private func step(_ story: inout Story, _ plan: CompiledDefinition, _ generator: inout SeededGenerator) {
        let minutes = [1, 20, 60, 240, 1_440][generator.int(in: 0...4)]
        // A refused step is no step.
        try? story.pass(to: (story.now + .minutes(minutes)).rfc3339)
        let variant = generator.int(in: 1...3)
        let until = story.now.date(in: .wib).adding(days: variant)
        let all: [FieldID: JSON] = [
            "agency": variant == 1 ? "lights" : "roads", "until": .string(until.iso),
            "answer": .string("\(Self.secret) jawaban"), "rating": .int(Int64(variant)),
        ]
        let id = generator.pick(plan.definition.actions.order)
        let asked = plan.definition.actions[id]?.form.order ?? []
        _ = try? story.act(
            id,
            by: generator.pick(Self.actors),
            all.filter { asked.contains($0.key) },
            reason: "\(Self.secret) alasan"
        )
    }

    private func problem(
        _ event: CaseEvent.Migrated,
        _ story: Story,
        _ next: CompiledDefinition,
        _ generator: inout SeededGenerator
    ) throws -> String? {
        guard let before = story.state, let content = story.content else { return "no case" }
        let fact = CaseEvent.migrated(event).fact(of: story.id, definition: next.hash)
        if fact.open.text.contains(Self.secret) || fact.open.text.contains("812999") { return "a secret lies open" }
        if try CaseEvent(fact: fact) != .migrated(event) { return "it does not come back from its fact" }
        let after = story.standing(after: event)
        if let problem = broken(after.state, next) { return problem }
        guard let undo = undoMigration(story.events + [.migrated(event)], at: story.now, by: .node) else {
            return "it can't be taken back"
        }
        var restored = evolve(after.state, .migrated(undo))
        (restored.version, restored.changedAt) = (before.version, before.changedAt)
        if restored != before { return "taking it back gives another state" }
        if evolve(after.content, .migrated(undo), version: after.state.version + 1) != content {
            return "taking it back gives other content"
        }
        return try lives(on: after, story, next, &generator)
    }

    /// Clocks count only where the definition lets them, and each that counts has its timer.
    private func broken(_ state: CaseState, _ plan: CompiledDefinition) -> String? {
        if plan.definition.states[state.state] == nil { return "\(state.state) is no state" }
        for (id, clock) in state.clocks {
            guard let element = plan.definition.clocks[id] else { return "\(id) is no clock" }
            switch clock {
            case .running(let run):
                if !element.runsIn.contains(state.state) { return "\(id) runs in \(state.state)" }
                if let mark = run.next, state.timers[.clock(id, percent: mark.percent)] != mark.at {
                    return "\(id) has no timer"
                }
            case .paused: if !element.pausesIn.contains(state.state) { return "\(id) pauses in \(state.state)" }
            case .met, .breached, .stopped: break
            }
        }
        for (id, element) in plan.definition.clocks.all where element.runsIn.contains(state.state) {
            if state.clocks[id] == nil { return "\(id) should run in \(state.state)" }
        }
        for case .clock(let clock, let percent) in state.timers.keys {
            guard case .running(let run)? = state.clocks[clock], run.next?.percent == percent else {
                return "the timer of \(clock) has no clock"
            }
        }
        return nil
    }

    /// Under the new version time passes and people act, and nothing of it breaks a rule.
    private func lives(
        on after: (state: CaseState, content: CaseContent),
        _ story: Story,
        _ next: CompiledDefinition,
        _ generator: inout SeededGenerator
    ) throws -> String? {
        var state = after.state
        var now = story.now
        for _ in 0..<6 {
            now += .minutes(generator.int(in: 1...2_000))
            for (timer, due) in state.timers.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) })
            where due <= now && state.timers[timer] == due {
                let context = context(.timer, max(due, state.changedAt), story, next)
                for event in try decide(state, timer.command, in: context) { state = evolve(state, event) }
                if let problem = broken(state, next) { return problem }
            }
            let id = generator.pick(next.definition.actions.order)
            do throws(Rejection) {
                let command = CaseCommand.act(id, version: nil, answers: [:], reason: "alasan")
                let actor = generator.pick(Self.actors)
                for event in try decide(state, command, in: context(actor, max(now, state.changedAt), story, next)) {
                    state = evolve(state, event)
                }
            } catch {
                if case .ruleFailed(let place, let why) = error { return "\(place): \(why.text(.en))" }
            }
            if let problem = broken(state, next) { return problem }
        }
        return nil
    }

    private func context(_ actor: Actor, _ now: Moment, _ story: Story, _ plan: CompiledDefinition) -> Context {
        Context(
            now: now,
            actor: actor,
            definition: plan,
            calendar: story.calendar,
            caseID: story.id,
            place: story.place,
            agencies: story.agencies
        )
    }
}
