/// Working time of one office: weekly hours, seasons with other hours, and closed days.
///
/// Dated data, never code. Sums over days are kept in a table, so every answer costs O(log days) however long the clock.
package struct WorkingCalendar: Sendable {
    /// Names the data that this calendar was made of; events record it.
    package let version: String
    package let zone: Zone
    /// The week that the calendar was given; where rules open the office (``opening``), they stand in its place.
    package let hours: WeeklyHours
    package let opening: OpeningHours
    package let seasons: [Season]
    /// Closed days with the reason.
    package let closed: [CivilDate: String]
    private let table: CalendarTable

    /// A calendar of closed days and hours; where seasons overlap, the first counts.
    ///
    /// Dates lie in ``Limits/calendarYears``. Rules of opening hours are followed in ``Limits/openingRuleYears``, and outside
    /// them the nearest 28 years repeat.
    package init(
        version: String,
        zone: Zone,
        hours: WeeklyHours,
        closed: [CivilDate: String],
        seasons: [Season] = []
    ) {
        self.init(version, zone, hours, .weekly(hours), closed, seasons, Limits.openingRuleYears)
    }

    private init(
        _ version: String,
        _ zone: Zone,
        _ hours: WeeklyHours,
        _ opening: OpeningHours,
        _ closed: [CivilDate: String],
        _ seasons: [Season],
        _ years: ClosedRange<Int>
    ) {
        let isListed = { (date: CivilDate) in Limits.calendarYears.contains(date.year) }
        precondition(
            closed.keys.allSatisfy(isListed)
                && seasons.allSatisfy { isListed($0.days.lowerBound) && isListed($0.days.upperBound) },
            "a calendar lists dates from 1945 to 2200"
        )
        (self.version, self.zone, self.hours, self.opening) = (version, zone, hours, opening)
        (self.closed, self.seasons) = (closed, seasons)
        table = CalendarTable(
            opening,
            seasons: seasons,
            closed: Set(closed.keys.map(\.daysSinceEpoch)),
            window: OpeningWindow(years)
        )
    }

    /// The calendar of an office with hours of its own: this one's zone and closed days, and the seasons that are given.
    ///
    /// Its version names this one's and what is its own. `keepsHolidays` is false where it is open on closed days too.
    package func opened(
        by opening: OpeningHours,
        seasons: [Season] = [],
        keepsHolidays: Bool = true,
        years: ClosedRange<Int> = Limits.openingRuleYears
    ) -> WorkingCalendar {
        var print = Fingerprint()
        print.take(opening.text)
        print.take(seasons: seasons)
        print.take("\(keepsHolidays) \(years)")
        let week = if case .weekly(let week) = opening { week } else { hours }
        return WorkingCalendar(
            "\(version)+\(print.text)",
            zone,
            week,
            opening,
            keepsHolidays ? closed : [:],
            seasons,
            years
        )
    }

    // MARK: Days

    /// The open times of a date in minutes of the day; none on closed days.
    package func open(on date: CivilDate) -> [Range<Int>] { table.open(date.daysSinceEpoch) }

    /// True when there is any open time on the date.
    package func isWorkday(_ date: CivilDate) -> Bool { !table.open(date.daysSinceEpoch).isEmpty }

    /// Years that closed days are listed of; outside them nobody has said yet which days will be closed.
    package var listedYears: ClosedRange<Int>? {
        guard let first = closed.keys.min(), let last = closed.keys.max() else { return nil }
        return first.year...last.year
    }

    /// True in open time; the closing minute itself is closed.
    package func isOpen(at moment: Moment) -> Bool {
        open(on: moment.date(in: zone)).contains { $0.contains(moment.minuteOfDay(in: zone)) }
    }

    /// Workdays from one date to before another; negative when they stand the other way round.
    package func workdays(from: CivilDate, to: CivilDate) -> Workdays {
        Workdays(table.sum(to: to.daysSinceEpoch).workdays - table.sum(to: from.daysSinceEpoch).workdays)
    }

    /// The workday so many after a date, or before it where the number is negative; for none the first on or after it.
    package func date(after date: CivilDate, _ workdays: Workdays) -> CivilDate {
        let count = min(max(workdays.count, -Limits.spanDaysMax), Limits.spanDaysMax)
        guard count != 0 else { return workday(onOrAfter: date) }
        let start = date.daysSinceEpoch + (count > 0 ? 1 : 0)
        let number = table.sum(to: start).workdays + count + (count > 0 ? 0 : 1)
        return count > 0 ? workday(numbered: number, from: start) : workday(numbered: number, before: start)
    }

    /// The first workday on or after a date.
    package func workday(onOrAfter date: CivilDate) -> CivilDate {
        workday(numbered: table.sum(to: date.daysSinceEpoch).workdays + 1, from: date.daysSinceEpoch)
    }

    /// When the last open time of a date ends; its midnight at the end where it has none.
    package func closing(of date: CivilDate) -> Moment {
        date.start(in: zone) + .minutes(open(on: date).last?.upperBound ?? 1_440)
    }

    // MARK: Working time

    /// Whole working minutes between two moments; negative when they stand the other way round.
    package func workingMinutes(from: Moment, to: Moment) -> Int {
        Int(workingTime(from: from, to: to).milliseconds / 60_000)
    }

    /// Working time between two moments to the millisecond; negative when they stand the other way round.
    package func workingTime(from: Moment, to: Moment) -> Span {
        Span(milliseconds: worked(until: to) - worked(until: from))
    }

    /// The earliest moment by which so many working minutes have passed; the moment itself for none or fewer.
    package func moment(after start: Moment, workingMinutes: Int) -> Moment {
        moment(after: start, workingTime: .minutes(min(max(workingMinutes, 0), Limits.spanDaysMax * 1_440)))
    }

    /// The earliest moment by which so much working time has passed; the moment itself for none or less.
    package func moment(after start: Moment, workingTime: Span) -> Moment {
        let span = min(workingTime, .days(Limits.spanDaysMax))
        guard span > .zero else { return start }
        let goal = worked(until: start) + span.milliseconds
        let goalMinutes = Int(-floorDivide(-goal, by: 60_000).quotient)
        let day = firstDay(from: start.date(in: zone).daysSinceEpoch) {
            self.table.sum(to: $0 + 1).minutes >= goalMinutes
        }
        var left = goal - Int64(table.sum(to: day).minutes) * 60_000
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
    package func due(received: Moment, workdays: Workdays) -> Moment {
        let count = min(max(workdays.count, 0), Limits.spanDaysMax)
        var date = received.date(in: zone)
        if let last = open(on: date).last, received.minuteOfDay(in: zone) >= last.upperBound {
            date = date.adding(days: 1)
        }
        let receipt = workday(onOrAfter: date)
        let number = table.sum(to: receipt.daysSinceEpoch).workdays + 1 + count
        return closing(of: workday(numbered: number, from: receipt.daysSinceEpoch))
    }

    /// When something received is due after so many days of the calendar, of 24 hours each.
    package func due(received: Moment, calendarDays: CalendarDays) -> Moment {
        received + .days(min(max(calendarDays.count, 0), Limits.spanDaysMax))
    }

    // MARK: Sums

    /// Working milliseconds from the first day of the table to a moment.
    private func worked(until moment: Moment) -> Int64 {
        let date = moment.date(in: zone)
        let time = moment.millisecondOfDay(in: zone)
        var total = Int64(table.sum(to: date.daysSinceEpoch).minutes) * 60_000
        for range in open(on: date) {
            total += min(max(time - Int64(range.lowerBound) * 60_000, 0), Int64(range.count) * 60_000)
        }
        return total
    }

    private func workday(numbered number: Int, from day: Int) -> CivilDate {
        CivilDate(daysSinceEpoch: firstDay(from: day) { self.table.sum(to: $0 + 1).workdays >= number })
    }

    private func workday(numbered number: Int, before day: Int) -> CivilDate {
        var width = 8
        while table.sum(to: day - width).workdays >= number { width *= 2 }
        return workday(numbered: number, from: day - width)
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
}
