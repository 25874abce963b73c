import Civic
import Definition

/// When a case wants to be looked at next: the marks of its clocks and the actions that time takes where it stands.
struct TimerPlan {
    let plan: CompiledDefinition
    let calendar: WorkingCalendar

    /// Of a case that stands where it stands, with other clocks.
    func timers(of state: CaseState, clocks: [ClockID: ClockState]) -> [TimerID: Moment] {
        timers(
            state: state.state,
            since: state.stateSince,
            branches: state.branches,
            clocks: clocks,
            fields: state.fields,
            bills: state.bills,
            documents: state.documents
        )
    }

    func timers(
        state: StateID,
        since: Moment,
        branches: [BranchID: BranchPosition],
        clocks: [ClockID: ClockState],
        fields: [FieldID: JSON],
        bills: [Bill] = [],
        documents: [StandingDocument] = []
    ) -> [TimerID: Moment] {
        var timers: [TimerID: Moment] = [:]
        for (id, clock) in clocks {
            if case .running(let run) = clock, let next = run.next {
                timers[.clock(id, percent: next.percent)] = next.at
            }
        }
        for place in [BranchPosition(state: state, since: since)] + branches.values {
            guard let index = plan.index(of: place.state) else { continue }
            for action in plan.timedActions[index] {
                let id = TimerID.action(action.id)
                for who in action.element.by {
                    guard let at = moment(of: who, since: place.since, fields: fields, bills: bills) else { continue }
                    timers[id] = min(timers[id] ?? at, at)
                }
            }
        }
        if !documents.isEmpty { timers.merge(self.timers(of: documents)) { $1 } }
        return timers
    }

    /// The next reminder of each document that holds, and its end: the beginning of the day after its last.
    ///
    /// One that was issued after its term, as a correction of a lapsed permit is, ends in the moment it was issued.
    func timers(of documents: [StandingDocument]) -> [TimerID: Moment] {
        var timers: [TimerID: Moment] = [:]
        for (index, document) in documents.enumerated() where document.standing.isInForce {
            guard let until = document.document.until else { continue }
            timers[.document(index, days: nil)] = max(until.adding(days: 1).start(in: calendar.zone), document.issuedAt)
            guard let next = document.document.remind.first(where: { $0 < document.reminded ?? .max }) else { continue }
            // In the morning, when people read.
            timers[.document(index, days: next)] = until.adding(days: -next).start(in: calendar.zone) + .hours(8)
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
