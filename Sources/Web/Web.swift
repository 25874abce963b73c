/// The web: everything that people and programs see of a node over HTTP.
///
/// Here live: pages (templates of `Site/` filled with views), forms, streams, the JSON API, the open data, and what stands
/// before all of them: who calls, in which language, with which token, how often.
///
/// Never here: rules of an application, SQL, who may do what (`Permissions` and the engine say), anything that must survive a
/// restart. A handler reads a request, calls the node once, and answers with a page.
///
/// Read first: `Server/Contexts.swift` (what a handler has), then `Page/PageContext+Page.swift` (how a page is made) and
/// `Server/Routes.swift` (all collections of routes). `Site/` holds templates, styles, scripts and sentences.
package import Definition
package import Exchange
package import Hummingbird
package import Logging
package import Node

/// One node on the web.
package struct Web: Sendable {
    package let node: Node
    package let pages: Pages
    let tokens: FormTokens
    let limiter: RateLimiter
    let drawings: DrawingCache
    let prints: PrintShop
    let counts: RequestCounts
    let room: RoomFeeds
    /// The list of 174 applications.
    let catalogue: Catalogue
    /// What a pasted definition may stand on.
    let archetypes: Archetypes
    /// Started for benchmarks: there is a route more (`RehearsalRoutes`).
    let isMeasured: Bool

    /// `pages` are loaded before, so that a broken site stops the start with a sentence.
    package init(
        node: Node,
        pages: Pages,
        catalogue: Catalogue = .empty,
        archetypes: Archetypes = .none,
        isMeasured: Bool = false
    ) {
        self.node = node
        self.pages = pages
        tokens = FormTokens(secret: node.secret(for: "web forms"))
        limiter = RateLimiter()
        drawings = DrawingCache()
        prints = PrintShop(printer: Printer(outside: node.outside))
        counts = RequestCounts()
        room = RoomFeeds()
        self.catalogue = catalogue
        self.archetypes = archetypes
        self.isMeasured = isMeasured
    }

    /// All addresses of the node.
    ///
    /// Build it once.
    package func router(logger: Logger) -> Router<ArrivalContext> {
        let router = Router(context: ArrivalContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Arrival(web: self, logger: logger))
        Routes(web: self).add(to: router)
        return router
    }

    /// The server, ready to run in a service group.
    package func application(
        host: String,
        port: Int,
        logger: Logger,
        whenListening: @escaping @Sendable (_ port: Int) async -> Void
    ) -> some ApplicationProtocol {
        Application(
            router: router(logger: logger),
            configuration: .init(address: .hostname(host, port: port), serverName: "lumbung"),
            onServerRunning: { channel in await whenListening(channel.localAddress?.port ?? port) },
            logger: logger
        )
    }
}
