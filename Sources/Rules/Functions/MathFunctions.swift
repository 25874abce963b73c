/// `math.*`: CEL's math extension.
enum MathFunctions {
    typealias Signature = RuleFunction.Signature

    static let all: [RuleFunction] =
        [
            extreme("math.greatest") { $0 == .after }, extreme("math.least") { $0 == .before },
            real("math.ceil") { $0.rounded(.up) }, real("math.floor") { $0.rounded(.down) },
            real("math.round") { $0.rounded(.toNearestOrAwayFromZero) }, real("math.trunc") { $0.rounded(.towardZero) },
            test("math.isNaN", \.isNaN), test("math.isInf", \.isInfinite), test("math.isFinite", \.isFinite),
            number("math.abs") { value throws(RuleFault) in
                switch value {
                case .int(let number):
                    guard number != .min else { throw RuleFault(.overflow) }
                    return .int(abs(number))
                case .uint: return value
                case .double(let number): return .double(abs(number))
                default: return nil
                }
            },
            number("math.sign") { value in
                switch value {
                case .int(let number): .int(number.signum())
                case .uint(let number): .uint(number == 0 ? 0 : 1)
                case .double(let number): .double(number == 0 || number.isNaN ? number : (number < 0 ? -1 : 1))
                default: nil
                }
            },
            RuleFunction("math.sqrt", .free, [.int, .uint, .double].map { Signature([$0], .double) }) {
                values throws(RuleFault) in
                guard let number = values[0].asDouble else { throw values.noOverload("math.sqrt") }
                return .double(number.squareRoot())
            },
            bits("math.bitAnd", { $0 & $1 }, { $0 & $1 }), bits("math.bitOr", { $0 | $1 }, { $0 | $1 }),
            bits("math.bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
            RuleFunction("math.bitNot", .free, [Signature([.int], .int), Signature([.uint], .uint)]) {
                values throws(RuleFault) in
                switch values[0] {
                case .int(let number): .int(~number)
                case .uint(let number): .uint(~number)
                default: throw values.noOverload("math.bitNot")
                }
            },
            // Bits that are shifted out are lost; to the left the sign has no meaning.
            shift("math.bitShiftLeft", { $0 << $1 }, { $0 << $1 }),
            shift("math.bitShiftRight", { $0 >> $1 }, { $0 >> $1 }),
        ]

    private static let numbers: [RuleType] = [.int, .uint, .double]

    /// Of one to many numbers, or of a list of them; the parser puts three and more into a list.
    private static func extreme(_ name: String, _ wins: @escaping @Sendable (Order) -> Bool) -> RuleFunction {
        let ones = numbers.map { Signature([$0], $0) } + numbers.map { Signature([.list($0)], $0) }
        let pairs = numbers.flatMap { left in numbers.map { Signature([left, $0], left == $0 ? left : .dyn) } }
        return RuleFunction(
            name,
            .free,
            ones + pairs + [Signature([.list(.dyn)], .dyn)],
            cost: { 1 + $0[0] },
            isCostLinear: true
        ) { values throws(RuleFault) in
            var elements = values
            if case .list(let all) = values[0] {
                guard values.count == 1 else { throw values.noOverload(name) }
                elements = all
            }
            guard var best = elements.first else { throw RuleFault(.badValue("[]", wanted: name)) }
            for element in elements {
                guard element.isReal else { throw values.noOverload(name) }
                if let order = numericOrder(element, best), wins(order) { best = element }
            }
            return best
        }
    }

    private static func real(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> RuleFunction {
        RuleFunction(name, .free, [Signature([.double], .double)]) { values throws(RuleFault) in
            guard case .double(let number) = values[0] else { throw values.noOverload(name) }
            return .double(body(number))
        }
    }

    private static func test(_ name: String, _ body: @escaping @Sendable (Double) -> Bool) -> RuleFunction {
        RuleFunction(name, .free, [Signature([.double], .bool)]) { values throws(RuleFault) in
            guard case .double(let number) = values[0] else { throw values.noOverload(name) }
            return .bool(body(number))
        }
    }

    private static func number(
        _ name: String,
        _ body: @escaping @Sendable (RuleValue) throws(RuleFault) -> RuleValue?
    ) -> RuleFunction {
        RuleFunction(name, .free, numbers.map { Signature([$0], $0) }) { values throws(RuleFault) in
            guard let result = try body(values[0]) else { throw values.noOverload(name) }
            return result
        }
    }

    private static func bits(
        _ name: String,
        _ signed: @escaping @Sendable (Int64, Int64) -> Int64,
        _ unsigned: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> RuleFunction {
        RuleFunction(name, .free, [Signature([.int, .int], .int), Signature([.uint, .uint], .uint)]) {
            values throws(RuleFault) in
            switch (values[0], values[1]) {
            case (.int(let a), .int(let b)): .int(signed(a, b))
            case (.uint(let a), .uint(let b)): .uint(unsigned(a, b))
            default: throw values.noOverload(name)
            }
        }
    }

    private static func shift(
        _ name: String,
        _ signed: @escaping @Sendable (Int64, Int64) -> Int64,
        _ unsigned: @escaping @Sendable (UInt64, Int64) -> UInt64
    ) -> RuleFunction {
        RuleFunction(name, .free, [Signature([.int, .int], .int), Signature([.uint, .int], .uint)]) {
            values throws(RuleFault) in
            guard case .int(let places) = values[1] else { throw values.noOverload(name) }
            guard places >= 0 else { throw RuleFault(.outOfRange(name)) }
            switch values[0] {
            case .int(let number): return .int(signed(number, places))
            case .uint(let number): return .uint(unsigned(number, places))
            default: throw values.noOverload(name)
            }
        }
    }
}

extension RuleValue {
    /// One of CEL's three kinds of number.
    fileprivate var isReal: Bool {
        switch self {
        case .int, .uint, .double: true
        default: false
        }
    }
}
