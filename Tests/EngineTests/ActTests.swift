import Civic
import Definition
import Engine
import Testing

@Suite struct `Acting on a case` {
    let town: CompiledDefinition
    init() throws { town = try Town.compiled() }

    @Test func `a report goes all the way`() throws {
        var story = Story(town)
        try story.answered()
        let moved = try story.act("confirm", by: .holder, ["rating": 5])
        #expect(moved.isEnd)
        let state = try #require(story.state)
        #expect(state.state == "closed")
        #expect(state.endedAt == story.now)
        #expect(state.agency == "roads")
        #expect(state.fields == ["category": "road", "agency": "roads", "rating": 5])
        #expect(state.counts == ["dispatch": 1, "answer": 1, "confirm": 1])
        #expect(state.version == 4)
        #expect(story.content?.answers[3] == ["answer": "Sudah ditambal"])
    }

    @Test func `an unknown action, or one that does not start here, is refused`() throws {
        var story = Story(town)
        try story.start()
        #expect(story.refusal("fly", by: .verifier) == .noSuchAction("fly"))
        let received = town.stateName("received", forCitizen: false)
        let answer = try #require(town.definition.actions["answer"])
        #expect(
            story.refusal("answer", by: .handler)
                == .stateChanged(action: answer.name, current: received, version: 1)
        )
        try story.act("reject", by: .verifier, reason: "Bukan wewenang kota")
        #expect(
            story.refusal("dispatch", by: .verifier) == .ended(state: town.stateName("rejected", forCitizen: false))
        )
    }

    @Test func `two officers at once: the second is told what changed`() throws {
        var story = Story(town)
        try story.start()
        try story.act("dispatch", by: .verifier, version: 1, ["agency": "roads"])
        let refusal = story.refusal("dispatch", by: .officer("other", "verifier"), version: 1, ["agency": "lights"])
        #expect(refusal == .staleVersion(yours: 1, current: 2, state: town.stateName("working", forCitizen: false)))
        #expect(refusal?.httpStatus == 409)
    }

    @Test func `whoever answered does not close the report`() throws {
        var story = Story(town)
        try story.dispatched()
        let both = Actor.officer(
            "hadi",
            grants: [Grant(role: "handler", agency: "roads"), Grant(role: "checker", agency: "audit")]
        )
        try story.act("answer", by: both, ["answer": "Sudah"])
        guard case .fourEyes? = story.refusal("confirm", by: both) else {
            Issue.record("not refused")
            return
        }
        #expect(story.refusal("confirm", by: .checker) == nil)
    }

    @Test func `a reason is asked where the definition asks for it`() throws {
        var story = Story(town)
        try story.start()
        let reject = try #require(town.definition.actions["reject"])
        #expect(story.refusal("reject", by: .verifier, reason: "  ") == .reasonMissing(action: reject.name))
        #expect(story.refusal("reject", by: .verifier, reason: "a\u{7}b") == .unreadableText)
        #expect(
            story.refusal("reject", by: .verifier, reason: String(repeating: "x", count: 2_010))
                == .reasonTooLong(by: 10)
        )
        let moved = try story.act("reject", by: .verifier, reason: " Bukan jalan kota ")
        #expect(moved.sealed.reason == "Bukan jalan kota")
        #expect(story.content?.reasons == [2: "Bukan jalan kota"])
    }

    @Test func `a report can be reopened within ten days of its answer`() throws {
        var story = Story(town)
        try story.answered()
        story.now = moment("2026-12-04T08:59:00+07:00")
        #expect(story.refusal("reopen", by: .holder) == nil)
        story.now = moment("2026-12-04T09:00:00+07:00")
        #expect(
            story.refusal("reopen", by: .holder)
                == .guardRefused(
                    action: LocalizedText(id: "Buka lagi", en: "Reopen"),
                    explanation: LocalizedText(id: "Hanya dalam 10 hari.", en: "Only within 10 days.")
                )
        )
    }

    @Test func `returning hands the case back to its owner`() throws {
        var story = Story(town)
        try story.dispatched()
        let moved = try story.act("back", by: .handler)
        #expect(moved.agency == "front-office")
        #expect(story.state?.agency == "front-office")
        #expect(story.state?.attributes["priority"] == "low")
    }

    @Test func `an agency that does not exist is refused`() throws {
        var story = Story(town)
        try story.start()
        let problems = story.refusal("dispatch", by: .verifier, ["agency": "moon"])?.fields ?? []
        #expect(problems.map(\.cause) == [.unknownAgency("moon")])
        #expect(story.refusal("dispatch", by: .verifier)?.fields.map(\.cause) == [.missing])
    }

    @Test func `a note is kept in the case's box and moves nothing`() throws {
        var story = Story(town)
        try story.start()
        #expect(story.refusal(.note(" "), by: .verifier) == .noteMissing)
        #expect(story.refusal(.note("x\u{0}"), by: .verifier) == .unreadableText)
        #expect(story.refusal(.note(String(repeating: "x", count: 4_001)), by: .verifier) == .noteTooLong(by: 1))
        #expect(story.refusal(.note("halo"), by: .stranger) == .mayNotNote)
        #expect(story.refusal(.note("halo"), by: .handler) == .mayNotNote)
        try story.when(.note("Ditelepon, tidak diangkat"), by: .verifier)
        #expect(story.state?.state == "received")
        #expect(story.state?.version == 2)
        #expect(story.content?.notes == [2: "Ditelepon, tidak diangkat"])
    }

    @Test func `a case that does not exist, or runs on other rules, is refused`() throws {
        var story = Story(town)
        #expect(story.refusal("dispatch", by: .verifier) == .noSuchCase)
        try story.start()
        let other = try CompiledDefinition(
            town.definition,
            hash: try #require(Digest(hex: String(repeating: "ab", count: 32)))
        )
        var context = story.context(.verifier)
        context.definition = other
        #expect(throws: Rejection.wrongDefinition) {
            try decide(story.state, .act("dispatch", version: nil, answers: [:], reason: nil), in: context)
        }
    }

    @Test func `a clock of the machine that steps back does not turn time back`() throws {
        var story = Story(town)
        try story.start()
        story.now = moment("2026-11-24T08:59:59+07:00")
        let moved = try story.act("dispatch", by: .verifier, ["agency": "roads"])
        #expect(moved.at == moment("2026-11-24T09:00:00+07:00"))
    }
}
