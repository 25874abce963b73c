package import Civic

/// A point in time to the nanosecond, from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z (CEL, "Timestamps").
///
/// The ledger knows milliseconds: `moment` cuts what is finer. Text goes in and out as RFC 3339.
package struct NanoMoment: Hashable, Comparable, Sendable {
    /// Since 1970-01-01T00:00:00Z, rounded down.
    package let seconds: Int64
    /// Past that second, 0 to 999,999,999.
    package let nanoseconds: Int32

    static let secondsRange: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
    static let perSecond: Int64 = 1_000_000_000

    /// Nil outside the years 1 to 9999.
    package init?(seconds: Int64, nanoseconds: Int64 = 0) {
        let (carry, rest) = nanoseconds.flooredDivision(by: Self.perSecond)
        let (sum, overflow) = seconds.addingReportingOverflow(carry)
        guard !overflow, Self.secondsRange.contains(sum) else { return nil }
        self.seconds = sum
        self.nanoseconds = Int32(rest)
    }

    /// A moment of the ledger; what lies outside the years 1 to 9999 becomes the nearest end.
    package init(_ moment: Moment) {
        let (seconds, rest) = moment.milliseconds.flooredDivision(by: 1_000)
        let range = Self.secondsRange
        self.seconds = min(max(seconds, range.lowerBound), range.upperBound)
        nanoseconds = range.contains(seconds) ? Int32(rest) * 1_000_000 : 0
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, rounded down.
    package var milliseconds: Int64 { seconds * 1_000 + Int64(nanoseconds) / 1_000_000 }
    /// The same to the millisecond, as the ledger keeps it.
    package var moment: Moment { Moment(milliseconds: milliseconds) }

    package static func < (left: NanoMoment, right: NanoMoment) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// Nil beyond the years 1 to 9999.
    func adding(_ span: NanoSpan) -> NanoMoment? {
        let (seconds, rest) = span.nanoseconds.flooredDivision(by: Self.perSecond)
        return NanoMoment(seconds: self.seconds + seconds, nanoseconds: Int64(nanoseconds) + rest)
    }

    /// Nil beyond the years 1 to 9999.
    func subtracting(_ span: NanoSpan) -> NanoMoment? {
        let (seconds, rest) = span.nanoseconds.flooredDivision(by: Self.perSecond)
        return NanoMoment(seconds: self.seconds - seconds, nanoseconds: Int64(nanoseconds) - rest)
    }

    /// Nil beyond 292 years.
    func since(_ other: NanoMoment) -> NanoSpan? {
        let (scaled, overflow) = (seconds - other.seconds).multipliedReportingOverflow(by: Self.perSecond)
        let (sum, overflowSum) = scaled.addingReportingOverflow(Int64(nanoseconds) - Int64(other.nanoseconds))
        return overflow || overflowSum ? nil : NanoSpan(nanoseconds: sum)
    }
}

// MARK: RFC 3339

extension NanoMoment {
    /// Reads `2026-11-24T07:00:00.000000001+07:00`; digits finer than a nanosecond are cut.
    ///
    /// Nil for what is no such time.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard let dot = bytes.firstIndex(of: UInt8(ascii: ".")) else {
            guard let moment = try? Moment(rfc3339: text) else { return nil }
            self.init(seconds: moment.milliseconds.flooredDivision(by: 1_000).quotient)
            return
        }
        let digits = bytes[(dot + 1)...].prefix(while: \.isDigit)
        let whole = String(decoding: bytes[..<dot] + bytes[digits.endIndex...], as: UTF8.self)
        guard !digits.isEmpty, let moment = try? Moment(rfc3339: whole) else { return nil }
        var fraction: Int64 = 0
        for place in 0..<9 {
            let index = digits.startIndex + place
            fraction = fraction * 10 + (index < digits.endIndex ? Int64(digits[index] - UInt8(ascii: "0")) : 0)
        }
        self.init(seconds: moment.milliseconds.flooredDivision(by: 1_000).quotient, nanoseconds: fraction)
    }

    /// In UTC, `2026-11-24T05:45:27.5Z`: as many digits of the second as there are.
    package var rfc3339: String {
        let whole = Moment(milliseconds: seconds * 1_000).rfc3339
        guard nanoseconds != 0 else { return whole }
        return "\(whole.dropLast()).\(fractionDigits(UInt64(nanoseconds)))Z"
    }
}

/// A length of time in nanoseconds, possibly negative; 292 years at most (CEL, "Durations").
package struct NanoSpan: Hashable, Comparable, Sendable {
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Nil beyond 292 years.
    package init?(_ span: Span) {
        let (scaled, overflow) = span.milliseconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow else { return nil }
        nanoseconds = scaled
    }

    /// Whole milliseconds, cut towards zero.
    package var milliseconds: Int64 { nanoseconds / 1_000_000 }
    /// The same to the millisecond.
    package var span: Span { Span(milliseconds: milliseconds) }

    package static func < (left: NanoSpan, right: NanoSpan) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Reads Go's notation: `1h30m`, `-1.5h`, `250ms`, `1ns`; each part a decimal with its unit, in any order.
    ///
    /// Nil for what is no duration; throws where it is one but does not fit.
    static func reading(_ text: String) throws(RuleFault) -> NanoSpan? {
        var rest = Substring(text).utf8
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        if rest.elementsEqual("0".utf8) { return NanoSpan(nanoseconds: 0) }
        guard !rest.isEmpty else { return nil }
        var total: Int128 = 0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { !$0.isDigit && $0 != UInt8(ascii: ".") }
            rest = rest.dropFirst(unit.count)
            guard let scale = units[String(Substring(unit))], let part = scaled(digits, by: scale) else { return nil }
            total += part
            guard total <= Int128(Int64.max) else { throw RuleFault(.outOfRange("duration")) }
        }
        return NanoSpan(nanoseconds: Int64(isNegative ? -total : total))
    }

    /// Digits with at most one point, times the unit; what is finer than a nanosecond is cut.
    private static func scaled(_ digits: Substring.UTF8View.SubSequence, by scale: Int128) -> Int128? {
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, digits.contains(where: \.isDigit) else { return nil }
        var value: Int128 = 0
        for digit in parts[0] { value = min(value * 10 + Int128(digit - UInt8(ascii: "0")), 1 << 70) }
        var fraction: Int128 = 0
        var unit = scale
        for digit in parts.count == 2 ? parts[1].prefix(13) : parts[0].prefix(0) {
            // Thirteen digits of an hour are finer than a nanosecond.
            fraction = fraction * 10 + Int128(digit - UInt8(ascii: "0")) * scale
            unit *= 10
        }
        return value * scale + fraction / (unit / scale)
    }

    private static let units: [String: Int128] = [
        "h": 3_600_000_000_000, "m": 60_000_000_000, "s": 1_000_000_000, "ms": 1_000_000, "us": 1_000, "µs": 1_000,
        "μs": 1_000, "ns": 1,
    ]

    /// As CEL's `string(duration)`: seconds with the unit `s`, `-0.5s`.
    package var shown: String {
        let (seconds, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        let sign = nanoseconds < 0 ? "-" : ""
        return rest == 0 ? "\(sign)\(seconds)s" : "\(sign)\(seconds).\(fractionDigits(rest))s"
    }
}

/// Nine digits of a second, without the zeros behind.
private func fractionDigits(_ nanoseconds: UInt64) -> Substring {
    var digits = String(nanoseconds + 1_000_000_000).dropFirst()
    while digits.hasSuffix("0") { digits = digits.dropLast() }
    return digits
}

extension Int64 {
    /// Quotient rounded down, and what is left, never negative.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, rest: Int64) {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }
}

extension RuleValue {
    /// A moment of the ledger, exact to the millisecond.
    package static func timestamp(_ moment: Moment) -> RuleValue { .timestamp(NanoMoment(moment)) }
    /// A span in milliseconds; beyond 292 years it becomes the longest one.
    package static func duration(_ span: Span) -> RuleValue {
        .duration(NanoSpan(span) ?? NanoSpan(nanoseconds: span.milliseconds < 0 ? -Int64.max : Int64.max))
    }
}
