import Civic
import Definition
import Rules

/// What a move from state to state does to the clocks of a case.
struct ClockMoves {
    let plan: CompiledDefinition
    let calendar: WorkingCalendar
    let at: Moment

    /// Clocks that begin with the case, in any of the states in which it begins.
    func started(in states: [StateID], scope: inout RuleScope) throws(Rejection) -> [ClockChange] {
        var changes: [ClockChange] = []
        let standing = states.compactMap { plan.index(of: $0) }
        for clock in plan.clocks where clock.isRunning(in: standing) {
            let run = clock.begin(try target(of: clock, &scope), at: at, on: calendar)
            changes.append(ClockChange(clock: clock.id, what: .started, state: .running(run)))
        }
        return changes
    }

    /// Clocks that an action starts, pauses, resumes, restarts or ends.
    ///
    /// `passed`: the states in which the case stands, one after the other. A clock runs while the case stands in any state that
    /// runs it, else pauses while it stands in any that pauses it; so the order in which branches end makes no difference.
    func moved(
        _ clocks: [ClockID: ClockState],
        by action: CompiledAction,
        through passed: [[StateID]],
        scope: inout RuleScope
    ) throws(Rejection) -> [ClockChange] {
        var changes: [ClockChange] = []
        for clock in plan.clocks {
            var now = clocks[clock.id]
            var restarts = clock.restartsOn.contains(action.id)
            for states in passed {
                let standing = states.compactMap { plan.index(of: $0) }
                guard let change = try change(of: clock, now, in: standing, restarts, &scope) else { continue }
                changes.append(change)
                now = change.state
                restarts = false
            }
        }
        for (id, target) in action.extend { try extend(id, by: target, of: clocks, &changes, &scope) }
        return changes
    }

    private func change(
        of clock: CompiledClock,
        _ now: ClockState?,
        in standing: [Int],
        _ restarts: Bool,
        _ scope: inout RuleScope
    ) throws(Rejection) -> ClockChange? {
        if clock.isRunning(in: standing) { return try entersRunning(clock, now, restarts, &scope) }
        if clock.isPausing(in: standing) {
            guard case .running(let run)? = now else { return nil }
            let pause = clock.pause(run, at: at, on: calendar)
            return ClockChange(clock: clock.id, what: .paused, state: .paused(pause))
        }
        guard let (what, ended) = now?.ended(at: at, counts: clock.isMet(in: standing)) else { return nil }
        return ClockChange(clock: clock.id, what: what, state: ended)
    }

    /// A clock that counts, or stands still, gets more time; one that has ended, or never ran, gets none.
    private func extend(
        _ id: ClockID,
        by target: CompiledClock.Target,
        of clocks: [ClockID: ClockState],
        _ changes: inout [ClockChange],
        _ scope: inout RuleScope
    ) throws(Rejection) {
        guard let clock = plan.clocks.first(where: { $0.id == id }) else { return }
        let index = changes.lastIndex { $0.clock == id }
        guard let now = index.map({ changes[$0].state }) ?? clocks[id] else { return }
        let more = try resolved(target, for: clock, &scope)
        let next: ClockState
        switch now {
        case .running(let run): next = .running(clock.extended(run, by: more, on: calendar))
        case .paused(let pause): next = .paused(clock.extended(pause, by: more, on: calendar))
        case .met, .breached, .stopped: return
        }
        if let index {
            changes[index] = ClockChange(clock: id, what: changes[index].what, state: next)
        } else {
            changes.append(ClockChange(clock: id, what: .extended, state: next))
        }
    }

    /// Running clocks on a changed calendar; only those that change.
    func replanned(_ clocks: [ClockID: ClockState]) -> [ClockChange] {
        plan.clocks.compactMap { clock in
            guard case .running(let run)? = clocks[clock.id] else { return nil }
            let next = clock.replanned(run, at: at, on: calendar)
            return next == run ? nil : ClockChange(clock: clock.id, what: .replanned, state: .running(next))
        }
    }

    private func entersRunning(
        _ clock: CompiledClock,
        _ now: ClockState?,
        _ restarts: Bool,
        _ scope: inout RuleScope
    ) throws(Rejection) -> ClockChange? {
        switch now {
        case nil, .stopped?:
            let run = clock.begin(try target(of: clock, &scope), at: at, on: calendar)
            return ClockChange(clock: clock.id, what: .started, state: .running(run))
        case .paused(let pause)? where !restarts:
            let run = clock.resume(pause, at: at, on: calendar)
            return ClockChange(clock: clock.id, what: .resumed, state: .running(run))
        case .running?, .paused?, .met?, .breached?:
            guard restarts else { return nil }
            let run = clock.begin(try target(of: clock, &scope), at: at, on: calendar)
            return ClockChange(clock: clock.id, what: .restarted, state: .running(run))
        }
    }

    func target(of clock: CompiledClock, _ scope: inout RuleScope) throws(Rejection) -> ResolvedTarget {
        try resolved(clock.target, for: clock, &scope)
    }

    private func resolved(
        _ target: CompiledClock.Target,
        for clock: CompiledClock,
        _ scope: inout RuleScope
    ) throws(Rejection) -> ResolvedTarget {
        switch target {
        case .workdays(let days): return .workdays(days)
        case .calendarDays(let days): return .calendarDays(days)
        case .rule(let rule):
            let value = try scope.evaluate(rule)
            switch value {
            case .workdays(let days): return .workdays(bounded(days, clock))
            case .duration(let span): return .minutes(max(1, Int(span.milliseconds / 60_000)))
            default:
                guard let days = value.asInt else {
                    throw .ruleFailed(
                        place: rule.place.description,
                        explanation: LocalizedText(
                            id: "hasilnya \(value.typeName), bukan jumlah hari kerja atau lama waktu.",
                            en: "it gives \(value.typeName), not a number of workdays or a duration."
                        )
                    )
                }
                return .workdays(bounded(Int(clamping: days), clock))
            }
        }
    }

    private func bounded(_ days: Int, _ clock: CompiledClock) -> Int {
        let low = max(0, clock.element.min ?? 0)
        let high = min(Limits.targetWorkdaysMax, clock.element.max ?? Limits.targetWorkdaysMax)
        return min(max(days, low), max(low, high))
    }
}
