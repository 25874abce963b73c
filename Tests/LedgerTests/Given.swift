import Civic
import Ledger

/// Values of a small city's ledger, with plain defaults; a test states only what matters to it.
enum Given {
    static let government: RegionCode = "36.71"
    static let origin = "lumbung.kota.example/tangerang/data/ledger"
    static let start = Moment(milliseconds: 1_795_500_000_123)

    static func seal(
        _ sequence: Int64,
        stream: String = "case:01",
        version: Int = 1,
        type: String = "case.started",
        government: RegionCode = Given.government,
        recorded: Moment? = nil
    ) -> Seal {
        let moment = recorded ?? start + .seconds(Int(sequence))
        return Seal(
            government: government,
            sequence: sequence,
            stream: stream,
            version: version,
            type: type,
            at: moment - .minutes(5),
            recorded: moment
        )
    }

    static func open(_ seal: Seal, facts: JSON = ["category": "pothole", "kelurahan": "36.71.01.1001"]) -> OpenPart {
        OpenPart(
            seal: seal,
            actor: ["agency": "dpupr", "role": "handler"],
            definition: Digest((0..<32).map { UInt8($0) }),
            facts: facts
        )
    }

    static func key(_ byte: UInt8 = 7, id: String = "01jd") -> BoxKey {
        BoxKey(id: id, bytes: [UInt8](repeating: byte, count: 32))
    }

    static func nonce(_ byte: UInt8 = 9) -> [UInt8] { [UInt8](repeating: byte, count: 12) }

    /// A ledger of entries behind each other, each with a box.
    static func entries(_ count: Int) throws -> [Entry] {
        var previous = Digest.beforeFirst
        var entries: [Entry] = []
        for number in 1...count {
            let seal = seal(Int64(number), version: number)
            let box = key().seal(
                Array("Budi \(number)".utf8),
                for: seal,
                nonce: nonce(UInt8(truncatingIfNeeded: number))
            )
            let entry = try sealEntry(
                open: open(seal),
                closed: ClosedPart(boxes: [box]),
                salt: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32),
                previous: previous
            )
            previous = entry.hash
            entries.append(entry)
        }
        return entries
    }

    static func signer(_ name: String = Given.origin, seed: UInt8 = 1) throws -> NoteSigner {
        try NoteSigner(name: name, seed: [UInt8](repeating: seed, count: 32))
    }

    /// Short leaves that differ: their numbers.
    static func leaves(_ count: Int) -> [[UInt8]] { (0..<count).map { Array(String($0).utf8) } }

    static func tree(_ leaves: [[UInt8]]) -> MerkleTree { MerkleTree(leafHashes: leaves.map(MerkleTree.leafHash)) }
}

/// The tree as RFC 6962 §2.1 defines it, by recursion over the leaves: slow, and the judge of the fast one.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<[UInt8]>) -> Digest {
        if leaves.isEmpty { return MerkleTree.emptyRoot }
        if leaves.count == 1 { return MerkleTree.leafHash(leaves[leaves.startIndex]) }
        let middle = leaves.startIndex + half(leaves.count)
        return MerkleTree.nodeHash(root(leaves[..<middle]), root(leaves[middle...]))
    }

    static func path(_ index: Int, _ leaves: ArraySlice<[UInt8]>) -> [Digest] {
        guard leaves.count > 1 else { return [] }
        let half = half(leaves.count)
        let middle = leaves.startIndex + half
        return index < half
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index - half, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func proof(_ size: Int, _ leaves: ArraySlice<[UInt8]>, isOldTree: Bool = true) -> [Digest] {
        if size == leaves.count { return isOldTree ? [] : [root(leaves)] }
        let half = half(leaves.count)
        let middle = leaves.startIndex + half
        return size <= half
            ? proof(size, leaves[..<middle], isOldTree: isOldTree) + [root(leaves[middle...])]
            : proof(size - half, leaves[middle...], isOldTree: false) + [root(leaves[..<middle])]
    }

    private static func half(_ count: Int) -> Int {
        var half = 1
        while half * 2 < count { half *= 2 }
        return half
    }
}

extension Digest {
    /// The digest with one bit turned.
    func flipped(bit: Int) -> Digest { Digest(bytes.flipped(bit: bit)) ?? self }
}

extension [UInt8] {
    /// The bytes with one bit turned.
    func flipped(bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
    }
}
