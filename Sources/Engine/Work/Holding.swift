package import Civic

/// An officer works on a case in one role, for a time: a lease, never a lock.
///
/// It is renewed by what they do, ends by itself, and binds colleagues of the same role only.
package struct Holding: Hashable, Sendable {
    package let officer: OfficerID
    /// The agency of the grant under which they hold it.
    package let agency: AgencyID?
    package let since: Moment
    /// First moment at which it no longer holds.
    package let until: Moment

    package init(officer: OfficerID, agency: AgencyID?, since: Moment, until: Moment) {
        self.officer = officer
        self.agency = agency
        self.since = since
        self.until = until
    }

    package func holds(at moment: Moment) -> Bool { moment < until }
}

extension Holding {
    var json: JSON {
        var writer = FactWriter()
        writer.put("officer", officer.text)
        writer.put("agency", agency?.text)
        writer.put("since", since)
        writer.put("until", until)
        return writer.json
    }

    init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "holding")
        officer = OfficerID(try reader.text("officer"))
        agency = try reader.optionalID("agency")
        since = try reader.value("since")
        until = try reader.value("until")
    }
}

extension CaseState {
    /// Who holds the case in a role now; nil: nobody, or the lease has run out.
    package func holder(in role: RoleID, at moment: Moment) -> OfficerID? {
        holdings[role].flatMap { $0.holds(at: moment) ? $0.officer : nil }
    }

    /// The roles in which an officer holds the case now, in order.
    package func rolesHeld(by officer: OfficerID, at moment: Moment) -> [RoleID] {
        holdings.filter { $0.value.officer == officer && $0.value.holds(at: moment) }.map(\.key).sorted()
    }
}
