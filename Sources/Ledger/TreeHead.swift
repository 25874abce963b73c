package import Civic

/// The right edge of a tree: all that a writer must keep to append a leaf and know the new root.
///
/// One hash for each complete subtree, the largest first: as many as `size` has binary ones, at most 63. Appending costs one
/// hash on average, the root O(log n). Equal to ``MerkleTree`` over the same leaves; kept in the ledger's own row.
package struct TreeHead: Hashable, Sendable {
    /// Before the first leaf.
    package static let empty = TreeHead()

    /// Number of leaves.
    package private(set) var size = 0
    /// Hashes of the complete subtrees, the largest first.
    package private(set) var edge: [Digest] = []

    private init() {}

    /// The edge as it was stored; throws where the number of hashes does not belong to the size.
    package init(size: Int, edge: [Digest]) throws(LedgerFault) {
        guard size >= 0, edge.count == size.nonzeroBitCount else {
            throw .malformed(.treeHead, reason: "\(edge.count) hashes do not belong to \(size) leaves")
        }
        self.size = size
        self.edge = edge
    }

    /// The edge of the first `size` leaves, from stored hashes (see ``MerkleTree``).
    package init<Fault: Error>(
        size: Int,
        hash: (_ level: Int, _ index: Int) throws(Fault) -> Digest
    ) throws(Fault) {
        precondition(size >= 0, "a tree has no fewer than no leaves")
        self.size = size
        for level in (0..<Int.bitWidth - 1).reversed() where size >> level & 1 == 1 {
            edge.append(try hash(level, (size >> level) - 1))
        }
    }

    /// Adds a leaf.
    package mutating func append(_ leafHash: Digest) {
        var hash = leafHash
        var rest = size
        while rest & 1 == 1 {
            hash = MerkleTree.nodeHash(edge.removeLast(), hash)
            rest >>= 1
        }
        edge.append(hash)
        size += 1
    }

    /// Adds the leaves of a group.
    package mutating func append(contentsOf leafHashes: some Sequence<Digest>) {
        for hash in leafHashes { append(hash) }
    }

    /// The root of the tree that ends here.
    package var root: Digest {
        guard var root = edge.last else { return MerkleTree.emptyRoot }
        for hash in edge.dropLast().reversed() { root = MerkleTree.nodeHash(hash, root) }
        return root
    }

    /// Size (8 bytes, big-endian), then the hashes.
    package var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(8 + 32 * edge.count)
        out.append(bigEndian: UInt64(size))
        for hash in edge { out.append(digest: hash) }
        return out
    }

    /// Reads what ``bytes`` wrote.
    package init(bytes: [UInt8]) throws(LedgerFault) {
        var reader = ByteReader(bytes)
        guard let size = reader.number(bytes: 8), let hashes = [Digest](packed: bytes.dropFirst(8)) else {
            throw .malformed(.treeHead, reason: "not a size and whole hashes")
        }
        try self.init(size: size, edge: hashes)
    }
}
