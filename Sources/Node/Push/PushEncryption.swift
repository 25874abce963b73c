import Crypto
import Foundation

/// Encrypts a message for one browser (RFC 8291 over RFC 8188, `aes128gcm`): nobody on the way, the push service included, reads it.
struct PushEncryption {
    /// The browser's P-256 point, 65 bytes.
    private let browser: P256.KeyAgreement.PublicKey
    /// 16 bytes that the browser shares with us alone.
    private let auth: [UInt8]

    /// Nil where the point is not on the curve or the secret has another length.
    init?(point: [UInt8], auth: [UInt8]) {
        guard auth.count == 16, let key = try? P256.KeyAgreement.PublicKey(x963Representation: point) else {
            return nil
        }
        browser = key
        self.auth = auth
    }

    /// One record, with its header; `ephemeral` and `salt` (16 bytes) are new for every message.
    func seal(_ plain: [UInt8], ephemeral: P256.KeyAgreement.PrivateKey, salt: [UInt8]) throws -> [UInt8] {
        let own = Array(ephemeral.publicKey.x963Representation)
        let shared = try ephemeral.sharedSecretFromKeyAgreement(with: browser)
        let input = shared.hkdfDerivedSymmetricKey(
            using: SHA256.self,
            salt: auth,
            sharedInfo: Array("WebPush: info\0".utf8) + Array(browser.x963Representation) + own,
            outputByteCount: 32
        )
        func derived(_ info: String, _ count: Int) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(inputKeyMaterial: input, salt: salt, info: Array(info.utf8), outputByteCount: count)
        }
        let nonce = derived("Content-Encoding: nonce\0", 12).withUnsafeBytes { Array($0) }
        let sealed = try AES.GCM.seal(
            plain + [2],
            using: derived("Content-Encoding: aes128gcm\0", 16),
            nonce: AES.GCM.Nonce(data: nonce)
        )
        let recordBytes: [UInt8] = [0, 0, 16, 0]
        return salt + recordBytes + [UInt8(own.count)] + own + Array(sealed.ciphertext) + Array(sealed.tag)
    }
}

/// Who we are to push services (RFC 8292, VAPID): an ES256 key of the government, and a short-lived ticket for each service.
struct PushIdentity {
    private let key: P256.Signing.PrivateKey

    /// Derived from the node's secret; the first seed that is a scalar of the curve, which nearly all are.
    init(_ seed: (_ attempt: Int) -> [UInt8]) {
        for attempt in 0..<8 {
            if let key = try? P256.Signing.PrivateKey(rawRepresentation: seed(attempt)) {
                self.key = key
                return
            }
        }
        preconditionFailure("eight seeds of 32 bytes are no scalar of P-256: a chance of 2^-256")
    }

    /// What a browser subscribes with.
    var publicText: String { base64URL(Array(key.publicKey.x963Representation)) }

    /// The `Authorization` of one message to a push service.
    func authorization(for origin: String, subject: String, until seconds: Int64) throws -> String {
        let header = base64URL(Array(#"{"alg":"ES256","typ":"JWT"}"#.utf8))
        let claims = base64URL(Array(#"{"aud":"\#(origin)","exp":\#(seconds),"sub":"\#(subject)"}"#.utf8))
        let signature = try key.signature(for: Array("\(header).\(claims)".utf8)).rawRepresentation
        return "vapid t=\(header).\(claims).\(base64URL(Array(signature))), k=\(publicText)"
    }
}

/// Base 64 as addresses and JSON Web Tokens write it (RFC 4648 §5), without padding.
func base64URL(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}

/// Nil where it is none.
func base64URLBytes(_ text: String) -> [UInt8]? {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/").replacing("=", with: "")
    let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: padded).map { Array($0) }
}
