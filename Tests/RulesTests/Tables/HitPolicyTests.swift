import Civic
import Testing

@testable import Rules

@Suite struct HitPolicies {
    static let rows: [DecisionTable.Draft] = [
        .init(id: "base", cells: ["-"], outputs: ["normal", 10]),
        .init(id: "night", cells: [">= 22"], outputs: ["urgent", 30]),
        .init(id: "late", cells: [">= 18"], outputs: ["low", 20]),
        .init(id: "same", cells: ["23"], outputs: ["urgent", 5]),
    ]

    static func table(_ hit: String, _ outputs: [String] = ["level", "fee"]) throws -> DecisionTable {
        let rows =
            outputs.count == 2 ? rows : rows.map { .init(id: $0.id, cells: $0.cells, outputs: [$0.outputs[1]]) }
        let (table, findings) = DecisionTable.parse(
            hit: hit,
            inputs: ["hour"],
            outputs: outputs,
            rows: rows,
            order: ["level": ["urgent", "normal", "low"]]
        )
        return try #require(table, "\(findings.map { $0.sentence(.en) })")
    }

    @Test func `words and letters name the same policies`() {
        for policy in DecisionTable.HitPolicy.allCases {
            #expect(DecisionTable.HitPolicy(policy.rawValue) == policy)
            #expect(DecisionTable.HitPolicy(policy.letters) == policy)
        }
        #expect(DecisionTable.HitPolicy(" collect   sum ") == .collectSum)
        #expect(DecisionTable.HitPolicy("collect average") == nil)
        #expect(Set(DecisionTable.HitPolicy.allCases.map(\.letters)).count == 11)
    }

    @Test(arguments: [
        ("first", 23, ["base"]), ("F", 3, ["base"]), ("priority", 23, ["night"]), ("P", 19, ["base"]),
        ("rule-order", 23, ["base", "night", "late", "same"]), ("R", 1, ["base"]),
        ("output-order", 23, ["night", "same", "base", "late"]), ("O", 19, ["base", "late"]),
        ("collect", 23, ["base", "night", "late", "same"]),
    ])
    func `rows count in the order of the policy`(_ hit: String, _ hour: Int, _ wanted: [String]) throws {
        let outcome = try Self.table(hit).outcome([.int(Int64(hour))])
        #expect(outcome.rows == wanted)
        switch outcome {
        case .one(let decision):
            #expect(
                outcome.value
                    == .record([
                        "level": RuleValue(decision.outputs["level"] ?? .null),
                        "fee": RuleValue(decision.outputs["fee"] ?? .null),
                    ])
            )
        case .list(let decisions): #expect(outcome.value == .list(decisions.map(\.value)))
        case .none, .number: Issue.record("\(outcome)")
        }
    }

    @Test(arguments: [
        ("collect sum", 23, 65), ("C+", 3, 10), ("collect min", 23, 5), ("C<", 19, 10), ("collect max", 23, 30),
        ("C>", 3, 10), ("collect count", 23, 4), ("C#", 19, 2),
    ])
    func `a collection is summed, compared and counted`(_ hit: String, _ hour: Int, _ wanted: Int) throws {
        let outcome = try Self.table(hit, ["fee"]).outcome([.int(Int64(hour))])
        #expect(outcome.value == .int(Int64(wanted)))
    }

    @Test(arguments: [
        (["0.1", "0.2"], 0.3), (["0.1", "0.2", "0.7", "2"], 3.0), (["1.1", "2.2"], 3.3), (["1e300", "0.5"], 1e300),
    ])
    func `results with fractions are added as they are written`(_ results: [String], _ wanted: Double) throws {
        let rows = try results.enumerated().map { place, text in
            DecisionTable.Draft(id: "r\(place)", cells: ["1"], outputs: [.double(try #require(Double(text)))])
        }
        let (table, findings) = DecisionTable.parse(hit: "C+", inputs: ["n"], outputs: ["fee"], rows: rows)
        #expect(findings.isEmpty)
        #expect(try #require(table).outcome([1]).value == .double(wanted))
    }

    @Test func `nothing is a null, an empty list or a zero`() throws {
        func outcome(_ hit: String) throws -> DecisionTable.Outcome {
            let (table, _) = DecisionTable.parse(
                hit: hit,
                inputs: ["n"],
                outputs: ["fee"],
                rows: [
                    .init(id: "a", cells: ["1"], outputs: [.double(0.5)]),
                    .init(id: "b", cells: ["[1..2]"], outputs: [2]),
                ]
            )
            return try #require(table).outcome([3])
        }
        #expect(try outcome("first").value == nil)
        #expect(try outcome("collect").value == .list([]))
        #expect(try outcome("collect sum").value == .null)
        #expect(try outcome("collect count").value == 0)
        let (table, _) = DecisionTable.parse(
            hit: "C+",
            inputs: ["n"],
            outputs: ["fee"],
            rows: [.init(id: "a", cells: ["1"], outputs: [.double(0.5)]), .init(id: "b", cells: ["1"], outputs: [2])]
        )
        #expect(try table?.outcome([1]).value == .double(2.5))
        let huge = DecisionTable.parse(
            hit: "C+",
            inputs: ["n"],
            outputs: ["fee"],
            rows: [.init(id: "a", cells: ["1"], outputs: [.int(.max)]), .init(id: "b", cells: ["1"], outputs: [1])]
        ).0
        #expect(throws: RuleFault(.overflow)) { try huge?.outcome([1]) }
    }

    @Test func `what a policy asks of the results is checked`() {
        func codes(_ hit: String, _ outputs: [JSON], order: DecisionTable.ResultOrder = [:]) -> [String] {
            let names = outputs.indices.map { "o\($0)" }
            let (_, findings) = DecisionTable.parse(
                hit: hit,
                inputs: ["n"],
                outputs: names,
                rows: [.init(id: "a", cells: ["-"], outputs: outputs)],
                order: order
            )
            for finding in findings { #expect(finding.todo != nil) }
            return findings.map(\.code)
        }
        #expect(codes("collect sum", [1, 2]) == ["one-output"])
        #expect(codes("collect max", ["x"]) == ["not-a-number"])
        #expect(codes("collect count", ["x", "y"]).isEmpty)
        #expect(codes("priority", ["x"]) == ["no-order"])
        #expect(codes("output-order", ["x"], order: ["o0": ["y"]]) == ["unordered-result"])
        #expect(codes("priority", ["x"], order: ["o0": ["x"]]).isEmpty)
        #expect(codes("collects", ["x"]) == ["unknown-hit-policy"])
    }

    /// Random tables under every policy, against a reading of each policy's sentence row by row.
    @Test(arguments: 0..<300)
    func `a decision is what walking the rows one by one gives`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let cells = ["-", "1", "2,3", "< 2", ">= 3", "[1..3]", "not(2)", "null", "not(null)", "]0..2]"]
        let levels: [JSON] = ["urgent", "normal", "low"]
        let hit = random.pick(DecisionTable.HitPolicy.allCases)
        let isNumber = hit.result == .number
        let drafts = (0..<random.int(in: 1...6)).map { index in
            let fee = JSON.int(Int64(random.int(in: -5...5)))
            return DecisionTable.Draft(
                id: "r\(index)",
                cells: [random.pick(cells), random.pick(cells)],
                outputs: isNumber ? [fee] : [random.pick(levels), fee]
            )
        }
        let (parsed, _) = DecisionTable.parse(
            hit: hit.rawValue,
            inputs: ["a", "b"],
            outputs: isNumber ? ["fee"] : ["level", "fee"],
            rows: drafts,
            order: isNumber ? [:] : ["level": levels]
        )
        let table = try #require(parsed)
        let values: [RuleValue] = [.null, 0, 1, 2, 3, 4]
        for a in values {
            for b in values {
                let fitting = drafts.filter { Self.fits($0.cells[0], a) && Self.fits($0.cells[1], b) }
                let found = Result { try table.outcome([a, b]) }
                #expect(Self.agree(found, hit, fitting), "\(hit) \(a) \(b) \(fitting.map(\.id)) gives \(found)")
            }
        }
    }

    /// The cells of the test above, spelled out.
    private static func fits(_ cell: String, _ value: RuleValue) -> Bool {
        let n = value.asInt
        switch cell {
        case "-": return true
        case "1": return n == 1
        case "2,3": return n == 2 || n == 3
        case "< 2": return n.map { $0 < 2 } ?? false
        case ">= 3": return n.map { $0 >= 3 } ?? false
        case "[1..3]": return n.map { $0 >= 1 && $0 <= 3 } ?? false
        case "not(2)": return n != 2
        case "null": return n == nil
        case "not(null)": return n != nil
        default: return n.map { $0 > 0 && $0 <= 2 } ?? false
        }
    }

    private static func agree(
        _ found: Result<DecisionTable.Outcome, any Error>,
        _ hit: DecisionTable.HitPolicy,
        _ fitting: [DecisionTable.Draft]
    ) -> Bool {
        let rank = { (draft: DecisionTable.Draft) in
            ["urgent", "normal", "low"].firstIndex { draft.outputs[0] == .string($0) } ?? 9
        }
        var sorted: [DecisionTable.Draft] = []
        if hit == .priority || hit == .outputOrder {
            for level in 0...9 { sorted += fitting.filter { rank($0) == level } }
        }
        let fees = fitting.compactMap { $0.outputs.last?.int }
        let disagree = fitting.contains { $0.outputs != fitting[0].outputs }
        guard let outcome = try? found.get() else {
            return hit == .unique && fitting.count > 1 || hit == .any && disagree
        }
        switch hit {
        case .first: return outcome.rows == fitting.prefix(1).map(\.id)
        case .unique: return fitting.count < 2 && outcome.rows == fitting.map(\.id)
        case .any: return !disagree && outcome.rows == fitting.prefix(1).map(\.id)
        case .priority: return outcome.rows == sorted.prefix(1).map(\.id)
        case .outputOrder: return outcome.rows == sorted.map(\.id)
        case .ruleOrder, .collect: return outcome.rows == fitting.map(\.id)
        case .collectSum: return outcome.value == (fees.isEmpty ? .null : .int(fees.reduce(0, +)))
        case .collectMin: return outcome.value == (fees.min().map { .int($0) } ?? .null)
        case .collectMax: return outcome.value == (fees.max().map { .int($0) } ?? .null)
        case .collectCount: return outcome.value == .int(Int64(fitting.count))
        }
    }
}
