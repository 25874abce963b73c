import Civic
import Definition
import Testing

/// Stories of an archetype told by an application that stands on it.
struct ScenarioLayeringTests {
    private static let base = (
        yaml: """
        scenarios:
          dark:
            title: { id: Gelap, en: Dark }
            at: 2026-11-24T08:00:00+07:00
            steps:
              - { as: citizen, do: start, village: 36.71.01.1007, with: { location: "-6.17, 106.63", story: "Gelap." } }
          late:
            title: { id: Terlambat, en: Late }
            at: 2026-11-24T08:00:00+07:00
            steps:
              - { as: citizen, do: start, village: 36.71.01.1007, with: { location: "-6.17, 106.63" } }
        """,
        file: "archetype.yaml"
    )

    private static let own = """
        given:
          start: { kind: dark, story: "Mati." }
        scenarios:
          late: { skip: "Aplikasi ini tidak mengenal terlambat." }
          mine:
            title: { id: Milik sendiri, en: My own }
            at: 2026-11-24T08:00:00+07:00
            steps:
              - { as: citizen, do: start, village: 36.71.01.1007 }
        """

    @Test func `an application's own stories win, and it gives what its form needs`() throws {
        let definition = try Sample.definition()
        let (read, findings) = ScenarioReader.read(
            yaml: Self.own,
            file: "own.yaml",
            for: definition,
            beneath: Self.base
        )
        let scenarios = try #require(read, "\(findings.map { $0.printed(.en) })")
        #expect(scenarios.order == ["mine", "dark"])
        let inherited = try #require(scenarios["dark"]?.steps.first?.deed?.answers)
        #expect(inherited["kind"] == "dark")
        #expect(inherited["story"] == "Gelap.")
        #expect(scenarios["mine"]?.steps.first?.deed?.answers["story"] == "Mati.")
        #expect(scenarios["dark"]?.place.file == "archetype.yaml")
    }

    @Test func `one flattened text tells the same`() throws {
        let definition = try Sample.definition()
        let text = ScenarioReader.flattened(yaml: Self.own, file: "own.yaml", beneath: Self.base)
        let flat = try #require(ScenarioReader.read(yaml: text, file: "flat.yaml", for: definition).0)
        let whole = try #require(
            ScenarioReader.read(yaml: Self.own, file: "own.yaml", for: definition, beneath: Self.base).0
        )
        #expect(Set(flat.order) == Set(whole.order))
        #expect(flat["dark"]?.steps.map(\.deed) == whole["dark"]?.steps.map(\.deed))
        let alone = "scenarios: {}\n"
        #expect(ScenarioReader.flattened(yaml: alone, file: "own.yaml", beneath: nil) == alone)
    }

    @Test func `what is wrong in an inherited story is told where it stands`() throws {
        let broken = (yaml: Self.base.yaml.replacing("as: citizen", with: "as: citzen"), file: "archetype.yaml")
        let (read, findings) = ScenarioReader.read(
            yaml: Self.own,
            file: "own.yaml",
            for: try Sample.definition(),
            beneath: broken
        )
        #expect(read == nil)
        #expect(findings.first?.file == "archetype.yaml")
        #expect(findings.first?.line == 6)
    }
}
