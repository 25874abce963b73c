/// A length of time in milliseconds, possibly negative.
package struct Span: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static let zero = Span(milliseconds: 0)
    package static func milliseconds(_ count: Int) -> Span { Span(milliseconds: Int64(count)) }
    package static func seconds(_ count: Int) -> Span { Span(milliseconds: Int64(count) * 1_000) }
    package static func minutes(_ count: Int) -> Span { Span(milliseconds: Int64(count) * 60_000) }
    package static func hours(_ count: Int) -> Span { Span(milliseconds: Int64(count) * 3_600_000) }
    package static func days(_ count: Int) -> Span { Span(milliseconds: Int64(count) * Moment.dayMilliseconds) }

    package static func < (left: Span, right: Span) -> Bool { left.milliseconds < right.milliseconds }
    package static func + (left: Span, right: Span) -> Span {
        Span(milliseconds: left.milliseconds + right.milliseconds)
    }
    package static func - (left: Span, right: Span) -> Span {
        Span(milliseconds: left.milliseconds - right.milliseconds)
    }
    package static func * (left: Span, count: Int) -> Span { Span(milliseconds: left.milliseconds * Int64(count)) }
    package static prefix func - (span: Span) -> Span { Span(milliseconds: -span.milliseconds) }
}

extension Span: Codable {
    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

/// A point in time in milliseconds since 1970-01-01T00:00:00Z, without leap seconds; coded as an RFC 3339 text.
package struct Moment: Hashable, Comparable, Sendable {
    static let dayMilliseconds: Int64 = 86_400_000

    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The start of 1970 in UTC.
    package static let epoch = Moment(milliseconds: 0)

    package static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }
    package static func + (moment: Moment, span: Span) -> Moment {
        Moment(milliseconds: moment.milliseconds + span.milliseconds)
    }
    package static func - (moment: Moment, span: Span) -> Moment {
        Moment(milliseconds: moment.milliseconds - span.milliseconds)
    }
    package static func - (left: Moment, right: Moment) -> Span {
        Span(milliseconds: left.milliseconds - right.milliseconds)
    }
    package static func += (moment: inout Moment, span: Span) { moment = moment + span }

    /// The date that a calendar on the wall shows in a zone.
    package func date(in zone: Zone) -> CivilDate {
        CivilDate(daysSinceEpoch: Int(local(zone).day))
    }

    /// Minutes since local midnight, 0 to 1439.
    package func minuteOfDay(in zone: Zone) -> Int { Int(local(zone).millisecond / 60_000) }

    /// Milliseconds since local midnight.
    func millisecondOfDay(in zone: Zone) -> Int64 { local(zone).millisecond }

    private func local(_ zone: Zone) -> (day: Int64, millisecond: Int64) {
        let (day, rest) = floorDivide(milliseconds, by: Self.dayMilliseconds)
        let shifted = rest + Int64(zone.offsetMinutes) * 60_000
        return shifted < Self.dayMilliseconds ? (day, shifted) : (day + 1, shifted - Self.dayMilliseconds)
    }
}

// MARK: RFC 3339

extension Moment {
    /// In UTC, `2026-11-24T05:45:27Z`; milliseconds only when they are not zero.
    package var rfc3339: String { text(offsetMinutes: 0) }

    /// In local time with its offset, `2026-11-24T12:45:27+07:00`.
    package func rfc3339(in zone: Zone) -> String { text(offsetMinutes: zone.offsetMinutes) }

    private func text(offsetMinutes: Int) -> String {
        let shifted = milliseconds &+ Int64(offsetMinutes) * 60_000
        let (day, rest) = floorDivide(shifted, by: Self.dayMilliseconds)
        let date = CivilDate(daysSinceEpoch: Int(day))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(29)
        date.append(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        let seconds = Int(rest / 1_000)
        Civic.append(seconds / 3_600, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Civic.append(seconds / 60 % 60, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Civic.append(seconds % 60, width: 2, to: &bytes)
        let fraction = Int(rest % 1_000)
        if fraction != 0 {
            bytes.append(UInt8(ascii: "."))
            Civic.append(fraction, width: 3, to: &bytes)
        }
        if offsetMinutes == 0 {
            bytes.append(UInt8(ascii: "Z"))
        } else {
            bytes.append(UInt8(ascii: "+"))
            Civic.append(offsetMinutes / 60, width: 2, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            Civic.append(offsetMinutes % 60, width: 2, to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads date, time and offset (`Z`, `+07:00`); fractions beyond milliseconds are cut, second 60 is the next minute.
    package init(rfc3339 text: String) throws(CivicError) {
        guard let moment = Self.parse(Array(text.utf8)) else { throw .moment(typed: text) }
        self = moment
    }

    private static func parse(_ bytes: [UInt8]) -> Moment? {
        guard bytes.count >= 20, bytes.count <= 40, bytes[4] == 0x2D, bytes[7] == 0x2D,
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == 0x3A, bytes[16] == 0x3A,
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            hour < 24, minute < 60, second <= 60, CivilDate.exists(year: year, month: month, day: day)
        else { return nil }
        var at = 19
        var fraction = 0
        if bytes[at] == UInt8(ascii: ".") {
            at += 1
            let start = at
            while at < bytes.count, let digit = digitValue(bytes[at]) {
                if at - start < 3 { fraction = fraction * 10 + digit }
                at += 1
            }
            guard at > start else { return nil }
            for _ in min(at - start, 3)..<3 { fraction *= 10 }
        }
        guard let offset = offsetMinutes(bytes[at...]) else { return nil }
        let days = CivilDate.days(year: year, month: month, day: day)
        let minutes = days * 1_440 + hour * 60 + minute - offset
        return Moment(milliseconds: Int64(minutes) * 60_000 + Int64(second) * 1_000 + Int64(fraction))
    }

    private static func offsetMinutes(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let sign = bytes.first else { return nil }
        let rest = bytes.dropFirst()
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return rest.isEmpty ? 0 : nil }
        guard sign == 0x2B || sign == 0x2D, rest.count == 5, rest[rest.startIndex + 2] == 0x3A,
            let hours = number(rest.prefix(2)), let minutes = number(rest.suffix(2)), hours < 24, minutes < 60
        else { return nil }
        return (sign == 0x2D ? -1 : 1) * (hours * 60 + minutes)
    }
}

extension Moment: SpelledAsText {
    package var spelled: String { rfc3339 }
    package init(spelled: String) throws(CivicError) { try self.init(rfc3339: spelled) }
}
