package import Civic
import Definition

/// Decides about acting officials.
struct MandateDecision {
    let state: StaffState
    let context: StaffContext

    func events(_ command: StaffCommand) throws(Rejection) -> ([StaffEvent], ActorStamp)? {
        switch command {
        case .giveMandate(let order):
            let stamp = try stamp(for: order)
            return ([.mandateGiven(try mandate(order))], stamp)
        case .endMandate(let id):
            guard let mandate = state.mandates.first(where: { $0.id == id }), mandate.until > context.now else {
                throw .register(.nothingChanges)
            }
            return ([.mandateEnded(mandate.id)], try stamp(ending: mandate))
        case .add, .rename, .grant, .revoke, .changePassword, .leave, .comeBack, .beAbsent, .endAbsence, .lookAfter:
            return nil
        }
    }

    private func mandate(_ order: MandateOrder) throws(Rejection) -> Mandate {
        guard state.isActive else { throw .register(.notThere(state.id.text)) }
        guard order.principal != state.id, context.actor.officer != state.id else { throw .register(.selfGrant) }
        if let agency = order.agency, !context.agencies.contains(agency) { throw .register(.unknownAgency(agency)) }
        if !context.roles.isEmpty, !context.roles.contains(order.role) { throw .register(.unknownRole(order.role)) }
        let days = order.until.daysSinceEpoch - order.from.daysSinceEpoch + 1
        guard days >= 1, order.until >= context.today, days <= Limits.mandateDaysMax else {
            throw .register(.mandateUnfit(daysMax: Limits.mandateDaysMax))
        }
        guard let basis = CleanText.clean(order.basis, lines: false), !basis.isEmpty,
            basis.count <= Limits.nameCharactersMax
        else { throw .register(.unreadable("nomor surat perintah")) }
        let mandate = Mandate(
            id: "m\(state.version + 1)",
            kind: order.kind,
            role: order.role,
            app: order.app,
            agency: order.agency,
            principal: order.principal,
            from: order.from.start(in: context.zone),
            until: order.until.adding(days: 1).start(in: context.zone),
            excluded: order.excluded,
            basis: basis
        )
        for other in context.mandates where other.collides(with: mandate) {
            let last = other.until.date(in: context.zone).adding(days: -1)
            throw .register(.mandateOverlaps(other.kind, until: last))
        }
        return mandate
    }

    /// Stewards and executives give any; an official gives the own post away while they are out.
    private func stamp(for order: MandateOrder) throws(Rejection) -> ActorStamp {
        do throws(Rejection) {
            return try context.actor.stamp(as: [.steward, .executive], at: context.now)
        } catch {
            guard order.kind == .plh, case .officer(let officer, let grants) = context.actor,
                order.principal == officer,
                let own = grants.first(where: { grant in
                    grant.acting == nil && grant.role == order.role && grant.app == order.app
                        && grant.agency == order.agency && grant.holds(at: context.now)
                })
            else { throw error }
            return own.stamp(officer, as: own.role)
        }
    }

    private func stamp(ending mandate: Mandate) throws(Rejection) -> ActorStamp {
        if let officer = context.actor.officer, officer == mandate.principal {
            return ActorStamp(kind: .officer, officer: officer)
        }
        return try context.actor.stamp(as: [.steward, .executive], at: context.now)
    }
}

extension Grant {
    /// Who acts by this grant, in whose place it may be.
    func stamp(_ officer: OfficerID, as role: RoleID) -> ActorStamp {
        ActorStamp(kind: .officer, role: role, agency: agency, officer: officer, acting: acting)
    }
}

extension ActorStamp {
    init(kind: Kind, role: RoleID?, agency: AgencyID?, officer: OfficerID, acting: Delegation?) {
        self.init(
            kind: kind,
            role: role,
            agency: agency,
            officer: officer,
            mandate: acting.map { MandateStamp(kind: $0.kind, principal: $0.principal) }
        )
    }

    /// The post as it stands under what was signed, the letters of the mandate first.
    package func post(_ name: LocalizedText) -> LocalizedText {
        guard let letters = mandate?.kind.letters else { return name }
        return LocalizedText(id: letters + " " + name.text(.id), en: letters + " " + name.text(.en))
    }
}
