import Civic
import Definition
import Testing

struct LaksaTests {
    let laksa: Definition

    init() throws { laksa = try Sample.laksa() }

    @Test func `LAKSA has no findings at all`() throws {
        let (_, findings) = DefinitionReader.examine(
            yaml: try Sample.file("Apps/laksa/app.yaml"),
            file: "app.yaml",
            archetypes: Sample.archetypes
        )
        #expect(findings.isEmpty, "\(findings.map { $0.printed(.en) })")
    }

    @Test func `a city's problems have a kind, in two languages, with a picture and a deadline`() throws {
        let categories = try #require(laksa.registers["report_categories"])
        #expect(categories.rows.count >= 14)
        for (id, row) in categories.rows.all {
            #expect(row.name.texts.count == 2, "\(id)")
            #expect(row.icon != nil, "\(id)")
            #expect((1...40).contains(row.values["workdays"]?.int ?? 0), "\(id)")
        }
        #expect(
            categories.rows["flood"]?.values["advice"].flatMap { LocalizedText(json: $0) }?.text(.id).contains("112")
                == true
        )
    }

    @Test func `a person's data lie in the person's box and nothing but the kind is published`() {
        for id in ["contact_name", "contact_phone", "contact_email"] as [FieldID] {
            #expect(laksa.form[id]?.privacy == .person)
            #expect(laksa.form[id]?.required == .never)
        }
        #expect(laksa.form["description"]?.privacy == .caseBox)
        #expect(laksa.form["location"]?.privacy == .caseBox)
        #expect(laksa.publication == Publication(ledger: .open, fields: ["category"], placeMetres: 100))
    }

    @Test func `the citizen hears of every step that the citizen sees`() {
        for (id, action) in laksa.actions.all where action.citizenVisible {
            let isTold = laksa.notices.all.contains {
                $0.element.on.contains(.action(id)) && $0.element.to.contains("citizen")
            }
            #expect(isTold, "\(id)")
        }
    }

    @Test func `who answers does not close, and silence closes`() {
        #expect(laksa.actions["confirm"]?.notBy == "answer")
        #expect(laksa.actions["confirm"]?.by == [.role("checker"), .role("citizen"), .timerAfter(workdays: 10)])
        #expect(laksa.actions["resume"]?.by.contains(.timer(at: "until")) == true)
        #expect(laksa.clocks["answering"]?.marks.map(\.percent) == [75, 100, 150])
        #expect(laksa.clocks["answering"]?.restartsOn == ["reopen"])
    }

    @Test func `the scenarios can be read, reach every state and take every action`() throws {
        let (scenarios, findings) = ScenarioReader.read(
            yaml: try Sample.file("Apps/laksa/scenarios.yaml"),
            file: "scenarios.yaml",
            for: laksa
        )
        let stories = try #require(scenarios, "\(findings.map { $0.printed(.en) })")
        #expect(findings.isEmpty)
        #expect(stories.count >= 12)
        let steps = stories.all.flatMap(\.element.steps)
        let taken = Set(steps.compactMap { step in if case .act(let id)? = step.deed?.verb { id } else { nil } })
        #expect(taken == Set(laksa.actions.order))
        #expect(Set(steps.compactMap(\.expect.state)) == Set(laksa.states.order))
    }
}
