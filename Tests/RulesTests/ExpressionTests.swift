import Civic
import Testing

@testable import Rules

@Suite struct ExpressionTests {
    static let table: [(String, RuleValue)] = [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("7 / 2", 3), ("-7 / 2", -3), ("-7 % 3", -1), ("2 - 3 - 4", -5),
        ("7.0 / 2.0", .double(3.5)), ("1u + 2u", .uint(3)), ("0x1F", 31), ("1.5e3", .double(1_500)),
        ("'a' + 'b'", "ab"), ("r'\\d'", "\\d"), ("'''a\n'b' '''", "a\n'b' "), ("b'\\xff'", .bytes([255])),
        ("'\\u00e9' == 'e\\u0301'", false), ("1 == 1u && 1u == 1.0", true), ("1 == '1'", false),
        ("0.0 / 0.0 == 0.0 / 0.0", false), ("'b' > 'a'", true), ("2 in [1, 2]", true), ("'k' in {'k': 1}", true),
        ("true ? 1 : 2", 1), ("!false", true), ("null == null", true), ("size('aé😀')", 3), ("'aé😀'.size()", 3),
        ("[1, 2] + [3]", .list([1, 2, 3])), ("[1, 2, 3][1]", 2), ("{'a': {'b': 4}}.a.b", 4), ("{1: 'x'}[1u]", "x"),
        ("type(1) == int && type([]) == list", true), ("string(12) + string(1.5)", "121.5"), ("int('42')", 42),
        ("int(3.99)", 3), ("double('1e3')", .double(1_000)), ("bool('true')", true), ("string(b'abc')", "abc"),
        // Names and fields
        ("category.code", "pothole"), ("category['code'] == 'pothole'", true),
        ("category.workdays * workday", .workdays(5)),
        ("workdays(3) + 2 * workday", .workdays(5)), ("workdays(3) > workdays(2)", true),
        ("has(category.code) && !has(extra.other)", true), ("extra[2] + string(extra.tiga)", "dua3"),
        ("answered_at != null && now - answered_at < duration('240h')", true), ("area == null || area > 5.0", true),
        // Macros
        ("photos.all(p, p.endsWith('.jpg'))", true), ("photos.exists(p, p == 'b.jpg')", true),
        ("photos.exists_one(p, p.startsWith('a'))", true), ("photos.map(p, size(p))", .list([5, 5])),
        ("children.filter(c, c.age > 10).map(c, c.name)", .list(["Budi"])),
        ("[1, 2, 3].map(n, n > 1, n * n)", .list([4, 9])),
        ("children.all(c, children.exists_one(d, d.name == c.name))", true),
        ("{'b': 1, 'a': 2}.map(k, k)", .list(["a", "b"])),
        ("['x', 'y'].transformMap(i, v, v + string(i))", .map([0: "x0", 1: "y1"])),
        ("[3, 4].transformList(i, v, i * v)", .list([0, 4])),
        // Times
        ("timestamp('2026-11-24T07:00:00+07:00')", .timestamp(Moment(milliseconds: 1_795_478_400_000))),
        ("string(timestamp(0))", "1970-01-01T00:00:00Z"), ("string(duration('1h30m') + duration('-0.5s'))", "5399.5s"),
        ("timestamp('2026-11-24T23:30:00Z').getHours('Asia/Jakarta')", 6),
        ("timestamp('2026-11-24T23:30:00Z').getDate('WIB')", 25),
        ("timestamp('2026-11-24T00:00:00Z').getDayOfWeek()", 2),
        ("duration('90m').getHours()", 1), ("date('2026-11-24') - date('2026-11-20') == duration('96h')", true),
        ("date('2026-11-24') + duration('48h')", .date("2026-11-26")),
        ("date(timestamp('2026-11-24T23:30:00Z'), 'WIB')", .date("2026-11-25")),
        ("years_between(born, date('2026-02-28'))", 17), ("years_between(born, date('2026-03-01'))", 18),
        ("years_between(born, now, 'WIB') >= 17", true), ("born.getFullYear()", 2008),
        // Texts, places, lots
        ("description.contains('sekolah')", true), ("description.matches('[0-9]+ meter$')", true),
        ("'Kota'.lowerAscii() == 'kota' && ' a '.trim() == 'a'", true), ("min(3, 5) + max(2, 9)", 12),
        ("geo.distance(location, geo.point(-6.1783, 106.6319))", .double(0)),
        ("hash01('LAKSA') == hash01('LAKSA') && hash01('a') != hash01('b')", true),
        ("hash01('LAKSA') >= 0.0 && hash01('LAKSA') < 1.0", true),
        // Errors that somebody else's answer makes up for
        ("true || 1 / 0 == 1", true), ("1 / 0 == 1 || true", true), ("false && 1 / 0 == 1", false),
        ("1 / 0 == 1 && false", false),
        ("[0, 1].exists(n, 1 / n == 1)", true), ("[0, 2].all(n, 1 / n == 1)", false), ("false ? 1 / 0 : 2", 2),
    ]

    @Test(arguments: table)
    func `an expression has the value that CEL gives it`(_ text: String, _ wanted: RuleValue) throws {
        let found = try City.value(text)
        #expect(found.isIdentical(to: wanted), "\(text) gave \(found)")
        #expect(City.findings(text).filter { $0.code != "no-overload" }.isEmpty)
    }

    @Test(arguments: table)
    func `no expression takes more steps than its worst case`(_ text: String, _ wanted: RuleValue) throws {
        let expression = try #require(Expression.parse(text).0)
        let steps = try expression.compile(slots: City.layout).measure(City.slots).steps
        #expect(steps <= expression.worstCost, "\(text) took \(steps), worst case \(expression.worstCost)")
        #expect(expression.worstCost <= Limits.steps)
    }

    static let faults: [(String, RuleFault.Kind, Int)] = [
        ("1 + 1 / 0", .divideByZero, 4), ("1 % 0", .moduloByZero, 0), ("9223372036854775807 + 1", .overflow, 0),
        ("-9223372036854775808 - 1", .overflow, 0), ("-(-9223372036854775808)", .overflow, 0),
        ("0u - 1u", .overflow, 0),
        ("[1][1]", .noSuchIndex("1"), 0), ("category.kode", .noSuchKey("kode"), 0),
        ("{'a': 1, 'a': 2}", .repeatedKey("a"), 0),
        ("{1.5: 1}", .badKey("double"), 0), ("int('x')", .badValue("x", wanted: "int"), 0),
        ("int(1e99)", .outOfRange("int"), 0),
        ("uint(-1)", .outOfRange("uint"), 0),
        ("timestamp('10000-01-01T00:00:00Z')", .badValue("10000-01-01T00:00:00Z", wanted: "timestamp"), 0),
        ("timestamp('9999-12-31T23:59:59Z') + duration('1h')", .outOfRange("timestamp"), 0),
        ("duration('1 hari')", .badValue("1 hari", wanted: "duration"), 0),
        ("now.getHours('Mars')", .unknownZone("Mars"), 0),
        ("description.matches('(')", .badPattern("(, 2"), 0),
        ("area > 5.0", .noOverload("_>_", types: ["null_type", "double"]), 0),
        ("[1, 2].all(n, n + 1)", .noOverload("all", types: ["int"]), 0), ("1 / 0 == 1 || false", .divideByZero, 0),
    ]

    @Test(arguments: faults)
    func `a run that cannot go on says why and where`(_ text: String, _ kind: RuleFault.Kind, _ offset: Int) throws {
        let compiled = try City.compiled(text)
        let fault = #expect(throws: RuleFault.self) { try compiled.evaluate(City.slots) }
        #expect(fault == RuleFault(kind, offset: offset))
        for language in Language.allCases { #expect(fault?.message.text(language).hasSuffix(".") == true) }
    }

    @Test func `an expression names what it needs and nothing else`() {
        let text =
            "category.code == 'x' && photos.all(p, p != note) && geo.distance(location, home) < 5.0 && type(a) == int"
        #expect(Expression.parse(text).0?.names == ["category", "photos", "note", "location", "home", "a"])
        #expect(Expression.parse("timestamp('2026-01-01T00:00:00Z') < now").0?.names == ["now"])
    }

    @Test func `compiling refuses names and functions that nobody knows`() throws {
        let unknown = try #require(Expression.parse("1 + nilai").0)
        #expect(throws: RuleFault(.unknownName("nilai"), offset: 4)) { try unknown.compile(slots: City.layout) }
        let call = try #require(Expression.parse("sekarang()").0)
        #expect(throws: RuleFault(.unknownFunction("sekarang"), offset: 0)) { try call.compile(slots: City.layout) }
    }

    @Test func `an application can register a function of its own`() throws {
        let double = RuleFunction("twice", .both, [.init([.int], .int)]) { values throws(RuleFault) in
            guard case .int(let number) = values[0] else { throw values.noOverload("twice") }
            return .int(number * 2)
        }
        let table = FunctionTable.standard.adding(double)
        let expression = try #require(Expression.parse("twice(4) + 5.twice()").0)
        #expect(expression.check(in: TypeEnvironment(functions: table)) == ([], .int))
        #expect(try expression.compile(slots: SlotLayout([]), functions: table).evaluate([]) == 18)
    }

    @Test func `JSON goes in and comes out`() {
        let json: JSON = ["name": "Sari", "ages": [1, 2.5, nil], "ok": true]
        #expect(RuleValue(json).json == json)
        #expect(RuleValue.duration(.seconds(90)).json == "90s")
        #expect(RuleValue.timestamp(.epoch).json == "1970-01-01T00:00:00Z")
    }
}

@Suite struct BudgetTests {
    @Test func `a run stops where its budget ends`() throws {
        let compiled = try City.compiled("[1, 2, 3, 4, 5].map(a, [1, 2, 3, 4, 5].map(b, a * b + 1))")
        let steps = try compiled.measure([RuleValue](City.slots)).steps
        let fault = #expect(throws: RuleFault.self) { try compiled.evaluate(City.slots, budget: steps - 1) }
        #expect(fault?.kind == .budget(steps - 1))
        #expect(try compiled.evaluate(City.slots, budget: steps) != .null)
    }

    @Test func `an error of the budget cannot be argued away`() throws {
        let compiled = try City.compiled("photos.all(p, size(p) > 99) || true")
        let fault = #expect(throws: RuleFault.self) { try compiled.evaluate(City.slots, budget: 3) }
        #expect(fault?.kind == .budget(3))
    }

    @Test func `an expression that can cost too much is not published`() {
        let text = "children.all(a, children.all(b, children.all(c, a.age + b.age > c.age)))"
        let findings = City.findings(text)
        #expect(findings.map(\.code) == ["too-costly"])
        #expect(City.findings("children.all(a, children.exists_one(b, a.age == b.age))").isEmpty)
    }

    @Test func `lists and texts beyond their limits stop the run`() throws {
        let list = try City.compiled("extra.all(x, x == x)")
        var values = City.values
        values["extra"] = .list(Array(repeating: 1, count: Limits.listElementsMax + 1))
        #expect(throws: RuleFault(.tooLong(elements: 501), offset: 0)) { try list.evaluate(City.layout.slots(values)) }
        values["extra"] = .string(String(repeating: "x", count: Limits.textBytesMax))
        #expect(throws: RuleFault(.tooManyBytes, offset: 0)) {
            try City.compiled("extra + 'y'").evaluate(City.layout.slots(values))
        }
    }

    @Test(arguments: ["(", "[", "-", "!", "a.", "1+", "{1:", "f(", "a[", "'x'+"])
    func `a text nested or chained without end is refused, not crashed on`(_ piece: String) {
        let text = String(repeating: piece, count: 5_000) + "1"
        let (expression, findings) = Expression.parse(text)
        #expect(expression == nil)
        #expect(!findings.isEmpty && findings.count <= Limits.findingsMax)
    }

    @Test func `an expression longer than the limit is refused`() {
        let (expression, findings) = Expression.parse(String(repeating: " ", count: Limits.sourceBytesMax) + "1")
        #expect(expression == nil && findings.map(\.code) == ["too-long"])
    }
}
