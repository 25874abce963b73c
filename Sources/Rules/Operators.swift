internal import Civic

/// CEL's operators: their types and what they do.
///
/// Integers never wrap: beyond 64 bits is an error.
enum Operators {
    typealias Signature = RuleFunction.Signature

    static let all: [RuleFunction] =
        [
            binary("_+_", addition, cost: { 1 + ($0[0] + $0[1]) / 64 }, add),
            binary("_-_", subtraction, subtract),
            binary(
                "_*_",
                same(.int, .uint, .double) + [
                    Signature([.int, .workdays], .workdays), Signature([.workdays, .int], .workdays),
                    Signature([.int, .duration], .duration), Signature([.duration, .int], .duration),
                    Signature([.int, .money], .money), Signature([.money, .int], .money),
                ] + exact,
                multiply
            ),
            binary("_/_", same(.int, .uint, .double), divide),
            binary("_%_", same(.int, .uint), modulo),
            RuleFunction("-_", .free, [.int, .double, .duration, .decimal, .money].map { Signature([$0], $0) }) {
                values throws(RuleFault) in
                try negate(values[0])
            },
            RuleFunction("!_", .free, [Signature([.bool], .bool)]) { values throws(RuleFault) in
                guard let value = values[0].asBool else { throw values.noOverload("!_") }
                return .bool(!value)
            },
            binary("_==_", [Signature([.variable(0), .variable(0)], .bool)], cost: comparing) { .bool($0 == $1) },
            binary("_!=_", [Signature([.variable(0), .variable(0)], .bool)], cost: comparing) { .bool($0 != $1) },
            binary(
                "@in",
                [
                    Signature([.variable(0), .list(.variable(0))], .bool),
                    Signature([.variable(0), .map(.variable(0), .variable(1))], .bool),
                ],
                cost: { 1 + $0[1] },
                isIn
            ),
            binary(
                "_[_]",
                [
                    Signature([.list(.variable(0)), .int], .variable(0)),
                    Signature([.map(.variable(0), .variable(1)), .variable(0)], .variable(1)),
                    Signature([.optional(.list(.variable(0))), .int], .optional(.variable(0))),
                    Signature([.optional(.map(.variable(0), .variable(1))), .variable(0)], .optional(.variable(1))),
                ],
                index
            ),
            binary(
                "_[?_]",
                [
                    Signature([.list(.variable(0)), .int], .optional(.variable(0))),
                    Signature([.map(.variable(0), .variable(1)), .variable(0)], .optional(.variable(1))),
                    Signature([.optional(.list(.variable(0))), .int], .optional(.variable(0))),
                    Signature([.optional(.map(.variable(0), .variable(1))), .variable(0)], .optional(.variable(1))),
                ],
                optionalIndex
            ),
        ]
        + ["_<_", "_<=_", "_>_", "_>=_"].map { name in
            binary(name, ordering, cost: comparing) { a, b throws(RuleFault) in try compare(name, a, b) }
        }

    private static let comparing: RuleFunction.Cost = { 1 + min($0[0], $0[1]) / 64 }

    /// A decimal with a decimal or a whole number.
    private static let exact = [
        Signature([.decimal, .decimal], .decimal), Signature([.decimal, .int], .decimal),
        Signature([.int, .decimal], .decimal),
    ]
    private static let addition =
        exact + same(.int, .uint, .double, .string, .bytes, .duration, .workdays, .money) + [
            Signature([.list(.variable(0)), .list(.variable(0))], .list(.variable(0))),
            Signature([.timestamp, .duration], .timestamp), Signature([.duration, .timestamp], .timestamp),
            Signature([.date, .duration], .date), Signature([.duration, .date], .date),
        ]
    private static let subtraction =
        exact + same(.int, .uint, .double, .duration, .money) + [
            Signature([.timestamp, .timestamp], .duration), Signature([.timestamp, .duration], .timestamp),
            Signature([.date, .date], .duration), Signature([.date, .duration], .date),
        ]
    private static let ordering: [Signature] = {
        let numbers: [RuleType] = [.int, .uint, .double]
        let mixed = numbers.flatMap { left in numbers.map { Signature([left, $0], .bool) } }
        let alike: [RuleType] = [.bool, .string, .bytes, .timestamp, .duration, .date, .workdays, .money]
        let decimals = exact.map { Signature($0.parameters, .bool) }
        return mixed + decimals + alike.map { Signature([$0, $0], .bool) }
    }()

    private static func same(_ types: RuleType...) -> [Signature] { types.map { Signature([$0, $0], $0) } }

    private static func binary(
        _ name: String,
        _ signatures: [Signature],
        cost: RuleFunction.Cost? = nil,
        _ body: @escaping @Sendable (RuleValue, RuleValue) throws(RuleFault) -> RuleValue
    ) -> RuleFunction {
        var function = RuleFunction(name, .free, signatures, cost: cost, isCostLinear: true) {
            values throws(RuleFault) in
            try body(values[0], values[1])
        }
        function.pair = body
        return function
    }

    static func compare(_ name: String, _ a: RuleValue, _ b: RuleValue) throws(RuleFault) -> RuleValue {
        guard a.isComparable(with: b) else { throw [a, b].noOverload(name) }
        let order = a.order(b)
        return switch name {
        case "_<_": .bool(order == .before)
        case "_<=_": .bool(order == .before || order == .same)
        case "_>_": .bool(order == .after)
        default: .bool(order == .after || order == .same)
        }
    }

    static func add(_ a: RuleValue, _ b: RuleValue) throws(RuleFault) -> RuleValue {
        switch (a, b) {
        case (.int(let x), .int(let y)): return .int(try whole(x.addingReportingOverflow(y)))
        case (.uint(let x), .uint(let y)): return .uint(try whole(x.addingReportingOverflow(y)))
        case (.double(let x), .double(let y)): return .double(x + y)
        case (.string(let x), .string(let y)):
            guard x.utf8.count + y.utf8.count <= Limits.textBytesMax else { throw RuleFault(.tooManyBytes) }
            return .string(x + y)
        case (.bytes(let x), .bytes(let y)):
            guard x.count + y.count <= Limits.textBytesMax else { throw RuleFault(.tooManyBytes) }
            return .bytes(x + y)
        case (.list(let x), .list(let y)):
            guard x.count + y.count <= Limits.listElementsMax else {
                throw RuleFault(.tooLong(elements: x.count + y.count))
            }
            return .list(x + y)
        case (.workdays(let x), .workdays(let y)): return .workdays(try whole(x.addingReportingOverflow(y)))
        case (.duration(let x), .duration(let y)):
            return try TimeFunctions.span(x.nanoseconds.addingReportingOverflow(y.nanoseconds))
        case (.timestamp(let x), .duration(let y)), (.duration(let y), .timestamp(let x)):
            return try TimeFunctions.moment(x.adding(y))
        case (.date(let x), .duration(let y)), (.duration(let y), .date(let x)):
            return try TimeFunctions.date(x, adding: y.nanoseconds)
        case (.money(let x), .money(let y)):
            return .money(Rupiah(try whole(x.amount.addingReportingOverflow(y.amount))))
        case (.decimal, _), (_, .decimal): return try exact("_+_", a, b) { $0.adding($1) }
        default: throw [a, b].noOverload("_+_")
        }
    }

    static func subtract(_ a: RuleValue, _ b: RuleValue) throws(RuleFault) -> RuleValue {
        switch (a, b) {
        case (.int(let x), .int(let y)): return .int(try whole(x.subtractingReportingOverflow(y)))
        case (.uint(let x), .uint(let y)): return .uint(try whole(x.subtractingReportingOverflow(y)))
        case (.double(let x), .double(let y)): return .double(x - y)
        case (.duration(let x), .duration(let y)):
            return try TimeFunctions.span(x.nanoseconds.subtractingReportingOverflow(y.nanoseconds))
        case (.timestamp(let x), .timestamp(let y)):
            guard let span = x.since(y) else { throw RuleFault(.outOfRange("duration")) }
            return .duration(span)
        case (.timestamp(let x), .duration(let y)): return try TimeFunctions.moment(x.subtracting(y))
        case (.money(let x), .money(let y)):
            return .money(Rupiah(try whole(x.amount.subtractingReportingOverflow(y.amount))))
        case (.decimal, _), (_, .decimal): return try exact("_-_", a, b) { $0.adding($1.negated) }
        case (.date(let x), .date(let y)):
            let days = Int64(x.daysSinceEpoch - y.daysSinceEpoch)
            return try TimeFunctions.span(days.multipliedReportingOverflow(by: TimeFunctions.dayNanoseconds))
        case (.date(let x), .duration(let y)):
            return try TimeFunctions.date(x, adding: whole((0 as Int64).subtractingReportingOverflow(y.nanoseconds)))
        default: throw [a, b].noOverload("_-_")
        }
    }

    static func multiply(_ a: RuleValue, _ b: RuleValue) throws(RuleFault) -> RuleValue {
        switch (a, b) {
        case (.int(let x), .int(let y)): return .int(try whole(x.multipliedReportingOverflow(by: y)))
        case (.uint(let x), .uint(let y)): return .uint(try whole(x.multipliedReportingOverflow(by: y)))
        case (.double(let x), .double(let y)): return .double(x * y)
        case (.int(let x), .workdays(let y)), (.workdays(let y), .int(let x)):
            return .workdays(try whole(Int(x).multipliedReportingOverflow(by: y)))
        case (.int(let x), .duration(let y)), (.duration(let y), .int(let x)):
            return try TimeFunctions.span(x.multipliedReportingOverflow(by: y.nanoseconds))
        case (.int(let x), .money(let y)), (.money(let y), .int(let x)):
            return .money(Rupiah(try whole(x.multipliedReportingOverflow(by: y.amount))))
        case (.decimal, _), (_, .decimal): return try exact("_*_", a, b) { $0.times($1) }
        default: throw [a, b].noOverload("_*_")
        }
    }

    static func divide(_ a: RuleValue, _ b: RuleValue) throws(RuleFault) -> RuleValue {
        switch (a, b) {
        case (.int(_), .int(0)), (.uint(_), .uint(0)): throw RuleFault(.divideByZero)
        case (.int(let x), .int(let y)): return .int(try whole(x.dividedReportingOverflow(by: y)))
        case (.uint(let x), .uint(let y)): return .uint(x / y)
        case (.double(let x), .double(let y)): return .double(x / y)
        default: throw [a, b].noOverload("_/_")
        }
    }

    static func modulo(_ a: RuleValue, _ b: RuleValue) throws(RuleFault) -> RuleValue {
        switch (a, b) {
        case (.int(_), .int(0)), (.uint(_), .uint(0)): throw RuleFault(.moduloByZero)
        case (.int(let x), .int(let y)): return .int(try whole(x.remainderReportingOverflow(dividingBy: y)))
        case (.uint(let x), .uint(let y)): return .uint(x % y)
        default: throw [a, b].noOverload("_%_")
        }
    }

    static func negate(_ a: RuleValue) throws(RuleFault) -> RuleValue {
        switch a {
        case .int(let x): return .int(try whole((0 as Int64).subtractingReportingOverflow(x)))
        case .double(let x): return .double(-x)
        case .duration(let x): return try TimeFunctions.span((0 as Int64).subtractingReportingOverflow(x.nanoseconds))
        case .decimal(let x): return .decimal(x.negated)
        case .money(let x): return .money(Rupiah(try whole((0 as Int64).subtractingReportingOverflow(x.amount))))
        default: throw [a].noOverload("-_")
        }
    }

    static func isIn(_ a: RuleValue, _ b: RuleValue) throws(RuleFault) -> RuleValue {
        switch b {
        case .list(let elements): return .bool(elements.contains(a))
        case .map(let entries): return .bool(entries[a] != nil)
        default: throw [a, b].noOverload("@in")
        }
    }

    static func index(_ a: RuleValue, _ b: RuleValue) throws(RuleFault) -> RuleValue {
        switch a {
        case .list(let elements):
            guard let position = b.asInt, position >= 0, position < elements.count else {
                throw RuleFault(.noSuchIndex(Conversions.shown(b)))
            }
            return elements[Int(position)]
        case .map(let entries):
            guard let value = entries[b] else { throw RuleFault(.noSuchKey(Conversions.shown(b))) }
            return value
        case .optional: return try optionalIndex(a, b)
        default: throw [a, b].noOverload("_[_]")
        }
    }

    /// `a[?b]`: absent where there is no such element.
    static func optionalIndex(_ a: RuleValue, _ b: RuleValue) throws(RuleFault) -> RuleValue {
        switch a {
        case .list(let elements):
            guard let position = b.asInt else { throw [a, b].noOverload("_[?_]") }
            guard position >= 0, position < elements.count else { return .optional(nil) }
            return .optional(elements[Int(position)])
        case .map(let entries): return .optional(entries[b])
        case .optional(nil): return a
        case .optional(.some(let content)):
            if case .optional = content { throw [a, b].noOverload("_[?_]") }
            return try optionalIndex(content, b)
        default: throw [a, b].noOverload("_[?_]")
        }
    }

    /// A decimal with a decimal or a whole number; a result that does not fit is an error, never rounded.
    private static func exact(
        _ name: String,
        _ a: RuleValue,
        _ b: RuleValue,
        _ operation: (RuleDecimal, RuleDecimal) -> RuleDecimal?
    ) throws(RuleFault) -> RuleValue {
        guard let left = a.asDecimal, let right = b.asDecimal else { throw [a, b].noOverload(name) }
        guard let result = operation(left, right) else {
            throw RuleFault(.notExact(RuleFunction.shown(name, [left.description, right.description])))
        }
        return .decimal(result)
    }

    private static func whole<Value>(_ result: (partialValue: Value, overflow: Bool)) throws(RuleFault) -> Value {
        if result.overflow { throw RuleFault(.overflow) }
        return result.partialValue
    }
}
