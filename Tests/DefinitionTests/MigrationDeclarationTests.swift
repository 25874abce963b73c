import Civic
import Definition
import Testing

/// How an application says what becomes of its running cases.
@Suite struct `Migrations of a definition` {
    private func read(_ migrations: String) throws -> (Definition?, [Finding]) {
        DefinitionReader.examine(yaml: Sample.yaml + "\n" + migrations, file: "app.yaml")
    }

    @Test func `a migration is read, written and read again`() throws {
        let (definition, findings) = try read(
            """
            migrations:
              from_1_0:
                from: 1.0.0
                states: { handled: working }
                fields: { story: "old.text + '.'" }
                clocks: { answering: reset, taking: keep, old_clock: answering }
                otherwise: keep-going
            """
        )
        let known = try #require(definition, "\(findings.map { $0.printed(.en) })")
        let migration = try #require(known.migrations["from_1_0"])
        #expect(migration.from == Version(1, 0, 0))
        #expect(migration.states == ["handled": "working"])
        #expect(migration.fields["story"]?.source == "old.text + '.'")
        #expect(migration.clocks == ["answering": .reset, "taking": .keep, "old_clock": .become("answering")])
        #expect(migration.otherwise == .keepGoing)
        #expect(DefinitionReader.read(tree: known.tree).0 == known)
    }

    @Test(arguments: [
        ("from: 1.2.0", "migration-not-older"), ("from: 1.0.0\n    states: { handled: nowhere }", "unknown-state"),
        ("from: 1.0.0\n    clocks: { a: answerin }", "unknown-clock"),
        ("from: 1.0.0\n    fields: { nothing: \"1\" }", "unknown-field"),
        ("from: 1.0.0\n    fields: { story: \"story\" }", "unknown-name"),
        ("from: 1.0.0\n    clocks: { a: answering, b: answering }", "clocks-meet"),
        ("from: 1.0.0\n    states: { handled: done }", "migration-ends-cases"),
    ])
    func `a migration that leads nowhere is found where it stands`(_ body: String, _ code: String) throws {
        let (_, findings) = try read("migrations:\n  from_1_0:\n    \(body)")
        let found = try #require(findings.first { $0.code == code }, "\(findings.map { $0.printed(.en) })")
        #expect(found.place.line > 1)
    }

    @Test func `a version is covered with its patches, a pre-release only itself`() {
        let migration = Migration(from: Version(1, 2, 0))
        #expect(migration.covers(Version(1, 2, 7)))
        #expect(!migration.covers(Version(1, 3, 0)))
        #expect(!Migration(from: Version(1, 2, 0, preRelease: "rc.1")).covers(Version(1, 2, 0)))
        #expect(ClockMove("keep") == .keep && ClockMove("other") == .become("other") && ClockMove("No!") == nil)
    }
}
