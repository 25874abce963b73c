package import Civic

/// A government as the node's own ledger knows it: its address here, and whether it is here.
package struct HostedGovernment: Hashable, Sendable {
    package let code: RegionCode
    /// Stands in every address; never changes.
    package let slug: String
    package let name: String
    /// False after it has left: its folder is not opened any more, its address stays taken.
    package let isHere: Bool

    package init(code: RegionCode, slug: String, name: String, isHere: Bool = true) {
        self.code = code
        self.slug = slug
        self.name = name
        self.isHere = isHere
    }
}

/// What a node does with a government.
package enum HostingCommand: Hashable, Sendable {
    /// Serves it from now on: a new one, one whose folder was there before the node had a ledger, or one that comes back.
    case takeIn(slug: String, name: String)
    case leave
}

/// What becomes true of a government on a node: stream `government/<code>` of the node's ledger.
package enum HostingEvent: Hashable, Sendable {
    case takenIn(slug: String, name: String)
    case renamed(String)
    case left
}

/// The events of a command; none where all is so already.
package func decide(
    _ state: HostedGovernment?,
    _ command: HostingCommand,
    on code: RegionCode
) throws(Rejection) -> [HostingEvent] {
    switch command {
    case .takeIn(let slug, let name):
        guard let state else { return [.takenIn(slug: slug, name: name)] }
        // An address that once led to a government leads to no other one.
        guard state.slug == slug else { throw .register(.alreadyThere(state.slug)) }
        if !state.isHere { return [.takenIn(slug: slug, name: name)] }
        return state.name == name ? [] : [.renamed(name)]
    case .leave:
        guard let state else { throw .register(.notThere(code.text)) }
        guard state.isHere else { throw .register(.nothingChanges) }
        return [.left]
    }
}

package func evolve(_ state: HostedGovernment?, _ event: HostingEvent, of code: RegionCode) -> HostedGovernment {
    switch event {
    case .takenIn(let slug, let name): return HostedGovernment(code: code, slug: slug, name: name)
    case .renamed(let name):
        guard let state else { preconditionFailure("a government is taken in first") }
        return HostedGovernment(code: code, slug: state.slug, name: name, isHere: state.isHere)
    case .left:
        guard let state else { preconditionFailure("a government is taken in first") }
        return HostedGovernment(code: code, slug: state.slug, name: state.name, isHere: false)
    }
}

extension HostingEvent: AboutRegion {
    package static let prefix = "government/"

    package var type: String {
        switch self {
        case .takenIn: "hosting.taken-in"
        case .renamed: "hosting.renamed"
        case .left: "hosting.left"
        }
    }

    package func fact(of code: RegionCode, at: Moment) -> Fact {
        var writer = FactWriter()
        switch self {
        case .takenIn(let slug, let name):
            writer.put("slug", slug)
            writer.put("name", name)
        case .renamed(let name): writer.put("name", name)
        case .left: break
        }
        return Fact(ofNode: Self.stream(code), type, at: at, writer.json)
    }

    package init(fact: Fact) throws(FactFault) {
        let reader = try FactReader(fact.open, type: fact.type)
        switch fact.type {
        case "hosting.taken-in": self = .takenIn(slug: try reader.text("slug"), name: try reader.text("name"))
        case "hosting.renamed": self = .renamed(try reader.text("name"))
        case "hosting.left": self = .left
        default: throw FactFault(type: fact.type, field: "type", problem: "no event of a government on a node")
        }
    }
}

extension Fact {
    /// A fact of the node itself: nothing personal, nothing of a definition.
    init(ofNode stream: String, _ type: String, at: Moment, _ open: JSON) {
        self.init(stream: stream, type: type, at: at, actor: .node, open: open)
    }
}
