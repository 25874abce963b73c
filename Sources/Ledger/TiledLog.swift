package import Civic

/// A log as an outsider has it: a size and a way to read tile files.
///
/// It makes proofs, and checks every file.
///
/// `read` gives the file at a path below the log's prefix, or nil where there is none; what it throws comes through. A partial
/// tile that is gone is taken from the full one, as C2SP tlog-tiles allows.
package struct TiledLog: Sendable {
    /// Number of leaves that the checkpoint claims.
    package let size: Int
    private let read: @Sendable (TilePath) throws -> [UInt8]?

    /// The log of a checkpoint's size, over its files.
    package init(size: Int, read: @escaping @Sendable (TilePath) throws -> [UInt8]?) {
        precondition(size >= 0, "a log has no fewer than no entries")
        self.size = size
        self.read = read
    }

    /// The hash of a complete subtree, as ``MerkleTree`` numbers them.
    package func hash(level: Int, index: Int) throws -> Digest {
        let tileLevel = level / 8
        let span = 1 << (level % 8)
        let path = TilePath.holding(.hashes(level: tileLevel), place: index * span, of: size >> (8 * tileLevel))
        let bytes = try bytes(of: path)
        let start = index * span % TilePath.widthMax * 32
        return TileEdge.root(ofTile: bytes[start..<start + span * 32])
    }

    /// The root that the tiles claim; ``audit(root:visit:)`` proves it.
    package func root() throws -> Digest { try MerkleTree.root(size: size, hash: hash) }

    /// The right edge, from which a writer goes on.
    package func head() throws -> TreeHead { try TreeHead(size: size, hash: hash) }

    /// The path of the leaf at an index from 0.
    package func inclusionPath(index: Int) throws -> [Digest] {
        try MerkleTree.inclusionPath(index: index, size: size, hash: hash)
    }

    /// The proof that this log continues its first `oldSize` leaves.
    package func consistencyProof(from oldSize: Int) throws -> [Digest] {
        try MerkleTree.consistencyProof(from: oldSize, to: size, hash: hash)
    }

    /// The bytes of the leaf at an index from 0.
    package func leaf(at index: Int) throws -> [UInt8] {
        precondition((0..<size).contains(index), "a log has leaves below its size")
        let path = TilePath.holding(.entries, place: index, of: size)
        return try leaves(in: path)[index % TilePath.widthMax]
    }

    /// Reads every file and throws at the first that does not follow from the entries, or where the root is not `root`.
    ///
    /// `visit` is called for each leaf in order, with its index from 0: for whoever has the open parts and goes on checking.
    package func audit(root: Digest, visit: (Int, [UInt8]) throws -> Void = { _, _ in }) throws {
        var edge = TileEdge()
        var head = TreeHead.empty
        while head.size < size {
            let leaves = try leaves(in: .holding(.entries, place: head.size, of: size))
            for leaf in leaves {
                try visit(head.size, leaf)
                head.append(MerkleTree.leafHash(leaf))
            }
            let made = edge.append(leaves)
            for tile in made where tile.path.isFull || head.size == size {
                guard try bytes(of: tile.path) == tile.bytes else { throw LedgerFault.tileDamaged(tile.path.text) }
            }
        }
        try checkHigherEdge(edge)
        guard head.root == root else { throw LedgerFault.rootDiffers(size: size) }
    }

    /// Partial tiles of higher levels, which the last bundle alone need not have touched.
    private func checkHigherEdge(_ edge: TileEdge) throws {
        guard size > 0 else { return }
        guard try TileEdge(of: self) == edge else { throw LedgerFault.tileDamaged("tile/ (right edge)") }
    }

    private func leaves(in path: TilePath) throws -> [[UInt8]] {
        guard let leaves = Tile.leaves(inBundle: try bytes(of: path)), leaves.count == path.width else {
            throw LedgerFault.tileDamaged(path.text)
        }
        return leaves
    }

    /// A file, cut to its width where only the full one is left.
    func bytes(of path: TilePath) throws -> [UInt8] {
        if let bytes = try read(path) { return try checked(bytes, path) }
        guard !path.isFull, let bytes = try read(path.full) else { throw LedgerFault.tileMissing(path.text) }
        switch path.content {
        case .hashes: return try checked(Array(bytes.prefix(32 * path.width)), path)
        case .entries:
            guard let leaves = Tile.leaves(inBundle: bytes), leaves.count == TilePath.widthMax else {
                throw LedgerFault.tileDamaged(path.full.text)
            }
            return Array(bytes.prefix(leaves.prefix(path.width).reduce(0) { $0 + 2 + $1.count }))
        }
    }

    private func checked(_ bytes: [UInt8], _ path: TilePath) throws -> [UInt8] {
        if case .hashes = path.content, bytes.count != 32 * path.width { throw LedgerFault.tileDamaged(path.text) }
        return bytes
    }
}
