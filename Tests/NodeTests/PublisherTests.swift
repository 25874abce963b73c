import Civic
import Engine
import Foundation
import Ledger
import Logging
import ServiceLifecycle
import Store
import Testing

@testable import Node

@Suite struct PublisherTests {
    @Test func `a citizen's receipt is checked offline against a checkpoint that the city signed`() async throws {
        let city = try await City()
        let report = try await city.start()
        for _ in 0..<30 { _ = try await city.start() }
        let text = try await city.tangerang.publisher.proof(report.receipt.sequence)
        let proof = try LogProof(bytes: Array(text.utf8))
        let verifier = try NoteVerifier(city.tangerang.publisher.verifierKey)
        try proof.verify(leafHash: report.receipt.hash, origin: city.tangerang.publisher.origin, verifiers: [verifier])
        let leaf = try #require(try city.tangerang.publisher.leaf(report.receipt.sequence))
        #expect(MerkleTree.leafHash(leaf) == report.receipt.hash)
        #expect(throws: LedgerFault.self) {
            try proof.verify(leafHash: .zero, origin: city.tangerang.publisher.origin, verifiers: [verifier])
        }
    }

    @Test func `the published files are a whole log that an outsider audits, across restarts`() async throws {
        let city = try await City()
        for _ in 0..<150 { _ = try await city.start() }
        try await city.tangerang.publisher.publish()
        city.node.stop()
        let again = try City.node(city.folder, city.world)
        defer { again.stop() }
        let government = try #require(again.government(code: "36.71"))
        for _ in 0..<150 {
            _ = try await government.start(StartCase(app: "laksa", answers: City.report), by: .anonymous())
        }
        try await government.publisher.publish()
        let publisher = government.publisher
        let checkpoint = try #require(try publisher.published())
        #expect(Int64(checkpoint.size) == (try government.ledger.head().size))
        let log = TiledLog(size: checkpoint.size) { publisher.file($0.text) }
        try log.audit(root: checkpoint.root)
        #expect(publisher.file("../ledger.sqlite") == nil)
        #expect(publisher.file("records/../checkpoint") == nil)
    }

    @Test func `a public record fits its leaf and says nothing that was written in words`() async throws {
        let city = try await City()
        let report = try await city.start(["contact_phone": "0812-1111-2222", "contact_name": "Warga Contoh"])
        try await city.tangerang.publisher.publish()
        let files = city.tangerang.publisher.recordFiles()
        let text = files.compactMap { city.tangerang.publisher.file($0) }.map { String(decoding: $0, as: UTF8.self) }
            .joined()
        for hidden in ["Warga Contoh", "8121111", "Sampah", "106.63", "staff/"] { #expect(!text.contains(hidden)) }
        let line = try #require(text.split(separator: "\n").first { $0.contains(report.number.text) })
        let record = try JSON(parsing: Array(line.utf8))
        let salt = try #require(record["salt"]?.string.flatMap { hexBytes($0) })
        let open = try #require(record["open"]).canonical
        let leaf = try Leaf(bytes: try #require(try city.tangerang.publisher.leaf(report.receipt.sequence)))
        #expect(leaf.holds(open: open, salt: salt))
    }

    @Test func `a ledger restored from an old copy is not signed again`() async throws {
        let city = try await City()
        _ = try await city.start()
        try await city.tangerang.publisher.publish()
        city.node.stop()
        let old = city.folder + "-old"
        try FileManager.default.copyItem(atPath: city.folder, toPath: old)
        let middle = try City.node(city.folder, city.world)
        let government = try #require(middle.government(code: "36.71"))
        _ = try await government.start(StartCase(app: "laksa", answers: City.report), by: .anonymous())
        try await government.publisher.publish()
        middle.stop()
        try FileManager.default.removeItem(atPath: city.folder)
        try FileManager.default.moveItem(atPath: old, toPath: city.folder)
        let restored = try City.node(city.folder, city.world)
        defer { restored.stop() }
        let publisher = try #require(restored.government(code: "36.71")).publisher
        try await publisher.publish()
        #expect(publisher.refusal != nil)
        #expect(!restored.health.isHealthy)
        #expect(try publisher.contradiction() != nil)
    }

    @Test func `a node that stops in order signs its last entry, so that an older copy is found out`() async throws {
        let city = try await City()
        _ = try await city.start()
        try await city.tangerang.publisher.publish()
        let old = city.folder + "-old"
        try FileManager.default.copyItem(atPath: city.folder, toPath: old)
        _ = try await city.start()
        // Unsigned: the interval is not over when the server is told to stop.
        let unsigned = try city.tangerang.ledger.head().size
        #expect(try #require(try city.tangerang.publisher.published()).size < Int(unsigned))
        let life = ServiceGroup(services: [NodeLife(node: city.node)], logger: Logger(label: "test"))
        async let running: Void = life.run()
        await life.triggerGracefulShutdown()
        try await running
        let again = try City.node(city.folder, city.world)
        let publisher = try #require(again.government(code: "36.71")).publisher
        #expect(try #require(try publisher.published()).size == Int(unsigned))
        let nodes = try again.ledger.ledger.head().size
        #expect(try #require(try again.ledger.publisher.published()).size == Int(nodes))
        #expect(try publisher.contradiction() == nil)
        again.stop()
        try FileManager.default.removeItem(atPath: city.folder)
        try FileManager.default.moveItem(atPath: old, toPath: city.folder)
        let restored = try City.node(city.folder, city.world)
        defer { restored.stop() }
        #expect(try #require(restored.government(code: "36.71")).publisher.contradiction() != nil)
    }
}
