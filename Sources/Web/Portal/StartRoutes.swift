import Civic
import Engine
import Foundation
import Hummingbird
import Node

/// The node's own front page: its governments, the Exchange, and in the demo one click and one token for each role.
struct StartRoutes {
    func add(to node: RouterGroup<NodeContext>) {
        node.get("", use: start)
        node.get("manifest.webmanifest", use: manifest)
        node.post("demo/masuk", use: signIn)
    }

    @Sendable func start(_ request: Request, _ context: NodeContext) async throws -> Response {
        let governments = context.web.node.governments
        let isDemo = context.web.node.settings.isDemo
        let groups = isDemo ? governments.map { roles($0) }.filter { !$0.1.isEmpty } : []
        return try context.page(
            "node/start",
            title: context.text("node.start.page"),
            [
                "governments": governments.map { view($0, context) },
                "noGovernments": HomeRoutes.empty(governments.isEmpty, context.text("node.start.none")),
                "liveRooms": governments.map {
                    [
                        "href": "/\($0.slug)/live/publik",
                        "name": context.text("node.start.live-name", ["name": $0.profile.name]),
                    ] as View
                },
                "hasRoles": !groups.isEmpty, "roleGroups": groups.map { ["government": $0.0, "roles": $0.1] as View },
            ],
            PageOptions(area: .node)
        )
    }

    private func view(_ government: Government, _ context: NodeContext) -> View {
        let villages = government.regions.regions(of: .village).count
        let services = government.definitions.installations().count { $0.stage == .live }
        return [
            "href": "/\(government.slug)/", "name": government.profile.name,
            "map": "/\(government.slug)/peta/gambar.svg?tema=gelap",
            "note": context.text(
                "node.start.note",
                [
                    "n": context.formats.number(villages),
                    "village": government.profile.terms.village.text(context.language).lowercased(),
                    "services": context.formats.number(services),
                ]
            ),
        ]
    }

    /// One row for each demo officer; `data-token` names government, role and agency, for scripts that read this page.
    private func roles(_ government: Government) -> (String, [View]) {
        let rows = government.identity.officers().filter(\.isActive).map { officer in
            [
                "name": officer.name, "title": officer.title, "slug": government.slug, "login": officer.login,
                "role": ([government.slug] + Self.address(officer)).joined(separator: "/"),
                "bearer": government.identity.demoToken(of: officer.id),
            ] as View
        }
        return (government.profile.name, rows)
    }

    /// `verifier`, `handler/dpupr`: the role, and the agency where the role is bound to one that is not its usual home.
    static func address(_ officer: Officer) -> [String] {
        guard let grant = officer.grants.first else { return ["officer"] }
        guard let agency = grant.agency, Self.isOfAnyAgency(grant.role) else { return [grant.role.text] }
        return [grant.role.text, agency.text]
    }

    /// Roles that several agencies have, each for itself.
    private static func isOfAnyAgency(_ role: RoleID) -> Bool {
        ["handler", "checker", "head_of_agency", "intake"].contains(role.text)
    }

    @Sendable func manifest(_ request: Request, _ context: NodeContext) async throws -> Response {
        let icon = context.web.pages.assets.prefix + "/icons/mark.svg"
        return context.json(
            [
                "name": "Lumbung", "short_name": "Lumbung", "start_url": "/", "display": "standalone",
                "background_color": "#ffffff",
                "theme_color": "#0e3d29", "icons": [["src": .string(icon), "sizes": "any", "type": "image/svg+xml"]],
            ],
            keep: .seconds(3_600),
            type: "application/manifest+json"
        )
    }

    /// One click in the demo; anywhere else the node refuses.
    @Sendable func signIn(_ request: Request, _ context: NodeContext) async throws -> Response {
        let form = try await context.form(request)
        guard let government = context.web.node.government(slug: form["government"] ?? ""),
            let officer = government.identity.officers().first(where: { $0.login == form["login"] })
        else { throw PageRefusal.notFound }
        let session = try await government.identity.demoSignIn(as: officer.id)
        context.signIn(officer: session, of: government)
        return Response.redirect(to: "/\(government.slug)/\(Self.door(officer, now: context.now))")
    }

    /// Where an officer's day begins.
    static func door(_ officer: Officer, now: Moment) -> String {
        let caller = Caller.officer(officer)
        if Permissions.mayEnter(.desk, caller, now: now) { return "petugas/" }
        if Permissions.mayEnter(.steward, caller, now: now) { return "kelola/" }
        return Permissions.mayEnter(.room, caller, now: now) ? "live/" : "petugas/"
    }
}
