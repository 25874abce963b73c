/// Working time of one office: weekly hours, seasons with other hours, and closed days.
///
/// Dated data, never code. Sums over days are kept in a table, so every answer costs O(log days) however long the clock.
package struct WorkingCalendar: Sendable {
    /// Names the data that this calendar was made of; events record it.
    package let version: String
    package let zone: Zone
    package let hours: WeeklyHours
    package let seasons: [Season]
    /// Closed days with the reason.
    package let closed: [CivilDate: String]

    private let firstDay: Int
    /// Open minutes and workdays from `firstDay` to the start of each day that the table knows.
    private let sums: [Sum]

    private struct Sum {
        var minutes: Int32
        var workdays: Int32
    }

    /// A calendar of closed days and hours; where seasons overlap, the first counts.
    ///
    /// Dates lie in ``Limits/calendarYears``.
    package init(
        version: String,
        zone: Zone,
        hours: WeeklyHours,
        closed: [CivilDate: String],
        seasons: [Season] = []
    ) {
        (self.version, self.zone, self.hours, self.closed, self.seasons) = (version, zone, hours, closed, seasons)
        let dates =
            closed.keys.map(\.daysSinceEpoch)
            + seasons.flatMap { [$0.days.lowerBound.daysSinceEpoch, $0.days.upperBound.daysSinceEpoch] }
        guard let first = dates.min(), let last = dates.max() else {
            firstDay = 0
            sums = [Sum(minutes: 0, workdays: 0)]
            return
        }
        precondition(
            Limits.calendarYears.contains(CivilDate(daysSinceEpoch: first).year)
                && Limits.calendarYears.contains(CivilDate(daysSinceEpoch: last).year),
            "a calendar lists dates from 1945 to 2200"
        )
        firstDay = first
        var sum = Sum(minutes: 0, workdays: 0)
        var sums = [sum]
        sums.reserveCapacity(last - first + 2)
        for day in first...last {
            let open = Self.openMinutes(CivilDate(daysSinceEpoch: day), hours, seasons, closed)
            sum.minutes += Int32(open)
            sum.workdays += open > 0 ? 1 : 0
            sums.append(sum)
        }
        self.sums = sums
    }

    private static func openMinutes(
        _ date: CivilDate,
        _ hours: WeeklyHours,
        _ seasons: [Season],
        _ closed: [CivilDate: String]
    ) -> Int {
        if closed[date] != nil { return 0 }
        let season = seasons.first { $0.days.contains(date) }
        return (season?.hours ?? hours).minutes[date.weekday.rawValue - 1]
    }

    // MARK: Days

    /// The open times of a date in minutes of the day; none on closed days.
    package func open(on date: CivilDate) -> [Range<Int>] {
        if closed[date] != nil { return [] }
        let season = seasons.first { $0.days.contains(date) }
        return (season?.hours ?? hours).open(on: date.weekday)
    }

    /// True when there is any open time on the date.
    package func isWorkday(_ date: CivilDate) -> Bool {
        sum(to: date.daysSinceEpoch).workdays < sum(to: date.daysSinceEpoch + 1).workdays
    }

    /// True in open time; the closing minute itself is closed.
    package func isOpen(at moment: Moment) -> Bool {
        open(on: moment.date(in: zone)).contains { $0.contains(moment.minuteOfDay(in: zone)) }
    }

    /// Workdays from one date to before another; negative when they stand the other way round.
    package func workdays(from: CivilDate, to: CivilDate) -> Int {
        sum(to: to.daysSinceEpoch).workdays - sum(to: from.daysSinceEpoch).workdays
    }

    /// The first workday on or after a date.
    package func workday(onOrAfter date: CivilDate) -> CivilDate {
        workday(numbered: sum(to: date.daysSinceEpoch).workdays + 1, from: date.daysSinceEpoch)
    }

    /// When the last open time of a date ends; its midnight at the end where it has none.
    package func closing(of date: CivilDate) -> Moment {
        date.start(in: zone) + .minutes(open(on: date).last?.upperBound ?? 1_440)
    }

    // MARK: Working time

    /// Whole working minutes between two moments; negative when they stand the other way round.
    package func workingMinutes(from: Moment, to: Moment) -> Int {
        Int((worked(until: to) - worked(until: from)) / 60_000)
    }

    /// The earliest moment by which so many working minutes have passed; the moment itself for none or fewer.
    package func moment(after start: Moment, workingMinutes: Int) -> Moment {
        let minutes = min(workingMinutes, Limits.spanDaysMax * 1_440)
        guard minutes > 0 else { return start }
        let goal = worked(until: start) + Int64(minutes) * 60_000
        let goalMinutes = Int(-floorDivide(-goal, by: 60_000).quotient)
        let day = firstDay(from: start.date(in: zone).daysSinceEpoch) { self.sum(to: $0 + 1).minutes >= goalMinutes }
        var left = goal - Int64(sum(to: day).minutes) * 60_000
        let date = CivilDate(daysSinceEpoch: day)
        for range in open(on: date) {
            let length = Int64(range.count) * 60_000
            if left <= length {
                return date.start(in: zone) + .minutes(range.lowerBound) + Span(milliseconds: left)
            }
            left -= length
        }
        preconditionFailure("the sums of a calendar agree with its hours")
    }

    /// When something received is due after so many workdays: the closing time of the last of them.
    ///
    /// The count begins on the workday after receipt; what comes after hours or on a closed day is received on the next
    /// workday (UU 25/2009 practice; `hari kerja`). None or fewer: the end of the day of receipt.
    package func due(received: Moment, workdays: Int) -> Moment {
        let count = min(max(workdays, 0), Limits.spanDaysMax)
        var date = received.date(in: zone)
        if let last = open(on: date).last, received.minuteOfDay(in: zone) >= last.upperBound {
            date = date.adding(days: 1)
        }
        let receipt = workday(onOrAfter: date)
        let number = sum(to: receipt.daysSinceEpoch).workdays + 1 + count
        return closing(of: workday(numbered: number, from: receipt.daysSinceEpoch))
    }

    // MARK: Sums

    /// Working milliseconds from the first day of the table to a moment.
    private func worked(until moment: Moment) -> Int64 {
        let date = moment.date(in: zone)
        let time = moment.millisecondOfDay(in: zone)
        var total = Int64(sum(to: date.daysSinceEpoch).minutes) * 60_000
        for range in open(on: date) {
            total += min(max(time - Int64(range.lowerBound) * 60_000, 0), Int64(range.count) * 60_000)
        }
        return total
    }

    private func workday(numbered number: Int, from day: Int) -> CivilDate {
        CivilDate(daysSinceEpoch: firstDay(from: day) { self.sum(to: $0 + 1).workdays >= number })
    }

    /// The first day that meets a condition which, once met, stays met.
    private func firstDay(from start: Int, where isMet: (Int) -> Bool) -> Int {
        var width = 8
        while !isMet(start + width) { width *= 2 }
        var (low, high) = (start, start + width)
        while low < high {
            let middle = low + (high - low) / 2
            if isMet(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Open minutes and workdays from the first day of the table to the start of a day, negative before it.
    private func sum(to day: Int) -> (minutes: Int, workdays: Int) {
        let index = day - firstDay
        if index < 0 {
            let before = ordinary(from: day, to: firstDay)
            return (-before.minutes, -before.workdays)
        }
        if index < sums.count { return (Int(sums[index].minutes), Int(sums[index].workdays)) }
        let last = sums[sums.count - 1]
        let after = ordinary(from: firstDay + sums.count - 1, to: day)
        return (Int(last.minutes) + after.minutes, Int(last.workdays) + after.workdays)
    }

    /// The same by weekly hours alone, for days outside the table.
    private func ordinary(from: Int, to: Int) -> (minutes: Int, workdays: Int) {
        let (weeks, rest) = (to - from).quotientAndRemainder(dividingBy: 7)
        var minutes = weeks * hours.total
        var workdays = weeks * hours.minutes.count { $0 > 0 }
        for day in (to - rest)..<to {
            let open = hours.minutes[CivilDate(daysSinceEpoch: day).weekday.rawValue - 1]
            minutes += open
            workdays += open > 0 ? 1 : 0
        }
        return (minutes, workdays)
    }
}
