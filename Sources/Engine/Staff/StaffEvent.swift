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
    }
    next.version += 1
    return next
}
