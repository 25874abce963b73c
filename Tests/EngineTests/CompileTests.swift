import Civic
import Definition
import Engine
import Testing

@Suite struct `Compiling a definition` {
    private func findings(_ old: String, _ new: String) throws -> [Finding] {
        let (definition, read) = DefinitionReader.read(
            yaml: Town.yaml.replacingFirst(old, with: new),
            file: "town.yaml"
        )
        let unchecked = try #require(definition, "\(read.map { $0.printed(.en) })")
        do throws(DefinitionRefused) {
            _ = try CompiledDefinition(unchecked, hash: Town.hash)
            return []
        } catch {
            return error.findings
        }
    }

    @Test func `an unknown name is found with file, line and column`() throws {
        let found = try findings("required_if: category.needs_photo", "required_if: categori.needs_photo")
        #expect(found.map(\.code) == ["rule-does-not-compile"])
        let place = try #require(found.first?.place)
        let broken = Town.yaml.replacingFirst("category.needs_photo", with: "categori.needs_photo")
        let line = broken.split(separator: "\n", omittingEmptySubsequences: false)[place.line - 1]
        #expect(line.dropFirst(place.column - 1).hasPrefix("categori.needs_photo"))
        #expect(place.file == "town.yaml")
    }

    @Test func `a broken table, register or state is found`() throws {
        #expect(try !findings("['\"road\"', '-', roads, normal]", "['\"road', '-', roads, normal]").isEmpty)
        #expect(try findings("from: register.kinds", "from: register.kind").map(\.code).contains("unknown-register"))
        #expect(
            try findings("from: received\n    to: working", "from: received\n    to: flying").map(\.code) == [
                "unknown-state"
            ]
        )
        #expect(try findings("start: true, ", "").map(\.code) == ["no-start-state"])
    }

    @Test func `all mistakes are told at once`() throws {
        let yaml = Town.yaml.replacingFirst("category.workdays * workday", with: "categry.workdays * workday")
            .replacingFirst("= route.agency", with: "= rute.agency")
        let (definition, _) = DefinitionReader.read(yaml: yaml, file: "town.yaml")
        let unchecked = try #require(definition)
        #expect(throws: DefinitionRefused.self) { try CompiledDefinition(unchecked, hash: Town.hash) }
        do throws(DefinitionRefused) { _ = try CompiledDefinition(unchecked, hash: Town.hash) } catch {
            #expect(error.findings.count == 2)
        }
    }

    @Test func `a rule that fails while it runs names its place`() throws {
        let plan = try Town.compiled(
            Town.yaml.replacingFirst("when: now - answered_at < duration('240h')", with: "when: confirm_count / 0 == 1")
        )
        var story = Story(plan)
        try story.answered()
        guard case .ruleFailed(let place, _)? = story.refusal("reopen", by: .holder) else {
            Issue.record("no fault")
            return
        }
        #expect(place.hasPrefix("town.yaml:"))
    }
}
