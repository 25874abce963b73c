import Civic
import Definition

/// Where a case, and each of its branches, stands under another version: by the map, else by equal ids.
struct MigrationPlace {
    private let state: CaseState
    private let migration: CompiledMigration

    init(_ state: CaseState, by migration: CompiledMigration) {
        self.state = state
        self.migration = migration
    }

    /// The whole case and its branches; a branch that the new version adds begins, one that it no longer has must be mapped.
    func found() throws(MigrationStop) -> (state: StateID, branches: [BranchID: BranchPosition]) {
        let to = mapped(state.state)
        guard migration.to.index(of: to) != nil, let element = migration.to.definition.states[to] else {
            throw MigrationStop(.stateGone(name(state.state)))
        }
        guard !element.isEnd else { throw MigrationStop(.stateWouldEnd(element.name)) }
        return (to, try branches(to))
    }

    private func branches(_ holder: StateID) throws(MigrationStop) -> [BranchID: BranchPosition] {
        guard let branches = migration.to.branches[holder] else {
            // What still went on side by side would be lost without a word.
            if let lost = state.branches.values.map(\.state).min() { throw MigrationStop(.stateGone(name(lost))) }
            return [:]
        }
        var positions: [BranchID: BranchPosition] = [:]
        for (_, position) in state.branches.sorted(by: { $0.key < $1.key }) {
            let to = mapped(position.state)
            guard let place = migration.to.definition.place(of: to), place.holder == holder,
                positions[place.branch] == nil
            else { throw MigrationStop(.stateGone(name(position.state))) }
            positions[place.branch] = BranchPosition(state: to, since: position.since)
        }
        for strand in branches.strands where positions[strand.id] == nil {
            positions[strand.id] = BranchPosition(state: strand.start, since: state.stateSince)
        }
        // People end branches; a case does not go on by itself because its rules changed.
        if branches.areOver(positions) {
            throw MigrationStop(.stateWouldEnd(migration.to.stateName(holder, forCitizen: false)))
        }
        return positions
    }

    private func mapped(_ id: StateID) -> StateID { migration.migration.states[id] ?? id }
    private func name(_ id: StateID) -> LocalizedText { migration.from.stateName(id, forCitizen: false) }
}
