package import Civic

/// Where one clock of a case stands.
package enum ClockState: Hashable, Sendable {
    /// Counting, overdue or not: an overdue clock runs on until its work is done.
    case running(ClockRun)
    case paused(ClockPause)
    /// Ended in time.
    case met(at: Moment, due: Moment)
    /// Ended late.
    case breached(at: Moment, due: Moment)
    /// Ended by the citizen's withdrawal: neither met nor breached.
    case stopped(at: Moment)

    /// When it falls due, while it runs.
    package var due: Moment? {
        if case .running(let run) = self { return run.due }
        return nil
    }

    package var isEnded: Bool {
        switch self {
        case .running, .paused: false
        case .met, .breached, .stopped: true
        }
    }
}

/// A stretch of counting.
package struct ClockRun: Hashable, Sendable {
    package let startedAt: Moment
    package let due: Moment
    /// Left when this stretch began; negative: overdue by as much.
    package let workingMinutesLeft: Int
    /// The whole target.
    package let total: Int
    /// The target in workdays where the stretch is the first one: then a changed calendar counts days, not minutes.
    package let workdays: Int?
    /// Highest mark that has been handled, in percent.
    package let marked: Int
    /// The next mark and when it is reached.
    package let next: NextMark?

    package init(
        startedAt: Moment,
        due: Moment,
        workingMinutesLeft: Int,
        total: Int,
        workdays: Int?,
        marked: Int,
        next: NextMark?
    ) {
        self.startedAt = startedAt
        self.due = due
        self.workingMinutesLeft = workingMinutesLeft
        self.total = total
        self.workdays = workdays
        self.marked = marked
        self.next = next
    }
}

package struct NextMark: Hashable, Sendable {
    package let percent: Int
    package let at: Moment

    package init(percent: Int, at: Moment) {
        self.percent = percent
        self.at = at
    }
}

package struct ClockPause: Hashable, Sendable {
    package let since: Moment
    /// As it stood when the pause began; in the past where the clock was overdue already.
    package let due: Moment
    /// Kept over the pause; negative: overdue by as much.
    package let workingMinutesLeft: Int
    package let total: Int
    package let marked: Int

    package init(since: Moment, due: Moment, workingMinutesLeft: Int, total: Int, marked: Int) {
        self.since = since
        self.due = due
        self.workingMinutesLeft = workingMinutesLeft
        self.total = total
        self.marked = marked
    }
}

/// One thing that happened to one clock, and where it stands after it.
package struct ClockChange: Hashable, Sendable {
    package enum Happening: String, CaseIterable, Hashable, Sendable {
        case started, paused, resumed, restarted, met, breached, stopped, marked, replanned, extended
    }

    package let clock: ClockID
    package let what: Happening
    package let state: ClockState

    package init(clock: ClockID, what: Happening, state: ClockState) {
        self.clock = clock
        self.what = what
        self.state = state
    }
}
