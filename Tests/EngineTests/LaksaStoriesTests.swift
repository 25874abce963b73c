import Civic
import Definition
import Engine
import Foundation
import Testing

@Suite struct `LAKSA` {
    @Sendable private func file(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test func `tells all its stories, and they reach every state, action and row of its table`() throws {
        let (read, findings) = DefinitionReader.read(
            yaml: try file("Apps/laksa/app.yaml"),
            file: "Apps/laksa/app.yaml",
            archetypes: Archetypes(in: "Apps/_archetypes") { try? file($0) }
        )
        let definition = try #require(read, "\(findings.map { $0.printed(.en) })")
        let plan = try CompiledDefinition(definition, hash: definition.tree.hash)
        let (stories, problems) = ScenarioReader.read(
            yaml: try file("Apps/laksa/scenarios.yaml"),
            file: "Apps/laksa/scenarios.yaml",
            for: definition
        )
        let scenarios = try #require(stories, "\(problems.map { $0.printed(.en) })")
        let holidays = try HolidayList(csv: try file("Data/holidays/libur_nasional_2015_2027.csv"))
        let report = ScenarioRunner(
            plan,
            calendar: holidays.calendar(zone: .wib),
            agencies: Set(definition.needs.agencies)
        )
        .run(scenarios)
        #expect(report.isPassed, "\(report.printed(.en).joined(separator: "\n"))")
        #expect(report.coverage.missingActions.isEmpty)
        #expect(report.coverage.missingRows.isEmpty, "\(report.coverage.missingRows)")
    }
}
