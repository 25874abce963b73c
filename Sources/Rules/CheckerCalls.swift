internal import Civic

/// Calls: which function, which of its signatures, and what to write where none fits.
extension Checker {
    mutating func call(_ name: String, _ target: Node?, _ arguments: [Node], at node: Node) -> RuleType {
        guard let target else {
            let names = NameLookup(container: environment.container).candidates(name, absolute: false)
            guard let function = environment.functions.first(of: names) else {
                return unknownFunction(name, arguments, at: node.place.start)
            }
            return apply(function, arguments, asMember: false, at: node)
        }
        if let path = target.path, !isVariable(path) {
            let full = (path.names + [name]).joined(separator: ".")
            let names = NameLookup(container: environment.container).candidates(full, absolute: path.absolute)
            if let function = environment.functions.first(of: names) {
                return apply(function, arguments, asMember: false, at: node)
            }
            if environment.functions.names.contains(where: { $0.hasPrefix(path.names.joined(separator: ".") + ".") }) {
                return unknownFunction(full, arguments, at: node.place.start)
            }
        }
        let all = [target] + arguments
        guard let function = environment.functions[name] else {
            _ = type(of: target)
            return unknownFunction(name, arguments, at: target.place.end + 1)
        }
        return apply(function, all, asMember: true, at: node)
    }

    private func isVariable(_ path: (names: [String], absolute: Bool)) -> Bool {
        if !path.absolute, isLocal(path.names[0]) { return true }
        return NameLookup(container: environment.container).resolve(
            path.names,
            absolute: path.absolute,
            isKnown: { environment.variables[$0] != nil }
        ) != nil
    }

    private mutating func unknownFunction(_ name: String, _ arguments: [Node], at start: Int) -> RuleType {
        for argument in arguments { _ = type(of: argument) }
        let macros = ["has", "all", "exists", "exists_one", "map", "filter", "optMap", "optFlatMap", "cel.bind"]
        var todo = LocalizedText.didYouMean(name, among: environment.functions.names + macros)
        if macros.contains(name) {
            todo = .init(
                id: "Tulis misalnya daftar.\(name)(x, x > 0).",
                en: "Write for example list.\(name)(x, x > 0)."
            )
        }
        let wishes: Set<String> = ["now", "today", "date_now", "random", "rand", "uuid"]
        if wishes.contains(name.lowercased()) {
            todo = .init(
                id: "Aturan tidak melihat jam atau bilangan acak; pakai nama \"now\" bila tersedia.",
                en: "Rules see neither clock nor random numbers; use the name \"now\" where there is one."
            )
        }
        findings.add(
            "unknown-function",
            at: Place(start, start + name.utf8.count),
            id: "Fungsi \"\(name)\" tidak dikenal.",
            en: "The function \"\(name)\" is unknown.",
            todo: todo
        )
        return .dyn
    }

    private mutating func apply(
        _ function: RuleFunction,
        _ arguments: [Node],
        asMember: Bool,
        at node: Node
    ) -> RuleType {
        let found = arguments.map { type(of: $0) }
        guard function.takes(arguments.count, asMember: asMember) else {
            wrongShape(function, arguments.count, asMember: asMember, at: node)
            return .dyn
        }
        if function.name == "_==_" || function.name == "_!=_", found.contains(where: { types.resolved($0) == .null }) {
            return .bool
        }
        if function.name == "_[_]", case .record(let fields) = types.resolved(found[0]) {
            return indexed(fields, arguments[1], found[1])
        }
        if function.name == "_[?_]", case .record(let fields) = types.resolved(found[0]) {
            return .optional(indexed(fields, arguments[1], found[1]))
        }
        var result: RuleType?
        for signature in function.signatures where signature.parameters.count == arguments.count {
            var attempt = types
            let own = attempt.fresh(signature)
            var fits = true
            for (argument, parameter) in zip(found, own.parameters) where fits {
                fits = attempt.accepts(argument, as: parameter)
            }
            guard fits else { continue }
            types = attempt
            let next = types.resolved(own.result)
            if let known = result, types.resolved(known) != next { result = .dyn } else { result = next }
        }
        if let result {
            checkLiterals(function, arguments, at: node)
            return result
        }
        noOverload(function, found.map { types.resolved($0) }, arguments, asMember: asMember, at: node)
        return .dyn
    }

    private mutating func indexed(_ fields: [String: RuleType], _ index: Node, _ type: RuleType) -> RuleType {
        if let name = index.literal?.asString {
            if let known = fields[name] { return known }
            findings.add(
                "unknown-field",
                at: index.place,
                id: "Isian \"\(name)\" tidak ada.",
                en: "There is no field \"\(name)\".",
                todo: .didYouMean(name, among: fields.keys)
            )
        }
        return .dyn
    }

    private mutating func wrongShape(_ function: RuleFunction, _ count: Int, asMember: Bool, at node: Node) {
        let shapes = function.signatures.first.map { signature in
            let names = signature.parameters.map(\.name)
            return function.style == .member && !names.isEmpty
                ? "\(names[0]).\(function.name)(\(names.dropFirst().joined(separator: ", ")))"
                : "\(function.name)(\(names.joined(separator: ", ")))"
        }
        findings.add(
            "wrong-arguments",
            at: node.place,
            id: "Fungsi \"\(function.name)\" tidak dipakai seperti ini.",
            en: "The function \"\(function.name)\" is not used like this.",
            todo: shapes.map { .init(id: "Tulis: \($0).", en: "Write: \($0).") }
        )
    }

    private mutating func noOverload(
        _ function: RuleFunction,
        _ found: [RuleType],
        _ arguments: [Node],
        asMember: Bool,
        at node: Node
    ) {
        let shown = RuleFunction.shown(function.name, found.map(\.name))
        findings.add(
            "no-overload",
            at: node.place,
            id: "Tidak ada operasi \(shown).",
            en: "There is no operation \(shown).",
            todo: remedy(function, found)
        )
    }

    private func remedy(_ function: RuleFunction, _ found: [RuleType]) -> LocalizedText? {
        let plain = found.map { type in if case .nullable(let inner) = type { inner } else { type } }
        let numbers: Set<RuleType> = [.int, .uint, .double]
        if let exact = exactRemedy(function.name, plain) { return exact }
        if function.name == "!_" {
            return .init(
                id: "\"!\" mengikat paling erat; tulis !(a == b).",
                en: "\"!\" binds tightest; write !(a == b)."
            )
        }
        guard plain.count == 2, plain[0] != plain[1] else { return nil }
        if numbers.contains(plain[0]), numbers.contains(plain[1]) {
            let wanted = plain.contains(.double) ? "double" : "int"
            return .init(
                id: "Samakan jenis angkanya, misalnya \(wanted)(…).",
                en: "Make both the same kind of number: \(wanted)(…)."
            )
        }
        if function.name == "_+_", plain.contains(.string) {
            return .init(id: "Ubah menjadi teks: string(…).", en: "Make it a text: string(…).")
        }
        if plain.contains(.string), plain.contains(.timestamp) {
            return .init(id: "Tulis timestamp('2026-11-24T00:00:00Z').", en: "Write timestamp('2026-11-24T00:00:00Z').")
        }
        if plain.contains(.string), plain.contains(.duration) {
            return .init(id: "Tulis duration('240h').", en: "Write duration('240h').")
        }
        if plain.contains(.string), plain.contains(.date) {
            return .init(id: "Tulis date('2026-11-24').", en: "Write date('2026-11-24').")
        }
        if plain.contains(where: numbers.contains), plain.contains(.duration) {
            return .init(id: "Tulis lamanya sebagai duration('10h').", en: "Write the span as duration('10h').")
        }
        return nil
    }

    /// Decimals and money are exact: what would round says how.
    private func exactRemedy(_ name: String, _ types: [RuleType]) -> LocalizedText? {
        let exact: Set<RuleType> = [.decimal, .money]
        guard types.contains(where: exact.contains) else { return nil }
        if name == "_/_" {
            return types[0] == .money
                ? .init(id: "Tulis a.divide(b, 'half_up').", en: "Write a.divide(b, 'half_up').")
                : .init(id: "Tulis a.divide(b, 2, 'half_up').", en: "Write a.divide(b, 2, 'half_up').")
        }
        if types.contains(.double) {
            return .init(
                id: "Pecahan biner tidak tepat; tulis decimal('1.5').",
                en: "Binary fractions are not exact; write decimal('1.5')."
            )
        }
        if name == "_*_", types.contains(.money), types.contains(.decimal) {
            return .init(id: "Tulis uang.times(faktor, 'half_up').", en: "Write amount.times(factor, 'half_up').")
        }
        if types.contains(.money), types.contains(where: { $0 == .int || $0 == .uint || $0 == .decimal }) {
            return .init(id: "Tulis money(…).", en: "Write money(…).")
        }
        return types.contains(.decimal) && types.contains(where: { $0 == .int || $0 == .uint })
            ? .init(id: "Tulis decimal(…).", en: "Write decimal(…).") : nil
    }

    private static let readers: Set<String> = [
        "timestamp", "duration", "date", "int", "uint", "double", "bool", "decimal", "money",
    ]

    /// A zone written in the text must be one that the evaluation will know.
    private mutating func checkZone(_ function: RuleFunction, _ arguments: [Node]) {
        guard function.takesZone, arguments.count > 1, let last = arguments.last, let zone = last.literal?.asString,
            !environment.surroundings.isZone(zone)
        else { return }
        let fault = RuleFault(.unknownZone(zone))
        findings.add("unknown-zone", at: last.place, id: fault.message.text(.id), en: fault.message.text(.en))
    }

    /// What can be known now is said now: `timestamp('kemarin')`, `x.matches('(')`, `1 / 0`.
    private mutating func checkLiterals(_ function: RuleFunction, _ arguments: [Node], at node: Node) {
        if function.name == "matches", arguments.count == 2, let pattern = arguments[1].literal?.asString {
            do throws(RuleFault) { _ = try Pattern(pattern) } catch {
                findings.add(
                    "bad-pattern",
                    at: arguments[1].place,
                    id: error.message.text(.id),
                    en: error.message.text(.en)
                )
            }
            return
        }
        checkZone(function, arguments)
        guard Self.readers.contains(function.name) else { return }
        let literals = arguments.compactMap(\.literal)
        guard literals.count == arguments.count else { return }
        do throws(RuleFault) { _ = try function.body(literals) } catch {
            let todo: LocalizedText? =
                switch function.name {
                case "timestamp":
                    .init(
                        id: "Tulis seperti '2026-11-24T14:30:00+07:00'.",
                        en: "Write it like '2026-11-24T14:30:00+07:00'."
                    )
                case "duration": .init(id: "Tulis seperti '240h' atau '1h30m'.", en: "Write it like '240h' or '1h30m'.")
                case "decimal": .init(id: "Tulis seperti '12.50'.", en: "Write it like '12.50'.")
                case "money":
                    .init(id: "Tulis seperti 25000 atau 'Rp25.000'.", en: "Write it like 25000 or 'Rp25.000'.")
                case "date": .init(id: "Tulis seperti '2026-11-24'.", en: "Write it like '2026-11-24'.")
                default: nil
                }
            findings.add(
                "bad-value",
                at: arguments.first?.place ?? node.place,
                id: error.message.text(.id),
                en: error.message.text(.en),
                todo: todo
            )
        }
    }
}
