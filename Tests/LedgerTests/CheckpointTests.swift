import Civic
import Ledger
import Testing

/// C2SP tlog-checkpoint and the rule of what may be signed.
@Suite struct CheckpointTests {
    static let root = MerkleTree.leafHash([1])

    @Test func `the text of a checkpoint is three lines`() throws {
        let root = try #require(Digest(hex: String(repeating: "0a", count: 32)))
        let checkpoint = Checkpoint(origin: "example.com/behind-the-sofa", size: 20_852_163, root: root)
        #expect(
            checkpoint.text
                == "example.com/behind-the-sofa\n20852163\nCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo=\n"
        )
        #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
    }

    @Test func `the checkpoint of the specification is read`() throws {
        let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        let checkpoint = try Checkpoint(text: text)
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.text == text)
        #expect(try Checkpoint(text: text + "tambahan\n").extensions == ["tambahan"])
    }

    @Test(arguments: [
        "", "\n", "a\n1\n", "a\n1\nAAAA\n", "\n1\n@\n", "a\n01\n@\n", "a\n-1\n@\n", "a\n+1\n@\n", "a\n\n@\n",
        "a\n1 \n@\n",
        "a\n99999999999999999999\n@\n", "a\n1\n@", "a\n1\n@\n\n", "a\n1\n@\n\nb\n", "a\n1\n@=\n", "a\n0x1\n@\n",
        "a\n\u{0661}\n@\n",
    ])
    func `what is no checkpoint is refused`(_ pattern: String) {
        let text = pattern.split(separator: "@", omittingEmptySubsequences: false)
            .joined(separator: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
        #expect(throws: LedgerFault.self) { try Checkpoint(text: text) }
    }

    @Test func `a signed checkpoint opens for its own log and key only`() throws {
        let signer = try Given.signer()
        let signed = Checkpoint(origin: Given.origin, size: 3, root: Self.root).signed(by: [signer])
        let note = try SignedNote(bytes: signed.bytes)
        #expect(try Checkpoint.open(note, origin: Given.origin, verifiers: [signer.verifier]).size == 3)
        #expect(throws: LedgerFault.originDiffers(expected: "lain", found: Given.origin)) {
            try Checkpoint.open(note, origin: "lain", verifiers: [signer.verifier])
        }
        let other = try Given.signer(seed: 2).verifier
        #expect(throws: LedgerFault.unsigned) {
            try Checkpoint.open(note, origin: Given.origin, verifiers: [other])
        }
    }
}

/// What a government may sign after what it has signed.
@Suite struct CheckpointerTests {
    let tree = Given.tree(Given.leaves(20))

    private func checkpoint(_ size: Int, of tree: MerkleTree, origin: String = Given.origin) -> Checkpoint {
        Checkpoint(origin: origin, size: size, root: tree.root(size: size))
    }

    @Test func `the first checkpoint, the same again and every continuation may be signed`() {
        #expect(Checkpointer.maySign(last: nil, next: checkpoint(5, of: tree), proof: []) == .sign)
        for old in 0...20 {
            for new in old...20 {
                let proof = tree.consistencyProof(from: old, to: new)
                let verdict = Checkpointer.maySign(
                    last: checkpoint(old, of: tree),
                    next: checkpoint(new, of: tree),
                    proof: proof
                )
                #expect(verdict == .sign, "\(old) to \(new)")
            }
        }
    }

    @Test func `a ledger restored from an old backup is not signed`() {
        let verdict = Checkpointer.maySign(last: checkpoint(9, of: tree), next: checkpoint(8, of: tree), proof: [])
        #expect(verdict == .refuseSmaller(last: 9, next: 8))
        #expect(verdict.message(.id)?.contains("cadangan") == true)
        #expect(verdict.message(.en)?.contains("backup") == true)
    }

    @Test func `a ledger whose past was changed is not signed`() {
        var leaves = Given.leaves(20)
        leaves[3] = [0xFF]
        let fork = Given.tree(leaves)
        for new in 9...20 {
            let proof = fork.consistencyProof(from: 9, to: new)
            let verdict = Checkpointer.maySign(
                last: checkpoint(9, of: tree),
                next: checkpoint(new, of: fork),
                proof: proof
            )
            #expect(verdict == .refuseFork(size: 9))
        }
        #expect(
            Checkpointer.maySign(last: checkpoint(9, of: tree), next: checkpoint(12, of: tree), proof: [])
                == .refuseFork(size: 9)
        )
    }

    @Test func `another log's last checkpoint is no permission`() {
        let verdict = Checkpointer.maySign(
            last: checkpoint(9, of: tree, origin: "lain"),
            next: checkpoint(9, of: tree),
            proof: []
        )
        #expect(verdict == .refuseOrigin(last: "lain", next: Given.origin))
    }
}

/// The citizen's receipt, C2SP tlog-proof.
@Suite struct LogProofTests {
    static func receipt(_ entries: [Entry], at index: Int, extra: [UInt8]? = nil) throws -> LogProof {
        let tree = MerkleTree(leafHashes: entries.map(\.hash))
        let note = Checkpoint(origin: Given.origin, size: tree.size, root: tree.root).signed(by: [try Given.signer()])
        return LogProof(
            index: index,
            path: tree.inclusionPath(index: index, size: tree.size),
            note: note,
            extra: extra
        )
    }

    @Test func `a receipt has the lines of the specification`() throws {
        let entries = try Given.entries(5)
        let lines = try Self.receipt(entries, at: 4, extra: [1, 2]).text
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "c2sp.org/tlog-proof@v1")
        #expect(lines[1] == "extra AQI=")
        #expect(lines[2] == "index 4")
        #expect(lines[4] == "" && lines[5] == Substring(Given.origin) && lines[6] == "5")
    }

    @Test(arguments: [1, 2, 3, 8, 21])
    func `every citizen's receipt is true for the own entry and for no other`(_ count: Int) throws {
        let entries = try Given.entries(count)
        let verifier = try Given.signer().verifier
        for index in 0..<count {
            let receipt = try Self.receipt(entries, at: index, extra: index == 1 ? [] : nil)
            let read = try LogProof(bytes: receipt.bytes)
            #expect(read == receipt)
            for (place, entry) in entries.enumerated() {
                let isTrue =
                    (try? read.verify(leafHash: entry.hash, origin: Given.origin, verifiers: [verifier])) != nil
                #expect(isTrue == (place == index))
            }
        }
    }

    @Test func `no receipt is made from files that do not lead to the signed root`() throws {
        let leaves = Given.leaves(300)
        let shelf = try Shelf(leaves: leaves, groups: [300])
        let note = { (root: Digest, size: Int) in
            Checkpoint(origin: Given.origin, size: size, root: root).signed(by: [try Given.signer()])
        }
        let root = Given.tree(leaves).root
        let receipt = try LogProof.make(index: 299, in: shelf.log, note: note(root, 300), extra: [7])
        #expect(receipt.extra == [7] && receipt.index == 299)
        #expect(throws: LedgerFault.rootDiffers(size: 300)) {
            try LogProof.make(index: 299, in: shelf.log, note: note(root.flipped(bit: 1), 300))
        }
        #expect(throws: LedgerFault.rootDiffers(size: 301)) {
            try LogProof.make(index: 299, in: shelf.log, note: note(root, 301))
        }
        let damaged = shelf.with("tile/0/000", shelf.files["tile/0/000"]?.flipped(bit: 8_000))
        #expect(throws: LedgerFault.rootDiffers(size: 300)) {
            try LogProof.make(index: 3, in: damaged.log, note: note(root, 300))
        }
        #expect(throws: LedgerFault.tileMissing("tile/0/001.p/44")) {
            try LogProof.make(index: 299, in: shelf.with("tile/0/001.p/44", nil).log, note: note(root, 300))
        }
    }

    @Test func `no bit of a receipt can be turned`() throws {
        let entries = try Given.entries(6)
        let bytes = try Self.receipt(entries, at: 2).bytes
        let verifier = try Given.signer().verifier
        for bit in 0..<bytes.count * 8 {
            #expect(throws: LedgerFault.self, "bit \(bit)") {
                try LogProof(bytes: bytes.flipped(bit: bit))
                    .verify(leafHash: entries[2].hash, origin: Given.origin, verifiers: [verifier])
            }
        }
        for count in 0..<bytes.count {
            #expect(throws: LedgerFault.self) { try LogProof(bytes: Array(bytes.prefix(count))) }
        }
    }

    @Test func `a receipt with lines too many or too few is refused`() throws {
        let text = try Self.receipt(Given.entries(2), at: 1).text
        for changed in [
            "\n" + text, "extra AQI=\n" + text, text.replacing("index 1", with: "index 01"),
            text.replacing("index 1\n", with: ""), text.replacing("index 1", with: "extra AQI\nindex 1"),
            text.replacing("index 1", with: "index 1\nAQI="), text + "x", text + "\n",
        ] {
            #expect(throws: LedgerFault.self) { try LogProof(bytes: Array(changed.utf8)) }
        }
    }
}
