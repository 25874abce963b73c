import Civic
import Definition
import Engine
import Testing

private let now = moment("2026-11-24T09:00:00+07:00")
private let steward = Steering.officer("sri", grants: [Grant(role: .steward)])
private let nobody = Steering.officer("adi", grants: [Grant(role: "handler")])

@Suite struct `An installation` {
    private let release = Release(version: Version(1, 0, 0), base: .zero, definition: .zero)
    private let right = Entitlement.agreement(number: "PKS-2026-000001", provider: "36.71", until: "2029-12-31")
    private let operation = OverlayOperation(
        .set(5),
        ["registers", "kinds", "rows", "road", "values", "workdays"],
        was: 3,
        author: "sri",
        at: now,
        reason: "Jarak di kabupaten lebih jauh"
    )

    private func state(_ events: InstallationEvent...) -> InstallationState? {
        var state: InstallationState?
        for event in [.installed(release, entitlement: right)] + events {
            state = evolve(state, event, app: "laksa", at: now)
        }
        return state
    }

    private func decided(
        _ state: InstallationState?,
        _ command: InstallationCommand,
        _ actor: Steering = steward
    ) throws -> [InstallationEvent] {
        try decide(state, command, in: InstallationContext(now: now, actor: actor, app: "laksa")).events
    }

    @Test func `a line of an agreement in force lets it in`() throws {
        #expect(try decided(nil, .install(release, entitlement: right)) == [.installed(release, entitlement: right)])
        #expect(throws: Rejection.register(.notEntitled("laksa"))) {
            try decided(nil, .install(release, entitlement: nil))
        }
        #expect(throws: Rejection.register(.alreadyThere("laksa"))) {
            try decided(state(), .install(release, entitlement: right))
        }
        #expect(throws: Rejection.register(.notThere("laksa"))) { try decided(nil, .goLive) }
        #expect(throws: Rejection.register(.notAllowed)) { try decided(state(), .goLive, nobody) }
    }

    @Test func `it is localized with reasons, goes live, is suspended and resumed`() throws {
        let digest = try #require(Digest(hex: String(repeating: "cd", count: 32)))
        #expect(
            try decided(state(), .localize([operation], definition: digest)) == [
                .localized([operation], definition: digest)
            ]
        )
        let silent = OverlayOperation(.hide, ["states", "x"], author: "sri", at: now, reason: " ")
        #expect(throws: Rejection.register(.overlayMissesReason)) {
            try decided(state(), .localize([silent], definition: digest))
        }
        #expect(throws: Rejection.register(.nothingChanges)) { try decided(state(), .localize([], definition: digest)) }
        let localized = state(.localized([operation], definition: digest), .live)
        #expect(localized?.release.definition == digest && localized?.operations == [operation])
        #expect(localized?.takesCases == true)
        #expect(throws: Rejection.register(.wrongStage(asked: "live", current: "live"))) {
            try decided(localized, .goLive)
        }
        let suspension = Suspension.agreementEnded(number: "PKS-2026-000001")
        #expect(try decided(localized, .suspend(suspension), .node) == [.suspended(suspension)])
        #expect(throws: Rejection.register(.overlayMissesReason)) {
            try decided(localized, .suspend(.bySteward(reason: "")))
        }
        let suspended = state(.live, .suspended(suspension))
        #expect(suspended?.takesCases == false)
        #expect(throws: Rejection.register(.wrongStage(asked: "localized", current: "suspended"))) {
            try decided(suspended, .localize([operation], definition: digest))
        }
        #expect(throws: Rejection.register(.notEntitled("laksa"))) { try decided(suspended, .resume(entitlement: nil)) }
        #expect(try decided(suspended, .resume(entitlement: right)) == [.resumed(entitlement: right)])
        #expect(state(.live, .suspended(suspension), .resumed(entitlement: .own))?.stage == .live)
        #expect(throws: Rejection.register(.nothingChanges)) { try decided(state(), .upgrade(release, operations: [])) }
    }

    @Test func `an upgrade is looked at, settled, switched to, and rolled back in one act`() throws {
        let digest = try #require(Digest(hex: String(repeating: "ef", count: 32)))
        let later = Release(version: Version(1, 1, 0), base: digest, definition: digest)
        let offered = OfferedRelease(version: later.version, base: digest)
        let live = state(.localized([operation], definition: .zero), .live)
        #expect(throws: Rejection.register(.nothingChanges)) { try decided(live, .rollBack) }
        #expect(throws: Rejection.register(.nothingChanges)) { try decided(live, .settle(["c1": "ours"])) }
        #expect(throws: Rejection.self) { try decided(live, .upgrade(later, operations: [])) }
        #expect(try decided(live, .beginUpgrade(offered)) == [.upgradeBegun(offered)])
        let pending = state(.localized([operation], definition: .zero), .live, .upgradeBegun(offered))
        #expect(pending?.pending == offered && pending?.takesCases == true)
        #expect(throws: Rejection.register(.nothingChanges)) { try decided(pending, .beginUpgrade(offered)) }
        #expect(try decided(pending, .settle(["c1": "ours"])) == [.decided(["c1": "ours"])])
        #expect(try decided(pending, .upgrade(later, operations: [])) == [.upgraded(later, operations: [])])
        let upgraded = state(
            .localized([operation], definition: .zero),
            .live,
            .upgradeBegun(offered),
            .decided(["c1": "ours"]),
            .upgraded(later, operations: [])
        )
        #expect(upgraded?.release == later && upgraded?.operations == [] && upgraded?.pending == nil)
        #expect(upgraded?.decisions == ["c1": "ours"])
        let back = try decided(upgraded, .rollBack)
        guard case .rolledBack(let release, let operations)? = back.first else {
            Issue.record("it should roll back")
            return
        }
        #expect(operations == [operation] && release.definition == .zero)
        let restored = evolve(upgraded, .rolledBack(release, operations: operations), app: "laksa", at: now)
        #expect(restored.release == release && restored.operations == [operation] && restored.earlier.isEmpty)
        #expect(state(.live, .upgradeBegun(offered), .upgradeDropped)?.pending == nil)
    }

    @Test func `running cases are moved by one order at a time`() throws {
        let order = MigrationOrder(run: "r1", to: .zero, choices: MigrationChoices(states: ["a": "b"]))
        #expect(try decided(state(.live), .orderMigration(order)) == [.migrationOrdered(order)])
        let moving = state(.live, .migrationOrdered(order))
        #expect(throws: Rejection.self) { try decided(moving, .orderMigration(order)) }
        #expect(throws: Rejection.self) { try decided(moving, .endMigration(run: "r2", MigrationTally())) }
        let tally = MigrationTally(moved: 3, stayed: 1, held: 2)
        #expect(try decided(moving, .endMigration(run: "r1", tally)) == [.migrationEnded(run: "r1", tally)])
        let done = state(.live, .migrationOrdered(order), .migrationEnded(run: "r1", tally))
        #expect(done?.migration == nil && done?.lastMigration?.tally == tally)
    }

    @Test func `every event comes back from the ledger`() throws {
        let operations: [OverlayOperation] = [
            operation, OverlayOperation(.unset, ["a"], was: .null, author: "s", at: now, reason: "r"),
            OverlayOperation(.add(["x": 1], before: "b"), ["a"], author: "s", at: now, reason: "r"),
            OverlayOperation(.hide, ["a"], author: "s", at: now, reason: "r"),
            OverlayOperation(.move(before: nil), ["a"], author: "s", at: now, reason: "r"),
        ]
        let events: [InstallationEvent] = [
            .installed(release, entitlement: right), .installed(release, entitlement: .own),
            .localized(operations, definition: .zero), .upgraded(release, operations: nil),
            .upgraded(release, operations: operations), .live,
            .upgradeBegun(OfferedRelease(version: Version(1, 1, 0), base: .zero)), .upgradeDropped,
            .decided(["c1": ["choice": "own", "value": 3]]), .rolledBack(release, operations: operations),
            .migrationOrdered(MigrationOrder(run: "r1", to: .zero)),
            .migrationOrdered(
                MigrationOrder(
                    run: "r2",
                    to: .zero,
                    choices: MigrationChoices(states: ["a": "b"], clocks: ["c": .reset, "d": .become("e")]),
                    undoes: "r1"
                )
            ),
            .migrationEnded(run: "r1", MigrationTally(moved: 1, stayed: 2, held: 3)),
            .suspended(.agreementEnded(number: "PKS-1")), .suspended(.bySteward(reason: "Perbaikan")),
            .resumed(entitlement: .agreement(number: "PKS-2", provider: "36.71", until: nil)),
        ]
        for event in events {
            let fact = event.fact(of: "laksa", definition: .zero, at: now, by: .node)
            #expect(InstallationEvent.app(stream: fact.stream) == "laksa")
            let back = Fact(
                stream: fact.stream,
                type: fact.type,
                at: fact.at,
                actor: fact.actor,
                definition: fact.definition,
                open: try JSON(parsing: fact.open.canonical),
                closed: []
            )
            #expect(try InstallationEvent(fact: back) == event)
        }
    }
}
