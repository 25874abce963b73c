import Civic
import Crypto
package import Engine

/// The Ed25519 keys of one government: its own, for messages to other governments and releases, and one for each official who
/// signs in its name.
///
/// Derived from the master secret; only public keys ever leave.
package struct Signet: Sendable {
    private let secrets: Secrets
    private let code: RegionCode

    init(secrets: Secrets, code: RegionCode) {
        self.secrets = secrets
        self.code = code
    }

    private var key: Curve25519.Signing.PrivateKey { secrets.signingKey("government signing", code.text) }

    private func key(of officer: OfficerID) -> Curve25519.Signing.PrivateKey {
        secrets.signingKey("official signing", code.text + "/" + officer.text)
    }

    /// The government's public key, 32 bytes.
    package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    /// An official's public key, 32 bytes.
    package func publicKey(of officer: OfficerID) -> [UInt8] { Array(key(of: officer).publicKey.rawRepresentation) }

    /// The government's signature, 64 bytes.
    package func sign(_ bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }

    /// An official's signature, 64 bytes.
    ///
    /// Ask for the password first (`Identity.confirm`).
    package func sign(_ bytes: [UInt8], as officer: OfficerID) throws -> [UInt8] {
        Array(try key(of: officer).signature(for: bytes))
    }

    /// Whether a signature over these bytes was made with the key.
    package static func verify(_ signature: [UInt8], of bytes: [UInt8], publicKey: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: bytes)
    }
}
