import Civic
import Definition
import Engine
import Exchange
import Node
import Store
import Testing

/// LAKSA 1.1.0 meets what Karawang has changed of 1.0.0.
@Suite struct `An upgrade in the Exchange` {
    private static let workdays = ["registers", "report_categories", "rows", "road_damage", "values", "workdays"]

    /// Karawang is live on 1.0.0 with changes of its own; Tangerang has published 1.1.0, and it has arrived.
    private func offered(_ changes: [([String], JSON)] = []) async throws -> (Partners, Upgrades) {
        let partners = try await Partners()
        _ = try await partners.liveInKarawang()
        let steward = try partners.steward()
        for (path, value) in changes {
            let standing = try #require(try partners.installer.standing("laksa"))
            let element = try #require(LocalElements.element(path, of: standing.effective))
            let operation = try #require(
                element.operation(to: value, author: "o1", at: partners.node.outside.now(), reason: "Setempat")
            )
            try await partners.installer.localize("laksa", [operation], by: steward)
        }
        let next = NextReleases(partners.agreements(partners.tangerang))
        let provider = Caller.officer(try partners.officer("steward", partners.tangerang))
        try await next.prepare(
            try Self.prepared(),
            scenarios: try Given.text("Apps/laksa/scenarios.yaml"),
            by: provider
        )
        #expect(try await next.publish("laksa", by: provider) == 1)
        try await partners.partnership.deliver(partners.tangerang, partners.karawang)
        return (partners, Upgrades(partners.installer))
    }

    static func prepared() throws -> Definition {
        let json = try JSON(parsing: Array(try Given.text("Data/demo/laksa-1.1.0.json").utf8))
        return try PreparedRelease(json: json).definition(after: try Given.definition("laksa"))
    }

    @Test func `a draft is compared, its version computed, and published once`() async throws {
        let partners = try await Partners()
        let next = NextReleases(partners.agreements(partners.tangerang))
        let provider = Caller.officer(try partners.officer("steward", partners.tangerang))
        #expect(try next.judged("laksa") == nil)
        let definition = try Self.prepared()
        try await next.prepare(definition, scenarios: try Given.text("Apps/laksa/scenarios.yaml"), by: provider)
        let judged = try #require(try next.judged("laksa"))
        #expect(judged.obstacle == nil, "\(judged.obstacle?.text(.en) ?? "")")
        #expect(judged.computed?.version == Version(1, 1, 0))
        #expect(judged.changes.contains { $0.words.text(.id).contains("Kabel menjuntai") })
        var tooLow = definition
        tooLow.version = Version(1, 0, 1)
        try await next.prepare(tooLow, scenarios: nil, by: provider)
        #expect(try next.judged("laksa")?.obstacle?.text(.id).contains("1.1.0") == true)
        await #expect(throws: Refusal.self) { try await next.publish("laksa", by: provider) }
        await #expect(throws: Refusal.self) {
            try await next.prepare(yaml: "app: [", scenarios: nil, for: "laksa", by: provider)
        }
        try await next.prepare(definition, scenarios: nil, by: provider)
        #expect(try await next.publish("laksa", by: provider) == 0)
        #expect(try next.draft("laksa") == nil)
        #expect(
            try Releases(partners.tangerang).known("laksa").map(\.release.version) == [
                Version(1, 1, 0), Version(1, 0, 0),
            ]
        )
    }

    @Test func `a text that stands on an archetype is laid upon it, with the archetype's stories`() async throws {
        let partners = try await Partners()
        let agreements = partners.agreements(partners.tangerang)
        let next = NextReleases(agreements, archetypes: Given.archetypes)
        let provider = Caller.officer(try partners.officer("steward", partners.tangerang))
        let text = try Given.text("Apps/pohon-taman/app.yaml")
        let stories = try Given.text("Apps/pohon-taman/scenarios.yaml")
        try await next.prepare(yaml: text, scenarios: stories, for: "pohon-taman", by: provider)
        let judged = try #require(try next.judged("pohon-taman"))
        #expect(judged.obstacle == nil, "\(judged.obstacle?.text(.en) ?? "")")
        #expect(judged.draft.definition.tree == (try Given.definition("pohon-taman").tree))
        // Told without the archetype's file at hand: its stories travel with the release.
        let told = try #require(judged.scenarios).results.count
        let own = ScenarioReader.read(yaml: stories, file: "s", for: judged.draft.definition).0?.count ?? 0
        #expect(told > own)
        #expect(try await next.publish("pohon-taman", by: provider) == 0)
        let released = try #require(try Releases(partners.tangerang).known("pohon-taman").first).release
        #expect(released.hash == judged.draft.definition.tree.hash)

        let misspelt = text.replacing("extends: report", with: "extends: reports")
        let refusal = await #expect(throws: Refusal.self) {
            try await next.prepare(yaml: misspelt, scenarios: nil, for: "pohon-taman", by: provider)
        }
        let sentence = try #require(refusal).message(.id)
        #expect(sentence.contains("app.yaml:") && sentence.contains("Pola \"reports\" tidak ada"), "\(sentence)")
        let bare = await #expect(throws: Refusal.self) {
            try await NextReleases(agreements).prepare(yaml: text, scenarios: nil, for: "pohon-taman", by: provider)
        }
        #expect(bare?.message(.id).contains("Pola \"report\" tidak ada") == true)
    }

    @Test func `a release that drops an id without a tombstone is held`() async throws {
        let partners = try await Partners()
        let next = NextReleases(partners.agreements(partners.tangerang))
        var definition = try Given.definition("laksa")
        let notice = try #require(definition.notices.order.first)
        definition.notices = Keyed(definition.notices.all.filter { $0.id != notice }.map { ($0.id, $0.element) })
        definition.version = Version(2, 0, 0)
        let judged = try next.judged(definition, scenarios: nil)
        #expect(judged.findings.contains { $0.code == "no-tombstone" })
        await #expect(throws: Refusal.self) { try await next.publish(definition, scenarios: nil, by: .node) }
        #expect(try next.draft("laksa") == nil, "what is refused leaves no draft")
    }

    @Test func `what only one side changed merges by itself, and running cases stay on theirs`() async throws {
        let name = ["name", "id"]
        let (partners, upgrades) = try await offered([(name, "Lapor Karawang")])
        let steward = try partners.steward()
        let report = try await partners.karawang.start(
            StartCase(app: "laksa", answers: Given.report),
            by: .anonymous()
        )
        let before = try #require(partners.karawang.definitions.installation("laksa"))
        let kept = try #require(try upgrades.available("laksa").first)
        #expect(kept.release.version == Version(1, 1, 0))
        try await upgrades.begin("laksa", to: kept.release.hash, by: steward)
        let proposal = try #require(try upgrades.proposal("laksa"))
        #expect(
            proposal.verdict == .clean,
            "\(proposal.gate.findings.map { $0.printed(.en) }) \(proposal.rebased.open)"
        )
        #expect(proposal.news.contains { $0.words.text(.id).contains("Kabel menjuntai") })
        #expect(proposal.local.map(\.path) == [name])
        try await upgrades.switchOver("laksa", by: steward)
        let after = try #require(partners.karawang.definitions.installation("laksa"))
        #expect(after.release.version == Version(1, 1, 0) && after.stage == .live && after.pending == nil)
        let live = try #require(try partners.karawang.definitions.live("laksa")).definition
        #expect(live.name.text(.id) == "Lapor Karawang")
        #expect(live.registers["report_categories"]?.rows["hanging_cables"] != nil)
        #expect(try partners.karawang.cases.stored(report.number)?.state?.definition == before.release.definition)
        let fresh = try await partners.karawang.start(
            StartCase(app: "laksa", answers: Given.report),
            by: .anonymous()
        )
        #expect(try partners.karawang.cases.stored(fresh.number)?.state?.definition == after.release.definition)
        // The running one comes along when the steward says so.
        try await partners.karawang.orderMigration(of: "laksa", to: after.release.definition, by: steward)
        #expect(try await partners.karawang.carryOutMigrations() == 1)
        #expect(try partners.karawang.cases.stored(report.number)?.state?.definition == after.release.definition)
        try await upgrades.rollBack("laksa", by: steward)
        let back = try #require(partners.karawang.definitions.installation("laksa"))
        #expect(back.release == before.release && back.operations == before.operations)
        await #expect(throws: Rejection.self) { try await upgrades.rollBack("laksa", by: steward) }
    }

    @Test func `what both changed is asked once, and the answer is remembered`() async throws {
        let (partners, upgrades) = try await offered([(Self.workdays, 10)])
        let steward = try partners.steward()
        let kept = try #require(try upgrades.available("laksa").first)
        try await upgrades.begin("laksa", to: kept.release.hash, by: steward)
        let proposal = try #require(try upgrades.proposal("laksa"))
        #expect(proposal.verdict == .needsDecision)
        let conflict = try #require(proposal.rebased.open.first)
        #expect(proposal.rebased.open.count == 1 && conflict.path == Self.workdays)
        let words = conflict.words(base: proposal.base.tree, upstream: proposal.theirs.tree).text(.id)
        #expect(words.contains("5") && words.contains("10"))
        await #expect(throws: Refusal.self) { try await upgrades.switchOver("laksa", by: steward) }
        try await upgrades.settle("laksa", [conflict.id: .value(6)], by: steward)
        let settled = try #require(try upgrades.proposal("laksa"))
        #expect(settled.verdict == .clean && settled.rebased.decided.map(\.id) == [conflict.id])
        // Another look asks nothing again.
        try await upgrades.drop("laksa", by: steward)
        try await upgrades.begin("laksa", to: kept.release.hash, by: steward)
        #expect(try upgrades.proposal("laksa")?.rebased.open.isEmpty == true)
        try await upgrades.settle("laksa", [conflict.id: .theirs], by: steward)
        try await upgrades.switchOver("laksa", by: steward)
        let live = try #require(try partners.karawang.definitions.live("laksa")).definition
        #expect(live.registers["report_categories"]?.rows["road_damage"]?.values["workdays"] == 5)
        #expect(partners.karawang.definitions.installation("laksa")?.operations.isEmpty == true)
        await #expect(throws: Refusal.self) { try await upgrades.settle("laksa", [conflict.id: .ours], by: steward) }
    }

    @Test func `a choice that breaks a locked bound blocks the switch, and the present version goes on`() async throws {
        let (partners, upgrades) = try await offered([(Self.workdays, 10)])
        let steward = try partners.steward()
        let kept = try #require(try upgrades.available("laksa").first)
        try await upgrades.begin("laksa", to: kept.release.hash, by: steward)
        let conflict = try #require(try upgrades.proposal("laksa")?.rebased.open.first)
        try await upgrades.settle("laksa", [conflict.id: .value(99)], by: steward)
        let proposal = try #require(try upgrades.proposal("laksa"))
        #expect(proposal.rebased.refused.first?.code == "out-of-bounds" || proposal.verdict == .blocked)
        #expect(partners.karawang.definitions.installation("laksa")?.release.version == Version(1, 0, 0))
    }

    @Test func `without the right to upgrade nothing is offered`() async throws {
        let (partners, upgrades) = try await offered()
        let kept = try #require(try upgrades.available("laksa").first)
        partners.clock.pass(.days(366))
        #expect(try upgrades.available("laksa").isEmpty)
        await #expect(throws: Refusal.self) {
            try await upgrades.begin("laksa", to: kept.release.hash, by: try partners.steward())
        }
    }
}
