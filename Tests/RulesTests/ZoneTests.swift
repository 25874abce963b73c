import Civic
import Foundation
import Testing

@testable import Rules

/// A zone file with two changes, at 1000 and 2000 seconds: +1 h, +2 h, then what the footer says.
private func file(footer: String, version: UInt8 = UInt8(ascii: "2")) -> [UInt8] {
    func big(_ value: Int64, _ bytes: Int) -> [UInt8] {
        (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    func block(_ timeBytes: Int) -> [UInt8] {
        let counts: [Int64] = [0, 0, 0, 2, 2, 4]
        var bytes = Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15)
        for count in counts { bytes += big(count, 4) }
        bytes += big(1_000, timeBytes) + big(2_000, timeBytes) + [1, 0]
        bytes += big(3_600, 4) + [0, 0] + big(7_200, 4) + [1, 0]
        return bytes + Array("ABC\0".utf8)
    }
    return block(4) + block(8) + Array("\n\(footer)\n".utf8)
}

@Suite struct ZoneTests {
    @Test func `a zone file tells the offset of any moment`() throws {
        let zone = try #require(ZoneRules(tzif: file(footer: "CET-1CEST,M3.5.0,M10.5.0/3")))
        #expect(zone.offsetSeconds(at: 0) == 3_600 && zone.offsetSeconds(at: 1_000) == 7_200)
        #expect(zone.offsetSeconds(at: 1_999) == 7_200 && zone.offsetSeconds(at: 2_000) == 3_600)
        // 2026: summer from 29 March 01:00 UTC to 25 October 01:00 UTC.
        #expect(zone.offsetSeconds(at: 1_774_745_999) == 3_600 && zone.offsetSeconds(at: 1_774_746_000) == 7_200)
        #expect(zone.offsetSeconds(at: 1_792_889_999) == 7_200 && zone.offsetSeconds(at: 1_792_890_000) == 3_600)
    }

    @Test func `footers of every form are read`() throws {
        func offset(_ footer: String, at seconds: Int64) throws -> Int {
            try #require(ZoneRules(tzif: file(footer: footer))).offsetSeconds(at: seconds)
        }
        #expect(try offset("<+0545>-5:45", at: 5_000) == 20_700)
        // Southern summer runs over the new year; day numbers with and without 29 February.
        #expect(try offset("AEST-10AEDT,M10.1.0,M4.1.0/3", at: 1_767_225_600) == 39_600)
        #expect(try offset("AAA0BBB,J60,J300", at: 1_709_258_400 - 7_200) == 0)
        #expect(try offset("AAA0BBB,J60/0,J300", at: 1_709_251_200) == 3_600)
        #expect(try offset("AAA3BBB2:30:15,59/0,300", at: 1_772_334_000 - 1) == -10_800)
        #expect(try offset("AAA3BBB2:30:15,59/0,300", at: 1_772_334_000) == -9_015)
    }

    @Test func `what is no zone file is refused`() {
        let whole = file(footer: "WIB-7")
        #expect(ZoneRules(tzif: []) == nil && ZoneRules(tzif: Array("TZif".utf8)) == nil)
        for length in stride(from: 0, to: whole.count - 12, by: 3) {
            #expect(ZoneRules(tzif: Array(whole.prefix(length))) == nil)
        }
        for footer in ["", "A1", "CET", "CET-1CEST", "CET-1CEST,M13.1.0,M1.1.0", "CET-1CEST,M3.5.0,J0"] {
            #expect(ZoneFooter(footer) == nil, "\(footer)")
        }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            var broken = whole
            for _ in 0..<3 {
                broken[Int.random(in: 4..<broken.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = ZoneRules(tzif: broken)?.offsetSeconds(at: 1_500)
        }
    }

    @Test func `a rule of a city knows no zones but the Indonesian ones`() throws {
        #expect(City.findings("now.getHours('Mars')").map(\.code) == ["unknown-zone"])
        #expect(City.findings("now.getHours('Europe/Paris')").map(\.code) == ["unknown-zone"])
        let expression = try #require(Expression.parse("timestamp('2026-07-01T00:00:00Z').getHours('Europe/Paris')").0)
        let compiled = try expression.compile(slots: SlotLayout([]))
        #expect(throws: RuleFault(.unknownZone("Europe/Paris"), offset: 0)) { try compiled.evaluate([]) }
        let zone = ZoneRules(tzif: file(footer: "CET-1CEST,M3.5.0,M10.5.0/3"))
        let surroundings = RuleSurroundings { $0 == "Europe/Paris" ? zone : nil }
        #expect(try compiled.evaluate([], in: surroundings) == 2)
        #expect(expression.check(in: TypeEnvironment(surroundings: surroundings)).0.isEmpty)
    }
}

@Suite struct NanosecondTests {
    static let table: [(String, RuleValue)] = [
        ("string(timestamp('9999-12-31T23:59:59.999999999Z'))", "9999-12-31T23:59:59.999999999Z"),
        (
            "string(timestamp('0001-01-01T00:00:01.000000001Z') + duration('-999999999ns'))",
            "0001-01-01T00:00:00.000000002Z"
        ),
        ("string(timestamp('2026-01-01T00:00:00Z') - timestamp('2025-12-31T23:59:59.999999999Z'))", "0.000000001s"),
        ("string(duration('1h1m1s1ms1us1ns') - duration('-1.5h'))", "9061.001001001s"),
        ("string(-duration('0.25s')) + string(duration('+2µs'))", "-0.25s0.000002s"),
        ("timestamp('1969-12-31T23:59:59.5Z').getMilliseconds()", 500),
        ("int(timestamp('1969-12-31T23:59:59.5Z'))", -1),
        ("duration('-1.5s').getMilliseconds()", -500), ("duration('.5s') == duration('500ms')", true),
        ("timestamp('2026-01-01T00:00:00.1234567899Z') == timestamp('2026-01-01T00:00:00.123456789Z')", true),
    ]

    @Test(arguments: table)
    func `times are exact to the nanosecond`(_ text: String, _ wanted: RuleValue) throws {
        #expect(try City.value(text).isIdentical(to: wanted), "\(text)")
    }

    @Test(arguments: [
        "timestamp('9999-12-31T23:59:59.999999999Z') + duration('1ns')",
        "timestamp('0001-01-01T00:00:00Z') - duration('1ns')",
        "timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')", "duration('2562047h47m16.854775808s')",
        "duration('9223372036s') + duration('9223372036s')", "timestamp(253402300800)",
        "timestamp(-9223372036854775808)",
    ])
    func `a time beyond its range is refused, never wrapped`(_ text: String) throws {
        let compiled = try City.compiled(text)
        let fault = #expect(throws: RuleFault.self) { try compiled.evaluate(City.slots) }
        if case .outOfRange? = fault?.kind {} else { Issue.record("\(text): \(String(describing: fault))") }
    }

    @Test(arguments: [
        "timestamp('2026-01-01T00:00:00.Z')", "timestamp('0000-01-01T00:00:00Z')", "duration('')", "duration('1')",
        "duration('1.2.3s')", "duration('.s')", "duration('1x')",
    ])
    func `a text that is no time is refused`(_ text: String) throws {
        let compiled = try City.compiled(text)
        let fault = #expect(throws: RuleFault.self) { try compiled.evaluate(City.slots) }
        #expect(fault?.code == "bad-value")
    }

    @Test func `the ledger's milliseconds go in and out`() {
        let moment = Moment(milliseconds: -1)
        #expect(NanoMoment(moment).moment == moment && RuleValue.timestamp(moment).json == "1969-12-31T23:59:59.999Z")
        #expect(NanoMoment(Moment(milliseconds: .max)).rfc3339 == "9999-12-31T23:59:59Z")
        #expect(RuleValue.duration(Span(milliseconds: .max)) == .duration(NanoSpan(nanoseconds: .max)))
        #expect(NanoSpan(nanoseconds: -1_500_000).span == Span(milliseconds: -1))
    }
}
