import Civic
import Definition
import Testing

/// Branches side by side: what is refused, and where.
struct BranchCheckTests {
    static let all: [CheckTests.Break] = [
        ("join: judged", "join: «jugded", "unknown-state"),
        ("    join: judged\n", "", "no-join"),
        ("join: judged", "join: «working", "joins-itself"),
        (
            "judged: { name: { id: Diputuskan, en: To be decided },",
            "judged: { name: { id: Diputuskan, en: To be decided }, join: «done,", "join-without-branches"
        ),
        (
            """
                  paper:
                    name: { id: Berkas, en: Papers }
                    states:
                      to_read: { name: { id: Belum dibaca, en: Unread }, start: true, tone: working }
                      read: { name: { id: Sudah dibaca, en: Read }, end: true, tone: done }

            """, "", "lone-branch"
        ),
        ("    join: judged\n", "    join: judged\n    end: «true\n", "branches-at-end"),
        ("en: To be visited }, start: true,", "en: To be visited },", "branch-without-start"),
        ("en: On the way }, tone", "en: On the way }, start: «true, tone", "branch-two-starts"),
        ("en: Visited }, end: true,", "en: Visited },", "branch-without-end"),
        ("en: To be visited }, start: true,", "en: To be visited }, start: true, end: «true,", "branch-ends-at-once"),
        ("          read: {", "          «visited: {", "state-twice"),
        ("          to_read: {", "          «received: {", "state-twice"),
        ("from: to_visit, to: on_the_way", "from: «[judged, to_visit], to: on_the_way", "mixes-branches"),
        ("from: to_visit, to: on_the_way", "from: «[to_read, to_visit], to: on_the_way", "mixes-branches"),
        ("from: to_visit, to: on_the_way", "from: to_visit, to: «judged", "crosses-branches"),
        ("from: to_visit, to: on_the_way", "from: to_visit, to: «read", "crosses-branches"),
        ("from: to_visit, to: on_the_way", "from: judged, to: «on_the_way", "crosses-branches"),
        ("from: to_visit, to: on_the_way", "from: to_visit, to: visited", "unreachable-state"),
        ("on: start", "on: «judged joined", "unknown-state"),
        ("pauses_in: waiting", "pauses_in: «to_visit", "never-pauses"),
        ("to_visit: {", "to_visit: { «branches: {},", "unknown-key"),
    ]

    @Test func `a state with branches that meet has no findings`() throws {
        let yaml = Sample.branchedYAML
        let findings = DefinitionReader.examine(yaml: yaml, file: "app.yaml").1
        #expect(findings.isEmpty, "\(findings.map { $0.printed(.en, source: yaml) })")
    }

    @Test(arguments: all)
    func `every mistake with branches is found, with a way out`(_ broken: CheckTests.Break) throws {
        let yaml = Sample.branchedYAML
        try #require(yaml.contains(broken.old), "the sample has no \(broken.old)")
        let isMarked = broken.new.contains("«")
        let marked = yaml.replacing(broken.old, with: isMarked ? broken.new : broken.new + "«", maxReplacements: 1)
        let (text, line, column) = try Sample.unmarked(marked)
        let findings = DefinitionReader.examine(yaml: text, file: "app.yaml").1
        let found = try #require(
            findings.first { $0.code == broken.code },
            "\(findings.map { $0.printed(.en, source: text) })"
        )
        if isMarked { #expect((found.line, found.column) == (line, column), "\(found.printed(.en, source: text))") }
        #expect(found.message.texts.count == 2 && found.todo?.texts.count == 2)
    }

    @Test func `a branch that only goes round never comes to an end`() throws {
        let yaml = Sample.branchedYAML
            .replacing("from: [on_the_way, to_visit], to: visited", with: "from: visited, to: visited")
        let findings = DefinitionReader.examine(yaml: yaml, file: "app.yaml").1
        let codes = Set(findings.map(\.code))
        #expect(codes.isSuperset(of: ["dead-end", "unreachable-state"]), "\(findings.map { $0.printed(.en) })")
        // What stands behind the join can't be reached either.
        #expect(findings.contains { $0.code == "unreachable-state" && $0.message.text(.en).contains("judged") })
    }

    @Test func `branches survive the canonical tree, and a change in one is told in plain words`() throws {
        let definition = try Sample.branched()
        #expect(
            definition.allStates.order == [
                "received", "working", "to_visit", "on_the_way", "visited", "to_read", "read", "judged", "waiting",
                "done",
            ]
        )
        #expect(definition.place(of: "read") == BranchPlace(holder: "working", branch: "paper"))
        #expect(definition.place(of: "judged") == nil)
        let (back, findings) = DefinitionReader.examine(
            yaml: Sample.branchedYAML.replacing("en: On the way }", with: "en: Under way }"),
            file: "app.yaml"
        )
        let changed = try #require(back, "\(findings)")
        let differing = changes(from: definition.tree, to: changed.tree)
        #expect(differing.count == 1)
        let words = try #require(differing.first?.words.text(.en))
        #expect(words.contains("Site visit") && words.contains("Under way"), "\(words)")
        #expect(!definition.clocks.isEmpty && definition.clocks["visiting"]?.metIn.contains("visited") == true)
    }
}
