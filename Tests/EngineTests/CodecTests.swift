import Civic
import Definition
import Engine
import Testing

@Suite struct `Facts` {
    let town: CompiledDefinition
    init() throws { town = try Town.compiled() }

    /// A story with every kind of event.
    private func full() throws -> Story {
        var story = Story(town)
        let answers = Town.answers.merging(["contact_name": "Siti", "contact_phone": "081234567890", "size": 3]) { $1 }
        try story.start(answers, by: .citizen(holdsCase: false, person: "person-1"))
        try story.when(.note("Halo"), by: .citizen(holdsCase: true, person: "person-1"))
        try story.when(.work(.claim(nil)), by: .verifier)
        let other = CaseNumber(prefix: "TOWN", year: 2026, serial: 9)
        let twin = CaseLink(kind: .hasDuplicate, other: CaseID(random: (1, 1)), number: other)
        try story.when(.work(.linkBack(twin)), by: .timer)
        try story.act("dispatch", by: .verifier, ["agency": "roads"])
        try story.pass(to: "2026-11-26T12:00:00+07:00")
        story.calendar = WorkingCalendar(
            version: "2026-b",
            zone: .wib,
            hours: .office,
            closed: ["2026-11-27": "Libur daerah"]
        )
        try story.when(.replan, by: .timer)
        try story.when(.correct(["contact_name": "Siti Baru"]), by: .citizen(holdsCase: true, person: "person-1"))
        try story.act("wait", by: .handler, ["until": "2026-12-01"], reason: "Menunggu aspal")
        let next = try NextTown.with()
        let migration = try CompiledMigration(Migration(from: town.definition.version), from: town, to: next)
        let (state, content) = (try #require(story.state), try #require(story.content))
        guard case .moves(let event) = planMigration(state, content, by: migration, in: story.migration) else {
            throw Story.Unexpected(what: "no move")
        }
        story.move(event)
        return story
    }

    @Test func `an event is the same after the ledger gave it back`() throws {
        let story = try full()
        var other = Story(town)
        try other.start()
        let erased = try other.when(.erase(CaseErasure(.person, for: .request, versions: [1])), by: .timer)
        let events = story.events + erased
        // Money and documents have stories of their own (MoneyTests, DocumentTests).
        let types = Set(CaseEvent.types)
            .subtracting(["payment.received", "payment.refunded", "case.document-marked"])
        #expect(Set(events.map(\.type)) == types)
        for event in events {
            let fact = event.fact(of: story.id, definition: town.hash)
            #expect(fact.stream == "case/\(story.id)")
            #expect(fact.at == event.at && fact.actor == event.by)
            // Through bytes, as the ledger keeps it.
            let open = try JSON(parsing: fact.open.canonical)
            let closed = try fact.closed.map {
                ClosedFact(owner: $0.owner, content: try JSON(parsing: $0.content.canonical))
            }
            let back = Fact(
                stream: fact.stream,
                type: fact.type,
                at: fact.at,
                actor: try ActorStamp(json: fact.actor.json),
                definition: fact.definition,
                open: open,
                closed: closed
            )
            #expect(try CaseEvent(fact: back) == event)
        }
    }

    @Test func `state and content are the same after their JSON was read`() throws {
        let story = try full()
        let state = try #require(story.state)
        let content = try #require(story.content)
        #expect(try CaseState(json: JSON(parsing: state.json.canonical)) == state)
        #expect(try CaseContent(json: JSON(parsing: content.json.canonical)) == content)
    }

    @Test func `no open part holds anything personal or any free text`() throws {
        let story = try full()
        for event in story.events {
            let open = event.fact(of: story.id, definition: town.hash).open.text
            for secret in ["Siti", "81234567890", "Lubang", "106.63", "Halo", "Menunggu aspal", "person-1", "\"aa\""] {
                #expect(!open.contains(secret), "\(secret) in \(open)")
            }
        }
    }

    @Test func `each person has a box of their own, the case another`() throws {
        let story = try full()
        let fact = story.events[0].fact(of: story.id, definition: town.hash)
        #expect(fact.closed.map(\.owner) == [.theCase, .person("person-1")])
        #expect(fact.open["boxes"] == ["case", "person"])
    }

    @Test func `an erased box leaves chain and figures whole`() throws {
        let story = try full()
        let fact = story.events[0].fact(of: story.id, definition: town.hash)
        let erased = Fact(
            stream: fact.stream,
            type: fact.type,
            at: fact.at,
            actor: fact.actor,
            definition: fact.definition,
            open: fact.open,
            closed: []
        )
        let event = try CaseEvent(fact: erased)
        let state = evolve(nil as CaseState?, event)
        #expect(state.isErased)
        #expect(state.fields == ["category": "road", "size": 3])
        #expect(state.clocks == evolve(nil as CaseState?, story.events[0]).clocks)
        let content = evolve(nil as CaseContent?, event, version: 1)
        #expect(content.fields.isEmpty && content.contact == nil && content.erased == [1])
    }

    @Test func `what is damaged says where`() throws {
        let story = try full()
        let fact = story.events[0].fact(of: story.id, definition: town.hash)
        func read(_ change: (inout [String: JSON]) -> Void, type: String = "case.started") throws -> CaseEvent {
            var open = fact.open.object ?? [:]
            change(&open)
            return try CaseEvent(
                fact: Fact(
                    stream: fact.stream,
                    type: type,
                    at: fact.at,
                    actor: fact.actor,
                    definition: fact.definition,
                    open: .object(open),
                    closed: fact.closed
                )
            )
        }
        #expect(throws: FactFault(type: "case.started", field: "state", problem: "missing")) {
            try read { $0["state"] = nil }
        }
        #expect(throws: FactFault(type: "case.started", field: "channel", problem: "unknown word pigeon")) {
            try read { $0["channel"] = "pigeon" }
        }
        #expect(throws: FactFault.self) { try read { $0["number"] = "?" } }
        #expect(throws: FactFault.self) { try read({ _ in }, type: "case.flown") }
    }

    @Test func `a timer's name can be read back`() {
        for timer in [TimerID.clock("answering", percent: 75), .action("resume")] {
            #expect(TimerID(timer.text) == timer)
        }
        for text in ["", "clock.answering", "clock.answering.x", "action.Resume", "action.a.b", "other.a"] {
            #expect(TimerID(text) == nil)
        }
        #expect(TimerID.clock("a", percent: 75).command == .clockMark("a", percent: 75))
    }
}
