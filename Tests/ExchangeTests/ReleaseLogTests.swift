import Civic
import Definition
import Engine
import Exchange
import Foundation
import Node
import StoreSQLite
import Testing

@Suite struct ReleaseLogTests {
    @Test func `what a government releases stands in the node's log with its signature`() async throws {
        let partners = try await Partners()
        let standing = try #require(partners.node.ledger.releases.first)
        let offered = try #require(try Releases(partners.tangerang).offered().first).release
        #expect(standing.release.hash == offered.hash)
        #expect(standing.release.bytes > 1_000)
        let signature = try #require(hexBytes(standing.release.signature))
        let key = try #require(hexBytes(standing.release.key))
        #expect(key == partners.tangerang.signet.publicKey)
        #expect(Signet.verify(signature, of: offered.statement.canonical, publicKey: key))
        try await Releases(partners.tangerang).publish(try Given.definition("laksa"), scenarios: nil, by: .node)
        #expect(partners.node.ledger.releases.count == 1, "a repeat is no new release")
    }

    @Test func `a release that was withdrawn is not offered, and everybody can read why`() async throws {
        let partners = try await Partners()
        let releases = Releases(partners.tangerang)
        let version = try #require(try releases.offered().first).release.version
        await #expect(throws: Rejection.self) { try await releases.withdraw("laksa", version, reason: "", by: .node) }
        await #expect(throws: Refusal.self) {
            try await releases.withdraw("laksa", Version(9, 9, 9), reason: "Keliru", by: .node)
        }
        try await releases.withdraw("laksa", version, reason: "Tenggat keliru.", by: .node)
        #expect(try releases.offered().isEmpty)
        #expect(partners.node.ledger.releases.map(\.withdrawn) == ["Tenggat keliru."])
        #expect(try releases.known("laksa").count == 1, "those who run it go on")
        await #expect(throws: Rejection.self) {
            try await releases.publish(try Given.definition("laksa"), scenarios: nil, by: .node)
        }
    }

    @Test func `releases from before the node had a ledger enter its log at the next start, withdrawals too`()
        async throws
    {
        let partners = try await Partners()
        let before = partners.node.ledger.releases.map(\.release)
        let version = try #require(before.first).version
        try await Releases(partners.tangerang).withdraw(
            "laksa",
            version,
            reason: "Keliru",
            by: .node
        )
        partners.node.stop()
        try FileManager.default.removeItem(atPath: partners.folder + "/node")
        let again = try Node(
            settings: NodeSettings(dataFolder: partners.folder, isDemo: true),
            outside: partners.clock.outside,
            open: { try openSQLiteFolder($0) }
        )
        defer { again.stop() }
        #expect(again.ledger.releases.isEmpty)
        try Releases.enter(of: again)
        try Releases.enter(of: again)
        #expect(again.ledger.releases.map(\.release) == before)
        #expect(again.ledger.releases.map(\.withdrawn) == ["Keliru"])
    }
}
