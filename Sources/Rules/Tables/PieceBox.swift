/// A set of pieces by number.
struct PieceSet: Hashable, Sendable {
    private var words: [UInt64]

    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    mutating func insert(_ index: Int) { words[index / 64] |= 1 << UInt64(index % 64) }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
    var first: Int? {
        words.indices.first { words[$0] != 0 }.map { $0 * 64 + words[$0].trailingZeroBitCount }
    }

    func isDisjoint(with other: PieceSet) -> Bool { zip(words, other.words).allSatisfy { $0 & $1 == 0 } }

    func intersection(_ other: PieceSet) -> PieceSet { combined(other) { $0 & $1 } }
    func subtracting(_ other: PieceSet) -> PieceSet { combined(other) { $0 & ~$1 } }

    private func combined(_ other: PieceSet, _ combine: (UInt64, UInt64) -> UInt64) -> PieceSet {
        var result = self
        for index in words.indices { result.words[index] = combine(words[index], other.words[index]) }
        return result
    }
}

/// The inputs that a row fits: a set of pieces for each column, all combinations of them.
struct PieceBox: Sendable {
    private(set) var columns: [PieceSet]

    init(_ columns: [PieceSet]) { self.columns = columns }

    var isEmpty: Bool { columns.contains(where: \.isEmpty) }

    func isDisjoint(with other: PieceBox) -> Bool { zip(columns, other.columns).contains { $0.isDisjoint(with: $1) } }

    func intersection(_ other: PieceBox) -> PieceBox {
        PieceBox(zip(columns, other.columns).map { $0.intersection($1) })
    }

    /// What is left of the box without the others; nil where it falls into more than ``Limits/tableBoxesMax`` boxes.
    func subtracting(_ others: [PieceBox]) -> [PieceBox]? {
        var left = [self]
        for box in others where !box.isEmpty {
            var next: [PieceBox] = []
            for part in left {
                guard !part.isDisjoint(with: box) else {
                    next.append(part)
                    continue
                }
                var inner = part
                for column in part.columns.indices {
                    let outside = inner.columns[column].subtracting(box.columns[column])
                    if !outside.isEmpty {
                        var piece = inner
                        piece.columns[column] = outside
                        next.append(piece)
                    }
                    inner.columns[column] = inner.columns[column].intersection(box.columns[column])
                }
            }
            left = next
            guard left.count <= Limits.tableBoxesMax else { return nil }
        }
        return left
    }
}
