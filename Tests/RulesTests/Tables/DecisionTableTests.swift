import Civic
import Testing

@testable import Rules

private func exact(_ digits: String) -> RuleValue { RuleDecimal(digits).map { .decimal($0) } ?? .null }

@Suite struct UnaryTestTests {
    static let table: [(String, [RuleValue], [RuleValue])] = [
        ("-", [1, "x", .null], []), ("\"a\"", ["a"], ["b", 1, .null]), ("\"a\",\"b\"", ["a", "b"], ["c"]),
        ("not(\"a\",\"b\")", ["c", 1], ["a", "b"]),
        ("< 5", [4, .double(4.9), .uint(4)], [5, "4", .null]), (">= 2.5", [.double(2.5), 3], [2]),
        ("2026-11-24", [.date("2026-11-24")], [.date("2026-11-23")]), ("not(null)", [1, "x"], [.null]),
        ("[2026-01-01..2026-12-31]", [.date("2026-06-01"), .date("2026-12-31")], [.date("2027-01-01")]),
        ("< 2026-01-01, null", [.date("2025-12-31"), .null], [.date("2026-01-01")]),
        ("not( < 3, [5..7[ , \"x\" )", [3, 7, "y"], [2, 5, 6, "x"]), (".5", [.double(0.5)], [5]),
        ("0.1", [exact("0.1"), exact("0.100"), .double(0.1)], [exact("0.11"), 0]),
        ("<= 0.3", [exact("0.3"), .double(0.3), 0], [exact("0.3001"), .double(0.1 + 0.2)]),
        ("[0.10..0.25)", [exact("0.1"), .double(0.1)], [exact("0.25"), .double(0.25), 1]),
        ("< 1500000", [.money(Rupiah(1_499_999))], [.money(Rupiah(1_500_000)), .null]),
        (">= 2500.5", [.money(Rupiah(2_501))], [.money(Rupiah(2_500))]), ("5000", [.money(Rupiah(5_000))], ["5000"]),
        ("[\"a\"..\"c\")", ["a", "bz"], ["c", "Z"]),
        ("[1..9)", [1, 8, .double(8.9)], [0, 9]), ("]1..9[", [2], [1, 9]),
        ("(0..10]", [10, .double(0.1)], [0, 11]), ("5", [5, .double(5), .uint(5)], [6]), ("-3", [-3], [3]),
        ("true", [true], [false, "true"]), ("null", [.null], [0]),
        ("1, 2, [5..7]", [1, 2, 6], [3, 8]), ("date(\"2026-11-24\")", [.date("2026-11-24")], [.date("2026-11-25")]),
        ("> date(\"2026-01-01\")", [.date("2026-01-02")], [.date("2026-01-01")]),
        ("[date(\"2026-01-01\")..date(\"2026-12-31\")]", [.date("2026-06-01")], [.date("2027-01-01")]),
        ("< duration(\"24h\")", [.duration(.hours(23))], [.duration(.hours(24))]),
        (
            ">= date and time(\"2026-11-24T00:00:00Z\")", [.timestamp(Moment(milliseconds: 1_795_478_400_000))],
            [.timestamp(.epoch)]
        ), ("@\"2026-11-24\"", [.date("2026-11-24")], [.null]), ("\"a\\\"b\"", ["a\"b"], ["ab"]),
    ]

    @Test(arguments: table)
    func `a cell accepts what S-FEEL says`(_ text: String, _ inside: [RuleValue], _ outside: [RuleValue]) throws {
        let (test, findings) = UnaryTest.parse(text)
        #expect(findings.isEmpty, "\(findings.map { $0.sentence(.en) })")
        let cell = try #require(test)
        for value in inside { #expect(cell.matches(value), "\(text) should accept \(value)") }
        for value in outside { #expect(!cell.matches(value), "\(text) should refuse \(value)") }
    }

    static let mistakes: [(String, String, Int)] = [
        ("", "unexpected-end", 1), ("pothole", "unexpected-token", 1), ("\"a", "unclosed-text", 1),
        ("[9..1]", "empty-range", 1), ("[1..", "unexpected-end", 5), ("[1-9]", "unexpected-token", 3),
        ("not(\"a\"", "unclosed-bracket", 8), ("< ", "unexpected-end", 3), ("1 2", "unexpected-token", 3),
        ("date(\"2026-02-30\")", "bad-value", 1), ("5,", "unexpected-end", 3), ("- 5 -", "bad-number", 1),
        ("!= 5", "unexpected-token", 1), ("= 5", "unexpected-token", 1), ("2026-02-30", "unexpected-token", 5),
    ]

    @Test(arguments: mistakes)
    func `a wrong cell is shown with its column and a remedy`(_ text: String, _ code: String, _ column: Int) {
        let (test, findings) = UnaryTest.parse(text)
        #expect(test == nil)
        #expect(
            findings.map(\.code) == [code] && findings.first?.column == column,
            "\(findings.map { $0.sentence(.en) })"
        )
        #expect(findings.allSatisfy { $0.todo != nil })
    }
}

@Suite struct DecisionTableTests {
    static func table(
        _ hit: String = "first",
        _ inputs: [String] = ["category.code", "kecamatan"],
        rows: [(String, [String], JSON)]
    ) -> (DecisionTable?, [RuleFinding]) {
        DecisionTable.parse(
            hit: hit,
            inputs: inputs,
            outputs: ["agency"],
            rows: rows.map { .init(id: $0.0, cells: $0.1, outputs: [$0.2]) }
        )
    }

    @Test func `a report is routed by the first row that fits`() throws {
        let (table, findings) = Self.table(
            rows: [
                ("tree", ["\"fallen_tree\"", "-"], "dlh"),
                ("road", ["\"pothole\",\"drain\"", "not(\"cibodas\")"], "dpupr"),
                ("other", ["-", "-"], "diskominfo"),
            ])
        #expect(findings.isEmpty)
        let route = try #require(table)
        #expect(try route.decide(["drain", "neglasari"]) == .init(row: "road", outputs: ["agency": "dpupr"]))
        #expect(try route.decide(["drain", "cibodas"])?.row == "other")
        #expect(try route.decide(["fallen_tree", .null])?.outputs["agency"] == "dlh")
        #expect(route.inputs.map(\.source) == ["category.code", "kecamatan"])
    }

    @Test func `hit policies choose as DMN says`() throws {
        let rows: [(String, [String], JSON)] = [("low", ["< 10"], 1), ("even", ["2,4,6,8,10,12"], 2)]
        let collect = try #require(Self.table("collect", ["n"], rows: rows).0)
        #expect(collect.decideAll([4]).map(\.row) == ["low", "even"])
        let (unique, findings) = Self.table("unique", ["n"], rows: rows)
        #expect(findings.map(\.code) == ["overlap", "no-default"])
        #expect(throws: RuleFault(.ambiguousTable("low", "even"))) { try unique?.decide([4]) }
        #expect(try unique?.decide([12])?.row == "even")
        let agreeing = try #require(
            Self.table("any", ["n"], rows: [("a", ["< 5"], 1), ("b", ["< 9"], 1), ("c", [">= 9"], 2)]).0
        )
        #expect(try agreeing.decide([3])?.outputs == ["agency": 1])
        #expect(try agreeing.decide([.null]) == nil)
    }

    @Test func `rows that never hit and inputs that fit no row are found`() {
        let shadowed = Self.table(rows: [("all", ["-", "-"], 1), ("late", ["\"x\"", "-"], 2)]).1
        #expect(shadowed.map(\.code) == ["never-hit"] && shadowed.first?.path == ["rows", "late"])
        let together = Self.table(
            "first",
            ["n"],
            rows: [("low", ["< 5"], 1), ("high", [">= 5"], 2), ("none", ["[3..7]"], 3)]
        ).1
        #expect(together.map(\.path) == [["rows", "none"]])
        let open = Self.table("first", ["n"], rows: [("low", ["< 5"], 1), ("high", ["> 5"], 2)]).1
        #expect(open.map(\.code) == ["no-default"] && open.first?.severity == .warning)
        #expect(Self.table("unique", ["n"], rows: [("low", ["<= 5"], 1), ("high", ["> 5"], 2)]).1.isEmpty)
        #expect(Self.table("unique", ["ok"], rows: [("yes", ["true"], 1), ("no", ["false"], 2)]).1.isEmpty)
    }

    @Test func `everything wrong with a table is found at once, each with its path`() {
        let (table, findings) = DecisionTable.parse(
            hit: "frist",
            inputs: ["category.", "n"],
            outputs: ["agency"],
            rows: [
                .init(id: "a", cells: ["pothole", "-"], outputs: ["x"]), .init(id: "a", cells: ["-"], outputs: ["x"]),
            ]
        )
        #expect(table == nil)
        #expect(
            findings.map(\.code) == [
                "unknown-hit-policy", "missing-field", "unexpected-token", "row-length", "repeated-row",
            ]
        )
        #expect(findings.map(\.path) == [["hit"], ["in", "0"], ["rows", "a", "0"], ["rows", "a"], ["rows", "a"]])
        #expect(findings.first?.todo?.text(.en) == "Did you mean \"first\"?")
    }

    /// Random tables over small numbers, against trying every input.
    @Test(arguments: 0..<200)
    func `what the check says of a table is what trying every input shows`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let cells = ["-", "1", "2,3", "< 2", ">= 3", "[1..3]", "not(2)", "not(0,4)", "(0..2)", "0"]
        let hit = seed % 2 == 0 ? "first" : "unique"
        let rows: [(String, [String], JSON)] = (0..<Int.random(in: 1...5, using: &random)).map { index in
            ("r\(index)", [cells.randomElement(using: &random) ?? "-", cells.randomElement(using: &random) ?? "-"], 1)
        }
        let (parsed, findings) = Self.table(hit, ["a", "b"], rows: rows)
        let table = try #require(parsed)
        var reached: Set<String> = []
        var isAmbiguous = false
        var hasGap = false
        for a in -1...6 {
            for b in -1...6 {
                let fitting = table.decideAll([.int(Int64(a)), .int(Int64(b))])
                isAmbiguous = isAmbiguous || fitting.count > 1
                hasGap = hasGap || fitting.isEmpty
                if let first = fitting.first { reached.insert(first.row) }
            }
        }
        let rowsFound = Set(findings.filter { $0.code == "never-hit" }.compactMap(\.path.last))
        if hit == "first" { #expect(rowsFound == Set(rows.map(\.0)).subtracting(reached), "\(rows)") }
        if hit == "unique" { #expect(findings.contains { $0.code == "overlap" } == isAmbiguous, "\(rows)") }
        #expect(findings.contains { $0.code == "no-default" } == hasGap, "\(rows)")
    }
}
