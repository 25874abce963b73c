import Civic
import Definition
package import Engine
import Ledger
import Store

extension Government {
    /// Programs that are told of facts, without those that were removed.
    package var webhooks: [Webhook] { settings.state.webhooks.filter { $0.stage != .removed } }

    package func webhook(_ id: WebhookID) -> Webhook? { webhooks.first { $0.id == id } }

    /// The secret that a receiver checks signatures with.
    package func seal(of webhook: Webhook) -> CallbackSeal { seal(of: webhook.id, generation: webhook.generation) }

    private func seal(of id: WebhookID, generation: Int) -> CallbackSeal {
        CallbackSeal(secret: webhookSecret("\(code.text)/\(id.text)/\(generation)"))
    }

    /// A new secret; the one before signs beside it for a day.
    package func renewed(_ webhook: Webhook) -> Webhook {
        Webhook(
            id: webhook.id,
            address: webhook.address,
            apps: webhook.apps,
            kinds: webhook.kinds,
            generation: webhook.generation + 1,
            overlapUntil: outside.now() + .hours(Limits.webhookOverlapHours),
            stage: webhook.stage
        )
    }

    /// The applications of which others may be told: those that publish their cases openly.
    package func openApplications() throws -> [CompiledDefinition] {
        try definitions.installations().filter { $0.stage != .installed }.map {
            try definitions.compiled($0.release.definition)
        }
        .filter { $0.definition.publication.ledger == .open }
    }

    /// Posts what webhooks asked for, in the transaction of the changes; history that is brought in is no news.
    func tellWebhooks(_ changes: [Change], in turn: WriteTurn) throws {
        let hooks = settings.state.webhooks.filter { $0.stage == .open }
        guard !hooks.isEmpty, !book.isQuiet else { return }
        for change in changes where change.fact.actor.kind != .importer {
            guard let state = change.after, let kind = Webhook.Kind(rawValue: change.fact.type) else { continue }
            let hearers = hooks.filter { $0.hears(kind, of: state.app) }
            guard !hearers.isEmpty else { continue }
            let fact = OpenFact(
                change: change,
                definition: try definitions.compiled(state.definition),
                zone: profile.zone,
                address: "\(baseURL)/\(slug)/api/v1/cases/\(state.number.text)",
                government: code
            )
            guard let body = fact.body(kind) else { continue }
            for hook in hearers {
                try turn.post(
                    .webhook(hook.id, type: kind.rawValue, body: body, about: state.number.text),
                    subject: "\(change.stream)/webhook/\(hook.id.text)",
                    fact: "\(change.stream)/\(change.version)/webhook/\(hook.id.text)",
                    lane: Self.lane(hook.id)
                )
            }
        }
    }

    private static func lane(_ id: WebhookID) -> String { "webhook/" + id.text }

    /// Posts a message that tells nothing; like any other it is tried again, and what the receiver said stands in the log.
    package func tryWebhook(_ id: WebhookID, by caller: Caller) async throws {
        try Permissions.requireSteering(caller, now: outside.now())
        guard webhook(id) != nil else { throw Rejection.register(.notThere(id.text)) }
        _ = try await submit(
            Work(stream: "outbox") { turn in
                let body: JSON = [
                    "type": "webhook.test", "timestamp": .string(turn.now.rfc3339(in: self.profile.zone)),
                    "data": ["government": .string(self.code.text)],
                ]
                try turn.post(
                    .webhook(id, type: "webhook.test", body: body, about: nil),
                    subject: Self.lane(id),
                    lane: Self.lane(id)
                )
                return .null
            }
        )
    }

    /// Brings a fact to the program that asked for it.
    func callWebhook(_ message: OutboxMessage) async throws -> DeliveryOutcome {
        guard let id = try? WebhookID(message.content.to), let webhook = webhook(id) else {
            return .refused("\(message.content.to): dihapus")
        }
        switch webhook.stage {
        case .gone, .removed: return .refused("\(id.text): berhenti (410)")
        case .paused: return .refused("\(id.text): dijeda")
        case .open: break
        }
        let now = outside.now()
        let body = message.content.body.canonical
        var seals = [seal(of: webhook)]
        if let until = webhook.overlapUntil, until > now, webhook.generation > 1 {
            seals.append(seal(of: id, generation: webhook.generation - 1))
        }
        var headers = CallbackSeal.headers(seals, id: "msg_" + message.id, at: now, body: body)
        headers["Content-Type"] = "application/json"
        let answer = try await outside.send(
            Errand(
                url: webhook.address,
                headers: headers,
                body: body,
                secondsMax: Limits.strangerSeconds,
                strangersNetworks: settings.state.post.networks
            )
        )
        if answer.status == 410 {
            // The receiver wants no more, and says so for good.
            try await change(.setWebhook(webhook.with(stage: .gone)), by: .node)
            return .refused("\(id.text): HTTP 410")
        }
        return answer.isAccepted ? .taken("HTTP \(answer.status)") : .failed("HTTP \(answer.status)")
    }
}
