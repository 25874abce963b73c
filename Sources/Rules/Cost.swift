/// What an expression can cost at most, before anybody runs it: an upper bound of what the closures spend.
struct CostEstimator {
    /// Steps, and how large the result can be.
    struct Estimate {
        var cost: Int
        /// Bound of `RuleValue.weight`; inside a loop a bound of its average over the rounds, for a list's elements together
        /// weigh no more than the list.
        var weight: Int
        /// Bound of the weight in every single round.
        var peak: Int
        /// Bound of the elements that a macro would walk over.
        var elements: Int

        init(cost: Int, weight: Int = 0, peak: Int? = nil, elements: Int = 0) {
            self.cost = cost
            self.weight = weight
            self.peak = peak ?? weight
            self.elements = elements
        }
    }

    let functions: FunctionTable
    private var locals: [[String: Estimate]] = []

    init(functions: FunctionTable) { self.functions = functions }

    /// A value from outside: an event holds 64 KB, so no text or list in a slot weighs more.
    private static let slot = Estimate(cost: 1, weight: Limits.textBytesMax, elements: Limits.listElementsMax)

    mutating func estimate(_ node: Node) -> Estimate {
        switch node.kind {
        case .literal(let value): return Estimate(cost: 1, weight: value.weight)
        case .name(let name, let absolute):
            if !absolute, let local = locals.last(where: { $0[name] != nil })?[name] { return local }
            return Self.slot
        case .select(let base, _), .selectOptional(let base, _):
            let whole = estimate(base)
            return part(of: whole, cost: sum(whole.cost, 1))
        case .has(let base, _): return Estimate(cost: sum(estimate(base).cost, 1))
        case .list(let elements): return collection(elements.map(\.value), count: elements.count)
        case .map(let entries): return collection(entries.flatMap { [$0.key, $0.value] }, count: entries.count)
        case .message(_, let fields): return collection(fields.map(\.value), count: fields.count)
        case .and(let left, let right), .or(let left, let right):
            return Estimate(cost: total([estimate(left).cost, estimate(right).cost], from: 1))
        case .choose(let condition, let yes, let no):
            let (left, right) = (estimate(yes), estimate(no))
            return Estimate(
                cost: total([estimate(condition).cost, max(left.cost, right.cost)], from: 1),
                weight: max(left.weight, right.weight),
                peak: max(left.peak, right.peak),
                elements: max(left.elements, right.elements)
            )
        case .call(let name, let target, let arguments): return call(name, target, arguments)
        case .loop(let loop): return self.loop(loop)
        case .bind(let binding): return self.binding(binding)
        case .missing: return Self.slot
        }
    }

    private mutating func collection(_ parts: [Node], count: Int) -> Estimate {
        let all = parts.map { estimate($0) }
        return Estimate(
            cost: total(all.map(\.cost), from: 1),
            weight: total(all.map(\.weight), from: count),
            peak: total(all.map(\.peak), from: count),
            elements: count
        )
    }

    private func part(of whole: Estimate, cost: Int) -> Estimate {
        Estimate(
            cost: cost,
            weight: whole.weight,
            peak: whole.peak,
            elements: min(Limits.listElementsMax, whole.peak)
        )
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
        // A call with a wrong number of arguments never runs; the checker says so.
        if function?.signatures.contains(where: { $0.parameters.count == all.count }) != true { function = nil }
        // Weights stay small enough that a product of two does not overflow.
        let weights = all.map { min(function?.isCostLinear == true ? $0.weight : $0.peak, 1 << 30) }
        // The compiled call spends one step of its own beside what the function asks for.
        let own = sum(1, function?.cost?(weights) ?? 1)
        let cost = total(all.map(\.cost), from: own)
        if name == "_[_]" || name == "_[?_]", let base = all.first { return part(of: base, cost: cost) }
        if function?.signatures.allSatisfy({ $0.result.isScalar }) == true { return Estimate(cost: cost) }
        if name == "_+_" {
            return Estimate(
                cost: cost,
                weight: total(all.map(\.weight), from: 0),
                peak: total(all.map(\.peak), from: 0),
                elements: min(Limits.listElementsMax, total(all.map(\.elements), from: 0))
            )
        }
        // A text, or a list of texts that weigh as much together; or one of the arguments inside an optional.
        let peak = max(Limits.textBytesMax + Limits.listElementsMax, sum(1, all.map(\.peak).max() ?? 0))
        return Estimate(cost: cost, weight: peak, elements: Limits.listElementsMax)
    }

    private mutating func binding(_ binding: Binding) -> Estimate {
        let value = estimate(binding.value)
        var bound = value
        bound.cost = 1
        locals.append([binding.name: bound])
        defer { locals.removeLast() }
        var result = estimate(binding.body)
        result.cost = total([value.cost, result.cost], from: 1)
        // An optional weighs one more than what it holds.
        result.weight = sum(result.weight, 1)
        result.peak = sum(result.peak, 1)
        return result
    }

    private mutating func loop(_ loop: Loop) -> Estimate {
        let range = estimate(loop.range)
        let count = min(range.elements, Limits.listElementsMax)
        // What all elements weigh together, spread over the rounds; 64 more, for costs are counted in whole steps.
        let share = min(range.peak, sum(range.weight / max(count, 1), 64))
        let element = Estimate(
            cost: 1,
            weight: share,
            peak: range.peak,
            elements: min(Limits.listElementsMax, range.peak)
        )
        locals.append(Dictionary(loop.variables.map { ($0, element) }, uniquingKeysWith: { first, _ in first }))
        defer { locals.removeLast() }
        let filter = loop.filter.map { estimate($0) }
        let body = estimate(loop.body)
        let round = total([filter?.cost ?? 0, body.cost], from: 1)
        let cost = total([range.cost, product(count, round)], from: 1)
        switch loop.kind {
        case .all, .exists, .existsOne: return Estimate(cost: cost)
        case .filter: return Estimate(cost: cost, weight: range.weight, peak: range.peak, elements: count)
        case .map, .transformList, .transformMap, .transformMapEntry:
            // Keys weigh what the range's keys weigh.
            let weight = sum(product(count, sum(body.weight, 1)), range.weight)
            let peak = sum(product(count, sum(body.peak, 1)), range.peak)
            return Estimate(cost: cost, weight: weight, peak: peak, elements: count)
        }
    }
}

extension RuleType {
    fileprivate var isScalar: Bool {
        switch self {
        case .bool, .int, .uint, .double, .timestamp, .duration, .date, .point, .workdays, .null, .type, .decimal,
            .money:
            true
        case .dyn, .string, .bytes, .list, .map, .record, .nullable, .opaque, .variable: false
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
