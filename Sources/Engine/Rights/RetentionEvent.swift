package import Civic

/// What becomes true of keeping and erasing in a government: holds of the law, and what was erased on a day.
package enum RetentionEvent: Hashable, Sendable {
    /// Nothing of the case is erased until the hold is released.
    case held(CaseID, CaseNumber, reason: String?)
    case released(CaseID)
    /// What the sweep of a day erased, by application.
    case swept([AppID: Int])

    package static let stream = "retention"
    package static let types = ["retention.held", "retention.released", "retention.swept"]

    package func fact(at: Moment, by: ActorStamp) -> Fact {
        var writer = FactWriter()
        var closed: [ClosedFact] = []
        switch self {
        case .held(let id, let number, let reason):
            writer.put("case", id.text)
            writer.put("number", number.text)
            if let reason { closed = [ClosedFact(owner: .theCase, content: ["reason": .string(reason)])] }
        case .released(let id): writer.put("case", id.text)
        case .swept(let counts): writer.put("erased", counts) { .int(Int64($0)) }
        }
        return Fact(
            stream: Self.stream,
            type: type,
            at: at,
            actor: by,
            open: writer.json,
            closed: closed
        )
    }

    private var type: String {
        switch self {
        case .held: "retention.held"
        case .released: "retention.released"
        case .swept: "retention.swept"
        }
    }

    package init(fact: Fact) throws(FactFault) {
        let reader = try FactReader(fact.open, type: fact.type)
        switch fact.type {
        case "retention.held":
            let reason = fact.closed.first?.content["reason"]?.string
            self = .held(try reader.value("case"), try reader.value("number"), reason: reason)
        case "retention.released": self = .released(try reader.value("case"))
        case "retention.swept":
            self = .swept(
                try reader.keyed("erased") { json, reader throws(FactFault) in
                    guard let count = json.int else { throw reader.fault("erased", "not a number") }
                    return Int(count)
                }
            )
        default: throw FactFault(type: fact.type, field: "type", problem: "no event of keeping and erasing")
        }
    }
}

/// Holds that stand, and the newest sweeps.
package struct RetentionState: Hashable, Sendable {
    package struct Hold: Hashable, Sendable {
        package let caseID: CaseID
        package let number: CaseNumber
        package let reason: String?
        package let since: Moment
        package let by: OfficerID?
    }

    package struct Sweep: Hashable, Sendable {
        package let at: Moment
        package let counts: [AppID: Int]
    }

    /// In the order in which they were laid.
    package private(set) var holds: [Hold] = []
    /// The newest last, at most as many as a page shows.
    package private(set) var sweeps: [Sweep] = []

    package init() {}

    package func isHeld(_ id: CaseID) -> Bool { holds.contains { $0.caseID == id } }

    package mutating func take(_ event: RetentionEvent, at: Moment, by: ActorStamp) {
        switch event {
        case .held(let id, let number, let reason):
            holds.removeAll { $0.caseID == id }
            holds.append(Hold(caseID: id, number: number, reason: reason, since: at, by: by.officer))
        case .released(let id): holds.removeAll { $0.caseID == id }
        case .swept(let counts):
            sweeps.append(Sweep(at: at, counts: counts))
            if sweeps.count > Limits.sweepsShown { sweeps.removeFirst() }
        }
    }
}
