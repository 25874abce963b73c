/// A number of working days: counted on a ``WorkingCalendar``, never mixed with ``CalendarDays``.
///
/// Both stand in the laws ("hari kerja", "hari"), and a deadline of one is not one of the other.
package struct Workdays: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    package let count: Int

    package init(_ count: Int) { self.count = count }
    package init(integerLiteral value: Int) { count = value }

    package static func < (left: Workdays, right: Workdays) -> Bool { left.count < right.count }
    package static func + (left: Workdays, right: Workdays) -> Workdays { Workdays(left.count + right.count) }
    package static prefix func - (days: Workdays) -> Workdays { Workdays(-days.count) }
}

/// A number of days of the calendar, weekends and holidays included.
package struct CalendarDays: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    package let count: Int

    package init(_ count: Int) { self.count = count }
    package init(integerLiteral value: Int) { count = value }

    package static func < (left: CalendarDays, right: CalendarDays) -> Bool { left.count < right.count }
    package static func + (left: CalendarDays, right: CalendarDays) -> CalendarDays {
        CalendarDays(left.count + right.count)
    }
    package static prefix func - (days: CalendarDays) -> CalendarDays { CalendarDays(-days.count) }
}

extension CivilDate {
    package static func + (date: CivilDate, days: CalendarDays) -> CivilDate { date.adding(days: days.count) }

    /// Days of the calendar from this date to another; negative where it lies before.
    package func days(until other: CivilDate) -> CalendarDays { CalendarDays(other - self) }
}
