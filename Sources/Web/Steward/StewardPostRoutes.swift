import Civic
import Engine
import Hummingbird
import Node

/// What leaves the house: messages that were given up or sent last, and the rules of when people are told.
struct StewardPostRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("kelola/pos", use: page)
        government.post("kelola/pos/aturan", use: settle)
        government.post("kelola/pos/:id/ulang", use: revive)
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try show(context, typed: nil, error: nil)
    }

    /// `typed`: rules that were not taken, as they stood in the form.
    private func show(_ context: GovernmentContext, typed: Form?, error: (any Error)?) throws -> Response {
        let page = try StewardPage(context)
        let outbox = context.government.outbox
        let dead = try outbox.deadLetters(limit: 50)
        let recent = try [OutboxMessage.Kind.message, .email, .government, .document, .webhook, .push].flatMap {
            try outbox.messages($0, limit: 20)
        }
        .sorted { $0.place > $1.place }.prefix(30)
        let post: View = [
            "dead": dead.map { OutboxRow.view($0, context) }, "noDead": dead.isEmpty,
            "recent": recent.map { OutboxRow.view($0, context) }, "text": context.text("steward.post.no-dead"),
            "isRulesOpen": error != nil,
        ]
        return try page.response(
            "steward/post",
            part: "pos",
            title: context.text("steward.post.title"),
            post.adding(rules(context, typed)),
            error: error
        )
    }

    private func rules(_ context: GovernmentContext, _ typed: Form?) -> View {
        let rules = context.government.settings.state.post
        let formats = context.formats
        func time(_ name: String, _ minutes: Int) -> String {
            typed?[name] ?? TimeOfDay(hour: minutes / 60, minute: minutes % 60)?.text ?? ""
        }
        return [
            "rules": context.path("kelola/pos/aturan"),
            "quiet": formats.clock(minuteOfDay: rules.quietFrom) + "–" + formats.clock(minuteOfDay: rules.quietUntil),
            "quietFrom": time("quiet-from", rules.quietFrom), "quietUntil": time("quiet-until", rules.quietUntil),
            "digestAt": time("digest-at", rules.digestAt),
            "networks": typed?["networks"] ?? rules.networks.map(\.text).joined(separator: ", "),
        ]
    }

    /// Quiet hours, the hour of the day's message, networks of the house.
    @Sendable func settle(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let form = try await context.form(request)
        return try await page.change(to: "kelola/pos") {
            let names = (form["networks"] ?? "").split { $0.isWhitespace || $0 == "," }
            let networks = names.compactMap { NetworkRange(String($0)) }
            guard networks.count == names.count else { throw Rejection.register(.networkUnfit) }
            let settings = PostSettings(
                quietFrom: try Self.minutes(form["quiet-from"]),
                quietUntil: try Self.minutes(form["quiet-until"]),
                digestAt: try Self.minutes(form["digest-at"]),
                networks: networks
            )
            try await context.government.change(.setPost(settings), by: context.caller)
        } refused: {
            try show(context, typed: form, error: $0)
        }
    }

    private static func minutes(_ typed: String?) throws -> Int {
        guard let time = typed.flatMap({ try? TimeOfDay(typed: $0) }) else {
            throw Rejection.register(.unreadable("jam"))
        }
        return time.minuteOfDay
    }

    @Sendable func revive(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        _ = try await context.form(request)
        let id = try context.parameter("id")
        return try await page.change(to: "kelola/pos") {
            try await context.government.outbox.revive(id)
        } refused: {
            throw $0
        }
    }
}
