package import Civic
import Crypto
import Foundation

/// The signature over messages between a bank and a government: Standard Webhooks 1.0, symmetric.
///
/// `webhook-signature: v1,<base64>` of HMAC-SHA256 over `id.timestamp.body`; the body as it came, byte for byte.
package struct CallbackSeal: Sendable {
    /// 32 bytes.
    private let secret: [UInt8]

    package init(secret: [UInt8]) { self.secret = secret }

    /// As a bank's people type it into their settings: `whsec_…`.
    package var shown: String { "whsec_" + Data(secret).base64EncodedString() }

    package func headers(id: String, at moment: Moment, body: [UInt8]) -> [String: String] {
        Self.headers([self], id: id, at: moment, body: body)
    }

    /// Signed with each of the secrets: while a receiver changes over to the new one, the old one opens the message too.
    static func headers(_ seals: [CallbackSeal], id: String, at moment: Moment, body: [UInt8]) -> [String: String] {
        let seconds = "\(moment.milliseconds / 1_000)"
        return [
            "webhook-id": id, "webhook-timestamp": seconds,
            "webhook-signature": seals.map { "v1," + $0.signature(id, seconds, body) }.joined(separator: " "),
        ]
    }

    /// Whether the message is the bank's, and of these minutes: an old one that somebody kept is refused.
    package func opens(id: String, timestamp: String, signature: String, body: [UInt8], now: Moment) -> Bool {
        guard let seconds = Int64(timestamp), !id.isEmpty, id.utf8.count <= 128 else { return false }
        let age = now.milliseconds / 1_000 - seconds
        guard abs(age) <= Int64(Limits.callbackAgeSecondsMax) else { return false }
        let wanted = "v1," + self.signature(id, timestamp, body)
        // Several signatures may stand side by side while a bank renews its secret.
        return signature.split(separator: " ").prefix(4).contains { Mark.equal(String($0), wanted) }
    }

    private func signature(_ id: String, _ timestamp: String, _ body: [UInt8]) -> String {
        let message = Array("\(id).\(timestamp).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret))
        return Data(code).base64EncodedString()
    }
}
