package import Civic
package import Definition
package import Engine

/// Who may enter what, and who sees how much of a case: the one place that says so.
///
/// What somebody may do to a case is the definition's business (`availableActions`); here are the doors of the house.
package enum Permissions {
    /// A part of the house.
    package enum Area: String, Sendable, CaseIterable {
        /// Work lists and case pages of officers.
        case desk
        /// The LIVE Room's console and phone.
        case room
        /// The wall alone.
        case wall
        /// Settings, installations, the ledger's health.
        case steward
        /// Officers and their roles.
        case staffAdministration
        /// Drafting studies and agreements, localizing.
        case cooperation
        /// Signing agreements.
        case signing
        /// Entering a case for a citizen.
        case assist
        /// The reading log.
        case audit
        /// Bills, payments, refunds, reconciliation.
        case treasury
    }

    // MARK: Roles of the house

    package static let steward: RoleID = "steward"
    package static let executive: RoleID = "executive"
    package static let head: RoleID = "head"
    /// An official with a power of attorney to sign a PKS.
    package static let signatory: RoleID = "signatory"
    package static let cooperation: RoleID = "cooperation"
    package static let legal: RoleID = "legal"
    package static let roomOperator: RoleID = "room_operator"
    package static let auditor: RoleID = "auditor"
    /// A counter officer.
    package static let intake: RoleID = "intake"
    /// The head of an RT or RW, who enters reports for neighbours.
    package static let neighbourhoodHead: RoleID = "rt_rw_head"
    /// A screen, not a person.
    package static let wallViewer: RoleID = "wall_viewer"

    /// The roles that no application defines, with what they open.
    package static let house: [(role: RoleID, areas: Set<Area>)] = [
        (steward, [.room, .wall, .steward, .staffAdministration, .cooperation]),
        (executive, [.room, .wall, .cooperation]),
        (head, [.room, .wall, .cooperation, .signing]),
        (signatory, [.cooperation, .signing]),
        (cooperation, [.cooperation]),
        (legal, [.cooperation]),
        (roomOperator, [.room, .wall]),
        (auditor, [.audit]),
        (.treasurer, [.treasury]),
        (intake, [.desk, .assist]),
        (neighbourhoodHead, [.assist]),
        (wallViewer, [.wall]),
    ]

    /// What application roles open beyond the desk, by their usual names.
    private static let usual: [RoleID: Set<Area>] = [
        "verifier": [.room, .wall, .assist], "checker": [.room, .wall], "head_of_service": [.room, .wall],
        "head_of_agency": [.room, .wall], "sekda": [.room, .wall],
    ]

    /// The doors that a role opens.
    package static func areas(of role: RoleID) -> Set<Area> {
        if let house = house.first(where: { $0.role == role }) { return house.areas }
        return (usual[role] ?? []).union([.desk])
    }

    /// The doors that a grant opens: a treasurer of one application pays what its cases grant, and so works at the desk too.
    package static func areas(of grant: Grant) -> Set<Area> {
        let areas = areas(of: grant.role)
        return grant.role == .treasurer && grant.app != nil ? areas.union([.desk]) : areas
    }

    /// Whether a caller may enter a part of the house now.
    package static func mayEnter(_ area: Area, _ caller: Caller, now: Moment) -> Bool {
        guard let officer = caller.officer, officer.isActive else { return false }
        return officer.grants.contains { $0.holds(at: now) && areas(of: $0).contains(area) }
    }

    /// Throws `signInNeeded` when nobody is signed in, `notYours` when somebody is who may not.
    package static func require(_ area: Area, _ caller: Caller, now: Moment) throws(Refusal) {
        guard !mayEnter(area, caller, now: now) else { return }
        throw caller.officer == nil ? .signInNeeded : .notYours
    }

    /// Whether an officer begins cases of an application in a role of its own, as a secretary registers letters.
    ///
    /// What roles of the house begin, agreements and studies, has pages of its own.
    package static func begins(_ definition: Definition, _ caller: Caller, now: Moment) -> Bool {
        guard let officer = caller.officer, officer.isActive else { return false }
        let roles = definition.start.by.compactMap(\.role).filter { id in
            guard let role = definition.roles[id], role.office == nil, role.scope != .everyone else { return false }
            return !house.contains { $0.role == id }
        }
        return officer.grants.contains {
            roles.contains($0.role) && $0.covers(definition.app) && $0.holds(at: now)
        }
    }

    // MARK: Cases

    /// How much of a case somebody sees.
    package enum Sight: String, Sendable, Hashable, Comparable {
        /// Not even that it exists.
        case none
        /// What the definition publishes: no words, no exact place, no face.
        case publicView
        /// The citizen's own case.
        case holder
        /// An officer who has a role in it.
        case staff

        private var rank: Int {
            switch self {
            case .none: 0
            case .publicView: 1
            case .holder: 2
            case .staff: 3
            }
        }

        package static func < (a: Sight, b: Sight) -> Bool { a.rank < b.rank }
    }

    /// `owner`: whether the case's contact is the signed-in citizen.
    package static func sight(
        of state: CaseState,
        _ caller: Caller,
        isOwner: Bool,
        definition: CompiledDefinition,
        now: Moment
    ) -> Sight {
        let shared: Sight = definition.definition.publication.ledger == .open ? .publicView : .none
        switch caller {
        case .node, .timer, .importer: return .staff
        case .bank: return .none
        case .peer(let government, _, _):
            return state.attributes["counterpart"]?.string == government.text ? .staff : .none
        case .anonymous, .citizen:
            return caller.holding.contains(state.id) || isOwner ? .holder : shared
        case .officer(let officer):
            let grants = officer.grants.filter { $0.holds(at: now) }
            if definition.mayRead(grants, state, now: now) || mayOversee(grants, state) { return .staff }
            return shared
        }
    }

    /// Auditors read every case without acting on any; what they open stands in the reading log.
    private static func mayOversee(_ grants: [Grant], _ state: CaseState) -> Bool {
        grants.contains { grant in
            guard grant.covers(state.app) else { return false }
            return grant.role == auditor
        }
    }
}

extension Permissions {
    /// Changes of the house itself that no application knows: stewards, an operator's import, the node.
    static func requireSteering(_ caller: Caller, now: Moment) throws(Refusal) {
        switch caller {
        case .node, .importer: return
        case .anonymous, .citizen, .officer, .timer, .peer, .bank: try require(.steward, caller, now: now)
        }
    }
}
