import Civic
import Definition
import Engine
import Foundation
import Testing

@Suite struct `Answers that are sent back` {
    private let hall: CompiledDefinition
    private let officer = Actor.officer("sari", grants: [Grant(role: "officer")])
    private let answers: [FieldID: JSON] = [
        "hall": "assembly_hall", "day": "2027-01-16", "from_hour": "08:00", "hours": 4, "people": 150,
        "event": "Pernikahan",
        "applicant_name": "Warga Contoh", "applicant_phone": "081234567890",
    ]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file: @Sendable (String) throws -> String = {
            try String(contentsOf: root.appending(path: $0), encoding: .utf8)
        }
        let (read, findings) = DefinitionReader.read(
            yaml: try file("Apps/sewa-gor/app.yaml"),
            file: "Apps/sewa-gor/app.yaml",
            archetypes: Archetypes(in: "Apps/_archetypes") { try? file($0) }
        )
        let definition = try #require(read, "\(findings.map { $0.printed(.en) })")
        hall = try CompiledDefinition(definition, hash: definition.tree.hash)
    }

    private func story() throws -> Story {
        var story = Story(hall)
        story.agencies = ["dispora"]
        try story.start(answers)
        return story
    }

    private func marks(_ marks: [String: JSON]) -> [FieldID: JSON] { [Definition.markedFields: .object(marks)] }

    @Test func `only the marked questions are asked again, and the rest stays`() throws {
        var story = try story()
        let asked = try story.act(
            "ask",
            by: officer,
            marks(["people": "Lebih dari daya tampung.", "event": "Acara apa tepatnya?"]),
            reason: "Mohon diperbaiki."
        )
        #expect(asked.marked == ["people", "event"])
        let state = try #require(story.state)
        #expect(state.marked == ["people", "event"])
        #expect(story.content?.remarks == ["people": "Lebih dari daya tampung.", "event": "Acara apa tepatnya?"])
        #expect(hall.form(of: "complete", on: state).order == ["people", "event", "addition"])
        guard case .paused? = state.clocks["answering"] else {
            Issue.record("the clock runs while the applicant is asked")
            return
        }
        let other = story.refusal("complete", by: .holder, ["people": 90, "event": "Nikah", "hall": "field"])
        #expect(other?.fields.map(\.field) == ["hall"])
        #expect(story.refusal("complete", by: .holder, ["people": 90])?.fields.map(\.field) == ["event"])
        let done = try story.act("complete", by: .holder, ["people": 90, "event": "Akad nikah"])
        #expect(done.isCorrection && done.fields == ["people": 90])
        let after = try #require(story.state)
        #expect(after.marked.isEmpty && after.fields["people"] == 90 && after.fields["hall"] == "assembly_hall")
        #expect(story.content?.remarks == [:])
        #expect(story.content?.fields["event"] == "Akad nikah")
        #expect(hall.form(of: "complete", on: after).order == ["addition"])
        try story.act("take", by: officer)
        try story.act(
            "grant",
            by: .officer("budi", grants: [Grant(role: "decider")]),
            ["answer": "Disetujui untuk dipakai."]
        )
    }

    @Test func `a mark names a question and says what is wrong, or a reason stands for it`() throws {
        var story = try story()
        let wrong = story.refusal(
            "ask",
            by: officer,
            marks(["people": " ", "nothing": "x", "event": .string(String(repeating: "a", count: 501))]),
            reason: "Mohon diperbaiki."
        )
        #expect(wrong?.fields.count == 3)
        #expect(wrong?.fields.allSatisfy { $0.field == Definition.markedFields } == true)
        #expect(
            story.refusal("take", by: officer, marks(["people": "x"]))?.fields.map(\.field) == [Definition.markedFields]
        )
        try story.act("ask", by: officer, reason: "Mohon sebutkan penanggung jawab.")
        #expect(story.refusal("complete", by: .holder)?.fields.map(\.field) == ["addition"])
        try story.act("complete", by: .holder, ["addition": "Penanggung jawab: Warga Contoh"])
        #expect(story.state?.state == "submitted")
    }

    @Test func `a name that is sent back goes into the person's box again, and never into the open part`() throws {
        var story = try story()
        try story.act("ask", by: officer, marks(["applicant_name": "Nama tidak sama dengan KTP."]), reason: "Perbaiki.")
        let moved = try story.act("complete", by: .holder, ["applicant_name": "Warga Contoh Dua"])
        #expect(moved.fields.isEmpty && moved.sealed.contact?.name == "Warga Contoh Dua")
        #expect(story.content?.contact?.name == "Warga Contoh Dua")
        #expect(story.content?.contact?.phone == "+6281234567890")
    }

    @Test func `events of a correction are the same after the ledger gave them back`() throws {
        var story = try story()
        try story.act("ask", by: officer, marks(["event": "Acara apa?"]), reason: "Perbaiki.")
        let middle = try #require(story.state)
        #expect(try CaseState(json: JSON(parsing: middle.json.canonical)) == middle)
        let content = try #require(story.content)
        #expect(try CaseContent(json: JSON(parsing: content.json.canonical)) == content)
        try story.act("complete", by: .holder, ["event": "Akad nikah"])
        for event in story.events {
            let fact = event.fact(of: story.id, definition: hall.hash)
            #expect(try CaseEvent(fact: fact) == event)
            #expect(!String(decoding: fact.open.canonical, as: UTF8.self).contains("Acara apa?"))
        }
    }
}
