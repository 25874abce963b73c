import Civic
import Definition

/// When a case wants to be looked at next: the marks of its clocks and the actions that time takes in its state.
struct TimerPlan {
    let plan: CompiledDefinition
    let calendar: WorkingCalendar

    func timers(
        state: Int,
        since: Moment,
        clocks: [ClockID: ClockState],
        fields: [FieldID: JSON],
        bills: [Bill] = []
    ) -> [TimerID: Moment] {
        var timers: [TimerID: Moment] = [:]
        for (id, clock) in clocks {
            if case .running(let run) = clock, let next = run.next {
                timers[.clock(id, percent: next.percent)] = next.at
            }
        }
        for action in plan.timedActions[state] {
            let id = TimerID.action(action.id)
            for who in action.element.by {
                guard let at = moment(of: who, since: since, fields: fields, bills: bills) else { continue }
                timers[id] = min(timers[id] ?? at, at)
            }
        }
        return timers
    }

    private func moment(of who: Who, since: Moment, fields: [FieldID: JSON], bills: [Bill]) -> Moment? {
        switch who {
        case .timer(let field):
            guard let text = fields[field]?.string, let date = try? CivilDate(iso: text) else { return nil }
            return date.start(in: calendar.zone)
        case .timerAfter(let workdays): return calendar.due(received: since, workdays: Workdays(workdays))
        case .overdue(let fee):
            let bill = bills.last { $0.fee == fee && $0.isPayable }
            return bill.map { $0.due.adding(days: 1).start(in: calendar.zone) }
        case .role, .peer, .payment: return nil
        }
    }
}
