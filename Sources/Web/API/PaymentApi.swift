import Civic
import Engine
import Hummingbird
import Node

/// Where banks and payment gateways tell of payments: signed, of these minutes, harmless when repeated.
struct PaymentApi {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.post("api/v1/payments/:channel", use: take)
    }

    @Sendable func take(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let bytes = try await FormReading.collect(request.body, bytesMax: Limits.callbackBytesMax)
        guard let id = try? PaymentChannelID(try context.parameter("channel")),
            let channel = context.government.channel(id), channel.isOpen,
            let message = request.headers[named: "webhook-id"],
            let timestamp = request.headers[named: "webhook-timestamp"],
            let signature = request.headers[named: "webhook-signature"],
            context.government.seal(of: channel).opens(
                id: message,
                timestamp: timestamp,
                signature: signature,
                body: bytes,
                now: context.now
            )
        else { throw PageRefusal.unknownToken }
        let json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: bytes)
        } catch {
            throw PageRefusal.badRequest(
                context.text("problem.json-broken", ["where": error.message(context.language)])
            )
        }
        let news = try PaymentNews(json: json, of: context.government.code)
        let answer = try await context.government.take(news, through: id, by: .bank(id))
        let status: HTTPResponse.Status =
            switch answer {
            case .taken: .ok
            case .unmatched: .accepted
            case .referenceReused: .conflict
            }
        return context.json(answer.json, status: status, keep: .never)
    }
}
