import Civic
import Ledger
import Testing

/// What is sealed, byte by byte, and that nothing of it can be changed unseen.
@Suite struct EntryTests {
    private let facts: JSON = [
        "category": "pothole", "note": "garis \"miring\" \\ \u{1}\u{8}\t\n\u{C}\r é 🛵", "price": 1.5, "count": 3,
        "tags": ["b", "a"],
        "nothing": nil, "€": true,
    ]

    @Test func `the open part is canonical JSON`() throws {
        let seal = Given.seal(12, stream: "case:\"x\"\n", version: 3, type: "case.é\u{7}")
        for definition in [nil, Digest.zero] {
            let open = OpenPart(
                seal: seal,
                actor: ["role": "citizen", "agency": nil],
                definition: definition,
                facts: facts
            )
            let expected: JSON = [
                "actor": open.actor, "at": .string(seal.at.rfc3339), "data": facts,
                "definition": definition.map { .string($0.hex) } ?? nil, "government": "36.71",
                "recorded": .string(seal.recorded.rfc3339), "sequence": 12, "stream": .string(seal.stream),
                "type": .string(seal.type), "version": 3,
            ]
            #expect(try open.bytes == expected.canonical)
            #expect(try OpenPart(bytes: open.bytes) == open)
        }
    }

    @Test func `an open part reads as a stranger would write it`() throws {
        let open = Given.open(Given.seal(1), facts: ["a": 1])
        let digest = (0..<32).map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
        #expect(
            String(decoding: try open.bytes, as: UTF8.self)
                == #"{"actor":{"agency":"dpupr","role":"handler"},"at":"\#(open.seal.at.rfc3339)","data":{"a":1},"#
                + #""definition":"\#(digest)","government":"36.71","recorded":"\#(open.seal.recorded.rfc3339)","#
                + #""sequence":1,"stream":"case:01","type":"case.started","version":1}"#
        )
    }

    @Test(arguments: [
        (#""sequence":1"#, #""sequence":0"#), (#""sequence":1"#, #""sequence":"1""#),
        (#""sequence":1"#, #""sequence":1.5"#),
        (#""sequence":1"#, #""sequence":01"#), (#""version":1"#, #""version":-1"#), (#""version":1"#, #""version": 1"#),
        (#""version":1"#, #""version":1,"z":0"#), (#""data":{"a":1}"#, #""data":[1]"#), (#""data":{"a":1},"#, ""),
        (#""data":{"a":1}"#, #""data":{"a":1.0}"#), (#""36.71""#, #""tangerang""#), (#""case:01""#, #""""#),
        (#""case:01""#, #""case:\u00301""#), (#""definition":""#, #""definition":"0"#), ("Z\"", "+00:00\""),
    ])
    func `an open part in another spelling or with missing fields is refused`(_ part: String, _ other: String) throws {
        let text = String(decoding: try Given.open(Given.seal(1), facts: ["a": 1]).bytes, as: UTF8.self)
        let changed = text.replacing(part, with: other)
        #expect(changed != text)
        #expect(throws: LedgerFault.self) { try OpenPart(bytes: Array(changed.utf8)) }
    }

    @Test func `an open part beyond 64 KB is refused with its size`() throws {
        let empty = try Given.open(Given.seal(1), facts: ["a": ""]).bytes.count
        let fits = Given.open(Given.seal(1), facts: ["a": .string(String(repeating: "x", count: 65_535 - empty))])
        #expect(try OpenPart(bytes: fits.bytes) == fits)
        let large = Given.open(Given.seal(1), facts: ["a": .string(String(repeating: "x", count: 65_536 - empty))])
        #expect(throws: LedgerFault.openPartTooLarge(bytes: 65_536)) { try large.bytes }
        #expect(throws: LedgerFault.self) { try Given.open(Given.seal(1), facts: [1]).bytes }
    }

    @Test func `a leaf is canonical JSON of digests and a number, and reads back`() throws {
        let entry = try Given.entries(3)[2]
        let expected: JSON = [
            "closed": .string(entry.leaf.closed.hex), "open": .string(entry.leaf.open.hex),
            "prev": .string(entry.leaf.previous.hex), "sequence": 3, "v": 1,
        ]
        #expect(entry.leaf.bytes == expected.canonical)
        #expect(try Leaf(bytes: entry.leaf.bytes) == entry.leaf)
        #expect(entry.hash == MerkleTree.leafHash(entry.leaf.bytes))
        for text in [
            "", "{}", String(decoding: entry.leaf.bytes, as: UTF8.self) + " ",
            String(decoding: entry.leaf.bytes, as: UTF8.self).replacing(#""v":1"#, with: #""v":2"#),
            String(decoding: entry.leaf.bytes, as: UTF8.self).replacing(#":3,"#, with: ":03,"),
            String(decoding: entry.leaf.bytes, as: UTF8.self).replacing(
                entry.leaf.open.hex,
                with: entry.leaf.open.hex.uppercased()
            ),
        ] {
            #expect(throws: LedgerFault.self) { try Leaf(bytes: Array(text.utf8)) }
        }
    }

    @Test func `without the salt nobody can try out what an open part says`() throws {
        let open = Given.open(Given.seal(1))
        let (a, b) = (UInt8(1), UInt8(2))
        let leaves = try [a, b].map {
            try sealEntry(
                open: open,
                closed: .empty,
                salt: [UInt8](repeating: $0, count: 32),
                previous: .beforeFirst
            ).leaf
        }
        #expect(leaves[0].open != leaves[1].open)
        #expect(leaves[0].holds(open: try open.bytes, salt: [UInt8](repeating: 1, count: 32)))
        #expect(!leaves[0].holds(open: try open.bytes, salt: [UInt8](repeating: 2, count: 32)))
    }

    @Test func `a chain of entries is whole, also when read from stored bytes`() throws {
        var check = ChainCheck(government: Given.government)
        let entries = try Given.entries(40)
        for entry in entries {
            try check.take(
                Entry(
                    openBytes: entry.openBytes,
                    closedBytes: entry.closedBytes,
                    salt: entry.salt,
                    leafBytes: entry.leaf.bytes
                )
            )
        }
        #expect(check.head.root == MerkleTree(leafHashes: entries.map(\.hash)).root)
        #expect(check.previous == entries[39].hash)
    }

    @Test func `every turned bit of an entry is found`() throws {
        let entries = try Given.entries(2)
        let entry = entries[1]
        func survives(open: [UInt8]? = nil, closed: [UInt8]? = nil, salt: [UInt8]? = nil, leaf: [UInt8]? = nil) -> Bool
        {
            do {
                let read = try Entry(
                    openBytes: open ?? entry.openBytes,
                    closedBytes: closed ?? entry.closedBytes,
                    salt: salt ?? entry.salt,
                    leafBytes: leaf ?? entry.leaf.bytes
                )
                try read.check(after: entries[0].hash)
                return read.hash == entry.hash
            } catch {
                return false
            }
        }
        #expect(survives())
        for bit in 0..<entry.openBytes.count * 8 { #expect(!survives(open: entry.openBytes.flipped(bit: bit))) }
        for bit in 0..<entry.closedBytes.count * 8 { #expect(!survives(closed: entry.closedBytes.flipped(bit: bit))) }
        for bit in 0..<entry.salt.count * 8 { #expect(!survives(salt: entry.salt.flipped(bit: bit))) }
        for bit in 0..<entry.leaf.bytes.count * 8 { #expect(!survives(leaf: entry.leaf.bytes.flipped(bit: bit))) }
    }

    @Test func `the check names the sequence and the part that differs`() throws {
        let entries = try Given.entries(3)
        let second = entries[1]
        func changed(open: [UInt8]? = nil, closed: [UInt8]? = nil, leaf: Leaf? = nil) throws -> Entry {
            try Entry(
                openBytes: open ?? second.openBytes,
                closedBytes: closed ?? second.closedBytes,
                salt: second.salt,
                leafBytes: (leaf ?? second.leaf).bytes
            )
        }
        let first = entries[0].hash
        let otherOpen = try Given.open(Given.seal(2, version: 2), facts: ["category": "fallen_tree"]).bytes
        #expect(throws: LedgerFault.entryDiffers(sequence: 2, part: .open)) {
            try changed(open: otherOpen).check(after: first)
        }
        #expect(throws: LedgerFault.entryDiffers(sequence: 2, part: .closed)) {
            try changed(closed: ClosedPart.empty.bytes).check(after: first)
        }
        #expect(throws: LedgerFault.entryDiffers(sequence: 2, part: .previous)) { try second.check(after: .zero) }
        #expect(throws: LedgerFault.entryDiffers(sequence: 3, part: .sequence)) {
            let leaf = second.leaf
            let moved = Leaf(closed: leaf.closed, open: leaf.open, previous: leaf.previous, sequence: 3)
            try changed(leaf: moved).check(after: first)
        }
    }

    @Test func `a left out, swapped, foreign or back-dated entry breaks the chain`() throws {
        let entries = try Given.entries(3)
        var check = ChainCheck(government: Given.government)
        try check.take(entries[0])
        let afterFirst = check
        #expect(throws: LedgerFault.entryDiffers(sequence: 2, part: .sequence)) { try check.take(entries[2]) }
        #expect(throws: LedgerFault.entryDiffers(sequence: 2, part: .sequence)) { try check.take(entries[0]) }
        func next(_ seal: Seal) throws -> Entry {
            try sealEntry(
                open: Given.open(seal),
                closed: .empty,
                salt: [UInt8](repeating: 0, count: 32),
                previous: entries[0].hash
            )
        }
        for (seal, part) in [
            (Given.seal(2, government: "32.15"), EntryPart.government),
            (Given.seal(2, recorded: Given.start), .recorded),
        ] {
            var check = afterFirst
            #expect(throws: LedgerFault.entryDiffers(sequence: 2, part: part)) { try check.take(next(seal)) }
        }
        var same = afterFirst
        try same.take(next(Given.seal(2, recorded: entries[0].open.seal.recorded)))
        #expect(same.head.size == 2)
    }

    @Test func `every fault says what is wrong in Indonesian and in English`() {
        let faults: [LedgerFault] =
            EntryPart.allCases.map { .entryDiffers(sequence: 412, part: $0) } + [
                .malformed(.leaf, reason: "412"), .openPartTooLarge(bytes: 412), .boxDoesNotOpen(keyID: "412"),
                .signatureFalse(keyName: "412"), .originDiffers(expected: "x", found: "412"),
                .notIncluded(index: 412, size: 1_000), .tileMissing("412"), .tileDamaged("412"),
                .rootDiffers(size: 412),
            ]
        for fault in faults {
            #expect(fault.message(.id).contains("412") && fault.message(.en).contains("412"))
            #expect(fault.message(.id) != fault.message(.en))
        }
        #expect(LedgerFault.unsigned.message(.id) != LedgerFault.keyDoesNotUnwrap.message(.id))
    }
}
