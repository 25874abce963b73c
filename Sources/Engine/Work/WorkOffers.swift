package import Civic
import Definition

/// What an officer may do about who works on a case, for pages and the API.
package struct WorkOffers: Hashable, Sendable {
    /// The case is free for a role of theirs.
    package let mayClaim: Bool
    package let mayGiveBack: Bool
    /// The role in which they may hand it to a colleague; nil: they may not.
    package let handsOver: RoleID?
    /// The role in which they may take it from its holder.
    package let takesOver: RoleID?
}

extension CompiledDefinition {
    package func workOffers(
        _ state: CaseState,
        for officer: OfficerID,
        _ grants: [Grant],
        now: Moment,
        calendar: WorkingCalendar
    ) -> WorkOffers {
        let context = Context(
            now: now,
            at: max(now, state.changedAt),
            actor: .officer(officer, grants: grants),
            definition: self,
            calendar: calendar,
            caseID: state.id
        )
        let working = Working(state, in: context)
        let held = state.rolesHeld(by: officer, at: now)
        let led = turns(in: state).filter { permissions.leader(of: $0, grants, in: state, at: now) != nil }
        let taken = led.first { role in state.holder(in: role, at: now).map { $0 != officer } ?? false }
        return WorkOffers(
            mayClaim: held.isEmpty && (try? working.events(.claim(nil))) != nil,
            mayGiveBack: !held.isEmpty,
            handsOver: held.first ?? taken ?? led.first,
            takesOver: taken
        )
    }

    /// Whether somebody could work on a case in a role.
    package func mayHold(_ role: RoleID, _ colleague: Colleague, _ state: CaseState, now: Moment) -> Bool {
        permissions.grant(role, among: colleague.grants, in: state, at: now) != nil
    }

    /// More than half of an officer's lease on a case has gone by, so that looking at it renews it.
    package func isHalfGone(
        _ state: CaseState,
        of officer: OfficerID,
        at now: Moment,
        on calendar: WorkingCalendar
    ) -> Bool {
        state.rolesHeld(by: officer, at: now).contains { role in
            guard let held = state.holdings[role] else { return false }
            return calendar.workingMinutes(from: now, to: held.until) * 2 < leaseMinutes(of: role)
        }
    }

    /// Working minutes for which a role keeps a case.
    func leaseMinutes(of role: RoleID) -> Int {
        (definition.roles[role]?.leaseHours ?? Role.usualLeaseHours) * 60
    }

    /// Officers' roles that may take an action where a case is, in the definition's order.
    package func turns(in state: CaseState) -> [RoleID] {
        var named: Set<RoleID> = []
        for action in actions where place(of: action.id, in: state) != nil {
            named.formUnion(action.element.by.compactMap(\.role))
        }
        return definition.roles.all.filter { named.contains($0.id) && $0.element.scope != .everyone }.map(\.id)
    }

    /// Where a decision may have to choose somebody, so that the staff must come with the command.
    package var distributesWork: Bool {
        definition.roles.all.contains { $0.element.distribution != .claim }
    }

    func roleName(_ role: RoleID) -> LocalizedText { definition.roles[role]?.name ?? LocalizedText(id: role.text) }
}

extension CaseCommand {
    /// Whether a decision may choose among the staff, so that they must come with the command.
    package func mayHandOut(under definition: CompiledDefinition) -> Bool {
        switch self {
        case .work(.handOver): true
        case .act, .timer, .payment: definition.distributesWork
        case .start, .clockMark, .note, .documentRenewed, .replan, .promise, .refund, .work, .erase, .correct: false
        }
    }
}
