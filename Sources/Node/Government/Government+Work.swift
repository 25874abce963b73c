package import Civic
package import Engine
package import Store

extension Government {
    /// Changes who works on a case: taking, giving back, handing over.
    package func work(
        on number: CaseNumber,
        _ command: WorkCommand,
        by caller: Caller,
        key: IdempotencyKey? = nil
    ) async throws -> CaseReceipt {
        guard let id = try cases.id(of: number) else { throw Refusal.unknownCase }
        return try receipt(try await submit(try work(.work(command), on: id, by: caller, key: key)))
    }

    /// The holder looks at a case: their lease goes on, where at least half of it has gone by.
    ///
    /// Costs no writing before that.
    package func keepHold(of state: CaseState, by caller: Caller) async throws {
        guard let officer = caller.officer, !state.holdings.isEmpty else { return }
        let plan = try definitions.compiled(state.definition)
        if plan.isHalfGone(state, of: officer.id, at: outside.now(), on: settings.calendar) {
            _ = try await work(on: state.number, .renew, by: caller)
        }
    }
}

extension CaseReading {
    /// The cases in an officer's hands, those due soonest first.
    package func held(by caller: Caller) throws -> [CaseLine] {
        let now = book.outside.now()
        try Permissions.require(.desk, caller, now: now)
        guard let officer = caller.officer else { throw Refusal.signInNeeded }
        return try book.database.read { connection in
            let held = try Holders.held(by: officer.id, at: now, on: connection).map(\.number)
            var seen: Set<CaseNumber> = []
            return try held.filter { seen.insert($0).inserted }.compactMap {
                try CaseListQuestions.line($0, on: connection)
            }.sorted { ($0.key.order, $0.key.number) < ($1.key.order, $1.key.number) }
        }
    }

    /// Who holds each of these cases now.
    package func holders(of numbers: [CaseNumber]) throws -> [CaseNumber: [Holders.Line]] {
        let now = book.outside.now()
        return try book.database.read { connection in
            var holders: [CaseNumber: [Holders.Line]] = [:]
            for number in numbers { holders[number] = try Holders.holders(of: number, at: now, on: connection) }
            return holders
        }
    }
}
