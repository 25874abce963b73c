import Civic
import Definition
import Engine
import Testing

/// Systems of the nation beside an application: what is typed there, what comes back, and what takes a service's place.
@Suite struct `National systems` {
    private static func yaml(_ relation: String) -> String { Town.yaml + "\nnational:\n  - " + relation + "\n" }

    private static let basis = "basis: { id: UU 24/2013, en: Law 24/2013 }"

    private static let fronting = yaml(
        """
        { system: SIAK, relation: fronts, \(basis), when_down: { id: Tunggu, en: Wait }, in: working, url: "https://siak.example", fields: { jenis: { label: { id: Jenis, en: Kind }, value: category }, nama: { label: { id: Nama, en: Name }, value: contact_name }, telepon: { label: { id: HP, en: Mobile }, value: contact_phone }, sejak: { label: { id: Sejak, en: Since }, value: seen }, ganda: { label: { id: Ukuran ganda, en: Twice the size }, value: size * 2 } }, number: { field: answer, pattern: "[0-9]{4}-[A-Z]{2}", example: 1234-AB } }
        """
    )

    private func panels(_ story: Story, on day: String = "2026-11-24") throws -> [NationalPanel] {
        story.plan.panels(
            of: try #require(story.state),
            try #require(story.content),
            on: try CivilDate(iso: day),
            calendar: Town.calendar,
            formats: Formats(language: .id, zone: .wib),
            agencies: [:],
            regions: { _ in nil }
        )
    }

    private func dispatched() throws -> Story {
        var story = Story(try Town.compiled(Self.fronting))
        try story.start(
            Town.answers.merging([
                "contact_name": "Warga Contoh", "contact_phone": "081234567890", "seen": "2026-11-20", "size": 4,
            ]) { $1 }
        )
        try story.act("dispatch", by: .verifier, ["agency": "roads"])
        return story
    }

    @Test func `in its state a case shows what is typed there, ready to copy`() throws {
        let story = try dispatched()
        let panel = try #require(try panels(story).first)
        #expect(panel.system == "SIAK" && panel.whenDown == "Tunggu" && panel.url == "https://siak.example")
        #expect(panel.rows.map(\.label) == ["Jenis", "Nama", "HP", "Sejak", "Ukuran ganda"])
        #expect(panel.rows.map(\.value) == ["Jalan rusak", "Warga Contoh", "+6281234567890", "20-11-2026", "8"])
        #expect(panel.takesNumber.count == 1)
    }

    @Test func `outside its states and its dates there is nothing to type`() throws {
        var story = Story(try Town.compiled(Self.fronting))
        try story.start()
        #expect(try panels(story).isEmpty)
        let dated = Self.fronting.replacing("relation: fronts,", with: "relation: fronts, until: 2026-12-31,")
        var other = Story(try Town.compiled(dated))
        try other.dispatched()
        #expect(try panels(other).count == 1)
        #expect(try panels(other, on: "2027-01-01").isEmpty)
    }

    @Test func `a number of another form is refused with one that is right`() throws {
        var story = try dispatched()
        let refused = try #require(story.refusal("answer", by: .handler, ["answer": "12-AB"]))
        #expect(refused.fields.map(\.field) == ["answer"])
        #expect(refused.message(.id).contains("SIAK") && refused.message(.id).contains("1234-AB"))
        try story.act("answer", by: .handler, ["answer": "2026-KK"])
        let standing = story.plan.standings(
            of: try #require(story.state),
            try #require(story.content),
            formats: Formats(language: .id, zone: .wib),
            agencies: [:]
        )
        #expect(standing == [NationalStanding(system: "SIAK", number: "2026-KK", status: nil)])
    }

    @Test func `a replaced service takes no new case from its day on, and finishes those that run`() throws {
        let yaml = Self.yaml("{ system: LAPOR, relation: replaced, from: 2026-11-25, \(Self.basis) }")
        var story = Story(try Town.compiled(yaml))
        try story.start()
        story.now = moment("2026-11-25T09:00:00+07:00")
        try story.act("dispatch", by: .verifier, ["agency": "roads"])
        let late = Story(story.plan, at: "2026-11-25T09:00:00+07:00")
        let start = StartCase(app: story.plan.definition.app, answers: Town.answers)
        let refusal = try #require(late.refusal(.start(start), by: .stranger))
        #expect(refusal.httpStatus == 409 && refusal.key == "case.replaced")
        #expect(refusal.message(.id).contains("LAPOR") && refusal.message(.id).contains("UU 24/2013"))
        #expect(late.refusal(.start(start), by: .importer) == nil)
    }
}
