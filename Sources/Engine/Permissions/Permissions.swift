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
            return stamp(officer, grants, roles: roles + called(in: state, for: action), in: state, at: moment)
        }
    }

    /// The role in which somebody may write a note, or nil: officers with a role in the case, and who holds it.
    func noteStamp(for actor: Actor, in state: CaseState, at moment: Moment) -> ActorStamp? {
        switch actor {
        case .timer: nil
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
        case .timer: return nil
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
        at moment: Moment
    ) -> ActorStamp? {
        stamp(officer, grants, roles: roles, agency: state.agency, attributes: state.attributes, at: moment)
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
                return ActorStamp(kind: .officer, role: id, agency: grant.agency, officer: officer)
            }
        }
        return nil
    }

    /// Assisted intake: whoever holds a role for this application, or for all, may enter a citizen's case.
    private func intake(_ officer: OfficerID, _ grants: [Grant], at moment: Moment) -> ActorStamp? {
        let grant = grants.first { $0.covers(definition.app) && $0.holds(at: moment) }
        return grant.map { ActorStamp(kind: .officer, role: $0.role, agency: $0.agency, officer: officer) }
    }

    private func called(in state: CaseState, for action: CompiledAction) -> [RoleID] {
        guard !state.escalations.isEmpty,
            action.element.by.contains(where: { $0.role.map { definition.roles[$0]?.scope != .everyone } ?? false })
        else { return [] }
        return state.escalations.sorted { $0.key < $1.key }.compactMap { clock, role in
            guard let element = definition.clocks[clock] else { return nil }
            return element.runsIn.contains(state.state) || element.pausesIn.contains(state.state) ? role : nil
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
            case .timer, .timerAfter: LocalizedText(id: "sistem pada waktunya", en: "the system when it is time")
            case .peer(.provider): LocalizedText(id: "pemerintah penyedia", en: "the providing government")
            case .peer(.adopter): LocalizedText(id: "pemerintah pengadopsi", en: "the adopting government")
            }
        }
    }
}
