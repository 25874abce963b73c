import Civic
import Engine
import Foundation
import Hummingbird
import Node

/// News of a case in the browser itself: the worker that shows it, and the browsers that want it.
struct PushRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("pekerja.js", use: worker)
        government.post("lacak/:number/kabar/peramban", use: change)
    }

    /// Stands below the government's own path, so that it serves its pages and no other government's.
    @Sendable func worker(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        guard let script = context.web.pages.assets.files["scripts/push-worker.js"] else { throw PageRefusal.notFound }
        return Answer.bytes(script.bytes, type: script.type, keep: .ask, gzip: context.visit.acceptsGzip)
    }

    /// A browser is told from now on, or no more: `endpoint`, `p256dh`, `auth` as the browser gave them.
    @Sendable func change(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try CaseRoutes.number(context)
        guard let (id, sight) = try context.government.cases.sight(of: number, for: context.caller), sight == .holder
        else { throw Refusal.unknownCase }
        let form = try await context.form(request)
        let subscription = PushSubscription(
            endpoint: form["endpoint"] ?? "",
            point: form["p256dh"] ?? "",
            auth: form["auth"] ?? ""
        )
        guard let subscription else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Peramban ini memberi alamat yang tidak dikenal.",
                    en: "This browser gave an unknown address."
                )
            )
        }
        if form["do"] == "off" {
            try await context.government.unsubscribe(subscription, from: id)
        } else {
            try await context.government.subscribe(subscription, to: id)
        }
        return Response(status: .noContent)
    }

    /// What the `push` component needs.
    static func view(_ number: String, _ context: GovernmentContext) -> View {
        [
            "pushKey": context.government.pushKey, "pushWorker": context.path("pekerja.js"),
            "pushScope": context.path(""), "pushAction": context.path("lacak/\(number)/kabar/peramban"),
        ]
    }
}
