import Civic
import Testing

@testable import Rules

@Suite struct TableCoverageTests {
    static func parse(
        _ hit: String,
        _ inputs: [String],
        _ domains: [InputDomain],
        _ rows: [(String, [String], JSON)],
        order: DecisionTable.ResultOrder = [:]
    ) -> (DecisionTable?, [RuleFinding]) {
        DecisionTable.parse(
            hit: hit,
            inputs: inputs,
            outputs: ["agency"],
            rows: rows.map { .init(id: $0.0, cells: $0.1, outputs: [$0.2]) },
            order: order,
            domains: domains
        )
    }

    @Test func `a gap is shown with an input that fits no row`() {
        let whole = InputDomain(.whole)
        func gap(_ domain: InputDomain, _ cells: [String]) -> String? {
            Self.parse("first", ["n"], [domain], cells.enumerated().map { ("r\($0)", [$1], 1) }).1.first?.message.text(
                .en
            )
        }
        #expect(gap(whole, ["< 5", "> 5"]) == "Some inputs fit no row, for example n = 5.")
        #expect(gap(whole, ["<= 3", ">= 4"]) == nil)
        #expect(gap(InputDomain(.fractional), ["<= 3", ">= 4"]) == "Some inputs fit no row, for example n = 3.5.")
        #expect(gap(whole, ["<= 3", ">= 8"]) == "Some inputs fit no row, for example n = 4.")
        #expect(gap(whole, [">= 8"]) == "Some inputs fit no row, for example n = 7.")
        #expect(gap(InputDomain(.whole, allowsNull: true), ["< 5", ">= 5"])?.contains("n = null") == true)
        #expect(gap(InputDomain(.only(["a", "b"])), ["\"a\"", "\"b\""]) == nil)
        #expect(gap(InputDomain(.only(["a", "b", "c"])), ["\"a\"", "\"b\""])?.contains("n = \"c\"") == true)
        #expect(gap(.unknown, ["\"a\""])?.contains("a value that no cell names") == true)
        #expect(gap(.unknown, ["< 2026-01-01", "> 2026-01-01"])?.contains("n = 2026-01-01") == true)
        #expect(
            gap(.unknown, ["< 2026-01-01", "[2026-01-02..2026-05-01]", "> 2026-05-01"])?.contains("n = 2026-01-01")
                == true
        )
        #expect(gap(.unknown, ["<= 2026-01-01", ">= 2026-01-02"]) == nil)
        #expect(gap(.unknown, ["< \"m\"", "> \"m\""])?.contains("n = \"m\"") == true)
        #expect(gap(.unknown, ["< duration(\"1h\")", "> duration(\"2h\")"])?.contains("n") == true)
    }

    @Test func `rows that fit together are named with an example, equal results aside under any`() {
        let rows: [(String, [String], JSON)] = [
            ("low", ["< 10", "true"], 1), ("ten", ["10", "-"], 2), ("all", [">= 8", "true"], 1),
        ]
        let unique = Self.parse("unique", ["n", "ok"], [InputDomain(.whole), .yesNo], rows).1
        #expect(unique.filter { $0.code == "overlap" }.map(\.path) == [["rows", "all"], ["rows", "all"]])
        #expect(
            unique.first?.message.text(.en).contains("\"all\" and \"low\" can both fit, for example n = 8, ok = true")
                == true
        )
        let any = Self.parse("any", ["n", "ok"], [InputDomain(.whole), .yesNo], rows).1.filter { $0.code == "overlap" }
        #expect(any.count == 1 && any.first?.message.text(.en).contains("\"ten\"") == true)
        #expect(Self.parse("collect", ["n", "ok"], [], rows).1.isEmpty)
    }

    @Test func `a result that always loses is found under priority`() {
        let rows: [(String, [String], JSON)] = [
            ("small", ["< 5"], "low"), ("most", ["< 9"], "urgent"), ("rest", [">= 7"], "low"),
        ]
        let found = Self.parse("priority", ["n"], [InputDomain(.whole)], rows, order: ["agency": ["urgent", "low"]]).1
        #expect(found.map(\.path) == [["rows", "small"]])
        #expect(found.first?.message.text(.en).contains("(most)") == true)
        #expect(found.first?.code == "never-hit")
    }

    @Test func `a value outside the domain makes a row that never fits`() {
        let found = Self.parse(
            "first",
            ["code"],
            [InputDomain(.only(["a"]))],
            [("x", ["\"x\""], 1), ("a", ["\"a\""], 2)]
        ).1
        #expect(found.map(\.path) == [["rows", "x"]])
    }

    @Test func `a table that branches too much is called unexamined, not whole`() {
        let columns = 14
        let rows: [(String, [String], JSON)] = (0..<columns * 2).map { row in
            var cells = Array(repeating: "-", count: columns)
            for offset in 0..<3 { cells[(row * 5 + offset * 3) % columns] = "not(\(row % 7), \(offset))" }
            cells[(row * 3 + 1) % columns] = "\(row)"
            return ("r\(row)", cells, .int(Int64(row)))
        }
        let found = Self.parse("first", (0..<columns).map { "c\($0)" }, [], rows).1
        #expect(found.contains { $0.code == "coverage-unknown" })
        #expect(!found.contains { $0.code == "no-default" })
        #expect(found.allSatisfy { $0.severity == .warning || $0.code == "never-hit" })
    }

    /// Random tables over a number, a choice and a truth value, all of them small, against trying every input.
    @Test(arguments: 0..<250)
    func `findings over small domains are exactly what trying every input shows`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let numbers = (-1...6).map { RuleValue.int(Int64($0)) } + [.null]
        let kinds: [(InputDomain, [RuleValue], [String])] = [
            (
                InputDomain(.whole, allowsNull: true), numbers,
                [
                    "-", "1", "2,3", "< 2", ">= 3", "[1..3]", "not(2)", "not(0,4)", "(0..2)", "null", "not(null)",
                    "< 0, > 5",
                ]
            ),
            (
                InputDomain(.only(["a", "b", "c"])), ["a", "b", "c"],
                ["-", "\"a\"", "\"b\",\"c\"", "not(\"c\")", "\"z\""]
            ),
            (.yesNo, [true, false], ["-", "true", "false", "not(true)"]),
        ]
        let hit = random.pick(["first", "unique", "any", "priority"])
        let results: [JSON] = ["x", "y", "z"]
        let rows: [(String, [String], JSON)] = (0..<random.int(in: 1...6)).map { index in
            ("r\(index)", kinds.map { random.pick($0.2) }, random.pick(results))
        }
        let (parsed, findings) = Self.parse(
            hit,
            ["n", "code", "ok"],
            kinds.map(\.0),
            rows,
            order: ["agency": results]
        )
        let table = try #require(parsed)
        var reached: Set<String> = []
        var fitted: Set<String> = []
        var together: Set<Set<String>> = []
        var hasGap = false
        for n in kinds[0].1 {
            for code in kinds[1].1 {
                for ok in kinds[2].1 {
                    let fitting = table.decideAll([n, code, ok])
                    hasGap = hasGap || fitting.isEmpty
                    fitted.formUnion(fitting.map(\.row))
                    for one in fitting {
                        for other in fitting
                        where one.row < other.row && (hit == "unique" || one.outputs != other.outputs) {
                            together.insert([one.row, other.row])
                        }
                    }
                    if hit == "first" || hit == "priority" {
                        reached.formUnion(try table.outcome([n, code, ok]).rows)
                    } else {
                        reached.formUnion(fitting.map(\.row))
                    }
                }
            }
        }
        let neverHit = Set(findings.filter { $0.code == "never-hit" }.compactMap(\.path.last))
        #expect(neverHit == Set(rows.map(\.0)).subtracting(reached), "\(hit) \(rows)")
        let overlaps = findings.filter { $0.code == "overlap" }
        #expect(overlaps.count == (hit == "unique" || hit == "any" ? min(together.count, 20) : 0), "\(hit) \(rows)")
        #expect(findings.contains { $0.code == "no-default" } == hasGap, "\(hit) \(rows)")
    }
}
