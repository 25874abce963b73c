internal import Civic

/// Macros: the types of their names and of what they give.
extension Checker {
    /// The body sees the value under its name.
    mutating func binding(_ binding: Binding) -> RuleType {
        let found = type(of: binding.value)
        var bound = types.resolved(found)
        if binding.kind != .bind {
            let content = types.fresh()
            if types.accepts(found, as: .optional(content)) {
                bound = types.resolved(content)
            } else {
                findings.add(
                    "type-mismatch",
                    at: binding.value.place,
                    id: "\(binding.kind.rawValue)() hanya untuk nilai opsional, bukan \(bound.name).",
                    en: "\(binding.kind.rawValue)() is for optional values, not for a \(bound.name).",
                    todo: .init(id: "Tulis cel.bind(nama, nilai, …).", en: "Write cel.bind(name, value, …).")
                )
            }
        }
        locals.append([binding.name: bound])
        defer { locals.removeLast() }
        let result = type(of: binding.body)
        switch binding.kind {
        case .bind: return result
        case .optMap: return .optional(types.resolved(result))
        case .optFlatMap:
            let content = types.fresh()
            guard types.accepts(result, as: .optional(content)) else {
                findings.add(
                    "type-mismatch",
                    at: binding.body.place,
                    id: "Di sini harus ada nilai opsional, bukan \(types.resolved(result).name).",
                    en: "An optional value must stand here, not a \(types.resolved(result).name).",
                    todo: .init(id: "Pakai optMap(…).", en: "Use optMap(…).")
                )
                return .optional(.dyn)
            }
            return .optional(types.resolved(content))
        }
    }

    /// The type of a message that is a plain value; nil for any other message.
    mutating func wellKnown(_ name: String, _ fields: [Node.Field], at place: Place) -> RuleType? {
        let names = NameLookup(container: environment.container).candidates(name, absolute: false)
        guard let (found, known) = WellKnownTypes.resolve(names) else { return nil }
        for field in fields {
            let given = type(of: field.value)
            guard let wanted = known[field.name] else {
                findings.add(
                    "unknown-field",
                    at: field.value.place,
                    id: "Isian \"\(field.name)\" tidak ada.",
                    en: "There is no field \"\(field.name)\".",
                    todo: .didYouMean(field.name, among: known.keys)
                )
                continue
            }
            var attempt = types
            if attempt.accepts(given, as: field.isOptional ? .optional(wanted) : wanted) {
                types = attempt
            } else {
                findings.add(
                    "type-mismatch",
                    at: field.value.place,
                    id: "Di sini harus ada \(wanted.name), bukan \(types.resolved(given).name).",
                    en: "A \(wanted.name) must stand here, not a \(types.resolved(given).name)."
                )
            }
        }
        return WellKnownTypes.type(found)
    }

    mutating func loop(_ loop: Loop) -> RuleType {
        let range = types.resolved(type(of: loop.range))
        let (key, element) = elements(of: range, at: loop.range.place)
        let isMap: Bool
        switch range {
        case .map, .record, .nullable(.map), .nullable(.record): isMap = true
        default: isMap = false
        }
        let bound: [RuleType] = loop.variables.count == 2 ? [key, element] : [isMap ? key : element]
        locals.append(Dictionary(zip(loop.variables, bound), uniquingKeysWith: { first, _ in first }))
        defer { locals.removeLast() }
        if let filter = loop.filter { expectBool(filter) }
        switch loop.kind {
        case .all, .exists, .existsOne:
            expectBool(loop.body)
            return .bool
        case .filter:
            expectBool(loop.body)
            return .list(bound[0])
        case .map, .transformList: return .list(type(of: loop.body))
        case .transformMap: return .map(key, type(of: loop.body))
        case .transformMapEntry:
            let entry = types.resolved(type(of: loop.body))
            if case .map = entry { return entry }
            return .map(.dyn, .dyn)
        }
    }

    /// Key or index, and element or value, of what a macro walks over.
    private mutating func elements(of range: RuleType, at place: Place) -> (key: RuleType, element: RuleType) {
        switch range {
        case .list(let element): return (.int, element)
        case .map(let key, let value): return (key, value)
        case .record(let fields):
            let all = Set(fields.values)
            return (.string, all.count == 1 ? all.first ?? .dyn : .dyn)
        case .nullable(let inner): return elements(of: inner, at: place)
        case .dyn: return (.dyn, .dyn)
        case .variable:
            let element = types.fresh()
            _ = types.accepts(.list(element), as: range)
            return (.int, element)
        default:
            findings.add(
                "not-a-list",
                at: place,
                id: "Hanya daftar dan map yang bisa ditelusuri, bukan \(range.name).",
                en: "Only lists and maps can be walked through, not a \(range.name)."
            )
            return (.dyn, .dyn)
        }
    }
}
