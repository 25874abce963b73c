import Crypto

/// SHA-256 (FIPS 180-4) of bytes, as 32 bytes.
func sha256(_ bytes: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: bytes))
}
