import Civic
import Ledger
import Testing

/// RFC 6962 with the reference leaves of Certificate Transparency, then everything up to 70 leaves.
@Suite struct MerkleTreeTests {
    static let reference: [[UInt8]] = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ].map { hexBytes($0) ?? [] }

    @Test func `the empty tree is the digest of nothing`() {
        #expect(MerkleTree().root.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(TreeHead.empty.root == MerkleTree().root)
    }

    @Test(arguments: [
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ])
    func `the reference leaves have the published root`(_ size: Int, _ root: String) {
        #expect(Given.tree(Self.reference).root(size: size).hex == root)
    }

    @Test func `the reference tree gives the published proofs`() {
        let tree = Given.tree(Self.reference)
        let starts = { (path: [Digest]) in path.map { String($0.hex.prefix(8)) } }
        #expect(starts(tree.inclusionPath(index: 2, size: 7)) == ["07506a85", "fac54203", "837dbb15"])
        #expect(starts(tree.consistencyProof(from: 3, to: 7)) == ["0298d122", "07506a85", "fac54203", "837dbb15"])
    }

    @Test func `all roots and proofs up to 70 leaves are those of the definition, and are accepted`() {
        let leaves = Given.leaves(70)
        let tree = Given.tree(leaves)
        for size in 1...70 {
            let root = NaiveTree.root(leaves[..<size])
            #expect(tree.root(size: size) == root)
            for index in 0..<size {
                let path = tree.inclusionPath(index: index, size: size)
                #expect(path == NaiveTree.path(index, leaves[..<size]))
                #expect(
                    MerkleTree.verifyInclusion(
                        leafHash: MerkleTree.leafHash(leaves[index]),
                        index: index,
                        size: size,
                        path: path,
                        root: root
                    )
                )
            }
            for old in 0...size {
                let proof = tree.consistencyProof(from: old, to: size)
                if old > 0 { #expect(proof == NaiveTree.proof(old, leaves[..<size])) }
                #expect(
                    MerkleTree.verifyConsistency(
                        from: old,
                        root: tree.root(size: old),
                        to: size,
                        root: root,
                        proof: proof
                    )
                )
            }
        }
    }

    @Test(arguments: [1, 2, 3, 7, 8, 13, 32, 33])
    func `a path proves one leaf at one place in one tree`(_ size: Int) {
        let leaves = Given.leaves(size)
        let tree = Given.tree(leaves)
        for index in 0..<size {
            let path = tree.inclusionPath(index: index, size: size)
            let leaf = MerkleTree.leafHash(leaves[index])
            func isAccepted(
                leaf: Digest = leaf,
                index: Int = index,
                size: Int = size,
                path: [Digest] = path,
                root: Digest = tree.root
            ) -> Bool {
                MerkleTree.verifyInclusion(leafHash: leaf, index: index, size: size, path: path, root: root)
            }
            #expect(isAccepted())
            for bit in [0, 100, 255] {
                #expect(!isAccepted(leaf: leaf.flipped(bit: bit)))
                #expect(!isAccepted(root: tree.root.flipped(bit: bit)))
                for place in path.indices {
                    var changed = path
                    changed[place] = path[place].flipped(bit: bit)
                    #expect(!isAccepted(path: changed))
                }
            }
            for other in 0...size where other != index { #expect(!isAccepted(index: other)) }
            #expect(!isAccepted(index: -1) && !isAccepted(size: 0))
            #expect(!isAccepted(path: path + [leaf]) && !isAccepted(path: [leaf] + path))
            if !path.isEmpty { #expect(!isAccepted(path: Array(path.dropLast())) && !isAccepted(path: [])) }
        }
    }

    @Test func `a consistency proof fails for every other tree, size or changed hash`() {
        let leaves = Given.leaves(33)
        let tree = Given.tree(leaves)
        var changed = leaves
        changed[4] = [1]
        let fork = Given.tree(changed)
        for size in 2...33 {
            for old in 1..<size {
                let proof = tree.consistencyProof(from: old, to: size)
                func isAccepted(old: Int = old, oldRoot: Digest, proof: [Digest] = proof, root: Digest) -> Bool {
                    MerkleTree.verifyConsistency(from: old, root: oldRoot, to: size, root: root, proof: proof)
                }
                let (oldRoot, root) = (tree.root(size: old), tree.root(size: size))
                #expect(!isAccepted(oldRoot: oldRoot.flipped(bit: 3), root: root))
                #expect(!isAccepted(oldRoot: oldRoot, root: root.flipped(bit: 3)))
                #expect(!isAccepted(oldRoot: oldRoot, proof: [], root: root))
                #expect(!isAccepted(oldRoot: oldRoot, proof: proof + [root], root: root))
                for place in proof.indices {
                    var wrong = proof
                    wrong[place] = proof[place].flipped(bit: 77)
                    #expect(!isAccepted(oldRoot: oldRoot, proof: wrong, root: root))
                }
                if old > 4 {
                    let forked = fork.consistencyProof(from: old, to: size)
                    #expect(!isAccepted(oldRoot: oldRoot, proof: forked, root: fork.root(size: size)))
                }
            }
        }
        #expect(!MerkleTree.verifyConsistency(from: 5, root: tree.root, to: 4, root: tree.root, proof: []))
        #expect(!MerkleTree.verifyConsistency(from: 0, root: tree.root, to: 4, root: tree.root, proof: []))
    }
}

/// The right edge that a writer keeps.
@Suite struct TreeHeadTests {
    @Test func `a writer that keeps only the edge knows every root`() throws {
        let hashes = Given.leaves(600).map(MerkleTree.leafHash)
        let tree = MerkleTree(leafHashes: hashes)
        var head = TreeHead.empty
        for (index, hash) in hashes.enumerated() {
            head.append(hash)
            #expect(head.root == tree.root(size: index + 1))
            #expect(head.edge.count == (index + 1).nonzeroBitCount)
        }
        #expect(head == TreeHead(size: 600, hash: tree.hash))
    }

    @Test func `a group appended to a stored edge gives the root of the whole`() throws {
        let hashes = Given.leaves(300).map(MerkleTree.leafHash)
        for cut in [0, 1, 2, 63, 64, 65, 255, 256, 257, 299, 300] {
            var head = TreeHead.empty
            head.append(contentsOf: hashes[..<cut])
            var restored = try TreeHead(bytes: head.bytes)
            #expect(restored == head)
            restored.append(contentsOf: hashes[cut...])
            #expect(restored.root == MerkleTree(leafHashes: hashes).root)
        }
    }

    @Test func `an edge that does not belong to its size is refused`() throws {
        let one = MerkleTree.leafHash([1])
        #expect(throws: LedgerFault.self) { try TreeHead(size: 3, edge: [one]) }
        #expect(throws: LedgerFault.self) { try TreeHead(size: -1, edge: []) }
        let bytes = try TreeHead(size: 3, edge: [one, one]).bytes
        #expect(throws: LedgerFault.self) { try TreeHead(bytes: Array(bytes.dropLast())) }
        #expect(throws: LedgerFault.self) { try TreeHead(bytes: Array(bytes.dropLast(32))) }
        #expect(throws: LedgerFault.self) { try TreeHead(bytes: bytes.flipped(bit: 0)) }
        #expect(throws: LedgerFault.self) { try TreeHead(bytes: []) }
    }
}
