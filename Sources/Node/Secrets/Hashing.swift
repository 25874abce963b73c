package import Civic
import Crypto

/// SHA-256 (FIPS 180-4) of bytes.
package func sha256(_ bytes: [UInt8]) -> Civic.Digest {
    guard let digest = Civic.Digest(SHA256.hash(data: bytes)) else { preconditionFailure("SHA-256 gives 32 bytes") }
    return digest
}
