import Rules
import Testing

@Suite struct ConditionSetTests {
    private static func set(_ texts: [String], absent: Set<String> = []) throws -> ConditionSet {
        let expressions = try texts.map { text in try #require(Expression.parse(text).0, "\(text)") }
        return ConditionSet(
            expressions,
            knowing: .init(
                codes: { $0 == "kind.code" ? ["a", "b"] : nil },
                presence: { absent.contains($0) ? .sometimes : .always }
            )
        )
    }

    @Test(arguments: [
        ["x < 3", "x >= 3"], ["x < 3", "x == 3", "x > 3"], ["x < 3", "x > 2"],
        ["kind.code == 'a'", "kind.code == 'b'"],
        ["t == 'x'", "t != 'x'"], ["a < b", "b < a", "a == b"], ["a < b", "!(a < b)"], ["yes", "!yes"],
        ["yes == true", "yes == false"], ["size(t) > 1", "size(t) <= 1"], ["true"], ["p || q", "!p", "!q"],
        ["kind.code in ['a', 'b']"], ["x < 1 ? yes : true", "!yes"], ["f(x)", "!f(x)"], ["1 < 2"],
    ])
    func `one of them always holds`(_ texts: [String]) throws {
        #expect(try !Self.set(texts).canAllFail)
    }

    @Test(arguments: [
        ["x < 3", "x > 3"], ["x < 3", "x > 4"], ["kind.code == 'a'"], ["t == 'x'", "t == 'y'"], ["a < b", "b < a"],
        ["f(x)", "!f(y)"], ["p || q"], ["x < 1.5", "x >= 1.5"],
    ])
    func `all of them can fail`(_ texts: [String]) throws {
        #expect(try Self.set(texts).canAllFail)
    }

    @Test(arguments: [
        ["x < 3", "x > 3"], ["x > 3", "x < 5", "x != 4"], ["kind.code == 'c'"], ["t == 'x' && t == 'y'"], ["p", "!p"],
        ["false"], ["a < b", "a == b"], ["kind.code != 'a' && kind.code != 'b'"], ["x == null"],
    ])
    func `they never hold together`(_ texts: [String]) throws {
        #expect(try !Self.set(texts).canAllHold)
    }

    @Test func `an answer that may be missing fails both sides of an order, and neither of an equation`() throws {
        #expect(try Self.set(["x < 3", "x >= 3"], absent: ["x"]).canAllFail)
        #expect(try !Self.set(["x < 3", "x >= 3", "x == null"], absent: ["x"]).canAllFail)
        #expect(try !Self.set(["x == 3", "x != 3"], absent: ["x"]).canAllFail)
        #expect(try Self.set(["x.y == 3", "x.y != 3"], absent: ["x"]).canAllFail)
        #expect(try Self.set(["now - x < d", "now - x >= d"], absent: ["x"]).canAllFail)
        #expect(try Self.set(["size(x) > 1", "size(x) <= 1"], absent: ["x"]).canAllFail)
    }

    @Test func `more ways than anybody tries prove nothing`() throws {
        let many = (0..<20).map { "p\($0)" }
        #expect(try Self.set(many).canAllHold)
        #expect(try Self.set([many.joined(separator: " || "), "!p0"]).canAllFail)
    }
}
