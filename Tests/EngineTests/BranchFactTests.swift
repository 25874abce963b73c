import Civic
import Definition
import Engine
import Testing

/// Branches in the ledger, on the timeline, in scenarios, and when a case moves to another version.
@Suite struct `Branches on record` {
    let fork: CompiledDefinition
    init() throws { fork = try Fork.compiled() }

    private func joined() throws -> Story {
        var story = Story(fork)
        try story.accepted()
        try story.act("visit", by: .inspector, ["sound": true])
        try story.act("read_it", by: .planner)
        try story.act("measure", by: .inspector, ["height": 4])
        return story
    }

    @Test func `events say which branch moved and whether the branches came together`() throws {
        let story = try joined()
        for event in story.events {
            let fact = event.fact(of: story.id, definition: fork.hash)
            #expect(try CaseEvent(fact: fact) == event)
        }
        let visit = story.events[2].fact(of: story.id, definition: fork.hash).open
        #expect(visit["branch"] == ["id": "site", "from": "to_visit", "to": "visited"])
        #expect(visit["opened"] == nil)
        let last = story.events[4].fact(of: story.id, definition: fork.hash).open
        #expect(last["branch"] == ["id": "size", "from": "to_measure", "to": "measured", "joined": true])
    }

    @Test func `what was written before there were branches is read as it was`() throws {
        var story = Story(try Town.compiled())
        try story.dispatched()
        for event in story.events {
            let fact = event.fact(of: story.id, definition: fork.hash)
            #expect(fact.open["branch"] == nil && fact.open["opened"] == nil)
            #expect(try CaseEvent(fact: fact) == event)
        }
        let state = try #require(story.state)
        #expect(state.json["branches"] == nil)
        #expect(try CaseState(json: state.json) == state)
    }

    @Test func `the state of a case keeps its branches through its bytes`() throws {
        var story = Story(fork)
        try story.accepted()
        let state = try #require(story.state)
        #expect(try CaseState(json: JSON(parsing: state.json.canonical)) == state)
    }

    @Test func `the story names the branch's states, not the state that holds them`() throws {
        let story = try joined()
        let timeline = Timeline(
            fork,
            for: .officer,
            formats: Formats(language: .en, zone: .wib),
            agencies: Town.agencyNames,
            content: story.content
        )
        let entries = timeline.entries(story.events)
        #expect(entries[2].title == "To be visited → Visited")
        #expect(entries[2].state == "Visited" && entries[2].tone == .done)
        #expect(entries[4].state == "To be decided")
    }

    // MARK: Another version

    private func next(_ changes: (String, String)...) throws -> CompiledDefinition {
        var yaml = Fork.yaml.replacing("version: 1.2.0", with: "version: 1.3.0")
        for (old, new) in changes {
            try #require(yaml.contains(old), "the text has no \(old)")
            yaml = yaml.replacing(old, with: new)
        }
        let (definition, findings) = DefinitionReader.read(yaml: yaml, file: "fork.yaml")
        let read = try #require(definition, "\(findings.map { $0.printed(.en) })")
        return try CompiledDefinition(read, hash: read.tree.hash)
    }

    @Test func `a case moves with its branches, each to its place`() throws {
        var story = Story(fork)
        try story.accepted()
        story.now += .hours(1)
        try story.act("visit", by: .inspector, ["sound": true])
        let renamed = try next(("to_read", "unread"))
        #expect(held(try story.plan(to: renamed)) == "migration.state-gone")
        let event = try moved(try story.plan(to: renamed, states: ["to_read": "unread"], clocks: ["reading": .reset]))
        #expect(event.branches["paper"]?.state == "unread")
        #expect(event.branches["site"]?.state == "visited")
        #expect(event.branches["site"]?.since == story.now)
        story.move(event)
        #expect(story.branches == ["site": "visited", "paper": "unread", "size": "to_measure"])
        let fact = CaseEvent.migrated(event).fact(of: story.id, definition: renamed.hash)
        #expect(try CaseEvent(fact: fact) == .migrated(event))
        let back = try #require(undoMigration(story.events, at: story.now, by: .timer))
        story.move(back)
        #expect(story.branches == ["site": "visited", "paper": "to_read", "size": "to_measure"])
    }

    @Test func `a case of which a branch would be lost, or all would be over, is held`() throws {
        var story = Story(fork)
        try story.accepted()
        try story.act("visit", by: .inspector, ["sound": true])
        try story.act("read_it", by: .planner)
        let plain = try next()
        #expect(held(try story.plan(to: plain)) == nil)
        let ends = try story.plan(to: plain, states: ["to_measure": "measured"], clocks: ["sizing": .reset])
        #expect(held(ends) == "migration.state-would-end")
        #expect(held(try story.plan(to: plain, states: ["reviewing": "deciding"])) == "migration.state-gone")
        #expect(held(try story.plan(to: plain, states: ["to_measure": "read"])) == "migration.state-gone")
    }

    // MARK: Scenarios

    @Test func `a scenario says where branches must stand, and coverage counts them and their meeting`() throws {
        let yaml = """
            scenarios:
              all:
                title: { id: Semua, en: All }
                at: 2026-11-24T09:00:00+07:00
                steps:
                  - { as: citizen, do: start, with: { what: Papan }, expect: { state: received } }
                  - { as: head, do: accept, expect: { state: reviewing, branches: { site: to_visit, paper: to_read } } }
                  - { as: inspector, do: visit, with: { sound: true }, expect: { branches: { site: visited, size: to_measure } } }
                  - { as: planner, do: read_it, expect: { state: reviewing } }
                  - { as: inspector, do: measure, with: { height: 2 }, expect: { state: deciding, clock: { visiting: met, sizing: met } } }
            """
        let (scenarios, findings) = ScenarioReader.read(yaml: yaml, file: "scenarios.yaml", for: fork.definition)
        #expect(findings.isEmpty, "\(findings.map { $0.printed(.en) })")
        let report = ScenarioRunner(fork, calendar: Town.calendar, agencies: Town.agencies)
            .run(try #require(scenarios))
        let hasPassed = report.results.allSatisfy { $0.isPassed }
        #expect(hasPassed, "\(report.printed(.en, width: 100).joined(separator: "\n"))")
        #expect(report.coverage.seen.isSuperset(of: [.state("to_visit"), .state("measured"), .join("reviewing")]))
        #expect(report.coverage.missing.contains(.state("asked")))
        let place = try #require(report.coverage.place(of: .state("asked")))
        #expect(place.line > 1)
    }
}
