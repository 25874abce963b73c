/// What runs: a closure per node of the tree, over a frame of slots.
typealias Code = @Sendable (inout Frame) throws(RuleFault) -> RuleValue

/// One evaluation: slots, then loop variables, and the steps that are left.
struct Frame {
    var slots: [RuleValue]
    private(set) var left: Int
    private let budget: Int
    let surroundings: RuleSurroundings

    init(slots: [RuleValue], localCount: Int, budget: Int, surroundings: RuleSurroundings) {
        self.surroundings = surroundings
        self.slots = localCount == 0 ? slots : slots + Array(repeating: .null, count: localCount)
        self.budget = budget
        left = budget
    }

    mutating func spend(_ steps: Int) throws(RuleFault) {
        left -= steps
        if left < 0 { throw RuleFault(.budget(budget)) }
    }
}

/// Turns a tree into closures; calls with constant arguments are worked out once, here.
struct Compiler {
    enum UnknownNames {
        /// Compiling throws.
        case refused
        /// Evaluating throws when it gets there: CEL's rule for expressions that nobody checked.
        case failing
    }

    struct Compiled {
        let code: Code
        var constant: RuleValue?

        init(_ code: @escaping Code) { self.code = code }

        init(constant value: RuleValue) {
            constant = value
            code = { frame throws(RuleFault) in
                try frame.spend(1)
                return value
            }
        }
    }

    let layout: SlotLayout
    let functions: FunctionTable
    let unknown: UnknownNames
    private var locals: [(name: String, slot: Int)] = []
    /// The most loop variables that are alive at once.
    private(set) var localsMax = 0

    init(layout: SlotLayout, functions: FunctionTable, unknown: UnknownNames) {
        self.layout = layout
        self.functions = functions
        self.unknown = unknown
    }

    mutating func compile(_ node: Node) throws(RuleFault) -> Compiled {
        switch node.kind {
        case .literal(let value): return Compiled(constant: value)
        case .name, .select: return try compilePath(node)
        case .selectOptional(let base, let field):
            return Compiled(Self.selectOptional(field, of: try compile(base).code, at: node.place))
        case .has(let base, let field): return try compileHas(base, field, at: node.place)
        case .call(let name, let target, let arguments): return try compileCall(name, target, arguments, at: node.place)
        case .list(let elements): return try compileList(elements)
        case .map(let entries): return try compileMap(entries, at: node.place)
        case .message(let type, let fields): return try compileMessage(type, fields, at: node.place)
        case .and(let left, let right): return try compileJunction(left, right, decisive: false, "_&&_", at: node.place)
        case .or(let left, let right): return try compileJunction(left, right, decisive: true, "_||_", at: node.place)
        case .choose(let condition, let yes, let no): return try compileChoice(condition, yes, no)
        case .loop(let loop): return try compileLoop(loop, at: node.place)
        case .bind(let binding): return try compileBinding(binding, at: node.place)
        case .missing: preconditionFailure("a tree with a hole is never compiled")
        }
    }

    func failing(_ fault: RuleFault) throws(RuleFault) -> Compiled {
        switch unknown {
        case .refused: throw fault
        case .failing: return Compiled { _ throws(RuleFault) in throw fault }
        }
    }

    // MARK: Names

    private mutating func compilePath(_ node: Node) throws(RuleFault) -> Compiled {
        guard let path = node.path else {
            guard case .select(let base, let field) = node.kind else { preconditionFailure("a path or a selection") }
            return Compiled(Self.select(field, of: try compile(base).code, at: node.place))
        }
        if !path.absolute, let slot = local(path.names[0]) {
            return reading(slot, then: path.names.dropFirst(), at: node.place)
        }
        let found = NameLookup(container: layout.container).resolve(
            path.names,
            absolute: path.absolute,
            isKnown: { layout.index[$0] != nil || NameLookup.constants[$0] != nil }
        )
        guard let found else { return try failing(RuleFault(.unknownName(path.names[0])).at(node.place)) }
        if let slot = layout.index[found.name] {
            return reading(slot, then: path.names.dropFirst(found.parts), at: node.place)
        }
        let constant = Compiled(constant: NameLookup.constants[found.name] ?? .null)
        let rest = path.names.dropFirst(found.parts)
        guard !rest.isEmpty else { return constant }
        return Compiled(rest.reduce(constant.code) { Self.select($1, of: $0, at: node.place) })
    }

    private func local(_ name: String) -> Int? { locals.last { $0.name == name }?.slot }

    private func reading(_ slot: Int, then fields: ArraySlice<String>, at place: Place) -> Compiled {
        let read: Code = { frame throws(RuleFault) in
            try frame.spend(1)
            return frame.slots[slot]
        }
        return Compiled(fields.reduce(read) { Self.select($1, of: $0, at: place) })
    }

    private static func select(_ field: String, of base: @escaping Code, at place: Place) -> Code {
        let key = RuleValue.string(field)
        return { frame throws(RuleFault) in
            let value = try base(&frame)
            try frame.spend(1)
            switch value {
            case .map(let entries):
                guard let found = entries[key] else { throw RuleFault(.noSuchKey(field)).at(place) }
                return found
            case .optional: return try value.selecting(key, named: field, at: place)
            default: throw [value].noOverload(".\(field)").at(place)
            }
        }
    }

    private static func selectOptional(_ field: String, of base: @escaping Code, at place: Place) -> Code {
        let key = RuleValue.string(field)
        return { frame throws(RuleFault) in
            let value = try base(&frame)
            try frame.spend(1)
            return try value.selecting(key, named: field, at: place)
        }
    }

    private mutating func compileHas(_ base: Node, _ field: String, at place: Place) throws(RuleFault) -> Compiled {
        let code = try compile(base).code
        let key = RuleValue.string(field)
        return Compiled { frame throws(RuleFault) in
            let value = try code(&frame)
            try frame.spend(1)
            switch value {
            case .map(let entries): return .bool(entries[key] != nil)
            case .optional:
                guard case .optional(let found) = try value.selecting(key, named: field, at: place) else {
                    return false
                }
                return .bool(found != nil)
            default: throw [value].noOverload("has").at(place)
            }
        }
    }

    // MARK: Lists and maps

    private mutating func compileAll(_ nodes: [Node]) throws(RuleFault) -> [Compiled] {
        var all: [Compiled] = []
        for node in nodes { all.append(try compile(node)) }
        return all
    }

    private mutating func compileList(_ elements: [Node.Element]) throws(RuleFault) -> Compiled {
        let all = try compileAll(elements.map(\.value))
        if elements.contains(where: \.isOptional) { return Self.sparseList(all.map(\.code), elements) }
        let constants = all.compactMap(\.constant)
        if constants.count == all.count { return Compiled(constant: .list(constants)) }
        let codes = all.map(\.code)
        return Compiled { frame throws(RuleFault) in
            try frame.spend(1)
            var values: [RuleValue] = []
            values.reserveCapacity(codes.count)
            for code in codes { values.append(try code(&frame)) }
            return .list(values)
        }
    }

    /// A list some of whose elements may be absent.
    private static func sparseList(_ codes: [Code], _ elements: [Node.Element]) -> Compiled {
        let all = zip(codes, elements).map { (code: $0, isOptional: $1.isOptional, place: $1.value.place) }
        return Compiled { frame throws(RuleFault) in
            try frame.spend(1)
            var values: [RuleValue] = []
            for (code, isOptional, place) in all {
                let value = try code(&frame)
                guard isOptional else {
                    values.append(value)
                    continue
                }
                guard case .optional(let content) = value else { throw [value].noOverload("[?_]").at(place) }
                if let content { values.append(content) }
            }
            return .list(values)
        }
    }

    private mutating func compileMap(_ entries: [Node.Entry], at place: Place) throws(RuleFault) -> Compiled {
        let optional = entries.map(\.isOptional)
        let keys = try compileAll(entries.map(\.key)).map(\.code)
        let values = try compileAll(entries.map(\.value)).map(\.code)
        return Compiled { frame throws(RuleFault) in
            try frame.spend(1)
            var made: [RuleValue: RuleValue] = [:]
            for index in keys.indices {
                let name = try keys[index](&frame)
                do throws(RuleFault) {
                    var value = try values[index](&frame)
                    if optional[index] {
                        guard case .optional(let content) = value else { throw [value].noOverload("{?_}") }
                        guard let content else { continue }
                        value = content
                    }
                    try made.add(value, under: name)
                } catch {
                    throw error.at(place)
                }
            }
            return .map(made)
        }
    }

    // MARK: Names of macros

    /// Gives slots to loop variables while `body` is compiled.
    mutating func withLocals<Result>(
        _ names: [String],
        _ body: (inout Compiler, [Int]) throws(RuleFault) -> Result
    ) throws(RuleFault) -> Result {
        let before = locals.count
        for name in names { locals.append((name, layout.names.count + locals.count)) }
        localsMax = max(localsMax, locals.count)
        defer { locals.removeLast(locals.count - before) }
        return try body(&self, locals.suffix(names.count).map(\.slot))
    }

    func isName(_ path: (names: [String], absolute: Bool)) -> Bool {
        if !path.absolute, local(path.names[0]) != nil { return true }
        return NameLookup(container: layout.container).resolve(
            path.names,
            absolute: path.absolute,
            isKnown: { layout.index[$0] != nil }
        ) != nil
    }
}

extension [RuleValue: RuleValue] {
    /// Adds an entry; throws for a key of a wrong kind, or one that is there already.
    mutating func add(_ value: RuleValue, under key: RuleValue) throws(RuleFault) {
        switch key {
        case .bool, .int, .uint, .string: break
        default: throw RuleFault(.badKey(key.typeName))
        }
        guard updateValue(value, forKey: key) == nil else { throw RuleFault(.repeatedKey(Conversions.shown(key))) }
    }
}
