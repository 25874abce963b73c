/// What is known about type parameters while an expression is checked (CEL specification, "Type Checking").
struct Unification {
    private var bound: [Int: RuleType] = [:]
    private var count = 0

    mutating func fresh() -> RuleType {
        count += 1
        return .variable(count - 1)
    }

    /// A signature with parameters of its own.
    mutating func fresh(_ signature: RuleFunction.Signature) -> RuleFunction.Signature {
        var renamed: [Int: RuleType] = [:]
        func rename(_ type: RuleType, _ own: inout Unification) -> RuleType {
            switch type {
            case .variable(let id):
                if let known = renamed[id] { return known }
                let new = own.fresh()
                renamed[id] = new
                return new
            case .list(let element): return .list(rename(element, &own))
            case .map(let key, let value): return .map(rename(key, &own), rename(value, &own))
            case .nullable(let inner): return .nullable(rename(inner, &own))
            case .opaque(let name, let parameters): return .opaque(name, parameters.map { rename($0, &own) })
            default: return type
            }
        }
        let parameters = signature.parameters.map { rename($0, &self) }
        return .init(parameters, rename(signature.result, &self))
    }

    /// The type with all that is known put in; `rest` stands for what is not.
    func resolved(_ type: RuleType, rest: RuleType? = nil) -> RuleType {
        switch type {
        case .variable(let id): bound[id].map { resolved($0, rest: rest) } ?? rest ?? type
        case .list(let element): .list(resolved(element, rest: rest))
        case .map(let key, let value): .map(resolved(key, rest: rest), resolved(value, rest: rest))
        case .nullable(let inner): .nullable(resolved(inner, rest: rest))
        case .opaque(let name, let parameters): .opaque(name, parameters.map { resolved($0, rest: rest) })
        case .record(let fields): .record(fields.mapValues { resolved($0, rest: rest) })
        default: type
        }
    }

    /// Whether a value of type `from` may stand where `to` is wanted; learns about parameters where it may.
    mutating func accepts(_ from: RuleType, as to: RuleType) -> Bool {
        if case .variable(let id) = to {
            switch bind(from, to: id) {
            case .fits: return true
            case .differs: return false
            case .circular: break
            }
        }
        if case .variable(let id) = from { return bind(to, to: id) == .fits }
        switch (from, to) {
        case (.dyn, _), (_, .dyn): return true
        case (.nullable(let a), .nullable(let b)): return accepts(a, as: b)
        case (.null, .nullable), (.nullable, .null): return true
        // Times and optionals may be null, as in the specification ("legacy nullable types").
        case (.null, .timestamp), (.null, .duration), (.timestamp, .null), (.duration, .null): return true
        case (.null, .opaque), (.opaque, .null): return true
        case (.nullable(let a), let b): return accepts(a, as: b)
        case (let a, .nullable(let b)): return accepts(a, as: b)
        case (.list(let a), .list(let b)): return accepts(a, as: b)
        case (.map(let aKey, let aValue), .map(let bKey, let bValue)):
            return accepts(aKey, as: bKey) && accepts(aValue, as: bValue)
        case (.record(let fields), .map(let key, let value)), (.map(let key, let value), .record(let fields)):
            guard accepts(.string, as: key) else { return false }
            let types = Set(fields.values)
            guard types.count == 1, let type = types.first else { return accepts(.dyn, as: value) }
            return accepts(type, as: value)
        case (.record(let a), .record(let b)):
            return a.keys == b.keys && a.allSatisfy { name, type in b[name].map { accepts(type, as: $0) } ?? false }
        case (.opaque(let aName, let a), .opaque(let bName, let b)):
            guard aName == bName, a.count == b.count else { return false }
            for (one, other) in zip(a, b) where !accepts(one, as: other) { return false }
            return true
        default: return from == to
        }
    }

    private enum Binding { case fits, differs, circular }

    private mutating func bind(_ type: RuleType, to id: Int) -> Binding {
        if type == .variable(id) { return .fits }
        if let known = bound[id] {
            if known == type { return .fits }
            guard accepts(type, as: known) else { return .differs }
            let general = mostGeneral(type, known)
            if !occurs(id, in: general) { bound[id] = general }
            return .fits
        }
        if occurs(id, in: type) { return .circular }
        bound[id] = type
        return .fits
    }

    private func occurs(_ id: Int, in type: RuleType) -> Bool {
        switch type {
        case .variable(let other): other == id || (bound[other].map { occurs(id, in: $0) } ?? false)
        case .list(let element): occurs(id, in: element)
        case .map(let key, let value): occurs(id, in: key) || occurs(id, in: value)
        case .nullable(let inner): occurs(id, in: inner)
        case .opaque(_, let parameters): parameters.contains { occurs(id, in: $0) }
        case .record(let fields): fields.values.contains { occurs(id, in: $0) }
        default: false
        }
    }

    /// One type for both, or nil where they have nothing in common.
    mutating func joined(_ left: RuleType, _ right: RuleType) -> RuleType? {
        var attempt = self
        guard attempt.accepts(right, as: left) else { return nil }
        self = attempt
        return mostGeneral(resolved(left), resolved(right))
    }

    private func mostGeneral(_ left: RuleType, _ right: RuleType) -> RuleType {
        if isAsGeneral(left, as: right) { return left }
        return isAsGeneral(right, as: left) ? right : .dyn
    }

    private func isAsGeneral(_ left: RuleType, as right: RuleType) -> Bool {
        switch (left, right) {
        case (.dyn, _), (.variable, _): true
        case (_, .dyn), (_, .variable): false
        case (.nullable(let a), .nullable(let b)), (.nullable(let a), let b): b == .null || isAsGeneral(a, as: b)
        case (.list(let a), .list(let b)): isAsGeneral(a, as: b)
        case (.map(let aKey, let aValue), .map(let bKey, let bValue)):
            isAsGeneral(aKey, as: bKey) && isAsGeneral(aValue, as: bValue)
        case (.timestamp, .null), (.duration, .null), (.opaque, .null): true
        case (.opaque(let aName, let a), .opaque(let bName, let b)):
            aName == bName && a.count == b.count && zip(a, b).allSatisfy { isAsGeneral($0, as: $1) }
        default: left == right
        }
    }
}
