internal import Civic

/// Which rows of a table can hit, overlap, or leave something undecided: computed over boxes of representative values.
///
/// Each input's line of values falls into finitely many pieces that no cell tells apart: the values that cells name, what
/// lies between them, and everything else. A row is then a box of pieces, and boxes can be intersected and subtracted.
extension DecisionTable {
    /// Rows that can never be reached, rows that overlap under `unique`, and whether something stays undecided.
    package var findings: [RuleFinding] {
        let boxes = pieceBoxes()
        var all: [RuleFinding] = []
        switch hit {
        case .first: all += neverHit(boxes)
        case .unique: all += overlaps(boxes)
        case .any, .collect: break
        }
        all += emptyRows(boxes)
        if hit != .collect, let whole = boxes.whole, let left = subtract(boxes.rows, from: whole), !left.isEmpty {
            all.append(
                Self.finding(
                    "no-default",
                    at: ["rows"],
                    severity: .warning,
                    id: "Ada masukan yang tidak cocok dengan baris mana pun.",
                    en: "Some inputs fit no row.",
                    todo: .init(
                        id: "Tambahkan baris terakhir yang semua selnya \"-\".",
                        en: "Add a last row whose cells are all \"-\"."
                    )
                )
            )
        }
        return all
    }

    /// A set of pieces for each input.
    private typealias Box = [Set<Int>]

    private func pieceBoxes() -> (rows: [Box], whole: Box?) {
        let pieces = inputs.indices.map { column in Self.pieces(rows.map { $0.cells[column] }) }
        let boxes: [Box] = rows.map { row in
            zip(row.cells, pieces).map { cell, values in Set(values.indices.filter { cell.matches(values[$0]) }) }
        }
        return (boxes, inputs.isEmpty ? nil : pieces.map { Set($0.indices) })
    }

    /// A value for each piece of the line that the cells cut.
    private static func pieces(_ cells: [UnaryTest]) -> [RuleValue] {
        let named = Set(cells.flatMap(\.mentioned))
        var all = Array(named)
        let ordered = named.filter { $0.order($0) != nil && $0.asBool == nil && $0.asString == nil }
            .sorted { $0.order($1) == .before }
        for (lower, upper) in zip(ordered, ordered.dropFirst()) {
            if let middle = between(lower, upper) { all.append(middle) }
        }
        if let least = ordered.first, let below = beyond(least, up: false) { all.append(below) }
        if let most = ordered.last, let above = beyond(most, up: true) { all.append(above) }
        if !named.isEmpty, named.allSatisfy({ $0.asBool != nil }) { return [true, false] }
        // A value that no cell names; of a kind without neighbours (texts), it stands for all the others.
        if ordered.isEmpty || named.contains(where: { $0.asString != nil }) {
            all.append(.string(named.compactMap(\.asString).joined() + "\u{0}"))
        }
        return all
    }

    private static func between(_ lower: RuleValue, _ upper: RuleValue) -> RuleValue? {
        switch (lower, upper) {
        case (.date(let a), .date(let b)):
            return b.daysSinceEpoch - a.daysSinceEpoch > 1 ? .date(a.adding(days: 1)) : nil
        case (.timestamp(let a), .timestamp(let b)):
            return b.milliseconds - a.milliseconds > 1 ? .timestamp(Moment(milliseconds: a.milliseconds + 1)) : nil
        case (.duration(let a), .duration(let b)):
            return b.milliseconds - a.milliseconds > 1 ? .duration(Span(milliseconds: a.milliseconds + 1)) : nil
        default:
            // Whole neighbours such as 3 and 4 count as having nothing between them: counts and ages are whole.
            if case .int(let a) = lower, case .int(let b) = upper { return b - a > 1 ? .int(a + 1) : nil }
            guard let a = lower.asDouble, let b = upper.asDouble else { return nil }
            return .double(a + (b - a) / 2)
        }
    }

    private static func beyond(_ value: RuleValue, up: Bool) -> RuleValue? {
        switch value {
        case .date(let date): .date(date.adding(days: up ? 1 : -1))
        case .timestamp(let moment): .timestamp(Moment(milliseconds: moment.milliseconds + (up ? 1 : -1)))
        case .duration(let span): .duration(Span(milliseconds: span.milliseconds + (up ? 1 : -1)))
        default: value.asDouble.map { .double(up ? $0 + 1 : $0 - 1) }
        }
    }

    private func emptyRows(_ boxes: (rows: [Box], whole: Box?)) -> [RuleFinding] {
        zip(rows, boxes.rows).filter { $0.1.contains { $0.isEmpty } }.map { row, _ in
            Self.finding(
                "never-hit",
                at: ["rows", row.id],
                id: "Baris \"\(row.id)\" tidak pernah cocok.",
                en: "The row \"\(row.id)\" can never fit."
            )
        }
    }

    private func neverHit(_ boxes: (rows: [Box], whole: Box?)) -> [RuleFinding] {
        rows.indices.dropFirst().compactMap { index in
            let box = boxes.rows[index]
            guard !box.contains(where: \.isEmpty), subtract(Array(boxes.rows[..<index]), from: box)?.isEmpty == true
            else {
                return nil
            }
            let row = rows[index]
            return Self.finding(
                "never-hit",
                at: ["rows", row.id],
                id: "Baris \"\(row.id)\" tidak pernah terpilih: baris di atasnya sudah menangkap semuanya.",
                en: "The row \"\(row.id)\" is never chosen: the rows above it catch everything.",
                todo: .init(id: "Pindahkan ke atas atau hapus.", en: "Move it up or remove it.")
            )
        }
    }

    private func overlaps(_ boxes: (rows: [Box], whole: Box?)) -> [RuleFinding] {
        var found: [RuleFinding] = []
        for later in rows.indices {
            for earlier in rows.indices.prefix(upTo: later) {
                let isDisjoint = zip(boxes.rows[earlier], boxes.rows[later]).contains { $0.isDisjoint(with: $1) }
                guard !isDisjoint, !inputs.isEmpty else { continue }
                found.append(
                    Self.finding(
                        "overlap",
                        at: ["rows", rows[later].id],
                        id: "Baris \"\(rows[later].id)\" dan \"\(rows[earlier].id)\" bisa cocok sekaligus.",
                        en: "The rows \"\(rows[later].id)\" and \"\(rows[earlier].id)\" can both fit.",
                        todo: .init(
                            id: "Persempit salah satu, atau pakai hit: first.",
                            en: "Narrow one of them, or use hit: first."
                        )
                    )
                )
                if found.count >= Limits.findingsMax { return found }
            }
        }
        return found
    }

    /// What is left of a box; nil where it falls into too many pieces to say.
    private func subtract(_ boxes: [Box], from whole: Box) -> [Box]? {
        var left = [whole]
        for box in boxes where !box.contains(where: \.isEmpty) {
            var next: [Box] = []
            for part in left {
                guard !zip(part, box).contains(where: { $0.isDisjoint(with: $1) }) else {
                    next.append(part)
                    continue
                }
                var inner = part
                for column in part.indices {
                    let outside = inner[column].subtracting(box[column])
                    if !outside.isEmpty {
                        var piece = inner
                        piece[column] = outside
                        next.append(piece)
                    }
                    inner[column].formIntersection(box[column])
                }
            }
            left = next
            guard left.count <= Limits.tableBoxesMax else { return nil }
        }
        return left
    }
}
