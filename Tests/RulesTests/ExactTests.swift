import Civic
import Foundation
import Testing

@testable import Rules

private let calendar = WorkingCalendar(version: "test", zone: .wib, hours: .office, closed: ["2026-12-25": "Natal"])

private func value(_ text: String, in surroundings: RuleSurroundings = .none) throws -> RuleValue {
    let (parsed, mistakes) = Rules.Expression.parse(text)
    let expression = try #require(parsed, "\(text): \(mistakes.map { $0.sentence(.en) })")
    let findings = expression.check(in: TypeEnvironment()).0
    #expect(findings.isEmpty, "\(text): \(findings.map { $0.sentence(.en) })")
    return try expression.compile(slots: SlotLayout([])).evaluate([], in: surroundings)
}

private func fault(_ text: String) throws -> RuleFault.Kind? {
    let expression = try #require(Rules.Expression.parse(text).0)
    do throws(RuleFault) {
        _ = try expression.compile(slots: SlotLayout([])).evaluate([])
        return nil
    } catch { return error.kind }
}

@Suite struct ExactTests {
    static let table: [(String, String)] = [
        ("decimal('1.50') + decimal('0.25')", "1.75"), ("decimal('0.1') + decimal('0.2')", "0.3"),
        ("decimal('0.2') - decimal('0.1')", "0.1"), ("(decimal('1.15') * 100).round(0, 'half_up')", "115"),
        ("decimal('1').divide(3, 4, 'half_up')", "0.3333"), ("decimal('2').divide(3, 4, 'half_up')", "0.6667"),
        ("decimal('-2').divide(3, 4, 'half_up')", "-0.6667"), ("decimal('1.50') * 2", "3.00"),
        ("3 - decimal('0.5')", "2.5"), ("-decimal('0.50')", "-0.50"),
        ("decimal('12.345').round(2)", "12.35"), ("decimal('2.5').round(0, 'half_even')", "2"),
        ("round(decimal('-2.5'), 0, 'half_up')", "-3"), ("decimal('-2.1').round(0, 'floor')", "-3"),
        ("decimal('2.1').round(0, 'up') - decimal('-2.1').round(0, 'ceiling')", "5"),
        ("decimal('2.9').round(0, 'down')", "2"), ("decimal('1').round(2)", "1.00"),
        ("decimal('10').divide(3, 2, 'half_up')", "3.33"), ("decimal('1').divide(decimal('0.03'), 1, 'up')", "33.4"),
        ("decimal(7) + decimal(money(3))", "10"), ("max(decimal('1.5'), decimal('1.4'))", "1.5"),
        ("money(3000).divide(money(9000), 4, 'half_up')", "0.3333"),
        ("[decimal('1.10'), decimal('2.20')].sum(decimal('0'))", "3.30"),
        ("money(25000) * 3 + money('Rp 1.250.000')", "Rp1.325.000"),
        ("money(100000).times(decimal('0.025'), 'up')", "Rp2.500"),
        ("money(100).divide(3, 'half_up')", "Rp33"), ("-money(5) - money(2)", "-Rp7"),
        ("money(decimal('12.00'))", "Rp12"),
        ("sum([money(1), money(2)], money(0))", "Rp3"), ("max(money(1), money(2))", "Rp2"),
        ("decimal('99999999999999999999.999999999999999999')", "99999999999999999999.999999999999999999"),
    ]

    @Test(arguments: table)
    func `decimals and money are exact to the last digit`(_ text: String, _ wanted: String) throws {
        #expect(Conversions.shown(try value(text)) == wanted)
    }

    @Test func `what cannot be held is nothing, never a wrong number`() throws {
        let large = try #require(RuleDecimal(String(repeating: "9", count: 38)))
        #expect(large.adding(RuleDecimal(1)) == nil)
        #expect(large.times(large) == nil)
        #expect(large.rounded(to: 1, .halfUp) == nil)
    }

    @Test func `numbers are calculated as on paper`() throws {
        var random = SeededGenerator(seed: 11)
        for run in 0..<2_000 {
            let digits = (0..<2).map { _ in Int128(Int.random(in: -99_999_999...99_999_999, using: &random)) }
            let scales = (0..<2).map { _ in Int.random(in: 0...6, using: &random) }
            let left = try #require(RuleDecimal(coefficient: digits[0], scale: scales[0]))
            let right = try #require(RuleDecimal(coefficient: digits[1], scale: scales[1]))
            let sum = try #require(left.adding(right))
            #expect(sum.adding(right.negated) == left, "run \(run): \(left) + \(right)")
            #expect((left < right) == (try #require(left.adding(right.negated)).coefficient < 0), "run \(run)")
            let product = try #require(left.times(right)?.rounded(to: 9, .halfUp))
            let (one, other) = (
                Foundation.Decimal(string: left.description), Foundation.Decimal(string: right.description)
            )
            var exact = try #require(one) * (try #require(other))
            var rounded = Foundation.Decimal()
            NSDecimalRound(&rounded, &exact, 9, .plain)
            #expect(Foundation.Decimal(string: product.description) == rounded, "run \(run): \(left) × \(right)")
        }
    }

    @Test func `exact numbers compare with exact numbers`() throws {
        #expect(
            try value("decimal('1.50') == decimal('1.5') && decimal('1.50') < 2 && decimal('-0.1') < decimal('0')")
                == true
        )
        #expect(
            try value(
                "dyn(decimal('2')) == 2 && dyn(2u) == dyn(decimal('2.0')) && dyn(decimal('0.5')) == 0.5 && dyn(decimal('0.1')) != 0.1"
            ) == true
        )
        #expect(try value("money(2) > money(1) && int(money(7)) == 7 && int(decimal('7.0')) == 7") == true)
        #expect(
            try value("string(decimal('1.50')) + ' ' + string(money(1500)) + ' ' + string(double(decimal('1.5')))")
                == "1.50 Rp1.500 1.5"
        )
        #expect(try value("decimal('1.500').scale()") == 3)
        let one = RuleValue.decimal(RuleDecimal(1))
        #expect(Set([RuleValue.int(1), .uint(1), one, .double(1)]).count == 1)
        #expect(Set([RuleValue.double(0.5), .decimal(try #require(RuleDecimal("0.50")))]).count == 1)
    }

    static let faults: [(String, RuleFault.Kind)] = [
        ("decimal('1,5')", .badValue("1,5", wanted: "decimal")), ("decimal('')", .badValue("", wanted: "decimal")),
        ("decimal('1e5')", .badValue("1e5", wanted: "decimal")),
        ("decimal('0.0000000001') * decimal('0.0000000001')", .notExact("0.0000000001 * 0.0000000001")),
        ("decimal('9').divide(0, 2, 'up')", .divideByZero), ("money(9).divide(0, 'up')", .divideByZero),
        ("decimal('9').divide(1, 19, 'up')", .outOfRange("decimal")),
        ("decimal('9').round(-1)", .outOfRange("decimal")),
        (
            "decimal('9').round(0, 'around')",
            .badValue("around", wanted: "half_up, half_even, up, down, ceiling, floor")
        ),
        ("money(decimal('1.5'))", .badValue("1.5", wanted: "money")),
        ("money('lima')", .badValue("lima", wanted: "money")),
        ("money(9223372036854775807) + money(1)", .overflow), ("money(9223372036854775807) * 2", .overflow),
        ("-money(-9223372036854775808)", .overflow), ("money(-9223372036854775808) - money(1)", .overflow),
        ("money(9223372036854775807).times(decimal('2'), 'up')", .outOfRange("money")),
        ("int(decimal('1.5'))", .badValue("1.5", wanted: "int")),
        ("dyn(decimal('1')) + 1.5", .noOverload("_+_", types: ["decimal", "double"])),
        ("dyn(decimal('1')) < 1.5", .noOverload("_<_", types: ["decimal", "double"])),
        ("dyn(money(1)) + 1", .noOverload("_+_", types: ["money", "int"])),
        ("sum(dyn([1]), dyn('x'))", .noOverload("_+_", types: ["string", "int"])),
        ("sum(dyn(1), 0)", .noOverload("sum", types: ["int", "int"])),
    ]

    @Test(arguments: faults)
    func `what cannot be exact is refused`(_ text: String, _ kind: RuleFault.Kind) throws {
        #expect(try fault(text) == kind)
    }

    static let remedies: [(String, String)] = [
        ("decimal('1') / decimal('3')", "a.divide(b, 2, 'half_up')"), ("money(5) / 2", "a.divide(b, 'half_up')"),
        ("decimal('1') + 1.5", "decimal('1.5')"), ("money(5) * decimal('0.5')", "times("), ("money(5) + 1", "money(…)"),
        ("decimal('1') == 1", "decimal(…)"), ("decimal('x') == decimal('1')", "'12.50'"),
        ("money('x') > money(1)", "25000"),
    ]

    @Test(arguments: remedies)
    func `the checker says how an exact number is rounded`(_ text: String, _ remedy: String) throws {
        let finding = try #require(City.findings(text).first)
        #expect(finding.todo?.text(.en).contains(remedy) == true, "\(finding.sentence(.en))")
    }

    @Test(arguments: 0..<300)
    func `decimal sums, products and roundings agree with whole numbers`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (a, b) = (
            Int64.random(in: -99_999_999...99_999_999, using: &random),
            Int64.random(in: -99_999...99_999, using: &random)
        )
        let (scaleA, scaleB) = (Int.random(in: 0...6, using: &random), Int.random(in: 0...6, using: &random))
        let left = try #require(RuleDecimal(coefficient: Int128(a), scale: scaleA))
        let right = try #require(RuleDecimal(coefficient: Int128(b), scale: scaleB))
        #expect(RuleDecimal(left.description) == left && RuleDecimal(left.description)?.scale == scaleA)
        let product = try #require(left.times(right))
        #expect(product.coefficient == Int128(a) * Int128(b) && product.scale == scaleA + scaleB)
        let sum = try #require(left.adding(right))
        #expect(sum.adding(right.negated) == left)
        #expect((left < right) == (left.adding(right.negated).map { $0.coefficient < 0 } ?? false))
        let down = try #require(left.rounded(to: 0, .down)).coefficient
        let up = try #require(left.rounded(to: 0, .up)).coefficient
        #expect(up.magnitude - down.magnitude <= 1 && down.magnitude <= up.magnitude)
        if b != 0 {
            let quotient = try #require(left.divided(by: right, places: 4, .halfEven))
            let back = try #require(quotient.times(right)).adding(left.negated)
            let smallest = try #require(RuleDecimal(coefficient: 5, scale: 5))
            let half = try #require(right.times(smallest))
            #expect(try #require(back).coefficientMagnitude(at: 18) <= half.coefficientMagnitude(at: 18))
        }
    }
}

extension RuleDecimal {
    fileprivate func coefficientMagnitude(at scale: Int) -> UInt128 {
        rounded(to: scale, .down)?.coefficient.magnitude ?? .max
    }
}

@Suite struct DayTests {
    static let table: [(String, RuleValue)] = [
        ("date(2026, 11, 24)", .date("2026-11-24")), ("date('2026-01-31').plus_months(1)", .date("2026-02-28")),
        ("date('2024-02-29').plus_years(1)", .date("2025-02-28")),
        ("date('2026-11-24') + days(7)", .date("2026-12-01")),
        ("months_between(date('2025-11-25'), date('2026-11-24'))", 11),
        ("months_between(date('2026-11-24'), date('2025-11-24'))", -12),
        ("days_between(date('2026-11-24'), date('2026-12-24'))", 30),
        ("hours(2) + minutes(30) == duration('2h30m')", true),
        ("days_between(timestamp('2026-11-24T20:00:00Z'), date('2026-11-25'), 'WIB')", 0),
        ("geo.within(geo.point(-6.17, 106.63), geo.point(-6.17, 106.6301), 20)", true),
        ("geo.band(geo.point(-6.17, 106.63), geo.point(-6.16, 106.63), 500)", 2),
        (
            "geo.inside(geo.point(0.5, 0.5), [geo.point(0.0, 0.0), geo.point(0.0, 1.0), geo.point(1.0, 1.0), geo.point(1.0, 0.0)])",
            true
        ),
        ("sum([1, 2, 3], 0) + [days(1)].sum(days(1)).getHours()", 54),
    ]

    @Test(arguments: table)
    func `days, spans and places are counted`(_ text: String, _ wanted: RuleValue) throws {
        #expect(try value(text).isIdentical(to: wanted), "\(text)")
    }

    static let faults: [(String, RuleFault.Kind)] = [
        ("date(2026, 2, 30)", .badValue("2026-2-30", wanted: "date")),
        ("date('9999-12-31').plus_years(1)", .outOfRange("date")),
        ("date('2026-01-01').plus_months(99999999)", .outOfRange("date")),
        ("days(9223372036854775807)", .outOfRange("duration")),
        ("geo.within(geo.point(0.0, 0.0), geo.point(0.0, 0.0), 0)", .outOfRange("geo.within")),
        ("geo.point(91.0, 0.0)", .outOfRange("geo.point")),
        ("geo.inside(geo.point(0.0, 0.0), [])", .badValue("0", wanted: "polygon")),
        ("workdays_between(date('2026-01-01'), date('2026-01-02'))", .noCalendar),
        ("is_workday(date('2026-01-01'))", .noCalendar),
        ("next_workday(date('2026-01-01'))", .noCalendar),
        ("date('2026-01-01') + hours(1)", .badValue("3600s", wanted: "24h × n")),
        ("months_between(dyn(1), date('2026-01-01'))", .noOverload("months_between", types: ["int", "date"])),
    ]

    @Test(arguments: faults)
    func `a day or place that does not exist is refused`(_ text: String, _ kind: RuleFault.Kind) throws {
        #expect(try fault(text) == kind)
    }

    @Test func `workdays are counted on the calendar that the evaluation was given`() throws {
        let surroundings = RuleSurroundings(calendar: calendar)
        // Wednesday to the Tuesday after Christmas: Wednesday, Thursday, Monday.
        #expect(try value("workdays_between(date('2026-12-23'), date('2026-12-29'))", in: surroundings) == 3)
        #expect(try value("is_workday(date('2026-12-25'))", in: surroundings) == false)
        #expect(try value("next_workday(date('2026-12-25'))", in: surroundings) == .date("2026-12-28"))
    }
}
