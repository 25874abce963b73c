import Civic
import Definition
import Testing

/// What changed between two versions, in words, and what it means for the version number.
struct ChangeTests {
    private static func changed(_ old: String, _ new: String) throws -> [DefinitionChange] {
        let yaml = try Sample.broken(old, "«" + new).yaml
        let (other, findings) = DefinitionReader.read(yaml: yaml, file: "app.yaml")
        return changes(
            from: try Sample.definition().tree,
            to: try #require(other, "\(findings.map { $0.printed(.en) })").tree
        )
    }

    @Test(arguments: [
        ("target: 3 workdays", "target: 2 workdays", Weight.minor, "The target of the clock “"),
        ("id: Padam", "id: Gelap", .patch, "The Indonesian text of"),
        ("max: 500", "max: 400", .major, "The upper limit of the field “"),
        ("max: 500", "max: 900", .minor, "went from 500 to 900."),
        ("to: done", "to: waiting", .major, "The next state of the action"),
        ("tone: done", "tone: refused", .patch, "tone"),
    ])
    func `each difference is said in a sentence and weighed`(
        _ old: String,
        _ new: String,
        _ weight: Weight,
        _ words: String
    ) throws {
        let all = try Self.changed(old, new)
        #expect(all.count == 1)
        let change = try #require(all.first)
        #expect(change.weight == weight, "\(change.words.text(.en))")
        #expect(change.words.text(.en).contains(words), "\(change.words.text(.en))")
        #expect(change.words.text(.id) != change.words.text(.en))
    }

    @Test func `the version follows from the heaviest change`() throws {
        let patch = try Self.changed("id: Padam", "id: Gelap")
        let minor = try Self.changed("target: 3 workdays", "target: 2 workdays")
        let major = try Self.changed("max: 500", "max: 400")
        let base = Version(1, 2, 3)
        #expect(ComputedVersion(after: base, []).version == base)
        #expect(ComputedVersion(after: base, patch).version == Version(1, 2, 4))
        #expect(ComputedVersion(after: base, patch + minor).version == Version(1, 3, 0))
        #expect(ComputedVersion(after: base, minor + major).version == Version(2, 0, 0))
        #expect(ComputedVersion(after: Version(0, 2, 3), major).version == Version(0, 3, 0))
    }
}
