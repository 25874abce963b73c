import Civic
import Foundation
import Ledger
import Testing

/// A seeded walk: groups of random entries are sealed, published and signed; everything must agree at each step.
@Suite struct ChainWalkTests {
    @Test func `whatever a government writes in whatever groups, book, tiles and receipts agree`() throws {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["LUMBUNG_SEED"].flatMap { UInt64($0) } ?? 1
        let runs = environment["LUMBUNG_RUNS"].flatMap { UInt64($0) } ?? 6
        for seed in first..<first + runs {
            do {
                var walk = Walk(seed: seed)
                try walk.run()
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
    }
}

/// One walk of a writer.
private struct Walk {
    var random: SeededGenerator
    var entries: [Entry] = []
    var check = ChainCheck(government: Given.government)
    var edge = TileEdge()
    var files: [String: [UInt8]] = [:]
    var last: Checkpoint?
    var recorded = Given.start

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func run() throws {
        let (signer, target) = (try Given.signer(), Int.random(in: 1...700, using: &random))
        while entries.count < target {
            try writeGroup(Int.random(in: 1...min(120, target - entries.count), using: &random))
            let next = Checkpoint(origin: Given.origin, head: check.head)
            let log = log
            try #require(try log.head() == check.head)
            let proof = try log.consistencyProof(from: last?.size ?? 0)
            try #require(Checkpointer.maySign(last: last, next: next, proof: proof) == .sign)
            let index = Int.random(in: 0..<entries.count, using: &random)
            let receipt = try LogProof.make(index: index, in: log, note: next.signed(by: [signer]))
            try LogProof(bytes: receipt.bytes)
                .verify(leafHash: entries[index].hash, origin: Given.origin, verifiers: [signer.verifier])
            try #require(try Leaf(bytes: log.leaf(at: index)) == entries[index].leaf)
            last = next
        }
        try log.audit(root: check.head.root)
    }

    private var log: TiledLog {
        let files = files
        return TiledLog(size: entries.count) { files[$0.text] }
    }

    private mutating func writeGroup(_ count: Int) throws {
        var leaves: [[UInt8]] = []
        for _ in 0..<count {
            recorded += .milliseconds(Int.random(in: 0...5_000, using: &random))
            let seal = Given.seal(
                Int64(entries.count + 1),
                stream: "case:\(UInt8.random(in: 0...9, using: &random))",
                recorded: recorded
            )
            let salt = bytes(32)
            let boxes = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                Given.key().seal(bytes(Int.random(in: 0...200, using: &random)), for: seal, nonce: bytes(12))
            }
            let entry = try sealEntry(
                open: Given.open(seal, facts: ["n": .int(Int64(entries.count)), "t": .string(hexText(salt))]),
                closed: ClosedPart(boxes: boxes),
                salt: salt,
                previous: entries.last?.hash ?? .beforeFirst
            )
            try check.take(entry)
            entries.append(entry)
            leaves.append(entry.leaf.bytes)
        }
        for tile in edge.append(leaves) { files[tile.path.text] = tile.bytes }
    }

    private mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }
}
