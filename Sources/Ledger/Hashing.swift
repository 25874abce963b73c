import Civic
import Crypto

/// SHA-256 as the ledger uses it, giving Civic's digest.
enum Hashing {
    /// Of bytes in a row.
    static func sha256(_ bytes: [UInt8]) -> Civic.Digest {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return Civic.Digest(hash.finalize())
    }

    /// Of one run of bytes and then another, without joining them.
    static func sha256(_ first: [UInt8], _ second: [UInt8]) -> Civic.Digest {
        var hash = SHA256()
        first.withUnsafeBytes { hash.update(bufferPointer: $0) }
        second.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return Civic.Digest(hash.finalize())
    }

    /// Of `01` and two digests (RFC 6962 §2.1); allocates nothing of its own, for trees of millions.
    static func node(_ left: Civic.Digest, _ right: Civic.Digest) -> Civic.Digest {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
            buffer[0] = 1
            left.store(in: buffer, at: 1)
            right.store(in: buffer, at: 33)
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return Civic.Digest(hash.finalize())
        }
    }
}

extension Civic.Digest {
    fileprivate init(_ digest: SHA256.Digest) {
        self = digest.withUnsafeBytes { Civic.Digest(rawBytes: $0, at: 0) }
    }

    /// Reads 32 bytes that the caller knows to be there.
    fileprivate init(rawBytes buffer: UnsafeRawBufferPointer, at offset: Int) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self))
        }
        self.init(words: (word(0), word(1), word(2), word(3)))
    }

    fileprivate func store(in buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
        buffer.storeBytes(of: words.0.bigEndian, toByteOffset: offset, as: UInt64.self)
        buffer.storeBytes(of: words.1.bigEndian, toByteOffset: offset + 8, as: UInt64.self)
        buffer.storeBytes(of: words.2.bigEndian, toByteOffset: offset + 16, as: UInt64.self)
        buffer.storeBytes(of: words.3.bigEndian, toByteOffset: offset + 24, as: UInt64.self)
    }
}

extension [Civic.Digest] {
    /// Hashes one after the other, as tiles have them; nil unless the bytes are whole hashes.
    init?(packed bytes: ArraySlice<UInt8>) {
        guard bytes.count.isMultiple(of: 32) else { return nil }
        self = bytes.withUnsafeBytes { buffer in
            stride(from: 0, to: buffer.count, by: 32).map { Civic.Digest(rawBytes: buffer, at: $0) }
        }
    }
}
