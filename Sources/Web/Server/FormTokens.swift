import Crypto
import Foundation

/// CSRF tokens: HMAC-SHA-256 of the browser's visit or session id.
///
/// What another site does not know, it cannot send.
package struct FormTokens: Sendable {
    private let key: SymmetricKey

    /// `secret` is the node's own; the key for tokens is derived from it, so that a restart keeps open forms valid.
    package init(secret: [UInt8]) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret),
            info: Data("lumbung form token v1".utf8),
            outputByteCount: 32
        )
    }

    package func token(for visit: String) -> String {
        Data(HMAC<SHA256>.authenticationCode(for: Data(visit.utf8), using: key)).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
    }

    /// Compares in constant time.
    package func isValid(_ token: String, for visit: String) -> Bool {
        let typed = token.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        guard !visit.isEmpty, let bytes = Data(base64Encoded: typed) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(bytes, authenticating: Data(visit.utf8), using: key)
    }
}
