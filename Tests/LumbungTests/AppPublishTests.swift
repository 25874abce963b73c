import ArgumentParser
import Civic
import Definition
import Engine
import Exchange
import Foundation
import Node
import Store
import Testing

@testable import lumbung

/// `lumbung app publish`, on a data folder that `lumbung init` made.
@Suite struct AppPublishTests {
    /// A shelf with trees and parks, and Kota Tangerang on a data folder.
    private struct Town {
        let shelf: Shelf
        let data: String

        init() async throws {
            shelf = try Shelf("pohon-taman")
            data = shelf.root.path + "/data"
            try await Self.run(Initialize.self, ["--data", data, "--government", "36.71", "--slug", "tangerang"])
        }

        static func run<Command: AsyncParsableCommand>(_: Command.Type, _ arguments: [String]) async throws {
            var command = try Command.parse(arguments)
            try await command.run()
        }

        func publish(_ more: String..., app: String? = nil, government: String = "tangerang") async throws {
            try await Self.run(
                AppPublish.self,
                [app ?? shelf.app.path, "--data", data, "--government", government, "--language", "id"] + more
            )
        }

        /// What the command answers with where it fails.
        func refusal(_ more: String..., app: String? = nil, government: String = "tangerang") async -> String {
            do {
                try await Self.run(
                    AppPublish.self,
                    [app ?? shelf.app.path, "--data", data, "--government", government, "--language", "id"] + more
                )
                return "it did not fail"
            } catch {
                return "\(error)"
            }
        }

        func onNode<T>(_ body: (Node) throws -> T) throws -> T {
            let node = try openNode(NodeSettings(dataFolder: data), logger: makeLogger())
            defer { node.stop() }
            return try body(node)
        }

        var releases: [ReleaseStanding] { get throws { try onNode { $0.ledger.releases } } }
    }

    @Test func `an application on an archetype is published whole, and a second time changes nothing`() async throws {
        let town = try await Town()
        try await town.publish()
        try await town.publish()
        let releases = try town.releases
        #expect(releases.count == 1 && releases.first?.withdrawn == nil)
        let wanted = try town.shelf.app.definition().tree.hash
        #expect(releases.first?.release.hash == wanted)
        try town.onNode { node in
            let provider = try #require(node.government(slug: "tangerang"))
            let kept = try #require(try Releases(provider).offered().first)
            #expect(kept.release.app == "pohon-taman" && kept.scenarios?.isEmpty == false)
            #expect(try provider.ledger.verify().isSound)
        }
        try town.shelf.remove()
    }

    @Test func `a version lower than what changed asks for is refused, and the right one is taken`() async throws {
        let town = try await Town()
        try await town.publish()
        try town.shelf.change("pohon-taman/app.yaml", "version: 1.0.0", "version: 1.0.1")
        #expect(await town.refusal().contains("Tidak ada yang berbeda dari versi 1.0.0"))
        let option = "      playground: {"
        let bench = "      bench: { id: Bangku patah, en: A broken bench }\n"
        try town.shelf.change("pohon-taman/app.yaml", option, bench + option)
        let low = await town.refusal()
        #expect(low.contains("pohon-taman 1.0.1 tidak diterbitkan") && low.contains("1.1.0"), "\(low)")
        #expect(try town.releases.count == 1)
        try town.shelf.change("pohon-taman/app.yaml", "version: 1.0.1", "version: 1.1.0")
        try await town.publish()
        #expect(try town.releases.map(\.release.version) == [Version(1, 0, 0), Version(1, 1, 0)])
        try town.shelf.remove()
    }

    @Test func `a text with findings is not published, warnings included`() async throws {
        let town = try await Town()
        try town.shelf.change("pohon-taman/app.yaml", "extends: report", "extends: reprot")
        #expect(await town.refusal().hasPrefix("Tidak diterbitkan: ada "))
        try town.shelf.change("pohon-taman/app.yaml", "extends: reprot", "extends: report")
        try FileManager.default.removeItem(atPath: town.shelf.app.scenariosFile)
        #expect(await town.refusal() == "Tidak diterbitkan: ada 1 temuan. Perbaiki dahulu.")
        #expect(try town.releases.isEmpty)
        try town.shelf.remove()
    }

    @Test func `a version is withdrawn with a reason, and does not come back`() async throws {
        let town = try await Town()
        try await town.publish()
        let missing = await town.refusal("--withdraw", "9.9.9", "--reason", "Salah.", app: "pohon-taman")
        #expect(missing.contains("Yang ada: 1.0.0"), "\(missing)")
        try await town.publish("--withdraw", "1.0.0", "--reason", "Kategori keliru.", app: "pohon-taman")
        #expect(try town.releases.first?.withdrawn == "Kategori keliru.")
        #expect(await town.refusal().contains("sudah ditarik"))
        #expect(throws: (any Error).self) {
            try AppPublish.parse(["x", "--data", "y", "--government", "z", "--withdraw", "1.0.0"])
        }
        try town.shelf.remove()
    }

    @Test func `while a server holds the folder it says so, and where else a release is published`() async throws {
        let town = try await Town()
        let server = try openNode(NodeSettings(dataFolder: town.data), logger: makeLogger())
        let told = await town.refusal()
        #expect(told.contains("Server sedang berjalan") && told.contains("/tangerang/bursa/rilis/"), "\(told)")
        server.stop()
        let unknown = await town.refusal(government: "karawang")
        #expect(unknown.contains("Yang ada: tangerang"), "\(unknown)")
        try town.shelf.remove()
    }
}
