/// `ip(…)`, `cidr(…)` and what they know (CEL's network extension).
enum NetworkFunctions {
    typealias Signature = RuleFunction.Signature

    static let all: [RuleFunction] = [
        RuleFunction("ip", .both, [Signature([.string], .ip), Signature([.cidr], .ip)]) { values throws(RuleFault) in
            if case .network(let range) = values[0], range.prefixLength != nil { return .network(range.address) }
            guard let text = values[0].asString else { throw values.noOverload("ip") }
            return .network(try ip(text))
        },
        RuleFunction("cidr", .free, [Signature([.string], .cidr)]) { values throws(RuleFault) in
            guard let text = values[0].asString else { throw values.noOverload("cidr") }
            return .network(try cidr(text))
        },
        reading("isIP") { NetworkAddress(ip: $0) != nil },
        reading("isCIDR") { NetworkAddress(cidr: $0) != nil },
        reading("ip.isCanonical") { text throws(RuleFault) in try ip(text).description == text },
        address("family", .int) { .int(Int64($0.family)) },
        address("isUnspecified", .bool) { .bool($0.isUnspecified) },
        address("isLoopback", .bool) { .bool($0.isLoopback) },
        address("isGlobalUnicast", .bool) { .bool($0.isGlobalUnicast) },
        address("isLinkLocalMulticast", .bool) { .bool($0.isLinkLocalMulticast) },
        address("isLinkLocalUnicast", .bool) { .bool($0.isLinkLocalUnicast) },
        containing("containsIP", .ip, ip), containing("containsCIDR", .cidr, cidr),
        range("masked", .cidr) { .network($0.masked) },
        range("prefixLength", .int) { .int(Int64($0.prefixLength ?? 0)) },
    ]

    private static func ip(_ text: String) throws(RuleFault) -> NetworkAddress {
        guard let address = NetworkAddress(ip: text) else { throw RuleFault(.badValue(text, wanted: "net.IP")) }
        return address
    }

    private static func cidr(_ text: String) throws(RuleFault) -> NetworkAddress {
        guard let range = NetworkAddress(cidr: text) else { throw RuleFault(.badValue(text, wanted: "net.CIDR")) }
        return range
    }

    private static func reading(
        _ name: String,
        _ body: @escaping @Sendable (String) throws(RuleFault) -> Bool
    ) -> RuleFunction {
        RuleFunction(name, .free, [Signature([.string], .bool)], cost: { 1 + $0[0] / 64 }, isCostLinear: true) {
            values throws(RuleFault) in
            guard let text = values[0].asString else { throw values.noOverload(name) }
            return .bool(try body(text))
        }
    }

    private static func address(
        _ name: String,
        _ result: RuleType,
        _ body: @escaping @Sendable (NetworkAddress) -> RuleValue
    ) -> RuleFunction {
        RuleFunction(name, .member, [Signature([.ip], result)]) { values throws(RuleFault) in
            guard case .network(let address) = values[0], address.prefixLength == nil else {
                throw values.noOverload(name)
            }
            return body(address)
        }
    }

    private static func range(
        _ name: String,
        _ result: RuleType,
        _ body: @escaping @Sendable (NetworkAddress) -> RuleValue
    ) -> RuleFunction {
        RuleFunction(name, .member, [Signature([.cidr], result)]) { values throws(RuleFault) in
            guard case .network(let range) = values[0], range.prefixLength != nil else { throw values.noOverload(name) }
            return body(range)
        }
    }

    /// The other one may be written as text.
    private static func containing(
        _ name: String,
        _ other: RuleType,
        _ read: @escaping @Sendable (String) throws(RuleFault) -> NetworkAddress
    ) -> RuleFunction {
        let signatures = [Signature([.cidr, other], .bool), Signature([.cidr, .string], .bool)]
        return RuleFunction(name, .member, signatures) { values throws(RuleFault) in
            guard case .network(let range) = values[0], range.prefixLength != nil else { throw values.noOverload(name) }
            switch values[1] {
            case .network(let inner) where .opaque(inner.typeName, []) == other: return .bool(range.contains(inner))
            case .string(let text): return .bool(range.contains(try read(text)))
            default: throw values.noOverload(name)
            }
        }
    }
}
