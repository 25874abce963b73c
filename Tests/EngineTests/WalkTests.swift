import Civic
import Definition
import Engine
import Foundation
import Testing

/// One step of a random walk: time passes, timers fire, somebody does something (allowed or not).
private struct Step: Hashable, Codable, CustomStringConvertible {
    enum Deed: Hashable, Codable {
        case act(ActionID, answers: Int)
        case note
        case replan(Int)
        case mark(ClockID, Int)
    }

    var minutes: Int
    var actor: Int
    var deed: Deed

    var description: String { "+\(minutes) min, actor \(actor): \(deed)" }
}

/// The word that every text of the walk contains; it may never be seen in an open part.
private let secret = "RAHASIA"

private struct Walk {
    let town: CompiledDefinition

    static let actors: [Actor] = [
        .holder, .citizen(holdsCase: true, person: "person-1"), .stranger, .verifier, .handler, .checker, .head,
        .officer("lampu", "handler", at: "lights"), .officer("x", grants: []), .importer,
        .officer(
            "rangkap",
            grants: [Grant(role: "handler"), Grant(role: "checker", agency: "audit"), Grant(role: "verifier")]
        ),
    ]

    static let calendars = [
        Town.calendar,
        WorkingCalendar(
            version: "2026-b",
            zone: .wib,
            hours: .office,
            closed: ["2026-11-26": "Libur", "2026-12-01": "Libur"]
        ),
        WorkingCalendar(version: "2026-c", zone: .wib, hours: .office, closed: [:]),
    ]

    func steps(_ generator: inout SeededGenerator, count: Int) -> [Step] {
        let actions = town.definition.actions.order
        return (0..<count).map { _ in
            let minutes = [0, 1, 7, 60, 480, 1_440, 4_000][generator.int(in: 0...6)]
            let deed: Step.Deed
            switch generator.int(in: 0...19) {
            case 0: deed = .note
            case 1: deed = .replan(generator.int(in: 0...2))
            case 2:
                deed = .mark(
                    generator.chance(0.5) ? "answering" : "verifying",
                    [50, 100, 150][generator.int(in: 0...2)]
                )
            default: deed = .act(generator.pick(actions), answers: generator.int(in: 0...3))
            }
            return Step(minutes: minutes, actor: generator.int(in: 0...(Self.actors.count - 1)), deed: deed)
        }
    }

    /// What is wrong with a walk, or nil.
    func problem(_ steps: [Step], visited: inout Set<String>) -> String? {
        var story = Story(town)
        do {
            try story.start(
                Town.answers.merging([
                    "description": .string("\(secret) lubang"), "contact_name": .string("\(secret) Siti"),
                    "contact_phone": "081299988877",
                ]) { $1 }
            )
            for step in steps {
                if let problem = try take(step, &story) { return problem }
                if let state = story.state { visited.insert(state.state.text) }
            }
            return try problemAtTheEnd(story)
        } catch {
            return "threw \(error)"
        }
    }

    private func take(_ step: Step, _ story: inout Story) throws -> String? {
        let end = story.now + .minutes(step.minutes)
        for _ in 0..<200 {
            guard let before = story.state,
                let (timer, due) = before.timers.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }), due <= end
            else { break }
            story.now = max(due, before.changedAt)
            try story.when(timer.command, by: .timer)
            if let problem = compare(before, story) { return problem }
        }
        if let state = story.state, state.timers.values.contains(where: { $0 <= end }) {
            return "a timer fires for ever"
        }
        story.now = end
        guard let before = story.state else { return "no case" }
        let actor = Self.actors[step.actor]
        let offers = town.availableActions(before, for: actor, now: story.now, calendar: story.calendar)
        let command = command(step, &story)
        let isOffered = { (id: ActionID) in offers.contains { $0.id == id && $0.problem == nil } }
        do {
            try story.when(command, by: step.isByNode ? .timer : actor)
            if case .act(let id, _) = step.deed, actor != .importer, !isOffered(id) {
                return "\(id) was not offered, but taken"
            }
        } catch let rejection as Rejection {
            if story.state != before { return "a refused command changed the case" }
            if case .act(let id, _) = step.deed, isOffered(id), rejection.httpStatus != 422 {
                return "\(id) was offered, but refused: \(rejection)"
            }
        }
        return compare(before, story)
    }

    private func command(_ step: Step, _ story: inout Story) -> CaseCommand {
        switch step.deed {
        case .note: return .note("\(secret) catatan")
        case .replan(let index):
            story.calendar = Self.calendars[index]
            return .replan
        case .mark(let clock, let percent): return .clockMark(clock, percent: percent)
        case .act(let id, let variant):
            let until = story.now.date(in: .wib).adding(days: variant)
            let all: [FieldID: JSON] = [
                "agency": variant == 0 ? "lights" : "roads", "until": .string(until.iso),
                "answer": .string("\(secret) jawaban"), "rating": .int(Int64(variant + 2)),
                "proof": [.string("\(secret)-file")],
            ]
            let form = town.definition.actions[id]?.form.order ?? []
            return .act(
                id,
                version: nil,
                answers: all.filter { form.contains($0.key) },
                reason: variant == 3 ? nil : "\(secret) alasan"
            )
        }
    }

    /// What must hold between the state before and after.
    private func compare(_ before: CaseState, _ story: Story) -> String? {
        guard let after = story.state else { return "no case" }
        if after.changedAt < before.changedAt { return "time ran backwards" }
        if after.version < before.version { return "the version went down" }
        for (id, clock) in after.clocks {
            if let problem = compare(id, before.clocks[id], clock, story) { return problem }
        }
        for (timer, at) in after.timers {
            guard case .clock(let clock, let percent) = timer else { continue }
            guard case .running(let run)? = after.clocks[clock], run.next == NextMark(percent: percent, at: at) else {
                return "\(timer) has no clock"
            }
        }
        for (id, clock) in after.clocks {
            guard case .running(let run) = clock, let next = run.next else { continue }
            if after.timers[.clock(id, percent: next.percent)] != next.at { return "\(id) has no timer" }
        }
        return nil
    }

    private func compare(_ id: ClockID, _ before: ClockState?, _ after: ClockState, _ story: Story) -> String? {
        switch (before, after) {
        case (.running(let old)?, .running(let new)):
            if new.startedAt < old.startedAt { return "\(id) began earlier" }
            if new.startedAt == old.startedAt, new.marked < old.marked { return "\(id) lost a mark" }
        case (.running(let old)?, .paused(let pause)):
            if pause.workingMinutesLeft > old.workingMinutesLeft { return "\(id) gained time by pausing" }
        case (.paused(let pause)?, .running(let run)):
            if run.workingMinutesLeft != pause.workingMinutesLeft { return "\(id) lost or gained time over a pause" }
            if run.total != pause.total { return "\(id) has another target after a pause" }
        case (.met?, .met), (.met?, .breached), (.met?, .stopped), (.breached?, .met), (.breached?, .breached),
            (.breached?, .stopped), (.stopped?, .met), (.stopped?, .breached), (.stopped?, .stopped), (.met?, .paused),
            (.breached?, .paused), (.stopped?, .paused):
            if before != after { return "\(id) ended twice" }
        default: break
        }
        switch after {
        case .running(let run): if run.total < 1 { return "\(id) has no time at all" }
        case .met(let at, let due): if at > due { return "\(id) was met late" }
        case .breached(let at, let due): if at <= due { return "\(id) was breached in time" }
        case .paused, .stopped: break
        }
        return nil
    }

    private func problemAtTheEnd(_ story: Story) throws -> String? {
        var folded: CaseState?
        var content: CaseContent?
        for (index, event) in story.events.enumerated() {
            let fact = event.fact(of: story.id, definition: town.hash)
            let open = fact.open.text
            for word in [secret, "812999", "person-1", "-6.17"] where open.contains(word) {
                return "\(word) stands in the open part of \(fact.type)"
            }
            let back = try CaseEvent(
                fact: Fact(
                    stream: fact.stream,
                    type: fact.type,
                    at: fact.at,
                    actor: try ActorStamp(json: fact.actor.json),
                    definition: fact.definition,
                    open: try JSON(parsing: fact.open.canonical),
                    closed: fact.closed
                )
            )
            if back != event { return "\(fact.type) does not come back from its fact" }
            content = evolve(content, back, version: index + 1)
            folded = evolve(folded, back)
        }
        if folded != story.state { return "folding the events gives another state" }
        if content != story.content { return "folding the events gives other content" }
        guard let state = folded, let content else { return "no case" }
        if state.version != story.events.count { return "the version does not count the events" }
        if try CaseState(json: JSON(parsing: state.json.canonical)) != state {
            return "the state's JSON loses something"
        }
        if try CaseContent(json: JSON(parsing: content.json.canonical)) != content {
            return "the content's JSON loses something"
        }
        return nil
    }
}

extension Step {
    var isByNode: Bool {
        switch deed {
        case .replan, .mark: true
        case .act, .note: false
        }
    }

    /// Simpler steps that may still fail.
    var simpler: [Step] {
        var all: [Step] = []
        for less in [0, 1, minutes / 2] where less < minutes {
            all.append(Step(minutes: less, actor: actor, deed: deed))
        }
        if actor > 0 { all.append(Step(minutes: minutes, actor: 0, deed: deed)) }
        if case .act(let id, let answers) = deed, answers > 0 {
            all.append(Step(minutes: minutes, actor: actor, deed: .act(id, answers: 0)))
        }
        return all
    }
}

/// The shortest and simplest list that still fails: halves are dropped, then single steps, then values made simpler.
private func shrunk(_ steps: [Step], fails: ([Step]) -> Bool) -> [Step] {
    var best = steps
    var size = best.count / 2
    while size >= 1 {
        var start = 0
        while start < best.count {
            var candidate = best
            candidate.removeSubrange(start..<min(start + size, best.count))
            if fails(candidate) { best = candidate } else { start += size }
        }
        size /= 2
    }
    for index in best.indices {
        var goesOn = true
        while goesOn {
            goesOn = false
            for simpler in best[index].simpler {
                var candidate = best
                candidate[index] = simpler
                if fails(candidate) {
                    best = candidate
                    goesOn = true
                    break
                }
            }
        }
    }
    return best
}

/// Walks that failed once, kept beside the tests so that they are walked again for ever.
private enum Regressions {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Regressions")

    static func keep(_ steps: [Step], seed: UInt64) {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try JSONEncoder().encode(steps).write(to: folder.appending(path: "walk-\(seed).json"))
        } catch {
            Issue.record("the walk could not be kept: \(error)")
        }
    }

    static func all() throws -> [(name: String, steps: [Step])] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("walk-") }
            .sorted()
            .map { ($0, try JSONDecoder().decode([Step].self, from: Data(contentsOf: folder.appending(path: $0)))) }
    }
}

@Suite struct `Random walks` {
    private let walk: Walk
    private let seed: UInt64
    private let runs: Int

    init() throws {
        walk = Walk(town: try Town.compiled())
        let environment = ProcessInfo.processInfo.environment
        seed = environment["LUMBUNG_SEED"].flatMap { UInt64($0) } ?? 20_261_124
        runs = environment["LUMBUNG_RUNS"].flatMap { Int($0) } ?? 250
    }

    /// 250 walks of 40 steps: 10,000 steps.
    @Test func `whatever anybody does, a case stays whole`() throws {
        var visited: Set<String> = []
        for (name, steps) in try Regressions.all() {
            if let problem = walk.problem(steps, visited: &visited) { Issue.record("\(name) again: \(problem)") }
        }
        visited = []
        for run in 0..<UInt64(runs) {
            var generator = SeededGenerator(seed: seed &+ run)
            let steps = walk.steps(&generator, count: 40)
            guard let problem = walk.problem(steps, visited: &visited) else { continue }
            var none: Set<String> = []
            let smallest = shrunk(steps) { walk.problem($0, visited: &none) != nil }
            let last = walk.problem(smallest, visited: &none) ?? problem
            let story = smallest.map(\.description).joined(separator: "\n")
            Regressions.keep(smallest, seed: seed &+ run)
            Issue.record("LUMBUNG_SEED=\(seed &+ run) LUMBUNG_RUNS=1: \(last)\n\(story)")
            return
        }
        if runs >= 250 { #expect(visited.count == walk.town.definition.states.count, "the walks see every state") }
    }

    @Test func `a walk that is kept is the same when it is read again`() throws {
        var generator = SeededGenerator(seed: 2)
        let steps = walk.steps(&generator, count: 30)
        #expect(try JSONDecoder().decode([Step].self, from: JSONEncoder().encode(steps)) == steps)
    }

    @Test func `shrinking finds the one step that matters`() {
        var generator = SeededGenerator(seed: 1)
        let steps = walk.steps(&generator, count: 64) + [Step(minutes: 480, actor: 3, deed: .note)]
        let smallest = shrunk(steps) { $0.contains { $0.deed == .note && $0.minutes > 0 } }
        #expect(smallest == [Step(minutes: 1, actor: 0, deed: .note)])
    }
}
