/// Date and time of day as a clock on a wall shows them: no zone, whole seconds.
package struct WallTime: Hashable, Comparable, Sendable {
    package let date: CivilDate
    /// Seconds since midnight, 0 to 86,399.
    package let second: Int

    package init(date: CivilDate, second: Int) {
        precondition((0..<86_400).contains(second), "a day has 86,400 seconds")
        (self.date, self.second) = (date, second)
    }

    /// Seconds since the midnight before 1970-01-01 on the same wall.
    var absoluteSecond: Int { date.daysSinceEpoch * 86_400 + second }

    init(absoluteSecond: Int) {
        let (day, rest) = floorDivide(Int64(absoluteSecond), by: 86_400)
        self.init(date: CivilDate(daysSinceEpoch: Int(day)), second: Int(rest))
    }

    package static func < (left: WallTime, right: WallTime) -> Bool {
        left.absoluteSecond < right.absoluteSecond
    }
}

/// A date or time as iCalendar knows it: a whole day, a time on any wall, in one of Indonesia's zones, or in UTC
/// (RFC 5545 §3.3.4, §3.3.5).
package enum CalendarTime: Hashable, Sendable {
    case date(CivilDate)
    case floating(WallTime)
    case zoned(WallTime, Zone)
    case utc(WallTime)

    /// Midnight where it is a whole day.
    package var wall: WallTime {
        switch self {
        case .date(let date): WallTime(date: date, second: 0)
        case .floating(let wall), .zoned(let wall, _), .utc(let wall): wall
        }
    }

    /// The moment that is meant, where a day or a floating time is read in `zone`.
    package func moment(in zone: Zone) -> Moment {
        let offset =
            switch self {
            case .date, .floating: zone.offsetMinutes
            case .zoned(_, let own): own.offsetMinutes
            case .utc: 0
            }
        return Moment(milliseconds: Int64(wall.absoluteSecond - offset * 60) * 1_000)
    }

    /// The same kind of time on another wall.
    func with(_ wall: WallTime) -> CalendarTime {
        switch self {
        case .date: .date(wall.date)
        case .floating: .floating(wall)
        case .zoned(_, let zone): .zoned(wall, zone)
        case .utc: .utc(wall)
        }
    }

    /// What the wall of `other` shows at this time; days and floating times are taken as they stand.
    func wall(as other: CalendarTime) -> WallTime {
        let from =
            switch self {
            case .utc: 0
            case .zoned(_, let zone): zone.offsetMinutes
            case .date, .floating: Int?.none
            }
        let to =
            switch other {
            case .utc: 0
            case .zoned(_, let zone): zone.offsetMinutes
            case .date, .floating: Int?.none
            }
        guard let from, let to else { return wall }
        return WallTime(absoluteSecond: wall.absoluteSecond + (to - from) * 60)
    }
}

extension CalendarTime: CustomStringConvertible {
    /// `19970902`, `19970902T090000`, `19970902T090000Z` or `TZID=Asia/Jakarta:19970902T090000`.
    package var description: String {
        switch self {
        case .date(let date): Self.compact(date)
        case .floating(let wall): Self.compact(wall)
        case .zoned(let wall, let zone): "TZID=\(zone.ianaName):\(Self.compact(wall))"
        case .utc(let wall): Self.compact(wall) + "Z"
        }
    }

    /// Reads what `description` writes; nil for anything else, and for days that do not exist.
    package init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        var zone: Zone?
        let mark = "TZID="
        if text.hasPrefix(mark) {
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
                let known = Zone(iana: String(decoding: bytes[mark.utf8.count..<colon], as: UTF8.self))
            else { return nil }
            zone = known
            bytes = bytes[(colon + 1)...]
        }
        let isUTC = bytes.last == UInt8(ascii: "Z") || bytes.last == UInt8(ascii: "z")
        if isUTC { bytes = bytes.dropLast() }
        let start = bytes.startIndex
        guard bytes.count == 8 || bytes.count == 15, let year = number(bytes[start..<start + 4]),
            let month = number(bytes[start + 4..<start + 6]), let day = number(bytes[start + 6..<start + 8]),
            let date = try? CivilDate(year: year, month: month, day: day)
        else { return nil }
        guard bytes.count == 15 else {
            guard !isUTC, zone == nil else { return nil }
            self = .date(date)
            return
        }
        guard bytes[start + 8] == UInt8(ascii: "T") || bytes[start + 8] == UInt8(ascii: "t"),
            let hour = number(bytes[start + 9..<start + 11]), let minute = number(bytes[start + 11..<start + 13]),
            let second = number(bytes[start + 13..<start + 15]), hour < 24, minute < 60, second <= 60
        else { return nil }
        // A leap second is read as the second before it, as RFC 5545 §3.3.12 asks of who does not keep them.
        let wall = WallTime(date: date, second: hour * 3_600 + minute * 60 + min(second, 59))
        switch (isUTC, zone) {
        case (true, nil): self = .utc(wall)
        case (false, let zone?): self = .zoned(wall, zone)
        case (false, nil): self = .floating(wall)
        case (true, _?): return nil
        }
    }

    private static func compact(_ date: CivilDate) -> String {
        let (year, month, day) = date.parts
        var bytes: [UInt8] = []
        append(year, width: 4, to: &bytes)
        append(month, width: 2, to: &bytes)
        append(day, width: 2, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func compact(_ wall: WallTime) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "T")]
        append(wall.second / 3_600, width: 2, to: &bytes)
        append(wall.second / 60 % 60, width: 2, to: &bytes)
        append(wall.second % 60, width: 2, to: &bytes)
        return compact(wall.date) + String(decoding: bytes, as: UTF8.self)
    }
}
