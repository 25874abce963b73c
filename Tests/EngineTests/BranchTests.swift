import Civic
import Definition
import Engine
import Testing

@Suite struct `Branches side by side` {
    let fork: CompiledDefinition
    init() throws { fork = try Fork.compiled() }

    @Test func `begin together, move alone, and come together with the last one`() throws {
        var story = Story(fork)
        try story.start(["what": "Papan nama"])
        #expect(story.branches.isEmpty)
        let accepted = try story.act("accept", by: .chief)
        #expect(accepted.opened == ["site": "to_visit", "paper": "to_read", "size": "to_measure"])
        #expect(story.state?.state == "reviewing")
        #expect(story.branches == accepted.opened)
        story.now += .hours(1)
        let visit = try story.act("visit", by: .inspector, ["sound": true])
        #expect(visit.step == BranchStep(branch: "site", from: "to_visit", to: "visited", joined: false))
        #expect(visit.from == "reviewing" && visit.to == "reviewing" && !visit.isEnd)
        #expect(story.branches == ["site": "visited", "paper": "to_read", "size": "to_measure"])
        #expect(story.state?.since("visited") == story.now)
        #expect(story.state?.since("to_read") == moment("2026-11-24T09:00:00+07:00"))
        #expect(story.state?.stateSince == moment("2026-11-24T09:00:00+07:00"))
        try story.act("read_it", by: .planner)
        #expect(story.state?.state == "reviewing")
        let last = try story.act("measure", by: .inspector, ["height": 4])
        #expect(last.step == BranchStep(branch: "size", from: "to_measure", to: "measured", joined: true))
        #expect(last.from == "reviewing" && last.to == "deciding")
        #expect(story.state?.state == "deciding")
        #expect(story.branches.isEmpty)
        #expect(story.state?.attributes["verdict"] == "sound")
        #expect(visit.notices.isEmpty && last.notices.map(\.id) == ["to_decide"])
        #expect(story.state?.counts["visit"] == 1)
    }

    @Test func `an action is offered where its branch stands, and to nobody else`() throws {
        var story = Story(fork)
        try story.accepted()
        func offered(_ actor: Actor) throws -> [ActionID] {
            fork.availableActions(try #require(story.state), for: actor, now: story.now, calendar: Town.calendar)
                .filter { $0.problem == nil }.map(\.id)
        }
        #expect(try offered(.inspector) == ["visit", "measure"])
        #expect(try offered(.planner) == ["ask", "read_it"])
        #expect(try offered(.chief) == ["lengthen", "stop"])
        #expect(try offered(.holder) == ["withdraw"])
        let state = try #require(story.state)
        #expect(fork.mayAct([Grant(role: "planner", agency: "front-office")], on: state, now: story.now))
        try story.act("read_it", by: .planner)
        #expect(
            !fork.mayAct(
                [Grant(role: "planner", agency: "front-office")],
                on: try #require(story.state),
                now: story.now
            )
        )
        let read = try #require(fork.definition.actions["read_it"])
        let reviewing = fork.stateName("reviewing", forCitizen: false)
        #expect(
            story.refusal("read_it", by: .planner) == .stateChanged(action: read.name, current: reviewing, version: 3)
        )
    }

    @Test func `an action of the whole state leaves all branches, and one that stays leaves them alone`() throws {
        var story = Story(fork)
        try story.accepted()
        story.now += .hours(2)
        try story.act("visit", by: .inspector, ["sound": false])
        let before = try #require(story.state)
        let longer = try story.act("lengthen", by: .chief)
        #expect(longer.step == nil && longer.opened.isEmpty)
        #expect(story.state?.branches == before.branches)
        #expect(story.state?.stateSince == before.stateSince)
        let stop = try story.act("stop", by: .chief, reason: "Menyalahi tata ruang")
        #expect(stop.isEnd && story.state?.state == "refused")
        #expect(story.branches.isEmpty)
        #expect(story.state?.timers.isEmpty == true)
        #expect(story.state?.clocks["reading"].map { if case .stopped = $0 { true } else { false } } == true)
    }

    @Test func `entering again begins every branch again`() throws {
        var story = Story(fork)
        try story.accepted()
        try story.act("visit", by: .inspector, ["sound": true])
        try story.act("read_it", by: .planner)
        try story.act("measure", by: .inspector, ["height": 4])
        story.now += .days(1)
        try story.act("again", by: .chief)
        #expect(story.branches == ["site": "to_visit", "paper": "to_read", "size": "to_measure"])
        #expect(story.state?.since("to_visit") == story.now)
    }

    @Test func `a guard reads where a branch stands, and four eyes look into branches`() throws {
        var story = Story(fork)
        try story.accepted()
        #expect(story.refusal("withdraw", by: .holder) == nil)
        try story.act("visit", by: .inspector, ["sound": true])
        guard case .guardRefused? = story.refusal("withdraw", by: .holder) else {
            Issue.record("not refused")
            return
        }
        try story.act("read_it", by: .planner)
        try story.act("measure", by: .inspector, ["height": 4])
        guard case .fourEyes? = story.refusal("issue", by: .inspector) else {
            Issue.record("the inspector issued what the inspector saw")
            return
        }
        try story.act("issue", by: .chief)
        #expect(story.state?.endedAt == story.now)
    }

    @Test func `clocks and timers count in the branch that they name`() throws {
        var story = Story(fork)
        try story.accepted()
        let calendar = Town.calendar
        #expect(story.state?.timers[.action("read_it")] == calendar.due(received: story.now, workdays: Workdays(8)))
        #expect(story.state?.clocks["visiting"]?.due == calendar.due(received: story.now, workdays: Workdays(3)))
        try story.act("ask", by: .planner, ["until": "2026-12-01"])
        #expect(story.state?.timers[.action("read_it")] == nil)
        #expect(story.state?.timers[.action("answer")] == moment("2026-12-01T00:00:00+07:00"))
        guard case .paused? = story.state?.clocks["reading"], case .running? = story.state?.clocks["visiting"] else {
            Issue.record("\(String(describing: story.state?.clocks))")
            return
        }
        try story.pass(to: "2026-12-01T08:00:00+07:00")
        #expect(story.branches["paper"] == "to_read")
        guard case .running? = story.state?.clocks["reading"] else {
            Issue.record("the reading does not go on")
            return
        }
        // The visit is late by now: the head is called in and may do what the inspector may.
        #expect(story.state?.escalations["visiting"] == "head")
        #expect(story.refusal("visit", by: .chief, ["sound": true]) == nil)
        // The reader never reads: time does.
        try story.pass(to: "2026-12-20T08:00:00+07:00")
        #expect(story.branches["paper"] == "read")
    }

    // MARK: Every order

    /// Every order of the steps in which each branch keeps its own.
    private func orders(_ strands: [[Int]]) -> [[Int]] {
        guard strands.contains(where: { !$0.isEmpty }) else { return [[]] }
        return strands.indices.flatMap { index -> [[Int]] in
            guard let first = strands[index].first else { return [] }
            var rest = strands
            rest[index].removeFirst()
            return orders(rest).map { [first] + $0 }
        }
    }

    @Test func `every order of what branches do leads to the same case`() throws {
        let steps: [(ActionID, Actor, [FieldID: JSON])] = [
            ("visit", .inspector, ["sound": false]),
            ("ask", .planner, ["until": "2026-12-30"]), ("answer", .holder, [:]), ("read_it", .planner, [:]),
            ("measure", .inspector, ["height": 7]),
        ]
        let all = orders([[0], [1, 2, 3], [4]])
        #expect(all.count == 20)
        var first: CaseState?
        for order in all {
            var story = Story(fork)
            try story.accepted()
            // Done once and done again, while the others go on: an end is none before the branches come together.
            try story.act("visit", by: .inspector, ["sound": true])
            try story.act("revisit", by: .inspector)
            story.now += .hours(3)
            for index in order { try story.act(steps[index].0, by: steps[index].1, steps[index].2) }
            let state = try #require(story.state)
            #expect(state.state == "deciding", "\(order)")
            first = first ?? state
            #expect(state == first, "\(order): \(state.json) is not \(first?.json ?? .null)")
        }
    }

    @Test func `a random walk keeps the rules of branches and goes everywhere`() throws {
        let walk = RandomWalk(fork, calendar: Town.calendar, agencies: Town.agencies, seed: 3)
        let report = walk.run(steps: 4_000)
        #expect(report.isPassed, "\(report.printed(.en).joined(separator: "\n"))")
        #expect(report.seen == Set(fork.definition.allStates.order))
    }

    /// A fold that forgets to let branches come together is found.
    @Test func `a walk finds a branch that is left behind`() throws {
        let forgetful = Folding(
            state: { state, event in
                var next = evolve(state, event)
                if case .moved(let moved) = event, moved.step?.joined == true {
                    next.branches = ["site": BranchPosition(state: "to_visit", since: moved.at)]
                }
                return next
            },
            content: { content, event, version in evolve(content, event, version: version) }
        )
        let walk = RandomWalk(fork, calendar: Town.calendar, agencies: Town.agencies, seed: 3, folding: forgetful)
        let failure = try #require(walk.run(steps: 10_000).failure)
        #expect(failure.breach.invariant == .fold)
        #expect(failure.breach.detail.text(.en).contains("branches"))
    }

    @Test func `an officer takes a case where a branch waits for their role`() throws {
        var story = Story(fork)
        try story.accepted()
        let state = try #require(story.state)
        #expect(Set(fork.turns(in: state)) == ["inspector", "planner", "head"])
        try story.act("read_it", by: .planner)
        #expect(!fork.turns(in: try #require(story.state)).contains("planner"))
    }
}
