package import Civic
package import Definition

/// The text of an MoU or a PKS as structured data: what both parties keep, and what officials sign byte for byte.
///
/// A text is a draft until `final` is set; the final one carries both numbers, both signatories with their keys, day, place and
/// term, and nothing may be added to it. Its canonical form (RFC 8785) is what Ed25519 signs, its SHA-256 names it for ever.
package struct AgreementText: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Kesepakatan Bersama.
        case understanding
        /// Perjanjian Kerja Sama.
        case cooperation

        package var app: AppID { self == .understanding ? "kesepakatan-bersama" : "pks" }
    }

    package let kind: Kind
    /// The case that it belongs to, the same in both ledgers.
    package let agreement: CaseID
    /// What it is about, after "TENTANG".
    package var subject: String
    package var provider: Party
    package var adopter: Party
    package var considerations: [String]
    package var legal: [String]
    package var clauses: [Clause]
    /// Values of the slots in clauses.
    package var variables: [String: String]
    /// Of a PKS: the MoU that it carries out.
    package var framework: Framework?
    package var annex: [AnnexLine]
    package var obligations: [Obligation]
    package var final: Closing?

    package init(
        kind: Kind,
        agreement: CaseID,
        subject: String,
        provider: Party,
        adopter: Party,
        considerations: [String],
        legal: [String],
        clauses: [Clause],
        variables: [String: String],
        framework: Framework? = nil,
        annex: [AnnexLine] = [],
        obligations: [Obligation] = [],
        final: Closing? = nil
    ) {
        self.kind = kind
        self.agreement = agreement
        self.subject = subject
        self.provider = provider
        self.adopter = adopter
        self.considerations = considerations
        self.legal = legal
        self.clauses = clauses
        self.variables = variables
        self.framework = framework
        self.annex = annex
        self.obligations = obligations
        self.final = final
    }

    package func party(_ side: Side) -> Party { side == .provider ? provider : adopter }

    /// The side on which a government stands; nil: it is no party.
    package func side(of government: RegionCode) -> Side? {
        if provider.government == government { return .provider }
        return adopter.government == government ? .adopter : nil
    }

    /// What is signed.
    package var canonical: [UInt8] { json.canonical }
}

/// An article: an id that lasts, a heading, numbered paragraphs with `{slots}`.
package struct Clause: Hashable, Sendable {
    package let id: String
    package var heading: String
    package var paragraphs: [String]

    package init(id: String, heading: String, paragraphs: [String]) {
        self.id = id
        self.heading = heading
        self.paragraphs = paragraphs
    }
}

/// The MoU on which a PKS rests.
package struct Framework: Hashable, Sendable {
    package let agreement: CaseID
    package let providerNumber: String
    package let adopterNumber: String
    package let date: CivilDate
    package let subject: String

    package init(agreement: CaseID, providerNumber: String, adopterNumber: String, date: CivilDate, subject: String) {
        self.agreement = agreement
        self.providerNumber = providerNumber
        self.adopterNumber = adopterNumber
        self.date = date
        self.subject = subject
    }
}

/// What makes a draft final.
package struct Closing: Hashable, Sendable {
    package let date: CivilDate
    package let place: String
    /// First and last day on which it is in force.
    package let from: CivilDate
    package let last: CivilDate

    package init(date: CivilDate, place: String, from: CivilDate, last: CivilDate) {
        self.date = date
        self.place = place
        self.from = from
        self.last = last
    }

    /// The first day on which it is not in force any more.
    package var endsOn: CivilDate { last.adding(days: 1) }

    package func holds(on date: CivilDate) -> Bool { from <= date && date <= last }
}
