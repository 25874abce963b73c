import Civic
import Definition
import Foundation
import Testing

struct SchemaTests {
    /// A form of an application with one rule in it.
    private func schema(_ form: String) throws -> JSON {
        let old =
            "story: { type: paragraph, max: 500, label: { id: Cerita, en: Story }, required_if: kind.code == 'broken' }"
        try #require(Sample.yaml.contains(old))
        let yaml = Sample.yaml.replacing(old, with: form)
        let (definition, findings) = DefinitionReader.read(yaml: yaml, file: "app.yaml")
        return try #require(definition, "\(findings.map { $0.printed(.en) })").startSchema(.en)
    }

    private func story(_ rule: String) throws -> JSON {
        try schema("story: { type: paragraph, max: 500, label: { id: Cerita, en: Story }, \(rule) }")
    }

    @Test func `a rule on a choice becomes if and then over the options for which it holds`() throws {
        let schema = try story("required_if: kind.code == 'broken'")
        #expect(
            schema["allOf"]?.array == [
                [
                    "if": ["properties": ["kind": ["enum": ["broken"]]], "required": ["kind"]],
                    "then": ["properties": ["story": ["pattern": "\\S"]], "required": ["story"]],
                ]
            ]
        )
        #expect(schema["properties"]?["story"]?["x-required-if"] == "kind.code == 'broken'")
        #expect(schema["properties"]?["story"]?["x-server-decides"] == nil)
    }

    @Test func `a rule on a column of the register names the rows`() throws {
        let schema = try story("required_if: kind.workdays > 2")
        #expect(schema["allOf"]?[0]?["if"]?["properties"]?["kind"]?["enum"] == ["dark"])
        let other = try story("required_if: 'kind.workdays in [1, 3]'")
        #expect(other["allOf"]?[0]?["if"]?["properties"]?["kind"]?["enum"] == ["dark", "broken"])
    }

    @Test func `a rule that only the server can evaluate is named, and refuses nothing`() throws {
        let schema = try story("required_if: now > timestamp('2026-01-01T00:00:00Z')")
        #expect(schema["allOf"] == nil)
        #expect(
            schema["properties"]?["story"]?["x-server-decides"]
                == ["required_if: now > timestamp('2026-01-01T00:00:00Z')"]
        )
    }

    @Test func `of a rule that is half the server's, the half that a schema can say is said`() throws {
        let schema = try story("required_if: kind.code == 'broken' || case.channel == 'counter'")
        #expect(schema["allOf"]?[0]?["if"]?["properties"]?["kind"]?["enum"] == ["broken"])
        #expect(schema["properties"]?["story"]?["x-server-decides"] != nil)
        let both = try story("required_if: kind.code == 'broken' && case.channel == 'counter'")
        #expect(both["allOf"] == nil)
    }

    @Test func `a question that is not asked is held to its shape alone`() throws {
        let schema = try story("when: kind.code == 'broken', required: true, min: 10")
        #expect(schema["properties"]?["story"]?["pattern"] == nil)
        #expect(schema["properties"]?["story"]?["maxLength"] == 500)
        #expect(schema["required"] == ["kind", "location"])
        let rule = try #require(schema["allOf"]?[0])
        #expect(rule["if"]?["properties"]?["kind"]?["enum"] == ["broken"])
        #expect(rule["then"]?["properties"]?["story"]?["pattern"]?.string?.contains("{8,}") == true)
    }

    @Test func `an action's own answers decide; what the case was told before does not`() throws {
        let pks = try Sample.app("pks")
        let schema = try #require(pks.actionSchema("provider_advise", .id))
        #expect(
            schema["$id"] == .string("urn:lumbung:pks:\(pks.version):action:provider_advise")
        )
        #expect(schema["allOf"]?[0]?["if"]?["properties"]?["provider_advice"]?["enum"] == ["proceed_with_notes"])
        #expect(schema["allOf"]?[0]?["then"]?["required"] == ["provider_advice_note"])
        #expect(schema["properties"]?["provider_advice_note"]?["x-server-decides"] == nil)
        #expect(pks.actionSchema("no_such", .id) == nil)
    }

    @Test func `a government's own agencies are named where they are known`() throws {
        let laksa = try Sample.laksa()
        let schema = try #require(laksa.actionSchema("dispatch", .id, agencies: ["dlh", "dishub"]))
        #expect(schema["properties"]?["agency"]?["enum"] == ["dlh", "dishub"])
        #expect(laksa.actionSchema("dispatch", .id)?["properties"]?["agency"]?["enum"] == nil)
    }

    @Test func `a case as it is read has every field of every form, and none must be there`() throws {
        for app in try Applications.all() {
            let schema = app.caseSchema(.id)
            let data = try #require(schema["properties"]?["data"])
            #expect(data["required"] == nil)
            for (id, _) in app.form.all { #expect(data["properties"]?[id.text] != nil) }
            for (_, action) in app.actions.all {
                for (id, _) in action.form.all { #expect(data["properties"]?[id.text] != nil) }
            }
            #expect(schema["properties"]?["state"]?["oneOf"]?.array?.count == app.states.count)
        }
    }

    @Test func `readable JSON is the same JSON`() throws {
        let value: JSON = ["a": [1, 2], "b": ["c": [], "d": [:], "e": ["x\ny", nil, true]], "f": [[1], ["g": 2.5]]]
        #expect(try JSON(parsing: Array(value.readable.utf8)) == value)
        #expect(value.readable.contains("\"a\": [1, 2],\n"))
    }
}

/// Every application that the project carries.
enum Applications {
    static func all() throws -> [Definition] {
        try Sample.folders("Apps").filter { !$0.hasPrefix("_") }.map { try Sample.app($0) }
    }
}
