package import Civic

/// A decision table: rows of cells over inputs; its hit policy says which of the rows that fit give the outputs.
package struct DecisionTable: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let id: String
        package let cells: [UnaryTest]
        package let outputs: [JSON]

        package init(id: String, cells: [UnaryTest], outputs: [JSON]) {
            self.id = id
            self.cells = cells
            self.outputs = outputs
        }
    }

    /// A row as it is written, before its cells are read.
    package struct Draft: Sendable {
        package let id: String
        package let cells: [String]
        package let outputs: [JSON]

        package init(id: String, cells: [String], outputs: [JSON]) {
            self.id = id
            self.cells = cells
            self.outputs = outputs
        }
    }

    /// What a table says: the row, so that the decision can be explained, and its outputs by name.
    package struct Decision: Hashable, Sendable {
        package let row: String
        package let outputs: [String: JSON]
    }

    package let hit: HitPolicy
    package let inputs: [Expression]
    package let outputs: [String]
    package let rows: [Row]
    /// The order of results; empty where the policy needs none.
    package let order: ResultOrder
    /// What is known of the values of each input.
    let domains: [InputDomain]
    /// For each row the places of its results in the order.
    let ranks: [[Int]]

    /// Each row has a cell for each input and a value for each output.
    package init(
        hit: HitPolicy,
        inputs: [Expression],
        outputs: [String],
        rows: [Row],
        order: ResultOrder = [:],
        domains: [InputDomain] = []
    ) {
        precondition(
            rows.allSatisfy { $0.cells.count == inputs.count && $0.outputs.count == outputs.count },
            "a row has as many cells and values as the table has inputs and outputs"
        )
        self.hit = hit
        self.inputs = inputs
        self.outputs = outputs
        self.rows = rows
        self.order = order
        self.domains = inputs.indices.map { domains.indices.contains($0) ? domains[$0] : .unknown }
        ranks = rows.map { row in
            zip(outputs, row.outputs).compactMap { name, value in
                order[name].map { $0.firstIndex(of: value) ?? $0.count }
            }
        }
    }
}

// MARK: Reading

extension DecisionTable {
    /// The table, or nil with all that is wrong; the path of a finding says which input (`["in", "0"]`), row
    /// (`["rows", "tree"]`) or cell (`["rows", "tree", "0"]`) it is about.
    ///
    /// A table that is read may still have findings about its rows: `overlap`, `never-hit`, `no-default`, and
    /// `coverage-unknown` where the search had to stop. `order` is for `priority` and `output-order`; `domains` say what
    /// values the inputs can have, in their order, so that gaps are found exactly.
    package static func parse(
        hit: String,
        inputs: [String],
        outputs: [String],
        rows: [Draft],
        order: ResultOrder = [:],
        domains: [InputDomain] = []
    ) -> (DecisionTable?, [RuleFinding]) {
        var findings: [RuleFinding] = []
        let policy = HitPolicy(hit)
        if policy == nil { findings.append(unknownPolicy(hit)) }
        if rows.count > Limits.tableRowsMax {
            findings.append(
                finding(
                    "too-long",
                    at: ["rows"],
                    id: "Tabel berisi \(rows.count) baris; batasnya \(Limits.tableRowsMax).",
                    en: "The table has \(rows.count) rows; the limit is \(Limits.tableRowsMax)."
                )
            )
        }
        var expressions: [Expression] = []
        for (index, text) in inputs.enumerated() {
            let (expression, found) = Expression.parse(text)
            findings += found.map { $0.under(["in", String(index)]) }
            if let expression { expressions.append(expression) }
        }
        var read: [Row] = []
        var seen: Set<String> = []
        for draft in rows {
            let (row, found) = parse(draft, inputs: inputs.count, outputs: outputs.count)
            findings += found
            if let row { read.append(row) }
            if !seen.insert(draft.id).inserted {
                findings.append(
                    finding(
                        "repeated-row",
                        at: ["rows", draft.id],
                        id: "Baris \"\(draft.id)\" ditulis dua kali.",
                        en: "The row \"\(draft.id)\" occurs twice."
                    )
                )
            }
        }
        if let policy { findings += resultFindings(policy, outputs, rows, order) }
        guard findings.isEmpty, let policy else { return (nil, findings) }
        let table = DecisionTable(
            hit: policy,
            inputs: expressions,
            outputs: outputs,
            rows: read,
            order: order,
            domains: domains
        )
        return (table, table.findings)
    }

    private static func unknownPolicy(_ hit: String) -> RuleFinding {
        finding(
            "unknown-hit-policy",
            at: ["hit"],
            id: "Cara memilih \"\(hit)\" tidak dikenal.",
            en: "The hit policy \"\(hit)\" is unknown.",
            todo: .didYouMean(hit, among: HitPolicy.allCases.map(\.rawValue))
        )
    }

    private static func parse(_ draft: Draft, inputs: Int, outputs: Int) -> (Row?, [RuleFinding]) {
        let path = ["rows", draft.id]
        guard draft.cells.count == inputs, draft.outputs.count == outputs else {
            return (
                nil,
                [
                    finding(
                        "row-length",
                        at: path,
                        id: "Baris ini berisi \(draft.cells.count) sel dan \(draft.outputs.count) hasil.",
                        en: "This row has \(draft.cells.count) cells and \(draft.outputs.count) results.",
                        todo: .init(
                            id: "Tulis \(inputs) sel lalu \(outputs) hasil; sel bebas ditulis \"-\".",
                            en: "Write \(inputs) cells, then \(outputs) results; a cell for any value is \"-\"."
                        )
                    )
                ]
            )
        }
        var cells: [UnaryTest] = []
        var findings: [RuleFinding] = []
        for (index, text) in draft.cells.enumerated() {
            let (cell, found) = UnaryTest.parse(text)
            findings += found.map { $0.under(path + [String(index)]) }
            if let cell { cells.append(cell) }
        }
        return (findings.isEmpty ? Row(id: draft.id, cells: cells, outputs: draft.outputs) : nil, findings)
    }

    /// What the policy asks of the results.
    private static func resultFindings(
        _ policy: HitPolicy,
        _ outputs: [String],
        _ rows: [Draft],
        _ order: ResultOrder
    ) -> [RuleFinding] {
        var findings: [RuleFinding] = []
        if policy.result == .number, policy != .collectCount, outputs.count != 1 {
            findings.append(
                finding(
                    "one-output",
                    at: ["out"],
                    id: "\(policy.rawValue) menghitung satu hasil, tetapi tabel ini punya \(outputs.count).",
                    en: "\(policy.rawValue) computes one result, but this table has \(outputs.count).",
                    todo: .init(
                        id: "Sisakan satu hasil, atau pakai hit: collect.",
                        en: "Keep one result, or use hit: collect."
                    )
                )
            )
        } else if policy.result == .number, policy != .collectCount {
            for row in rows where row.outputs.first.map({ RuleValue($0).isNumber }) == false {
                findings.append(
                    finding(
                        "not-a-number",
                        at: ["rows", row.id],
                        id: "Hasil baris \"\(row.id)\" bukan angka, sehingga tidak dapat dihitung.",
                        en: "The result of the row \"\(row.id)\" is no number, so nothing can be computed of it.",
                        todo: .init(id: "Tulis angka tanpa tanda kutip.", en: "Write a number without quotes.")
                    )
                )
            }
        }
        return policy.ordersResults ? findings + orderFindings(policy, outputs, rows, order) : findings
    }

    /// What a policy that orders results asks of them.
    private static func orderFindings(
        _ policy: HitPolicy,
        _ outputs: [String],
        _ rows: [Draft],
        _ order: ResultOrder
    ) -> [RuleFinding] {
        var findings: [RuleFinding] = []
        if outputs.allSatisfy({ order[$0] == nil }) {
            findings.append(
                finding(
                    "no-order",
                    at: ["hit"],
                    id: "\(policy.rawValue) memerlukan urutan hasil, dan belum ada.",
                    en: "\(policy.rawValue) needs an order of results, and there is none.",
                    todo: .init(
                        id: "Tulis nilai hasil dari yang terpenting: [urgent, normal, low].",
                        en: "List the values of a result, the most important first: [urgent, normal, low]."
                    )
                )
            )
        }
        for row in rows where row.outputs.count == outputs.count {
            for (name, value) in zip(outputs, row.outputs) where order[name]?.contains(value) == false {
                let shown = Conversions.shown(RuleValue(value))
                findings.append(
                    finding(
                        "unordered-result",
                        at: ["rows", row.id],
                        id: "Hasil \"\(shown)\" tidak ada dalam urutan \(name).",
                        en: "The result \"\(shown)\" is not in the order of \(name).",
                        todo: .init(
                            id: "Tambahkan ke urutan, atau betulkan.",
                            en: "Add it to the order, or correct it."
                        )
                    )
                )
            }
        }
        return findings
    }

    static func finding(
        _ code: String,
        at path: [String],
        severity: RuleFinding.Severity = .error,
        id: String,
        en: String,
        todo: LocalizedText? = nil
    ) -> RuleFinding {
        RuleFinding(code, in: [], at: Place(0, 0), severity: severity, LocalizedText(id: id, en: en), todo: todo).under(
            path
        )
    }
}

extension RuleFinding {
    func under(_ path: [String]) -> RuleFinding {
        var copy = self
        copy.path = path + self.path
        return copy
    }
}
