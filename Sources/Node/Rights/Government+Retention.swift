package import Civic
import Definition
package import Engine
import Ledger
import Store

/// What is kept, until when, and what is erased next, by application and version.
package struct RetentionPlan: Sendable {
    /// The cases of one definition.
    package struct Line: Sendable {
        package let app: AppID
        package let name: LocalizedText
        package let version: String
        package let years: Int
        package let basis: LocalizedText?
        /// Due already, and kept only by holds or until the next sweep.
        package let due: Int
        /// Due within the next thirty days.
        package let soon: Int
        /// The first that will be erased.
        package let examples: [Example]
    }

    package struct Example: Sendable {
        package let number: CaseNumber
        package let endedAt: Moment
        package let erasedFrom: Moment
        package let isHeld: Bool
    }

    package let lines: [Line]
    package let state: RetentionState
}

extension Government {
    /// Holds that stand and the newest sweeps.
    package func retentionState() throws -> RetentionState {
        try Self.retention(ledger.facts(of: RetentionEvent.stream, limit: Int(Int32.max)).map(\.1))
    }

    private static func retention(_ facts: [Fact]) throws -> RetentionState {
        var state = RetentionState()
        for fact in facts { state.take(try RetentionEvent(fact: fact), at: fact.at, by: fact.actor) }
        return state
    }

    /// What will be erased in the next thirty days, with counts and examples; nothing is changed.
    ///
    /// Reads an index for each definition that ended cases ran under.
    package func retentionPlan(examples: Int = 5) throws -> RetentionPlan {
        let state = try retentionState()
        let now = outside.now()
        let notice = Span.days(Limits.erasureNoticeDays)
        let lines = try database.read { connection in
            try Retained.definitions(on: connection).map { hash, app in
                let definition = try definitions.compiled(hash).definition
                let years = definition.retention.years
                let due = try Retained.count(
                    hash,
                    endedBefore: cutoff(now, years),
                    knownBefore: now - notice,
                    on: connection
                )
                let all = try Retained.count(
                    hash,
                    endedBefore: cutoff(now + notice, years),
                    knownBefore: now + Civic.Span(milliseconds: 1),
                    on: connection
                )
                let first = try Retained.due(
                    hash,
                    endedBefore: cutoff(now + notice, years),
                    knownBefore: now + Civic.Span(milliseconds: 1),
                    limit: examples,
                    on: connection
                )
                return RetentionPlan.Line(
                    app: app,
                    name: definition.name,
                    version: "\(definition.version)",
                    years: years,
                    basis: definition.retention.basis,
                    due: due,
                    soon: all - due,
                    examples: first.map { line in
                        RetentionPlan.Example(
                            number: line.number,
                            endedAt: line.endedAt,
                            erasedFrom: max(erasable(line.endedAt, years), line.knownAt + notice),
                            isHeld: CaseEvent.caseID(stream: line.stream).map { state.isHeld($0) } ?? false
                        )
                    }
                )
            }
        }
        return RetentionPlan(lines: lines, state: state)
    }

    /// When the boxes of a case that has ended may be destroyed at the earliest.
    package func erasable(_ endedAt: Moment, _ years: Int) -> Moment {
        endedAt.date(in: profile.zone).adding(months: 12 * years).adding(days: 1).start(in: profile.zone)
    }

    /// Cases that ended before this moment have been kept long enough.
    private func cutoff(_ now: Moment, _ years: Int) -> Moment {
        now.date(in: profile.zone).adding(months: -12 * years).start(in: profile.zone)
    }

    // MARK: Holds

    /// Keeps a case from being erased, with the reason that a court or an audit gave.
    package func hold(_ number: CaseNumber, reason: String, by caller: Caller) async throws {
        try Permissions.require(.steward, caller, now: outside.now())
        guard let state = try cases.stored(number)?.state else { throw Refusal.unknownCase }
        guard let reason = try RightsRequest.checked(reason) else { throw Rejection.rights(.reasonMissing) }
        try await record(.held(state.id, number, reason: reason), by: caller)
    }

    /// Lets a held case go its way again.
    package func release(_ number: CaseNumber, by caller: Caller) async throws {
        try Permissions.require(.steward, caller, now: outside.now())
        guard let id = try cases.id(of: number), try retentionState().isHeld(id) else { throw Refusal.unknownCase }
        try await record(.released(id), by: caller)
    }

    private func record(_ event: RetentionEvent, by caller: Caller) async throws {
        _ = try await submit(
            Work(stream: RetentionEvent.stream) { turn in
                try turn.append([event.fact(at: turn.now, by: caller.stamp)])
                return .null
            }
        )
    }

    // MARK: Erasing

    /// Erases what has been kept long enough and announced for thirty days; gives how many cases.
    ///
    /// Called every hour; interrupted, it goes on where it stopped.
    @discardableResult
    package func eraseDue() async throws -> Int {
        let now = outside.now()
        var counts: [AppID: Int] = [:]
        for (hash, app) in try database.read({ try Retained.definitions(on: $0) }) {
            let years = try definitions.compiled(hash).definition.retention.years
            var last: Retained.Line?
            while true {
                let after = last
                let lines = try database.read { connection in
                    try Retained.due(
                        hash,
                        endedBefore: cutoff(now, years),
                        knownBefore: now - .days(Limits.erasureNoticeDays),
                        after: after,
                        limit: Limits.erasedAtOnce,
                        on: connection
                    )
                }
                guard let end = lines.last else { break }
                last = end
                let gone = try await erase(lines.compactMap { CaseEvent.caseID(stream: $0.stream) })
                if gone > 0 { counts[app, default: 0] += gone }
            }
        }
        if !counts.isEmpty { try await record(.swept(counts), by: .timer) }
        return counts.values.reduce(0, +)
    }

    /// Erases all that ended cases hold, those under a hold aside.
    private func erase(_ ids: [CaseID]) async throws -> Int {
        let receipt = try await submit(
            Work(stream: RetentionEvent.stream, readsProjections: true) { turn in
                // Read in the turn, so that a hold laid a moment ago counts.
                let state = try Self.retention(try turn.facts(of: RetentionEvent.stream))
                let free = ids.filter { !state.isHeld($0) }
                var erased: [CaseID] = []
                for id in free where try self.erase(id, .all, for: .retention, by: .timer, in: &turn) {
                    erased.append(id)
                }
                try turn.destroyKeys(of: erased.map(CaseEvent.stream)) { _ in true }
                return .array(erased.map { .string($0.text) })
            }
        )
        let gone = try (receipt.answer.array ?? []).compactMap { try $0.string.map { try CaseID($0) } }
        for id in gone { try await removeFiles(of: id) }
        return gone.count
    }

    /// Appends the erasure of a case; false where nothing is left in its boxes.
    ///
    /// The keys are the caller's to destroy, in the same turn.
    func erase(
        _ id: CaseID,
        _ scope: CaseEvent.Erased.Scope,
        for ground: CaseEvent.Erased.Ground,
        by caller: Caller,
        in turn: inout WriteTurn
    ) throws -> Bool {
        guard let state = try turn.state(id) else { throw Refusal.unknownCase }
        let before = turn.changes.count
        let versions = try turn.facts(of: CaseEvent.stream(id)).enumerated().compactMap { index, fact -> Int? in
            let boxes = (fact.open["boxes"]?.array ?? []).compactMap(\.string)
            return boxes.isEmpty || scope == .person && !boxes.contains("person") ? nil : index + 1
        }
        let erasure = CaseErasure(scope, for: ground, versions: versions)
        _ = try perform(.erase(erasure), on: state, by: caller, at: nil, in: &turn)
        return turn.changes.count > before
    }

    /// Removes the files of a case whose key is gone.
    func removeFiles(of id: CaseID) async throws {
        for file in try files.files(of: id) { try await files.remove(file.name, of: id) }
    }
}
