import Civic
import Definition
import Engine
import Foundation
import Node
import Store
import Testing

/// Running reports of a live city move to LAKSA's next version.
@Suite struct `Running cases that move to another version` {
    /// LAKSA 1.1.0: running verifications get a fresh deadline.
    private static func next() throws -> Definition {
        var definition = try City.laksa()
        definition.version = Version(1, 1, 0)
        definition.migrations = ["from_1_0": Migration(from: Version(1, 0, 0), clocks: ["verifying": .reset])]
        return definition
    }

    /// Keeps the next version on the shelf, as an upgrade does, and gives its hash.
    @discardableResult
    private func shelve(_ city: City, _ definition: Definition) async throws -> Digest {
        let government = city.tangerang
        _ = try await government.submit(
            Work(stream: "installation/laksa") { turn in
                _ = try government.definitions.keep(definition, in: turn)
                return .null
            }
        )
        return definition.tree.hash
    }

    private func definitions(_ city: City, _ cases: [CaseReceipt]) throws -> Set<Digest> {
        Set(try cases.compactMap { try city.tangerang.cases.stored($0.number)?.state?.definition })
    }

    @Test func `a dry run counts, names examples and writes nothing`() async throws {
        let city = try await City()
        var cases: [CaseReceipt] = []
        for _ in 0..<7 { cases.append(try await city.start()) }
        cases.append(try await city.dispatched())
        let hash = try await shelve(city, try Self.next())
        let head = try city.tangerang.ledger.head()
        let forecast = try await city.tangerang.forecastMigration(of: "laksa", to: hash)
        #expect(try city.tangerang.ledger.head() == head)
        #expect(forecast.looked == 8 && forecast.there == 0)
        #expect(forecast.tally == MigrationTally(moved: 8, stayed: 0, held: 0))
        let received = try #require(forecast.lines.first { $0.state == "received" })
        #expect(received.count == 7 && received.examples.count == 5)
        #expect(received.newState == "received" && received.hold == nil)
    }

    @Test func `a move goes through the writer, gives receipts, and happens once`() async throws {
        let city = try await City()
        var cases: [CaseReceipt] = []
        for _ in 0..<6 { cases.append(try await city.start()) }
        let hash = try await shelve(city, try Self.next())
        let steward = try city.caller("pengelola")
        let before = try city.tangerang.ledger.head().size
        let order = try await city.tangerang.orderMigration(of: "laksa", to: hash, by: steward)
        await #expect(throws: Rejection.self) {
            try await city.tangerang.orderMigration(of: "laksa", to: hash, by: steward)
        }
        #expect(try await city.tangerang.carryOutMigrations() == 6)
        #expect(try definitions(city, cases) == [hash])
        let installation = try #require(city.tangerang.definitions.installation("laksa"))
        #expect(installation.migration == nil)
        #expect(installation.lastMigration?.order == order)
        #expect(installation.lastMigration?.tally == MigrationTally(moved: 6))
        // Six cases, the order and its end.
        #expect(try city.tangerang.ledger.head().size == before + 8)
        #expect(try await city.tangerang.carryOutMigrations() == 0)
        let verifier = try city.caller("verifikator")
        let view = try #require(try city.tangerang.cases.page(cases[0].number, for: verifier))
        let story = view.timeline(city.tangerang.profile, .id)
        #expect(story.last?.title.hasPrefix("Dilanjutkan menurut versi 1.1.0") == true)
        // Deadlines restart where the migration says so, and people act under the new version.
        #expect(view.state.clocks["verifying"] != nil)
        _ = try await city.tangerang.act(
            cases[0].number,
            "verify",
            version: 2,
            by: verifier
        )
        #expect(try city.tangerang.ledger.verify().isSound)
    }

    @Test func `what a kill cut short goes on when the node is opened again`() async throws {
        let city = try await City()
        let count = Limits.migrationCasesAtOnce + 20
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count { group.addTask { _ = try await city.start() } }
            try await group.waitForAll()
        }
        let hash = try await shelve(city, try Self.next())
        try await city.tangerang.orderMigration(of: "laksa", to: hash, by: try city.caller("pengelola"))
        #expect(try await city.tangerang.carryOutMigrations(groupsMax: 1) == Limits.migrationCasesAtOnce)
        // As after kill -9: the files as they are now, without an orderly end.
        let copy = city.folder + "-copy"
        try FileManager.default.copyItem(atPath: city.folder, toPath: copy)
        try FileManager.default.copyItem(atPath: city.folder + ".secret", toPath: copy + ".secret")
        let second = try City.node(copy, city.world)
        defer {
            second.stop()
            for path in [copy, copy + ".secret", copy + ".secret.d"] {
                try? FileManager.default.removeItem(atPath: path)
            }
        }
        let government = try #require(second.government(slug: "tangerang"))
        #expect(government.definitions.installation("laksa")?.migration?.to == hash)
        #expect(try await government.carryOutMigrations() == 20)
        #expect(government.definitions.installation("laksa")?.lastMigration?.tally == MigrationTally(moved: count))
        #expect(try await government.forecastMigration(of: "laksa", to: hash).there == count)
        #expect(try government.ledger.verify().isSound)
    }

    @Test func `a run is taken back, but for cases that went on meanwhile`() async throws {
        let city = try await City()
        let (first, second) = (try await city.start(), try await city.start())
        let before = try #require(try city.tangerang.cases.stored(first.number)?.state)
        let hash = try await shelve(city, try Self.next())
        let steward = try city.caller("pengelola")
        let order = try await city.tangerang.orderMigration(of: "laksa", to: hash, by: steward)
        try await city.tangerang.carryOutMigrations()
        _ = try await city.tangerang.act(second.number, "verify", version: 2, by: try city.caller("verifikator"))
        await #expect(throws: Refusal.self) {
            try await city.tangerang.orderUndo(of: "other", in: "laksa", by: steward)
        }
        try await city.tangerang.orderUndo(of: order.run, in: "laksa", by: steward)
        #expect(try await city.tangerang.carryOutMigrations() == 1)
        #expect(
            city.tangerang.definitions.installation("laksa")?.lastMigration?.tally == MigrationTally(moved: 1, held: 1)
        )
        var after = try #require(try city.tangerang.cases.stored(first.number)?.state)
        (after.version, after.changedAt) = (before.version, before.changedAt)
        #expect(after == before)
        #expect(try city.tangerang.cases.stored(second.number)?.state?.definition == hash)
        await #expect(throws: Refusal.self) {
            try await city.tangerang.orderUndo(of: order.run, in: "laksa", by: steward)
        }
    }

    @Test func `a steward's own choice brings held cases along; others may not order`() async throws {
        let city = try await City()
        _ = try await city.start()
        var definition = try Self.next()
        definition.states["received"] = nil
        definition.states["submitted"] = StateElement(
            name: LocalizedText(id: "Masuk", en: "Submitted"),
            isStart: true,
            tone: .new
        )
        for id in definition.actions.order {
            guard let action = definition.actions[id], action.from.contains("received") else { continue }
            definition.actions[id]?.from = action.from.map { $0 == "received" ? "submitted" : $0 }
            if action.to == "received" { definition.actions[id]?.to = "submitted" }
        }
        definition.clocks["verifying"]?.runsIn = ["submitted", "verified"]
        let hash = try await shelve(city, definition)
        let held = try await city.tangerang.forecastMigration(of: "laksa", to: hash)
        #expect(held.lines.map(\.hold?.key) == ["migration.state-gone"])
        let choices = MigrationChoices(states: ["received": "submitted"])
        #expect(
            try await city.tangerang.forecastMigration(of: "laksa", to: hash, choices: choices).tally
                == MigrationTally(moved: 1)
        )
        await #expect(throws: (any Error).self) {
            try await city.tangerang.orderMigration(
                of: "laksa",
                to: hash,
                choices: choices,
                by: try city.caller("verifikator")
            )
        }
        await #expect(throws: DefinitionRefused.self) {
            try await city.tangerang.orderMigration(
                of: "laksa",
                to: hash,
                choices: MigrationChoices(states: ["received": "nowhere"]),
                by: try city.caller("pengelola")
            )
        }
        try await city.tangerang.orderMigration(
            of: "laksa",
            to: hash,
            choices: choices,
            by: try city.caller("pengelola")
        )
        #expect(try await city.tangerang.carryOutMigrations() == 1)
    }
}
