internal import Civic

/// Optional values: `optional.of(x)`, `x.orValue(y)` and their like (CEL's optional types).
enum OptionalFunctions {
    typealias Signature = RuleFunction.Signature

    private static let one = RuleType.variable(0)

    static let all: [RuleFunction] = [
        RuleFunction("optional.of", .free, [Signature([one], .optional(one))]) { .optional($0[0]) },
        RuleFunction("optional.none", .free, [Signature([], .optional(one))]) { _ in .optional(nil) },
        RuleFunction("optional.ofNonZeroValue", .free, [Signature([one], .optional(one))]) {
            .optional($0[0].isZero ? nil : $0[0])
        },
        RuleFunction("hasValue", .member, [Signature([.optional(one)], .bool)]) { values throws(RuleFault) in
            .bool(try content(values, "hasValue") != nil)
        },
        RuleFunction("value", .member, [Signature([.optional(one)], one)]) { values throws(RuleFault) in
            guard let content = try content(values, "value") else { throw RuleFault(.noValue) }
            return content
        },
        RuleFunction("or", .member, [Signature([.optional(one), .optional(one)], .optional(one))]) {
            values throws(RuleFault) in
            guard try content(values, "or") == nil else { return values[0] }
            guard case .optional = values[1] else { throw values.noOverload("or") }
            return values[1]
        },
        RuleFunction("orValue", .member, [Signature([.optional(one), one], one)]) { values throws(RuleFault) in
            try content(values, "orValue") ?? values[1]
        },
        RuleFunction("unwrapOpt", .member, unwrapping, cost: { 1 + $0[0] }, isCostLinear: true, body: unwrap),
        RuleFunction("optional.unwrap", .free, unwrapping, cost: { 1 + $0[0] }, isCostLinear: true, body: unwrap),
        end("first") { $0.first }, end("last") { $0.last },
    ]

    private static let unwrapping = [Signature([.list(.optional(one))], .list(one))]

    /// The values of a list of optionals that have one.
    private static func unwrap(_ values: [RuleValue]) throws(RuleFault) -> RuleValue {
        guard case .list(let elements) = values[0] else { throw values.noOverload("unwrapOpt") }
        var found: [RuleValue] = []
        for element in elements {
            guard case .optional(let content) = element else { throw values.noOverload("unwrapOpt") }
            if let content { found.append(content) }
        }
        return .list(found)
    }

    private static func end(
        _ name: String,
        _ pick: @escaping @Sendable ([RuleValue]) -> RuleValue?
    ) -> RuleFunction {
        RuleFunction(name, .member, [Signature([.list(one)], .optional(one))]) { values throws(RuleFault) in
            guard case .list(let elements) = values[0] else { throw values.noOverload(name) }
            return .optional(pick(elements))
        }
    }

    private static func content(_ values: [RuleValue], _ name: String) throws(RuleFault) -> RuleValue? {
        guard case .optional(let content) = values[0] else { throw values.noOverload(name) }
        return content
    }
}

extension RuleValue {
    /// What a value of its type is when nobody said anything: 0, "", false, null, empty, 1970, absent.
    var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .uint(let value): value == 0
        case .double(let value): value == 0
        case .string(let value): value.isEmpty
        case .bytes(let value): value.isEmpty
        case .list(let value): value.isEmpty
        case .map(let value): value.isEmpty
        case .timestamp(let value): value.seconds == 0 && value.nanoseconds == 0
        case .duration(let value): value.nanoseconds == 0
        case .workdays(let value): value == 0
        case .decimal(let value): value.coefficient == 0
        case .money(let value): value.amount == 0
        case .optional(let value): value == nil
        case .date, .point, .network, .type: false
        }
    }
}
