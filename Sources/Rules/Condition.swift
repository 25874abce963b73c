/// An expression that is nothing but comparisons of paths with fixed values, joined by and, or and not.
///
/// Exports say such an expression in other languages (JSON Schema). What is more than that is `other`: only an evaluation knows.
package indirect enum Condition: Hashable, Sendable {
    package enum Comparison: String, Hashable, Sendable, CaseIterable {
        case equal, notEqual, less, lessEqual, greater, greaterEqual

        /// The same said from the other side: `3 < a` is `a > 3`.
        var mirrored: Comparison {
            switch self {
            case .equal: .equal
            case .notEqual: .notEqual
            case .less: .greater
            case .lessEqual: .greaterEqual
            case .greater: .less
            case .greaterEqual: .lessEqual
            }
        }
    }

    case fixed(Bool)
    /// `category.code == 'flood'`.
    case compare([String], Comparison, RuleValue)
    /// `kind.code in ['a', 'b']`.
    case among([String], [RuleValue])
    /// A path that is itself yes or no: `category.needs_photo`.
    case holds([String])
    case not(Condition)
    case both(Condition, Condition)
    case either(Condition, Condition)
    /// The text of an expression, or of a part of one, that says more.
    case other

    /// True where no part is `other`.
    package var isPlain: Bool {
        switch self {
        case .fixed, .compare, .among, .holds: true
        case .not(let inner): inner.isPlain
        case .both(let left, let right), .either(let left, let right): left.isPlain && right.isPlain
        case .other: false
        }
    }
}

extension Expression {
    /// What the expression says, as far as it is nothing but comparisons.
    package var condition: Condition { root.condition }
}

extension Node {
    fileprivate var condition: Condition {
        switch kind {
        case .literal(.bool(let truth)): return .fixed(truth)
        case .and(let left, let right): return .both(left.condition, right.condition)
        case .or(let left, let right): return .either(left.condition, right.condition)
        case .call("!_", target: nil, let arguments) where arguments.count == 1: return .not(arguments[0].condition)
        case .call(let name, target: nil, let arguments) where arguments.count == 2:
            return Self.comparison(name, arguments[0], arguments[1])
        case .name, .select: return path.map { .holds($0.names) } ?? .other
        default: return .other
        }
    }

    private static func comparison(_ name: String, _ left: Node, _ right: Node) -> Condition {
        if name == "@in" {
            guard let path = left.path, case .list = right.kind else { return .other }
            let values = right.children.compactMap(\.literal)
            return values.count == right.children.count ? .among(path.names, values) : .other
        }
        let kinds: [String: Condition.Comparison] = [
            "_==_": .equal, "_!=_": .notEqual, "_<_": .less, "_<=_": .lessEqual, "_>_": .greater,
            "_>=_": .greaterEqual,
        ]
        guard let kind = kinds[name] else { return .other }
        if let path = left.path, let value = right.literal { return .compare(path.names, kind, value) }
        if let value = left.literal, let path = right.path { return .compare(path.names, kind.mirrored, value) }
        return .other
    }
}

extension Condition.Comparison {
    /// What CEL answers for two fixed values; nil where it would be an error, as for an order between unlike kinds.
    package func holds(_ left: RuleValue, _ right: RuleValue) -> Bool? {
        switch self {
        case .equal: return left == right
        case .notEqual: return left != right
        case .less, .lessEqual, .greater, .greaterEqual: break
        }
        let order: Int
        switch (left, right) {
        case (.int(let a), .int(let b)): order = a < b ? -1 : a > b ? 1 : 0
        case (.string(let a), .string(let b)):
            order = a == b ? 0 : a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars) ? -1 : 1
        case (.bool(let a), .bool(let b)): order = a == b ? 0 : b ? -1 : 1
        default: return nil
        }
        switch self {
        case .less: return order < 0
        case .lessEqual: return order <= 0
        case .greater: return order > 0
        case .greaterEqual: return order >= 0
        case .equal, .notEqual: return nil
        }
    }
}
