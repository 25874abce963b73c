package import Civic

/// A strand of work beside others: the inspector goes to the site while the planner reads the drawings.
///
/// It has states of its own, of which one is its start and at least one its end; actions inside it move it alone.
package struct BranchElement: Hashable, Sendable {
    package var name: LocalizedText
    /// What the citizen calls it, where that differs from the officers' word.
    package var citizenName: LocalizedText?
    package var states: Keyed<StateID, StateElement>
    package var lock: Lock?

    package init(
        name: LocalizedText,
        citizenName: LocalizedText? = nil,
        states: Keyed<StateID, StateElement>,
        lock: Lock? = nil
    ) {
        self.name = name
        self.citizenName = citizenName
        self.states = states
        self.lock = lock
    }

    /// What the citizen reads.
    package var citizenSees: LocalizedText { citizenName ?? name }

    /// Where it begins; nil only in a definition that the checks refuse.
    package var startState: StateID? { states.all.first { $0.element.isStart }?.id }
}

/// Where a branch's state stands: in which branch of which state.
package struct BranchPlace: Hashable, Sendable {
    /// The state that holds the branch.
    package let holder: StateID
    package let branch: BranchID

    package init(holder: StateID, branch: BranchID) {
        self.holder = holder
        self.branch = branch
    }
}

extension Definition {
    /// Every state, those of branches right behind the state that holds them.
    package var allStates: Keyed<StateID, StateElement> {
        guard hasBranches else { return states }
        return Keyed(
            states.all.flatMap { id, element in
                [(id, element)] + element.branches.all.flatMap { $0.element.states.all.map { ($0.id, $0.element) } }
            }
        )
    }

    package var hasBranches: Bool { states.all.contains { !$0.element.branches.isEmpty } }

    /// A state by its id, in a branch or outside.
    package func state(_ id: StateID) -> StateElement? {
        if let element = states[id] { return element }
        return place(of: id).flatMap { states[$0.holder]?.branches[$0.branch]?.states[id] }
    }

    /// The branch that a state belongs to; nil for states outside of branches.
    package func place(of id: StateID) -> BranchPlace? {
        guard states[id] == nil else { return nil }
        for (holder, element) in states.all {
            for (branch, strand) in element.branches.all where strand.states.contains(id) {
                return BranchPlace(holder: holder, branch: branch)
            }
        }
        return nil
    }

    /// A branch by its id, with the state that holds it.
    package func branch(_ id: BranchID) -> BranchElement? {
        states.all.lazy.compactMap { $0.element.branches[id] }.first
    }

    /// The address of a state in the definition.
    package func path(of id: StateID) -> [String] {
        guard let place = place(of: id) else { return ["states", id.text] }
        return ["states", place.holder.text, "branches", place.branch.text, "states", id.text]
    }
}
