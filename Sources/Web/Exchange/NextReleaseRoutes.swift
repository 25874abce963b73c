import Civic
import Definition
import Engine
import Exchange
import Hummingbird
import Node

/// The provider's page of one application: what is published, the draft of the next version, and its publication.
struct NextReleaseRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("bursa/rilis/:app", use: page)
        government.post("bursa/rilis/:app/rancang", use: prepare)
        government.post("bursa/rilis/:app/terbitkan", use: publish)
    }

    private func app(_ context: GovernmentContext) throws -> AppID {
        try context.requireSteward()
        guard let app = try? AppID(try context.parameter("app")),
            context.government.definitions.installation(app)?.entitlement == .own
        else { throw PageRefusal.notFound }
        return app
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try show(try app(context), context)
    }

    @Sendable func prepare(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let app = try app(context)
        let form = try await context.form(request)
        let stories = form["scenarios"].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        let problem = try await context.attempt {
            try await context.nextReleases.prepare(
                yaml: form["definition"] ?? "",
                scenarios: stories,
                for: app,
                by: context.caller
            )
        }
        if let problem { return try show(app, problem: problem, typed: form, context) }
        return context.redirect("bursa/rilis/\(app.text)")
    }

    @Sendable func publish(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let app = try app(context)
        _ = try await context.form(request)
        var adopters = 0
        let problem = try await context.attempt {
            adopters = try await context.nextReleases.publish(app, by: context.caller)
        }
        if let problem { return try show(app, problem: problem, context) }
        return context.redirect("bursa/rilis/\(app.text)?terbit=\(adopters)")
    }

    private func show(
        _ app: AppID,
        problem: String? = nil,
        typed: Form? = nil,
        _ context: GovernmentContext
    ) throws -> Response {
        let releases = try Releases(context.government).known(app).filter {
            $0.release.provider == context.government.code
        }
        let judged = try context.nextReleases.judged(app)
        let name =
            judged?.draft.definition.name.text(context.language)
            ?? context.catalogue[app]?.name.text(context.language) ?? app.text
        let sent = context.visit.query.hasPrefix("terbit=") ? String(context.visit.query.dropFirst(7)) : nil
        return try context.exchangePage(
            "next-release",
            title: context.text("upgrade.next.title", ["name": name]),
            [
                "name": name, "base_path": context.path("bursa/rilis/\(app.text)"),
                "problem": problem.map { context.notice("warning", "warning", $0) },
                "done": sent.flatMap { Int($0) }.map {
                    context.notice("done", "check", context.text("upgrade.next.sent", ["n": "\($0)"]))
                },
                "draft": judged.map { draft($0, context) },
                "releases": releases.map { kept in
                    [
                        "version": kept.release.version.description, "hash": kept.release.hash.hex,
                        "when": kept.release.publishedAt.map { context.formats.dateTime($0) } ?? "",
                    ] as View
                },
                "definition": View.paragraph(
                    "definition",
                    label: context.text("upgrade.next.definition"),
                    hint: context.text("upgrade.next.definition-hint"),
                    value: typed?["definition"] ?? ""
                ),
                "scenarios": View.paragraph(
                    "scenarios",
                    label: context.text("upgrade.next.scenarios"),
                    value: typed?["scenarios"] ?? "",
                    isRequired: false
                ),
            ],
            breadcrumbs: [context.home(), Link(name)],
            status: problem == nil ? .ok : .unprocessableContent,
            isWide: true
        )
    }

    private func draft(_ judged: NextReleases.Judged, _ context: GovernmentContext) -> View {
        let language = context.language
        let passed = judged.scenarios.map { $0.results.count { $0.isPassed } } ?? 0
        return [
            "version": judged.draft.definition.version.description,
            "when": context.formats.dateTime(judged.draft.at),
            "computed": judged.computed.map {
                context.text("upgrade.next.computed", ["version": "\($0.version)"])
            },
            "obstacle": judged.obstacle.map { context.notice("warning", "warning", $0.text(language)) },
            "canPublish": judged.obstacle == nil,
            "stories": context.text(
                "upgrade.next.stories",
                ["passed": "\(passed)", "all": "\(judged.scenarios?.results.count ?? 0)"]
            ),
            "changes": judged.changes.map { change in
                let tone = change.weight == .major ? "late" : change.weight == .minor ? "working" : "new"
                return [
                    "tag": context.tag(tone, context.text("upgrade.weight.\(change.weight)")),
                    "words": change.words.text(language),
                ] as View
            },
        ]
    }
}
