import Civic
import Definition
import Engine
import Hummingbird
import Node

/// The start of a case without its end, for benchmarks: read, validated, routed and decided, and nothing stored.
///
/// There only when the node was started with `--bench`: what a durable start costs is measured against it, in one run.
struct RehearsalRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.post("api/v1/applications/:app/rehearsals", use: start)
    }

    @Sendable func start(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let app = try AppID(try context.parameter("app"))
        let body = try await ApiBody(request, context)
        let command = try body.start(app, context)
        _ = try body.key(context, route: "applications/\(app.text)/cases")
        let events = try context.government.rehearse(command, by: context.caller)
        guard case .started(let started) = events.first else { preconditionFailure("a case begins with its start") }
        let answer: JSON = [
            "number": .string(started.number.text), "app": .string(app.text), "events": .int(Int64(events.count)),
        ]
        return context.json(answer, status: .created, keep: .never)
    }
}
