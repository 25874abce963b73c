package import Civic

/// What became true of the work on a case.
package enum WorkEvent: Hashable, Sendable {
    case held(Held)
    case released(Released)
    case linked(Linked)

    package struct Linked: Hashable, Sendable {
        package let link: CaseLink
        package let at: Moment
        package let by: ActorStamp
    }

    package struct Held: Hashable, Sendable {
        package enum How: String, CaseIterable, Hashable, Sendable {
            case claimed, renewed, assigned
            case handedOver = "handed-over"
            case takenOver = "taken-over"
        }

        package let role: RoleID
        package let holding: Holding
        package let how: How
        /// Who held it before.
        package let from: OfficerID?
        /// A word why, in the case's box.
        package let sealed: CaseEvent.Sealed
        package let at: Moment
        package let by: ActorStamp
    }

    package struct Released: Hashable, Sendable {
        package enum How: String, CaseIterable, Hashable, Sendable {
            case lapsed
            case givenBack = "given-back"
            /// The case went where this role has nothing to do.
            case movedOn = "moved-on"
        }

        package let role: RoleID
        package let officer: OfficerID
        package let how: How
        package let at: Moment
        package let by: ActorStamp
    }

    package var at: Moment {
        switch self {
        case .held(let event): event.at
        case .released(let event): event.at
        case .linked(let event): event.at
        }
    }

    package var by: ActorStamp {
        switch self {
        case .held(let event): event.by
        case .released(let event): event.by
        case .linked(let event): event.by
        }
    }

    /// What lies in boxes.
    package var sealed: CaseEvent.Sealed? {
        switch self {
        case .held(let event): event.sealed
        case .released, .linked: nil
        }
    }

    /// Only colleagues hear of it: who works on the case, and that others told of the same.
    var isForOfficersAlone: Bool {
        switch self {
        case .held, .released: true
        case .linked(let linked): linked.link.kind == .hasDuplicate
        }
    }
}

extension WorkEvent {
    static let types = ["case.held", "case.released", "case.linked"]

    var type: String {
        switch self {
        case .held: "case.held"
        case .released: "case.released"
        case .linked: "case.linked"
        }
    }

    func write(to writer: inout FactWriter) {
        switch self {
        case .held(let event):
            writer.put("role", event.role.text)
            writer.put("holding", event.holding.json)
            writer.put("how", event.how.rawValue)
            writer.put("from", event.from?.text)
        case .released(let event):
            writer.put("role", event.role.text)
            writer.put("officer", event.officer.text)
            writer.put("how", event.how.rawValue)
        case .linked(let event): writer.put("link", event.link.json)
        }
    }

    init(_ fact: Fact, _ reader: FactReader, _ sealed: CaseEvent.Sealed) throws(FactFault) {
        switch fact.type {
        case "case.held":
            guard let holding = reader.json("holding") else { throw reader.fault("holding", "missing") }
            self = .held(
                Held(
                    role: try reader.id("role"),
                    holding: try Holding(json: holding),
                    how: try reader.choice("how"),
                    from: try reader.optionalText("from").map { OfficerID($0) },
                    sealed: sealed,
                    at: fact.at,
                    by: fact.actor
                )
            )
        case "case.released":
            self = .released(
                Released(
                    role: try reader.id("role"),
                    officer: OfficerID(try reader.text("officer")),
                    how: try reader.choice("how"),
                    at: fact.at,
                    by: fact.actor
                )
            )
        case "case.linked":
            guard let link = reader.json("link") else { throw reader.fault("link", "missing") }
            self = .linked(Linked(link: try CaseLink(json: link), at: fact.at, by: fact.actor))
        default: throw FactFault(type: fact.type, field: "type", problem: "no event of the work on a case")
        }
    }
}

extension CaseState {
    mutating func take(_ event: WorkEvent) {
        switch event {
        case .held(let held): holdings[held.role] = held.holding
        case .released(let released):
            holdings[released.role] = nil
            timers[.lease(released.role)] = nil
        case .linked(let linked): links.append(linked.link)
        }
    }

    /// Leases have their timers, whatever an event says of the others.
    mutating func keepLeases() {
        for (role, holding) in holdings { timers[.lease(role)] = holding.until }
    }
}
