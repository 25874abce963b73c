package import Civic
package import Hummingbird
package import Logging
package import Node

/// A request as it comes off the wire; the edge (`Arrival`) fills in who and where.
package struct ArrivalContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Network address of the other end.
    package var address: String
    var web: Web?
    var visit: Visitor?
    var government: Government?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// For tests: a request without a socket.
    package init(logger: Logger, address: String) {
        coreContext = .init(source: WithoutSocket(logger: logger))
        self.address = address
    }

    private struct WithoutSocket: RequestContextSource { let logger: Logger }
}

/// What handlers of pages have in common: everything that a page or a form needs.
package protocol PageContext: RequestContext {
    var web: Web { get }
    var visit: Visitor { get }
    /// The government of the address; nil on the node's own pages.
    var place: Government? { get }
}

/// A request to the node itself: `/`, `/bursa/`, `/tur`.
package struct NodeContext: ChildRequestContext, PageContext {
    package var coreContext: CoreRequestContextStorage
    package let web: Web
    package let visit: Visitor
    package var place: Government? { nil }

    package init(context: ArrivalContext) throws {
        guard let web = context.web, let visit = context.visit else {
            preconditionFailure("Arrival stands before every route")
        }
        coreContext = context.coreContext
        self.web = web
        self.visit = visit
    }
}

/// A request to one government: `/tangerang/…`.
package struct GovernmentContext: ChildRequestContext, PageContext {
    package var coreContext: CoreRequestContextStorage
    package let web: Web
    package let visit: Visitor
    package let government: Government
    package var place: Government? { government }

    package init(context: ArrivalContext) throws {
        guard let web = context.web, let visit = context.visit else {
            preconditionFailure("Arrival stands before every route")
        }
        guard let government = context.government else { throw PageRefusal.notFound }
        coreContext = context.coreContext
        self.web = web
        self.visit = visit
        self.government = government
    }

    /// A parameter of the route; a route without it is our own mistake.
    package func parameter(_ name: String) throws -> String {
        guard let value = parameters.get(name) else { throw PageRefusal.notFound }
        return value
    }
}

extension PageContext {
    package var language: Language { visit.language }
    package var caller: Caller { visit.caller }
    package var texts: Texts { web.pages.texts(visit.language) }
    package var now: Moment { web.node.outside.now() }
    package var zone: Zone { place?.profile.zone ?? .wib }
    package var formats: Formats { Formats(language: visit.language, zone: zone) }
    /// "/tangerang", or "" on the node's pages.
    package var base: String { place.map { "/" + $0.profile.slug } ?? "" }

    /// A sentence of the messages with its slots filled.
    package func text(_ key: String, _ slots: [String: String] = [:]) -> String { texts.text(key, slots) }

    /// An address below the government (or the node): `path("lacak")` is `/tangerang/lacak`.
    package func path(_ rest: String) -> String { base + "/" + rest }

    /// 303 to an address below the government; what a POST answers.
    package func redirect(_ rest: String) -> Response { Response.redirect(to: path(rest), type: .normal) }

    /// The officer who calls; leads anybody else to the desk's sign-in page and back.
    package func officer() throws -> Officer {
        guard let officer = visit.caller.officer else { throw PageRefusal.signIn(.officer) }
        return officer
    }

    /// Only a steward; anybody else is led to the sign-in or refused.
    func requireSteward() throws {
        _ = try officer()
        try Permissions.require(.steward, caller, now: now)
    }
}
