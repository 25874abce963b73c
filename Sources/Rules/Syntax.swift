/// A node of an expression's syntax tree.
struct Node: Sendable {
    let kind: Kind
    let place: Place
    /// 1 for a leaf.
    let depth: Int

    init(kind: Kind, place: Place) {
        self.kind = kind
        self.place = place
        depth = 1 + (kind.children.map(\.depth).max() ?? 0)
    }

    indirect enum Kind: Sendable {
        case literal(RuleValue)
        /// A name; `absolute` where it was written with a leading dot and skips containers and loop variables.
        case name(String, absolute: Bool)
        case select(Node, field: String)
        /// `a.?b`: the field as an optional, absent where it is not there.
        case selectOptional(Node, field: String)
        case has(Node, field: String)
        /// Operators are calls too: `_+_`, `-_`, `_[_]`, `_[?_]`, `@in`.
        case call(String, target: Node?, arguments: [Node])
        case list([Element])
        case map([Entry])
        /// `Type{field: value}`: parsed for its finding; there are no message types here.
        case message(String, fields: [Field])
        case and(Node, Node)
        case or(Node, Node)
        case choose(Node, Node, Node)
        case loop(Loop)
        /// A name for a value: `cel.bind(x, v, e)`, `o.optMap(x, e)`.
        case bind(Binding)
        /// Stands where the text was wrong, so that the rest can still be parsed.
        case missing
    }

    /// An element of a list; an optional one, `[?x]`, is left out where it is absent.
    struct Element: Sendable {
        let value: Node
        let isOptional: Bool
    }

    /// An entry of a map; an optional one, `{?k: v}`, is left out where its value is absent.
    struct Entry: Sendable {
        let key: Node
        let value: Node
        let isOptional: Bool
    }

    struct Field: Sendable {
        let name: String
        let value: Node
        let isOptional: Bool
    }

    /// `a.b.c` as its names, where the node is nothing but names and dots.
    var path: (names: [String], absolute: Bool)? {
        switch kind {
        case .name(let name, let absolute): return ([name], absolute)
        case .select(let base, let field):
            guard let before = base.path else { return nil }
            return (before.names + [field], before.absolute)
        default: return nil
        }
    }

    var literal: RuleValue? {
        if case .literal(let value) = kind { value } else { nil }
    }

    var children: [Node] { kind.children }
}

extension Node.Kind {
    /// The nodes right below, in the order of the text.
    var children: [Node] {
        switch self {
        case .literal, .name, .missing: []
        case .select(let base, _), .selectOptional(let base, _), .has(let base, _): [base]
        case .call(_, let target, let arguments): (target.map { [$0] } ?? []) + arguments
        case .list(let elements): elements.map(\.value)
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .message(_, let fields): fields.map(\.value)
        case .and(let left, let right), .or(let left, let right): [left, right]
        case .choose(let condition, let yes, let no): [condition, yes, no]
        case .loop(let loop): [loop.range] + (loop.filter.map { [$0] } ?? []) + [loop.body]
        case .bind(let binding): [binding.value, binding.body]
        }
    }
}

/// A macro over the elements of a list or the entries of a map.
struct Loop: Sendable {
    enum Kind: String, Sendable {
        case all, exists, existsOne, map, filter, transformList, transformMap, transformMapEntry
    }

    let kind: Kind
    let range: Node
    /// One name: element or key; two names: index and element, or key and value.
    let variables: [String]
    let filter: Node?
    let body: Node
}

/// A name that stands for a value within one expression.
struct Binding: Sendable {
    enum Kind: String, Sendable {
        /// `cel.bind(name, value, body)`.
        case bind
        /// `value.optMap(name, body)`: the body's answer as an optional, absent where the value is.
        case optMap
        /// `value.optFlatMap(name, body)`: the body is an optional itself.
        case optFlatMap
    }

    let kind: Kind
    let name: String
    let value: Node
    let body: Node
}

/// Names that CEL keeps for itself; allowed behind a dot.
let reservedWords: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace",
    "return", "var", "void", "while",
]
