package import Civic

/// What a steward, or the officer, wants to change about an officer.
package enum StaffCommand: Hashable, Sendable {
    case add(OfficerCard)
    case rename(OfficerCard)
    case grant(Grant)
    case revoke(Grant)
    /// The credentials themselves are kept outside the ledger.
    case changePassword
    case leave
    case comeBack
    case beAbsent(Absence)
    case endAbsence(Absence)
    case lookAfter([RegionCode])
    case giveMandate(MandateOrder)
    case endMandate(String)
}

package struct StaffContext: Sendable {
    package var now: Moment
    package var actor: Steering
    package var officer: OfficerID
    package var agencies: Set<AgencyID>
    /// Roles of installed applications and of the house; empty: not checked.
    package var roles: Set<RoleID>
    /// Other active officers who hold the steward's role.
    package var otherStewards: Int
    /// The day in the government's zone.
    package var today: CivilDate { now.date(in: zone) }
    package var zone: Zone
    /// Of everybody, those that are over too.
    package var mandates: [Mandate]

    package init(
        now: Moment,
        actor: Steering,
        officer: OfficerID,
        agencies: Set<AgencyID>,
        roles: Set<RoleID> = [],
        otherStewards: Int,
        zone: Zone = .wib,
        mandates: [Mandate] = []
    ) {
        self.now = now
        self.actor = actor
        self.officer = officer
        self.agencies = agencies
        self.roles = roles
        self.otherStewards = otherStewards
        self.zone = zone
        self.mandates = mandates
    }
}

/// The events of a change of staff, with the role in which it was made; or why not.
package func decide(
    _ state: StaffState?,
    _ command: StaffCommand,
    in context: StaffContext
) throws(Rejection) -> (events: [StaffEvent], by: ActorStamp) {
    if case .changePassword = command, context.actor.officer == context.officer {
        guard state?.isActive == true else { throw .register(.notThere(context.officer.text)) }
        return ([.passwordChanged(byOther: false)], ActorStamp(kind: .officer, officer: context.officer))
    }
    if let own = try ownAbsence(state, command, context) { return own }
    if let state, let decided = try MandateDecision(state: state, context: context).events(command) { return decided }
    let stamp = try context.actor.stamp(as: [.steward], at: context.now)
    if case .add(let card) = command {
        guard state == nil else { throw .register(.alreadyThere(card.login)) }
        return ([.added(try checked(card))], stamp)
    }
    guard let state else { throw .register(.notThere(context.officer.text)) }
    switch command {
    case .add: return ([], stamp)
    case .rename(let card):
        let card = try checked(card)
        guard card != state.card else { throw .register(.nothingChanges) }
        return ([.renamed(card)], stamp)
    case .grant(let grant): return ([.granted(try checked(grant, for: state, context))], stamp)
    case .revoke(let grant):
        guard state.grants.contains(grant) else { throw .register(.grantMissing(grant.role)) }
        try keepOneSteward(without: [grant], of: state, context)
        return ([.revoked(grant)], stamp)
    case .changePassword:
        guard state.isActive else { throw .register(.notThere(context.officer.text)) }
        return ([.passwordChanged(byOther: true)], stamp)
    case .leave:
        guard state.isActive else { throw .register(.nothingChanges) }
        try keepOneSteward(without: state.grants, of: state, context)
        return ([.left], stamp)
    case .comeBack:
        guard !state.isActive else { throw .register(.nothingChanges) }
        return ([.returned], stamp)
    case .beAbsent, .endAbsence: return (try absence(command, of: state, context), stamp)
    case .lookAfter(let regions):
        let sorted = Set(regions).sorted()
        guard sorted != state.regions else { throw .register(.nothingChanges) }
        return ([.regionsSet(sorted)], stamp)
    case .giveMandate, .endMandate: return ([], stamp)
    }
}

/// Officers write down their own days off.
private func ownAbsence(
    _ state: StaffState?,
    _ command: StaffCommand,
    _ context: StaffContext
) throws(Rejection) -> (events: [StaffEvent], by: ActorStamp)? {
    guard let state, state.isActive, context.actor.officer == state.id else { return nil }
    switch command {
    case .beAbsent, .endAbsence:
        return (try absence(command, of: state, context), ActorStamp(kind: .officer, officer: state.id))
    case .add, .rename, .grant, .revoke, .changePassword, .leave, .comeBack, .lookAfter, .giveMandate,
        .endMandate:
        return nil
    }
}

private func absence(
    _ command: StaffCommand,
    of state: StaffState,
    _ context: StaffContext
) throws(Rejection) -> [StaffEvent] {
    switch command {
    case .beAbsent(let absence):
        guard state.isActive else { throw .register(.notThere(state.id.text)) }
        guard absence.from <= absence.until, absence.until >= context.today,
            absence.until.daysSinceEpoch - absence.from.daysSinceEpoch < Limits.absenceDaysMax
        else { throw .register(.absenceUnfit) }
        if state.absences.contains(where: { $0.overlaps(absence) }) { throw .register(.absenceOverlaps) }
        return [.absent(absence)]
    case .endAbsence(let absence):
        guard state.absences.contains(absence) else { throw .register(.nothingChanges) }
        return [.present(absence)]
    case .add, .rename, .grant, .revoke, .changePassword, .leave, .comeBack, .lookAfter, .giveMandate,
        .endMandate:
        return []
    }
}

private func checked(_ card: OfficerCard) throws(Rejection) -> OfficerCard {
    let login = try checked(card.login, "login").lowercased()
    let spelled = login.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "@"):
            true
        default: false
        }
    }
    guard spelled else { throw .register(.unreadable("login")) }
    return OfficerCard(
        login: login,
        name: try checked(card.name, "nama"),
        title: try checked(card.title, "jabatan"),
        phone: card.phone
    )
}

private func checked(_ text: String, _ what: String) throws(Rejection) -> String {
    guard let clean = CleanText.clean(text, lines: false), !clean.isEmpty, clean.count <= Limits.nameCharactersMax
    else {
        throw .register(.unreadable(what))
    }
    return clean
}

private func checked(
    _ grant: Grant,
    for state: StaffState,
    _ context: StaffContext
) throws(Rejection) -> Grant {
    if context.actor.officer == state.id { throw .register(.selfGrant) }
    guard state.isActive else { throw .register(.notThere(state.id.text)) }
    if let agency = grant.agency, !context.agencies.contains(agency) { throw .register(.unknownAgency(agency)) }
    if !context.roles.isEmpty, !context.roles.contains(grant.role) { throw .register(.unknownRole(grant.role)) }
    if let from = grant.from, let until = grant.until, until <= from { throw .register(.periodEmpty) }
    let overlaps = state.grants.contains { held in
        held.role == grant.role && held.app == grant.app && held.agency == grant.agency && held.overlaps(grant)
    }
    if overlaps { throw .register(.grantOverlaps(grant.role)) }
    return grant
}

/// A government always has somebody who can let others in.
private func keepOneSteward(
    without lost: [Grant],
    of state: StaffState,
    _ context: StaffContext
) throws(Rejection) {
    let stewarding = { (grants: [Grant]) in
        grants.contains { $0.role == .steward && $0.app == nil && $0.holds(at: context.now) }
    }
    var kept = state.grants
    for grant in lost {
        if let index = kept.firstIndex(of: grant) { kept.remove(at: index) }
    }
    guard context.otherStewards == 0, stewarding(state.grants), state.isActive, !stewarding(kept) else { return }
    throw .register(.lastSteward)
}

extension Grant {
    fileprivate func overlaps(_ other: Grant) -> Bool {
        if let until, let from = other.from, until <= from { return false }
        if let until = other.until, let from, until <= from { return false }
        return true
    }
}
