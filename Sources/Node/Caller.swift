package import Civic
package import Definition
package import Engine

/// Who stands at the counter: known once, at the edge, and passed down to everything.
package enum Caller: Hashable, Sendable {
    /// Nobody known; may hold the secret links of some cases.
    case anonymous(holding: Set<CaseID> = [])
    /// A citizen signed in by phone.
    case citizen(PersonID, holding: Set<CaseID> = [])
    /// An officer, by session or by API token.
    case officer(Officer)
    /// The node itself, when it founds a government; nothing that comes in from outside is ever this.
    case node
    /// The node's own clock.
    case timer
    /// History brought in by an operator.
    case importer
    /// Another government, whose signature was checked; `side` is its part in the agreement.
    case peer(government: RegionCode, side: Side, signer: String?)
    /// A bank through one of the government's payment channels, its signature checked.
    case bank(PaymentChannelID)

    /// The officer, if one calls.
    package var officer: Officer? {
        if case .officer(let officer) = self { officer } else { nil }
    }

    /// The signed-in citizen, if one calls.
    package var person: PersonID? {
        if case .citizen(let person, _) = self { person } else { nil }
    }

    /// The cases whose secret links this caller has shown.
    package var holding: Set<CaseID> {
        switch self {
        case .anonymous(let cases), .citizen(_, let cases): cases
        case .officer, .node, .timer, .importer, .peer, .bank: []
        }
    }

    /// Names the caller where an idempotency key counts; never a person's name or phone.
    package func signature(visit: String) -> String {
        switch self {
        case .anonymous: "visit:" + visit
        case .citizen(let person, _): "person:" + person.text
        case .officer(let officer): "officer:" + officer.id.text
        case .node: "node"
        case .timer: "timer"
        case .importer: "importer"
        case .peer(let government, _, _): "peer:" + government.text
        case .bank(let channel): "bank:" + channel.text
        }
    }

    /// The engine's view of this caller; `holds`: has the case's secret link or owns it.
    package func actor(holds: Bool) -> Actor {
        switch self {
        case .anonymous: .citizen(holdsCase: holds, person: nil)
        case .citizen(let person, _): .citizen(holdsCase: holds, person: person)
        case .officer(let officer): .officer(officer.id, grants: officer.isActive ? officer.grants : [])
        case .node, .timer: .timer
        case .importer: .importer
        case .peer(let government, let side, let signer): .peer(government: government, side: side, signer: signer)
        case .bank: .bank
        }
    }
}

extension Caller {
    /// The engine's view of who changes staff, settings and installations: an officer by their grants, or the node itself.
    ///
    /// Anybody else has no grants, so every such change is refused to them.
    var steering: Steering {
        switch self {
        case .officer(let officer): .officer(officer.id, grants: officer.isActive ? officer.grants : [])
        case .node: .node
        case .anonymous, .citizen, .timer, .importer, .peer, .bank: .officer("", grants: [])
        }
    }
}

/// Somebody who works for a government, with what they may do.
package struct Officer: Hashable, Sendable {
    package var id: OfficerID
    package var login: String
    package var name: String
    /// Position, as a person reads it: "Verifikator Diskominfo".
    package var title: String
    package var grants: [Grant]
    /// False once they left: they can't sign in, their name stays in history.
    package var isActive: Bool
    /// The password was given by somebody else.
    package var mustChangePassword: Bool

    package init(
        id: OfficerID,
        login: String,
        name: String,
        title: String,
        grants: [Grant],
        isActive: Bool = true,
        mustChangePassword: Bool = false
    ) {
        self.id = id
        self.login = login
        self.name = name
        self.title = title
        self.grants = grants
        self.isActive = isActive
        self.mustChangePassword = mustChangePassword
    }

    /// The agencies in which this officer has a role at the given time; nil stands for the whole government.
    package func agencies(at moment: Moment) -> Set<AgencyID?> {
        Set(grants.filter { $0.holds(at: moment) }.map(\.agency))
    }
}
