import Civic

/// Follows the ways of a case through states and branches, and keeps where it can come to.
struct StateWalk {
    private let definition: Definition
    private(set) var found: Set<StateID> = []
    private var open: [StateID] = []
    /// Branches that had begun before the walk does: they do not begin anew.
    private var begun: Set<BranchID> = []

    init(_ definition: Definition, from seeds: [StateID]) {
        self.definition = definition
        for seed in seeds {
            guard let place = definition.place(of: seed) else {
                come(to: seed)
                continue
            }
            begun.insert(place.branch)
            come(to: seed)
            come(to: place.holder)
        }
    }

    /// As far as it goes; `left` is an action that is never taken.
    mutating func run(without left: ActionID?) {
        repeat {
            while let state = open.popLast() {
                beginBranches(of: state)
                for (id, action) in definition.actions.all where id != left && action.from.contains(state) {
                    come(to: action.to)
                    guard action.to != state, !begun.isEmpty, found.contains(action.to) else { continue }
                    // A state that is entered again begins its branches again.
                    begun.subtract(definition.states[action.to]?.branches.order ?? [])
                    beginBranches(of: action.to)
                }
            }
            for (holder, element) in definition.states.all where found.contains(holder) && areOver(element) {
                if let join = element.join { come(to: join) }
            }
        } while !open.isEmpty
    }

    private mutating func come(to state: StateID) {
        guard definition.state(state) != nil, found.insert(state).inserted else { return }
        open.append(state)
    }

    private mutating func beginBranches(of state: StateID) {
        for (id, branch) in definition.states[state]?.branches.all ?? [] where !begun.contains(id) {
            if let start = branch.startState { come(to: start) }
        }
    }

    /// Each branch can come to an end of its own.
    private func areOver(_ element: StateElement) -> Bool {
        !element.branches.isEmpty
            && element.branches.all.allSatisfy { _, branch in
                branch.states.all.contains { $0.element.isEnd && found.contains($0.id) }
            }
    }
}
