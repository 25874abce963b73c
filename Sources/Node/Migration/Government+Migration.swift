package import Civic
import Definition
package import Engine
import Store

extension Government {
    /// What a move of all running cases of an application to another of its definitions would do.
    ///
    /// Nothing is written. Cost: some tens of microseconds for each case. Throws `DefinitionRefused` when the migration does not
    /// fit the definition.
    package func forecastMigration(
        of app: AppID,
        to hash: Digest,
        choices: MigrationChoices = MigrationChoices()
    ) async throws -> MigrationForecast {
        let plans = MigrationPlans(self, to: try definitions.compiled(hash), choices: choices)
        var forecast = MigrationForecast()
        var key = CaseListKey.start
        while true {
            let after = key
            let (lines, standing) = try await database.longRead { connection in
                let lines = try CaseFilter(app: app).lines(
                    after: after,
                    limit: Limits.migrationCasesAtOnce,
                    on: connection
                )
                return (lines, try lines.map { try Streams.state(of: $0.stream, on: connection) })
            }
            for case let stream? in standing {
                guard let state = stream.state else { continue }
                if state.definition == hash {
                    forecast.skip()
                    continue
                }
                let migration = try plans.migration(from: state.definition)
                let outcome = planMigration(
                    state,
                    stream.content ?? CaseContent(),
                    by: migration,
                    in: plans.context(state, at: outside.now(), by: .node, run: "")
                )
                forecast.add(outcome, of: state, migration.from, migration.to)
            }
            guard let last = lines.last, lines.count == Limits.migrationCasesAtOnce else { return forecast }
            key = last.key
        }
    }

    /// Orders that running cases move; they do so in the background, group by group.
    ///
    /// Throws `Rejection` while another order is under way, `DefinitionRefused` when the migration does not fit.
    @discardableResult
    package func orderMigration(
        of app: AppID,
        to hash: Digest,
        choices: MigrationChoices = MigrationChoices(),
        by caller: Caller
    ) async throws -> MigrationOrder {
        try Permissions.requireSteering(caller, now: outside.now())
        let plans = MigrationPlans(self, to: try definitions.compiled(hash), choices: choices)
        guard plans.to.definition.app == app else { throw Refusal.unknownApplication(app.text) }
        try plans.checkAll(of: app)
        return try await order(MigrationOrder(run: newRun, to: hash, choices: choices), of: app, by: caller)
    }

    /// Orders that a run is taken back: each case to which nothing else has happened since returns to where it was.
    @discardableResult
    package func orderUndo(of run: String, in app: AppID, by caller: Caller) async throws -> MigrationOrder {
        try Permissions.requireSteering(caller, now: outside.now())
        guard let last = definitions.installation(app)?.lastMigration?.order, last.run == run, last.undoes == nil else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Hanya perpindahan terakhir yang dapat dibatalkan.",
                    en: "Only the last move can be taken back."
                )
            )
        }
        return try await order(MigrationOrder(run: newRun, to: last.to, undoes: run), of: app, by: caller)
    }

    private var newRun: String { Base32.text(outside.timedName(bytes: 16)) }

    private func order(_ order: MigrationOrder, of app: AppID, by caller: Caller) async throws -> MigrationOrder {
        try await change(app, [.orderMigration(order)], by: caller)
        definitions.moves.expect(order.run)
        return order
    }

    // MARK: Carrying out

    /// Carries out what is ordered, to its end; what a crash cut short goes on where it stopped.
    ///
    /// Gives how many cases were moved. `groupsMax`: stops after so many groups, as a crash would, and leaves the rest to the next
    /// call.
    @discardableResult
    package func carryOutMigrations(groupsMax: Int = .max) async throws -> Int {
        var moved = 0
        for installation in definitions.installations() {
            guard let order = installation.migration else { continue }
            var run = MigrationRun(self, order, of: installation.app, groupsMax: groupsMax)
            moved += try await run.carryOut()
        }
        return moved
    }
}
