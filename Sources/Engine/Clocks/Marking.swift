import Civic
import Definition

/// Decides that a clock has reached a mark.
struct Marking {
    private let state: CaseState
    private let context: Context

    init(_ state: CaseState, in context: Context) {
        self.state = state
        self.context = context
    }

    func event(_ id: ClockID, percent: Int) throws(Rejection) -> CaseEvent.ClockMarked {
        let by: ActorStamp
        switch context.actor {
        case .timer: by = .timer
        case .importer: by = ActorStamp(kind: .importer)
        case .citizen, .officer, .peer, .bank: throw .timerNotDue
        }
        let plan = context.definition
        guard case .running(let run)? = state.clocks[id], let next = run.next, next.percent == percent,
            next.at <= context.at, let clock = plan.clocks.first(where: { $0.id == id }),
            let mark = clock.element.marks.first(where: { $0.percent == percent })
        else { throw .timerNotDue }
        let marked = ClockState.running(clock.marked(run, percent: percent, on: context.calendar))
        var timers = state.timers
        timers[.clock(id, percent: percent)] = nil
        if case .running(let run) = marked, let next = run.next {
            timers[.clock(id, percent: next.percent)] = next.at
        }
        return CaseEvent.ClockMarked(
            clock: id,
            percent: percent,
            change: ClockChange(clock: id, what: .marked, state: marked),
            timers: timers,
            notify: mark.notify,
            assign: mark.assign,
            notices: clock.notices[percent] ?? [],
            at: context.at,
            by: by
        )
    }
}
