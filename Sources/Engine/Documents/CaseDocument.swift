package import Civic
package import Definition

/// How a document that was issued stands.
package enum DocumentStanding: String, Hashable, Sendable, CaseIterable {
    case issued, suspended, revoked, replaced, expired, renewed

    /// It may still be suspended, replaced or revoked.
    package var isInForce: Bool { self == .issued || self == .suspended }

    package var name: LocalizedText {
        switch self {
        case .issued: LocalizedText(id: "Berlaku", en: "In force")
        case .suspended: LocalizedText(id: "Dibekukan", en: "Suspended")
        case .revoked: LocalizedText(id: "Dicabut", en: "Revoked")
        case .replaced: LocalizedText(id: "Diganti", en: "Replaced")
        case .expired: LocalizedText(id: "Masa berlaku habis", en: "Expired")
        case .renewed: LocalizedText(id: "Diperpanjang dengan dokumen baru", en: "Renewed by a new document")
        }
    }
}

/// A document of a case, as it was issued; the case keeps them in order, for ever.
package struct CaseDocument: Hashable, Sendable {
    package let id: DocumentID
    /// Its place in the counter, `sewa-gor.approval/dispora/2026`.
    package let serial: Int
    package let counter: String
    package let number: String
    package let agency: AgencyID
    /// The day that stands on it.
    package let day: CivilDate
    /// The last day on which it holds; nil: for good.
    package let until: CivilDate?
    /// The number of the one whose place it takes.
    package let replaces: String?
    /// Hash of the template and the definition's words that it is printed from.
    package let template: Digest
    /// Days before its end at which somebody is reminded, the most first; those already past are left out.
    package let remind: [Int]

    package init(
        id: DocumentID,
        serial: Int,
        counter: String,
        number: String,
        agency: AgencyID,
        day: CivilDate,
        until: CivilDate?,
        replaces: String?,
        template: Digest,
        remind: [Int]
    ) {
        self.id = id
        self.serial = serial
        self.counter = counter
        self.number = number
        self.agency = agency
        self.day = day
        self.until = until
        self.replaces = replaces
        self.template = template
        self.remind = remind
    }
}

/// What became true of a case's document.
package enum DocumentChange: Hashable, Sendable {
    case issued(CaseDocument)
    /// `index` counts the case's documents from 0; `follower` is the number of the one that took its place.
    case stands(index: Int, DocumentStanding, follower: String?)
    case reminded(index: Int, days: Int)
}

/// A document and how it stands now.
package struct StandingDocument: Hashable, Sendable {
    package let document: CaseDocument
    package var standing: DocumentStanding
    /// When it came to stand so, and by whom.
    package var since: Moment
    package var by: ActorStamp
    /// Who issued it, and when: the signer.
    package let issuedAt: Moment
    package let issuedBy: ActorStamp
    package var follower: String?
    /// The fewest days before its end of which somebody has been reminded.
    package var reminded: Int?
    /// The case's version after it was issued, under which its answers and reason lie.
    package let version: Int
}

extension [StandingDocument] {
    /// Folds changes in; copies facts and never works anything out.
    mutating func take(_ changes: [DocumentChange], at: Moment, by: ActorStamp, version: Int) {
        for change in changes {
            switch change {
            case .issued(let document):
                append(
                    StandingDocument(
                        document: document,
                        standing: .issued,
                        since: at,
                        by: by,
                        issuedAt: at,
                        issuedBy: by,
                        version: version
                    )
                )
            case .stands(let index, let standing, let follower):
                self[index].standing = standing
                self[index].since = at
                self[index].by = by
                self[index].follower = follower ?? self[index].follower
            case .reminded(let index, let days): self[index].reminded = days
            }
        }
    }

    /// The one in force of a kind; there is at most one.
    package func inForce(_ id: DocumentID) -> Int? {
        lastIndex { $0.document.id == id && $0.standing.isInForce }
    }
}
