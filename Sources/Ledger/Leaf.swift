package import Civic

/// What the tree keeps of an entry for ever: digests and a number, nothing that identifies anybody.
///
/// Bytes: canonical JSON `{"closed":hex,"open":hex,"prev":hex,"sequence":n,"v":1}`.
package struct Leaf: Hashable, Sendable {
    /// SHA-256 of the closed part's bytes.
    package let closed: Digest
    /// SHA-256 of salt and open part's bytes: without the salt nobody can try out what it may say.
    package let open: Digest
    /// Hash of the leaf before; 32 zero bytes for the first.
    package let previous: Digest
    /// The entry's place in the ledger, from 1; its index in the tree is one less.
    package let sequence: Int64

    package init(closed: Digest, open: Digest, previous: Digest, sequence: Int64) {
        self.closed = closed
        self.open = open
        self.previous = previous
        self.sequence = sequence
    }

    /// What the entry bundles publish.
    package var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(260)
        out.append(literal: #"{"closed":""#)
        out.append(hex: closed)
        out.append(literal: #"","open":""#)
        out.append(hex: open)
        out.append(literal: #"","prev":""#)
        out.append(hex: previous)
        out.append(literal: #"","sequence":"#)
        out.append(decimal: sequence)
        out.append(literal: #","v":1}"#)
        return out
    }

    /// A leaf without what is known otherwise: closed, open and previous digest, 96 bytes instead of 244.
    package var packed: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(96)
        out.append(digest: closed)
        out.append(digest: open)
        out.append(digest: previous)
        return out
    }

    /// Reads what ``packed`` wrote; nil unless there are 96 bytes.
    package init?(packed bytes: [UInt8], sequence: Int64) {
        guard bytes.count == 96, let digests = [Digest](packed: bytes[...]) else { return nil }
        self.init(closed: digests[0], open: digests[1], previous: digests[2], sequence: sequence)
    }

    /// SHA-256 of `00` and the bytes (RFC 6962 §2.1).
    package var hash: Digest { MerkleTree.leafHash(bytes) }

    /// Reads what ``bytes`` wrote, and only that.
    package init(bytes: [UInt8]) throws(LedgerFault) {
        var reader = ByteReader(bytes)
        guard reader.skip(#"{"closed":""#), let closed = reader.digest(), reader.skip(#"","open":""#),
            let open = reader.digest(), reader.skip(#"","prev":""#), let previous = reader.digest(),
            reader.skip(#"","sequence":"#), let rest = reader.take(bytes.count - reader.position),
            let sequence = Int64(String(decoding: rest.dropLast(7), as: UTF8.self)),
            (1...Limits.sequenceMax).contains(sequence)
        else { throw .malformed(.leaf, reason: "not the leaf of an entry") }
        self.init(closed: closed, open: open, previous: previous, sequence: sequence)
        guard self.bytes == bytes else { throw .malformed(.leaf, reason: "not the canonical form") }
    }

    /// Whether this published open part is the one that the leaf was made of.
    package func holds(open bytes: [UInt8], salt: [UInt8]) -> Bool {
        open == Self.openDigest(bytes, salt: salt)
    }

    /// Whether these are the bytes of the entry's closed part.
    package func holds(closed bytes: [UInt8]) -> Bool {
        closed == Hashing.sha256(bytes)
    }

    static func openDigest(_ bytes: [UInt8], salt: [UInt8]) -> Digest {
        Hashing.sha256(salt, bytes)
    }
}

extension ByteReader {
    fileprivate mutating func digest() -> Digest? {
        take(64).flatMap { Digest(hex: String(decoding: $0, as: UTF8.self)) }
    }
}
