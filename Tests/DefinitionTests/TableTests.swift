import Civic
import Definition
import Foundation
import Rules
import Testing

struct TableTests {
    /// The sample with other tables in place of its own.
    static func examine(_ tables: String) -> (Definition?, [Finding]) {
        let yaml = Sample.yaml
        guard let start = yaml.range(of: "  route:\n"), let end = yaml.range(of: "notices:\n") else { return (nil, []) }
        let (definition, findings) = DefinitionReader.examine(
            yaml: String(yaml[..<start.lowerBound]) + tables + String(yaml[end.lowerBound...]),
            file: "app.yaml"
        )
        return (definition, findings)
    }

    static let route = """
          route:
            in: [kind.code]
            out: [agency]
            rows: { rest: ['-', dishub] }

        """

    @Test(arguments: [
        ("first", DecisionTable.HitPolicy.first), ("U", .unique), ("collect count", .collectCount), ("C+", .collectSum),
        ("rule-order", .ruleOrder), ("any", .any),
    ])
    func `a table names its hit policy by word or letter`(_ word: String, _ policy: DecisionTable.HitPolicy) throws {
        let (definition, findings) = Self.examine(
            Self.route + """
                  fees:
                    hit: \(word)
                    in: [kind.code]
                    out: [fee]
                    rows: { only: ['-', 5] }

                """
        )
        #expect(
            definition?.tables["fees"]?.hit == policy,
            "\(findings.map { $0.printed(.en) }.joined(separator: "\n"))"
        )
    }

    @Test func `the order of results is kept in the tree`() throws {
        let (definition, findings) = Self.examine(
            Self.route + """
                  level:
                    hit: priority
                    in: [kind.code]
                    out: [level]
                    order: { level: [urgent, low] }
                    rows:
                      all: ['-', low]
                      pole: ['"broken"', urgent]

                """
        )
        let read = try #require(definition, "\(findings.map { $0.printed(.en) }.joined(separator: "\n"))")
        #expect(read.tables["level"]?.order["level"] == ["urgent", "low"])
        #expect(try read.tables["level"]?.read().0?.outcome(["broken"]).rows == ["pole"])
    }

    @Test func `a policy without its order is refused, and a misspelt one corrected`() {
        let (none, missing) = Self.examine(
            Self.route + """
                  level:
                    hit: output-order
                    in: [kind.code]
                    out: [level]
                    rows: { all: ['-', low] }

                """
        )
        #expect(none == nil && missing.contains { $0.code == "no-order" })
        let (_, misspelt) = Self.examine(Self.route.replacing("    in:", with: "    hit: uniqe\n    in:"))
        #expect(misspelt.contains { $0.todo?.text(.en).contains("unique") == true })
    }

    @Test func `a table over every choice needs no last row`() throws {
        let table = """
              route:
                hit: unique
                in: [kind.code]
                out: [agency]
                rows:
                  pole: ['"broken"', dishub]
                  dark: ['"dark"', dishub]

            """
        let (definition, findings) = Self.examine(table)
        #expect(definition != nil, "\(findings.map { $0.printed(.en) }.joined(separator: "\n"))")
        let (_, open) = Self.examine(table.replacing("      dark: ['\"dark\"', dishub]\n", with: ""))
        let gap = open.first { $0.code == "no-default" }
        #expect(gap?.message.text(.en).contains("kind.code = \"dark\"") == true)
    }
}
