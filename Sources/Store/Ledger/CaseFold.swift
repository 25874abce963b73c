import Civic
import Engine
import Ledger

/// Folds facts into states: the only place that calls `evolve`, for new facts and for a replay alike.
enum CaseFold {
    /// The change that a fact makes to its stream.
    ///
    /// `event`: what the fact was just made from, so that it need not be read again. Throws `FactFault` for a fact of a case
    /// that cannot be read.
    static func change(
        _ fact: Fact,
        event made: CaseEvent? = nil,
        entry: Entry,
        from previous: StreamState?
    ) throws -> Change {
        guard fact.stream.hasPrefix(caseStreamPrefix) else { return Change(entry: entry, fact: fact) }
        let event = try made ?? CaseEvent(fact: fact)
        assert((try? CaseEvent(fact: fact)) == event, "an event is what its fact says")
        let version = entry.open.seal.version
        // `evolve` stops the process over such an order; in a damaged ledger it must be a finding.
        var isStart = false
        if case .started = event { isStart = true }
        guard isStart == (previous?.state == nil) else {
            throw StoreFault.unreadable(
                "entry \(entry.leaf.sequence)",
                "\(fact.type) is no \(version). event of a case"
            )
        }
        return Change(
            entry: entry,
            fact: fact,
            event: event,
            before: previous?.state,
            after: evolve(previous?.state, event),
            contentBefore: previous?.content,
            content: evolve(previous?.content, event, version: version)
        )
    }

    static let caseStreamPrefix = "case/"
}

extension StreamState {
    init(after change: Change) {
        self.init(
            stream: change.stream,
            version: change.version,
            sequence: change.sequence,
            state: change.after,
            content: change.content
        )
    }
}
