internal import Civic

/// What is known of the values that an input of a decision table can have.
package struct InputDomain: Hashable, Sendable {
    package enum Values: Hashable, Sendable {
        /// Nothing: what the cells name is taken as a hint.
        case unknown
        /// Exactly these: choices of a field, codes of a register.
        case only([RuleValue])
        /// Whole numbers: nothing lies between 3 and 4.
        case whole
        /// Any number: between 3 and 4 lies 3.5.
        case fractional
    }

    package let values: Values
    /// Whether the input may be null: a field that may be left empty.
    package let allowsNull: Bool

    package init(_ values: Values, allowsNull: Bool = false) { (self.values, self.allowsNull) = (values, allowsNull) }

    package static let unknown = InputDomain(.unknown)
    package static let yesNo = InputDomain(.only([true, false]))
}

/// A piece of an input's line of values that no cell of its column tells apart.
enum Piece: Hashable, Sendable {
    case value(RuleValue)
    /// All values between two neighbours that cells name, or beyond the first or last.
    case gap(RuleValue?, RuleValue?)
    /// Every value that no cell names, of a kind whose cells only name single values.
    case other
}

extension UnaryTest {
    /// Whether the values of a piece pass; all do or none, for a piece is cut at every value that the cell names.
    func matches(_ piece: Piece) -> Bool {
        switch piece {
        case .value(let value): return matches(value)
        case .other, .gap: break
        }
        switch self {
        case .any: return true
        case .equal: return false
        case .less(let bound, _):
            guard case .gap(_, let upper?) = piece else { return false }
            return upper.order(bound).map { $0 != .after } ?? false
        case .greater(let bound, _):
            guard case .gap(let lower?, _) = piece else { return false }
            return lower.order(bound).map { $0 != .before } ?? false
        case .between(let lower, _, let upper, _):
            return UnaryTest.greater(lower, orEqual: false).matches(piece)
                && UnaryTest.less(upper, orEqual: false).matches(piece)
        case .oneOf(let tests): return tests.contains { $0.matches(piece) }
        case .not(let test): return !test.matches(piece)
        }
    }

    /// True where the cell asks which value comes first, so that what lies between its values matters.
    var compares: Bool {
        switch self {
        case .any, .equal: false
        case .less, .greater, .between: true
        case .oneOf(let tests): tests.contains(where: \.compares)
        case .not(let test): test.compares
        }
    }
}

extension InputDomain {
    /// The line of values, cut where the cells of the column cut it.
    func pieces(_ cells: [UnaryTest]) -> [Piece] {
        let named = Set(cells.flatMap(\.mentioned))
        var all: [Piece] = []
        let takesNull = allowsNull || named.contains(.null)
        switch values {
        case .only(let values): all = Set(values).subtracting([.null]).map { .value($0) }
        case .unknown, .whole, .fractional:
            let truths = named.compactMap(\.asBool)
            if values == .unknown, !truths.isEmpty, named.allSatisfy({ $0.asBool != nil || $0 == .null }) {
                all = [.value(true), .value(false)]
            } else {
                all = line(named, cells)
            }
        }
        if takesNull { all.append(.value(.null)) }
        return all
    }

    private func line(_ named: Set<RuleValue>, _ cells: [UnaryTest]) -> [Piece] {
        let comparesTexts = cells.contains { $0.compares && $0.mentioned.contains { $0.asString != nil } }
        let values = named.filter { $0 != .null }
        let isOrdered = { (value: RuleValue) in
            value.order(value) != nil && value.asBool == nil && (comparesTexts || value.asString == nil)
        }
        var all: [Piece] = values.map { .value($0) }
        // Kinds of values that can't be compared with each other stand on lines of their own.
        var groups: [[RuleValue]] = []
        for value in values.filter(isOrdered) {
            if let index = groups.firstIndex(where: { $0[0].order(value) != nil }) {
                groups[index].append(value)
            } else {
                groups.append([value])
            }
        }
        for group in groups {
            let sorted = group.sorted { $0.order($1) == .before }
            for (lower, upper) in zip(sorted, sorted.dropFirst()) where !areNeighbours(lower, upper) {
                all.append(.gap(lower, upper))
            }
            all.append(.gap(nil, sorted[0]))
            all.append(.gap(sorted[sorted.count - 1], nil))
        }
        if groups.isEmpty || values.contains(where: { !isOrdered($0) }) { all.append(.other) }
        return all
    }

    /// Whether nothing lies between two values: whole neighbours, unless the input is known to have fractions.
    private func areNeighbours(_ lower: RuleValue, _ upper: RuleValue) -> Bool {
        switch (lower, upper) {
        case (.date(let a), .date(let b)): return b.daysSinceEpoch - a.daysSinceEpoch <= 1
        case (.int(let a), .int(let b)): return values != .fractional && a < .max && a + 1 >= b
        default:
            guard values == .whole, let a = lower.asDecimal, let b = upper.asDecimal,
                let next = a.rounded(to: 0, .floor)?.adding(RuleDecimal(1))
            else { return false }
            return next >= b
        }
    }
}
