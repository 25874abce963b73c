internal import Civic

/// An expression in CEL: parsed, not yet bound to anything.
///
/// `parse` → `check(in:)` → `compile(slots:)` → `evaluate`. Language: github.com/google/cel-spec `doc/langdef.md`, without
/// messages and optional values; its macros for two variables are here too.
package struct Expression: Sendable {
    package let source: String
    let root: Node

    /// The expression, or nil with what is wrong; findings are in the order of the text.
    package static func parse(_ text: String) -> (Expression?, [RuleFinding]) {
        var parser = Parser(text)
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
    package func evaluate(_ slots: [RuleValue], budget: Int = Limits.steps) throws(RuleFault) -> RuleValue {
        try measure(slots, budget: budget).value
    }

    /// The answer, and the steps that it took.
    package func measure(
        _ slots: [RuleValue],
        budget: Int = Limits.steps
    ) throws(RuleFault) -> (value: RuleValue, steps: Int) {
        precondition(slots.count == slotCount, "as many values as the layout has slots")
        var frame = Frame(slots: slots, localCount: localCount, budget: budget)
        let value = try code(&frame)
        return (value, budget - frame.left)
    }
}

extension Node {
    fileprivate func collectNames(except locals: Set<String>, into found: inout Set<String>) {
        if let path {
            let isLocal = !path.absolute && locals.contains(path.names[0])
            let isConstant =
                NameLookup(container: "").resolve(
                    path.names,
                    absolute: path.absolute,
                    isKnown: { NameLookup.constants[$0] != nil }
                ) != nil
            if !isLocal, !isConstant { found.insert(path.names[0]) }
            return
        }
        switch kind {
        case .call(let name, let target?, let arguments):
            let full = target.path.map { ($0.names + [name]).joined(separator: ".") }
            if full.flatMap({ FunctionTable.standard[$0] }) == nil { target.collectNames(except: locals, into: &found) }
            for argument in arguments { argument.collectNames(except: locals, into: &found) }
        case .loop(let loop):
            loop.range.collectNames(except: locals, into: &found)
            let inside = locals.union(loop.variables)
            loop.filter?.collectNames(except: inside, into: &found)
            loop.body.collectNames(except: inside, into: &found)
        default:
            for child in children { child.collectNames(except: locals, into: &found) }
        }
    }
}
