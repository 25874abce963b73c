internal import Civic

/// Lumbung's own functions: working days, ages, distances, a repeatable lot.
enum CityFunctions {
    typealias Signature = RuleFunction.Signature

    static let all: [RuleFunction] = [
        RuleFunction("workdays", .free, [Signature([.int], .workdays)]) { values throws(RuleFault) in
            guard case .int(let count) = values[0] else { throw values.noOverload("workdays") }
            return .workdays(Int(count))
        },
        RuleFunction("years_between", .free, yearsBetween) { values throws(RuleFault) in
            // Timestamps count by their day in the given zone; without one by their day in UTC.
            let zone = values.count > 2 ? values[2].asString : "UTC"
            guard let zone, let from = try day(values[0], zone), let to = try day(values[1], zone) else {
                throw values.noOverload("years_between")
            }
            return .int(Int64(from.years(until: to)))
        },
        RuleFunction("geo.distance", .free, [Signature([.point, .point], .double)]) { values throws(RuleFault) in
            guard case .point(let from) = values[0], case .point(let to) = values[1] else {
                throw values.noOverload("geo.distance")
            }
            return .double(from.distanceMetres(to: to))
        },
        RuleFunction("geo.point", .free, [Signature([.double, .double], .point)]) { values throws(RuleFault) in
            guard let latitude = values[0].asDouble, let longitude = values[1].asDouble else {
                throw values.noOverload("geo.point")
            }
            guard let point = try? GeoPoint(latitude: latitude, longitude: longitude) else {
                throw RuleFault(.outOfRange("geo.point"))
            }
            return .point(point)
        },
        RuleFunction("hash01", .free, [Signature([.string], .double)], cost: { 1 + $0[0] / 64 }, isCostLinear: true) {
            values throws(RuleFault) in
            guard let text = values[0].asString else { throw values.noOverload("hash01") }
            return .double(hash01(text))
        },
        least("min") { $0 == .before },
        least("max") { $0 == .after },
    ]

    private static let yearsBetween: [Signature] = {
        let kinds: [RuleType] = [.date, .timestamp]
        return kinds.flatMap { from in
            kinds.flatMap { to in [Signature([from, to], .int), Signature([from, to, .string], .int)] }
        }
    }()

    private static func day(_ value: RuleValue, _ zone: String) throws(RuleFault) -> CivilDate? {
        switch value {
        case .date(let date): date
        case .timestamp(let moment): try Local(moment, in: zone).date
        default: nil
        }
    }

    /// `min(a, b)` and `max(a, b)` of two values that have an order; the first of equal ones.
    private static func least(_ name: String, _ wins: @escaping @Sendable (Order) -> Bool) -> RuleFunction {
        let kinds: [RuleType] = [.int, .uint, .double, .string, .timestamp, .duration, .date, .workdays]
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
