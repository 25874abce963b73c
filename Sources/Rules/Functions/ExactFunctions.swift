internal import Civic

/// Decimals and money: numbers that never pass through binary fractions.
///
/// Sums and products with `+ - *` are exact. Where digits are lost, the text says how: `'half_up'` (a half away from zero),
/// `'half_even'`, `'up'` (away from zero), `'down'` (towards zero), `'ceiling'`, `'floor'`.
enum ExactFunctions {
    typealias Signature = RuleFunction.Signature

    static let all: [RuleFunction] = [
        RuleFunction(
            "decimal",
            .free,
            [.decimal, .string, .int, .uint, .money].map { Signature([$0], .decimal) },
            cost: { 1 + $0[0] / 64 },
            isCostLinear: true
        ) { values throws(RuleFault) in
            switch values[0] {
            case .string(let text):
                guard let number = RuleDecimal(text) else { throw RuleFault(.badValue(text, wanted: "decimal")) }
                return .decimal(number)
            case .money(let amount): return .decimal(RuleDecimal(amount.amount))
            default:
                guard let number = values[0].asDecimal else { throw values.noOverload("decimal") }
                return .decimal(number)
            }
        },
        RuleFunction(
            "money",
            .free,
            [.money, .int, .decimal, .string].map { Signature([$0], .money) },
            cost: { 1 + $0[0] / 64 },
            isCostLinear: true,
            body: money
        ),
        RuleFunction(
            "round",
            .both,
            [
                Signature([.decimal, .int, .string], .decimal), Signature([.decimal, .int], .decimal),
                Signature([.double], .double),
            ]
        ) { values throws(RuleFault) in
            if case .double(let number) = values[0], values.count == 1 {
                return .double(number.rounded(.toNearestOrAwayFromZero))
            }
            guard case .decimal(let number) = values[0], values.count > 1, case .int(let places) = values[1] else {
                throw values.noOverload("round")
            }
            let rounding = try rounding(values.count > 2 ? values[2] : "half_up", values, "round")
            guard let result = number.rounded(to: clamped(places), rounding) else {
                throw RuleFault(.outOfRange("decimal"))
            }
            return .decimal(result)
        },
        RuleFunction(
            "divide",
            .member,
            [
                Signature([.decimal, .decimal, .int, .string], .decimal),
                Signature([.decimal, .int, .int, .string], .decimal), Signature([.money, .int, .string], .money),
                Signature([.money, .money, .int, .string], .decimal),
            ],
            body: divide
        ),
        RuleFunction("times", .member, [Signature([.money, .decimal, .string], .money)]) { values throws(RuleFault) in
            guard case .money(let amount) = values[0], case .decimal(let factor) = values[1] else {
                throw values.noOverload("times")
            }
            let rounding = try rounding(values[2], values, "times")
            guard let product = RuleDecimal(amount.amount).times(factor)?.rounded(to: 0, rounding)?.whole else {
                throw RuleFault(.outOfRange("money"))
            }
            return .money(Rupiah(product))
        },
        RuleFunction("scale", .member, [Signature([.decimal], .int)]) { values throws(RuleFault) in
            guard case .decimal(let number) = values[0] else { throw values.noOverload("scale") }
            return .int(Int64(number.scale))
        },
    ]

    /// Whole rupiah: from a number without a fraction, or from a text as people type it.
    private static func money(_ values: [RuleValue]) throws(RuleFault) -> RuleValue {
        switch values[0] {
        case .money: return values[0]
        case .int(let amount): return .money(Rupiah(amount))
        case .decimal(let number):
            guard let whole = number.whole else { throw RuleFault(.badValue(number.description, wanted: "money")) }
            return .money(Rupiah(whole))
        case .string(let text):
            guard let amount = try? Rupiah(typed: text) else { throw RuleFault(.badValue(text, wanted: "money")) }
            return .money(amount)
        default: throw values.noOverload("money")
        }
    }

    private static func divide(_ values: [RuleValue]) throws(RuleFault) -> RuleValue {
        if case .money(let amount) = values[0], case .int(let parts) = values[1], values.count == 3 {
            let rounding = try rounding(values[2], values, "divide")
            return .money(Rupiah(try quotient(RuleDecimal(amount.amount), RuleDecimal(parts), 0, rounding).whole ?? 0))
        }
        guard values.count == 4, case .int(let places) = values[2] else { throw values.noOverload("divide") }
        let rounding = try rounding(values[3], values, "divide")
        switch (values[0], values[1]) {
        case (.money(let amount), .money(let other)):
            return .decimal(try quotient(RuleDecimal(amount.amount), RuleDecimal(other.amount), places, rounding))
        case (.decimal(let number), .decimal), (.decimal(let number), .int):
            guard let divisor = values[1].asDecimal else { throw values.noOverload("divide") }
            return .decimal(try quotient(number, divisor, places, rounding))
        default: throw values.noOverload("divide")
        }
    }

    private static func quotient(
        _ a: RuleDecimal,
        _ b: RuleDecimal,
        _ places: Int64,
        _ rounding: RuleDecimal.Rounding
    ) throws(RuleFault) -> RuleDecimal {
        guard b.coefficient != 0 else { throw RuleFault(.divideByZero) }
        guard let result = a.divided(by: b, places: clamped(places), rounding) else {
            throw RuleFault(.outOfRange("decimal"))
        }
        return result
    }

    private static func rounding(_ value: RuleValue, _ values: [RuleValue], _ name: String) throws(RuleFault)
        -> RuleDecimal.Rounding
    {
        guard let text = value.asString else { throw values.noOverload(name) }
        guard let rounding = RuleDecimal.Rounding(rawValue: text) else {
            let known = RuleDecimal.Rounding.allCases.map(\.rawValue).joined(separator: ", ")
            throw RuleFault(.badValue(text, wanted: known))
        }
        return rounding
    }

    /// Beyond any scale, so that what is out of range stays so.
    private static func clamped(_ places: Int64) -> Int { Int(min(max(places, -1), 1_000)) }
}
