import Civic
import Definition

/// Carries the clocks of a case over: kept, started afresh, or going on as another clock.
struct ClockTransfer {
    let migration: CompiledMigration
    let context: MigrationContext
    /// The case as it will be, clocks aside.
    let state: CaseState
    /// Of the states in which it stands, in the new definition.
    let standing: [Int]

    private var to: CompiledDefinition { migration.to }

    /// All clocks under the new version, with the roles that late ones have called in.
    func moved() throws(MigrationStop) -> (clocks: [ClockID: ClockState], escalations: [ClockID: RoleID]) {
        var clocks: [ClockID: ClockState] = [:]
        var escalations: [ClockID: RoleID] = [:]
        for (id, clock) in state.clocks.sorted(by: { $0.key < $1.key }) {
            let move = migration.migration.clocks[id] ?? .keep
            let target: ClockID
            switch move {
            case .reset: continue
            case .keep: target = id
            case .become(let other): target = other
            }
            guard let new = to.clocks.first(where: { $0.id == target }) else {
                if clock.isEnded { continue }
                throw MigrationStop(.clockGone(name(id)))
            }
            guard clocks[target] == nil else { throw MigrationStop(.clocksMeet(new.element.name)) }
            clocks[target] = try placed(clock, as: new, from: id)
            if let role = state.escalations[id], to.definition.roles[role] != nil { escalations[target] = role }
        }
        try begin(&clocks)
        return (clocks, escalations)
    }

    /// A clock that goes on stands as the new version wants it in this state.
    private func placed(_ clock: ClockState, as new: CompiledClock, from id: ClockID) throws(MigrationStop)
        -> ClockState
    {
        guard !clock.isEnded else { return clock }
        try sameTime(new, from: id)
        switch clock {
        case .running(let run) where new.isRunning(in: standing):
            return .running(new.marked(run, percent: run.marked, on: calendar))
        case .running(let run) where new.isPausing(in: standing):
            return .paused(new.pause(run, at: context.at, on: calendar))
        case .paused(let pause) where new.isPausing(in: standing): return .paused(pause)
        case .paused(let pause) where new.isRunning(in: standing):
            return .running(new.resume(pause, at: context.at, on: calendar))
        case .running, .paused:
            throw MigrationStop(
                .clockNotInState(clock: new.element.name, state: to.stateName(state.state, forCitizen: false))
            )
        case .met, .breached, .stopped: return clock
        }
    }

    private func sameTime(_ new: CompiledClock, from id: ClockID) throws(MigrationStop) {
        guard let old = migration.from.clocks.first(where: { $0.id == id }) else { return }
        if old.time(on: calendar).kind != new.time(on: calendar).kind {
            throw MigrationStop(.clockCountsOtherwise(new.element.name))
        }
    }

    /// Clocks that the new version runs in this state and the case does not have: those that were reset, and new ones.
    private func begin(_ clocks: inout [ClockID: ClockState]) throws(MigrationStop) {
        var scope = RuleScope(
            to,
            at: context.at,
            calendar: calendar,
            state: state,
            place: context.place,
            parameters: context.parameters
        )
        let moves = ClockMoves(plan: to, calendar: calendar, at: context.at)
        for clock in to.clocks where clock.isRunning(in: standing) {
            switch clocks[clock.id] {
            case nil, .stopped?: break
            case .running?, .paused?, .met?, .breached?: continue
            }
            do throws(Rejection) {
                clocks[clock.id] = .running(try moves.fresh(clock, scope: &scope))
            } catch {
                throw MigrationStop(.targetFailed(clock: clock.element.name, why: error.text))
            }
        }
    }

    private var calendar: WorkingCalendar { context.calendar }

    private func name(_ id: ClockID) -> LocalizedText {
        migration.from.definition.clocks[id]?.name ?? LocalizedText(id: id.text)
    }
}

extension ClockMoves {
    /// A stretch that begins now, with a target worked out now.
    func fresh(_ clock: CompiledClock, scope: inout RuleScope) throws(Rejection) -> ClockRun {
        clock.begin(try target(of: clock, &scope), at: at, on: calendar)
    }
}
