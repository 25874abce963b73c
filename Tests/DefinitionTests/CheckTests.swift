import Civic
import Definition
import Testing

struct CheckTests {
    typealias Break = (old: String, new: String, code: String)

    /// What is found elsewhere than at what was changed: on the line that holds this.
    static let elsewhere: [(broken: Break, line: String)] = [
        (
            ("by: [handler, timer.until]", "by: [handler, timer.until]\n    when: \"false\"", "stuck"),
            "waiting: { name"
        ),
        (
            ("by: [handler, timer.until]", "by: [handler, timer.until]\n    when: kind.code == 'dark'", "may-stick"),
            "waiting: { name"
        ),
        (
            ("by: [handler, timer.until]", "by: [handler, timer.until]\n    at_most: 1", "may-stick"),
            "waiting: { name"
        ),
    ]

    @Test(arguments: elsewhere)
    func `a case that can get stuck is found at its state`(_ broken: Break, _ line: String) throws {
        let (yaml, _, _) = try Sample.broken(broken.old, broken.new + "«")
        let found = try #require(
            DefinitionReader.examine(yaml: yaml, file: "app.yaml").1.first { $0.code == broken.code }
        )
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[found.line - 1].contains(line))
        #expect(found.todo?.texts.count == 2)
    }

    /// Ways out whose guards complete each other, or that a person can open, or that an earlier action makes certain.
    @Test(arguments: [
        ("when: kind.code == 'dark'", "when: kind.code == 'broken'"),
        ("when: kind.code in ['dark']", "when: \"!(kind.code in ['dark'])\""),
        ("when: wait_count < 3", "when: wait_count >= 3"),
        ("when: wait_count <= 2", "when: wait_count > 2"),
        ("when: now - wait_at < duration('24h')", "when: now - wait_at >= duration('24h')"),
        ("when: region.district == 'a'", "when: region.district != 'a'"),
    ])
    func `guards that complete each other leave no case stuck`(_ one: String, _ other: String) throws {
        let (yaml, _, _) = try Sample.broken(
            "by: [handler, timer.until]\n",
            "by: [handler, timer.until]\n    \(one)\n  drop:\n    name: { id: Lepas, en: Drop }\n    done: { id: Dilepas, en: Dropped }\n    from: waiting\n    to: done\n    by: handler\n    \(other)\n«"
        )
        let findings = DefinitionReader.examine(yaml: yaml, file: "app.yaml").1
        #expect(findings.isEmpty, "\(findings.map { $0.printed(.en, source: yaml) })")
    }

    @Test func `questions that ask for one of two, and labels that never meet, are no mistake`() throws {
        let (yaml, _, _) = try Sample.broken(
            "  phone: { type: phone, label: { id: Telepon, en: Phone } }",
            """
              phone: { type: phone, label: { id: Telepon, en: Phone }, page: p, required_if: mail == null, when: kind.code == 'dark' }
              desk: { type: phone, label: { id: Telepon, en: Phone }, page: p, when: kind.code != 'dark' }
              mail: { type: email, label: { id: Surel, en: E-mail }, required_if: phone == null }«
            """
        )
        let findings = DefinitionReader.examine(yaml: yaml, file: "app.yaml").1
        #expect(findings.isEmpty, "\(findings.map { $0.printed(.en, source: yaml) })")
    }

    @Test(arguments: all)
    func `every check finds its mistake, at line and column, with a way out`(_ broken: Break) throws {
        let isMarked = broken.new.contains("«")
        let (yaml, line, column) = try Sample.broken(broken.old, isMarked ? broken.new : broken.new + "«")
        let (_, findings) = DefinitionReader.examine(yaml: yaml, file: "app.yaml")
        let found = try #require(
            findings.first { $0.code == broken.code },
            "\(findings.map { $0.printed(.en, source: yaml) })"
        )
        #expect(found.line >= 1 && found.column >= 1)
        if isMarked {
            #expect((found.line, found.column) == (line, column), "\(found.printed(.en, source: yaml))")
        }
        #expect(found.message.texts.count == 2)
        #expect(found.todo?.texts.count == 2, "\(found)")
        #expect((found.todo?.texts.values).map { $0.allSatisfy { !$0.isEmpty } } == true)
    }

    /// What is told of a government or of an earlier release has tests of its own.
    @Test func `every kind of finding of the checks has a broken example`() throws {
        let elsewhere: Set = ["unknown-agency", "no-tombstone", "no-value-today"]
        let shown = Set(Self.all.map(\.code) + Self.elsewhere.map(\.broken.code) + BranchCheckTests.all.map(\.code))
            .union(elsewhere)
        let pattern = /(?:error|warning)[,(]\s*"([a-z]+(?:-[a-z]+)*)"/
        for file in try Sample.files("Sources/Definition/Checks") {
            for match in try Sample.file(file).matches(of: pattern) {
                #expect(shown.contains(String(match.1)), "\(file): \(match.1)")
            }
        }
    }

    @Test func `the sample itself has no findings`() {
        #expect(DefinitionReader.examine(yaml: Sample.yaml, file: "app.yaml").1.isEmpty)
    }

    @Test func `a government without the agency is told which one`() throws {
        let context = CheckContext(agencies: ["diskominfo"])
        let findings = check(try Sample.definition(), in: context).filter { $0.code == "unknown-agency" }
        #expect(findings.count == 2)
        #expect(findings.allSatisfy { $0.message.text(.en).contains("dishub") })
    }

    @Test func `a tariff that has no value yet is told before anybody is billed`() throws {
        let yaml = Sample.yaml.replacing(
            "tables:\n",
            with: """
                parameters:
                  rate: { name: { id: Tarif, en: Rate }, type: money, rows: { y2027: { from: 2027-01-01, value: 5 } } }
                fees:
                  lamp: { name: { id: Lampu, en: Lamp }, account: '4.1', amount: parameters.rate }
                tables:

                """,
            maxReplacements: 1
        )
        let definition = try #require(DefinitionReader.examine(yaml: yaml, file: "app.yaml").0)
        let codes = { (day: String) in
            check(definition, in: CheckContext(today: try CivilDate(iso: day))).map(\.code)
        }
        #expect(try codes("2026-11-24").contains("no-value-today"))
        #expect(!(try codes("2027-01-01").contains("no-value-today")))
        #expect(!check(definition).map(\.code).contains("no-value-today"))
    }

    @Test func `every application of the project is free of errors`() throws {
        let apps = try Sample.folders("Apps").filter { !$0.hasPrefix("_") }
        #expect(apps.contains("laksa"))
        for app in apps {
            let path = "Apps/\(app)/app.yaml"
            let (definition, findings) = DefinitionReader.examine(
                yaml: try Sample.file(path),
                file: path,
                archetypes: Sample.archetypes
            )
            #expect(definition?.app.text == app, "\(findings.map { $0.printed(.en) }.joined(separator: "\n"))")
        }
    }

    /// Seeded: what is printed with a failure repeats it.
    @Test(arguments: 0..<40)
    func `a mangled text never crashes the reader and never passes in silence`(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<10 {
            var characters = Array(Sample.yaml)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<characters.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: characters.remove(at: at)
                case 1: characters.insert(characters[Int.random(in: 0..<characters.count, using: &random)], at: at)
                case 2: characters[at] = "{}[]:,\"'#&*!|>-? \n%@".randomElement(using: &random) ?? "?"
                default: characters.swapAt(at, Int.random(in: 0..<characters.count, using: &random))
                }
            }
            let yaml = String(characters)
            let (definition, findings) = DefinitionReader.examine(yaml: yaml, file: "app.yaml")
            #expect((definition == nil) == findings.hasErrors, "seed \(seed): \(yaml)")
            let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(findings.allSatisfy { (1...lines + 1).contains($0.line) && $0.column >= 1 }, "seed \(seed)")
        }
    }

    @Test func `a check never stops at a broken definition`() throws {
        // Any single line may be missing: whatever is left is read and checked without a crash.
        let lines = Sample.yaml.split(separator: "\n", omittingEmptySubsequences: false)
        for skipped in lines.indices {
            let rest = lines.indices.filter { $0 != skipped }.map { lines[$0] }.joined(separator: "\n")
            let (definition, findings) = DefinitionReader.examine(yaml: rest, file: "app.yaml")
            #expect((definition == nil) == findings.hasErrors, "line \(skipped + 1)")
        }
    }
}
