import Civic
import Definition
import Engine
import Hummingbird
import Node

/// The citizens' front door of a government.
struct HomeRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("", use: home)
        government.get("manifest.webmanifest", use: manifest)
    }

    @Sendable func home(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let government = context.government
        let figures = try PublicFigures(of: government, days: 29, language: context.language)
        let services = try ServiceCard.all(of: context)
        let report = services.first { $0.categories.isEmpty == false } ?? services.first
        return try context.page(
            "portal/home",
            title: context.text("portal.home.title"),
            [
                "headline": context.text("portal.home.headline", ["place": Self.shortName(government.profile)]),
                "report": report.map { ["href": $0.start] as View },
                "mapAlt": context.text("portal.home.map-alt", ["name": government.profile.name]),
                "numberExample": context.text("portal.follow.example"),
                "hasCategories": report?.categories.isEmpty == false,
                "categories": Self.tiles(report, context), "figures": Self.figures(figures, context),
                "services": services.map(\.view),
                "noServices": Self.empty(services.isEmpty, context.text("portal.home.no-services")),
            ]
        )
    }

    /// The first kinds of report as pictures, and one more for all of them: a phone shows a dozen without losing the figures below.
    private static func tiles(_ report: ServiceCard?, _ context: GovernmentContext) -> [View] {
        guard let report else { return [] }
        let shown = report.categories.prefix(Limits.homeTilesMax - 1).map(\.view)
        guard report.categories.count > shown.count else { return shown }
        return shown + [["href": report.start, "icon": "list", "text": context.text("portal.home.all-categories")]]
    }

    /// The four figures of the day.
    static func figures(_ figures: PublicFigures, _ context: GovernmentContext) -> [View] {
        let formats = context.formats
        func figure(_ key: String, _ value: Int, _ tone: String?, note: String? = nil) -> View {
            ["label": context.text(key), "value": formats.number(value), "tone": tone, "note": note, "live": nil]
        }
        let usual = figures.usual.map { context.text("portal.home.usual", ["n": formats.number($0)]) }
        return [
            figure("portal.home.received", figures.today?.received ?? 0, "new", note: usual),
            figure("portal.home.ended", figures.today?.ended ?? 0, nil),
            figure("portal.home.open", figures.open, "waiting"),
            figure("portal.home.late", figures.late, "late"),
        ]
    }

    static func empty(_ isEmpty: Bool, _ words: String) -> View? { isEmpty ? ["text": words] : nil }

    /// "Tangerang" of "Kota Tangerang": what its people call it.
    static func shortName(_ profile: GovernmentProfile) -> String {
        for kind in ["Kota ", "Kabupaten ", "Provinsi "] where profile.name.hasPrefix(kind) {
            return String(profile.name.dropFirst(kind.count))
        }
        return profile.name
    }

    /// What a phone needs to put the portal on its home screen.
    @Sendable func manifest(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let prefix = context.web.pages.assets.prefix
        let name = context.government.profile.name
        return context.json(
            [
                "id": .string(context.path("")), "name": .string("\(context.text("layout.under-portal")) \(name)"),
                "short_name": .string(name),
                "lang": .string(context.language.rawValue), "start_url": .string(context.path("")),
                "scope": .string(context.path("")),
                "display": "standalone", "background_color": "#ffffff", "theme_color": "#0e3d29",
                "icons": [
                    [
                        "src": .string(prefix + "/icons/mark.svg"), "sizes": "any", "type": "image/svg+xml",
                        "purpose": "any",
                    ]
                ],
                "shortcuts": [
                    ["name": .string(context.text("layout.nav-follow")), "url": .string(context.path("lacak"))]
                ],
            ],
            keep: .seconds(3_600),
            type: "application/manifest+json"
        )
    }
}

/// A service as the portal shows it.
struct ServiceCard {
    struct Category {
        let view: View
    }

    let definition: CompiledDefinition
    let name: String
    let summary: String
    let href: String
    let start: String
    let icon: String
    let isLive: Bool
    let categories: [Category]

    var view: View { ["icon": icon, "href": href, "name": name, "summary": summary] }

    /// The public services that are installed, in order of name.
    static func all(of context: GovernmentContext) throws -> [ServiceCard] {
        try context.government.definitions.installations().compactMap { installation in
            guard installation.stage != .installed else { return nil }
            let plan = try context.government.definitions.compiled(installation.release.definition)
            guard plan.definition.group == .publicService else { return nil }
            return ServiceCard(plan, isLive: installation.stage == .live, context)
        }.sorted { $0.name < $1.name }
    }

    init(_ plan: CompiledDefinition, isLive: Bool, _ context: GovernmentContext) {
        let definition = plan.definition
        let language = context.language
        let start = context.path("layanan/\(definition.app.text)/mulai")
        self.definition = plan
        let system = definition.replacement(on: context.now.date(in: context.zone))
        let isLive = isLive && system == nil
        self.isLive = isLive
        self.start = start
        name = definition.name.text(language)
        let elsewhere = system.map { context.text("national.replaced-short", ["system": $0.system]) + ". " } ?? ""
        summary = elsewhere + definition.summary.text(language)
        href = context.path("layanan/\(definition.app.text)")
        icon = definition.icon ?? ServiceCard.icon(definition.pillar)
        guard isLive, let (field, first) = definition.form.all.first.map({ ($0.id, $0.element) }),
            case .choice(.register(let register)) = first.type,
            let rows = definition.registers[register]?.shown, rows.contains(where: { $0.element.icon != nil })
        else {
            categories = []
            return
        }
        categories = rows.map { id, row in
            Category(view: [
                "href": "\(start)?\(field.text)=\(id.text)", "icon": row.icon ?? "other",
                "text": row.name.text(language),
            ])
        }
    }

    private static func icon(_ pillar: String) -> String {
        switch pillar {
        case "governance": "office"
        case "living": "heart"
        case "economy": "market"
        case "society": "users"
        case "environment": "tree"
        case "branding": "star"
        default: "file"
        }
    }
}
