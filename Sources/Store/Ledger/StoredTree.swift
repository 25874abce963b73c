import Civic
import Ledger

/// The tree over the stored entries: the hash of every 256th, 65,536th … node is kept, the few between are computed.
enum StoredTree {
    /// Levels between two that are stored, as in a tile (C2SP tlog-tiles).
    static let step = 8
    static let width = 1 << step

    /// The hash of a complete subtree, as `MerkleTree` numbers them.
    ///
    /// Reads at most 128 hashes.
    static func hash(level: Int, index: Int, on connection: any Connection) throws -> Digest {
        let stored = level - level % step
        let count = 1 << (level - stored)
        return try root(of: try hashes(level: stored, first: index * count, count: count, on: connection))
    }

    /// Stores the nodes that the entries after `oldSize` complete; call it when the entries are written.
    static func complete(from oldSize: Int64, to newSize: Int64, on connection: any Connection) throws {
        var level = 0
        var (old, new) = (Int(oldSize), Int(newSize))
        while new / width > old / width {
            for place in (old / width)..<(new / width) {
                let below = try hashes(level: level, first: place * width, count: width, on: connection)
                try connection.run(
                    EntryRows.putNode,
                    ["level": .int(level + step), "place": .int(place), "hash": .digest(try root(of: below))]
                )
            }
            (old, new) = (old / width, new / width)
            level += step
        }
    }

    private static func hashes(
        level: Int,
        first: Int,
        count: Int,
        on connection: any Connection
    ) throws -> [Digest] {
        let rows =
            if level == 0 {
                try connection.rows(EntryRows.hashes, ["after": .int(first), "limit": .int(count)])
            } else {
                try connection.rows(
                    EntryRows.nodes,
                    ["level": .int(level), "first": .int(first), "limit": .int(count)]
                )
            }
        guard rows.count == count else {
            throw StoreFault.unreadable("tree", "level \(level) has no \(count) hashes from \(first) on")
        }
        return try rows.map { try $0.digest("hash") }
    }

    private static func root(of hashes: [Digest]) throws -> Digest {
        var head = TreeHead.empty
        head.append(contentsOf: hashes)
        return head.root
    }
}
