package import Civic
import Definition

/// What becomes of one case that is to move to another version.
package enum MigrationOutcome: Hashable, Sendable {
    case moves(CaseEvent.Migrated)
    /// It goes on under its own version, as the migration wants.
    case stays(MigrationHold)
    /// It fits nothing: a person decides.
    case held(MigrationHold)
}

/// What the world gives to a migration, as values.
package struct MigrationContext: Sendable {
    package var at: Moment
    package var calendar: WorkingCalendar
    /// The government's agencies; empty: not checked.
    package var agencies: Set<AgencyID>
    /// Dated parameters of the government, by id.
    package var parameters: [String: JSON]
    /// Where the case lies, for targets that read its area.
    package var place: PlaceFacts?
    package var by: ActorStamp
    /// The order that this move belongs to.
    package var run: String

    package init(
        at: Moment,
        calendar: WorkingCalendar,
        agencies: Set<AgencyID> = [],
        parameters: [String: JSON] = [:],
        place: PlaceFacts? = nil,
        by: ActorStamp,
        run: String
    ) {
        self.at = at
        self.calendar = calendar
        self.agencies = agencies
        self.parameters = parameters
        self.place = place
        self.by = by
        self.run = run
    }

    var zone: Zone { calendar.zone }

    /// What reading an answer needs of a context.
    func reading(_ definition: CompiledDefinition) -> Context {
        Context(
            now: at,
            actor: .importer,
            definition: definition,
            calendar: calendar,
            caseID: CaseID(random: (0, 0)),
            agencies: agencies,
            parameters: parameters
        )
    }
}

/// How a case would go on under another version: one event, or why not.
///
/// Pure: nothing of the case changes, and replaying the event never runs a rule. What happened stays as it was; only what is
/// true from now on is carried over: state, answers, clocks, timers.
///
/// Cost: tens of microseconds.
package func planMigration(
    _ state: CaseState,
    _ content: CaseContent,
    by migration: CompiledMigration,
    in context: MigrationContext
) -> MigrationOutcome {
    do throws(MigrationStop) {
        return .moves(try CasePlan(state, content, migration, context).event())
    } catch {
        if error.hold == .ended { return .stays(.ended) }
        switch migration.migration.otherwise {
        case .hold: return .held(error.hold)
        case .keepGoing: return .stays(error.hold)
        }
    }
}

/// Plans the move of one case.
private struct CasePlan {
    let state: CaseState
    let content: CaseContent
    let migration: CompiledMigration
    var context: MigrationContext

    init(
        _ state: CaseState,
        _ content: CaseContent,
        _ migration: CompiledMigration,
        _ context: MigrationContext
    ) {
        self.state = state
        self.content = content
        self.migration = migration
        self.context = context
        // The node's clock may step back a little.
        self.context.at = max(context.at, state.changedAt)
    }

    func event() throws(MigrationStop) -> CaseEvent.Migrated {
        try mayMove()
        let standing = try MigrationPlace(state, by: migration).found()
        let kept = try AnswerMoves(migration: migration, context: context).moved(state, content)
        var next = state
        next.definition = migration.to.hash
        next.state = standing.state
        next.branches = standing.branches
        next.fields = kept.open
        let (clocks, escalations) = try ClockTransfer(
            migration: migration,
            context: context,
            state: next,
            standing: next.standing.compactMap { migration.to.index(of: $0) }
        ).moved()
        next.clocks = clocks
        next.escalations = escalations
        next.timers = TimerPlan(plan: migration.to, calendar: context.calendar).timers(of: next, clocks: clocks)
        var held = content
        held.fields = kept.closed
        held.contact = contact(kept.person)
        next.hasContact = state.hasContact || held.contact?.phone != nil || held.contact?.email != nil
        return CaseEvent.Migrated(
            from: (state, content),
            to: (next, held),
            calendar: context.calendar.version,
            run: context.run,
            isUndo: false,
            at: context.at,
            by: context.by
        )
    }

    private func mayMove() throws(MigrationStop) {
        guard state.endedAt == nil else { throw MigrationStop(.ended) }
        guard !state.isErased, content.erased.isEmpty else { throw MigrationStop(.erased) }
        let version = migration.from.definition.version
        guard state.definition == migration.from.hash, migration.migration.covers(version) else {
            throw MigrationStop(.otherVersion(from: "\(version)"))
        }
        guard context.agencies.isEmpty || context.agencies.contains(state.agency) else {
            throw MigrationStop(.agencyGone(state.agency.text))
        }
    }

    /// The person's box with its answers; who it is, and by which answers they are known, as the new version says.
    private func contact(_ person: [FieldID: JSON]) -> Contact? {
        guard person != content.contact?.fields ?? [:] else { return content.contact }
        var contact = Contact(person: content.contact?.person ?? PersonID(reporterOf: state.id), fields: person)
        for (id, value) in person.sorted(by: { $0.key < $1.key }) {
            switch migration.to.fields[id]?.field.type {
            case .person: contact.name = contact.name ?? value.string
            case .phone: contact.phone = contact.phone ?? value.string
            case .email: contact.email = contact.email ?? value.string
            default: break
            }
        }
        return contact
    }
}

extension CaseEvent.Migrated {
    /// The event that leads from one standing of a case to another.
    init(
        from before: (state: CaseState, content: CaseContent),
        to after: (state: CaseState, content: CaseContent),
        calendar: String,
        run: String,
        isUndo: Bool,
        at: Moment,
        by: ActorStamp
    ) {
        var sealed = CaseEvent.Sealed(fields: Self.changes(before.content.fields, after.content.fields))
        if before.content.contact != after.content.contact {
            sealed.contact =
                after.content.contact
                ?? Contact(person: before.content.contact?.person ?? PersonID(reporterOf: before.state.id))
        }
        self.init(
            previous: before.state.definition,
            definition: after.state.definition,
            run: run,
            isUndo: isUndo,
            from: before.state.state,
            to: after.state.state,
            branches: after.state.branches,
            fields: Self.changes(before.state.fields, after.state.fields),
            calendar: calendar,
            clocks: after.state.clocks,
            timers: after.state.timers,
            escalations: after.state.escalations,
            hasContact: after.state.hasContact,
            sealed: sealed,
            at: at,
            by: by
        )
    }

    private static func changes(_ before: [FieldID: JSON], _ after: [FieldID: JSON]) -> [FieldID: JSON] {
        var changes: [FieldID: JSON] = [:]
        for (id, value) in after where before[id] != value { changes[id] = value }
        for id in before.keys where after[id] == nil { changes[id] = .null }
        return changes
    }
}

/// The inverse of a case's last event, where that is a move to another version; nil: something happened since, or no move was made.
///
/// `events` are all of the case, in order.
package func undoMigration(
    _ events: [CaseEvent],
    at: Moment,
    by: ActorStamp
) -> CaseEvent.Migrated? {
    guard case .migrated(let last)? = events.last, !last.isUndo, !last.sealed.erased else { return nil }
    var state: CaseState?
    var content: CaseContent?
    for event in events.dropLast() {
        content = evolve(content, event, version: (state?.version ?? 0) + 1)
        state = evolve(state, event)
    }
    guard let state, let content else { return nil }
    let moved = (evolve(state, .migrated(last)), evolve(content, .migrated(last), version: state.version + 1))
    return CaseEvent.Migrated(
        from: moved,
        to: (state, content),
        calendar: last.calendar,
        run: last.run,
        isUndo: true,
        at: max(at, moved.0.changedAt),
        by: by
    )
}
