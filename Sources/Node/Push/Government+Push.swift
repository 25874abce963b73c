package import Civic
import Crypto
import Engine
import Foundation
import Ledger
import Store

/// What a browser gives when it wants to be told: where its push service takes messages, and keys that it alone opens with.
package struct PushSubscription: Sendable, Hashable {
    let endpoint: String
    let point: [UInt8]
    let auth: [UInt8]

    /// Nil unless the endpoint is an address and the keys are those of RFC 8291.
    package init?(endpoint: String, point: String, auth: String) {
        guard let point = base64URLBytes(point), let auth = base64URLBytes(auth),
            PushEncryption(point: point, auth: auth) != nil, endpoint.utf8.count <= Limits.pushEndpointBytesMax,
            let url = URL(string: endpoint), url.scheme == "https" || url.scheme == "http", url.host != nil,
            url.user == nil
        else { return nil }
        self.endpoint = endpoint
        self.point = point
        self.auth = auth
    }

    var id: String { Base32.text(Array(sha256(Array(endpoint.utf8)).bytes.prefix(16))) }

    /// Scheme, host and port: what the ticket of RFC 8292 is made out to.
    var origin: String {
        guard let url = URL(string: endpoint), let scheme = url.scheme, let host = url.host else { return endpoint }
        return "\(scheme)://\(host)" + (url.port.map { ":\($0)" } ?? "")
    }

    var json: JSON {
        ["endpoint": .string(endpoint), "p256dh": .string(base64URL(point)), "auth": .string(base64URL(auth))]
    }
}

extension Government {
    /// The key that browsers subscribe with.
    package var pushKey: String { pushIdentity.publicText }

    private var pushIdentity: PushIdentity { PushIdentity { pushSecret("\(code.text)/\($0)") } }

    /// Tells a browser of a case from now on; where it lies is sealed under the key of the case, and goes with it.
    package func subscribe(_ subscription: PushSubscription, to id: CaseID) async throws {
        let stream = CaseEvent.stream(id)
        let row = "\(id.text)/\(subscription.id)"
        _ = try await submit(
            Work(stream: stream) { turn in
                let vault = Vault(try turn.boxKey(stream: stream).bytes, random: self.outside.random)
                let known = try turn.rows(PushTable.ofStream, ["stream": .text(stream)])
                // A shared phone is changed now and then; the oldest makes room.
                if known.count >= Limits.pushBrowsersMax, let oldest = try known.last?.text("id"), oldest != row {
                    try turn.run(PushTable.delete, ["id": .text(oldest)])
                }
                try turn.run(
                    PushTable.put,
                    [
                        "id": .text(row), "stream": .text(stream), "host": .text(subscription.origin),
                        "content": .blob(vault.seal(subscription.json.canonical, place: "push/" + row)),
                        "made": .moment(turn.now),
                    ]
                )
                return .null
            }
        )
    }

    /// Tells that browser no more.
    package func unsubscribe(_ subscription: PushSubscription, from id: CaseID) async throws {
        try await forgetPush("\(id.text)/\(subscription.id)")
    }

    private func forgetPush(_ row: String) async throws {
        _ = try await submit(
            Work(stream: "outbox") { turn in
                try turn.run(PushTable.delete, ["id": .text(row)])
                return .null
            }
        )
    }

    /// Browsers that are told of a case.
    package func browsers(of id: CaseID) throws -> Int {
        try database.read { try $0.rows(PushTable.ofStream, ["stream": .text(CaseEvent.stream(id))]).count }
    }

    /// Brings a message to a browser by its push service (RFC 8030); a browser that is gone is forgotten.
    func callPush(_ message: OutboxMessage) async throws -> DeliveryOutcome {
        guard let subscription = try pushSubscription(message.content.to),
            let encryption = PushEncryption(point: subscription.point, auth: subscription.auth)
        else { return .refused("peramban ini tidak lagi dikabari") }
        let body = try encryption.seal(
            message.content.body.canonical,
            ephemeral: P256.KeyAgreement.PrivateKey(),
            salt: outside.random(16)
        )
        let until = outside.now().milliseconds / 1_000 + Limits.pushTicketSeconds
        let answer = try await outside.send(
            Errand(
                url: subscription.endpoint,
                headers: [
                    "Content-Type": "application/octet-stream", "Content-Encoding": "aes128gcm",
                    "TTL": "\(Limits.pushLifeSeconds)", "Urgency": "normal", "Topic": message.id,
                    "Authorization": try pushIdentity.authorization(
                        for: subscription.origin,
                        subject: baseURL,
                        until: until
                    ),
                ],
                body: body,
                secondsMax: Limits.strangerSeconds,
                strangersNetworks: settings.state.post.networks
            )
        )
        if answer.status == 404 || answer.status == 410 {
            try await forgetPush(message.content.to)
            return .refused("HTTP \(answer.status)")
        }
        return DeliveryOutcome(status: answer.status, receiver: "push")
    }

    private func pushSubscription(_ row: String) throws -> PushSubscription? {
        guard let found = try database.read({ try $0.row(PushTable.byID, ["id": .text(row)]) }),
            let key = try book.keys.keys(of: try found.text("stream")).first(where: { $0.owner == .theCase })?.key
        else { return nil }
        let vault = Vault(key.bytes, random: outside.random)
        let json = try JSON(parsing: vault.open(try found.blob("content"), place: "push/" + row))
        return PushSubscription(
            endpoint: json["endpoint"]?.string ?? "",
            point: json["p256dh"]?.string ?? "",
            auth: json["auth"]?.string ?? ""
        )
    }
}
