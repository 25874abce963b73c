/// A day of the week as ISO 8601 counts them: Monday is 1.
package enum Weekday: Int, CaseIterable, Sendable, Comparable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    package static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}

/// A date of the Gregorian calendar, without a zone; one integer inside.
package struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01, negative before it.
    package let daysSinceEpoch: Int

    package init(daysSinceEpoch: Int) { self.daysSinceEpoch = daysSinceEpoch }

    /// Throws for a day that does not exist, and for years before 1 or after 9999.
    package init(year: Int, month: Int, day: Int) throws(CivicError) {
        guard Self.exists(year: year, month: month, day: day) else {
            throw .date(typed: "\(year)-\(month)-\(day)")
        }
        daysSinceEpoch = Self.days(year: year, month: month, day: day)
    }

    /// Reads `2026-11-24`.
    package init(iso text: String) throws(CivicError) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            Self.exists(year: year, month: month, day: day)
        else { throw .date(typed: text) }
        daysSinceEpoch = Self.days(year: year, month: month, day: day)
    }

    package static func < (left: CivilDate, right: CivilDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

    /// Year, month and day at once; each of the three properties computes all of them.
    package var parts: (year: Int, month: Int, day: Int) {
        // Days from 0000-03-01 in eras of 400 years, as in Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package var year: Int { parts.year }
    package var month: Int { parts.month }
    package var day: Int { parts.day }

    package var weekday: Weekday {
        let index = ((daysSinceEpoch + 3) % 7 + 7) % 7
        return Weekday.allCases[index]
    }

    /// `2026-11-24`.
    package var iso: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(10)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Local midnight at which the date begins.
    package func start(in zone: Zone) -> Moment {
        Moment(milliseconds: Int64(daysSinceEpoch) * Moment.dayMilliseconds - Int64(zone.offsetMinutes) * 60_000)
    }

    package func adding(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }

    /// The same day of a later month, or that month's last day where it has no such day.
    package func adding(months: Int) -> CivilDate {
        let (year, month, day) = parts
        let count = year * 12 + month - 1 + months
        let newYear = count >= 0 ? count / 12 : (count - 11) / 12
        let newMonth = count - newYear * 12 + 1
        let lastDay = Self.length(year: newYear, month: newMonth)
        return CivilDate(daysSinceEpoch: Self.days(year: newYear, month: newMonth, day: min(day, lastDay)))
    }

    /// Completed years until another date, as an age is counted; negative when it lies before.
    package func years(until other: CivilDate) -> Int {
        guard self <= other else { return -other.years(until: self) }
        let (from, to) = (parts, other.parts)
        return to.year - from.year - ((to.month, to.day) < (from.month, from.day) ? 1 : 0)
    }

    package static func - (left: CivilDate, right: CivilDate) -> Int { left.daysSinceEpoch - right.daysSinceEpoch }

    func append(to bytes: inout [UInt8]) {
        let (year, month, day) = parts
        if year < 0 { bytes.append(0x2D) }
        Civic.append(abs(year), width: 4, to: &bytes)
        bytes.append(0x2D)
        Civic.append(month, width: 2, to: &bytes)
        bytes.append(0x2D)
        Civic.append(day, width: 2, to: &bytes)
    }

    static func exists(year: Int, month: Int, day: Int) -> Bool {
        (1...9999).contains(year) && (1...12).contains(month) && day >= 1 && day <= length(year: year, month: month)
    }

    /// Days of a month, 28 to 31.
    package static func length(year: Int, month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension CivilDate: SpelledAsText, ExpressibleByStringLiteral {
    package var spelled: String { iso }
    package init(spelled: String) throws(CivicError) { try self.init(iso: spelled) }

    /// A date in the program, `"2026-11-24"`.
    package init(stringLiteral value: String) {
        guard let date = try? CivilDate(iso: value) else {
            preconditionFailure("a date in the program does not exist: \(value)")
        }
        self = date
    }
}
