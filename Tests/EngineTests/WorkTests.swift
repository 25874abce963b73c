import Civic
import Definition
import Engine
import Testing

@Suite struct `Work on a case` {
    private func verifier(_ id: OfficerID) -> Actor {
        .officer(id, grants: [Grant(role: "verifier", agency: "front-office")])
    }

    private func story(_ changes: (old: String, new: String)...) throws -> Story {
        var yaml = Town.yaml
        for change in changes {
            #expect(yaml.contains(change.old))
            yaml = yaml.replacing(change.old, with: change.new, maxReplacements: 1)
        }
        return Story(try Town.compiled(yaml))
    }

    private func colleague(_ id: OfficerID, isPresent: Bool = true, _ regions: Set<RegionCode> = []) -> Colleague {
        Colleague(
            id: id,
            grants: [Grant(role: "verifier", agency: "front-office")],
            isPresent: isPresent,
            regions: regions
        )
    }

    @Test func `only who holds a case acts while the lease runs, and it runs out by itself`() throws {
        var story = try story()
        try story.start()
        try story.when(.work(.claim(nil)), by: verifier("ani"))
        #expect(story.state?.holder(in: "verifier", at: story.now) == "ani")
        #expect(story.refusal("dispatch", by: verifier("budi"), ["agency": "roads"]) == .heldByOther)
        #expect(story.refusal(.work(.claim(nil)), by: verifier("budi")) == .heldByOther)
        let until = try #require(story.state?.holdings["verifier"]?.until)
        #expect(until == Town.calendar.moment(after: story.now, workingMinutes: 480))
        #expect(story.refusal(.work(.lapse("verifier")), by: .timer) == .timerNotDue)
        try story.pass(to: "2026-11-26T09:00:00+07:00")
        #expect(story.state?.holdings == [:])
        #expect(story.events.last { $0.type == "case.released" }?.by == .timer)
        try story.act("dispatch", by: verifier("budi"), ["agency": "roads"])
    }

    @Test func `a lease is renewed once half of it is gone, so that looking does not fill the book`() throws {
        var story = try story()
        try story.start()
        try story.when(.work(.claim(nil)), by: verifier("ani"))
        #expect(try story.when(.work(.renew), by: verifier("ani")).isEmpty)
        story.now = story.now + .hours(1)
        #expect(try story.when(.work(.claim(nil)), by: verifier("ani")).isEmpty)
        story.now = moment("2026-11-24T15:30:00+07:00")
        #expect(try story.when(.work(.renew), by: verifier("ani")).count == 1)
        #expect(try story.when(.work(.renew), by: verifier("budi")).isEmpty)
        #expect(story.state?.holdings["verifier"]?.since == moment("2026-11-24T09:00:00+07:00"))
    }

    @Test func `who has nothing to do any more lets go with the same act`() throws {
        var story = try story()
        try story.start()
        try story.when(.work(.claim(nil)), by: verifier("ani"))
        let events = try story.when(
            .act("dispatch", version: nil, answers: ["agency": "roads"], reason: nil),
            by: verifier("ani")
        )
        #expect(events.map(\.type) == ["case.moved", "case.released"])
        #expect(story.state?.holdings == [:])
        #expect(story.state?.timers.keys.contains { if case .lease = $0 { true } else { false } } == false)
    }

    @Test func `a leader takes a case over with a reason and works on it; a colleague does not`() throws {
        var story = try story(
            ("en: Executive }, scope: government", "en: Executive }, scope: government, leads: verifier")
        )
        let boss = Actor.officer("boss", grants: [Grant(role: "executive")])
        try story.start()
        try story.when(.work(.claim(nil)), by: verifier("ani"))
        #expect(story.refusal(.work(.takeOver(nil, reason: "Mendesak")), by: verifier("budi")) != nil)
        guard case .reasonMissing = story.refusal(.work(.takeOver(nil, reason: " ")), by: boss) else {
            Issue.record("taking over needs a reason")
            return
        }
        #expect(story.refusal("dispatch", by: boss, ["agency": "roads"]) != nil)
        let events = try story.when(.work(.takeOver(nil, reason: "Mendesak")), by: boss)
        #expect(story.content?.notes.values.contains("Mendesak") == true)
        let fact = try #require(events.first?.fact(of: story.id, definition: story.plan.hash))
        #expect(!fact.open.text.contains("Mendesak"))
        let moved = try story.act("dispatch", by: boss, ["agency": "roads"])
        #expect(moved.by.role == "executive")
    }

    @Test func `cases go round among those who are present`() throws {
        let roundRobin = ("en: Verifier }, scope: owner", "en: Verifier }, scope: owner, distribution: round_robin")
        var holders: [OfficerID] = []
        for serial in 1...6 {
            var context = try story(roundRobin).context(.stranger)
            context.colleagues = [colleague("citra"), colleague("ani"), colleague("budi", isPresent: false)]
            context.serials = ["TOWN-2026": serial]
            let start = StartCase(app: context.definition.definition.app, answers: Town.answers)
            let events = try decide(nil, .start(start), in: context)
            guard case .work(.held(let held))? = events.last else {
                Issue.record("nobody got the case")
                return
            }
            #expect(held.how == .assigned && held.by == .timer)
            holders.append(held.holding.officer)
        }
        #expect(holders == ["citra", "ani", "citra", "ani", "citra", "ani"])
    }

    @Test func `by region a case goes to whoever looks after its district, else it waits`() throws {
        let byRegion = ("en: Verifier }, scope: owner", "en: Verifier }, scope: owner, distribution: by_region")
        let district = try #require(Town.place.district)
        var context = try story(byRegion).context(.stranger)
        context.serials = ["TOWN-2026": 1]
        let start = StartCase(app: context.definition.definition.app, answers: Town.answers)
        context.colleagues = [colleague("ani", ["36.71.99"]), colleague("budi", [district])]
        guard case .work(.held(let held))? = try decide(nil, .start(start), in: context).last else {
            Issue.record("nobody got the case")
            return
        }
        #expect(held.holding.officer == "budi")
        context.colleagues = [colleague("ani", ["36.71.99"])]
        #expect(try decide(nil, .start(start), in: context).count == 1)
    }

    @Test func `who is away gets no case handed over, nor who has not the role`() throws {
        var story = try story()
        try story.start()
        try story.when(.work(.claim(nil)), by: verifier("ani"))
        var context = story.context(verifier("ani"))
        context.colleagues = [colleague("budi", isPresent: false), Colleague(id: "eko", grants: [])]
        func refusal(_ to: OfficerID) -> Rejection? {
            do throws(Rejection) {
                _ = try decide(story.state, .work(.handOver(nil, to: to, note: "Tolong")), in: context)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal("budi") == .colleagueAbsent)
        guard case .notOfTheRole = refusal("eko") else {
            Issue.record("eko is no verifier")
            return
        }
        #expect(refusal("ani") == .alreadyHolds)
    }

    @Test func `events of the work read back as they were written`() throws {
        var story = try story()
        try story.start()
        try story.when(.work(.claim(nil)), by: verifier("ani"))
        try story.when(.work(.giveBack), by: verifier("ani"))
        for event in story.events {
            #expect(try CaseEvent(fact: event.fact(of: story.id, definition: story.plan.hash)) == event)
        }
        let state = try #require(story.state)
        #expect(try CaseState(json: JSON(parsing: state.json.canonical)) == state)
    }
}

@Suite struct `Days off` {
    private let now = moment("2026-11-24T09:00:00+07:00")
    private let card = OfficerCard(login: "budi", name: "Budi Contoh", title: "Verifikator")

    private func context(_ actor: Steering) -> StaffContext {
        StaffContext(now: now, actor: actor, officer: "budi", agencies: Town.agencies, otherStewards: 1)
    }

    private func refusal(_ state: StaffState, _ command: StaffCommand, by actor: Steering) -> Rejection? {
        do throws(Rejection) {
            _ = try decide(state, command, in: context(actor))
            return nil
        } catch {
            return error
        }
    }

    @Test func `an officer writes down days off, and is present again when they are over or taken back`() throws {
        let mine = Steering.officer("budi", grants: [Grant(role: "verifier")])
        var state = evolve(nil, .added(card), officer: "budi", at: now)
        let days = Absence(from: "2026-12-01", until: "2026-12-03")
        for event in try decide(state, .beAbsent(days), in: context(mine)).events {
            #expect(try StaffEvent(fact: event.fact(of: "budi", at: now, by: .node)) == event)
            state = evolve(state, event, officer: "budi", at: now)
        }
        #expect(state.isPresent(on: "2026-11-30") && state.isPresent(on: "2026-12-04"))
        #expect(!state.isPresent(on: "2026-12-01") && !state.isPresent(on: "2026-12-03"))
        let other = Steering.officer("eko", grants: [Grant(role: "verifier")])
        #expect(refusal(state, .beAbsent(days), by: mine) == .register(.absenceOverlaps))
        #expect(refusal(state, .endAbsence(days), by: other) == .register(.notAllowed))
        let past = Absence(from: "2026-11-01", until: "2026-11-02")
        #expect(refusal(state, .beAbsent(past), by: mine) == .register(.absenceUnfit))
        for event in try decide(state, .endAbsence(days), in: context(mine)).events {
            state = evolve(state, event, officer: "budi", at: now)
        }
        #expect(state.isPresent(on: "2026-12-02"))
    }

    @Test func `districts are given by a steward`() throws {
        let state = evolve(nil, .added(card), officer: "budi", at: now)
        let steward = Steering.officer("sri", grants: [Grant(role: .steward)])
        let events = try decide(state, .lookAfter(["36.71.02", "36.71.01"]), in: context(steward)).events
        #expect(events == [.regionsSet(["36.71.01", "36.71.02"])])
        for event in events { #expect(try StaffEvent(fact: event.fact(of: "budi", at: now, by: .node)) == event) }
        let mine = Steering.officer("budi", grants: [Grant(role: "verifier")])
        #expect(refusal(state, .lookAfter([]), by: mine) == .register(.notAllowed))
    }
}
