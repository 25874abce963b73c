/// What an expression says, for whoever puts it into words: the tree without places, operators told apart from functions.
package indirect enum Phrase: Hashable, Sendable {
    case value(RuleValue)
    /// Names and dots: `category.needs_photo`.
    case path([String])
    case compare(Phrase, Condition.Comparison, Phrase)
    /// The first is one of the second's elements.
    case among(Phrase, Phrase)
    case not(Phrase)
    case all([Phrase])
    case any([Phrase])
    case choose(Phrase, yes: Phrase, no: Phrase)
    /// `+`, `-`, `*`, `/`, `%`.
    case arithmetic(String, Phrase, Phrase)
    /// A function or a method by its name, what it is called on first.
    case call(String, [Phrase])
    case list([Phrase])
    /// `faces.all(f, …)`: the kind of walk, what is walked through, the element's name, what is said of each.
    case each(String, Phrase, name: String, Phrase)
    /// What nobody has words for: as it is written.
    case code(String)
}

extension Expression {
    /// The expression as something to be said.
    package var phrase: Phrase { root.phrase }
}

extension Node {
    fileprivate var phrase: Phrase {
        switch kind {
        case .literal(let value): return .value(value)
        case .name, .select: return path.map { .path($0.names) } ?? written
        case .and(let left, let right): return .all(joined(left.phrase, right.phrase, isAll: true))
        case .or(let left, let right): return .any(joined(left.phrase, right.phrase, isAll: false))
        case .choose(let condition, let yes, let no):
            return .choose(condition.phrase, yes: yes.phrase, no: no.phrase)
        case .list(let elements): return .list(elements.map(\.value.phrase))
        case .has(let base, let field):
            guard let path = base.path else { return written }
            return .call("has", [.path(path.names + [field])])
        case .call(let name, let target, let arguments): return called(name, target, arguments)
        case .loop(let loop) where loop.variables.count == 1 && loop.filter == nil:
            return .each(loop.kind.rawValue, loop.range.phrase, name: loop.variables[0], loop.body.phrase)
        case .selectOptional, .map, .message, .loop, .bind, .missing: return written
        }
    }

    private var written: Phrase {
        var writer = Unparser()
        writer.write(self)
        return .code(writer.text)
    }

    /// `a && b && c` is one list of three.
    private func joined(_ left: Phrase, _ right: Phrase, isAll: Bool) -> [Phrase] {
        [left, right].flatMap { phrase -> [Phrase] in
            switch phrase {
            case .all(let parts) where isAll: parts
            case .any(let parts) where !isAll: parts
            default: [phrase]
            }
        }
    }

    private func called(_ name: String, _ target: Node?, _ arguments: [Node]) -> Phrase {
        let parts = (target.map { [$0] } ?? []) + arguments
        if target == nil {
            if name == "!_", let inner = parts.first { return .not(inner.phrase) }
            if name == "-_", let inner = parts.first { return .call("-", [inner.phrase]) }
            if parts.count == 2 {
                let (left, right) = (parts[0].phrase, parts[1].phrase)
                if name == "@in" { return .among(left, right) }
                if let kind = Condition.Comparison(operation: name) { return .compare(left, kind, right) }
                if let sign = Self.signs[name] { return .arithmetic(sign, left, right) }
                if name == "_[_]" || name == "_[?_]" { return written }
            }
        }
        // `money.max(a, b)`: the target is a name of the function, not a value.
        if let path = target?.path {
            let full = (path.names + [name]).joined(separator: ".")
            if FunctionTable.standard[full] != nil { return .call(full, arguments.map(\.phrase)) }
        }
        return .call(name, parts.map(\.phrase))
    }

    private static let signs = ["_+_": "+", "_-_": "-", "_*_": "*", "_/_": "/", "_%_": "%"]
}

extension Condition.Comparison {
    /// By the operator's name in the syntax tree.
    fileprivate init?(operation: String) {
        switch operation {
        case "_==_": self = .equal
        case "_!=_": self = .notEqual
        case "_<_": self = .less
        case "_<=_": self = .lessEqual
        case "_>_": self = .greater
        case "_>=_": self = .greaterEqual
        default: return nil
        }
    }
}

extension Expression {
    /// `null`: stands where an expression could not be read.
    package static let nothing = Expression(
        source: "null",
        root: Node(kind: .literal(.null), place: Place(0, 4))
    )
}
