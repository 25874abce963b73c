package import Civic

extension DecisionTable {
    /// DMN's hit policies (DMN 1.5 §8.2.8): which of the rows that fit count, and as what.
    package enum HitPolicy: String, Hashable, Sendable, CaseIterable {
        /// The first row that fits, from the top.
        case first
        /// At most one row can fit; two are a fault of the table.
        case unique
        /// Any row that fits; all that fit must agree.
        case any
        /// The row whose results stand highest in the order of results.
        case priority
        /// Every row that fits, from the top.
        case ruleOrder = "rule-order"
        /// Every row that fits, by the order of results.
        case outputOrder = "output-order"
        /// Every row that fits.
        case collect
        case collectSum = "collect sum"
        case collectMin = "collect min"
        case collectMax = "collect max"
        /// How many rows fit.
        case collectCount = "collect count"

        /// Reads the word, or DMN's letters: `F`, `U`, `A`, `P`, `R`, `O`, `C`, `C+`, `C<`, `C>`, `C#`.
        package init?(_ text: String) {
            let words = text.split(separator: " ").joined(separator: " ")
            guard let policy = HitPolicy(rawValue: words) ?? Self.allCases.first(where: { $0.letters == words }) else {
                return nil
            }
            self = policy
        }

        /// As DMN writes it in the corner of a table.
        package var letters: String {
            switch self {
            case .first: "F"
            case .unique: "U"
            case .any: "A"
            case .priority: "P"
            case .ruleOrder: "R"
            case .outputOrder: "O"
            case .collect: "C"
            case .collectSum: "C+"
            case .collectMin: "C<"
            case .collectMax: "C>"
            case .collectCount: "C#"
            }
        }

        /// What a decision under this policy is.
        package var result: ResultKind {
            switch self {
            case .first, .unique, .any, .priority: .one
            case .ruleOrder, .outputOrder, .collect: .list
            case .collectSum, .collectMin, .collectMax, .collectCount: .number
            }
        }

        var ordersResults: Bool { self == .priority || self == .outputOrder }
    }

    package enum ResultKind: Hashable, Sendable {
        /// A record of the outputs, or nothing.
        case one
        /// A list of such records.
        case list
        /// A number computed from the only output, or from the rows.
        case number
    }

    /// The order of results for `priority` and `output-order`: for each output its values, the most important first.
    ///
    /// The first output that has an order decides; where rows are equal there, the next.
    package typealias ResultOrder = [String: [JSON]]
}

extension DecisionTable {
    /// What a table says of some inputs.
    package enum Outcome: Hashable, Sendable {
        /// No row fits, where one was wanted.
        case none
        case one(Decision)
        case list([Decision])
        /// The number, null where no row fits and so nothing can be added or compared; and the rows that it came from.
        case number(RuleValue, rows: [String])

        /// As an expression sees it; nil where there is nothing.
        package var value: RuleValue? {
            switch self {
            case .none: nil
            case .one(let decision): decision.value
            case .list(let decisions): .list(decisions.map(\.value))
            case .number(let number, _): number
            }
        }

        /// The rows that decided, in the order in which they count.
        package var rows: [String] {
            switch self {
            case .none: []
            case .one(let decision): [decision.row]
            case .list(let decisions): decisions.map(\.row)
            case .number(_, let rows): rows
            }
        }
    }

    /// What the table says of the inputs' values, in their order.
    ///
    /// Cost: rows × inputs. Throws under `unique` where two rows fit, under `any` where rows that fit disagree, and where a sum does not fit.
    package func outcome(_ values: [RuleValue]) throws(RuleFault) -> Outcome {
        precondition(values.count == inputs.count, "as many values as the table has inputs")
        switch hit {
        case .first, .unique, .any, .priority: return try one(values).map { .one(decision(rows[$0])) } ?? .none
        case .ruleOrder, .collect: return .list(fitting(values).map { decision(rows[$0]) })
        case .outputOrder: return .list(ranked(fitting(values)).map { decision(rows[$0]) })
        case .collectSum, .collectMin, .collectMax, .collectCount:
            let found = fitting(values)
            return .number(try aggregate(found), rows: found.map { rows[$0].id })
        }
    }

    /// The one row that decides.
    private func one(_ values: [RuleValue]) throws(RuleFault) -> Int? {
        switch hit {
        case .unique, .any:
            let found = fitting(values)
            let isRefused = { (other: Int) in
                self.hit == .unique || self.rows[other].outputs != self.rows[found[0]].outputs
            }
            if let other = found.dropFirst().first(where: isRefused) {
                throw RuleFault(.ambiguousTable(rows[found[0]].id, rows[other].id))
            }
            return found.first
        case .priority, .outputOrder: return ranked(fitting(values)).first
        case .first, .ruleOrder, .collect, .collectSum, .collectMin, .collectMax, .collectCount:
            return rows.indices.first { fits($0, values) }
        }
    }

    /// The decision for the inputs' values; nil where no row fits.
    ///
    /// Under the policies with many, the first that counts.
    package func decide(_ values: [RuleValue]) throws(RuleFault) -> Decision? {
        precondition(values.count == inputs.count, "as many values as the table has inputs")
        return try one(values).map { decision(rows[$0]) }
    }

    /// Every row that fits, from the top.
    package func decideAll(_ values: [RuleValue]) -> [Decision] {
        precondition(values.count == inputs.count, "as many values as the table has inputs")
        return fitting(values).map { decision(rows[$0]) }
    }

    private func fitting(_ values: [RuleValue]) -> [Int] { rows.indices.filter { fits($0, values) } }

    private func fits(_ row: Int, _ values: [RuleValue]) -> Bool {
        zip(rows[row].cells, values).allSatisfy { $0.matches($1) }
    }

    private func decision(_ row: Row) -> Decision {
        Decision(row: row.id, outputs: Dictionary(zip(outputs, row.outputs), uniquingKeysWith: { first, _ in first }))
    }

    /// Rows by the order of their results; equal ones keep theirs.
    private func ranked(_ found: [Int]) -> [Int] {
        found.sorted { ranks[$0] == ranks[$1] ? $0 < $1 : ranks[$0].lexicographicallyPrecedes(ranks[$1]) }
    }

    private func aggregate(_ found: [Int]) throws(RuleFault) -> RuleValue {
        if hit == .collectCount { return .int(Int64(found.count)) }
        let numbers = found.compactMap { rows[$0].outputs.first }.map { RuleValue($0) }
        guard var result = numbers.first else { return .null }
        for number in numbers.dropFirst() {
            switch hit {
            case .collectMin: if number.order(result) == .before { result = number }
            case .collectMax: if number.order(result) == .after { result = number }
            default: result = try Self.sum(result, number)
            }
        }
        return result
    }

    /// Whole numbers stay whole, and results are added as they are written in the table: 0.1 and 0.2 are 0.3.
    private static func sum(_ left: RuleValue, _ right: RuleValue) throws(RuleFault) -> RuleValue {
        if case .int(let a) = left, case .int(let b) = right {
            let (sum, overflows) = a.addingReportingOverflow(b)
            guard !overflows else { throw RuleFault(.overflow) }
            return .int(sum)
        }
        guard let a = left.asDouble, let b = right.asDouble else {
            throw RuleFault(.noOverload("sum", types: [left.typeName, right.typeName]))
        }
        guard let first = RuleDecimal("\(a)"), let second = RuleDecimal("\(b)"), let exact = first.adding(second),
            let sum = Double(exact.description)
        else { return .double(a + b) }
        return .double(sum)
    }
}

extension DecisionTable.Decision {
    /// The outputs by name, as an expression sees them.
    package var value: RuleValue { .record(outputs.mapValues { RuleValue($0) }) }
}
