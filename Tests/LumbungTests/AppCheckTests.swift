import Civic
import Definition
import Foundation
import Testing

@testable import lumbung

@Suite struct AppCheckTests {
    @Test func `what has not changed is not checked again, and says the same`() throws {
        let shelf = try Shelf()
        try shelf.change("laksa/app.yaml", "pillar: ", "pilar: ")
        let check = try ApplicationCheck(cache: shelf.cache)
        let first = try check.outcome(of: shelf.app)
        let second = try check.outcome(of: shelf.app)
        #expect(!first.isKept && second.isKept)
        #expect(first.findings.contains { $0.code == "unknown-key" })
        #expect(first.findings == second.findings)
        #expect(first.printed(.en) == second.printed(.en))
        try shelf.remove()
    }

    @Test(arguments: ["laksa/app.yaml", "laksa/scenarios.yaml", "_archetypes/report/app.yaml"])
    func `a change in any text that it follows from is noticed`(_ file: String) throws {
        let shelf = try Shelf()
        let check = try ApplicationCheck(cache: shelf.cache)
        _ = try check.outcome(of: shelf.app)
        try shelf.change(file, "\n", "\n# changed\n")
        #expect(try !check.outcome(of: shelf.app).isKept)
        #expect(try check.outcome(of: shelf.app).isKept)
        try shelf.remove()
    }

    @Test func `an entry that cannot be read is checked anew`() throws {
        let shelf = try Shelf()
        let check = try ApplicationCheck(cache: shelf.cache)
        _ = try check.outcome(of: shelf.app)
        for name in try FileManager.default.contentsOfDirectory(atPath: shelf.cache.folder) {
            try "{".write(toFile: shelf.cache.folder + "/" + name, atomically: true, encoding: .utf8)
        }
        #expect(try !check.outcome(of: shelf.app).isKept)
        try shelf.remove()
    }

    @Test func `a mistake of an archetype is shown in the archetype's own line`() throws {
        let shelf = try Shelf()
        try shelf.change("_archetypes/report/app.yaml", "to: verified", "to: verifed")
        let outcome = try ApplicationCheck(cache: nil).outcome(of: shelf.app)
        let found = try #require(outcome.findings.first { $0.code == "unknown-state" })
        #expect(found.file.hasSuffix("_archetypes/report/app.yaml"))
        let text = outcome.printed(.en).joined(separator: "\n")
        #expect(text.contains("to: verifed\n"))
        #expect(text.contains("Did you mean \"verified\"?"))
        try shelf.remove()
    }

    @Test func `an application without scenarios is told so, and a state that none reaches is named`() throws {
        let shelf = try Shelf("pks")
        let stories = shelf.root.appending(path: "pks/scenarios.yaml")
        let check = try ApplicationCheck(cache: nil)
        let text = try String(contentsOf: stories, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // The first story alone.
        let starts = lines.indices.filter { lines[$0].wholeMatch(of: /\x20\x20[a-z_]+:/) != nil }
        try #require(starts.count > 1)
        try lines[..<starts[1]].joined(separator: "\n").write(to: stories, atomically: true, encoding: .utf8)
        let missed = try check.outcome(of: shelf.app).findings
        let unreached = try #require(missed.first { $0.code == "state-without-scenario" })
        #expect(unreached.file.hasSuffix("pks/app.yaml") && unreached.line > 1)
        #expect(missed.allSatisfy { $0.severity == .warning && $0.todo != nil })
        try FileManager.default.removeItem(at: stories)
        #expect(try check.outcome(of: shelf.app).findings.map(\.code) == ["no-scenarios"])
        try shelf.remove()
    }

    @Test func `findings come back from JSON as they went`() throws {
        let place = SourcePlace(file: "a/app.yaml", line: 3, column: 7)
        let all = [
            Finding(.error, "x", at: place, LocalizedText(id: "\"Satu\"", en: "One"), todo: LocalizedText(id: "Ubah")),
            Finding(.warning, "y", at: place, LocalizedText(id: "Tiga")),
        ]
        let text = JSON.array(all.map(\.json)).text
        let read = try #require(try JSON(parsing: Array(text.utf8)).array)
        #expect(read.map { Finding(json: $0) } == all.map(Optional.some))
        #expect(Finding(json: ["file": "a"]) == nil)
    }

    @Test func `several are checked at once and told in the order asked for`() async throws {
        let ids = ["pks", "laksa", "kajian", "kesepakatan-bersama"]
        let folders = try ids.map { try AppFolder($0) }
        let outcomes = try await AppCheck.outcomes(of: folders, try ApplicationCheck(cache: nil))
        #expect(outcomes.map(\.file) == folders.map(\.file))
    }
}
