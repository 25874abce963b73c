package import Civic
package import Definition

/// Who gives a command, as the node has authenticated them.
package enum Actor: Hashable, Sendable {
    /// Anonymous or with an account; `holdsCase`: has the case's secret link or owns it.
    case citizen(holdsCase: Bool, person: PersonID?)
    case officer(OfficerID, grants: [Grant])
    case timer
    case importer
    /// The other government of an agreement, by a signed message.
    case peer(government: RegionCode, side: Side, signer: String?)
    /// A bank's word that money came in, its signature checked.
    case bank
}

/// One role that an officer holds: for one application or all, in one agency or the whole government, for a time.
package struct Grant: Hashable, Sendable {
    package let role: RoleID
    /// nil: every application.
    package let app: AppID?
    /// nil: the whole government.
    package let agency: AgencyID?
    package let from: Moment?
    /// First moment at which it no longer holds.
    package let until: Moment?
    /// It is used in somebody's place.
    package let acting: Delegation?

    package init(
        role: RoleID,
        app: AppID? = nil,
        agency: AgencyID? = nil,
        from: Moment? = nil,
        until: Moment? = nil,
        acting: Delegation? = nil
    ) {
        self.acting = acting
        self.role = role
        self.app = app
        self.agency = agency
        self.from = from
        self.until = until
    }

    /// It counts in this application.
    package func covers(_ app: AppID) -> Bool { self.app == nil || self.app == app }

    package func holds(at moment: Moment) -> Bool {
        if let from, moment < from { return false }
        if let until, moment >= until { return false }
        return true
    }
}

/// Who did something, as the ledger's open part says it: role and agency, never a name.
package struct ActorStamp: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case citizen, officer, timer, importer, peer, bank
        /// The node itself: founding a government, setting up an installation.
        case node
    }

    package let kind: Kind
    package let role: RoleID?
    package let agency: AgencyID?
    package let officer: OfficerID?
    /// The peer's government.
    package let government: RegionCode?
    /// In whose place, where the officer acts for another.
    package let mandate: MandateStamp?

    package struct MandateStamp: Hashable, Sendable {
        package let kind: Mandate.Kind
        /// nil: the post is vacant.
        package let principal: OfficerID?

        package init(kind: Mandate.Kind, principal: OfficerID?) {
            self.kind = kind
            self.principal = principal
        }
    }

    package init(
        kind: Kind,
        role: RoleID? = nil,
        agency: AgencyID? = nil,
        officer: OfficerID? = nil,
        government: RegionCode? = nil,
        mandate: MandateStamp? = nil
    ) {
        self.mandate = mandate
        self.kind = kind
        self.role = role
        self.agency = agency
        self.officer = officer
        self.government = government
    }

    package static let node = ActorStamp(kind: .node)
    package static let timer = ActorStamp(kind: .timer)
}
