internal import Civic

/// An expression in CEL: parsed, not yet bound to anything.
///
/// `parse` → `check(in:)` → `compile(slots:)` → `evaluate`. Language: github.com/google/cel-spec `doc/langdef.md`, without
/// messages; optional values, macros for two variables, and the strings, math, encoders and network extensions are here too.
package struct Expression: Sendable {
    package let source: String
    let root: Node

    /// The expression, or nil with what is wrong; findings are in the order of the text.
    package static func parse(_ text: String) -> (Expression?, [RuleFinding]) {
        parse(text, withBlocks: false)
    }

    static func parse(_ text: String, withBlocks: Bool) -> (Expression?, [RuleFinding]) {
        var parser = Parser(text, withBlocks: withBlocks)
        let root = parser.parse()
        return (root.map { Expression(source: text, root: $0) }, parser.findings.sorted)
    }

    /// Unknown names (with the nearest known one) and wrong types; and the type of the answer, `dyn` where unknown.
    package func check(in environment: TypeEnvironment) -> ([RuleFinding], RuleType) {
        var checker = Checker(source: Array(source.utf8), environment: environment)
        let type = checker.type(of: root)
        let resolved = checker.types.resolved(type, rest: .dyn)
        let cost = worstCost(functions: environment.functions)
        if checker.findings.all.isEmpty, cost > Limits.steps {
            checker.findings.add(
                "too-costly",
                at: root.place,
                id: "Ekspresi ini bisa memakan \(cost) langkah; batasnya \(Limits.steps).",
                en: "This expression can take \(cost) steps; the limit is \(Limits.steps).",
                todo: .init(
                    id: "Kurangi penelusuran daftar di dalam daftar.",
                    en: "Walk through fewer lists inside of lists."
                )
            )
        }
        return (checker.findings.sorted, resolved)
    }

    /// Closures over the slots; throws at a name or function that is neither slot nor constant nor in the table.
    package func compile(slots: SlotLayout, functions: FunctionTable = .standard) throws(RuleFault)
        -> CompiledExpression
    {
        try compile(slots: slots, functions: functions, unknown: .refused)
    }

    func compile(
        slots: SlotLayout,
        functions: FunctionTable,
        unknown: Compiler.UnknownNames
    ) throws(RuleFault) -> CompiledExpression {
        var compiler = Compiler(layout: slots, functions: functions, unknown: unknown)
        let compiled = try compiler.compile(root)
        return CompiledExpression(
            source: source,
            code: compiled.code,
            slotCount: slots.names.count,
            localCount: compiler.localsMax
        )
    }

    /// The names that must be given a value: the first words of paths, without loop variables, functions and type names.
    package var names: Set<String> {
        var found: Set<String> = []
        root.collectNames(except: [], into: &found)
        return found
    }

    /// Every dotted path that is read, `["form", "area"]`, as far as it is names and dots; loop variables left out.
    ///
    /// Names of types are among them (`date`, `money`), for a field may be called so.
    package var references: Set<[String]> {
        var found: Set<[String]> = []
        root.collectReferences(except: [], into: &found)
        return found
    }

    /// Steps that one evaluation can take at most, lists and texts at their limits (`Limits`).
    package var worstCost: Int { worstCost(functions: .standard) }

    package func worstCost(functions: FunctionTable) -> Int {
        var estimator = CostEstimator(functions: functions)
        return estimator.estimate(root).cost
    }
}

extension Expression: Hashable, CustomStringConvertible {
    package static func == (left: Expression, right: Expression) -> Bool { left.source == right.source }
    package func hash(into hasher: inout Hasher) { hasher.combine(source) }
    package var description: String { source }
}

/// An expression ready to run, as often as one likes and on any thread.
package struct CompiledExpression: Sendable {
    package let source: String
    let code: Code
    let slotCount: Int
    let localCount: Int

    /// The answer for these slots, in the order of the layout; throws a fault, also when the budget of steps is used up.
    package func evaluate(
        _ slots: [RuleValue],
        budget: Int = Limits.steps,
        in surroundings: RuleSurroundings = .none
    ) throws(RuleFault) -> RuleValue {
        try measure(slots, budget: budget, in: surroundings).value
    }

    /// The answer, and the steps that it took.
    package func measure(
        _ slots: [RuleValue],
        budget: Int = Limits.steps,
        in surroundings: RuleSurroundings = .none
    ) throws(RuleFault) -> (value: RuleValue, steps: Int) {
        precondition(slots.count == slotCount, "as many values as the layout has slots")
        var frame = Frame(slots: slots, localCount: localCount, budget: budget, surroundings: surroundings)
        let value = try code(&frame)
        return (value, budget - frame.left)
    }
}

extension Node {
    fileprivate func collectNames(except locals: Set<String>, into found: inout Set<String>) {
        collect(except: locals) { names, absolute in
            let isConstant =
                NameLookup(container: "").resolve(
                    names,
                    absolute: absolute,
                    isKnown: { NameLookup.constants[$0] != nil }
                )
                != nil
            if !isConstant { found.insert(names[0]) }
        }
    }

    fileprivate func collectReferences(except locals: Set<String>, into found: inout Set<[String]>) {
        collect(except: locals) { names, _ in found.insert(names) }
    }

    /// Hands over every path that does not start at a name of a macro, and is no function's name.
    private func collect(except locals: Set<String>, _ take: (_ names: [String], _ absolute: Bool) -> Void) {
        if let path {
            if path.absolute || !locals.contains(path.names[0]) { take(path.names, path.absolute) }
            return
        }
        switch kind {
        case .call(let name, let target?, let arguments):
            let full = target.path.map { ($0.names + [name]).joined(separator: ".") }
            if full.flatMap({ FunctionTable.standard[$0] }) == nil { target.collect(except: locals, take) }
            for argument in arguments { argument.collect(except: locals, take) }
        case .loop(let loop):
            loop.range.collect(except: locals, take)
            let inside = locals.union(loop.variables)
            loop.filter?.collect(except: inside, take)
            loop.body.collect(except: inside, take)
        case .bind(let binding):
            binding.value.collect(except: locals, take)
            binding.body.collect(except: locals.union([binding.name]), take)
        default:
            for child in children { child.collect(except: locals, take) }
        }
    }
}
