package import Civic

/// What is true of a case now, as far as guards, clocks, lists and counters need it: nothing personal, no free text.
package struct CaseState: Hashable, Sendable {
    package var id: CaseID
    package var number: CaseNumber
    package var app: AppID
    package var definition: Digest
    /// Number of events so far.
    package var version: Int
    package var state: StateID
    /// Where its branches stand, while it is in a state that holds some.
    package var branches: [BranchID: BranchPosition]
    package var agency: AgencyID
    /// What `set` wrote: `priority`, `proposed_agency` and so on.
    package var attributes: [String: JSON]
    package var village: RegionCode?
    package var district: RegionCode?
    package var channel: Channel
    package var isAnonymous: Bool
    package var language: Language
    package var startedAt: Moment
    package var stateSince: Moment
    /// Time of the last event.
    package var changedAt: Moment
    package var endedAt: Moment?
    /// Answers that are open, of the form and of every action's form.
    package var fields: [FieldID: JSON]
    package var clocks: [ClockID: ClockState]
    package var timers: [TimerID: Moment]
    /// Who took each action last.
    package var actors: [ActionID: ActorStamp]
    /// When each action was taken last.
    package var times: [ActionID: Moment]
    package var counts: [ActionID: Int]
    /// Roles that a breached clock has called in.
    package var escalations: [ClockID: RoleID]
    /// Questions that must be answered anew.
    package var marked: [FieldID] = []
    /// What was issued, in order.
    package var documents: [StandingDocument] = []
    /// Somebody can be told about it.
    package var hasContact: Bool
    /// The case key was destroyed.
    package var isErased: Bool
    /// Who works on it, by role: at most one officer in each.
    package var holdings: [RoleID: Holding] = [:]
    /// Every box of the case was destroyed.
    package var isEmptied: Bool
    /// What was billed, the oldest first.
    package var bills: [Bill]
    /// Cases that it is tied to, in the order in which that happened.
    package var links: [CaseLink] = []

    /// The earliest due time among the clocks that run.
    package var due: Moment? {
        var earliest: Moment?
        for clock in clocks.values {
            if let due = clock.due, earliest.map({ due < $0 }) ?? true { earliest = due }
        }
        return earliest
    }
}
