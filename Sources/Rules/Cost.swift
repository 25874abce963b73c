/// What an expression can cost at most, before anybody runs it: an upper bound of what the closures spend.
struct CostEstimator {
    /// Steps, and how large the result can be.
    struct Estimate {
        var cost: Int
        /// Bound of `RuleValue.weight`.
        var weight: Int
        /// Bound of the elements that a macro would walk over.
        var elements: Int
    }

    let functions: FunctionTable
    private var locals: [[String: Estimate]] = []

    init(functions: FunctionTable) { self.functions = functions }

    /// A value from outside: an event holds 64 KB, so no text or list in a slot weighs more.
    private static let slot = Estimate(cost: 1, weight: Limits.textBytesMax, elements: Limits.listElementsMax)

    mutating func estimate(_ node: Node) -> Estimate {
        switch node.kind {
        case .literal(let value): return Estimate(cost: 1, weight: value.weight, elements: 0)
        case .name(let name, let absolute):
            if !absolute, let local = locals.reversed().lazy.compactMap({ $0[name] }).first { return local }
            return Self.slot
        case .select(let base, _):
            let below = estimate(base)
            return part(of: below, cost: sum(below.cost, 1))
        case .has(let base, _): return Estimate(cost: sum(estimate(base).cost, 1), weight: 0, elements: 0)
        case .list(let elements):
            let all = elements.map { estimate($0) }
            return Estimate(
                cost: total(all.map(\.cost), from: 1),
                weight: total(all.map(\.weight), from: elements.count),
                elements: elements.count
            )
        case .map(let entries):
            let all = entries.flatMap { [estimate($0.key), estimate($0.value)] }
            return Estimate(
                cost: total(all.map(\.cost), from: 1),
                weight: total(all.map(\.weight), from: entries.count),
                elements: entries.count
            )
        case .message(_, let fields):
            return Estimate(cost: total(fields.map { estimate($0.value).cost }, from: 1), weight: 0, elements: 0)
        case .and(let left, let right), .or(let left, let right):
            return Estimate(cost: total([estimate(left).cost, estimate(right).cost], from: 1), weight: 0, elements: 0)
        case .choose(let condition, let yes, let no):
            let (left, right) = (estimate(yes), estimate(no))
            return Estimate(
                cost: total([estimate(condition).cost, max(left.cost, right.cost)], from: 1),
                weight: max(left.weight, right.weight),
                elements: max(left.elements, right.elements)
            )
        case .call(let name, let target, let arguments): return call(name, target, arguments)
        case .loop(let loop): return self.loop(loop)
        case .missing: return Self.slot
        }
    }

    private func part(of whole: Estimate, cost: Int) -> Estimate {
        Estimate(cost: cost, weight: whole.weight, elements: min(Limits.listElementsMax, whole.weight))
    }

    private mutating func call(_ name: String, _ target: Node?, _ arguments: [Node]) -> Estimate {
        var function = functions[name]
        var all = arguments.map { estimate($0) }
        if let target {
            let full = target.path.map { ($0.names + [name]).joined(separator: ".") }
            if let free = full.flatMap({ functions[$0] }) {
                function = free
            } else {
                all.insert(estimate(target), at: 0)
            }
        }
        let weights = all.map(\.weight)
        // The compiled call spends one step of its own beside what the function asks for.
        let own = sum(1, function?.cost?(weights.map { min($0, 1 << 40) }) ?? 1)
        let cost = total(all.map(\.cost), from: own)
        if name == "_[_]", let base = all.first { return part(of: base, cost: cost) }
        let isScalar = function?.signatures.allSatisfy { $0.result.isScalar } ?? false
        if isScalar { return Estimate(cost: cost, weight: 0, elements: 0) }
        if name == "_+_" {
            return Estimate(
                cost: cost,
                weight: total(weights, from: 0),
                elements: min(Limits.listElementsMax, total(all.map(\.elements), from: 0))
            )
        }
        let weight = max(Limits.textBytesMax, weights.max() ?? 0)
        return Estimate(cost: cost, weight: weight, elements: Limits.listElementsMax)
    }

    private mutating func loop(_ loop: Loop) -> Estimate {
        let range = estimate(loop.range)
        let element = Estimate(cost: 1, weight: range.weight, elements: min(Limits.listElementsMax, range.weight))
        locals.append(Dictionary(loop.variables.map { ($0, element) }, uniquingKeysWith: { first, _ in first }))
        defer { locals.removeLast() }
        let filter = loop.filter.map { estimate($0) }
        let body = estimate(loop.body)
        let count = min(range.elements, Limits.listElementsMax)
        let round = total([filter?.cost ?? 0, body.cost], from: 1)
        let cost = total([range.cost, product(count, round)], from: 1)
        switch loop.kind {
        case .all, .exists, .existsOne: return Estimate(cost: cost, weight: 0, elements: 0)
        case .filter: return Estimate(cost: cost, weight: range.weight, elements: count)
        case .map, .transformList, .transformMap, .transformMapEntry:
            let made = product(count, sum(body.weight, 1))
            return Estimate(cost: cost, weight: sum(made, range.weight), elements: count)
        }
    }
}

extension RuleType {
    fileprivate var isScalar: Bool {
        switch self {
        case .bool, .int, .uint, .double, .timestamp, .duration, .date, .point, .workdays, .null, .type: true
        case .dyn, .string, .bytes, .list, .map, .record, .nullable, .variable: false
        }
    }
}

/// Sums and products that stay at the largest number instead of overflowing.
private func sum(_ a: Int, _ b: Int) -> Int {
    let (result, overflow) = a.addingReportingOverflow(b)
    return overflow ? Int.max : result
}

private func total(_ all: [Int], from first: Int) -> Int { all.reduce(first, sum) }

private func product(_ a: Int, _ b: Int) -> Int {
    let (result, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? Int.max : result
}
