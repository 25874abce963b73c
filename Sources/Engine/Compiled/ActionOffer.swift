package import Civic
package import Definition

/// An action as a page may show it.
package struct ActionOffer: Sendable {
    package let id: ActionID
    package let action: ActionElement
    /// What it asks on this case: its own questions, and those that were sent back where it corrects them.
    package let form: Keyed<FieldID, Field>
    /// nil: it may be taken now; else why not (four eyes, a guard).
    package let problem: Rejection?
}

extension CompiledDefinition {
    /// The actions that somebody may take on a case now, in the definition's order; one function for page, API and check.
    ///
    /// Actions that their role never takes, or that do not start from this state, are left out; an action that only four
    /// eyes or a guard forbids is there with its problem.
    package func availableActions(
        _ state: CaseState,
        for actor: Actor,
        now: Moment,
        calendar: WorkingCalendar
    ) -> [ActionOffer] {
        guard state.definition == hash else { return [] }
        let context = Context(
            now: now,
            at: max(now, state.changedAt),
            actor: actor,
            definition: self,
            calendar: calendar,
            caseID: state.id
        )
        let acting = Acting(state, in: context)
        return actions.compactMap { action in
            guard place(of: action.id, in: state) != nil else { return nil }
            let problem = acting.problem(with: action)
            switch problem {
            case .notAllowed, .timerNotDue, .stateChanged, .ended: return nil
            default:
                return ActionOffer(
                    id: action.id,
                    action: action.element,
                    form: definition.form(of: action.element, marked: state.marked),
                    problem: problem
                )
            }
        }
    }

    /// The agency grants and roles that may ever act on cases in a state: what a work list of theirs must show.
    package func mayAct(_ grants: [Grant], on state: CaseState, now: Moment) -> Bool {
        let officer = Actor.officer("", grants: grants)
        return actions.contains { action in
            place(of: action.id, in: state) != nil
                && permissions.stamp(for: officer, action: action, in: state, at: now) != nil
        }
    }

    /// Whether an officer has any role in a case: may open its page and write notes.
    package func mayRead(_ grants: [Grant], _ state: CaseState, now: Moment) -> Bool {
        permissions.noteStamp(for: .officer("", grants: grants), in: state, at: now) != nil
    }
}
