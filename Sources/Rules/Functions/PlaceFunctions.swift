internal import Civic

/// `geo.*`: places on the earth.
enum PlaceFunctions {
    typealias Signature = RuleFunction.Signature

    static let all: [RuleFunction] = [
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
        metres("geo.within", .bool) { distance, metres in .bool(distance <= metres) },
        metres("geo.band", .int) { distance, metres in .int(Int64(distance / metres)) },
        RuleFunction(
            "geo.inside",
            .free,
            [Signature([.point, .list(.point)], .bool)],
            cost: { 1 + $0[1] },
            isCostLinear: true
        ) { values throws(RuleFault) in
            guard case .point(let point) = values[0], case .list(let elements) = values[1] else {
                throw values.noOverload("geo.inside")
            }
            var ring: [GeoPoint] = []
            for element in elements {
                guard case .point(let corner) = element else { throw values.noOverload("geo.inside") }
                ring.append(corner)
            }
            guard let area = Polygon(outer: ring) else {
                throw RuleFault(.badValue("\(ring.count)", wanted: "polygon"))
            }
            return .bool(area.contains(point))
        },
    ]

    /// A question about two points and a number of metres above zero.
    private static func metres(
        _ name: String,
        _ result: RuleType,
        _ body: @escaping @Sendable (Double, Double) -> RuleValue
    ) -> RuleFunction {
        let signatures = [RuleType.int, .double].map { Signature([.point, .point, $0], result) }
        return RuleFunction(name, .free, signatures) { values throws(RuleFault) in
            guard case .point(let from) = values[0], case .point(let to) = values[1], let metres = values[2].asDouble
            else { throw values.noOverload(name) }
            // A tenth of a metre is finer than any point is known.
            guard metres >= 0.1 else { throw RuleFault(.outOfRange(name)) }
            return body(from.distanceMetres(to: to), metres)
        }
    }
}
