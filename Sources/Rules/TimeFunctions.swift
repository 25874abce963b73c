internal import Civic

/// Timestamps, durations and dates: conversions, limits, and the parts that `getHours()` and its like give.
///
/// Times are exact to the millisecond; finer digits of a timestamp are cut off, a finer duration is refused.
enum TimeFunctions {
    typealias Signature = RuleFunction.Signature

    static let dayMilliseconds: Int64 = 86_400_000
    /// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z.
    private static let momentRange: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    static let all: [RuleFunction] =
        [
            part("getFullYear") { Int64($0.date.parts.year) },
            part("getMonth") { Int64($0.date.parts.month - 1) },
            part("getDate") { Int64($0.date.parts.day) },
            part("getDayOfMonth") { Int64($0.date.parts.day - 1) },
            part("getDayOfWeek") { Int64($0.date.weekday.rawValue % 7) },
            part("getDayOfYear") { local in
                let year = local.date.parts.year
                let first = try? CivilDate(year: year, month: 1, day: 1)
                return Int64(first.map { local.date.daysSinceEpoch - $0.daysSinceEpoch } ?? 0)
            },
            clockPart("getHours", perUnit: 3_600_000, modulo: 24),
            clockPart("getMinutes", perUnit: 60_000, modulo: 60),
            clockPart("getSeconds", perUnit: 1_000, modulo: 60),
            clockPart("getMilliseconds", perUnit: 1, modulo: 1_000),
            RuleFunction(
                "date",
                .free,
                [
                    Signature([.string], .date), Signature([.date], .date), Signature([.timestamp, .string], .date),
                ]
            ) { values throws(RuleFault) in
                switch (values[0], values.count > 1 ? values[1] : .null) {
                case (.date, .null): return values[0]
                case (.string(let text), .null):
                    guard let date = try? CivilDate(iso: text) else { throw RuleFault(.badValue(text, wanted: "date")) }
                    return .date(date)
                case (.timestamp(let moment), .string(let zone)): return .date(try Local(moment, in: zone).date)
                default: throw values.noOverload("date")
                }
            },
        ]

    // MARK: Limits

    static func moment(_ milliseconds: Int64) throws(RuleFault) -> RuleValue {
        guard momentRange.contains(milliseconds) else { throw RuleFault(.outOfRange("timestamp")) }
        return .timestamp(Moment(milliseconds: milliseconds))
    }

    static func span(_ milliseconds: Int64) throws(RuleFault) -> RuleValue {
        guard milliseconds.magnitude <= UInt64(Limits.durationSecondsMax) * 1_000 else {
            throw RuleFault(.outOfRange("duration"))
        }
        return .duration(Span(milliseconds: milliseconds))
    }

    /// A date moved by whole days; a part of a day does not move a date.
    static func date(_ date: CivilDate, adding milliseconds: Int64) throws(RuleFault) -> RuleValue {
        guard milliseconds % dayMilliseconds == 0 else {
            throw RuleFault(.badValue(shown(Span(milliseconds: milliseconds)), wanted: "24h × n"))
        }
        let moved = date.adding(days: Int(milliseconds / dayMilliseconds))
        guard (1...9999).contains(moved.parts.year) else { throw RuleFault(.outOfRange("date")) }
        return .date(moved)
    }

    // MARK: Conversions

    static func timestamp(_ value: RuleValue) throws(RuleFault) -> RuleValue? {
        switch value {
        case .timestamp: return value
        case .int(let seconds):
            let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
            guard !overflow else { throw RuleFault(.outOfRange("timestamp")) }
            return try moment(milliseconds)
        case .string(let text):
            guard let parsed = try? Moment(rfc3339: text) else { throw RuleFault(.badValue(text, wanted: "timestamp")) }
            return try moment(parsed.milliseconds)
        default: return nil
        }
    }

    static func duration(_ value: RuleValue) throws(RuleFault) -> RuleValue? {
        switch value {
        case .duration: return value
        case .string(let text): return try span(milliseconds(text))
        default: return nil
        }
    }

    /// Go's notation: `1h30m`, `-1.5h`, `250ms`; largest units first or not, each a decimal with its unit.
    private static func milliseconds(_ text: String) throws(RuleFault) -> Int64 {
        var rest = Substring(text)
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
        if rest == "0" { return 0 }
        var nanoseconds: Double = 0
        var whole: Int64 = 0
        guard !rest.isEmpty else { throw RuleFault(.badValue(text, wanted: "duration")) }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let scale = units[String(unit)], let amount = Double(digits) else {
                throw RuleFault(.badValue(text, wanted: "duration"))
            }
            if let count = Int64(digits), scale >= 1_000_000 {
                let (part, overflow) = count.multipliedReportingOverflow(by: Int64(scale / 1_000_000))
                let (sum, overflowSum) = whole.addingReportingOverflow(part)
                guard !overflow, !overflowSum else { throw RuleFault(.outOfRange("duration")) }
                whole = sum
            } else {
                nanoseconds += amount * scale
            }
        }
        let fraction = nanoseconds / 1_000_000
        guard fraction.magnitude < 1e16 else { throw RuleFault(.outOfRange("duration")) }
        guard fraction == fraction.rounded() else { throw RuleFault(.badValue(text, wanted: "duration (≥ 1ms)")) }
        let (sum, overflow) = whole.addingReportingOverflow(Int64(fraction))
        guard !overflow else { throw RuleFault(.outOfRange("duration")) }
        return isNegative ? -sum : sum
    }

    private static let units: [String: Double] = [
        "h": 3.6e12, "m": 6e10, "s": 1e9, "ms": 1e6, "us": 1e3, "µs": 1e3, "μs": 1e3, "ns": 1,
    ]

    /// As CEL's `string(duration)`: seconds with the unit `s`.
    static func shown(_ span: Span) -> String {
        let magnitude = span.milliseconds.magnitude
        let sign = span.milliseconds < 0 ? "-" : ""
        guard magnitude % 1_000 != 0 else { return "\(sign)\(magnitude / 1_000)s" }
        var fraction = String(magnitude % 1_000 + 1_000).dropFirst()
        while fraction.hasSuffix("0") { fraction = fraction.dropLast() }
        return "\(sign)\(magnitude / 1_000).\(fraction)s"
    }

    // MARK: Parts

    private static func part(_ name: String, _ body: @escaping @Sendable (Local) -> Int64) -> RuleFunction {
        RuleFunction(
            name,
            .member,
            [
                Signature([.timestamp], .int), Signature([.timestamp, .string], .int), Signature([.date], .int),
            ]
        ) { values throws(RuleFault) in
            switch (values[0], values.count > 1 ? values[1] : .null) {
            case (.timestamp(let moment), .null): return .int(body(Local(moment, offsetMinutes: 0)))
            case (.timestamp(let moment), .string(let zone)): return .int(body(try Local(moment, in: zone)))
            case (.date(let date), .null): return .int(body(Local(date: date, millisecond: 0)))
            default: throw values.noOverload(name)
            }
        }
    }

    /// Of a timestamp the part of the day; of a duration the whole in that unit (`getMilliseconds`: the part below a second).
    private static func clockPart(_ name: String, perUnit: Int64, modulo: Int64) -> RuleFunction {
        RuleFunction(
            name,
            .member,
            [
                Signature([.timestamp], .int), Signature([.timestamp, .string], .int), Signature([.duration], .int),
            ]
        ) { values throws(RuleFault) in
            switch (values[0], values.count > 1 ? values[1] : .null) {
            case (.timestamp(let moment), .null):
                return .int(Local(moment, offsetMinutes: 0).millisecond / perUnit % modulo)
            case (.timestamp(let moment), .string(let zone)):
                return .int(try Local(moment, in: zone).millisecond / perUnit % modulo)
            case (.duration(let span), .null):
                return .int(perUnit == 1 ? span.milliseconds % 1_000 : span.milliseconds / perUnit)
            default: throw values.noOverload(name)
            }
        }
    }
}

/// A moment as a wall clock shows it.
struct Local: Sendable {
    let date: CivilDate
    /// Since midnight.
    let millisecond: Int64

    init(date: CivilDate, millisecond: Int64) {
        self.date = date
        self.millisecond = millisecond
    }

    init(_ moment: Moment, offsetMinutes: Int) {
        let shifted = moment.milliseconds + Int64(offsetMinutes) * 60_000
        var day = shifted / TimeFunctions.dayMilliseconds
        if shifted % TimeFunctions.dayMilliseconds < 0 { day -= 1 }
        date = CivilDate(daysSinceEpoch: Int(day))
        millisecond = shifted - day * TimeFunctions.dayMilliseconds
    }

    /// `zone`: UTC, an Indonesian zone by its IANA name or label, or an offset such as `+07:00`.
    ///
    /// The machine's zone files are not read: the same rule gives the same answer everywhere.
    init(_ moment: Moment, in zone: String) throws(RuleFault) {
        let known = [
            "UTC": 0, "GMT": 0, "Etc/UTC": 0, "Asia/Jakarta": 420, "Asia/Pontianak": 420, "WIB": 420,
            "Asia/Makassar": 480,
            "WITA": 480, "Asia/Jayapura": 540, "WIT": 540,
        ]
        guard let minutes = known[zone] ?? Self.offset(zone) else {
            throw RuleFault(.unknownZone(zone))
        }
        self.init(moment, offsetMinutes: minutes)
    }

    /// `+07:00`, `-09:30`, `02:00`.
    private static func offset(_ text: String) -> Int? {
        let isNegative = text.hasPrefix("-")
        let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : Substring(text)
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(\.isDigit) }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < 24, minutes < 60
        else { return nil }
        return (isNegative ? -1 : 1) * (hours * 60 + minutes)
    }
}
