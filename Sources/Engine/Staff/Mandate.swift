package import Civic

/// Somebody acts for an official, in one role, for some days: as Plt where the post is vacant, as Plh where its holder is away.
///
/// SE Kepala BKN 1/SE/I/2021: what is decided so is signed with the letters before the post.
package struct Mandate: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Pelaksana tugas: the post has no holder.
        case plt
        /// Pelaksana harian: its holder is away.
        case plh

        /// As it stands before the name of the post.
        package var letters: String {
            switch self {
            case .plt: "Plt."
            case .plh: "Plh."
            }
        }

        package var name: LocalizedText {
            switch self {
            case .plt: LocalizedText(id: "Pelaksana tugas (Plt.)", en: "Acting, the post is vacant (Plt.)")
            case .plh: LocalizedText(id: "Pelaksana harian (Plh.)", en: "Acting, the holder is away (Plh.)")
            }
        }
    }

    /// Unique among those of the officer who acts.
    package let id: String
    package let kind: Kind
    package let role: RoleID
    package let app: AppID?
    package let agency: AgencyID?
    /// Whose post it is; nil: it is vacant.
    package let principal: OfficerID?
    package let from: Moment
    /// First moment at which it no longer holds.
    package let until: Moment
    /// What the one who acts may not do, `laksa/reject`.
    package let excluded: Set<String>
    /// Number of the letter of assignment; lies in the officer's own box.
    package let basis: String?

    package init(
        id: String,
        kind: Kind,
        role: RoleID,
        app: AppID?,
        agency: AgencyID?,
        principal: OfficerID?,
        from: Moment,
        until: Moment,
        excluded: Set<String>,
        basis: String?
    ) {
        self.id = id
        self.kind = kind
        self.role = role
        self.app = app
        self.agency = agency
        self.principal = principal
        self.from = from
        self.until = until
        self.excluded = excluded
        self.basis = basis
    }

    /// The right that it gives.
    package var grant: Grant {
        Grant(
            role: role,
            app: app,
            agency: agency,
            from: from,
            until: until,
            acting: Delegation(kind: kind, principal: principal, excluded: excluded)
        )
    }

    /// Two of the same post at the same time.
    func collides(with other: Mandate) -> Bool {
        role == other.role && (app == nil || other.app == nil || app == other.app)
            && (agency == nil || other.agency == nil || agency == other.agency) && from < other.until
            && other.from < until
    }
}

/// In whose place a grant is used, and what is kept back.
package struct Delegation: Hashable, Sendable {
    package let kind: Mandate.Kind
    package let principal: OfficerID?
    package let excluded: Set<String>

    package init(kind: Mandate.Kind, principal: OfficerID?, excluded: Set<String>) {
        self.kind = kind
        self.principal = principal
        self.excluded = excluded
    }
}

/// A mandate as somebody asks for it, in days.
package struct MandateOrder: Hashable, Sendable {
    package let kind: Mandate.Kind
    package let role: RoleID
    package let app: AppID?
    package let agency: AgencyID?
    package let principal: OfficerID?
    package let from: CivilDate
    /// The last day.
    package let until: CivilDate
    package let excluded: Set<String>
    package let basis: String

    package init(
        kind: Mandate.Kind,
        role: RoleID,
        app: AppID? = nil,
        agency: AgencyID? = nil,
        principal: OfficerID? = nil,
        from: CivilDate,
        until: CivilDate,
        excluded: Set<String> = [],
        basis: String
    ) {
        self.kind = kind
        self.role = role
        self.app = app
        self.agency = agency
        self.principal = principal
        self.from = from
        self.until = until
        self.excluded = excluded
        self.basis = basis
    }
}

extension Mandate {
    /// The open part; the letter's number lies in a box.
    var json: JSON {
        var writer = FactWriter()
        writer.put("id", id)
        writer.put("kind", kind.rawValue)
        writer.put("role", role.text)
        writer.put("app", app?.text)
        writer.put("agency", agency?.text)
        writer.put("for", principal?.text)
        writer.put("from", from)
        writer.put("until", until)
        writer.put("excluded", excluded.sorted().map { .string($0) })
        return writer.json
    }

    init(json: JSON, basis: String?) throws(FactFault) {
        let reader = try FactReader(json, type: "mandate")
        id = try reader.text("id")
        kind = try reader.choice("kind")
        role = try reader.id("role")
        app = try reader.optionalID("app")
        agency = try reader.optionalID("agency")
        principal = try reader.optionalText("for").map { OfficerID($0) }
        from = try reader.value("from")
        until = try reader.value("until")
        excluded = Set(try reader.texts("excluded"))
        self.basis = basis
    }
}
