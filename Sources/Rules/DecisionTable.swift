package import Civic

/// A decision table: rows of cells over inputs, the first (or only, or every) row that fits gives the outputs.
package struct DecisionTable: Hashable, Sendable {
    /// DMN's hit policies.
    package enum HitPolicy: String, Hashable, Sendable, CaseIterable {
        /// The first row that fits, from the top.
        case first
        /// At most one row can fit; two are a fault of the table.
        case unique
        /// Any row that fits; all that fit must agree.
        case any
        /// Every row that fits.
        case collect
    }

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

    /// Each row has a cell for each input and a value for each output.
    package init(hit: HitPolicy, inputs: [Expression], outputs: [String], rows: [Row]) {
        precondition(
            rows.allSatisfy { $0.cells.count == inputs.count && $0.outputs.count == outputs.count },
            "a row has as many cells and values as the table has inputs and outputs"
        )
        self.hit = hit
        self.inputs = inputs
        self.outputs = outputs
        self.rows = rows
    }

    /// The decision for the inputs' values, in their order; nil where no row fits.
    ///
    /// Throws under `unique` where two rows fit, and under `any` where rows that fit disagree. Under `collect` it gives
    /// the first; `decideAll` gives them all. Cost: rows × inputs.
    package func decide(_ values: [RuleValue]) throws(RuleFault) -> Decision? {
        precondition(values.count == inputs.count, "as many values as the table has inputs")
        switch hit {
        case .first, .collect: return rows.first { fits($0, values) }.map(decision)
        case .unique, .any:
            let found = rows.filter { fits($0, values) }
            if let other = found.dropFirst().first(where: { hit == .unique || $0.outputs != found[0].outputs }) {
                throw RuleFault(.ambiguousTable(found[0].id, other.id))
            }
            return found.first.map(decision)
        }
    }

    /// Every row that fits, from the top.
    package func decideAll(_ values: [RuleValue]) -> [Decision] {
        precondition(values.count == inputs.count, "as many values as the table has inputs")
        return rows.filter { fits($0, values) }.map(decision)
    }

    private func fits(_ row: Row, _ values: [RuleValue]) -> Bool {
        zip(row.cells, values).allSatisfy { $0.matches($1) }
    }

    private func decision(_ row: Row) -> Decision {
        Decision(row: row.id, outputs: Dictionary(zip(outputs, row.outputs), uniquingKeysWith: { first, _ in first }))
    }
}

// MARK: Reading

extension DecisionTable {
    /// The table, or nil with all that is wrong; the path of a finding says which input (`["in", "0"]`), row
    /// (`["rows", "tree"]`) or cell (`["rows", "tree", "0"]`) it is about.
    ///
    /// A table that is read may still have findings about its rows: `overlap`, `never-hit`, `no-default`.
    package static func parse(
        hit: String,
        inputs: [String],
        outputs: [String],
        rows: [Draft]
    ) -> (DecisionTable?, [RuleFinding]) {
        var findings: [RuleFinding] = []
        let policy = HitPolicy(rawValue: hit)
        if policy == nil {
            findings.append(
                finding(
                    "unknown-hit-policy",
                    at: ["hit"],
                    id: "Cara memilih \"\(hit)\" tidak dikenal.",
                    en: "The hit policy \"\(hit)\" is unknown.",
                    todo: .didYouMean(hit, among: HitPolicy.allCases.map(\.rawValue))
                )
            )
        }
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
        guard findings.isEmpty, let policy else { return (nil, findings) }
        let table = DecisionTable(hit: policy, inputs: expressions, outputs: outputs, rows: read)
        return (table, table.findings)
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
