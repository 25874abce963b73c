import Civic
import Definition

/// Who may do what to which case: the one place that says so.
struct Permissions {
    let definition: Definition

    /// The role in which somebody may take an action now, or nil.
    ///
    /// Roles of a side act only where this government stands on that side. A role that a breached clock has called in may
    /// take whatever officers may take in the states of that clock.
    func stamp(for actor: Actor, action: CompiledAction, in state: CaseState, at moment: Moment) -> ActorStamp? {
        switch actor {
        case .timer:
            guard let due = state.timers[.action(action.id)], due <= moment else { return nil }
            return .timer
        case .importer: return ActorStamp(kind: .importer)
        case .bank:
            // Only the payment of a bill that is paid acts.
            let isPaid = action.element.by.contains { who in
                if case .payment(let fee) = who { state.bill(of: fee)?.isPaid ?? false } else { false }
            }
            return isPaid ? ActorStamp(kind: .bank) : nil
        case .peer(let government, let side, _):
            guard action.element.by.contains(.peer(side)), isCounterpart(government, in: state.attributes) else {
                return nil
            }
            return ActorStamp(kind: .peer, government: government)
        case .citizen(let holdsCase, _):
            guard holdsCase else { return nil }
            for who in action.element.by {
                guard let id = who.role, let role = definition.roles[id], role.scope == .everyone else { continue }
                return ActorStamp(kind: .citizen, role: id)
            }
            return nil
        case .officer(let officer, let grants):
            let roles = action.element.by.compactMap(\.role)
            let isFree = { (role: RoleID) in state.holder(in: role, at: moment).map { $0 == officer } ?? true }
            let free = roles.filter(isFree)
            // A clock that calls a role in takes no case out of a colleague's hands.
            let called = called(in: state, for: action).filter(isFree)
            // Who took a case over works on it in the role that they lead.
            let led = free.filter { state.holder(in: $0, at: moment) == officer }.flatMap { leaders(of: $0) }
            return stamp(
                officer,
                grants,
                roles: free + called + led,
                in: state,
                at: moment,
                doing: action.id
            )
        }
    }

    /// Whether an action would be this officer's, were the case not in a colleague's hands.
    func isHeldByOther(_ actor: Actor, action: CompiledAction, in state: CaseState, at moment: Moment) -> Bool {
        guard !state.holdings.isEmpty, case .officer(let officer, let grants) = actor else { return false }
        return action.element.by.compactMap(\.role).contains { role in
            guard let holder = state.holder(in: role, at: moment), holder != officer else { return false }
            return grant(role, among: grants, in: state, at: moment) != nil
        }
    }

    // MARK: Work

    /// The grant by which somebody has a role in a case; nil: they have not.
    func grant(_ role: RoleID, among grants: [Grant], in state: CaseState, at moment: Moment) -> Grant? {
        grants.first { reaches($0, role, agency: state.agency, attributes: state.attributes, at: moment) }
    }

    /// The role and grant by which somebody leads those who have a role in a case; nil: they do not.
    func leader(
        of role: RoleID,
        _ grants: [Grant],
        in state: CaseState,
        at moment: Moment
    ) -> (role: RoleID, grant: Grant?)? {
        for leader in leaders(of: role) {
            if let grant = grant(leader, among: grants, in: state, at: moment) { return (leader, grant) }
        }
        return nil
    }

    private func leaders(of role: RoleID) -> [RoleID] {
        definition.roles.all.filter { $0.element.leads.contains(role) }.map(\.id)
    }

    /// The role in which somebody may write a note, or nil: officers with a role in the case, and who holds it.
    func noteStamp(for actor: Actor, in state: CaseState, at moment: Moment) -> ActorStamp? {
        switch actor {
        case .timer, .bank: nil
        case .importer: ActorStamp(kind: .importer)
        case .citizen(let holdsCase, _):
            holdsCase ? ActorStamp(kind: .citizen, role: publicRole) : nil
        case .peer(let government, _, _):
            isCounterpart(government, in: state.attributes) ? ActorStamp(kind: .peer, government: government) : nil
        case .officer(let officer, let grants):
            stamp(officer, grants, roles: definition.roles.order, in: state, at: moment)
        }
    }

    /// The role in which somebody may start a case, or nil.
    func startStamp(for actor: Actor, agency: AgencyID, attributes: [String: JSON], at moment: Moment) -> ActorStamp? {
        let named = definition.start.by
        switch actor {
        case .timer, .bank: return nil
        case .importer: return ActorStamp(kind: .importer)
        case .peer(let government, let side, _):
            guard named.isEmpty || named.contains(.peer(side)), isCounterpart(government, in: attributes) else {
                return nil
            }
            return ActorStamp(kind: .peer, government: government)
        case .citizen:
            if named.isEmpty { return ActorStamp(kind: .citizen, role: publicRole) }
            let role = named.compactMap(\.role).first { definition.roles[$0]?.scope == .everyone }
            return role.map { ActorStamp(kind: .citizen, role: $0) }
        case .officer(let officer, let grants):
            let roles = named.isEmpty ? definition.roles.order : named.compactMap(\.role)
            // Whose agency the case will be is not known yet: any agency's grant may begin it.
            return stamp(officer, grants, roles: roles, agency: nil, attributes: attributes, at: moment)
                ?? (named.isEmpty ? intake(officer, grants, at: moment) : nil)
        }
    }

    /// Whether a grant reaches a case: right application, right agency, in force.
    func reaches(_ grant: Grant, _ id: RoleID, agency: AgencyID?, attributes: [String: JSON], at moment: Moment) -> Bool
    {
        guard let role = definition.roles[id], grant.role == id || grant.role == role.office,
            grant.covers(definition.app), grant.holds(at: moment)
        else { return false }
        if let side = role.side, attributes["side"]?.string != side.rawValue { return false }
        switch role.scope {
        case .everyone: return false
        case .caseAgency: return agency == nil || grant.agency == nil || grant.agency == agency
        case .owner: return grant.agency == nil || grant.agency == definition.owner
        case .agency(let one): return grant.agency == nil || grant.agency == one
        case .government: return true
        }
    }

    private func stamp(
        _ officer: OfficerID,
        _ grants: [Grant],
        roles: [RoleID],
        in state: CaseState,
        at moment: Moment,
        doing action: ActionID? = nil
    ) -> ActorStamp? {
        let kept = action.map { "\(definition.app)/\($0)" }
        let open = kept.map { kept in grants.filter { !($0.acting?.excluded.contains(kept) ?? false) } } ?? grants
        return stamp(officer, open, roles: roles, agency: state.agency, attributes: state.attributes, at: moment)
    }

    private func stamp(
        _ officer: OfficerID,
        _ grants: [Grant],
        roles: [RoleID],
        agency: AgencyID?,
        attributes: [String: JSON],
        at moment: Moment
    ) -> ActorStamp? {
        for id in roles {
            for grant in grants where reaches(grant, id, agency: agency, attributes: attributes, at: moment) {
                return grant.stamp(officer, as: id)
            }
        }
        return nil
    }

    /// Assisted intake: whoever holds a role for this application, or for all, may enter a citizen's case.
    private func intake(_ officer: OfficerID, _ grants: [Grant], at moment: Moment) -> ActorStamp? {
        let grant = grants.first { $0.covers(definition.app) && $0.holds(at: moment) }
        return grant.map { $0.stamp(officer, as: $0.role) }
    }

    private func called(in state: CaseState, for action: CompiledAction) -> [RoleID] {
        guard !state.escalations.isEmpty,
            action.element.by.contains(where: { $0.role.map { definition.roles[$0]?.scope != .everyone } ?? false })
        else { return [] }
        return state.escalations.sorted { $0.key < $1.key }.compactMap { clock, role in
            guard let element = definition.clocks[clock] else { return nil }
            return state.standing.contains { element.runsIn.contains($0) || element.pausesIn.contains($0) } ? role : nil
        }
    }

    private var publicRole: RoleID? { definition.roles.all.first { $0.element.scope == .everyone }?.id }

    private func isCounterpart(_ government: RegionCode, in attributes: [String: JSON]) -> Bool {
        guard let other = attributes["counterpart"]?.string else { return true }
        return other == government.text
    }

    /// Names of who may take an action, for the message to who may not.
    func names(of whos: [Who]) -> [LocalizedText] {
        whos.map { who in
            switch who {
            case .role(let id): definition.roles[id]?.name ?? LocalizedText(id: id.text)
            case .payment: LocalizedText(id: "pembayaran lunas", en: "full payment")
            case .timer, .timerAfter, .overdue:
                LocalizedText(id: "sistem pada waktunya", en: "the system when it is time")
            case .peer(.provider): LocalizedText(id: "pemerintah penyedia", en: "the providing government")
            case .peer(.adopter): LocalizedText(id: "pemerintah pengadopsi", en: "the adopting government")
            }
        }
    }
}
