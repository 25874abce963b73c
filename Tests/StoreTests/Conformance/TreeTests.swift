import Civic
import Engine
import Ledger
import Store
import Testing

/// The stored tree is the tree of the leaves.
@Suite struct TreeTests {
    /// Small facts of one stream, many at once.
    static func filled(_ count: Int, groups: Int) throws -> (City, MerkleTree) {
        let city = try City()
        let facts = (0..<count).map { index in
            Fact(
                stream: "notes/\(index % 7)",
                type: "note",
                at: City.morning,
                actor: .node,
                definition: nil,
                open: ["n": .int(Int64(index))],
                closed: []
            )
        }
        for start in stride(from: 0, to: count, by: groups) {
            try city.append([Array(facts[start..<min(start + groups, count)])])
        }
        let tree = MerkleTree(leafHashes: try city.store.leafHashes(after: 0, limit: count))
        return (city, tree)
    }

    @Test(arguments: [1, 255, 256, 257, 700])
    func `roots, paths and consistency proofs are those of RFC 6962`(_ size: Int) throws {
        let (city, tree) = try Self.filled(size, groups: 100)
        let head = try city.store.head()
        #expect(head.size == Int64(size) && head.root == tree.root)
        for older in Set([1, 2, size / 3 + 1, size / 2 + 1, size]) where older <= size {
            #expect(try city.store.root(size: Int64(older)) == tree.root(size: older))
            #expect(
                try city.store.consistencyProof(from: Int64(older), to: Int64(size))
                    == tree.consistencyProof(from: older, to: size)
            )
            let path = try city.store.inclusionPath(sequence: Int64(older), size: Int64(size))
            #expect(path == tree.inclusionPath(index: older - 1, size: size))
            let entry = try #require(try city.store.entry(Int64(older)))
            #expect(
                MerkleTree.verifyInclusion(
                    leafHash: entry.hash,
                    index: older - 1,
                    size: size,
                    path: path,
                    root: tree.root
                )
            )
        }
    }

    @Test func `leaves come back as the bytes that were hashed`() throws {
        let (city, tree) = try Self.filled(20, groups: 20)
        let leaves = try city.store.leaves(after: 5, limit: 10)
        #expect(leaves.count == 10)
        for (index, bytes) in leaves.enumerated() {
            #expect(MerkleTree.leafHash(bytes) == tree.hash(level: 0, index: 5 + index))
        }
    }

    @Test func `a group may complete several stored nodes at once`() throws {
        let (city, tree) = try Self.filled(1_030, groups: 1_030)
        for place in 0..<4 {
            #expect(try city.store.hash(level: 8, index: place) == tree.hash(level: 8, index: place))
        }
        #expect(try city.store.hash(level: 10, index: 0) == tree.hash(level: 10, index: 0))
        #expect(try city.store.verify().treeNodes == 4)
    }
}
