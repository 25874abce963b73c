import Civic
import Definition
import Engine
import Foundation
import Ledger
import Node
import Store
import StoreSQLite
import Testing

/// The node's own ledger: it finds its governments there, and everybody can check it.
@Suite struct NodeLedgerTests {
    private func release() throws -> LoggedRelease {
        LoggedRelease(
            provider: "36.71",
            app: "laksa",
            version: Version(1, 0, 0),
            hash: try #require(Digest(Array(repeating: 7, count: 32))),
            scenarios: nil,
            bytes: 26_399,
            key: String(repeating: "ab", count: 32),
            signature: String(repeating: "cd", count: 64)
        )
    }

    @Test func `a node knows the governments that it was given, also after a restart`() async throws {
        let city = try await City(withKarawang: true)
        #expect(city.node.ledger.governments.map(\.slug) == ["karawang", "tangerang"])
        let size = try city.node.ledger.ledger.head().size
        city.node.stop()
        let again = try City.node(city.folder, city.world)
        defer { again.stop() }
        #expect(again.governments.map(\.slug) == ["karawang", "tangerang"])
        #expect(try again.ledger.ledger.head().size == size, "nothing new is nothing written")
        #expect(throws: Refusal.taken("36.71")) {
            try again.create(
                City.profile,
                calendar: try City.calendar(),
                regions: RegionFile(RegionMap(regions: []), source: "")
            )
        }
    }

    @Test func `folders from before the node had a ledger are taken in at the first start`() async throws {
        let city = try await City(withKarawang: true)
        city.node.stop()
        try FileManager.default.removeItem(atPath: city.folder + "/node")
        let again = try City.node(city.folder, city.world)
        defer { again.stop() }
        #expect(again.ledger.governments.map(\.slug) == ["karawang", "tangerang"])
        #expect(again.government(slug: "karawang") != nil)
    }

    @Test func `a government that has left is not served until it comes back, and its folder stays`() async throws {
        let city = try await City(withKarawang: true)
        try await city.node.ledger.leave("32.15")
        city.node.stop()
        let without = try City.node(city.folder, city.world)
        #expect(without.governments.map(\.slug) == ["tangerang"])
        #expect(without.absent.isEmpty)
        #expect(FileManager.default.fileExists(atPath: city.folder + "/32.15/ledger.sqlite"))
        try without.ledger.takeIn("32.15", slug: "karawang", name: "Kabupaten Karawang")
        without.stop()
        let whole = try City.node(city.folder, city.world)
        defer { whole.stop() }
        #expect(whole.governments.map(\.slug) == ["karawang", "tangerang"])
    }

    @Test func `a government whose folder is missing is said to be missing, and the others are served`() async throws {
        let city = try await City(withKarawang: true)
        city.node.stop()
        try FileManager.default.removeItem(atPath: city.folder + "/32.15")
        let again = try City.node(city.folder, city.world)
        defer { again.stop() }
        #expect(again.governments.map(\.slug) == ["tangerang"])
        #expect(again.absent.map(\.slug) == ["karawang"])
    }

    @Test func `the release log is a whole log that an outsider audits, and its records fit their leaves`() async throws
    {
        let city = try await City()
        let (node, release) = (city.node, try release())
        try await node.ledger.publish(release)
        try await node.ledger.publish(release)
        #expect(node.ledger.releases.map(\.release) == [release])
        try node.ledger.keep("32.15", address: "https://karawang.example/karawang", key: release.key)
        try await node.ledger.withdraw(release, reason: "Tenggatnya keliru.")
        #expect(node.ledger.releases.first?.withdrawn == "Tenggatnya keliru.")
        await #expect(throws: Rejection.self) { try await node.ledger.publish(release) }
        try await node.ledger.publisher.publish()
        let publisher = node.ledger.publisher
        let checkpoint = try #require(try publisher.published())
        #expect(checkpoint.size == 4)
        #expect(publisher.origin.hasPrefix("lumbung/node/"))
        try TiledLog(size: checkpoint.size) { publisher.file($0.text) }.audit(root: checkpoint.root)

        let text = publisher.recordFiles().compactMap { publisher.file($0) }.map { String(decoding: $0, as: UTF8.self) }
            .joined()
        let records = try text.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
        #expect(
            records.compactMap { $0["open"]?["type"]?.string } == [
                "hosting.taken-in", "release.published", "release.withdrawn",
            ]
        )
        for record in records {
            let salt = try #require(record["salt"]?.string.flatMap { hexBytes($0) })
            let sequence = try #require(record["sequence"]?.int)
            let leaf = try Leaf(bytes: try #require(try publisher.leaf(sequence)))
            let open = try #require(record["open"])
            #expect(leaf.holds(open: open.canonical, salt: salt))
        }
        #expect(!text.contains("karawang.example"), "where neighbours are is for the node alone")
        let verified = try node.ledger.ledger.verify()
        #expect(verified.isSound)
        #expect(verified.entries == 4)
        try node.ledger.ledger.rebuild()
        #expect(try node.ledger.ledger.verify().isSound)
    }

    @Test func `neighbours of a list stay known without the list, and are forgotten when they are removed`()
        async throws
    {
        let city = try await City()
        city.node.stop()
        let peers = try Peer.read("32.15 https://karawang.example/karawang \(String(repeating: "ab", count: 32))")
        let listed = try Node(
            settings: NodeSettings(dataFolder: city.folder, peers: peers),
            outside: city.world.outside,
            open: { try openSQLiteFolder($0) }
        )
        #expect(listed.ledger.neighbour("32.15")?.address == "https://karawang.example/karawang")
        listed.stop()
        let again = try City.node(city.folder, city.world)
        defer { again.stop() }
        #expect(again.ledger.neighbours.map(\.code) == ["32.15"])
        try await again.ledger.remove("32.15")
        #expect(again.ledger.neighbours.isEmpty)
    }
}
