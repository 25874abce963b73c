/// `&&`, `||`, `? :`, and names for values.
extension Compiler {
    /// `&&` and `||`: either side decides alone, whichever it is and whatever happens on the other.
    mutating func compileJunction(
        _ left: Node,
        _ right: Node,
        decisive: Bool,
        _ name: String,
        at place: Place
    ) throws(RuleFault) -> Compiled {
        let sides = [try compile(left).code, try compile(right).code]
        return Compiled { frame throws(RuleFault) in
            try frame.spend(1)
            var fault: RuleFault?
            var truths = 0
            for code in sides {
                do throws(RuleFault) {
                    let value = try code(&frame)
                    if let truth = value.asBool {
                        if truth == decisive { return .bool(decisive) }
                        truths += 1
                    } else {
                        fault = fault ?? [value].noOverload(name).at(place)
                    }
                } catch {
                    if case .budget = error.kind { throw error }
                    fault = fault ?? error
                }
            }
            if let fault { throw fault }
            return .bool(!decisive)
        }
    }

    mutating func compileChoice(_ condition: Node, _ yes: Node, _ no: Node) throws(RuleFault) -> Compiled {
        let place = condition.place
        let (test, left, right) = (try compile(condition).code, try compile(yes).code, try compile(no).code)
        return Compiled { frame throws(RuleFault) in
            try frame.spend(1)
            let value = try test(&frame)
            guard let truth = value.asBool else { throw [value].noOverload("_?_:_").at(place) }
            return truth ? try left(&frame) : try right(&frame)
        }
    }

    /// Works the value out once, whatever the body does with it.
    mutating func compileBinding(_ binding: Binding, at place: Place) throws(RuleFault) -> Compiled {
        let value = try compile(binding.value).code
        let kind = binding.kind
        return try withLocals([binding.name]) { compiler, slots throws(RuleFault) in
            let body = try compiler.compile(binding.body).code
            return Compiled { frame throws(RuleFault) in
                try frame.spend(1)
                let bound = try value(&frame)
                if kind == .bind {
                    frame.slots[slots[0]] = bound
                    return try body(&frame)
                }
                guard case .optional(let content) = bound else { throw [bound].noOverload(kind.rawValue).at(place) }
                guard let content else { return .optional(nil) }
                frame.slots[slots[0]] = content
                let result = try body(&frame)
                if kind == .optMap { return .optional(result) }
                guard case .optional = result else { throw [result].noOverload(kind.rawValue).at(place) }
                return result
            }
        }
    }

    /// A message that is a plain value; there are no others.
    mutating func compileMessage(_ name: String, _ fields: [Node.Field], at place: Place) throws(RuleFault) -> Compiled
    {
        let names = NameLookup(container: layout.container).candidates(name, absolute: false)
        guard let (type, known) = WellKnownTypes.resolve(names), fields.allSatisfy({ known[$0.name] != nil }) else {
            return try failing(RuleFault(.unknownType(name)).at(place))
        }
        var codes: [(name: String, isOptional: Bool, code: Code)] = []
        for field in fields { codes.append((field.name, field.isOptional, try compile(field.value).code)) }
        let all = codes
        return Compiled { frame throws(RuleFault) in
            try frame.spend(1)
            var values: [String: RuleValue] = [:]
            for (name, isOptional, code) in all {
                let value = try code(&frame)
                guard isOptional else {
                    values[name] = value
                    continue
                }
                guard case .optional(let content) = value else { throw [value].noOverload("{?_}").at(place) }
                values[name] = content
            }
            do throws(RuleFault) { return try WellKnownTypes.value(type, values) } catch { throw error.at(place) }
        }
    }

    /// `a.or(b)` and `a.orValue(b)`: the second is only worked out where the first has no value.
    func compileAlternative(_ name: String, _ first: @escaping Code, _ second: @escaping Code, at place: Place)
        -> Compiled
    {
        let isPlain = name == "orValue"
        return Compiled { frame throws(RuleFault) in
            let value = try first(&frame)
            try frame.spend(2)
            guard case .optional(let content) = value else { throw [value].noOverload(name).at(place) }
            if let content { return isPlain ? content : value }
            let other = try second(&frame)
            if !isPlain {
                guard case .optional = other else { throw [value, other].noOverload(name).at(place) }
            }
            return other
        }
    }
}

extension RuleValue {
    /// The field or element under a key as an optional; of an optional, of what it holds.
    func selecting(_ key: RuleValue, named name: String, at place: Place) throws(RuleFault) -> RuleValue {
        switch self {
        case .map(let entries): return .optional(entries[key])
        case .optional(nil): return self
        case .optional(.some(let content)):
            guard case .map = content else { throw [content].noOverload(".\(name)").at(place) }
            return try content.selecting(key, named: name, at: place)
        default: throw [self].noOverload(".?\(name)").at(place)
        }
    }
}
