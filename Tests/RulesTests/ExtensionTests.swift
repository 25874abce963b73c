import Civic
import Testing

@testable import Rules

/// Evaluates over nothing; the checker must agree, unless the text has `dyn(`.
private func value(_ text: String) throws -> RuleValue {
    let (parsed, mistakes) = Expression.parse(text)
    let expression = try #require(parsed, "\(text): \(mistakes.map { $0.sentence(.en) })")
    let (findings, type) = expression.check(in: TypeEnvironment())
    #expect(findings.isEmpty, "\(text): \(findings.map { $0.sentence(.en) })")
    let compiled = try expression.compile(slots: SlotLayout([]))
    let (value, steps) = try compiled.measure([])
    #expect(steps <= expression.worstCost, "\(text) took \(steps), worst case \(expression.worstCost)")
    var attempt = Unification()
    let found = Checker.type(of: value)
    #expect(attempt.accepts(found, as: type) || value == .list([]), "\(text) is a \(found.name), not a \(type.name)")
    return value
}

private func fault(_ text: String) throws -> RuleFault.Kind? {
    let expression = try #require(Expression.parse(text).0)
    do throws(RuleFault) {
        let value = try expression.compile(slots: SlotLayout([]), functions: .standard, unknown: .failing).evaluate([])
        Issue.record("\(text) gave \(value)")
        return nil
    } catch {
        return error.kind
    }
}

@Suite struct OptionalTests {
    static let table: [(String, RuleValue)] = [
        ("optional.of(null).hasValue()", true), ("optional.ofNonZeroValue(null).hasValue()", false),
        ("optional.none().or(optional.of(3)).orValue(4)", 3), ("optional.none().orValue(42)", 42),
        ("optional.of(1).or(optional.of(2)).value()", 1), ("optional.of(42).optMap(y, y + 1).value()", 43),
        ("optional.none().optMap(y, y + 1).hasValue()", false),
        ("{'a': {'b': 'c'}}.?a.optFlatMap(k, k.?b).value()", "c"),
        ("{}.?a.optFlatMap(k, k.?b).hasValue()", false), ("{}.?a.b.c.hasValue()", false),
        ("{'a': {'b': 1}}.?a.b.value()", 1), ("{'a': {'b': 1}}.?a['b'].orValue(0)", 1),
        ("has({}.?x.y)", false), ("has({'x': {'y': 1}}.?x.y)", true), ("[10][?0].value() + [10][?1].orValue(5)", 15),
        ("{1u: 1.0, 2: 2.0}[?2u].value()", .double(2)), ("optional.of([1])[?3].hasValue()", false),
        ("optional.none()[?0].hasValue()", false), ("[1, ?optional.none(), ?optional.of(2)]", .list([1, 2])),
        ("{?'a': optional.of(1), ?'b': optional.none(), 'c': 3}", .map(["a": 1, "c": 3])),
        ("optional.none() == optional.none() && optional.of(1) != optional.none()", true),
        ("optional.of(1) == optional.of(1) && optional.of(1) != optional.of(2)", true),
        ("type(optional.none()) == optional_type", true), ("[1, 2].first().value() + [1, 2].last().value()", 3),
        ("[optional.of(1), optional.none()].unwrapOpt() == optional.unwrap([optional.of(1)])", true),
        ("optional.of(1).orValue(1 / 0)", 1), ("optional.of(2).or(optional.of(1 / 0)).value()", 2),
        ("optional.ofNonZeroValue({?'a': optional.ofNonZeroValue('')}).hasValue()", false),
    ]

    @Test(arguments: table)
    func `a value that may be absent is asked, mapped and replaced`(_ text: String, _ wanted: RuleValue) throws {
        #expect(try value(text).isIdentical(to: wanted), "\(text)")
    }

    @Test func `the type of an optional is known`() throws {
        func type(_ text: String) throws -> String {
            try #require(Expression.parse(text).0).check(in: City.environment).1.name
        }
        #expect(try type("optional.of(1)") == "optional_type(int)")
        #expect(try type("[optional.none(), optional.of(dyn(1))]") == "list(optional_type(dyn))")
        #expect(try type("category.?code") == "optional_type(string)")
        #expect(try type("photos[?0].orValue('none')") == "string")
        #expect(try type("photos[?0].optMap(p, size(p))") == "optional_type(int)")
        #expect(try type("[?photos[?0]]") == "list(string)")
    }

    @Test func `what is wrong with an optional is said`() throws {
        #expect(try fault("optional.none().value()") == .noValue)
        #expect(try fault("optional.of(null).a") == .noOverload(".a", types: ["null_type"]))
        #expect(try fault("[?dyn(1)]") == .noOverload("[?_]", types: ["int"]))
        #expect(try fault("{?'a': dyn(1)}") == .noOverload("{?_}", types: ["int"]))
        #expect(try fault("dyn(1).optMap(x, x)") == .noOverload("optMap", types: ["int"]))
        #expect(try fault("optional.of(1).optFlatMap(x, dyn(x))") == .noOverload("optFlatMap", types: ["int"]))
        #expect(City.findings("[?photos]").map(\.code) == ["type-mismatch"])
        #expect(City.findings("photos.optMap(p, p)").map(\.code) == ["type-mismatch"])
        #expect(City.findings("photos[?0].optFlatMap(p, size(p))").map(\.code) == ["type-mismatch"])
        #expect(City.findings("category.?cod").first?.todo?.text(.en) == "Did you mean \"code\"?")
        #expect(City.findings("photos[?0].optMap(1, 2)").map(\.code) == ["bad-macro"])
    }
}

@Suite struct BindingTests {
    @Test func `a name stands for a value, worked out once`() throws {
        #expect(try value("cel.bind(x, 2, cel.bind(y, x + 1, x * y))") == 6)
        #expect(try value("cel.bind(x, [1, 2], [2, 3].exists(e, e in x))") == true)
        let twice = try #require(Expression.parse("cel.bind(a, 'x' + 'y' + 'z', a + a)").0).worstCost
        let plain = try #require(Expression.parse("('x' + 'y' + 'z') + ('x' + 'y' + 'z')").0).worstCost
        #expect(twice < plain)
        #expect(Expression.parse("cel.bind(a, b, a + c)").0?.names == ["b", "c"])
        #expect(City.findings("cel.bind(size(x), 1, 2)").map(\.code) == ["bad-macro"])
    }
}

@Suite struct TextEditingTests {
    static let table: [(String, RuleValue)] = [
        ("'kota'.charAt(0) + 'kota'.charAt(4)", "k"), ("'©αT'.charAt(1)", "α"),
        ("'jalan raya'.indexOf('a')", 1), ("'jalan'.indexOf('a', 2)", 3), ("'jalan'.indexOf('', 5)", 5),
        ("'jalan'.indexOf('zz')", -1), ("'jalan'.lastIndexOf('a')", 3), ("'jalan'.lastIndexOf('a', 2)", 1),
        ("''.lastIndexOf('@@')", -1), ("'jalan'.lastIndexOf('')", 5), ("'ta©o©αT'.indexOf('©αT', 3)", 4),
        ("'kecamatan'.substring(3)", "amatan"), ("'ta©o©αT'.substring(2, 6)", "©o©α"), ("'a'.substring(1)", ""),
        ("'a-b-a'.replace('a', 'x')", "x-b-x"), ("'a-b-a'.replace('a', 'x', 1)", "x-b-a"),
        ("'ab'.replace('', '.')", ".a.b."), ("'ab'.replace('a', '', 0)", "ab"),
        ("'a,b,c'.split(',')", .list(["a", "b", "c"])), ("'a,b,c'.split(',', 2)", .list(["a", "b,c"])),
        ("'a,b'.split(',', 0)", .list([])), ("'abc'.split('')", .list(["a", "b", "c"])), ("''.split(',')", .list([""])),
        ("'abc'.split('', 2)", .list(["a", "bc"])), ("['a', 'b'].join('-') + ['c'].join()", "a-bc"),
        ("'gnaraT'.reverse()", "Tarang"), ("' \\t\\u00a0x\\u3000'.trim()", "x"),
        ("'\\u200bx'.trim() == '\\u200bx'", true), ("'TacoCÆt'.lowerAscii() + 'é'.upperAscii()", "tacocÆté"),
        ("strings.quote('a\"b\\n\\\\')", "\"a\\\"b\\n\\\\\""),
        ("strings.quote('\\a\\b\\f\\r\\t\\v😀')", "\"\\a\\b\\f\\r\\t\\v😀\""),
        ("base64.encode(b'hello') + base64.encode(b'')", "aGVsbG8="),
        ("base64.decode('aGVsbG8')", .bytes(Array("hello".utf8))),
        ("base64.decode(base64.encode(b'\\x00\\xff\\x10\\x80'))", .bytes([0, 255, 16, 128])),
    ]

    @Test(arguments: table)
    func `texts are searched, cut, changed and joined by code points`(_ text: String, _ wanted: RuleValue) throws {
        let found = try value(text)
        #expect(found.isIdentical(to: wanted), "\(text) gave \(found)")
    }

    static let formats: [(String, String)] = [
        ("'%s ada %d laporan, 100%%'.format(['Cibodas', 3])", "Cibodas ada 3 laporan, 100%"),
        ("'%.3f'.format([1.2345])", "1.234"), ("'%.2f %.0f %.0f'.format([0.125, 0.5, 1.5])", "0.12 0 2"),
        ("'%f'.format([2.71828])", "2.718280"), ("'%.1f'.format([99.96])", "100.0"), ("'%.1f'.format([-0.04])", "-0.0"),
        ("'%.3f'.format([0.0])", "0.000"), ("'%.2f'.format([1e15])", "1000000000000000.00"),
        ("'%.20f'.format([0.1])", "0.10000000000000000555"), ("'%e'.format([1052.032911275])", "1.052033e+03"),
        ("'%.0e'.format([0.00096])", "1e-03"), ("'%e'.format([0.0])", "0.000000e+00"),
        ("'%.2e'.format([9.999])", "1.00e+01"), ("'%.3e'.format([5e-324])", "4.941e-324"),
        (
            "'%e %f %d %s'.format([double('NaN'), double('Infinity'), double('-Infinity'), double('Infinity')])",
            "NaN Infinity -Infinity Infinity"
        ),
        ("'%b %b %b'.format([5, -5, true])", "101 -101 1"), ("'%o'.format([uint(65535)])", "177777"),
        ("'%x %X %x'.format([30, -30, 500u])", "1e -1E 1f4"), ("'%x %X'.format(['Hai', b'\\x0a\\xff'])", "486169 0AFF"),
        ("'%s'.format([[1, 2.5, null, 'a', [true]]])", "[1, 2.5, null, a, [true]]"),
        ("'%s'.format([{'b': duration('2h'), 6: b'x', true: type(1)}])", "{6: x, b: 7200s, true: int}"),
        (
            "'%s %s'.format([timestamp('2026-11-24T07:00:00.5+07:00'), duration('1h45m47s')])",
            "2026-11-24T00:00:00.5Z 6347s"
        ),
        ("'%.1f %d %s'.format([decimal('2.25'), decimal('1.50'), money(1250000)])", "2.2 1.50 Rp1.250.000"),
    ]

    @Test(arguments: formats)
    func `a format writes its values, rounded from all their digits`(_ text: String, _ wanted: String) throws {
        #expect(try value(text) == .string(wanted))
    }

    static let faults: [(String, RuleFault.Kind)] = [
        ("'a'.charAt(2)", .noSuchIndex("2")), ("'a'.indexOf('a', 30)", .noSuchIndex("30")),
        ("'a'.lastIndexOf('a', -1)", .noSuchIndex("-1")), ("'a'.substring(40)", .noSuchIndex("40")),
        ("'abcd'.substring(3, 2)", .badRange(3, 2)), ("'a'.substring(-1)", .noSuchIndex("-1")),
        ("'a'.charAt(dyn(true))", .noOverload("charAt", types: ["string", "bool"])),
        ("dyn(42).split('2')", .noOverload("split", types: ["int", "string"])),
        ("'a'.replace(dyn(2), 'b')", .noOverload("replace", types: ["string", "int", "string"])),
        ("[dyn(1)].join()", .noOverload("join", types: ["list"])),
        ("'%a'.format([1])", .badFormat("%a")), ("'%d %d'.format([1])", .badFormat("%d: 2 > 1")),
        ("'%d'.format([1, 2])", .badFormat("1 < 2")), ("'%'.format([])", .badFormat("%")),
        ("'%.f'.format([1.0])", .badFormat("%.")), ("'%.999f'.format([1.0])", .badFormat("%.")),
        ("'%b'.format(['x'])", .badFormat("%b: string")),
        ("'%d'.format([duration('1s')])", .badFormat("%d: google.protobuf.Duration")),
        ("'%e'.format([null])", .badFormat("%e: null_type")), ("'%x'.format([0.5])", .badFormat("%x: double")),
        ("'%s'.format([[optional.none()]])", .badFormat("%s: list")),
        ("base64.decode('a')", .badValue("a", wanted: "base64")),
        ("base64.decode('a?==')", .badValue("a?==", wanted: "base64")),
        ("'ab'.reverse(dyn(1))", .unknownFunction("reverse")),
    ]

    @Test(arguments: faults)
    func `an edit that cannot be done says why`(_ text: String, _ kind: RuleFault.Kind) throws {
        #expect(try fault(text) == kind)
    }

    @Test func `what would grow without measure is stopped`() throws {
        let long = String(repeating: "a", count: 60_000)
        func run(_ text: String) throws -> RuleFault.Kind? {
            let compiled = try #require(Expression.parse(text).0).compile(slots: SlotLayout(["t"]))
            do throws(RuleFault) {
                _ = try compiled.evaluate([.string(long)])
                return nil
            } catch { return error.kind }
        }
        #expect(try run("t.replace('a', 'bbbb')") == .tooManyBytes)
        #expect(try run("t.split('')") == .tooLong(elements: 501))
        #expect(try run("[t, t].join()") == .tooManyBytes)
        #expect(try run("'%s%s'.format([t, t])") == .tooManyBytes)
        #expect(try run("base64.encode(bytes(t))") == .tooManyBytes)
    }
}

@Suite struct MathTests {
    static let table: [(String, RuleValue)] = [
        ("math.greatest(1, 5)", 5), ("math.greatest(5.4, 10, 3u, -5.0)", 10),
        ("math.greatest([1.5, 2.5])", .double(2.5)),
        ("math.greatest(1, 1.0) == 1", true), ("math.least(-5, 3u, 9.0)", -5), ("math.least(5u)", .uint(5)),
        ("math.least(9223372036854775807, 18446744073709551615u) == 9223372036854775807", true),
        ("math.ceil(1.2) + math.floor(-1.2)", .double(0)), ("math.round(-1.5)", .double(-2)),
        ("math.round(2.5)", .double(3)),
        ("math.trunc(-1.9)", .double(-1)), ("math.abs(-11) + math.sign(-3)", 10), ("math.abs(-1.5)", .double(1.5)),
        ("math.sign(0u)", .uint(0)), ("math.sign(-0.5)", .double(-1)),
        ("math.isNaN(0.0 / 0.0) && math.isInf(1.0 / 0.0)", true),
        ("math.isFinite(1.0) && !math.isFinite(-1.0 / 0.0)", true), ("math.sqrt(81)", .double(9)),
        ("math.bitAnd(12, 10) + math.bitOr(1, 2) + math.bitXor(5, 1)", 15), ("math.bitNot(1u)", .uint(.max - 1)),
        ("math.bitShiftLeft(1, 200)", 0), ("math.bitShiftRight(-1024, 64)", -1), ("math.bitShiftRight(-1024, 3)", -128),
        ("math.bitShiftLeft(1u, 2)", .uint(4)),
    ]

    @Test(arguments: table)
    func `numbers are compared, rounded and taken apart`(_ text: String, _ wanted: RuleValue) throws {
        #expect(try value(text).isIdentical(to: wanted), "\(text)")
    }

    static let faults: [(String, RuleFault.Kind)] = [
        ("math.abs(-9223372036854775808)", .overflow), ("math.ceil(dyn(1))", .noOverload("math.ceil", types: ["int"])),
        ("math.bitShiftLeft(1, -1)", .outOfRange("math.bitShiftLeft")),
        ("math.bitAnd(2u, dyn(''))", .noOverload("math.bitAnd", types: ["uint", "string"])),
        ("math.greatest(dyn('a'), 1)", .noOverload("math.greatest", types: ["string", "int"])),
        ("math.least([])", .badValue("[]", wanted: "math.least")),
        ("math.sign(dyn(true))", .noOverload("math.sign", types: ["bool"])),
        ("math.isNaN(dyn(true))", .noOverload("math.isNaN", types: ["bool"])),
        ("math.sqrt(dyn(''))", .noOverload("math.sqrt", types: ["string"])),
        ("math.bitNot(dyn(1.5))", .noOverload("math.bitNot", types: ["double"])),
    ]

    @Test(arguments: faults)
    func `what has no number says so`(_ text: String, _ kind: RuleFault.Kind) throws {
        #expect(try fault(text) == kind)
    }
}

@Suite struct NetworkTests {
    static let table: [(String, RuleValue)] = [
        ("string(ip('2001:DB8:0:0:1::68'))", "2001:db8::1:0:0:68"), ("string(ip('::'))", "::"),
        ("ip('10.0.0.1').family()", 4),
        ("ip('::ffff:c0a8:1') == ip('192.168.0.1')", true),
        ("ip('::1').isLoopback() && ip('0.0.0.0').isUnspecified()", true),
        (
            "isIP('1.2.3.4') && !isIP('1.2.3.04') && !isIP('1.2.3.4.5') && !isIP('1::2::3') && !isIP('fe80::1%en0')",
            true
        ),
        ("!isIP('::ffff:192.168.0.1') && !isIP(':1::') && isIP('1::') && !isIP('2001:db8:::68')", true),
        ("ip.isCanonical('127.0.0.1') && !ip.isCanonical('2001:DB8::68')", true),
        ("ip('192.168.0.1').isGlobalUnicast() && !ip('255.255.255.255').isGlobalUnicast()", true),
        ("ip('224.0.0.1').isLinkLocalMulticast() && !ip('224.0.1.1').isLinkLocalMulticast()", true),
        ("ip('fe80::1').isLinkLocalUnicast() && ip('169.254.1.1').isLinkLocalUnicast()", true),
        (
            "cidr('192.168.0.0/24').containsIP('192.168.0.9') && !cidr('192.168.0.0/24').containsIP(ip('192.168.1.1'))",
            true
        ),
        (
            "cidr('192.168.0.0/24').containsCIDR('192.168.0.0/25') && !cidr('10.0.0.0/8').containsCIDR(cidr('10.0.0.0/7'))",
            true
        ),
        (
            "string(cidr('192.168.0.1/24').masked()) + ' ' + string(cidr('2001:db8::/32').ip())",
            "192.168.0.0/24 2001:db8::"
        ),
        ("cidr('2001:db8::/33').prefixLength()", 33), ("cidr('2001:db8::/32').containsIP(ip('10.0.0.1'))", false),
        ("type(ip('::1')) == net.IP && type(cidr('::/0')) == net.CIDR && isCIDR('::/128') && !isCIDR('::/129')", true),
    ]

    @Test(arguments: table)
    func `addresses and ranges know what they are`(_ text: String, _ wanted: RuleValue) throws {
        #expect(try value(text).isIdentical(to: wanted), "\(text)")
    }

    @Test func `what is no address is refused`() throws {
        #expect(try fault("ip('x')") == .badValue("x", wanted: "net.IP"))
        #expect(try fault("cidr('192.168.0.0/')") == .badValue("192.168.0.0/", wanted: "net.CIDR"))
        #expect(try fault("cidr('192.168.0.0/024')") == .badValue("192.168.0.0/024", wanted: "net.CIDR"))
        #expect(try fault("dyn(cidr('::/0')).family()") == .noOverload("family", types: ["net.CIDR"]))
        #expect(try fault("dyn(ip('::')).masked()") == .noOverload("masked", types: ["net.IP"]))
        #expect(City.findings("isIP(cidr('::/0'))").map(\.code) == ["no-overload"])
    }
}
