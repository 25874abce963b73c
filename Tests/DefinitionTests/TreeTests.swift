import Civic
import Definition
import Testing

struct TreeTests {
    @Test func `a definition comes back from its tree unchanged`() throws {
        let apps = try Sample.folders("Apps").filter { !$0.hasPrefix("_") }.map { try Sample.app($0) }
        for definition in [try Sample.definition()] + apps {
            let (read, findings) = DefinitionReader.read(tree: definition.tree)
            #expect(findings.isEmpty, "\(findings)")
            #expect(read == definition)
            #expect(read?.tree == definition.tree)
        }
    }

    @Test func `a tree survives being stored as text`() throws {
        let tree = try Sample.laksa().tree
        let stored = DefinitionTree(json: try JSON(tree.json.text))
        #expect(stored.hash == tree.hash)
        #expect(DefinitionReader.read(tree: stored).0 == (try Sample.laksa()))
    }

    @Test func `a changed text changes the text hash only, a changed rule the structure only`() throws {
        let tree = try Sample.definition().tree
        let renamed = try #require(
            DefinitionReader.read(yaml: Sample.yaml.replacing("id: Padam", with: "id: Gelap"), file: "app.yaml").0
        ).tree
        #expect(renamed.structureHash == tree.structureHash)
        #expect(renamed.textHash != tree.textHash)
        #expect(renamed.hash != tree.hash)
        let faster = try #require(
            DefinitionReader.read(
                yaml: Sample.yaml.replacing("target: 3 workdays", with: "target: 2 workdays"),
                file: "app.yaml"
            ).0
        ).tree
        #expect(faster.structureHash != tree.structureHash)
        #expect(faster.textHash == tree.textHash)
    }

    @Test func `how a text is written does not change its hash`() throws {
        let rewritten = Sample.yaml.replacing("runs_in: working", with: "runs_in: [working]")
            .replacing("calendar: office\n    at", with: "at").replacing("to: citizen", with: "to: [citizen]")
        let other = try #require(DefinitionReader.read(yaml: "# a comment\n" + rewritten, file: "elsewhere.yaml").0)
        #expect(other.tree.hash == (try Sample.definition()).tree.hash)
    }

    @Test func `line ends of another system change nothing`() throws {
        let yaml = Sample.yaml.replacing("\n", with: "\r\n")
        #expect(DefinitionReader.read(yaml: yaml, file: "app.yaml").0?.tree.hash == (try Sample.definition()).tree.hash)
        let broken = yaml.replacing("pillar: living", with: "pillar: livng")
        let finding = try #require(DefinitionReader.read(yaml: broken, file: "app.yaml").1.first)
        #expect(finding.printed(.en, source: broken).contains("\n  pillar: livng\n          ^\n"))
    }

    @Test func `versions compare as semver says`() throws {
        let written = [
            "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-rc.2", "1.0.0-rc.11", "1.0.0", "1.0.10", "1.2.0", "10.0.0",
        ]
        let versions = written.compactMap { Version($0) }
        #expect(versions.map(\.description) == written)
        #expect(versions.sorted() == versions)
        for wrong in ["1", "1.0", "1.0.0.0", "01.0.0", "1.0.x", "v1.0.0", "1.0.0-", ""] {
            #expect(Version(wrong) == nil)
        }
    }
}
