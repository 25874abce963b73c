import Civic
import Definition
import Engine
import Testing

/// Why each step of a case was taken, told from its events.
@Suite struct `Explanations` {
    private func explained(_ story: Story, _ language: Language = .id, for audience: Audience = .citizen)
        -> [Explanation]
    {
        Explaining(
            story.plan,
            for: audience,
            formats: Formats(language: language, zone: .wib),
            agencies: ["roads": LocalizedText(id: "Dinas Jalan", en: "Roads")],
            content: story.content
        ).explanations(story.events)
    }

    @Test func `a start names the row of the table, what it looked at, and the deadline's target`() throws {
        var story = Story(try Town.compiled(Town.yaml))
        try story.start()
        let first = try #require(explained(story).first)
        #expect(first.version == 1 && first.definition == story.plan.hash)
        let table = try #require(first.reasons.first { $0.kind == .table })
        #expect(table.rule.contains("Baris “"))
        #expect(!table.facts.isEmpty)
        let clock = try #require(first.reasons.first { $0.kind == .clock })
        #expect(clock.rule.contains("hari kerja"))
        #expect(first.calendar == Town.calendar.version)
        #expect(!first.sources.isEmpty)
    }

    @Test func `what it tells is what the event recorded, not what the rules would say today`() throws {
        var story = Story(try Town.compiled(Town.yaml))
        let started = try story.start()
        let (table, row) = try #require(started.rows.first)
        var changed = started
        changed.rows[table] = "another"
        let events: [CaseEvent] = [.started(changed)]
        let told = Explaining(
            story.plan,
            for: .citizen,
            formats: Formats(language: .en, zone: .wib),
            agencies: [:],
            content: story.content
        ).explanations(events)
        let reason = told.first?.reasons.first { $0.kind == .table }
        #expect(reason?.rule.contains(row) == false, "the row of the event counts")
    }

    @Test func `personal answers are never repeated, to nobody`() throws {
        var story = Story(try Town.compiled(Town.yaml))
        try story.answered()
        for audience in [Audience.citizen, .officer, .everyone] {
            let told = explained(story, for: audience)
            let text = "\(told)"
            for (id, answer) in Town.answers {
                guard story.plan.field(id)?.privacy == .person, let secret = answer.string else { continue }
                #expect(!text.contains(secret), "\(id) is repeated")
            }
        }
    }

    @Test func `a step says who may take it and where it led`() throws {
        var story = Story(try Town.compiled(Town.yaml))
        try story.dispatched()
        let step = try #require(explained(story, .en).last)
        let who = try #require(step.reasons.first { $0.kind == .permission })
        #expect(who.rule.contains("may be done by"))
        #expect(who.facts.count >= 2)
    }

    @Test func `a dated number is recorded with its row, survives writing and reading, and is told with its decree`()
        throws
    {
        let yaml = Town.yaml
            .replacing(
                "roles:\n",
                with: """
                    parameters:
                      answer_time:
                        name: { id: Waktu jawab, en: Time to answer }
                        type: workdays
                        rows: { y2025: { from: 2025-01-01, value: 3, basis: { id: Perwal 7/2025, en: Mayor's regulation 7/2025 } } }
                    roles:

                    """,
                maxReplacements: 1
            )
            .replacing("target: \"= category.workdays * workday\"", with: "target: \"= parameters.answer_time\"")
        var story = Story(try Town.compiled(yaml))
        try story.dispatched()
        guard case .moved(let moved)? = story.events.last else { throw Story.Unexpected(what: "no move") }
        let use = try #require(moved.parameters["answer_time"])
        #expect(use == ParameterUse(value: 3, row: "y2025", from: try CivilDate(iso: "2025-01-01")))
        let fact = CaseEvent.moved(moved).fact(of: story.id, definition: story.plan.hash)
        #expect(try CaseEvent(fact: fact) == .moved(moved))
        let clock = try #require(explained(story).last?.reasons.first { $0.kind == .clock && !$0.sources.isEmpty })
        #expect(clock.sources.first?.text == "Perwal 7/2025 (berlaku sejak 1 Januari 2025)")
        #expect(clock.facts.contains { $0.label == "Waktu jawab" && $0.value == "3 hari kerja" })
    }

    @Test func `the government's own row is recorded as such`() throws {
        let own = ParameterUse(value: 9, row: nil, from: try CivilDate(iso: "2026-02-01"), basis: "Perwal 9/2026")
        let settings = GovernmentState.testing(own)
        #expect(settings.parameterRows(on: try CivilDate(iso: "2026-03-01"))["answer_time"] == own)
        #expect(settings.parameterRows(on: try CivilDate(iso: "2026-01-01"))["answer_time"] == nil)
    }

    @Test func `a share of the time that is used up says when it is due`() throws {
        var story = Story(try Town.compiled(Town.yaml))
        try story.dispatched()
        try story.pass(to: "2027-02-01T09:00:00+07:00")
        let marks = explained(story, for: .officer).filter {
            $0.reasons.contains { $0.rule.contains("sudah terpakai") }
        }
        #expect(!marks.isEmpty)
    }
}

extension GovernmentState {
    /// A government with one parameter of its own.
    fileprivate static func testing(_ use: ParameterUse) -> GovernmentState {
        let founding = GovernmentFounding(
            code: "36.71",
            slug: "kota",
            name: "Kota",
            kind: "kota",
            zone: .wib,
            terms: [:],
            agencies: [],
            calendar: CalendarSettings(version: "t", hours: .office, closed: [:])
        )
        let row = ParameterRow(
            from: use.from ?? CivilDate(daysSinceEpoch: 0),
            value: use.value,
            basis: use.basis ?? ""
        )
        return evolve(evolve(nil, .founded(founding)), .parameterSet("answer_time", row))
    }
}
