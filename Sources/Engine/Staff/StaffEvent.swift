package import Civic

/// What becomes true of one officer.
///
/// Never a password or its hash: credentials live outside the ledger.
package enum StaffEvent: Hashable, Sendable {
    /// nil: the person's box is gone.
    case added(OfficerCard?)
    case renamed(OfficerCard?)
    case granted(Grant)
    /// The grant as it was given; it no longer holds.
    case revoked(Grant)
    /// `byOther`: somebody else gave a new one, which must be changed at the next sign-in.
    case passwordChanged(byOther: Bool)
    case left
    case returned
    /// They do not work on these days, so no case is handed to them.
    case absent(Absence)
    /// The absence is over earlier, or was a mistake.
    case present(Absence)
    /// Districts and villages that they look after.
    case regionsSet([RegionCode])
    /// They act for an official.
    case mandateGiven(Mandate)
    case mandateEnded(String)
}

/// What names an officer; lies in the person's box.
package struct OfficerCard: Hashable, Sendable {
    package let login: String
    package let name: String
    /// Position: "Verifikator Diskominfo".
    package let title: String
    package let phone: Phone?

    package init(login: String, name: String, title: String, phone: Phone? = nil) {
        self.login = login
        self.name = name
        self.title = title
        self.phone = phone
    }
}

/// An officer as the ledger knows them.
package struct StaffState: Hashable, Sendable {
    package let id: OfficerID
    package var version: Int
    package var card: OfficerCard?
    package var grants: [Grant]
    package var isActive: Bool
    package var addedAt: Moment
    package var passwordChangedAt: Moment?
    package var mustChangePassword: Bool
    package var absences: [Absence] = []
    package var regions: [RegionCode] = []
    package var mandates: [Mandate] = []

    /// Own rights, and those of the officials they act for.
    package var allGrants: [Grant] { mandates.isEmpty ? grants : grants + mandates.map(\.grant) }
}

package func evolve(_ state: StaffState?, _ event: StaffEvent, officer: OfficerID, at: Moment) -> StaffState {
    guard var next = state else {
        guard case .added(let card) = event else { preconditionFailure("an officer is added first") }
        return StaffState(
            id: officer,
            version: 1,
            card: card,
            grants: [],
            isActive: true,
            addedAt: at,
            passwordChangedAt: nil,
            mustChangePassword: false
        )
    }
    switch event {
    case .added: preconditionFailure("an officer is added once")
    case .renamed(let card): next.card = card
    case .granted(let grant): next.grants.append(grant)
    case .revoked(let grant):
        if let index = next.grants.firstIndex(of: grant) { next.grants.remove(at: index) }
    case .passwordChanged(let byOther):
        next.passwordChangedAt = at
        next.mustChangePassword = byOther
    case .left: next.isActive = false
    case .returned: next.isActive = true
    case .absent(let absence): next.absences = (next.absences + [absence]).sorted()
    case .present(let absence): next.absences.removeAll { $0 == absence }
    case .regionsSet(let regions): next.regions = regions
    case .mandateGiven(let mandate): next.mandates.append(mandate)
    case .mandateEnded(let id): next.mandates.removeAll { $0.id == id }
    }
    next.version += 1
    return next
}
