import Civic
import Definition
import Engine
import Rules
import Testing

/// Running cases of the town come over to its next version.
@Suite struct `A case that moves to another version` {
    let town: CompiledDefinition
    init() throws { town = try Town.compiled() }

    // MARK: State

    @Test func `what keeps its ids goes on where it was, with the deadline that was promised`() throws {
        var story = Story(town)
        try story.dispatched()
        let next = try NextTown.with(("target: 1 workday", "target: 2 workdays"))
        let event = try moved(try story.plan(to: next))
        let before = try #require(story.state)
        let after = evolve(before, .migrated(event))
        #expect(after.definition == next.hash)
        #expect((after.state, after.agency, after.fields) == (before.state, before.agency, before.fields))
        #expect(after.clocks == before.clocks)
        #expect(after.timers == before.timers)
        #expect(after.version == before.version + 1)
        #expect(after.stateSince == before.stateSince)
        // It goes on under the new version.
        let context = Context(
            now: story.now,
            actor: .handler,
            definition: next,
            calendar: Town.calendar,
            caseID: story.id
        )
        let answered = try decide(
            after,
            .act("answer", version: after.version, answers: ["answer": "Sudah"], reason: nil),
            in: context
        )
        #expect(answered.count == 1)
    }

    @Test func `a renamed state needs its new name, else the case is held, or goes on as intended`() throws {
        var story = Story(town)
        try story.dispatched()
        let next = try NextTown.renamed()
        #expect(held(try story.plan(to: next)) == "migration.state-gone")
        guard case .stays(let why) = try story.plan(to: next, otherwise: .keepGoing) else {
            Issue.record("it should stay")
            return
        }
        #expect(why.text.text(.id).contains("Ditangani"))
        let event = try moved(try story.plan(to: next, states: ["working": "handling"]))
        #expect((event.from, event.to) == ("working", "handling"))
        #expect(event.timers.keys.contains(.clock("answering", percent: 50)))
    }

    @Test func `a move never ends a case, and what has ended is left alone`() throws {
        var story = Story(town)
        try story.dispatched()
        let next = try NextTown.with()
        #expect(held(try story.plan(to: next, states: ["working": "closed"])) == "migration.state-would-end")
        try story.act("withdraw", by: .holder)
        #expect(try story.plan(to: next) == .stays(.ended))
    }

    @Test func `a case of another version, or of an agency that is gone, is held`() throws {
        var story = Story(town)
        try story.dispatched()
        let next = try NextTown.with()
        let other = try CompiledMigration(Migration(from: Version(1, 0, 0)), from: town, to: next)
        let state = try #require(story.state)
        let content = try #require(story.content)
        guard case .held(let why) = planMigration(state, content, by: other, in: story.migration) else {
            Issue.record("it should be held")
            return
        }
        #expect(why == .otherVersion(from: "1.2.0"))
        story.agencies = ["front-office"]
        #expect(held(try story.plan(to: next)) == "migration.agency-gone")
    }

    @Test func `a case whose boxes are erased is held`() throws {
        var story = Story(town)
        try story.dispatched()
        let next = try NextTown.with()
        var content = try #require(story.content)
        content.erased = [1]
        let migration = try CompiledMigration(Migration(from: Version(1, 2, 0)), from: town, to: next)
        #expect(
            planMigration(try #require(story.state), content, by: migration, in: story.migration) == .held(.erased)
        )
    }

    // MARK: Answers

    @Test func `a retyped answer is carried over where it still reads, else by an expression, else held`() throws {
        var story = Story(town)
        try story.start(Town.answers.merging(["size": 4]) { $1 })
        let asText = try NextTown.with(("size: { type: integer, min: 1, max: 10,", "size: { type: text,"))
        #expect(held(try story.plan(to: asText)) == "migration.answer-does-not-fit")
        let event = try moved(
            try story.plan(to: asText, fields: ["size": try NextTown.formula("string(old.size) + ' m'")])
        )
        #expect(story.after(event)["size"] == "4 m")
        let smaller = try NextTown.with(
            ("size: { type: integer, min: 1, max: 10,", "size: { type: integer, min: 1, max: 3,")
        )
        #expect(held(try story.plan(to: smaller)) == "migration.answer-does-not-fit")
        let rating = try NextTown.with(("size: { type: integer, min: 1, max: 10,", "size: { type: rating,"))
        #expect(story.after(try moved(try story.plan(to: rating)))["size"] == 4)
    }

    @Test func `an option that is gone holds the case, one that is hidden does not`() throws {
        var story = Story(town)
        try story.start(Town.answers.merging(["urgency": "low"]) { $1 })
        let gone = try NextTown.with(("low: { id: Rendah, en: Low }, ", ""))
        #expect(held(try story.plan(to: gone)) == "migration.answer-does-not-fit")
        let event = try moved(try story.plan(to: gone, fields: ["urgency": try NextTown.formula("'high'")]))
        #expect(story.after(event)["urgency"] == "high")
        let hidden = try NextTown.with(("needs_photo: true } }\n", "needs_photo: true }, hidden: true }\n"))
        #expect(try moved(try story.plan(to: hidden)).fields.isEmpty)
    }

    @Test func `a new answer is worked out of old ones; what was not asked yet stays unanswered`() throws {
        var story = Story(town)
        try story.start()
        let next = try NextTown.with(
            (
                "  seen: {",
                "  kind_name: { type: text, label: { id: Nama jenis, en: Kind's name } }\n  seen: {"
            )
        )
        let event = try moved(
            try story.plan(
                to: next,
                fields: [
                    "kind_name": try NextTown.formula("old.category.name.id + ' ' + case.agency"),
                    "rating": try NextTown.formula("old.rating * 2"),
                ]
            )
        )
        #expect(story.after(event)["kind_name"] == "Jalan rusak front-office")
        #expect(story.after(event)["rating"] == nil)
        let wrong = try story.plan(to: next, fields: ["kind_name": try NextTown.formula("old.size + 1")])
        #expect(held(wrong) == "migration.expression-failed")
    }

    @Test func `an answer may become more private, never more open`() throws {
        var story = Story(town)
        try story.start(Town.answers.merging(["size": 4]) { $1 })
        let closed = try NextTown.with(("size: { type: integer,", "size: { type: integer, privacy: case,"))
        let event = try moved(try story.plan(to: closed))
        #expect(event.fields["size"] == .null)
        #expect(event.sealed.fields["size"] == 4)
        let after = story.standing(after: event)
        #expect(after.state.fields["size"] == nil && after.content.fields["size"] == 4)
        let open = try NextTown.with(
            ("description: { type: paragraph,", "description: { type: paragraph, privacy: open,")
        )
        #expect(held(try story.plan(to: open)) == "migration.answer-less-private")
    }

    @Test func `a person's answers stay in the person's box`() throws {
        var story = Story(town)
        try story.start(
            Town.answers.merging(["contact_name": "Siti", "contact_phone": "0812 3456 7890"]) { $1 }
        )
        let next = try NextTown.with(
            ("contact_name: { type: person,", "contact_name: { type: text, privacy: person,")
        )
        let event = try moved(
            try story.plan(to: next, fields: ["contact_name": try NextTown.formula("'Ibu ' + old.contact_name")])
        )
        let fact = CaseEvent.migrated(event).fact(of: story.id, definition: next.hash)
        #expect(!fact.open.text.contains("Siti"))
        #expect(fact.closed.map(\.owner) == [.person(PersonID(reporterOf: story.id))])
        let contact = try #require(story.standing(after: event).content.contact)
        #expect(contact.fields == ["contact_name": "Ibu Siti", "contact_phone": "+6281234567890"])
        #expect(contact.phone == "+6281234567890")
    }

    @Test func `a migration that names what the new version lacks is refused as a whole`() throws {
        let next = try NextTown.with()
        let migration = Migration(
            from: Version(1, 2, 0),
            states: ["working": "nowhere"],
            fields: ["size": try NextTown.formula("old.size + nowhere")],
            clocks: ["answering": .become("nothing")]
        )
        do throws(DefinitionRefused) {
            _ = try CompiledMigration(migration, from: town, to: next)
            Issue.record("it should be refused")
        } catch {
            #expect(
                Set(error.findings.map(\.code)) == ["unknown-state", "unknown-clock", "rule-does-not-compile"]
            )
        }
    }

    // MARK: Back, and in the book

    @Test func `a move is taken back until something else happens`() throws {
        var story = Story(town)
        try story.start(Town.answers.merging(["size": 4, "contact_name": "Siti"]) { $1 })
        try story.act("dispatch", by: .verifier, ["agency": "roads"])
        let event = try moved(
            try story.plan(
                to: try NextTown.renamed(),
                states: ["working": "handling"],
                fields: ["size": try NextTown.formula("old.size + 1")],
                clocks: ["answering": .reset]
            )
        )
        let (before, content) = (try #require(story.state), try #require(story.content))
        let events = story.events + [.migrated(event)]
        let undo = try #require(undoMigration(events, at: story.now, by: .node))
        #expect(undo.isUndo)
        let after = story.standing(after: event)
        var restored = evolve(after.state, .migrated(undo))
        #expect(restored.version == before.version + 2)
        (restored.version, restored.changedAt) = (before.version, before.changedAt)
        #expect(restored == before)
        #expect(evolve(after.content, .migrated(undo), version: restored.version) == content)
        #expect(undoMigration(events + [.migrated(undo)], at: story.now, by: .node) == nil)
        let noted = try story.when(.note("Sesudahnya"), by: .handler)
        #expect(undoMigration(events + noted, at: story.now, by: .node) == nil)
    }

    @Test func `the event comes back from its fact`() throws {
        var story = Story(town)
        try story.start(Town.answers.merging(["size": 4, "contact_name": "Siti"]) { $1 })
        let closed = try NextTown.with(("size: { type: integer,", "size: { type: integer, privacy: case,"))
        let event = CaseEvent.migrated(try moved(try story.plan(to: closed, clocks: ["verifying": .reset])))
        let fact = event.fact(of: story.id, definition: closed.hash)
        #expect(fact.type == "case.migrated")
        let read = Fact(
            stream: fact.stream,
            type: fact.type,
            at: fact.at,
            actor: fact.actor,
            definition: fact.definition,
            open: try JSON(parsing: fact.open.canonical),
            closed: fact.closed
        )
        #expect(try CaseEvent(fact: read) == event)
    }

    @Test func `the story tells each event in the words of its own version`() throws {
        var story = Story(town)
        try story.dispatched()
        let next = try NextTown.with(
            ("done: { id: \"Diteruskan ke {agency}\"", "done: { id: \"Dikirim kepada {agency}\"")
        )
        let event = try moved(try story.plan(to: next))
        let timeline = Timeline(
            next,
            for: .officer,
            formats: Formats(language: .id, zone: .wib),
            agencies: Town.agencyNames,
            earlier: [town]
        )
        let titles = timeline.entries(story.events + [.migrated(event)]).map(\.title)
        #expect(titles[1] == "Diteruskan ke Dinas Jalan")
        #expect(titles[2].hasPrefix("Dilanjutkan menurut versi 1.3.0 layanan ini (Penanganan: "))
    }
}
