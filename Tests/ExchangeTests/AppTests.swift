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
}
