import Civic
import Engine
import Hummingbird
import Node

/// Where other nodes bring the signed acts of their governments: the inbox of a government over HTTP.
///
/// Nobody signs in here: the message's own signature says who sent it. 2xx: it is applied, once; 422: it never will be, and why;
/// anything else: try again later.
struct PeerRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.post("api/v1/antar-pemerintah", use: take)
    }

    @Sendable func take(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let bytes = try await FormReading.collect(request.body, bytesMax: Limits.peerMessageBytesMax)
        do {
            try await context.government.inbox.take(bytes)
        } catch let rejection as Rejection {
            return refused(rejection.message(context.language), context)
        } catch let refusal as Refusal where refusal != .signatureWrong {
            return refused(refusal.message(context.language), context)
        }
        return context.json(["taken": true], keep: .never)
    }

    private func refused(_ sentence: String, _ context: GovernmentContext) -> Response {
        context.json(["taken": false, "detail": .string(sentence)], status: .unprocessableContent, keep: .never)
    }
}
