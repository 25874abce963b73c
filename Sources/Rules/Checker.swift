internal import Civic

/// Finds unknown names and wrong types before an expression runs.
struct Checker {
    let environment: TypeEnvironment
    var findings: FindingList
    var types = Unification()
    var locals: [[String: RuleType]] = []

    init(source: [UInt8], environment: TypeEnvironment) {
        self.environment = environment
        findings = FindingList(source: source)
    }

    mutating func type(of node: Node) -> RuleType {
        switch node.kind {
        case .literal(let value): return Self.type(of: value)
        case .name, .select: return typeOfPath(node)
        case .selectOptional(let base, let name):
            return .optional(field(name, of: type(of: base), at: node.place).unwrapped)
        case .has(let base, let field):
            let whole = type(of: base)
            if case .nullable = self.field(field, of: whole, at: node.place) {
                findings.add(
                    "always-there",
                    at: node.place,
                    severity: .warning,
                    id: "Isian \"\(field)\" selalu ada, walau kosong (null): has() selalu benar.",
                    en: "The field \"\(field)\" is always there, even when empty (null): has() is always true.",
                    todo: .init(id: "Tulis … .\(field) != null.", en: "Write … .\(field) != null.")
                )
            }
            return .bool
        case .call(let name, let target, let arguments): return call(name, target, arguments, at: node)
        case .list(let elements): return .list(common(elements.map { ($0.value, $0.isOptional) }))
        case .map(let entries):
            checkKeys(entries.map(\.key))
            let keys = common(entries.map { ($0.key, false) })
            return .map(keys, common(entries.map { ($0.value, $0.isOptional) }))
        case .message(let name, let fields):
            if let type = wellKnown(name, fields, at: node.place) { return type }
            for field in fields { _ = type(of: field.value) }
            findings.add(
                "unknown-type",
                at: node.place,
                id: "Jenis \"\(name)\" tidak dikenal; di sini tidak ada jenis pesan.",
                en: "The type \"\(name)\" is unknown; there are no message types here.",
                todo: .init(id: "Tulis sebagai map: {'isian': nilai}.", en: "Write it as a map: {'field': value}.")
            )
            return .dyn
        case .and(let left, let right), .or(let left, let right):
            expectBool(left)
            expectBool(right)
            return .bool
        case .choose(let condition, let yes, let no):
            expectBool(condition)
            return branches(yes, no)
        case .loop(let loop): return self.loop(loop)
        case .bind(let binding): return self.binding(binding)
        case .missing: return .dyn
        }
    }

    static func type(of value: RuleValue) -> RuleType {
        switch value {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        case .timestamp: .timestamp
        case .duration: .duration
        case .date: .date
        case .point: .point
        case .workdays: .workdays
        case .decimal: .decimal
        case .money: .money
        case .optional: .optional(.dyn)
        case .network(let value): .opaque(value.typeName, [])
        case .type: .type
        }
    }

    /// The type of all elements together: their common one, or dyn.
    private mutating func common(_ elements: [(value: Node, isOptional: Bool)]) -> RuleType {
        var all: RuleType?
        for (element, isOptional) in elements {
            let next = isOptional ? optionalContent(of: element) : type(of: element)
            all = all.map { types.joined($0, next) ?? .dyn } ?? next
        }
        return all.map { types.resolved($0) } ?? types.fresh()
    }

    /// What an optional element holds.
    private mutating func optionalContent(of node: Node) -> RuleType {
        let found = type(of: node)
        let content = types.fresh()
        if types.accepts(found, as: .optional(content)) { return types.resolved(content, rest: .dyn) }
        findings.add(
            "type-mismatch",
            at: node.place,
            id: "Setelah \"?\" harus ada nilai opsional, bukan \(types.resolved(found).name).",
            en: "After \"?\" an optional value must stand, not a \(types.resolved(found).name).",
            todo: .init(id: "Tulis optional.of(…), atau hapus \"?\".", en: "Write optional.of(…), or remove \"?\".")
        )
        return .dyn
    }

    private mutating func checkKeys(_ keys: [Node]) {
        var seen: Set<RuleValue> = []
        for key in keys {
            guard let value = key.literal else { continue }
            switch value {
            case .bool, .int, .uint, .string: break
            default: add(RuleFault(.badKey(value.typeName)), "bad-key", at: key.place)
            }
            if !seen.insert(value).inserted {
                add(RuleFault(.repeatedKey(Conversions.shown(value))), "repeated-key", at: key.place)
            }
        }
    }

    private mutating func branches(_ yes: Node, _ no: Node) -> RuleType {
        let (left, right) = (type(of: yes), type(of: no))
        if let joined = types.joined(left, right) { return types.resolved(joined) }
        // One branch may be null: "nothing" is an answer.
        if left == .null { return .nullable(types.resolved(right)) }
        if right == .null { return .nullable(types.resolved(left)) }
        let names = (types.resolved(left).name, types.resolved(right).name)
        findings.add(
            "type-mismatch",
            at: no.place,
            id: "Kedua cabang harus sejenis, tetapi satu \(names.0) dan satu \(names.1).",
            en: "Both branches must have one type, but one is \(names.0) and one is \(names.1).",
            todo: .init(
                id: "Ubah salah satu, misalnya dengan string(…).",
                en: "Convert one of them, for example with string(…)."
            )
        )
        return .dyn
    }

    mutating func expectBool(_ node: Node) {
        let found = type(of: node)
        var attempt = types
        if attempt.accepts(found, as: .bool) {
            types = attempt
            return
        }
        findings.add(
            "type-mismatch",
            at: node.place,
            id: "Di sini harus ada syarat (bool), bukan \(types.resolved(found).name).",
            en: "A condition (bool) must stand here, not a \(types.resolved(found).name).",
            todo: .init(
                id: "Bandingkan dengan sesuatu, misalnya … == … .",
                en: "Compare it with something, such as … == … ."
            )
        )
    }

    private mutating func add(_ fault: RuleFault, _ code: String, at place: Place) {
        findings.add(code, at: place, id: fault.message.text(.id), en: fault.message.text(.en))
    }
}

// MARK: Names and fields

extension Checker {
    private mutating func typeOfPath(_ node: Node) -> RuleType {
        if let path = node.path {
            if !path.absolute, let local = local(path.names[0]) {
                return fields(path.names.dropFirst(), of: local, at: node)
            }
            let lookup = NameLookup(container: environment.container)
            let variables = environment.variables
            if let (name, parts) = lookup.resolve(
                path.names,
                absolute: path.absolute,
                isKnown: { variables[$0] != nil || NameLookup.constants[$0] != nil }
            ) {
                let type = variables[name] ?? NameLookup.constants[name].map(Self.type(of:)) ?? .dyn
                return fields(path.names.dropFirst(parts), of: type, at: node)
            }
            unknownName(path.names, at: node)
            return .dyn
        }
        guard case .select(let base, let name) = node.kind else { return .dyn }
        return field(name, of: type(of: base), at: node.place)
    }

    func isLocal(_ name: String) -> Bool { local(name) != nil }

    private func local(_ name: String) -> RuleType? {
        for scope in locals.reversed() {
            if let type = scope[name] { return type }
        }
        return nil
    }

    private mutating func fields(_ names: ArraySlice<String>, of first: RuleType, at node: Node) -> RuleType {
        var places: [Place] = []
        var current = node
        for _ in names {
            places.append(current.place)
            if case .select(let base, _) = current.kind { current = base }
        }
        var type = first
        for name in names { type = field(name, of: type, at: places.popLast() ?? node.place) }
        return type
    }

    private mutating func unknownName(_ names: [String], at node: Node) {
        var root = node
        while case .select(let base, _) = root.kind { root = base }
        let known = Set(environment.variables.keys).union(locals.flatMap(\.keys))
        let near = nearest(to: names[0], among: known)
        var todo = LocalizedText.didYouMean(names[0], among: known)
        if names.count == 1, let function = environment.functions[names[0]], function.style != .member {
            todo = .init(
                id: "\"\(names[0])\" adalah fungsi; tulis \(names[0])(…).",
                en: "\"\(names[0])\" is a function; write \(names[0])(…)."
            )
        } else if names.count == 1, near == nil, todo == nil {
            todo = .init(
                id: "Kalau maksudnya teks, tulis dalam tanda kutip: \"\(names[0])\".",
                en: "If you mean a text, put it in quotes: \"\(names[0])\"."
            )
        }
        findings.add(
            "unknown-name",
            at: root.place,
            id: "Nama \"\(names[0])\" tidak dikenal.",
            en: "The name \"\(names[0])\" is unknown.",
            todo: todo
        )
    }

    private mutating func field(_ name: String, of base: RuleType, at place: Place) -> RuleType {
        // The field's own place is the end of the whole.
        let own = Place(max(place.start, place.end - name.utf8.count), place.end)
        switch types.resolved(base) {
        case .dyn, .variable: return .dyn
        case .nullable(let inner): return field(name, of: inner, at: place)
        case .opaque("optional_type", let parameters) where parameters.count == 1:
            // What is selected of an optional is optional too.
            return .optional(field(name, of: parameters[0], at: place).unwrapped)
        case .record(let fields):
            if let type = fields[name] { return type }
            findings.add(
                "unknown-field",
                at: own,
                id: "Isian \"\(name)\" tidak ada.",
                en: "There is no field \"\(name)\".",
                todo: .didYouMean(name, among: fields.keys)
            )
            return .dyn
        case .map(let key, let value):
            guard types.accepts(.string, as: key) else { break }
            return value
        default: break
        }
        findings.add(
            "no-fields",
            at: own,
            id: "Nilai berjenis \(types.resolved(base).name) tidak punya isian \"\(name)\".",
            en: "A value of type \(types.resolved(base).name) has no field \"\(name)\".",
            todo: environment.functions[name].map { _ in
                .init(id: "Kalau maksudnya fungsi, tulis \(name)().", en: "If you mean the function, write \(name)().")
            }
        )
        return .dyn
    }
}
