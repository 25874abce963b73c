import Civic
import Definition

/// The branches of one state, ready to run.
struct CompiledBranches: Sendable {
    struct Strand: Sendable {
        let id: BranchID
        let start: StateID
        let ends: Set<StateID>
    }

    let join: StateID
    /// What is told once they have come together.
    let notices: [DueNotice]
    /// In the definition's order.
    let strands: [Strand]

    /// Nil where the state holds none, or such as the checks refuse.
    init?(_ element: StateElement, notices: [DueNotice] = []) {
        guard !element.branches.isEmpty, let join = element.join else { return nil }
        let strands = element.branches.all.compactMap { id, branch in
            branch.startState.map { start in
                Strand(id: id, start: start, ends: Set(branch.states.all.filter(\.element.isEnd).map(\.id)))
            }
        }
        guard strands.count == element.branches.count else { return nil }
        self.join = join
        self.notices = notices
        self.strands = strands
    }

    /// Where each branch begins.
    var opened: [BranchID: StateID] {
        Dictionary(strands.map { ($0.id, $0.start) }, uniquingKeysWith: { first, _ in first })
    }

    /// Every branch stands in an end of its own.
    func areOver(_ positions: [BranchID: BranchPosition]) -> Bool {
        strands.allSatisfy { strand in positions[strand.id].map { strand.ends.contains($0.state) } ?? false }
    }
}

extension CompiledDefinition {
    /// The branches that begin when a case comes to a state.
    func opened(in state: StateID) -> [BranchID: StateID] { branches[state]?.opened ?? [:] }

    /// The state of a case, or of one of its branches, from which an action leads on; nil: from none.
    func place(of action: ActionID, in state: CaseState) -> StateID? {
        if next(state.state, action) != nil { return state.state }
        return state.branches.isEmpty ? nil : state.standing.first { next($0, action) != nil }
    }
}
