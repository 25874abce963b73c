package import Civic

/// Who changes staff, settings or installations: the node when it founds a government, or an officer by their grants.
package enum Steering: Hashable, Sendable {
    case node
    case officer(OfficerID, grants: [Grant])

    /// The role in which they do it: the first of `roles` that they hold for the whole government and every application.
    func stamp(as roles: [RoleID], at moment: Moment) throws(Rejection) -> ActorStamp {
        switch self {
        case .node: return .node
        case .officer(let officer, let grants):
            for role in roles {
                for grant in grants where grant.role == role && grant.app == nil && grant.holds(at: moment) {
                    return grant.stamp(officer, as: role)
                }
            }
            throw .register(.notAllowed)
        }
    }

    var officer: OfficerID? {
        if case .officer(let officer, _) = self { return officer }
        return nil
    }
}

extension RoleID {
    /// Runs the applications of a government: staff, settings, installations.
    package static let steward: RoleID = "steward"
    /// Leads the government: may appoint who acts for whom.
    static let executive: RoleID = "executive"
}
