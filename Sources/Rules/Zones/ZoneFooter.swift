internal import Civic

/// The rule at the end of a TZif file for all years to come: `CET-1CEST,M3.5.0,M10.5.0/3` (RFC 9636 §3.3, POSIX TZ).
struct ZoneFooter: Sendable {
    private let standard: Int
    private let summer: (offset: Int, from: Change, until: Change)?

    /// When the clocks change: a day of the year, and seconds of local time after its midnight.
    private struct Change: Sendable {
        enum Day: Sendable {
            /// Month, week 1 to 5 (5: the last), weekday 0 to 6 from Sunday.
            case month(Int, week: Int, weekday: Int)
            /// 1 to 365, 29 February never counted.
            case julian(Int)
            /// 0 to 365, 29 February counted.
            case day(Int)
        }

        let day: Day
        let seconds: Int

        /// Local seconds since 1970 of the change in that year.
        func local(in year: Int) -> Int64 {
            let first = Self.days(year, 1, 1)
            let days: Int
            switch day {
            case .julian(let number):
                let isLeap = Self.days(year + 1, 1, 1) - first == 366
                days = first + number - 1 + (isLeap && number > 59 ? 1 : 0)
            case .day(let number): days = first + number
            case .month(let month, let week, let weekday):
                let start = Self.days(year, month, 1)
                // 1970-01-01 was a Thursday: day 4 from Sunday.
                let ahead = ((weekday - start - 4) % 7 + 7) % 7
                let length = CivilDate.length(year: year, month: month)
                let candidate = ahead + (week - 1) * 7
                days = start + (candidate < length ? candidate : candidate - 7)
            }
            return Int64(days) * 86_400 + Int64(seconds)
        }

        private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
            let within = min(max(year, 1), 9999)
            return (try? CivilDate(year: within, month: month, day: day))?.daysSinceEpoch ?? 0
        }
    }

    /// Nil for a text that is no such rule.
    init?(_ text: String) {
        var reader = Reader(bytes: Array(text.utf8))
        guard reader.skipName(), let west = reader.time() else { return nil }
        standard = -west
        guard !reader.isAtEnd else {
            summer = nil
            return
        }
        guard reader.skipName() else { return nil }
        var offset = standard + 3_600
        if !reader.isNext(",") {
            guard let west = reader.time() else { return nil }
            offset = -west
        }
        guard reader.take(","), let from = reader.change(), reader.take(","), let until = reader.change(),
            reader.isAtEnd
        else { return nil }
        summer = (offset, from, until)
    }

    func offsetSeconds(at seconds: Int64) -> Int {
        guard let summer else { return standard }
        let year = CivilDate(daysSinceEpoch: Int((seconds + Int64(standard)).flooredDivision(by: 86_400).quotient)).year
        // The change to summer is told in winter's time, the change back in summer's.
        let from = summer.from.local(in: year) - Int64(standard)
        let until = summer.until.local(in: year) - Int64(summer.offset)
        let isSummer = from < until ? seconds >= from && seconds < until : seconds >= from || seconds < until
        return isSummer ? summer.offset : standard
    }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { at == bytes.count }
        func isNext(_ symbol: Unicode.Scalar) -> Bool { at < bytes.count && bytes[at] == UInt8(ascii: symbol) }
        mutating func take(_ symbol: Unicode.Scalar) -> Bool {
            guard isNext(symbol) else { return false }
            at += 1
            return true
        }

        /// `CET`, or `<+0530>` in angle brackets.
        mutating func skipName() -> Bool {
            let start = at
            if take("<") {
                while at < bytes.count, !isNext(">") { at += 1 }
                return take(">")
            }
            while at < bytes.count, bytes[at].isLetter { at += 1 }
            return at - start >= 3
        }

        mutating func number() -> Int? {
            let start = at
            var value = 0
            while at < bytes.count, bytes[at].isDigit, at - start < 4 {
                value = value * 10 + Int(bytes[at] - UInt8(ascii: "0"))
                at += 1
            }
            return at > start ? value : nil
        }

        /// `[+|-]hh[:mm[:ss]]` in seconds.
        mutating func time() -> Int? {
            let isNegative = take("-")
            if !isNegative { _ = take("+") }
            guard var seconds = number().map({ $0 * 3_600 }) else { return nil }
            for unit in [60, 1] where take(":") {
                guard let part = number() else { return nil }
                seconds += part * unit
            }
            return isNegative ? -seconds : seconds
        }

        mutating func change() -> Change? {
            let day: Change.Day
            if take("M") {
                guard let month = number(), take("."), let week = number(), take("."), let weekday = number(),
                    (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
                else { return nil }
                day = .month(month, week: week, weekday: weekday)
            } else if take("J") {
                guard let number = number(), (1...365).contains(number) else { return nil }
                day = .julian(number)
            } else {
                guard let number = number(), number <= 365 else { return nil }
                day = .day(number)
            }
            guard take("/") else { return Change(day: day, seconds: 7_200) }
            return time().map { Change(day: day, seconds: $0) }
        }
    }
}
