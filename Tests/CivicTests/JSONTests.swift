import Civic
import Foundation
import Testing

@Suite struct JSONReading {
    @Test(
        arguments: [
            ("null", JSON.null), (" true ", .bool(true)), ("false", .bool(false)), ("0", .int(0)), ("-0", .int(0)),
            ("-12", .int(-12)),
            ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("9223372036854775808", .double(9_223_372_036_854_775_808)),
            ("1.5", .double(1.5)), ("1.0", .int(1)), ("1e2", .int(100)), ("-1.5E-3", .double(-0.0015)),
            ("1e-400", .int(0)),
            (#""""#, .string("")), (#""a\"\\\/\b\f\n\r\t\u00e9\uD83D\ude00z""#, .string("a\"\\/\u{8}\u{C}\n\r\té😀z")),
            (#""Jalan é 😀""#, .string("Jalan é 😀")), ("[]", .array([])), ("{}", .object([:])),
            ("[1, [2], {}]", [1, [2], [:]]),
            (#"{"a":1,"b":{"c":[null]}}"#, ["a": 1, "b": ["c": [nil]]]), ("\t\r\n [1]\n", [1]),
        ] as [(String, JSON)]
    )
    func `a text is read`(_ text: String, _ value: JSON) throws {
        #expect(try JSON(text) == value)
        #expect(try JSON(parsing: Array(text.utf8)) == value)
        #expect(try JSON(parsing: text.utf8) == value)
    }

    @Test(
        arguments: [
            ("", JSONError.Code.unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("[1", .unexpectedEnd, 2),
            (#"{"a""#, .unexpectedEnd, 4),
            (#""abc"#, .unexpectedEnd, 4), ("tru", .unexpectedEnd, 3), ("-", .unexpectedEnd, 1),
            ("1.", .unexpectedEnd, 2),
            ("1e", .unexpectedEnd, 2), (#""\"#, .unexpectedEnd, 2), (#""\u12"#, .unexpectedEnd, 5),
            (#"{"a":"#, .unexpectedEnd, 5),
            ("nul!", .unexpectedByte, 3), ("[1,]", .unexpectedByte, 3), ("{,}", .unexpectedByte, 1),
            ("{a:1}", .unexpectedByte, 1),
            ("[1 2]", .unexpectedByte, 3), (#"{"a" 1}"#, .unexpectedByte, 5), (#"{"a":1 "b":2}"#, .unexpectedByte, 7),
            ("'a'", .unexpectedByte, 0),
            ("NaN", .unexpectedByte, 0), ("+1", .unexpectedByte, 0), (".5", .unexpectedByte, 0),
            ("\u{FEFF}1", .unexpectedByte, 0),
            (#"{"a":1,}"#, .unexpectedByte, 7), ("1 2", .trailingBytes, 2), ("{}x", .trailingBytes, 2),
            ("01", .number, 0),
            ("-01", .number, 1),
            ("1.x", .number, 2), ("1e+x", .number, 3), ("-a", .number, 1), ("1e400", .numberTooLarge, 0),
            (#"["\x"]"#, .escape, 2),
            (#""\u00G0""#, .escape, 1), (#""\uD800""#, .loneSurrogate, 1), (#""\uDC00""#, .loneSurrogate, 1),
            (#""\uD800\n""#, .loneSurrogate, 1),
            (#""\uD800\u0041""#, .loneSurrogate, 1), ("\"a\nb\"", .controlCharacter, 2),
            ("\"\\n\u{1}\"", .controlCharacter, 3),
            (#"{"a":1,"b":2,"a":3}"#, .duplicateName, 13), (#"{"a":1,"\u0061":3}"#, .duplicateName, 7),
        ] as [(String, JSONError.Code, Int)]
    )
    func `a text that is not strict JSON is refused at its byte`(_ text: String, _ code: JSONError.Code, _ offset: Int)
    {
        #expect(throws: JSONError(code: code, offset: offset)) { try JSON(text) }
    }

    @Test(
        arguments: [
            ([0x22, 0x80, 0x22], 1), ([0x22, 0x61, 0xC3, 0x22], 2), ([0x22, 0xC0, 0xAF, 0x22], 1),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
            ([0x22, 0x5C, 0x6E, 0x61, 0xFF, 0x22], 4), ([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], 1),
        ] as [([UInt8], Int)]
    )
    func `bytes that are not UTF-8 are refused at their place`(_ bytes: [UInt8], _ offset: Int) {
        #expect(throws: JSONError(code: .invalidUTF8, offset: offset)) { try JSON(parsing: bytes) }
    }

    @Test func `nesting ends at 64 levels`() throws {
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(try JSON(deep).text == deep)
        #expect(throws: JSONError(code: .tooDeep, offset: 64)) { try JSON("[" + deep + "]") }
        let million = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: JSONError(code: .tooDeep, offset: 64)) { try JSON(parsing: million) }
        let objects = String(repeating: #"{"a":"#, count: 65) + "1" + String(repeating: "}", count: 65)
        #expect(throws: JSONError(code: .tooDeep, offset: 320)) { try JSON(objects) }
    }

    @Test(arguments: JSONError.Code.allCases) func `every refusal names its byte in both languages`(
        _ code: JSONError.Code
    ) {
        let error = JSONError(code: code, offset: 4_711)
        #expect(error.message(.id).contains("4711") && error.message(.en).contains("4711"))
        #expect(error.message(.id) != error.message(.en))
    }

    @Test func `decimal numbers are read as the standard library reads them`() {
        Property(runs: 20_000).check({ generator in
            let digits = (0..<generator.int(in: 1...22)).map { _ in String(generator.int(in: 0...9)) }.joined()
            let fraction = (0..<generator.int(in: 1...8)).map { _ in String(generator.int(in: 0...9)) }.joined()
            return "-\(generator.int(in: 1...9))\(digits).\(fraction)e\(generator.int(in: -60...60))"
        }) { (text: String) in
            for text in [text, String(text.dropFirst()), String(text.prefix { $0 != "e" })] {
                guard let value = try? JSON(text).double, value == Double(text) else { return "\(text) is read wrong" }
            }
            return nil
        }
    }

    @Test func `no bytes whatever crash the reader`() {
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "u", "d83d", "1", "-", ".", "e", "true", "null", "\u{E9}", " ",
            "a",
        ]
        Property(runs: 3_000).check({ generator in
            (0..<generator.int(in: 0...24)).flatMap { _ in
                generator.chance(0.1)
                    ? [UInt8(truncatingIfNeeded: generator.next())] : Array(generator.pick(pieces).utf8)
            }
        }) { (bytes: [UInt8]) in
            // Foundation's reader is laxer in nothing but duplicates, so what ours takes, it must take.
            guard let value = try? JSON(parsing: bytes) else { return nil }
            let other = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            if other == nil { return "Foundation refuses \(String(decoding: bytes, as: UTF8.self))" }
            return (try? JSON(parsing: value.canonical)) == value ? nil : "not read back"
        }
    }
}

@Suite struct JSONWriting {
    /// RFC 8785, appendix B.
    @Test(
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
            (0xC340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] as [(UInt64, String)]
    )
    func `a number is written as ECMAScript writes it`(_ bits: UInt64, _ text: String) {
        #expect(JSON.double(Double(bitPattern: bits)).text == text)
    }

    @Test(arguments: [
        (1e21, "1e+21"), (1e20, "100000000000000000000"), (123e-8, "0.00000123"), (1e-7, "1e-7"), (0.1, "0.1"),
        (-1.5, "-1.5"),
        (100, "100"), (1.7e15, "1700000000000000"), (12.25, "12.25"), (5e-7, "5e-7"), (-106.6312345, "-106.6312345"),
    ])
    func `numbers near the edges of notation are written right`(_ value: Double, _ text: String) {
        #expect(JSON.double(value).text == text)
    }

    @Test func `whole numbers beyond what a double holds are written as their nearest double`() {
        #expect(JSON.int(9_007_199_254_740_992).text == "9007199254740992")
        #expect(JSON.int(9_007_199_254_740_993).text == "9007199254740992")
        #expect(JSON.int(.max).text == "9223372036854776000")
        #expect(JSON.int(.min).text == "-9223372036854776000")
    }

    @Test func `a whole number beyond what a double holds is written the same again`() throws {
        Property(runs: 2_000).check({ Int64(bitPattern: $0.next()) >> Int64($0.int(in: 0...11)) }) { value in
            let text = JSON.int(value).text
            guard let again = try? JSON(text) else { return "\(text) is not read" }
            return again.text == text && again.double == Double(value) ? nil : "\(text) is written as \(again.text)"
        }
        #expect(try JSON(parsing: "9007199254740993".utf8) == .int(9_007_199_254_740_993))
    }

    /// RFC 8785 §3.2.2 and §3.2.3.
    @Test func `the examples of RFC 8785 come out byte by byte`() throws {
        let text = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
              "literals": [null, true, false]
            }
            """
        #expect(
            try JSON(text).text
                == #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        )
        let names = """
            {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
             "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control", "\\u00f6": "Latin Small Letter O With Diaeresis"}
            """
        let values = try JSON(names).text.matches(of: /":"([^"]*)"/).map { String($0.1) }
        #expect(
            values == [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
                "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ]
        )
    }

    @Test func `control characters are written with the shortest escape`() {
        let all = String(String.UnicodeScalarView((0..<0x21).compactMap { Unicode.Scalar($0 as UInt32) }))
        #expect(
            JSON.string(all).text
                == #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f ""#
        )
        #expect(JSON.string("</\u{7F}\u{2028}é😀").text == "\"</\u{7F}\u{2028}é😀\"")
    }

    @Test func `names sort by UTF-16 units`() {
        let alphabet = ["a", "b", "é", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{10000}", "\u{10FFFF}", "z", "~"]
        Property(runs: 5_000).check({ generator in
            func word() -> String { (0..<generator.int(in: 0...4)).map { _ in generator.pick(alphabet) }.joined() }
            return (word(), word())
        }) { (pair: (String, String)) in
            let expected = pair.0.utf16.lexicographicallyPrecedes(pair.1.utf16)
            return JSON.precedes(pair.0, pair.1) == expected ? nil : "\(pair) should be \(expected)"
        }
    }

    @Test func `what is written is read back, and is written the same again`() {
        Property(runs: 2_000).check({ Self.value(&$0, depth: 0) }, shrink: Self.smaller) { value in
            let bytes = value.canonical
            guard let again = try? JSON(parsing: bytes) else { return "\(value.text) is not read" }
            if again != value { return "\(value.text) is read as \(again.text)" }
            if again.hashValue != value.hashValue { return "\(value.text) hashes to two values" }
            return again.canonical == bytes ? nil : "\(value.text) is written as \(again.text)"
        }
    }

    @Test func `doubles keep every bit but the sign of zero`() {
        Property(runs: 20_000).check({ Double(bitPattern: $0.next()) }) { value in
            guard value.isFinite else { return JSON.double(value).text == "null" ? nil : "\(value) is not null" }
            return (try? JSON(JSON.double(value).text))?.double == value
                ? nil : "\(value) became \(JSON.double(value).text)"
        }
    }

    static func value(_ generator: inout SeededGenerator, depth: Int) -> JSON {
        switch generator.int(in: 0...(depth < 4 ? 7 : 5)) {
        case 0: return .null
        case 1: return .bool(generator.chance(0.5))
        case 2:
            return .int(
                Int64(generator.int(in: -9_007_199_254_740_992...9_007_199_254_740_992) >> generator.int(in: 0...50))
            )
        case 3:
            let value = Double(bitPattern: generator.next())
            let isExact = value.isFinite && (value.magnitude < 0x1p53 || value.magnitude >= 0x1p63)
            return .double(isExact ? value : generator.unit())
        case 4, 5: return .string(text(&generator))
        case 6: return .array((0..<generator.int(in: 0...5)).map { _ in value(&generator, depth: depth + 1) })
        default:
            var members: [String: JSON] = [:]
            for _ in 0..<generator.int(in: 0...5) { members[text(&generator)] = value(&generator, depth: depth + 1) }
            return .object(members)
        }
    }

    static func text(_ generator: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<generator.int(in: 0...8) {
            let limit = generator.pick([0x7F, 0x7FF, 0xFFFF, 0x10FFFF])
            if let scalar = Unicode.Scalar(UInt32(generator.int(in: 0...limit))) { text.append(scalar) }
        }
        return String(text)
    }

    static func smaller(_ value: JSON) -> [JSON] {
        switch value {
        case .array(let values):
            values
                + values.indices.map { index in .array(values.enumerated().filter { $0.offset != index }.map(\.element))
                }
        case .object(let members):
            Array(members.values) + members.keys.map { key in .object(members.filter { $0.key != key }) }
        case .string(let text):
            text.isEmpty ? [] : [.string(String(text.dropFirst())), .string(String(text.dropLast()))]
        case .null, .bool, .int, .double: []
        }
    }
}

@Suite struct JSONViews {
    @Test func `numbers are equal when their values are`() {
        #expect(JSON.int(2) == .double(2))
        #expect(JSON.int(2).hashValue == JSON.double(2).hashValue)
        #expect(JSON.int(2) != .double(2.5))
        #expect(JSON.int(1) != .bool(true))
        #expect(JSON.double(9_223_372_036_854_775_808) != .int(.max))
        #expect(JSON.string("1") != 1)
    }

    @Test func `a view of another kind is nil`() {
        let value: JSON = ["a": 1, "b": [true, "x", 1.5], "c": nil]
        #expect(value["a"]?.int == 1)
        #expect(value["a"]?.double == 1)
        #expect(value["a"]?.string == nil)
        #expect(value["b"]?[0]?.bool == true)
        #expect(value["b"]?[1]?.string == "x")
        #expect(value["b"]?[2]?.int == nil)
        #expect(value["b"]?[3] == nil)
        #expect(value["b"]?["a"] == nil)
        #expect(value["c"]?.isNull == true)
        #expect(value["d"] == nil)
        #expect(value.array == nil)
        #expect(JSON.double(3).int == 3)
    }

    @Test func `JSON goes through the coders of Foundation`() throws {
        let value: JSON = ["a": 1, "b": [true, "x", 1.5, nil], "c": ["d": -7]]
        let bytes = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(JSON.self, from: bytes) == value)
    }
}
