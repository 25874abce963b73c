import Civic
import Definition

/// Time as one clock counts it: working time of the office, or every minute of every day.
struct ClockTime {
    enum Kind {
        /// Working time of `calendar`.
        case office
        /// Every minute of every day.
        case always
    }

    let calendar: WorkingCalendar
    let kind: Kind

    /// Whole minutes between two moments; negative when they stand the other way round.
    func minutes(from: Moment, to: Moment) -> Int {
        switch kind {
        case .office: calendar.workingMinutes(from: from, to: to)
        case .always: Int((to - from).milliseconds / 60_000)
        }
    }

    /// The earliest moment by which so many minutes have passed; the moment itself for none or fewer.
    func moment(after start: Moment, minutes: Int) -> Moment {
        guard minutes > 0 else { return start }
        switch kind {
        case .office: return calendar.moment(after: start, workingMinutes: minutes)
        case .always: return start + .minutes(minutes)
        }
    }
}

/// A target as it was worked out for one case.
enum ResolvedTarget: Equatable {
    case workdays(Int)
    /// Plain days of 24 hours, weekends and holidays included.
    case calendarDays(Int)
    case minutes(Int)
}

extension CompiledClock {
    func time(on calendar: WorkingCalendar, for target: ResolvedTarget? = nil) -> ClockTime {
        if case .calendarDays = element.target { return ClockTime(calendar: calendar, kind: .always) }
        if case .calendarDays? = target { return ClockTime(calendar: calendar, kind: .always) }
        switch element.calendar {
        case .office: return ClockTime(calendar: calendar, kind: .office)
        case .always: return ClockTime(calendar: calendar, kind: .always)
        case .named: return ClockTime(calendar: opening?.calendar(for: calendar) ?? calendar, kind: .office)
        }
    }

    /// A fresh stretch that begins now.
    func begin(_ target: ResolvedTarget, at: Moment, on calendar: WorkingCalendar) -> ClockRun {
        let time = time(on: calendar, for: target)
        let due: Moment
        var workdays: Int?
        switch (target, time.kind) {
        case (.workdays(let days), .office):
            due = time.calendar.due(received: at, workdays: Workdays(days))
            workdays = days
        case (.workdays(let days), .always), (.calendarDays(let days), _): due = at + .days(days)
        case (.minutes(let minutes), _): due = time.moment(after: at, minutes: minutes)
        }
        let total = max(1, time.minutes(from: at, to: due))
        return run(from: at, due: due, left: total, total: total, workdays: workdays, marked: 0, time)
    }

    /// A stretch with a deadline that was promised elsewhere.
    func begin(due: Moment, at: Moment, on calendar: WorkingCalendar) -> ClockRun {
        let time = time(on: calendar)
        let total = max(1, time.minutes(from: at, to: due))
        return run(from: at, due: due, left: total, total: total, workdays: nil, marked: 0, time)
    }

    func pause(_ run: ClockRun, at: Moment, on calendar: WorkingCalendar) -> ClockPause {
        let time = time(on: calendar)
        var left = time.minutes(from: at, to: run.due)
        if run.workingMinutesLeft < 0 {
            // Overdue since before this stretch: what it used counts on from there.
            left = run.workingMinutesLeft - time.minutes(from: run.startedAt, to: at)
        } else if at > run.due {
            // Late even where no working minute has passed since, as on the evening of the last day.
            left = min(left, -1)
        }
        return ClockPause(since: at, due: run.due, workingMinutesLeft: left, total: run.total, marked: run.marked)
    }

    func resume(_ pause: ClockPause, at: Moment, on calendar: WorkingCalendar) -> ClockRun {
        let time = time(on: calendar)
        let isOverdue = pause.workingMinutesLeft < 0
        let due = isOverdue ? pause.due : time.moment(after: at, minutes: pause.workingMinutesLeft)
        return run(
            from: at,
            due: due,
            left: pause.workingMinutesLeft,
            total: pause.total,
            workdays: nil,
            marked: pause.marked,
            time
        )
    }

    /// The same stretch with more time: counted from the day it is due, so that nothing already granted is lost.
    func extended(_ run: ClockRun, by more: ResolvedTarget, on calendar: WorkingCalendar) -> ClockRun {
        let time = time(on: calendar)
        let due = due(run.due, later: more, time)
        let gained = time.minutes(from: run.due, to: due)
        var workdays: Int?
        if let first = run.workdays, case .workdays(let days) = more { workdays = first + days }
        return self.run(
            from: run.startedAt,
            due: due,
            left: run.workingMinutesLeft + gained,
            total: run.total + gained,
            workdays: workdays,
            marked: run.marked,
            time
        )
    }

    /// The same pause with more time left.
    func extended(_ pause: ClockPause, by more: ResolvedTarget, on calendar: WorkingCalendar) -> ClockPause {
        let time = time(on: calendar)
        let due = due(pause.due, later: more, time)
        let gained = time.minutes(from: pause.due, to: due)
        return ClockPause(
            since: pause.since,
            due: due,
            workingMinutesLeft: pause.workingMinutesLeft + gained,
            total: pause.total + gained,
            marked: pause.marked
        )
    }

    private func due(_ due: Moment, later more: ResolvedTarget, _ time: ClockTime) -> Moment {
        switch (more, time.kind) {
        // A deadline is the last minute of its day; what is received then counts as that day's.
        case (.workdays(let days), .office):
            time.calendar.due(received: due + .minutes(-1), workdays: Workdays(days))
        case (.workdays(let days), .always), (.calendarDays(let days), _): due + .days(days)
        case (.minutes(let minutes), _): time.moment(after: due, minutes: minutes)
        }
    }

    /// The same stretch after a mark has been handled.
    func marked(_ run: ClockRun, percent: Int, on calendar: WorkingCalendar) -> ClockRun {
        self.run(
            from: run.startedAt,
            due: run.due,
            left: run.workingMinutesLeft,
            total: run.total,
            workdays: run.workdays,
            marked: percent,
            time(on: calendar)
        )
    }

    /// The same stretch on a changed calendar; what has fallen due already stays as it was.
    func replanned(_ run: ClockRun, at: Moment, on calendar: WorkingCalendar) -> ClockRun {
        guard run.due > at, run.workingMinutesLeft > 0 else { return run }
        let time = time(on: calendar)
        guard time.kind == .office else { return run }
        if let workdays = run.workdays {
            let due = time.calendar.due(received: run.startedAt, workdays: Workdays(workdays))
            let total = max(1, time.minutes(from: run.startedAt, to: due))
            return self.run(
                from: run.startedAt,
                due: due,
                left: total,
                total: total,
                workdays: workdays,
                marked: run.marked,
                time
            )
        }
        return self.run(
            from: run.startedAt,
            due: time.moment(after: run.startedAt, minutes: run.workingMinutesLeft),
            left: run.workingMinutesLeft,
            total: run.total,
            workdays: nil,
            marked: run.marked,
            time
        )
    }

    private func run(
        from: Moment,
        due: Moment,
        left: Int,
        total: Int,
        workdays: Int?,
        marked: Int,
        _ time: ClockTime
    ) -> ClockRun {
        var next: NextMark?
        if let mark = element.marks.first(where: { $0.percent > marked }) {
            let used = total * mark.percent / 100
            let at: Moment
            if mark.percent == 100, left >= 0 {
                at = due
            } else if mark.percent > 100, left >= 0 {
                at = time.moment(after: due, minutes: used - total)
            } else {
                at = time.moment(after: from, minutes: left - (total - used))
            }
            next = NextMark(percent: mark.percent, at: max(at, from))
        }
        return ClockRun(
            startedAt: from,
            due: due,
            workingMinutesLeft: left,
            total: total,
            workdays: workdays,
            marked: marked,
            next: next
        )
    }
}

extension ClockState {
    /// Ends a clock that runs or pauses; nil for one that has ended before.
    func ended(at: Moment, counts: Bool) -> (ClockChange.Happening, ClockState)? {
        let due: Moment
        let isLate: Bool
        switch self {
        case .running(let run):
            due = run.due
            isLate = at > run.due
        case .paused(let pause):
            due = pause.due
            isLate = pause.workingMinutesLeft < 0
        case .met, .breached, .stopped: return nil
        }
        guard counts else { return (.stopped, .stopped(at: at)) }
        return isLate ? (.breached, .breached(at: at, due: due)) : (.met, .met(at: at, due: due))
    }
}
