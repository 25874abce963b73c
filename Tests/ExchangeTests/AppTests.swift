import Civic
import Definition
import Engine
import Exchange
import Testing

/// The three applications that run agreements are definitions like any other, and pass the same checks.
@Suite struct AppTests {
    @Test(arguments: ["kajian", "kesepakatan-bersama", "pks"])
    func `the applications of the Exchange pass every check and compile`(app: String) throws {
        let (definition, findings) = DefinitionReader.examine(
            yaml: try Given.text("Apps/\(app)/app.yaml"),
            file: "app.yaml"
        )
        #expect(findings.map { $0.printed(.en) } == [])
        let known = try #require(definition)
        _ = try CompiledDefinition(known, hash: known.tree.hash)
        let again = DefinitionReader.read(tree: known.tree).0
        #expect(again == known)
    }

    @Test(arguments: ["kajian", "kesepakatan-bersama", "pks"])
    func `the applications of the Exchange tell all their stories, from both sides`(app: String) throws {
        let plan = try Given.compiled(app)
        let (read, findings) = ScenarioReader.read(
            yaml: try Given.text("Apps/\(app)/scenarios.yaml"),
            file: "Apps/\(app)/scenarios.yaml",
            for: plan.definition
        )
        let stories = try #require(read, "\(findings.map { $0.printed(.en) })")
        let holidays = try HolidayList(csv: try Given.text("Data/holidays/libur_nasional_2015_2027.csv"))
        let report = ScenarioRunner(
            plan,
            calendar: holidays.calendar(zone: .wib),
            agencies: Set(plan.definition.needs.agencies)
        )
        .run(stories)
        #expect(report.isPassed, "\(report.printed(.en).joined(separator: "\n"))")
        #expect(report.coverage.missingActions.isEmpty)
        let sides = Set(stories.all.compactMap(\.element.side))
        let hasSides = plan.definition.roles.all.contains { $0.element.side != nil }
        #expect(sides == (hasSides ? Set(Side.allCases) : []))
    }

    @Test func `a side that is none is found where it stands`() throws {
        let yaml = try Given.text("Apps/pks/scenarios.yaml").replacing(
            "side: adopter",
            with: "side: adoptr",
            maxReplacements: 1
        )
        let (stories, findings) = ScenarioReader.read(yaml: yaml, file: "s.yaml", for: try Given.definition("pks"))
        #expect(stories == nil)
        #expect(findings.map(\.code) == ["unknown-word"])
    }
}
