internal import Civic

/// Lumbung's own functions over days, ages and lots.
enum CityFunctions {
    typealias Signature = RuleFunction.Signature

    static let all: [RuleFunction] = [
        RuleFunction("workdays", .free, [Signature([.int], .workdays)]) { values throws(RuleFault) in
            guard case .int(let count) = values[0] else { throw values.noOverload("workdays") }
            return .workdays(Int(count))
        },
        between("years_between") { Int64($0.years(until: $1)) },
        between("months_between") { Int64($0.months(until: $1)) },
        between("days_between") { Int64($1 - $0) },
        moved("plus_months", months: 1), moved("plus_years", months: 12),
        RuleFunction("hash01", .free, [Signature([.string], .double)], cost: { 1 + $0[0] / 64 }, isCostLinear: true) {
            values throws(RuleFault) in
            guard let text = values[0].asString else { throw values.noOverload("hash01") }
            return .double(hash01(text))
        },
        least("min") { $0 == .before },
        least("max") { $0 == .after },
        RuleFunction(
            "sum",
            .both,
            [.int, .uint, .double, .decimal, .money, .duration, .workdays].map { Signature([.list($0), $0], $0) },
            cost: { 1 + $0[0] },
            isCostLinear: true
        ) { values throws(RuleFault) in
            guard case .list(let elements) = values[0] else { throw values.noOverload("sum") }
            var total = values[1]
            for element in elements { total = try Operators.add(total, element) }
            return total
        },
    ]

    /// Between two days, the second given first being negative; timestamps count by their day in the given zone, else in UTC.
    private static func between(
        _ name: String,
        _ count: @escaping @Sendable (CivilDate, CivilDate) -> Int64
    ) -> RuleFunction {
        let kinds: [RuleType] = [.date, .timestamp]
        let signatures = kinds.flatMap { from in
            kinds.flatMap { to in [Signature([from, to], .int), Signature([from, to, .string], .int)] }
        }
        return RuleFunction(name, .free, signatures, takesZone: true) { values, surroundings throws(RuleFault) in
            let zone = values.count > 2 ? values[2].asString : "UTC"
            guard let zone, let from = try day(values[0], zone, surroundings),
                let to = try day(values[1], zone, surroundings)
            else { throw values.noOverload(name) }
            return .int(count(from, to))
        }
    }

    static func day(_ value: RuleValue, _ zone: String, _ surroundings: RuleSurroundings) throws(RuleFault)
        -> CivilDate?
    {
        switch value {
        case .date(let date): date
        case .timestamp(let time): try Local(time, in: zone, surroundings).date
        default: nil
        }
    }

    /// `born.plus_years(17)`: the same day of a later month, or its last one.
    private static func moved(_ name: String, months: Int64) -> RuleFunction {
        RuleFunction(name, .member, [Signature([.date, .int], .date)]) { values throws(RuleFault) in
            guard case .date(let date) = values[0], case .int(let count) = values[1] else {
                throw values.noOverload(name)
            }
            guard (-120_000...120_000).contains(count) else { throw RuleFault(.outOfRange("date")) }
            return try TimeFunctions.inRange(date.adding(months: Int(count * months)))
        }
    }

    /// `min(a, b)` and `max(a, b)` of two values that have an order; the first of equal ones.
    private static func least(_ name: String, _ wins: @escaping @Sendable (Order) -> Bool) -> RuleFunction {
        let kinds: [RuleType] = [
            .int, .uint, .double, .string, .timestamp, .duration, .date, .workdays, .decimal, .money,
        ]
        return RuleFunction(
            name,
            .free,
            kinds.map { Signature([$0, $0], $0) },
            cost: { 1 + $0[0] / 64 },
            isCostLinear: true
        ) {
            values throws(RuleFault) in
            guard values[0].isComparable(with: values[1]) else { throw values.noOverload(name) }
            guard let order = values[1].order(values[0]) else { return .double(.nan) }
            return wins(order) ? values[1] : values[0]
        }
    }

    /// A number from 0 up to, not including, 1 that depends on the text alone: FNV-1a over UTF-8, mixed as MurmurHash3 ends.
    ///
    /// Spreads evenly and repeats for ever; no secret, so never a draw that somebody could profit from choosing the text of.
    static func hash01(_ text: String) -> Double {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        hash ^= hash >> 33
        return Double(hash >> 11) / 9_007_199_254_740_992
    }
}

extension CivilDate {
    /// Completed months until another date; negative when it lies before.
    fileprivate func months(until other: CivilDate) -> Int {
        guard self <= other else { return -other.months(until: self) }
        let (from, to) = (parts, other.parts)
        return (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0)
    }
}
