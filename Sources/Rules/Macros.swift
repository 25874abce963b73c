internal import Civic

/// CEL's macros: calls that the parser turns into loops, for their arguments are not values.
extension Parser {
    mutating func call(_ name: String, target: Node?, _ arguments: [Node], at word: Place, whole: Place) -> Node {
        if name == "has", target == nil { return has(arguments, at: word, whole: whole) }
        if hasBlocks, let block = block(name, target, arguments, whole: whole) { return block }
        if let target, let loop = loop(name, over: target, arguments) { return Node(kind: .loop(loop), place: whole) }
        if let target, let binding = binding(name, target, arguments) {
            return Node(kind: .bind(binding), place: whole)
        }
        if let target, target.path?.names == ["math"], name == "greatest" || name == "least", arguments.count > 2 {
            let elements = arguments.map { Node.Element(value: $0, isOptional: false) }
            let list = Node(
                kind: .list(elements),
                place: Place(arguments[0].place.start, arguments[arguments.count - 1].place.end)
            )
            return Node(kind: .call(name, target: target, arguments: [list]), place: whole)
        }
        return Node(kind: .call(name, target: target, arguments: arguments), place: whole)
    }

    /// `has(e.f)`: whether the field is there.
    private mutating func has(_ arguments: [Node], at word: Place, whole: Place) -> Node {
        guard arguments.count == 1, case .select(let base, let field) = arguments[0].kind else {
            findings.add(
                "bad-macro",
                at: arguments.first?.place ?? word,
                id: "has() meminta tepat satu isian, misalnya has(laporan.foto).",
                en: "has() takes exactly one field, such as has(report.photo)."
            )
            return Node(kind: .missing, place: whole)
        }
        return Node(kind: .has(base, field: field), place: whole)
    }

    private mutating func loop(_ name: String, over range: Node, _ arguments: [Node]) -> Loop? {
        guard let (kind, variableCount, hasFilter) = Self.shape(name, arguments.count) else { return nil }
        var variables: [String] = []
        for node in arguments.prefix(variableCount) {
            guard let variable = plainName(node, of: name) else { return nil }
            if variables.contains(variable) {
                findings.add(
                    "bad-macro",
                    at: node.place,
                    id: "Kedua nama dalam \(name)() harus berbeda.",
                    en: "The two names in \(name)() must differ."
                )
            }
            variables.append(variable)
        }
        let filter = hasFilter ? arguments[variableCount] : nil
        return Loop(
            kind: kind,
            range: range,
            variables: variables,
            filter: filter,
            body: arguments[arguments.count - 1]
        )
    }

    /// `cel.bind(x, v, e)`, `o.optMap(x, e)`, `o.optFlatMap(x, e)`.
    private mutating func binding(_ name: String, _ target: Node, _ arguments: [Node]) -> Binding? {
        switch (name, arguments.count) {
        case ("bind", 3) where target.path?.names == ["cel"]:
            guard let variable = plainName(arguments[0], of: "cel.bind") else { return nil }
            return Binding(kind: .bind, name: variable, value: arguments[1], body: arguments[2])
        case ("optMap", 2), ("optFlatMap", 2):
            guard let variable = plainName(arguments[0], of: name) else { return nil }
            let kind: Binding.Kind = name == "optMap" ? .optMap : .optFlatMap
            return Binding(kind: kind, name: variable, value: target, body: arguments[1])
        default: return nil
        }
    }

    /// `cel.block([a, b], e)`: each element has a name, `cel.index(n)`, for those behind it and for the body; names of loops are
    /// written `cel.iterVar(n, m)` and `cel.accuVar(n, m)`.
    private func block(_ name: String, _ target: Node?, _ arguments: [Node], whole: Place) -> Node? {
        guard target?.path?.names == ["cel"] else { return nil }
        func named(_ name: String) -> Node { Node(kind: .name(name, absolute: false), place: whole) }
        let numbers = arguments.compactMap { argument in
            if case .literal(.int(let number)) = argument.kind { number } else { nil }
        }
        switch (name, numbers.count, arguments.count) {
        case ("index", 1, 1): return named("@index\(numbers[0])")
        case ("iterVar", 2, 2): return named("@it:\(numbers[0]):\(numbers[1])")
        case ("accuVar", 2, 2): return named("@ac:\(numbers[0]):\(numbers[1])")
        case ("block", _, 2):
            guard case .list(let elements) = arguments[0].kind else { return nil }
            return elements.enumerated().reversed().reduce(arguments[1]) { body, element in
                let name = "@index\(element.offset)"
                let binding = Binding(kind: .bind, name: name, value: element.element.value, body: body)
                return Node(kind: .bind(binding), place: whole)
            }
        default: return nil
        }
    }

    private mutating func plainName(_ node: Node, of macro: String) -> String? {
        if case .name(let variable, absolute: false) = node.kind { return variable }
        findings.add(
            "bad-macro",
            at: node.place,
            id: "\(macro)() meminta nama di sini, misalnya \(macro)(x, …).",
            en: "\(macro)() wants a plain name here, such as \(macro)(x, …)."
        )
        return nil
    }

    private static func shape(_ name: String, _ count: Int) -> (Loop.Kind, variables: Int, filter: Bool)? {
        switch (name, count) {
        case ("all", 2): (.all, 1, false)
        case ("exists", 2): (.exists, 1, false)
        case ("exists_one", 2), ("existsOne", 2): (.existsOne, 1, false)
        case ("map", 2): (.map, 1, false)
        case ("map", 3): (.map, 1, true)
        case ("filter", 2): (.filter, 1, false)
        case ("all", 3): (.all, 2, false)
        case ("exists", 3): (.exists, 2, false)
        case ("exists_one", 3), ("existsOne", 3): (.existsOne, 2, false)
        case ("transformList", 3): (.transformList, 2, false)
        case ("transformList", 4): (.transformList, 2, true)
        case ("transformMap", 3): (.transformMap, 2, false)
        case ("transformMap", 4): (.transformMap, 2, true)
        case ("transformMapEntry", 3): (.transformMapEntry, 2, false)
        case ("transformMapEntry", 4): (.transformMapEntry, 2, true)
        default: nil
        }
    }
}
