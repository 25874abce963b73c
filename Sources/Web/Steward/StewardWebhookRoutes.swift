import Civic
import Definition
import Engine
import Hummingbird
import Node

/// Other programs that are told of facts: where they are, what they hear of, how that goes.
struct StewardWebhookRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("kelola/webhook", use: page)
        government.post("kelola/webhook", use: change)
        government.post("kelola/webhook/uji", use: test)
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try show(context, Form(), error: nil)
    }

    private func show(_ context: GovernmentContext, _ typed: Form, error: (any Error)?) throws -> Response {
        let page = try StewardPage(context)
        let government = context.government
        let log = try government.outbox.messages(.webhook, limit: 200)
        let apps = try government.openApplications()
        let rows = government.webhooks.map { hook in
            row(hook, log.filter { $0.content.to == hook.id.text }, apps, context)
        }
        return try page.response(
            "steward/webhooks",
            part: "webhook",
            title: context.text("notify.hooks.title"),
            [
                "hooks": rows, "none": rows.isEmpty, "text": context.text("notify.hooks.none"),
                "action": context.path("kelola/webhook"), "isNewOpen": error != nil || rows.isEmpty,
                "typedID": typed["id"] ?? "", "typedAddress": typed["address"] ?? "",
                "apps": choices(apps, chosen: [], context), "kinds": kinds(chosen: [], context),
                "hasApps": !apps.isEmpty,
            ],
            error: error
        )
    }

    private func choices(_ apps: [CompiledDefinition], chosen: Set<AppID>, _ context: GovernmentContext) -> [View] {
        apps.map {
            let app = $0.definition.app
            return [
                "value": app.text, "label": $0.definition.name.text(context.language),
                "isChecked": chosen.contains(app),
            ]
        }
    }

    private func kinds(chosen: Set<Webhook.Kind>, _ context: GovernmentContext) -> [View] {
        Webhook.Kind.allCases.map {
            [
                "value": $0.rawValue, "label": context.text("notify.kind-\($0.rawValue)"),
                "isChecked": chosen.contains($0),
            ]
        }
    }

    private func row(
        _ hook: Webhook,
        _ log: [OutboxMessage],
        _ apps: [CompiledDefinition],
        _ context: GovernmentContext
    ) -> View {
        let tone =
            switch hook.stage {
            case .open: "done"
            case .paused: "waiting"
            case .gone, .removed: "late"
            }
        let names = apps.filter { hook.apps.contains($0.definition.app) }.map {
            $0.definition.name.text(context.language)
        }
        return [
            "id": hook.id.text, "address": hook.address, "generation": "\(hook.generation)",
            "secret": context.government.seal(of: hook).shown, "action": context.path("kelola/webhook"),
            "test": context.path("kelola/webhook/uji"), "isOpen": hook.stage == .open,
            "tag": ["tone": tone, "text": context.text("notify.stage.\(hook.stage.rawValue)")] as View,
            "hears": names.isEmpty ? context.text("notify.hooks.all-apps") : names.joined(separator: ", "),
            "facts": hook.kinds.isEmpty
                ? context.text("notify.hooks.all-kinds")
                : Webhook.Kind.allCases.filter(hook.kinds.contains).map { context.text("notify.kind-\($0.rawValue)") }
                    .joined(separator: ", "),
            "overlap": hook.overlapUntil.flatMap {
                $0 > context.now ? context.text("notify.hooks.overlap", ["until": context.formats.dateTime($0)]) : nil
            },
            "apps": choices(apps, chosen: hook.apps, context), "kinds": kinds(chosen: hook.kinds, context),
            "log": log.prefix(8).map { OutboxRow.view($0, context) }, "hasLog": !log.isEmpty,
        ]
    }

    /// Adds a webhook or changes one: its address, what it hears of, its secret, whether it is told at all.
    @Sendable func change(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let form = try await context.form(request)
        return try await page.change(to: "kelola/webhook") {
            let id = try WebhookID((form["id"] ?? "").filter { !$0.isWhitespace })
            let command = try Self.webhook(id, form, context)
            try await context.government.change(.setWebhook(command), by: context.caller)
        } refused: {
            try show(context, form, error: $0)
        }
    }

    private static func webhook(_ id: WebhookID, _ form: Form, _ context: GovernmentContext) throws -> Webhook {
        let old = context.government.webhook(id)
        guard let old else {
            guard form["do"] == "add" else { throw Rejection.register(.notThere(id.text)) }
            return try typed(id, form, generation: 1)
        }
        switch form["do"] {
        case "save": return try typed(id, form, generation: old.generation, overlap: old.overlapUntil, stage: old.stage)
        case "pause": return old.with(stage: .paused)
        case "open": return old.with(stage: .open)
        case "remove": return old.with(stage: .removed)
        case "renew": return context.government.renewed(old)
        default: throw Rejection.register(.alreadyThere(id.text))
        }
    }

    private static func typed(
        _ id: WebhookID,
        _ form: Form,
        generation: Int,
        overlap: Moment? = nil,
        stage: Webhook.Stage = .open
    ) throws -> Webhook {
        Webhook(
            id: id,
            address: (form["address"] ?? "").filter { !$0.isWhitespace },
            apps: Set(try form.all("app").map { try AppID($0) }),
            kinds: Set(form.all("kind").compactMap(Webhook.Kind.init)),
            generation: generation,
            overlapUntil: overlap,
            stage: stage
        )
    }

    @Sendable func test(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let form = try await context.form(request)
        return try await page.change(to: "kelola/webhook") {
            try await context.government.tryWebhook(try WebhookID(form["id"] ?? ""), by: context.caller)
        } refused: {
            try show(context, form, error: $0)
        }
    }
}
