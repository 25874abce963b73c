import Civic
import Rules

extension Definition {
    /// What the checks know of the names in conditions: which codes a choice can have, and which answers are surely there.
    ///
    /// `state`: where the case is; nil while its form is filled in.
    func knowledge(in state: StateID?) -> ConditionSet.Knowledge {
        let certain = certainNames(in: state)
        return ConditionSet.Knowledge(
            codes: { codes(ofPath: $0) },
            presence: { certain.contains($0) ? .always : .sometimes }
        )
    }

    /// The codes that `field.code` and `form.field.code` can have; nil where the path is anything else.
    private func codes(ofPath path: String) -> [String]? {
        var parts = path.split(separator: ".").map(String.init)
        if parts.count == 3, parts[0] == "form" { parts.removeFirst() }
        guard parts.count == 2, parts[1] == "code", let id = try? FieldID(parts[0]) else { return nil }
        let field = form[id] ?? actions.all.lazy.compactMap { $0.element.form[id] }.first
        guard case .choice(let choices)? = field?.type else { return nil }
        switch choices {
        case .register(let register): return registers[register]?.rows.order.map(\.text)
        case .options(let options): return options.order.map(\.text)
        }
    }

    private func certainNames(in state: StateID?) -> Set<String> {
        var names: Set<String> = ["now", "today", "case", "parameters", "region", "form", "bill", "bills"]
        names.formUnion(form.all.filter { $0.element.isAlwaysAnswered }.map(\.id.text))
        names.formUnion(tables.all.filter { $0.element.hit.result != .number }.map(\.id.text))
        names.formUnion(actions.order.map { "\($0)_count" })
        for (id, field) in form.all {
            guard let calculated = field.calculated, field.when == nil else { continue }
            if calculated.expression.names.isSubset(of: names) { names.insert(id.text) }
        }
        guard let state else { return names }
        for (id, action) in actions.all where !states(reachableWithout: id).contains(state) {
            names.insert(action.time ?? "\(id)_at")
            names.insert("\(id)_at")
            names.formUnion(action.form.all.filter { $0.element.isAlwaysAnswered }.map(\.id.text))
        }
        return names
    }

    /// States that a case can come to; `action` is never taken.
    func states(reachableWithout action: ActionID? = nil) -> Set<StateID> {
        guard let start = startState else { return [] }
        return states(reachableFrom: [start], without: action)
    }

    /// The states given and all that a case can come to from them.
    func states(reachableFrom open: [StateID], without left: ActionID? = nil) -> Set<StateID> {
        var walk = StateWalk(self, from: open)
        walk.run(without: left)
        return walk.found
    }

    /// Every expression of the definition.
    var formulas: [Formula] {
        var all = [start.set].flatMap(\.all).compactMap(\.element.formula) + form.all.flatMap(\.element.formulas)
        for (_, action) in actions.all {
            all += (action.when.map { [$0] } ?? []) + action.set.all.compactMap(\.element.formula)
            all += action.form.all.flatMap(\.element.formulas)
            all += action.extend.all.compactMap(\.element.formula)
            all += [action.money.bill?.due.formula].compactMap(\.self)
        }
        all += documents.all.compactMap { _, document in
            if case .formula(let formula)? = document.valid?.until { formula } else { nil }
        }
        all += clocks.all.compactMap(\.element.target.formula)
        all += tables.all.flatMap(\.element.inputs)
        all += national.flatMap(\.fields.all).map(\.element.value)
        all += fees.all.flatMap(\.element.formulas)
        return all + migrations.all.flatMap(\.element.fields.all).map(\.element)
    }
}

extension Field {
    /// Nobody can pass the form without an answer.
    var isAlwaysAnswered: Bool { required == .always && when == nil }

    var formulas: [Formula] {
        var all = [when, calculated, validIf].compactMap(\.self)
        if case .when(let formula) = required { all.append(formula) }
        if case .group(let rows) = type { all += rows.all.flatMap(\.element.formulas) }
        return all
    }
}

extension Assigned {
    var formula: Formula? {
        if case .formula(let formula) = self { formula } else { nil }
    }
}

extension ClockTarget {
    var formula: Formula? {
        if case .formula(let formula) = self { formula } else { nil }
    }
}
