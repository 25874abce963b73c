import Civic
import Definition

/// Where an action brings a case: the whole of it, or one branch, and with the last branch the whole again.
struct Landing {
    /// The state of the case itself.
    let to: StateID
    let step: BranchStep?
    /// Branches that begin.
    let opened: [BranchID: StateID]
    /// All branches afterwards.
    let positions: [BranchID: BranchPosition]
    /// The states in which it stands, one after the other: the last branch ends before the branches come together.
    let passed: [[StateID]]
    /// Since when it is in `to`.
    let since: Moment

    /// Nil where the action does not start from where the case stands.
    init?(of action: ActionID, on state: CaseState, in plan: CompiledDefinition, at moment: Moment) {
        guard let from = plan.place(of: action, in: state), let next = plan.next(from, action) else { return nil }
        let goal = plan.states[next]
        var after = state
        if from == state.state {
            step = nil
            let stays = goal == state.state
            opened = stays ? [:] : plan.opened(in: goal)
            if !stays { after.begin(opened, at: moment) }
            to = goal
            since = stays ? state.stateSince : moment
            after.state = to
            positions = after.branches
            passed = [after.standing]
            return
        }
        guard let branch = state.branches.first(where: { $0.value.state == from })?.key,
            let branches = plan.branches[state.state]
        else { return nil }
        var step = BranchStep(branch: branch, from: from, to: goal, joined: false)
        after.take(step, at: moment)
        guard branches.areOver(after.branches) else {
            self.step = step
            (to, opened, positions, since) = (state.state, [:], after.branches, state.stateSince)
            passed = [after.standing]
            return
        }
        step.joined = true
        self.step = step
        let ended = after.standing
        to = branches.join
        opened = plan.opened(in: to)
        after.state = to
        after.begin(opened, at: moment)
        positions = after.branches
        passed = [ended, after.standing]
        since = moment
    }
}
