internal import Civic

/// Timestamps, durations and dates: conversions, limits, and the parts that `getHours()` and its like give.
enum TimeFunctions {
    typealias Signature = RuleFunction.Signature

    static let dayNanoseconds: Int64 = 86_400_000_000_000

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
            RuleFunction("date", .free, dates, takesZone: true, surrounded: date),
            length("days", dayNanoseconds), length("hours", 3_600_000_000_000), length("minutes", 60_000_000_000),
        ]

    private static let dates = [
        Signature([.string], .date), Signature([.date], .date), Signature([.timestamp, .string], .date),
        Signature([.int, .int, .int], .date),
    ]

    private static func date(_ values: [RuleValue], _ surroundings: RuleSurroundings) throws(RuleFault) -> RuleValue {
        switch (values[0], values.count) {
        case (.date, 1): return values[0]
        case (.string(let text), 1):
            guard let date = try? CivilDate(iso: text) else { throw RuleFault(.badValue(text, wanted: "date")) }
            return .date(date)
        case (.timestamp(let time), 2):
            guard let zone = values[1].asString else { throw values.noOverload("date") }
            return .date(try Local(time, in: zone, surroundings).date)
        case (.int(let year), 3):
            guard case .int(let month) = values[1], case .int(let day) = values[2] else {
                throw values.noOverload("date")
            }
            guard let date = try? CivilDate(year: clamped(year), month: clamped(month), day: clamped(day)) else {
                throw RuleFault(.badValue("\(year)-\(month)-\(day)", wanted: "date"))
            }
            return .date(date)
        default: throw values.noOverload("date")
        }
    }

    /// Beyond any year, so that what is out of range stays so.
    private static func clamped(_ number: Int64) -> Int { Int(min(max(number, -10_000), 10_000)) }

    /// `days(3)`: a duration of so many units.
    private static func length(_ name: String, _ nanoseconds: Int64) -> RuleFunction {
        RuleFunction(name, .free, [Signature([.int], .duration)]) { values throws(RuleFault) in
            guard case .int(let count) = values[0] else { throw values.noOverload(name) }
            return try span(count.multipliedReportingOverflow(by: nanoseconds))
        }
    }

    // MARK: Limits

    static func moment(_ time: NanoMoment?) throws(RuleFault) -> RuleValue {
        guard let time else { throw RuleFault(.outOfRange("timestamp")) }
        return .timestamp(time)
    }

    static func span(_ nanoseconds: (partialValue: Int64, overflow: Bool)) throws(RuleFault) -> RuleValue {
        guard !nanoseconds.overflow else { throw RuleFault(.outOfRange("duration")) }
        return .duration(NanoSpan(nanoseconds: nanoseconds.partialValue))
    }

    /// A date moved by whole days; a part of a day does not move a date.
    static func date(_ date: CivilDate, adding nanoseconds: Int64) throws(RuleFault) -> RuleValue {
        guard nanoseconds % dayNanoseconds == 0 else {
            throw RuleFault(.badValue(NanoSpan(nanoseconds: nanoseconds).shown, wanted: "24h × n"))
        }
        return try inRange(date.adding(days: Int(nanoseconds / dayNanoseconds)))
    }

    static func inRange(_ date: CivilDate) throws(RuleFault) -> RuleValue {
        guard (1...9999).contains(date.parts.year) else { throw RuleFault(.outOfRange("date")) }
        return .date(date)
    }

    // MARK: Conversions

    static func timestamp(_ value: RuleValue) throws(RuleFault) -> RuleValue? {
        switch value {
        case .timestamp: return value
        case .int(let seconds): return try moment(NanoMoment(seconds: seconds))
        case .string(let text):
            guard let time = NanoMoment(rfc3339: text) else { throw RuleFault(.badValue(text, wanted: "timestamp")) }
            return .timestamp(time)
        default: return nil
        }
    }

    static func duration(_ value: RuleValue) throws(RuleFault) -> RuleValue? {
        switch value {
        case .duration: return value
        case .string(let text):
            guard let span = try NanoSpan.reading(text) else { throw RuleFault(.badValue(text, wanted: "duration")) }
            return .duration(span)
        default: return nil
        }
    }

    // MARK: Parts

    private static func part(_ name: String, _ body: @escaping @Sendable (Local) -> Int64) -> RuleFunction {
        RuleFunction(
            name,
            .member,
            [Signature([.timestamp], .int), Signature([.timestamp, .string], .int), Signature([.date], .int)],
            takesZone: true
        ) { values, surroundings throws(RuleFault) in
            switch (values[0], values.count > 1 ? values[1] : .null) {
            case (.timestamp(let time), .null): return .int(body(Local(time, offsetSeconds: 0)))
            case (.timestamp(let time), .string(let zone)): return .int(body(try Local(time, in: zone, surroundings)))
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
            [Signature([.timestamp], .int), Signature([.timestamp, .string], .int), Signature([.duration], .int)],
            takesZone: true
        ) { values, surroundings throws(RuleFault) in
            switch (values[0], values.count > 1 ? values[1] : .null) {
            case (.timestamp(let time), .null):
                return .int(Local(time, offsetSeconds: 0).millisecond / perUnit % modulo)
            case (.timestamp(let time), .string(let zone)):
                return .int(try Local(time, in: zone, surroundings).millisecond / perUnit % modulo)
            case (.duration(let span), .null):
                return .int(perUnit == 1 ? span.milliseconds % 1_000 : span.milliseconds / perUnit)
            default: throw values.noOverload(name)
            }
        }
    }
}

/// A point in time as a wall clock shows it, to the millisecond.
struct Local: Sendable {
    let date: CivilDate
    /// Since midnight.
    let millisecond: Int64

    init(date: CivilDate, millisecond: Int64) {
        self.date = date
        self.millisecond = millisecond
    }

    init(_ time: NanoMoment, offsetSeconds: Int) {
        let (day, rest) = (time.milliseconds + Int64(offsetSeconds) * 1_000).flooredDivision(by: 86_400_000)
        date = CivilDate(daysSinceEpoch: Int(day))
        millisecond = rest
    }

    init(_ time: NanoMoment, in zone: String, _ surroundings: RuleSurroundings) throws(RuleFault) {
        self.init(time, offsetSeconds: try surroundings.offsetSeconds(zone, at: time.seconds))
    }
}
