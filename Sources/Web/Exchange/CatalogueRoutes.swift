import Civic
import Definition
import Engine
import Exchange
import Hummingbird
import Node

/// The catalogue of the Exchange: all 174 applications, and those that can be had now with everything that is known of them.
struct CatalogueRoutes {
    func add(to node: RouterGroup<NodeContext>) {
        node.get("bursa", use: list)
        node.get("bursa/aplikasi/:app", use: application)
        node.get("bursa/aplikasi/:app/rilis.json", use: release)
    }

    // MARK: The list

    @Sendable func list(_ request: Request, _ context: NodeContext) async throws -> Response {
        let offers = try Offer.all(context.web.node)
        let available = Set(offers.map(\.app))
        let query = Self.query(request)
        let found = context.catalogue.found(query, available: available)
        let adopters = Catalogue.adoptersOf2018
        return try context.exchangePage(
            "catalogue",
            title: context.text("exchange.catalogue.title"),
            [
                "lead": context.text(
                    "exchange.catalogue.lead",
                    [
                        "n": context.formats.number(context.catalogue.entries.count),
                        "available": context.formats.number(available.count),
                    ]
                ),
                "adopters": context.text(
                    "exchange.catalogue.adopters",
                    ["n": context.formats.number(adopters.count), "source": adopters.source]
                ),
                "words": query.words,
                "count": context.text("exchange.catalogue.count", ["n": context.formats.number(found.count)]),
                "kept": query.chosen.map { ["name": $0.key.rawValue, "value": $0.value] as View },
                "facets": facets(query, available, context), "entries": found.map { card($0, available, context) },
                "none": HomeRoutes.empty(found.isEmpty, context.text("exchange.catalogue.none")),
                "clear": query.words.isEmpty && query.chosen.isEmpty ? nil : "/bursa/",
                "boards": context.web.node.governments.map {
                    [
                        "href": "/\($0.slug)/bursa/",
                        "name": context.text("exchange.board.open", ["name": $0.profile.name]),
                    ] as View
                },
            ]
        )
    }

    static func query(_ request: Request) -> CatalogueQuery {
        func value(_ name: String) -> String? {
            request.uri.queryParameters[Substring(name)].flatMap { Form.percentDecoded($0.utf8) }.flatMap {
                $0.isEmpty ? nil : $0
            }
        }
        var chosen: [CatalogueFacet: String] = [:]
        for facet in CatalogueFacet.allCases { chosen[facet] = value(facet.rawValue) }
        return CatalogueQuery(words: String((value("cari") ?? "").prefix(200)), chosen: chosen)
    }

    private func facets(_ query: CatalogueQuery, _ available: Set<AppID>, _ context: NodeContext) -> [View] {
        let counts = context.catalogue.facets(query, available: available)
        return CatalogueFacet.allCases.map { facet in
            let values = (counts[facet] ?? []).map { value, count -> View in
                let isChosen = query.chosen[facet] == value
                var other = query
                other.chosen[facet] = isChosen ? nil : value
                return [
                    "href": Self.address(other), "text": Self.word(facet, value, context),
                    "count": context.formats.number(count),
                    "isChosen": isChosen,
                ]
            }
            return [
                "title": context.text("exchange.facet.\(facet.rawValue)"), "values": values,
                "isOpen": facet == .available || query.chosen[facet] != nil,
            ]
        }
    }

    static func address(_ query: CatalogueQuery) -> String {
        var parts = query.words.isEmpty ? [] : ["cari=" + CaseRows.escaped(query.words)]
        parts += query.chosen.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            "\($0.key.rawValue)=\(CaseRows.escaped($0.value))"
        }
        return "/bursa/" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    static func word(_ facet: CatalogueFacet, _ value: String, _ context: some PageContext) -> String {
        switch facet {
        case .archetype: context.text("exchange.archetype.\(value)")
        case .pillar: context.text("exchange.pillar.\(value)")
        case .group: context.text("exchange.group.\(value)")
        case .evidence: context.text("exchange.evidence.\(value)")
        case .national: context.text("exchange.relation.\(value)")
        case .available: context.text("exchange.available.\(value)")
        }
    }

    private func card(_ entry: CatalogueEntry, _ available: Set<AppID>, _ context: NodeContext) -> View {
        [
            "href": "/bursa/aplikasi/\(entry.app.text)", "name": entry.name.text(context.language),
            "summary": entry.summary,
            "tags": tags(entry, isAvailable: available.contains(entry.app), context),
        ]
    }

    private func tags(_ entry: CatalogueEntry, isAvailable: Bool, _ context: NodeContext) -> [View] {
        var tags = [
            context.tag(
                isAvailable ? "done" : "new",
                context.text("exchange.available.\(isAvailable ? "ya" : "belum")")
            ),
            context.tag(
                entry.evidence == .documented ? "working" : "waiting",
                context.text("exchange.evidence.\(entry.evidence.rawValue)")
            ),
        ]
        if let note = entry.nationalNote {
            let words = context.text("exchange.relation.\(note.relation.rawValue)")
            tags.append(context.tag(note.relation == .replaced ? "refused" : "waiting", "\(words): \(note.system)"))
        }
        return tags
    }

    // MARK: One application

    @Sendable func application(_ request: Request, _ context: NodeContext) async throws -> Response {
        guard let app = context.parameters.get("app").flatMap({ try? AppID($0) }), let entry = context.catalogue[app]
        else {
            throw PageRefusal.notFound
        }
        let offers = try Offer.all(context.web.node).filter { $0.app == app }
        let name = entry.name.text(context.language)
        let verdict = NationalVerdict(entry)
        let view: View = [
            "name": name, "tags": tags(entry, isAvailable: !offers.isEmpty, context),
            "summary": offers.first?.definition.summary.text(context.language) ?? entry.summary,
            "summaryLanguage": offers.isEmpty ? "en" : context.language.rawValue,
            "national": verdict.basis.map {
                context.notice(
                    verdict.isStruckOut ? "warning" : "info",
                    verdict.isStruckOut ? "warning" : "info",
                    $0.text(context.language)
                )
            },
            "unavailable": offers.isEmpty
                ? context.notice(
                    "info",
                    "info",
                    context.text("exchange.application.unavailable-text"),
                    title: context.text("exchange.available.belum")
                ) : nil,
            "facts": facts(entry, context), "steps": offers.isEmpty ? entry.steps : [],
            "hasSteps": offers.isEmpty && !entry.steps.isEmpty,
            "source": entry.source.isEmpty ? context.text("exchange.application.no-source") : entry.source,
            "offer": try offers.first.map { try offered($0, offers, context) },
        ]
        return try context.exchangePage(
            "application",
            title: name,
            view,
            breadcrumbs: [Link(context.text("exchange.catalogue.title"), "/bursa/"), Link(name)]
        )
    }

    private func facts(_ entry: CatalogueEntry, _ context: NodeContext) -> [View] {
        let own = context.language.rawValue
        let known: [(String, String)] = [
            ("exchange.facet.kelompok", context.text("exchange.group.\(entry.group.rawValue)")),
            ("exchange.facet.pilar", context.text("exchange.pillar.\(entry.pillar)")),
            ("exchange.facet.pola", context.text("exchange.archetype.\(entry.archetype)")),
            ("exchange.application.owner", entry.owner.uppercased()),
        ]
        // The list of 174 describes these in English only.
        let listed: [(String, String)] = [
            ("exchange.application.time", entry.serviceTime), ("exchange.application.fee", entry.fee),
            ("exchange.application.outputs", entry.outputs),
        ]
        func view(_ row: (label: String, value: String), _ language: String) -> View {
            ["label": context.text(row.label), "value": row.value, "language": language]
        }
        return known.filter { !$0.1.isEmpty }.map { view($0, own) }
            + listed.filter { !$0.1.isEmpty }.map { view($0, "en") }
    }

    private func offered(_ offer: Offer, _ offers: [Offer], _ context: NodeContext) throws -> View {
        let language = context.language
        let definition = offer.definition
        let standard = definition.standard
        let needs = Readiness(definition, means: AdopterMeans(agencies: [], roles: []))
        return [
            "releases": offers.map { release($0, context) },
            "runs": try context.web.node.governments.compactMap { try run(offer.app, in: $0, context) },
            "standard": [
                ("exchange.application.time", standard.time), ("exchange.application.fee", standard.fee),
                ("exchange.application.outputs", standard.product),
                ("exchange.application.complaints", standard.complaints),
                ("exchange.application.guarantee", standard.guarantee),
            ].map { ["label": context.text($0.0), "value": $0.1.text(language)] as View },
            "needs": Readiness.Kind.allCases.compactMap { kind -> View? in
                let names = needs.items.filter { $0.kind == kind }.map {
                    $0.kind == .agency ? $0.id : $0.name.text(language)
                }
                guard !names.isEmpty else { return nil }
                return [
                    "label": context.text("exchange.need.\(kind.rawValue)"), "value": names.joined(separator: ", "),
                ]
            },
            "workflow": SafeHTML(trusted: definition.workflowSVG(language)),
            "adopt": context.web.node.governments.filter { government in
                !offers.contains { $0.government.code == government.code }
            }.map {
                [
                    "href": "/\($0.slug)/bursa/kajian/baru?app=\(offer.app.text)",
                    "name": context.text("exchange.application.study", ["name": $0.profile.name]),
                ] as View
            },
        ]
    }

    private func release(_ offer: Offer, _ context: NodeContext) -> View {
        let release = offer.kept.release
        return [
            "provider": offer.government.profile.name, "version": release.version.description, "hash": release.hash.hex,
            "signature": hexText(Array(release.signature.prefix(16))) + "…",
            "verdict": release.isSigned(by: offer.kept.key)
                ? context.tag("done", context.text("exchange.signature.good"))
                : context.tag("refused", context.text("exchange.signature.bad")),
            "when": release.publishedAt.map { context.formats.date($0) } ?? "",
            "href": "/bursa/aplikasi/\(release.app.text)/rilis.json?penyedia=\(offer.government.slug)",
        ]
    }

    /// What real use says, where it runs.
    private func run(_ app: AppID, in government: Government, _ context: NodeContext) throws -> View? {
        guard let installation = government.definitions.installation(app), installation.stage != .installed else {
            return nil
        }
        let evidence = try Evidence(of: app, in: government)
        return [
            "name": government.profile.name, "version": installation.release.version.description,
            "stage": installation.stage.name.text(context.language), "href": "/\(government.slug)/layanan/\(app.text)",
            "cases": context.formats.number(evidence.cases),
            "median": evidence.medianHours.map { context.formats.number($0 / 24, decimals: 1) } ?? "–",
            "rating": evidence.rating.map { context.formats.number($0, decimals: 1) } ?? "–",
            "changes": context.formats.number(installation.operations.count),
        ]
    }

    /// The signed statement, for whoever wants to verify it outside.
    @Sendable func release(_ request: Request, _ context: NodeContext) async throws -> Response {
        guard let app = context.parameters.get("app").flatMap({ try? AppID($0) }),
            let offer = try Offer.all(context.web.node).first(where: { offer in
                offer.app == app
                    && (request.uri.queryParameters["penyedia"].map { $0 == offer.government.slug } ?? true)
            })
        else { throw PageRefusal.notFound }
        guard var members = offer.kept.release.json.object else { throw PageRefusal.notFound }
        members["key"] = .string(hexText(offer.kept.key))
        return context.json(.object(members))
    }
}

/// A release that a government of this node offers.
struct Offer {
    let government: Government
    let kept: Releases.Kept
    let definition: Definition
    var app: AppID { kept.release.app }

    static func all(_ node: Node) throws -> [Offer] {
        try node.governments.flatMap { government in
            try Releases(government).offered().map { kept in
                Offer(
                    government: government,
                    kept: kept,
                    definition: try government.definitions.compiled(kept.release.hash).definition
                )
            }
        }
    }
}
