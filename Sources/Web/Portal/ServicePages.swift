import Civic
import Definition
import Engine
import Hummingbird
import Node

/// What services there are, and what each is: who may have it, what it costs, how long it takes (UU 25/2009).
struct ServiceRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("layanan", use: list)
        government.get("layanan/:app", use: service)
    }

    @Sendable func list(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let query = request.uri.queryParameters["cari"].flatMap { Form.percentDecoded($0.utf8) } ?? ""
        let words = query.lowercased().split(separator: " ")
        let found = try ServiceCard.all(of: context).filter { card in
            let text = "\(card.name) \(card.summary)".lowercased()
            return words.allSatisfy { text.contains($0) }
        }
        return try context.page(
            "portal/services",
            title: context.text("portal.services.title"),
            [
                "query": query,
                "count": context.text("portal.services.count", ["n": context.formats.number(found.count)]),
                "services": found.map(\.view),
                "noServices": HomeRoutes.empty(found.isEmpty, context.text("portal.services.none")),
            ]
        )
    }

    @Sendable func service(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        guard let app = try? AppID(try context.parameter("app")),
            let installation = context.government.definitions.installation(app),
            installation.stage != .installed
        else { throw PageRefusal.notFound }
        let plan = try context.government.definitions.compiled(installation.release.definition)
        let definition = plan.definition
        guard definition.group == .publicService else { throw PageRefusal.notFound }
        let language = context.language
        let system = definition.replacement(on: context.now.date(in: context.zone))
        let isLive = installation.stage == .live && system == nil
        let name = definition.name.text(language)
        let suspended: View = [
            "tone": "warning", "icon": "warning", "title": nil, "text": context.text("portal.service.suspended"),
        ]
        return try context.page(
            "portal/service",
            title: name,
            [
                "name": name, "summary": definition.summary.text(language),
                "suspended": installation.stage == .live ? nil : suspended,
                "national": national(definition, context),
                "start": isLive
                    ? ["href": context.path("layanan/\(app.text)/mulai"), "text": context.text("portal.service.start")]
                        as View
                    : system?.url.map { url in
                        ["href": url, "text": context.text("national.go", ["system": system?.system ?? ""])] as View
                    },
                "facts": facts(definition, language, context),
                "procedure": definition.standard.procedure.map { $0.text(language) },
                "requirements": definition.standard.requirements.map { $0.text(language) },
                "standard": standard(definition.standard, language, context),
                "legal": definition.legal.map { ["text": $0.text.text(language), "url": $0.url] as View },
                "workflow": SafeHTML(trusted: definition.workflowSVG(language)),
                "print": [
                    ["href": context.path("layanan/\(app.text)/standar"), "text": context.text("portal.service.print")]
                        as View,
                    [
                        "href": context.path("layanan/\(app.text)/standar.pdf"),
                        "text": context.text("portal.service.pdf"),
                    ] as View,
                ],
            ],
            PageOptions(
                breadcrumbs: [Link(context.text("layout.nav-services"), context.path("layanan")), Link(name)],
                noun: definition.noun
            )
        )
    }

    private func facts(_ definition: Definition, _ language: Language, _ context: GovernmentContext) -> [View] {
        func fact(_ key: String, _ text: LocalizedText) -> View {
            ["label": context.text(key), "value": text.text(language)]
        }
        return [
            fact("portal.service.time", definition.standard.time), fact("portal.service.fee", definition.standard.fee),
            fact("portal.service.product", definition.standard.product),
        ]
    }

    private func standard(_ standard: ServiceStandard, _ language: Language, _ context: GovernmentContext) -> [View] {
        let rows: [(String, LocalizedText)] = [
            ("portal.service.complaints", standard.complaints), ("portal.service.facilities", standard.facilities),
            ("portal.service.competence", standard.competence), ("portal.service.supervision", standard.supervision),
            ("portal.service.staff", standard.staff), ("portal.service.guarantee", standard.guarantee),
            ("portal.service.safety", standard.safety), ("portal.service.evaluation", standard.evaluation),
        ]
        return rows.map { ["label": context.text($0.0), "value": $0.1.text(language)] }
    }

    /// Where the nation has its own system for this, the citizen is led there.
    private func national(_ definition: Definition, _ context: GovernmentContext) -> View? {
        definition.replacement(on: context.now.date(in: context.zone)).map { system in
            [
                "tone": "info", "icon": "info", "title": nil,
                "text": context.text(
                    "national.replaced",
                    ["system": system.system, "from": system.from.map { context.formats.date($0) } ?? "–"]
                ) + " " + system.basis.text(context.language),
            ]
        }
    }
}
