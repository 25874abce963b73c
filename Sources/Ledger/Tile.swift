package import Civic

/// A file of the published log: immutable, so that a web server, an archive or a USB stick can serve it.
package struct Tile: Hashable, Sendable {
    /// Where it lies below the log's prefix.
    package let path: TilePath
    /// The content of the file.
    package let bytes: [UInt8]

    /// A file as it is; whether it is right, ``TiledLog/audit(root:visit:)`` tells.
    package init(path: TilePath, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// All tiles and entry bundles that a log of `newSize` has and the same log at `oldSize` had not.
    ///
    /// `hash` reads stored hashes as in ``MerkleTree``, of levels 0, 8, 16 …; `leaf` the bytes of a leaf by index from 0. They must be
    /// on disk before a checkpoint of `newSize` is. Partial tiles are only those of `newSize`. A writer that keeps no
    /// hashes of its own uses ``TileEdge``.
    package static func tiles<Fault: Error>(
        from oldSize: Int,
        to newSize: Int,
        hash: (_ level: Int, _ index: Int) throws(Fault) -> Digest,
        leaf: (_ index: Int) throws(Fault) -> [UInt8]
    ) throws(Fault) -> [Tile] {
        precondition((0...newSize).contains(oldSize), "a log only grows")
        var tiles: [Tile] = []
        for path in paths(.entries, from: oldSize, to: newSize) {
            var bytes: [UInt8] = []
            for place in 0..<path.width {
                bytes.append(bundled: try leaf(path.index * TilePath.widthMax + place))
            }
            tiles.append(Tile(path: path, bytes: bytes))
        }
        var level = 0
        while newSize >> (8 * level) > 0 {
            for path in paths(.hashes(level: level), from: oldSize >> (8 * level), to: newSize >> (8 * level)) {
                var bytes: [UInt8] = []
                bytes.reserveCapacity(32 * path.width)
                for place in 0..<path.width {
                    bytes.append(digest: try hash(8 * level, path.index * TilePath.widthMax + place))
                }
                tiles.append(Tile(path: path, bytes: bytes))
            }
            level += 1
        }
        return tiles
    }

    private static func paths(_ content: TilePath.Content, from old: Int, to new: Int) -> [TilePath] {
        guard old < new else { return [] }
        return (old / TilePath.widthMax...(new - 1) / TilePath.widthMax).map {
            TilePath.holding(content, place: $0 * TilePath.widthMax, of: new)
        }
    }

    /// The leaves of an entry bundle; nil where it is damaged.
    package static func leaves(inBundle bytes: [UInt8]) -> [[UInt8]]? {
        var reader = ByteReader(bytes)
        var leaves: [[UInt8]] = []
        while !reader.isAtEnd {
            guard let length = reader.number(bytes: 2), let leaf = reader.take(length) else { return nil }
            leaves.append(Array(leaf))
        }
        return leaves
    }
}

/// The right edge of a published log's tiles: takes new leaves, gives the files that they make.
///
/// Holds at most one unfinished tile per level and one unfinished bundle (8 KB each, a bundle some 70 KB), so a writer can keep it
/// between groups. Appending costs O(new leaves).
package struct TileEdge: Hashable, Sendable {
    /// Number of leaves so far.
    package private(set) var size = 0
    private var bundle: [UInt8] = []
    private var levels: [[UInt8]] = []

    /// The edge of an empty log.
    package init() {}

    /// The edge of a log as its files have it.
    package init(of log: TiledLog) throws {
        size = log.size
        guard size > 0 else { return }
        if size % TilePath.widthMax > 0 {
            bundle = try log.bytes(of: .holding(.entries, place: size - 1, of: size))
        }
        var level = 0
        while size >> (8 * level) > 0 {
            let count = size >> (8 * level)
            let isOpen = count % TilePath.widthMax > 0
            levels.append(
                isOpen ? try log.bytes(of: .holding(.hashes(level: level), place: count - 1, of: count)) : []
            )
            level += 1
        }
    }

    /// The files that a log with these leaves has and had not before: tiles that became full, then the unfinished ones.
    package mutating func append(_ leaves: [[UInt8]]) -> [Tile] {
        var tiles: [Tile] = []
        let old = size
        for leaf in leaves {
            bundle.append(bundled: leaf)
            size += 1
            if size % TilePath.widthMax == 0 {
                tiles.append(Tile(path: TilePath(.entries, index: size / TilePath.widthMax - 1), bytes: bundle))
                bundle.removeAll(keepingCapacity: true)
            }
            put(MerkleTree.leafHash(leaf), completing: &tiles)
        }
        if !bundle.isEmpty, old < size {
            tiles.append(Tile(path: .holding(.entries, place: size - 1, of: size), bytes: bundle))
        }
        for (level, bytes) in levels.enumerated() where !bytes.isEmpty {
            let count = size >> (8 * level)
            guard count > old >> (8 * level) else { break }
            tiles.append(Tile(path: .holding(.hashes(level: level), place: count - 1, of: count), bytes: bytes))
        }
        return tiles
    }

    private mutating func put(_ leafHash: Digest, completing tiles: inout [Tile]) {
        var hash = leafHash
        for level in 0... {
            if level == levels.count { levels.append([]) }
            levels[level].append(digest: hash)
            guard levels[level].count == 32 * TilePath.widthMax else { return }
            let index = size >> (8 * (level + 1)) - 1
            tiles.append(Tile(path: TilePath(.hashes(level: level), index: index), bytes: levels[level]))
            hash = Self.root(ofTile: levels[level][...])
            levels[level].removeAll(keepingCapacity: true)
        }
    }

    /// The root over a run of hashes whose number is a power of two.
    static func root(ofTile bytes: ArraySlice<UInt8>) -> Digest {
        guard var hashes = [Digest](packed: bytes), !hashes.isEmpty else { return MerkleTree.emptyRoot }
        while hashes.count > 1 {
            hashes = stride(from: 0, to: hashes.count - 1, by: 2).map {
                MerkleTree.nodeHash(hashes[$0], hashes[$0 + 1])
            }
        }
        return hashes[0]
    }
}

extension [UInt8] {
    fileprivate mutating func append(bundled leaf: [UInt8]) {
        precondition(leaf.count <= Limits.bundledEntryBytesMax, "an entry of a bundle has at most 65535 bytes")
        append(bigEndian: UInt16(leaf.count))
        append(contentsOf: leaf)
    }
}
