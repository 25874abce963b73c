import Civic
import Testing

@testable import Rules

/// Evaluates a tree step by step, with nothing prepared: slow, and plainly right.
struct TreeWalker {
    var names: [String: RuleValue]

    func value(_ node: Node) throws(RuleFault) -> RuleValue {
        switch node.kind {
        case .literal(let value): return value
        case .name(let name, _):
            guard let value = names[name] ?? NameLookup.constants[name] else { throw RuleFault(.unknownName(name)) }
            return value
        case .select(let base, let field):
            guard let found = try value(base).field(field) else { throw RuleFault(.noSuchKey(field)) }
            return found
        case .selectOptional(let base, let field): return .optional(try value(base).field(field))
        case .has(let base, let field): return .bool(try value(base).field(field) != nil)
        case .list(let elements):
            var all: [RuleValue] = []
            for element in elements { all.append(try value(element.value)) }
            return .list(all)
        case .map(let entries):
            var all: [RuleValue: RuleValue] = [:]
            for entry in entries { try all.add(try value(entry.value), under: try value(entry.key)) }
            return .map(all)
        case .and(let left, let right): return try junction([left, right], decisive: false)
        case .or(let left, let right): return try junction([left, right], decisive: true)
        case .choose(let condition, let yes, let no): return try value(value(condition) == true ? yes : no)
        case .call(let name, let target, let arguments): return try call(name, target, arguments)
        case .loop(let loop): return try self.loop(loop)
        case .bind(let binding):
            var inside = self
            inside.names[binding.name] = try value(binding.value)
            return try inside.value(binding.body)
        case .message(let name, _): throw RuleFault(.unknownType(name))
        case .missing: preconditionFailure("a tree with a hole is never run")
        }
    }

    private func junction(_ sides: [Node], decisive: Bool) throws(RuleFault) -> RuleValue {
        var fault: RuleFault?
        for side in sides {
            do throws(RuleFault) {
                if try value(side) == .bool(decisive) { return .bool(decisive) }
            } catch { fault = fault ?? error }
        }
        if let fault { throw fault }
        return .bool(!decisive)
    }

    private func call(_ name: String, _ target: Node?, _ arguments: [Node]) throws(RuleFault) -> RuleValue {
        let full = target?.path.map { ($0.names + [name]).joined(separator: ".") }
        let free = target == nil ? FunctionTable.standard[name] : full.flatMap { FunctionTable.standard[$0] }
        let isFree = free != nil
        guard let function = free ?? FunctionTable.standard[name] else { throw RuleFault(.unknownFunction(name)) }
        var values: [RuleValue] = []
        if !isFree, let target { values.append(try value(target)) }
        for argument in arguments { values.append(try value(argument)) }
        return try function.body(values)
    }

    private func loop(_ loop: Loop) throws(RuleFault) -> RuleValue {
        guard case .list(let elements) = try value(loop.range) else { throw RuleFault(.unknownType("list")) }
        var results: [RuleValue] = []
        var kept: [RuleValue] = []
        var fault: RuleFault?
        for (index, element) in elements.enumerated() {
            var inside = self
            if loop.variables.count == 2 { inside.names[loop.variables[0]] = .int(Int64(index)) }
            inside.names[loop.variables[loop.variables.count - 1]] = element
            do throws(RuleFault) {
                if let filter = loop.filter, try inside.value(filter) != true { continue }
                let result = try inside.value(loop.body)
                results.append(result)
                if result == true { kept.append(element) }
            } catch {
                guard loop.kind == .all || loop.kind == .exists else { throw error }
                fault = fault ?? error
            }
        }
        switch loop.kind {
        case .all, .exists:
            let decisive = RuleValue.bool(loop.kind == .exists)
            if results.contains(decisive) { return decisive }
            if let fault { throw fault }
            return .bool(loop.kind == .all)
        case .existsOne: return .bool(kept.count == 1)
        case .filter: return .list(kept)
        case .map, .transformList: return .list(results)
        case .transformMap, .transformMapEntry: throw RuleFault(.unknownType("map"))
        }
    }
}

extension Node {
    /// The whole tree as text, brackets around everything: equal for equal trees.
    var spelled: String {
        let inside = children.map(\.spelled).joined(separator: " ")
        return switch kind {
        case .literal(let value): "\(value.typeName) \(Conversions.shown(value))"
        case .name(let name, let absolute): "(name \(name) \(absolute))"
        case .select(_, let field): "(. \(field) \(inside))"
        case .selectOptional(_, let field): "(.? \(field) \(inside))"
        case .has(_, let field): "(has \(field) \(inside))"
        case .call(let name, let target, _): "(\(target == nil ? "" : "member ")\(name) \(inside))"
        case .list(let elements): "[\(elements.map(\.isOptional)) \(inside)]"
        case .map(let entries): "{\(entries.map(\.isOptional)) \(inside)}"
        case .message(let name, let fields): "(\(name) \(fields.map { "\($0.name) \($0.isOptional)" }) \(inside))"
        case .and: "(and \(inside))"
        case .or: "(or \(inside))"
        case .choose: "(choose \(inside))"
        case .loop(let loop): "(\(loop.kind) \(loop.variables) \(loop.filter != nil) \(inside))"
        case .bind(let binding): "(\(binding.kind) \(binding.name) \(inside))"
        case .missing: "(missing)"
        }
    }
}

@Suite struct CanonicalTests {
    static let table: [(String, String)] = [
        ("( a+b )*c // produk", "(a + b) * c"), ("a+(b*c)", "a + b * c"), ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("-(7)", "-(7)"), ("- -7", "--7"), ("-(7.size())", "-(7.size())"), ("!(a==b)", "!(a == b)"), ("-a.b", "-a.b"),
        ("(-a).b", "(-a).b"),
        ("(a?b:c)?d:e?f:g", "(a ? b : c) ? d : e ? f : g"), ("a&&(b||c)", "a && (b || c)"),
        ("(a&&b)||c", "a && b || c"),
        ("\"it's\\n\"", "'it\\'s\\n'"), ("r'\\d'", "'\\\\d'"), ("b'\\xff\\'a'", "b'\\xff\\'a'"), ("0x1Fu", "31u"),
        ("1e3", "1000.0"),
        ("a.`b-c`[?d].?e", "a.`b-c`[?d].?e"), ("[?a,b,]", "[?a, b]"), ("{?a:b,'c':d}", "{?a: b, 'c': d}"),
        ("a.exists_one(x,x>1)", "a.exists_one(x, x > 1)"), ("cel.bind(x,a,x)", "cel.bind(x, a, x)"),
        ("a.optMap(x,x)", "a.optMap(x, x)"),
        ("has(a.b)", "has(a.b)"), (".a.b", ".a.b"), ("geo.point(1.0,2.0)", "geo.point(1.0, 2.0)"),
        ("a in b == c", "a in b == c"),
        ("google.protobuf.Int64Value{value:1}", "google.protobuf.Int64Value{value: 1}"), ("1e999", "1e999"),
    ]

    @Test(arguments: table)
    func `an expression has one spelling`(_ text: String, _ wanted: String) throws {
        let expression = try #require(Expression.parse(text).0)
        #expect(expression.canonical == wanted)
        #expect(Expression.parse(wanted).0?.root.spelled == expression.root.spelled)
    }
}
