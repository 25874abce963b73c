/// A decimal number as it was written: digits and a scale, never a binary fraction.
///
/// `1.50` keeps its two places, and equals `1.5`. Sums, differences and products are exact or they fail; what cannot be
/// exact (a quotient, fewer places) names its places and its way of rounding.
package struct RuleDecimal: Sendable {
    /// All digits as a whole number: 1.50 is 150.
    package let coefficient: Int128
    /// Places behind the point, 0 to `Limits.decimalScaleMax`.
    package let scale: Int

    /// Nil beyond 38 digits or `Limits.decimalScaleMax` places.
    package init?(coefficient: Int128, scale: Int) {
        guard (0...Limits.decimalScaleMax).contains(scale), coefficient.magnitude < Self.bound else { return nil }
        self.coefficient = coefficient
        self.scale = scale
    }

    package init(_ whole: Int64) {
        coefficient = Int128(whole)
        scale = 0
    }

    /// The double to its last digit; nil where that takes more places than a decimal has.
    init?(exactly number: Double) {
        guard number.isFinite else { return nil }
        var (significand, exponent) = (Int128(number.significandBitPattern), Int(number.exponentBitPattern))
        if exponent > 0 { significand |= 1 << 52 } else { exponent = 1 }
        exponent -= 1_075
        while exponent < 0, significand & 1 == 0, significand != 0 {
            significand >>= 1
            exponent += 1
        }
        if significand == 0 { exponent = 0 }
        guard exponent <= 64, exponent >= -Limits.decimalScaleMax else { return nil }
        for _ in 0..<max(-exponent, 0) { significand *= 5 }
        significand <<= max(exponent, 0)
        self.init(coefficient: number.sign == .minus ? -significand : significand, scale: max(-exponent, 0))
    }

    /// Reads `12`, `-0.50`, `+3.`; nil for anything else (no exponent, no grouping), and for what does not fit.
    package init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty else { return nil }
        let fraction = parts.count == 2 ? parts[1] : []
        var value: Int128 = 0
        for byte in whole + fraction {
            guard byte.isDigit, value < Self.bound / 10 else { return nil }
            value = value * 10 + Int128(byte - UInt8(ascii: "0"))
        }
        self.init(coefficient: isNegative ? -value : value, scale: fraction.count)
    }

    /// 10³⁸: every number below it has at most 38 digits.
    private static let bound: UInt128 = power(38)

    private static func power(_ exponent: Int) -> UInt128 {
        var result: UInt128 = 1
        for _ in 0..<exponent { result *= 10 }
        return result
    }

    /// The same number with more places; nil where the digits do not fit.
    private func widened(to scale: Int) -> Int128? {
        guard scale > self.scale else { return coefficient }
        let (result, overflow) = coefficient.multipliedReportingOverflow(by: Int128(Self.power(scale - self.scale)))
        return overflow || result.magnitude >= Self.bound ? nil : result
    }

    // MARK: Exact arithmetic

    func adding(_ other: RuleDecimal) -> RuleDecimal? {
        let scale = max(scale, other.scale)
        guard let a = widened(to: scale), let b = other.widened(to: scale) else { return nil }
        return RuleDecimal(coefficient: a + b, scale: scale)
    }

    var negated: RuleDecimal { RuleDecimal(coefficient: -coefficient, scale: scale) ?? self }

    func times(_ other: RuleDecimal) -> RuleDecimal? {
        let (product, overflow) = coefficient.multipliedReportingOverflow(by: other.coefficient)
        return overflow ? nil : RuleDecimal(coefficient: product, scale: scale + other.scale)
    }

    // MARK: Rounding

    /// How a number loses places.
    package enum Rounding: String, CaseIterable, Sendable {
        /// To the nearest, a half away from zero: what people learn at school.
        case halfUp = "half_up"
        /// To the nearest, a half to the even neighbour: what banks use.
        case halfEven = "half_even"
        /// Away from zero.
        case up
        /// Towards zero.
        case down
        /// Towards plus infinity.
        case ceiling
        /// Towards minus infinity.
        case floor
    }

    /// With that many places; more places add zeros.
    ///
    /// Nil where the digits do not fit.
    func rounded(to places: Int, _ rounding: Rounding) -> RuleDecimal? {
        guard places < scale else { return widened(to: places).flatMap { RuleDecimal(coefficient: $0, scale: places) } }
        guard places >= 0 else { return nil }
        let quotient = Self.quotient(coefficient, Int128(Self.power(scale - places)), rounding)
        return RuleDecimal(coefficient: quotient, scale: places)
    }

    /// The quotient with that many places; nil for a zero divisor, and where the digits do not fit.
    func divided(by other: RuleDecimal, places: Int, _ rounding: Rounding) -> RuleDecimal? {
        guard other.coefficient != 0, (0...Limits.decimalScaleMax).contains(places) else { return nil }
        // a/10^s ÷ b/10^t with p places is a × 10^(p + t − s) ÷ b.
        let shift = places + other.scale - scale
        var (numerator, denominator) = (coefficient, other.coefficient)
        let (factor, isUp) = (Int128(Self.power(min(shift.magnitude, 38).asInt)), shift >= 0)
        let scaled = (isUp ? numerator : denominator).multipliedReportingOverflow(by: factor)
        guard !scaled.overflow else { return nil }
        if isUp { numerator = scaled.partialValue } else { denominator = scaled.partialValue }
        return RuleDecimal(coefficient: Self.quotient(numerator, denominator, rounding), scale: places)
    }

    private static func quotient(_ a: Int128, _ b: Int128, _ rounding: Rounding) -> Int128 {
        let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
        guard rest != 0 else { return quotient }
        let isNegative = (a < 0) != (b < 0)
        let away = quotient + (isNegative ? -1 : 1)
        // The rest is below the divisor, so the difference cannot overflow.
        let half = rest.magnitude
        let other = b.magnitude - half
        return switch rounding {
        case .up: away
        case .down: quotient
        case .ceiling: isNegative ? quotient : away
        case .floor: isNegative ? away : quotient
        case .halfUp: half >= other ? away : quotient
        case .halfEven: half == other ? (quotient % 2 == 0 ? quotient : away) : (half > other ? away : quotient)
        }
    }

    // MARK: As other numbers

    /// The number without zeros at its end: equal numbers have equal ones.
    var normalized: (coefficient: Int128, scale: Int) {
        var (coefficient, scale) = (coefficient, scale)
        while scale > 0, coefficient % 10 == 0 {
            coefficient /= 10
            scale -= 1
        }
        return (coefficient, coefficient == 0 ? 0 : scale)
    }

    /// The whole number it is; nil with a fraction, or beyond 64 bits.
    package var whole: Int64? {
        let (coefficient, scale) = normalized
        return scale == 0 ? Int64(exactly: coefficient) : nil
    }

    /// The same without a sign.
    var bigWhole: UInt64? {
        let (coefficient, scale) = normalized
        return scale == 0 ? UInt64(exactly: coefficient) : nil
    }
}

extension RuleDecimal: Hashable, Comparable, CustomStringConvertible {
    package static func == (left: RuleDecimal, right: RuleDecimal) -> Bool { left.normalized == right.normalized }

    package func hash(into hasher: inout Hasher) {
        let (coefficient, scale) = normalized
        hasher.combine(coefficient)
        hasher.combine(scale)
    }

    package static func < (left: RuleDecimal, right: RuleDecimal) -> Bool {
        let (a, b) = (left.parts, right.parts)
        return a.whole == b.whole ? a.fraction < b.fraction : a.whole < b.whole
    }

    /// Whole part rounded down, and the fraction in units of the smallest place there is.
    private var parts: (whole: Int128, fraction: Int128) {
        let unit = Int128(Self.power(scale))
        var (whole, rest) = coefficient.quotientAndRemainder(dividingBy: unit)
        if rest < 0 { (whole, rest) = (whole - 1, rest + unit) }
        return (whole, rest * Int128(Self.power(Limits.decimalScaleMax - scale)))
    }

    /// With its places: `1.50`.
    package var description: String {
        let digits = String(coefficient.magnitude)
        let sign = coefficient < 0 ? "-" : ""
        guard scale > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }
}

extension UInt {
    fileprivate var asInt: Int { Int(self) }
}
