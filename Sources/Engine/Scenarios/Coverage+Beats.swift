import Civic
import Definition

extension ScenarioCoverage {
    mutating func see(_ beats: [Beat]) {
        for beat in beats {
            for event in beat.events {
                see(event, beat)
                for notice in event.notices { see(.notice(notice.id)) }
            }
            if let rejection = beat.rejection { see(rejection, beat) }
            seeQuestions(of: beat)
        }
    }

    private mutating func see(_ event: CaseEvent, _ beat: Beat) {
        let definition = beat.context.definition.definition
        switch event {
        case .started(let started):
            see(.state(started.state))
            for state in started.opened.values { see(.state(state)) }
            see(started.rows)
            let side = started.attributes["side"]?.string
            for who in definition.start.by where who.acts(as: started.by, side: side) { see(.start(by: who)) }
        case .moved(let moved):
            see(.state(moved.to))
            for state in moved.opened.values { see(.state(state)) }
            if let step = moved.step { see(.state(step.to)) }
            if moved.step?.joined == true { see(.join(moved.from)) }
            see(.action(moved.action))
            see(moved.rows)
            if let bill = moved.money.issued { see(.fee(bill.fee)) }
            guard let action = definition.actions[moved.action] else { return }
            if action.when != nil { see(.guarded(moved.action, holds: true)) }
            for who in Self.who(took: moved, action, beat) { see(.taken(moved.action, by: who)) }
        case .clockMarked(let marked): see(.mark(marked.clock, percent: marked.percent))
        case .replanned:
            // Time came for an action whose guard did not hold.
            if case .time(.action(let id)) = beat.doer { see(.guarded(id, holds: false)) }
        case .noted, .migrated, .erased, .corrected, .paymentReceived, .refundPaid, .work, .documentMarked: break
        }
    }

    private mutating func see(_ rows: [TableID: String]) {
        for (table, row) in rows { see(.row(table, row)) }
    }

    private mutating func see(_ rejection: Rejection, _ beat: Beat) {
        guard case .act(let id, _, _, _) = beat.command else { return }
        switch rejection {
        case .guardRefused: see(.guarded(id, holds: false))
        case .fourEyes: see(.fourEyes(id))
        default: break
        }
    }

    /// Those of `by` who have taken the action now; time in the way that named the moment.
    private static func who(took moved: CaseEvent.Moved, _ action: ActionElement, _ beat: Beat) -> [Who] {
        let side = beat.before?.attributes["side"]?.string
        guard moved.by.kind == .timer else { return action.by.filter { $0.acts(as: moved.by, side: side) } }
        let timers = action.by.filter(\.isTimer)
        guard timers.count > 1, let before = beat.before, let due = before.timers[.action(moved.action)] else {
            return timers
        }
        let calendar = beat.context.calendar
        return timers.filter { who in
            switch who {
            case .timer(let field):
                let date = before.fields[field]?.string.flatMap { try? CivilDate(iso: $0) }
                return date?.start(in: calendar.zone) == due
            case .timerAfter(let workdays):
                let since = before.since(moved.step?.from ?? moved.from) ?? before.stateSince
                return calendar.due(received: since, workdays: Workdays(workdays)) == due
            case .overdue(let fee):
                let bill = before.bills.last { $0.fee == fee && $0.isPayable }
                return bill?.due.adding(days: 1).start(in: calendar.zone) == due
            case .role, .peer, .payment: return false
            }
        }
    }

    /// Which questions the form asked, and which it required, given the answers; only where somebody got as far as the form.
    private mutating func seeQuestions(of beat: Beat) {
        guard case .somebody = beat.doer, beat.readForm else { return }
        let plan = beat.context.definition
        let form: Keyed<FieldID, Field>
        let action: ActionID?
        let questions: AskedQuestions
        do throws(Rejection) {
            switch beat.command {
            case .start(let start):
                (form, action) = (plan.definition.form, nil)
                questions = try plan.questions(starting: start, in: beat.context)
            case .act(let id, _, let answers, _):
                guard let state = beat.before else { return }
                (form, action) = (plan.form(of: id, on: state), id)
                questions = try plan.questions(of: id, on: state, answers: answers, in: beat.context)
            case .clockMark, .timer, .note, .documentRenewed, .replan, .promise, .erase, .correct, .payment, .refund,
                .work:
                return
            }
        } catch {
            // A rule that fails is reported where it failed; nothing was asked then.
            return
        }
        for (id, field) in form.all {
            let isAsked = questions.asked.contains(id)
            if field.when != nil { see(.asked(action, id, isAsked)) }
            if isAsked, case .when = field.required { see(.required(action, id, questions.required.contains(id))) }
        }
    }
}

extension Beat {
    /// The answers were looked at: the command was taken, or refused for what they say.
    fileprivate var readForm: Bool {
        switch rejection {
        case nil, .invalid?: true
        default: false
        }
    }
}

extension Who {
    /// Whether a stamp is one of theirs; a peer is the party that does not keep this ledger.
    fileprivate func acts(as stamp: ActorStamp, side: String?) -> Bool {
        switch self {
        case .role(let role): return stamp.role == role
        case .peer(let other): return stamp.kind == .peer && other.rawValue != side
        case .payment: return stamp.kind == .bank
        case .timer, .timerAfter, .overdue: return stamp.kind == .timer
        }
    }
}
