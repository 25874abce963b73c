package import Civic

/// The tree of RFC 6962 §2.1 over the leaves of a ledger, held in memory: for tests, tools and small ledgers.
///
/// The functions that take `hash(level, index)` work on stored hashes instead: the hash at a level and index covers the leaves
/// from `index << level` to `(index + 1) << level`, all of them there. They read O(log n) hashes.
package struct MerkleTree: Hashable, Sendable {
    /// `levels[l][i]` is the hash of the complete subtree at level l, index i.
    private var levels: [[Digest]] = [[]]

    /// No leaves.
    package init() {}

    /// Leaves that are hashed already.
    package init(leafHashes: some Sequence<Digest>) {
        for hash in leafHashes { append(hash) }
    }

    /// Number of leaves.
    package var size: Int { levels[0].count }

    /// Root of the whole tree.
    package var root: Digest { root(size: size) }

    /// Adds a leaf; two hashes on average.
    package mutating func append(_ leafHash: Digest) {
        var hash = leafHash
        for level in 0... {
            if level == levels.count { levels.append([]) }
            levels[level].append(hash)
            guard levels[level].count.isMultiple(of: 2) else { return }
            hash = Self.nodeHash(levels[level][levels[level].count - 2], hash)
        }
    }

    /// The hash of a complete subtree.
    package func hash(level: Int, index: Int) -> Digest { levels[level][index] }

    /// Root of the first `size` leaves.
    package func root(size: Int) -> Digest {
        precondition((0...self.size).contains(size), "a tree has roots up to its own size")
        return Self.root(size: size, hash: hash)
    }

    /// PATH(index, D[0:size]) of RFC 6962 §2.1.1, from the leaf's sibling up.
    package func inclusionPath(index: Int, size: Int) -> [Digest] {
        precondition(size <= self.size, "a tree has proofs up to its own size")
        return Self.inclusionPath(index: index, size: size, hash: hash)
    }

    /// PROOF(oldSize, D[0:newSize]) of RFC 6962 §2.1.2; empty where nothing has to be proved.
    package func consistencyProof(from oldSize: Int, to newSize: Int) -> [Digest] {
        precondition(newSize <= size, "a tree has proofs up to its own size")
        return Self.consistencyProof(from: oldSize, to: newSize, hash: hash)
    }
}

extension MerkleTree {
    /// Root of the empty tree: SHA-256 of nothing.
    package static let emptyRoot = Hashing.sha256([])

    /// SHA-256 of `00` and the leaf's bytes.
    package static func leafHash(_ bytes: [UInt8]) -> Digest { Hashing.sha256([0], bytes) }

    /// SHA-256 of `01`, left and right hash.
    package static func nodeHash(_ left: Digest, _ right: Digest) -> Digest { Hashing.node(left, right) }

    /// Root of `size` leaves from stored hashes.
    package static func root<Fault: Error>(
        size: Int,
        hash: (_ level: Int, _ index: Int) throws(Fault) -> Digest
    ) throws(Fault) -> Digest {
        guard size > 0 else { return emptyRoot }
        return try subtree(0..<size, hash)
    }

    /// Inclusion path from stored hashes.
    package static func inclusionPath<Fault: Error>(
        index: Int,
        size: Int,
        hash: (_ level: Int, _ index: Int) throws(Fault) -> Digest
    ) throws(Fault) -> [Digest] {
        precondition((0..<size).contains(index), "only a leaf of the tree has a path")
        var path: [Digest] = []
        var leaves = 0..<size
        while leaves.count > 1 {
            let middle = split(leaves)
            if index < middle {
                path.append(try subtree(middle..<leaves.upperBound, hash))
                leaves = leaves.lowerBound..<middle
            } else {
                path.append(try subtree(leaves.lowerBound..<middle, hash))
                leaves = middle..<leaves.upperBound
            }
        }
        return path.reversed()
    }

    /// Consistency proof from stored hashes.
    package static func consistencyProof<Fault: Error>(
        from oldSize: Int,
        to newSize: Int,
        hash: (_ level: Int, _ index: Int) throws(Fault) -> Digest
    ) throws(Fault) -> [Digest] {
        precondition((0...newSize).contains(oldSize), "a tree only grows")
        guard oldSize > 0, oldSize < newSize else { return [] }
        var path: [Digest] = []
        var leaves = 0..<newSize
        while leaves.upperBound != oldSize {
            let middle = split(leaves)
            if oldSize <= middle {
                path.append(try subtree(middle..<leaves.upperBound, hash))
                leaves = leaves.lowerBound..<middle
            } else {
                path.append(try subtree(leaves.lowerBound..<middle, hash))
                leaves = middle..<leaves.upperBound
            }
        }
        if leaves.lowerBound > 0 { path.append(try subtree(leaves, hash)) }
        return path.reversed()
    }

    /// The tree over a range is split at the largest power of two smaller than its length.
    private static func split(_ leaves: Range<Int>) -> Int {
        leaves.lowerBound + 1 << (Int.bitWidth - 1 - (leaves.count - 1).leadingZeroBitCount)
    }

    /// Hash of a range that the splitting gives: complete subtrees are read, the right edge is computed.
    private static func subtree<Fault: Error>(
        _ leaves: Range<Int>,
        _ hash: (Int, Int) throws(Fault) -> Digest
    ) throws(Fault) -> Digest {
        if leaves.count & (leaves.count - 1) == 0 {
            let level = leaves.count.trailingZeroBitCount
            return try hash(level, leaves.lowerBound >> level)
        }
        let middle = split(leaves)
        let left = try subtree(leaves.lowerBound..<middle, hash)
        return nodeHash(left, try subtree(middle..<leaves.upperBound, hash))
    }
}

extension MerkleTree {
    /// Whether the path leads from the leaf to the root (RFC 9162 §2.1.3.2).
    package static func verifyInclusion(
        leafHash: Digest,
        index: Int,
        size: Int,
        path: [Digest],
        root: Digest
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (place, last) = (index, size - 1)
        var hash = leafHash
        for sibling in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = nodeHash(sibling, hash)
                while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = nodeHash(hash, sibling)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }

    /// Whether the larger tree only adds to the smaller one (RFC 9162 §2.1.4.2); equal sizes need equal roots and no proof.
    package static func verifyConsistency(
        from oldSize: Int,
        root oldRoot: Digest,
        to newSize: Int,
        root newRoot: Digest,
        proof: [Digest]
    ) -> Bool {
        guard oldSize >= 0, oldSize <= newSize else { return false }
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot && (oldSize > 0 || oldRoot == emptyRoot) }
        if oldSize == 0 { return proof.isEmpty && oldRoot == emptyRoot }
        guard !proof.isEmpty else { return false }
        let isComplete = oldSize & (oldSize - 1) == 0
        let hashes = isComplete ? [oldRoot] + proof : proof
        var (place, last) = (oldSize - 1, newSize - 1)
        while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
        var (old, new) = (hashes[0], hashes[0])
        for hash in hashes.dropFirst() {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                (old, new) = (nodeHash(hash, old), nodeHash(hash, new))
                while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                new = nodeHash(new, hash)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && old == oldRoot && new == newRoot
    }
}
