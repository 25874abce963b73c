/// Calls and loops as closures.
extension Compiler {
    mutating func compileCall(
        _ name: String,
        _ target: Node?,
        _ arguments: [Node],
        at place: Place
    ) throws(RuleFault) -> Compiled {
        guard let (function, nodes) = callee(name, target, arguments) else {
            let compiled = try failing(RuleFault(.unknownFunction(name)).at(place))
            return compiled
        }
        var all: [Compiled] = []
        for node in nodes { all.append(try compile(node)) }
        let constants = all.compactMap(\.constant)
        if constants.count == all.count, function.surrounded == nil {
            // A constant that fails, fails when it is reached: `true || 1 / 0` has an answer.
            do throws(RuleFault) { return Compiled(constant: try function.body(constants)) } catch {
                let fault = error.at(place)
                return Compiled { frame throws(RuleFault) in
                    try frame.spend(1)
                    throw fault
                }
            }
        }
        if function.name == "matches", all.count == 2, let pattern = all[1].constant?.asString {
            return try matching(all[0].code, pattern, at: place)
        }
        if function.name == "or" || function.name == "orValue", all.count == 2 {
            return compileAlternative(function.name, all[0].code, all[1].code, at: place)
        }
        return Compiled(Self.calling(function, all.map(\.code), at: place))
    }

    /// The function, and its arguments with the receiver in front.
    private func callee(_ name: String, _ target: Node?, _ arguments: [Node]) -> (RuleFunction, [Node])? {
        let lookup = NameLookup(container: layout.container)
        func free(_ name: String, absolute: Bool) -> RuleFunction? {
            lookup.candidates(name, absolute: absolute).lazy.compactMap { functions[$0] }
                .first { $0.takes(arguments.count, asMember: false) }
        }
        guard let target else { return free(name, absolute: false).map { ($0, arguments) } }
        if let path = target.path, !isName(path),
            let function = free((path.names + [name]).joined(separator: "."), absolute: path.absolute)
        {
            return (function, arguments)
        }
        guard let function = functions[name], function.takes(arguments.count + 1, asMember: true) else { return nil }
        return (function, [target] + arguments)
    }

    private static func calling(_ function: RuleFunction, _ codes: [Code], at place: Place) -> Code {
        let body = function.body
        let cost = function.cost
        let surrounded = function.surrounded
        if let pair = function.pair, codes.count == 2 {
            let (left, right) = (codes[0], codes[1])
            return { frame throws(RuleFault) in
                let (one, other) = (try left(&frame), try right(&frame))
                let weights = cost == nil ? (0, 0) : (one.weight, other.weight)
                try frame.spend(weights == (0, 0) ? 2 : 1 + (cost?([weights.0, weights.1]) ?? 1))
                do throws(RuleFault) { return try pair(one, other) } catch { throw error.at(place) }
            }
        }
        return { frame throws(RuleFault) in
            var values: [RuleValue] = []
            values.reserveCapacity(codes.count)
            for code in codes { values.append(try code(&frame)) }
            try frame.spend(1 + (cost?(values.map(\.weight)) ?? 1))
            do throws(RuleFault) {
                if let surrounded { return try surrounded(values, frame.surroundings) }
                return try body(values)
            } catch { throw error.at(place) }
        }
    }

    /// `matches` with a pattern that is known by now: read once.
    private func matching(_ text: @escaping Code, _ pattern: String, at place: Place) throws(RuleFault) -> Compiled {
        let compiled: Pattern
        do throws(RuleFault) { compiled = try Pattern(pattern) } catch {
            let fault = error.at(place)
            return Compiled { _ throws(RuleFault) in throw fault }
        }
        let cost = functions["matches"]?.cost
        let patternWeight = pattern.utf8.count
        return Compiled { frame throws(RuleFault) in
            let value = try text(&frame)
            try frame.spend(1 + (cost?([value.weight, patternWeight]) ?? 1))
            guard let subject = value.asString else { throw [value, .string(pattern)].noOverload("matches").at(place) }
            return .bool(compiled.isFound(in: subject))
        }
    }
}

// MARK: Loops

extension Compiler {
    mutating func compileLoop(_ loop: Loop, at place: Place) throws(RuleFault) -> Compiled {
        let range = try compile(loop.range).code
        let hasTwo = loop.variables.count == 2
        return try withLocals(loop.variables) { compiler, slots throws(RuleFault) in
            let filter = try loop.filter.map { node throws(RuleFault) in try compiler.compile(node).code }
            let body = try compiler.compile(loop.body).code
            let kind = loop.kind
            let isIndexed = hasTwo
            return Compiled { frame throws(RuleFault) in
                try frame.spend(1)
                let rounds = try Self.rounds(try range(&frame), named: kind, at: place)
                var outcome = LoopOutcome(kind)
                for (key, element) in rounds.pairs {
                    try frame.spend(1)
                    frame.slots[slots[0]] = isIndexed || rounds.isMap ? key : element
                    if isIndexed { frame.slots[slots[1]] = element }
                    do throws(RuleFault) {
                        if let filter {
                            let value = try filter(&frame)
                            guard let truth = value.asBool else { throw [value].noOverload(kind.rawValue) }
                            guard truth else { continue }
                        }
                        let entry = isIndexed || !rounds.isMap ? element : key
                        if try outcome.take(try body(&frame), key: key, element: entry) { break }
                    } catch {
                        guard outcome.absorbs(error.at(place)) else { throw error.at(place) }
                    }
                }
                return try outcome.result()
            }
        }
    }

    private static func rounds(
        _ value: RuleValue,
        named kind: Loop.Kind,
        at place: Place
    ) throws(RuleFault) -> (pairs: [(RuleValue, RuleValue)], isMap: Bool) {
        let pairs: [(RuleValue, RuleValue)]
        let isMap: Bool
        switch value {
        case .list(let elements):
            pairs = elements.enumerated().map { (.int(Int64($0.offset)), $0.element) }
            isMap = false
        case .map(let entries):
            pairs = entries.orderedKeys.map { ($0, entries[$0] ?? .null) }
            isMap = true
        default: throw [value].noOverload(kind.rawValue).at(place)
        }
        guard pairs.count <= Limits.listElementsMax else { throw RuleFault(.tooLong(elements: pairs.count)).at(place) }
        return (pairs, isMap)
    }
}

/// What a macro has found so far.
private struct LoopOutcome {
    private let kind: Loop.Kind
    private var isDecided = false
    private var fault: RuleFault?
    private var count = 0
    private var list: [RuleValue] = []
    private var map: [RuleValue: RuleValue] = [:]

    init(_ kind: Loop.Kind) { self.kind = kind }

    /// Takes one round's answer; true where no further round can change the result.
    mutating func take(_ value: RuleValue, key: RuleValue, element: RuleValue) throws(RuleFault) -> Bool {
        switch kind {
        case .map, .transformList: list.append(value)
        case .transformMap: try map.add(value, under: key)
        case .transformMapEntry:
            guard case .map(let entries) = value else { throw [value].noOverload(kind.rawValue) }
            for key in entries.orderedKeys { try map.add(entries[key] ?? .null, under: key) }
        case .all, .exists, .existsOne, .filter:
            guard let truth = value.asBool else { throw [value].noOverload(kind.rawValue) }
            if kind == .filter, truth { list.append(element) }
            if kind == .existsOne, truth { count += 1 }
            isDecided = (kind == .all && !truth) || (kind == .exists && truth)
            return isDecided
        }
        return false
    }

    /// `all` and `exists` join their rounds like `&&` and `||`: a later round may decide in spite of an error.
    mutating func absorbs(_ error: RuleFault) -> Bool {
        if case .budget = error.kind { return false }
        guard kind == .all || kind == .exists else { return false }
        fault = fault ?? error
        return true
    }

    func result() throws(RuleFault) -> RuleValue {
        switch kind {
        case .all, .exists:
            if isDecided { return .bool(kind == .exists) }
            if let fault { throw fault }
            return .bool(kind == .all)
        case .existsOne: return .bool(count == 1)
        case .filter, .map, .transformList: return .list(list)
        case .transformMap, .transformMapEntry: return .map(map)
        }
    }
}
