import Civic
import Definition
import Engine
import Testing

@Suite struct `The story that a case tells` {
    let town: CompiledDefinition
    init() throws { town = try Town.compiled() }

    private func timeline(
        _ story: Story,
        _ audience: Audience,
        _ language: Language = .id,
        content: CaseContent? = nil
    ) -> [TimelineEntry] {
        let formats = Formats(language: language, zone: .wib)
        return Timeline(town, for: audience, formats: formats, agencies: Town.agencyNames, content: content)
            .entries(story.events)
    }

    private func waiting() throws -> Story {
        var story = Story(town)
        try story.dispatched()
        try story.when(.note("Rahasia kantor"), by: .handler)
        try story.pass(to: "2026-11-26T12:00:00+07:00")
        try story.act("wait", by: .handler, ["until": "2026-12-01"], reason: "Menunggu aspal")
        return story
    }

    @Test func `an officer sees everything`() throws {
        let entries = timeline(try waiting(), .officer)
        #expect(
            entries.map(\.title) == [
                "Diterima", "Diteruskan ke Dinas Jalan", "Catatan",
                "Penanganan: 50% waktu terpakai; diberitahukan kepada Petugas",
                "Ditunda sampai 1 Desember 2026",
            ]
        )
        #expect(entries.map(\.kind) == [.started, .moved, .note, .clock, .moved])
        #expect(entries[1].by == "Verifikator, front-office")
        #expect(entries[2].note == "Rahasia kantor")
        #expect(entries[4].reason == "Menunggu aspal")
        #expect(entries[4].state == "Ditunda")
        #expect(entries[4].details.map(\.label) == ["Sampai"])
    }

    @Test func `the citizen sees what concerns them, in their language`() throws {
        let entries = timeline(try waiting(), .citizen, .en)
        #expect(entries.map(\.title) == ["Received", "Passed on to Roads", "On hold until 1 December 2026"])
        #expect(entries[1].state == "In hand")
        #expect(entries[2].reason == "Menunggu aspal")
    }

    @Test func `the public sees nothing out of a box`() throws {
        let entries = timeline(try waiting(), .everyone)
        #expect(entries.allSatisfy { $0.reason == nil && $0.note == nil })
        #expect(entries.map(\.title) == ["Diterima", "Diteruskan ke Dinas Jalan", "Ditunda sampai 1 Desember 2026"])
    }

    @Test func `what boxes say may come from the content, and erased says so`() throws {
        let story = try waiting()
        let bare = try story.events.map { event in
            let fact = event.fact(of: story.id, definition: town.hash)
            return try CaseEvent(
                fact: Fact(
                    stream: fact.stream,
                    type: fact.type,
                    at: fact.at,
                    actor: fact.actor,
                    definition: fact.definition,
                    open: fact.open,
                    closed: []
                )
            )
        }
        let formats = Formats(language: .id, zone: .wib)
        let entries = Timeline(
            town,
            for: .officer,
            formats: formats,
            agencies: Town.agencyNames,
            content: story.content
        ).entries(bare)
        #expect(entries[2].note == "Rahasia kantor")
        #expect(entries[4].reason == "Menunggu aspal")
        #expect(entries[2].isErased)
    }

    @Test func `a rejection that is not for the citizen's eyes stays inside`() throws {
        var story = Story(town)
        try story.start()
        try story.act("reject", by: .verifier, reason: "Ganda")
        #expect(timeline(story, .citizen).count == 1)
        #expect(timeline(story, .officer).count == 2)
    }

    @Test func `messages are made from the definition when they are sent`() throws {
        var story = Story(town)
        try story.start()
        let state = try #require(story.state)
        let slots = NoticeSlots(link: "https://x/k", government: "Kota Uji", agencies: Town.agencyNames)
        let text = town.text(
            of: "received",
            state: state,
            content: story.content,
            forCitizen: true,
            slots: slots,
            formats: Formats(language: .id, zone: .wib)
        )
        #expect(
            text
                == "Laporan TOWN-2026-000123 (Jalan rusak) diterima, tenggat 25 November 2026 pukul 16.00 WIB. https://x/k"
        )
        let none = town.text(
            of: "unknown",
            state: state,
            content: nil,
            forCitizen: true,
            slots: slots,
            formats: Formats(language: .id, zone: .wib)
        )
        #expect(none == nil)
    }

    @Test func `an answer reads as people read it`() throws {
        let formats = Formats(language: .id, zone: .wib)
        func shown(_ answer: JSON, _ field: FieldID) -> ShownAnswer? {
            town.shown(answer, of: field, formats: formats, agencies: Town.agencyNames)
        }
        #expect(shown("road", "category") == .text("Jalan rusak"))
        #expect(shown("gone", "category") == .text("Lama"))
        #expect(shown("high", "urgency") == .text("Tinggi"))
        #expect(shown(true, "anonymous") == .text("Ya"))
        #expect(shown("2026-12-01", "until") == .text("1 Desember 2026"))
        #expect(shown("roads", "agency") == .text("Dinas Jalan"))
        #expect(shown(4, "rating") == .rating(4, max: 5))
        #expect(shown([["file": "aa"]], "photos") == .files(["aa"]))
        #expect(shown("+6281234567890", "contact_phone") == .text("0812-3456-7890"))
        #expect(shown(.null, "size") == nil)
        #expect(shown("x", "no_such_field") == nil)
    }
}
