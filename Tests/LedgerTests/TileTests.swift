import Civic
import Ledger
import Testing

/// Paths and files of C2SP tlog-tiles.
@Suite struct TileTests {
    @Test(arguments: [
        (TilePath(.hashes(level: 0), index: 1_234_067), "tile/0/x001/x234/067"),
        (TilePath(.hashes(level: 0), index: 5, width: 17), "tile/0/005.p/17"),
        (TilePath(.hashes(level: 2), index: 0, width: 1), "tile/2/000.p/1"),
        (TilePath(.hashes(level: 63), index: 999), "tile/63/999"),
        (TilePath(.entries, index: 1_000), "tile/entries/x001/000"),
        (TilePath(.entries, index: 256_000_123, width: 255), "tile/entries/x256/x000/123.p/255"),
    ])
    func `a tile has its C2SP path and the path names the tile`(_ path: TilePath, _ text: String) throws {
        #expect(path.text == text)
        #expect(try TilePath(text) == path)
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/5", "tile/0/0005", "tile/00/005", "tile/64/005", "tile/-1/005", "tile/+1/005",
        "tile/0/005/", "/tile/0/005", "tile/0//005", "tile/0/x005", "tile/0/x000/005", "tile/0/001/005",
        "tile/0/005.p/0",
        "tile/0/005.p/256", "tile/0/005.p/07", "tile/0/005.p", "tile/0/005.p/1/2", "tile/0/+05", "tile/0/00x",
        "tile/entry/005", "tile/8/0/005", "tile/0/../005", "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
    ])
    func `any other spelling is no tile`(_ text: String) {
        #expect(throws: LedgerFault.self) { try TilePath(text) }
    }

    @Test func `a log of 256 leaves has a full tile and a first hash above it`() {
        let leaves = Given.leaves(256)
        let tree = Given.tree(leaves)
        let tiles = Tile.tiles(from: 0, to: 256, hash: tree.hash) { leaves[$0] }
        #expect(tiles.map(\.path.text) == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"])
        #expect(tiles[1].bytes.count == 8192)
        #expect(tiles[1].bytes.prefix(32).elementsEqual(MerkleTree.leafHash(leaves[0]).bytes))
        #expect(tiles[2].bytes == tree.root.bytes)
        #expect(Tile.leaves(inBundle: tiles[0].bytes) == leaves)
    }

    @Test func `the files of a growing log are the same from stored hashes and from the edge`() throws {
        let leaves = Given.leaves(66_100)
        let tree = Given.tree(leaves)
        var edge = TileEdge()
        var old = 0
        for size in [1, 2, 200, 255, 256, 257, 300, 512, 700, 1_024, 5_000, 65_535, 65_536, 65_537, 66_100] {
            let made = edge.append(Array(leaves[old..<size]))
            let expected = Tile.tiles(from: old, to: size, hash: tree.hash) { leaves[$0] }
            #expect(Set(made) == Set(expected), "\(old) to \(size)")
            #expect(made.count == expected.count)
            old = size
        }
        #expect(edge.append([]) == [])
        #expect(Tile.tiles(from: old, to: old, hash: tree.hash) { leaves[$0] } == [])
    }
}

/// A log read back from nothing but its files.
@Suite struct TiledLogTests {
    @Test(arguments: [0, 1, 5, 255, 256, 257, 513, 1_000])
    func `an outsider computes root, proofs and leaves from the files alone`(_ size: Int) throws {
        let leaves = Given.leaves(size)
        let tree = Given.tree(leaves)
        let log = try Shelf(leaves: leaves, groups: [3, 250, 4, 300]).log
        #expect(log.size == size)
        #expect(try log.root() == tree.root)
        #expect(try log.head().root == tree.root)
        try log.audit(root: tree.root)
        for index in stride(from: 0, to: size, by: 37) {
            #expect(try log.inclusionPath(index: index) == tree.inclusionPath(index: index, size: size))
            #expect(try log.consistencyProof(from: index) == tree.consistencyProof(from: index, to: size))
            #expect(try log.leaf(at: index) == leaves[index])
        }
        #expect(try TileEdge(of: log) == Shelf(leaves: leaves, groups: [size]).edge)
    }

    @Test func `every height of hash comes out of the tiles`() throws {
        let leaves = Given.leaves(66_000)
        let tree = Given.tree(leaves)
        let log = try Shelf(leaves: leaves, groups: [66_000]).log
        for level in 0...16 {
            for index in Set([0, (66_000 >> level) / 2, (66_000 >> level) - 1]) {
                #expect(try log.hash(level: level, index: index) == tree.hash(level: level, index: index))
            }
        }
        #expect(try log.root() == tree.root)
    }

    @Test func `an audit visits every leaf in order`() throws {
        let leaves = Given.leaves(600)
        let log = try Shelf(leaves: leaves, groups: [600]).log
        var seen: [[UInt8]] = []
        try log.audit(root: try log.root()) { index, leaf in
            #expect(index == seen.count)
            seen.append(leaf)
        }
        #expect(seen == leaves)
    }

    @Test func `an audit names the file in which one bit was turned`() throws {
        let leaves = Given.leaves(700)
        let shelf = try Shelf(leaves: leaves, groups: [700])
        let root = Given.tree(leaves).root
        for path in shelf.current.keys {
            let bytes = shelf.files[path] ?? []
            for bit in stride(from: 0, to: bytes.count * 8, by: 1_009) {
                #expect(throws: (any Error).self, "\(path) bit \(bit)") {
                    try shelf.with(path, bytes.flipped(bit: bit)).log.audit(root: root)
                }
            }
            #expect(throws: (any Error).self) { try shelf.with(path, nil).log.audit(root: root) }
            #expect(throws: (any Error).self) { try shelf.with(path, Array(bytes.dropLast())).log.audit(root: root) }
        }
        #expect(throws: LedgerFault.tileDamaged("tile/0/001")) {
            try shelf.with("tile/0/001", shelf.files["tile/0/001"]?.flipped(bit: 99)).log.audit(root: root)
        }
        #expect(throws: LedgerFault.rootDiffers(size: 700)) { try shelf.log.audit(root: root.flipped(bit: 0)) }
    }

    @Test func `a partial tile that is gone is taken from the full one`() throws {
        let leaves = Given.leaves(512)
        var shelf = try Shelf(leaves: leaves, groups: [300, 212])
        #expect(shelf.files.removeValue(forKey: "tile/0/001.p/44") != nil)
        #expect(shelf.files.removeValue(forKey: "tile/entries/001.p/44") != nil)
        shelf.size = 300
        #expect(try shelf.log.root() == Given.tree(leaves).root(size: 300))
        #expect(try shelf.log.leaf(at: 299) == leaves[299])
        try shelf.log.audit(root: Given.tree(leaves).root(size: 300))
    }
}

/// Files as a publisher leaves them.
struct Shelf {
    var files: [String: [UInt8]] = [:]
    var size = 0
    var edge = TileEdge()

    /// Publishes the leaves in groups of these sizes, the last again and again.
    init(leaves: [[UInt8]], groups: [Int]) throws {
        var group = 0
        while size < leaves.count {
            let next = min(leaves.count, size + groups[min(group, groups.count - 1)])
            for tile in edge.append(Array(leaves[size..<next])) { files[tile.path.text] = tile.bytes }
            size = next
            group += 1
        }
    }

    var log: TiledLog {
        let files = files
        return TiledLog(size: size) { files[$0.text] }
    }

    /// The files that a log of this size reads.
    var current: [String: [UInt8]] {
        files.filter { !$0.key.contains(".p/") || files[String($0.key.prefix { $0 != "." })] == nil }
    }

    func with(_ path: String, _ bytes: [UInt8]?) -> Shelf {
        var changed = self
        changed.files[path] = bytes
        return changed
    }
}
