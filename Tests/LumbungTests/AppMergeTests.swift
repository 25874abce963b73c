import ArgumentParser
import Civic
import Definition
import Foundation
import Testing

@testable import lumbung

/// `lumbung app merge --overlay`: the changes of a government meet a new release, and the exit says what is left to do.
@Suite struct AppMergeTests {
    /// Trees and parks 1.0.0, its next release, and a government's changes in a file.
    private struct Meeting {
        let shelf: Shelf
        let base: String
        let upstream: String
        let file: String
        let overlay: Overlay

        init(_ changes: [(path: [String], verb: OverlayOperation.Verb)], release: [(String, String)]) throws {
            shelf = try Shelf("pohon-taman")
            base = shelf.app.path
            upstream = try shelf.copy("next")
            for (old, new) in [("version: 1.0.0", "version: 1.1.0")] + release {
                try shelf.change("next/app.yaml", old, new)
            }
            file = shelf.root.path + "/overlay.json"
            let tree = try shelf.app.definition().tree
            overlay = Overlay(
                app: "pohon-taman",
                baseVersion: Version(1, 0, 0),
                baseHash: tree.hash,
                operations: changes.map { change in
                    OverlayOperation(
                        change.verb,
                        change.path,
                        was: tree.value(at: change.path),
                        author: "o-1",
                        at: Moment(milliseconds: 0),
                        reason: "aturan setempat"
                    )
                }
            )
            try overlay.json.readable.write(toFile: file, atomically: true, encoding: .utf8)
        }

        /// The exit of the command.
        func exit(_ more: String...) async throws -> Int32 {
            let command = try AppMerge.parse([base, upstream, "--overlay", file] + more)
            do {
                try await command.run()
                return 0
            } catch let exit as ExitCode {
                return exit.rawValue
            }
        }

        var result: String { shelf.root.path + "/result.json" }

        func written() throws -> Overlay? {
            guard let bytes = FileManager.default.contents(atPath: result) else { return nil }
            return Overlay(json: try JSON(parsing: Array(bytes)))
        }
    }

    private static let pruning = "pruning: { id: Pohon perlu dipangkas, en: A tree that needs pruning }"
    private static let trimming = "pruning: { id: Pohon perlu dirapikan, en: A tree that needs trimming }"
    private static let label = ["form", "kind", "options", "pruning", "id"]

    @Test func `what does not meet is clean, and the new overlay stands on the new release`() async throws {
        let meeting = try Meeting(
            [(["name", "id"], .set("Lapor Pohon Karawang"))],
            release: [(Self.pruning, Self.trimming)]
        )
        #expect(try await meeting.exit("--to", meeting.result) == 0)
        let overlay = try #require(try meeting.written())
        #expect(overlay.baseVersion == Version(1, 1, 0) && overlay.operations.map(\.path) == [["name", "id"]])
        #expect(overlay.baseHash == (try AppFolder(meeting.upstream).definition().tree.hash))
        let (tree, problems) = apply(overlay, to: try AppFolder(meeting.upstream).definition().tree)
        #expect(problems.isEmpty && tree.value(at: ["name", "id"]) == "Lapor Pohon Karawang")
        try meeting.shelf.remove()
    }

    @Test func `what both changed ends with 1 and writes nothing, until it is decided`() async throws {
        let meeting = try Meeting([(Self.label, .set("Pohon rimbun"))], release: [(Self.pruning, Self.trimming)])
        #expect(try await meeting.exit("--to", meeting.result) == 1)
        #expect(try meeting.written() == nil)
        let (base, upstream) = (
            try AppFolder(meeting.base).definition().tree, try AppFolder(meeting.upstream).definition().tree
        )
        let hand = Hand(author: "", at: Moment(milliseconds: 0), reason: "")
        let open = rebase(meeting.overlay, from: base, onto: upstream, version: Version(1, 1, 0), by: hand).open
        let question = try #require(open.first).id.hex.prefix(8)
        #expect(open.count == 1)
        #expect(try await meeting.exit("--decide", "\(question)=theirs", "--to", meeting.result) == 0)
        #expect(try meeting.written()?.operations.isEmpty == true)
        #expect(try await meeting.exit("--decide", "\(question)=ours", "--to", meeting.result) == 0)
        #expect(try meeting.written()?.operations.map(\.path) == [Self.label])
        await #expect(throws: Sentence.self) { _ = try await meeting.exit("--decide", "zz=ours") }
        try meeting.shelf.remove()
    }

    @Test func `a result that no longer tells the stories of the release is held with 2`() async throws {
        let slower = (path: ["clocks", "answering", "target"], verb: OverlayOperation.Verb.set("9 workdays"))
        let meeting = try Meeting([slower], release: [(Self.pruning, Self.trimming)])
        #expect(try await meeting.exit("--to", meeting.result) == 2)
        #expect(try meeting.written() == nil)
        try meeting.shelf.remove()
    }

    @Test func `a file that is no overlay is said to be none, and one of the two sides is asked for`() async throws {
        let meeting = try Meeting([], release: [])
        try "{}".write(toFile: meeting.file, atomically: true, encoding: .utf8)
        await #expect(throws: Sentence.self) { _ = try await meeting.exit() }
        #expect(throws: (any Error).self) { try AppMerge.parse([meeting.base, meeting.upstream]) }
        try meeting.shelf.remove()
    }
}
