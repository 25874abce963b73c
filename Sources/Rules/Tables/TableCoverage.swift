internal import Civic

/// Which rows of a table can hit, overlap, or leave something undecided: an interval sweep for each column.
///
/// Each input's line of values falls into finitely many pieces that no cell tells apart. A row is then a box of pieces, and
/// boxes can be intersected and subtracted: what is found is exact over the values that the inputs' domains allow.
extension DecisionTable {
    /// Rows that can never be reached, rows that overlap where they may not, and whether something stays undecided.
    package var findings: [RuleFinding] { TableCoverage(self).findings }
}

private struct TableCoverage {
    let table: DecisionTable
    let pieces: [[Piece]]
    let boxes: [PieceBox]

    init(_ table: DecisionTable) {
        self.table = table
        let pieces = table.inputs.indices.map { column in
            table.domains[column].pieces(table.rows.map { $0.cells[column] })
        }
        self.pieces = pieces
        boxes = table.rows.map { row in
            PieceBox(
                zip(row.cells, pieces).map { cell, line in
                    var set = PieceSet(count: line.count)
                    for (index, piece) in line.enumerated() where cell.matches(piece) { set.insert(index) }
                    return set
                }
            )
        }
    }

    var findings: [RuleFinding] {
        var all: [RuleFinding] = []
        switch table.hit {
        case .unique, .any: all += overlaps
        case .first, .priority: all += neverChosen
        case .ruleOrder, .outputOrder, .collect, .collectSum, .collectMin, .collectMax, .collectCount: break
        }
        all += emptyRows
        // Where every row that fits counts, no row at all is an answer too.
        if table.hit.result == .one, !table.inputs.isEmpty { all += gap }
        return all
    }

    // MARK: Rows that never fit

    private var emptyRows: [RuleFinding] {
        zip(table.rows, boxes).filter(\.1.isEmpty).map { row, _ in
            DecisionTable.finding(
                "never-hit",
                at: ["rows", row.id],
                id: "Baris \"\(row.id)\" tidak pernah cocok.",
                en: "The row \"\(row.id)\" can never fit."
            )
        }
    }

    private var neverChosen: [RuleFinding] {
        var isUnknown = false
        let found = table.rows.indices.compactMap { index -> RuleFinding? in
            let rivals = table.rows.indices.filter { beats($0, index) && !boxes[$0].isDisjoint(with: boxes[index]) }
            guard !boxes[index].isEmpty, !rivals.isEmpty else { return nil }
            guard let left = boxes[index].subtracting(rivals.map { boxes[$0] }) else {
                isUnknown = true
                return nil
            }
            guard left.isEmpty else { return nil }
            let row = table.rows[index].id
            let names = Self.named(rivals.map { table.rows[$0].id })
            let isFirst = table.hit == .first
            return DecisionTable.finding(
                "never-hit",
                at: ["rows", row],
                id: isFirst
                    ? "Baris \"\(row)\" tidak pernah terpilih: baris di atasnya sudah menangkap semuanya (\(names))."
                    : "Baris \"\(row)\" tidak pernah terpilih: hasil yang lebih penting selalu menang (\(names)).",
                en: isFirst
                    ? "The row \"\(row)\" is never chosen: the rows above it catch everything (\(names))."
                    : "The row \"\(row)\" is never chosen: more important results always win (\(names)).",
                todo: .init(id: "Pindahkan ke atas atau hapus.", en: "Move it up or remove it.")
            )
        }
        return isUnknown ? found + [unknown] : found
    }

    /// Whether a row wins over another wherever both fit.
    private func beats(_ rival: Int, _ row: Int) -> Bool {
        guard table.hit == .priority else { return rival < row }
        let (ranks, own) = (table.ranks[rival], table.ranks[row])
        return ranks.lexicographicallyPrecedes(own) || (ranks == own && rival < row)
    }

    /// The first three names, and how many more.
    private static func named(_ rows: [String]) -> String {
        rows.prefix(3).joined(separator: ", ") + (rows.count > 3 ? " +\(rows.count - 3)" : "")
    }

    // MARK: Rows that fit together

    private var overlaps: [RuleFinding] {
        guard !table.inputs.isEmpty else { return [] }
        var found: [RuleFinding] = []
        for later in table.rows.indices {
            for earlier in table.rows.indices.prefix(upTo: later)
            where table.hit == .unique || table.rows[earlier].outputs != table.rows[later].outputs {
                guard !boxes[earlier].isDisjoint(with: boxes[later]) else { continue }
                found.append(overlap(earlier, later))
                if found.count >= Limits.findingsMax { return found }
            }
        }
        return found
    }

    private func overlap(_ earlier: Int, _ later: Int) -> RuleFinding {
        let (first, second) = (table.rows[later].id, table.rows[earlier].id)
        let example = example(of: boxes[earlier].intersection(boxes[later]))
        let isUnique = table.hit == .unique
        return DecisionTable.finding(
            "overlap",
            at: ["rows", first],
            id: (isUnique
                ? "Baris \"\(first)\" dan \"\(second)\" bisa cocok sekaligus"
                : "Baris \"\(first)\" dan \"\(second)\" bisa cocok sekaligus dengan hasil berbeda")
                + ", misalnya \(example.id).",
            en: (isUnique
                ? "The rows \"\(first)\" and \"\(second)\" can both fit"
                : "The rows \"\(first)\" and \"\(second)\" can both fit with different results")
                + ", for example \(example.en).",
            todo: .init(
                id: "Persempit salah satu, atau pakai hit: first.",
                en: "Narrow one of them, or use hit: first."
            )
        )
    }

    // MARK: Inputs that fit no row

    private var gap: [RuleFinding] {
        let whole = PieceBox(
            pieces.map { line in
                var set = PieceSet(count: line.count)
                for index in line.indices { set.insert(index) }
                return set
            }
        )
        guard let left = whole.subtracting(boxes) else { return [unknown] }
        guard let open = left.first else { return [] }
        let example = example(of: open)
        return [
            DecisionTable.finding(
                "no-default",
                at: ["rows"],
                severity: .warning,
                id: "Ada masukan yang tidak cocok dengan baris mana pun, misalnya \(example.id).",
                en: "Some inputs fit no row, for example \(example.en).",
                todo: .init(
                    id: "Tambahkan baris terakhir yang semua selnya \"-\".",
                    en: "Add a last row whose cells are all \"-\"."
                )
            )
        ]
    }

    private var unknown: RuleFinding {
        DecisionTable.finding(
            "coverage-unknown",
            at: ["rows"],
            severity: .warning,
            id: "Tabel ini terlalu bercabang untuk diperiksa seluruhnya (lebih dari \(Limits.tableBoxesMax) bagian).",
            en: "This table branches too much to be examined whole (more than \(Limits.tableBoxesMax) parts).",
            todo: .init(
                id: "Bagi menjadi beberapa tabel, atau tambahkan baris terakhir yang semua selnya \"-\".",
                en: "Split it into several tables, or add a last row whose cells are all \"-\"."
            )
        )
    }

    // MARK: Examples

    /// One input of a box, in words: `category.code = "drain", n = 4`.
    private func example(of box: PieceBox) -> (id: String, en: String) {
        let parts = zip(table.inputs, zip(pieces, box.columns)).compactMap { input, column -> (String, String)? in
            guard let index = column.1.first else { return nil }
            let shown = shown(column.0[index], named: column.0.count > 1)
            return ("\(input.source) \(shown.id)", "\(input.source) \(shown.en)")
        }
        return (parts.map(\.0).joined(separator: ", "), parts.map(\.1).joined(separator: ", "))
    }

    private func shown(_ piece: Piece, named: Bool) -> (id: String, en: String) {
        switch piece {
        case .value(let value): return ("= \(UnaryTest.literal(value))", "= \(UnaryTest.literal(value))")
        case .other:
            return named
                ? ("= nilai yang tidak disebut", "= a value that no cell names") : ("= nilai apa pun", "= any value")
        case .gap(let lower, let upper):
            if let value = Self.within(lower, upper) {
                return ("= \(UnaryTest.literal(value))", "= \(UnaryTest.literal(value))")
            }
            let bounds = [lower.map { "> \(UnaryTest.literal($0))" }, upper.map { "< \(UnaryTest.literal($0))" }]
            let text = bounds.compactMap(\.self).joined(separator: ", ")
            return (text, text)
        }
    }

    /// A value of a gap, for numbers and dates.
    private static func within(_ lower: RuleValue?, _ upper: RuleValue?) -> RuleValue? {
        switch (lower, upper) {
        case (.date(let date)?, _): return .date(date.adding(days: 1))
        case (nil, .date(let date)?): return .date(date.adding(days: -1))
        case (.int(let a)?, .int(let b)?) where a < .max && a + 1 < b: return .int(a + 1)
        case (.int(let a)?, nil) where a < .max: return .int(a + 1)
        case (nil, .int(let b)?) where b > .min: return .int(b - 1)
        case (let a?, let b?):
            guard let a = a.asDecimal, let b = b.asDecimal else { return nil }
            if let whole = beyond(a), whole < b { return .decimal(whole) }
            return RuleDecimal(coefficient: 5, scale: 1).flatMap { a.adding(b)?.times($0) }.map { .decimal($0) }
        case (let a?, nil): return a.asDecimal.flatMap(beyond).map { .decimal($0) }
        case (nil, let b?):
            return b.asDecimal?.rounded(to: 0, .ceiling)?.adding(RuleDecimal(-1)).map { .decimal($0) }
        case (nil, nil): return nil
        }
    }

    /// The first whole number above.
    private static func beyond(_ number: RuleDecimal) -> RuleDecimal? {
        number.rounded(to: 0, .floor)?.adding(RuleDecimal(1))
    }
}
