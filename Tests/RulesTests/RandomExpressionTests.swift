import Civic
import Testing

@testable import Rules

/// Writes random expressions over the city's names: by type where they shall pass the checker, by word where they need not.
private struct Writer {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private mutating func pick(_ choices: String...) -> String { choices.randomElement(using: &random) ?? "1" }

    mutating func bool(_ depth: Int) -> String {
        guard depth > 0 else { return pick("true", "false", "anonymous", "category.needs_photo", "has(category.code)") }
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return "(\(bool(depth - 1)) && \(bool(depth - 1)))"
        case 1: return "(\(bool(depth - 1)) || \(bool(depth - 1)))"
        case 2: return "!(\(bool(depth - 1)))"
        case 3: return "\(int(depth - 1)) \(pick("<", "<=", ">", ">=", "==", "!=")) \(int(depth - 1))"
        case 4: return "\(text(depth - 1)) \(pick("<", "==", "!=")) \(text(depth - 1))"
        case 5: return "photos.\(pick("all", "exists", "exists_one"))(p, p == \(text(depth - 1)) || \(bool(depth - 1)))"
        case 6: return "children.\(pick("all", "exists", "existsOne"))(i, c, c.age > i && c.name != \(text(depth - 1)))"
        case 7: return "\(int(depth - 1)) in \(ints(depth - 1))"
        default:
            return
                "\(text(depth - 1)).\(pick("contains", "startsWith", "endsWith", "matches"))(\(pick("'a'", "'[a-z]+'", "''")))"
        }
    }

    mutating func int(_ depth: Int) -> String {
        guard depth > 0 else { return pick("0", "1", "-7", "category.workdays", "9223372036854775807", "size(photos)") }
        switch Int.random(in: 0..<9, using: &random) {
        case 6: return "cel.bind(v, \(int(depth - 1)), v + \(int(depth - 1)))"
        case 7: return "\(text(depth - 1)).indexOf(\(text(depth - 1)))"
        case 8: return "\(ints(depth - 1))[?0].orValue(\(int(depth - 1)))"
        case 0: return "(\(int(depth - 1)) \(pick("+", "-", "*", "/", "%")) \(int(depth - 1)))"
        case 1: return "(\(bool(depth - 1)) ? \(int(depth - 1)) : \(int(depth - 1)))"
        case 2: return "size(\(text(depth - 1)))"
        case 3: return "\(ints(depth - 1))[\(int(depth - 1))]"
        case 4: return "max(\(int(depth - 1)), \(int(depth - 1)))"
        default: return "\(pick("now", "born")).\(pick("getFullYear", "getMonth", "getDayOfYear"))()"
        }
    }

    mutating func text(_ depth: Int) -> String {
        guard depth > 0 else { return pick("'a'", "'jalan é'", "category.code", "description") }
        switch Int.random(in: 0..<6, using: &random) {
        case 4: return "\(text(depth - 1)).replace('a', \(text(depth - 1)))"
        case 5: return "\(text(depth - 1)).split('a').join(\(text(depth - 1)))"
        case 0: return "(\(text(depth - 1)) + \(text(depth - 1)))"
        case 1: return "string(\(int(depth - 1)))"
        case 2: return "(\(bool(depth - 1)) ? \(text(depth - 1)) : \(text(depth - 1)))"
        default: return "\(text(depth - 1)).lowerAscii()"
        }
    }

    mutating func ints(_ depth: Int) -> String {
        guard depth > 0 else { return pick("[1, 2, 3]", "[0]", "children.map(c, c.age)") }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return "(\(ints(depth - 1)) + \(ints(depth - 1)))"
        case 1: return "\(ints(depth - 1)).filter(n, n > \(int(depth - 1)))"
        default: return "\(ints(depth - 1)).map(n, n % 5 + \(int(depth - 1)))"
        }
    }

    mutating func words() -> String {
        let words = [
            "category", ".code", "photos", ".all(", "p,", "p", "==", "'a'", "1", "-", "+", "(", ")", "[", "]", "{", "}",
            "?", ":", ",", "&&", "||", "!",
            "in", "now", "has(", "null", "1.5", "0x", "'", "\"\"\"", "r'\\'", "b''", "é", "size(", ".", "@", "1u",
            "duration('1h')", "`a`", "=", "if", ".?", "[?", "{?", "optional.of(", "-1", ".size()", "cel.bind(x,", "x",
            "->",
        ]
        return (0..<Int.random(in: 1...14, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
            .joined(separator: Bool.random(using: &random) ? " " : "")
    }
}

@Suite struct RandomExpressionTests {
    @Test(arguments: 0..<400)
    func `what the checker lets through has no wrong types when it runs`(_ seed: UInt64) throws {
        var writer = Writer(seed: seed)
        let text = seed % 2 == 0 ? writer.bool(4) : writer.int(4)
        let (parsed, mistakes) = Expression.parse(text)
        let expression = try #require(parsed, "\(text): \(mistakes.map { $0.sentence(.en) })")
        let (findings, type) = expression.check(in: City.environment)
        #expect(findings.allSatisfy { $0.code == "too-costly" }, "\(text): \(findings.map { $0.sentence(.en) })")
        #expect(type == (seed % 2 == 0 ? .bool : .int))
        let again = try #require(Expression.parse(expression.canonical).0, "\(expression.canonical)")
        #expect(again.root.spelled == expression.root.spelled && again.canonical == expression.canonical)
        let compiled = try expression.compile(slots: City.layout)
        do {
            let (value, steps) = try compiled.measure(City.slots)
            #expect(steps <= expression.worstCost, "\(text) took \(steps), worst case \(expression.worstCost)")
            #expect(Checker.type(of: value) == type, "\(text)")
            #expect(try compiled.evaluate(City.slots).isIdentical(to: value), "\(text) has two answers")
            let plain = try TreeWalker(names: City.values).value(expression.root)
            #expect(plain.isIdentical(to: value), "\(text) gave \(value), step by step \(plain)")
        } catch {
            switch error.kind {
            case .divideByZero, .moduloByZero, .overflow, .noSuchIndex, .tooLong, .tooManyBytes: break
            default: Issue.record("\(text): \(error.message.text(.en))")
            }
        }
    }

    @Test(arguments: 0..<3_000)
    func `no text crashes parser, checker or run, and a refused one says where`(_ seed: UInt64) throws {
        var writer = Writer(seed: seed)
        let text = writer.words()
        let (expression, findings) = Expression.parse(text)
        #expect((expression == nil) == !findings.isEmpty)
        #expect(findings.allSatisfy { $0.place.start <= text.utf8.count && $0.column >= 1 })
        guard let expression else { return }
        let again = Expression.parse(expression.canonical)
        #expect(again.0?.root.spelled == expression.root.spelled, "\(text) is written \(expression.canonical)")
        _ = expression.check(in: City.environment)
        let compiled = try expression.compile(slots: City.layout, functions: .standard, unknown: .failing)
        let first = Result { try compiled.measure(City.slots).steps }
        if case .success(let steps) = first { #expect(steps <= expression.worstCost, "\(text)") }
    }
}
