import Civic
import Definition
import Engine
import Testing

@Suite struct `Who may act` {
    let town: CompiledDefinition
    init() throws { town = try Town.compiled() }

    private func isNotAllowed(_ rejection: Rejection?) -> Bool {
        guard case .notAllowed? = rejection else { return false }
        return rejection?.httpStatus == 403
    }

    @Test func `a stranger may not act on somebody's case, its holder may`() throws {
        var story = Story(town)
        try story.answered()
        #expect(isNotAllowed(story.refusal("confirm", by: .stranger)))
        #expect(story.refusal("confirm", by: .holder) == nil)
        #expect(isNotAllowed(story.refusal("answer", by: .holder)) == false)
    }

    @Test func `an officer acts in the agency where the case is`() throws {
        var story = Story(town)
        try story.dispatched()
        let answer: [FieldID: JSON] = ["answer": "Sudah"]
        #expect(isNotAllowed(story.refusal("answer", by: .officer("x", "handler", at: "lights"), answer)))
        #expect(isNotAllowed(story.refusal("answer", by: .officer("x", "verifier"), answer)))
        #expect(story.refusal("answer", by: .officer("x", "handler", at: nil), answer) == nil)
        #expect(story.refusal("answer", by: .handler, answer) == nil)
    }

    @Test func `a grant for another application, not yet or no longer in force, opens nothing`() throws {
        var story = Story(town)
        try story.dispatched()
        let answer: [FieldID: JSON] = ["answer": "Sudah"]
        func officer(_ grant: Grant) -> Actor { .officer("x", grants: [grant]) }
        let other = Grant(role: "handler", app: "laksa", agency: "roads")
        let later = Grant(role: "handler", agency: "roads", from: story.now + .minutes(1))
        let past = Grant(role: "handler", agency: "roads", until: story.now)
        let held = Grant(
            role: "handler",
            app: "town-report",
            agency: "roads",
            from: story.now,
            until: story.now + .minutes(1)
        )
        #expect(isNotAllowed(story.refusal("answer", by: officer(other), answer)))
        #expect(isNotAllowed(story.refusal("answer", by: officer(later), answer)))
        #expect(isNotAllowed(story.refusal("answer", by: officer(past), answer)))
        #expect(story.refusal("answer", by: officer(held), answer) == nil)
    }

    @Test func `the message names who may`() throws {
        var story = Story(town)
        try story.answered()
        let message = story.refusal("confirm", by: .handler)?.message(.id) ?? ""
        #expect(message == "“Selesai” hanya boleh dilakukan oleh Pemeriksa, Warga atau sistem pada waktunya.")
    }

    @Test func `page, API and check are offered the same actions`() throws {
        var story = Story(town)
        try story.dispatched()
        let state = try #require(story.state)
        func offers(_ actor: Actor) -> [ActionID] {
            town.availableActions(state, for: actor, now: story.now, calendar: story.calendar).map(\.id)
        }
        #expect(offers(.handler) == ["wait", "answer", "back"])
        #expect(offers(.holder) == ["withdraw"])
        #expect(offers(.stranger) == [])
        #expect(offers(.verifier) == [])
        #expect(town.mayAct([Grant(role: "handler", agency: "roads")], on: state, now: story.now))
        #expect(!town.mayAct([Grant(role: "verifier", agency: "front-office")], on: state, now: story.now))
        #expect(town.mayRead([Grant(role: "verifier", agency: "front-office")], state, now: story.now))
        #expect(!town.mayRead([Grant(role: "handler", agency: "lights")], state, now: story.now))
    }

    @Test func `what only four eyes or a guard forbids is offered with its problem`() throws {
        var story = Story(town)
        try story.dispatched()
        let both = Actor.officer(
            "hadi",
            grants: [Grant(role: "handler", agency: "roads"), Grant(role: "checker", agency: "audit")]
        )
        try story.act("answer", by: both, ["answer": "Sudah"])
        story.now = moment("2026-12-20T09:00:00+07:00")
        let state = try #require(story.state)
        let offers = town.availableActions(state, for: both, now: story.now, calendar: story.calendar)
        #expect(offers.map(\.id) == ["confirm", "reopen"])
        #expect(offers.map { $0.problem?.key } == ["case.four-eyes", "case.guard-refused"])
    }

    @Test func `every offer without a problem can be taken, and nothing else`() throws {
        var story = Story(town)
        try story.answered()
        let state = try #require(story.state)
        for actor in [Actor.holder, .stranger, .verifier, .handler, .checker, .head] {
            let offers = town.availableActions(state, for: actor, now: story.now, calendar: story.calendar)
            for action in town.definition.actions.order {
                let isOffered = offers.contains { $0.id == action && $0.problem == nil }
                let refusal = story.refusal(action, by: actor)
                #expect(isOffered == (refusal == nil || refusal?.fields.isEmpty == false), "\(action) by \(actor)")
            }
        }
    }
}

@Suite struct `Agreements between two governments` {
    let pact: CompiledDefinition
    let answers: [FieldID: JSON] = [
        "partner": "36.71", "annex": [["app": "laksa", "version": "1.0.0"], "parkir@2.1.0"],
    ]
    init() throws { pact = try Town.compiled(Town.pact) }

    @Test func `each side acts by its own people and hears of the other by signed message`() throws {
        var story = Story(pact)
        let drafter = Actor.officer("dina", "drafter")
        let attributes: [String: JSON] = ["side": "adopter", "counterpart": "36.71"]
        try story.start(answers, by: drafter, attributes: attributes)
        #expect(
            story.state?.fields["annex"] == [
                ["app": "laksa", "version": "1.0.0"], ["app": "parkir", "version": "2.1.0"],
            ]
        )
        guard case .notAllowed? = story.refusal("sign", by: .officer("x", "other_signer")) else {
            Issue.record("the other side's role acts here")
            return
        }
        try story.act("sign", by: .officer("bupati", "signer"))
        let provider = Actor.peer(government: "36.71", side: .provider, signer: "Wali Kota")
        let forger = Actor.peer(government: "32.16", side: .provider, signer: "Orang lain")
        guard case .notAllowed? = story.refusal("countersign", by: forger) else {
            Issue.record("a third government signs")
            return
        }
        let moved = try story.act("countersign", by: provider)
        #expect(moved.by == ActorStamp(kind: .peer, government: "36.71"))
        #expect(moved.sealed.signer == "Wali Kota")
        #expect(story.content?.signers == [3: "Wali Kota"])
    }

    @Test func `the provider's copy begins with the adopter's message`() throws {
        var story = Story(pact)
        let adopter = Actor.peer(government: "32.15", side: .adopter, signer: "Bupati")
        let attributes: [String: JSON] = ["side": "provider", "counterpart": "32.15"]
        try story.start(answers, by: adopter, attributes: attributes)
        try story.act("sign", by: adopter)
        try story.act("countersign", by: .officer("walikota", "other_signer"))
        #expect(story.state?.state == "in_force")
    }

    @Test func `a citizen cannot start an agreement`() {
        let start = StartCase(app: "pact", answers: answers)
        #expect(Story(pact).refusal(.start(start), by: .stranger) == .mayNotStart)
    }
}
