package import Civic

/// What became true in one stream, in the neutral form that Store seals into an entry and gets back from it.
package struct Fact: Hashable, Sendable {
    /// `case/<id>`, `staff/<officer>`, `government`, `installation/<app>`.
    package let stream: String
    /// `case.started`, `staff.granted`, and so on.
    package let type: String
    /// When it happened (an import's past included); when it was recorded is the ledger's to say.
    package let at: Moment
    package let actor: ActorStamp
    /// Hash of the definition it was decided under.
    package let definition: Digest?
    /// An object without anything personal.
    package let open: JSON
    /// One for the case, one for each person; a closed fact that is missing on reading was erased.
    package let closed: [ClosedFact]

    package init(
        stream: String,
        type: String,
        at: Moment,
        actor: ActorStamp,
        definition: Digest? = nil,
        open: JSON,
        closed: [ClosedFact] = []
    ) {
        self.stream = stream
        self.type = type
        self.at = at
        self.actor = actor
        self.definition = definition
        self.open = open
        self.closed = closed
    }
}

extension Fact {
    /// The numbers that it took beside the case's own, by counter.
    ///
    /// Any fact may say so in its open part; the store counts them without knowing what they number.
    package var serials: [String: Int] {
        guard let taken = open["serials"]?.object else { return [:] }
        return taken.compactMapValues { $0.int.map(Int.init) }
    }
}

/// The part of a fact that goes into one box.
package struct ClosedFact: Hashable, Sendable {
    package enum Owner: Hashable, Sendable {
        case theCase
        case person(PersonID)
    }

    package let owner: Owner
    package let content: JSON

    package init(owner: Owner, content: JSON) {
        self.owner = owner
        self.content = content
    }
}

/// A fact that cannot be read: our own writing, so a sign of damage or of a newer release.
package struct FactFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let type: String
    package let field: String
    package let problem: String

    package init(type: String, field: String, problem: String) {
        self.type = type
        self.field = field
        self.problem = problem
    }

    package var description: String { "\(type): \(field): \(problem)" }
}
