import Civic
import Definition

/// Each branch of a case stands in exactly one state of its own, all begin together, and they come together exactly when all
/// have ended.
struct BranchInvariant {
    private let plan: CompiledDefinition

    init(_ plan: CompiledDefinition) { self.plan = plan }

    func breach(in beat: Beat, _ after: CaseState) -> InvariantBreach? {
        if let breach = positions(after) { return breach }
        for case .moved(let moved) in beat.events {
            guard let step = moved.step else { continue }
            guard let before = beat.before, before.branches[step.branch]?.state == step.from else {
                return InvariantBreach(
                    .branch,
                    id: "\(moved.action) menggerakkan \(step.branch) dari \(step.from), padahal tidak di sana.",
                    en: "\(moved.action) moved \(step.branch) from \(step.from), where it was not."
                )
            }
            if let breach = joined(step, before, after) { return breach }
        }
        return nil
    }

    private func positions(_ state: CaseState) -> InvariantBreach? {
        let holder = plan.definition.states[state.state]
        let wanted = Set(holder?.branches.order ?? [])
        guard wanted == Set(state.branches.keys) else {
            return InvariantBreach(
                .branch,
                id: "di \(state.state) berjalan \(state.branches.keys.sorted()).",
                en: "\(state.branches.keys.sorted()) go on in \(state.state)."
            )
        }
        for (id, position) in state.branches.sorted(by: { $0.key < $1.key })
        where holder?.branches[id]?.states.contains(position.state) != true {
            return InvariantBreach(
                .branch,
                id: "\(id) di \(position.state), yang bukan keadaannya.",
                en: "\(id) is in \(position.state), which is no state of it."
            )
        }
        let isOver = plan.branches[state.state]?.areOver(state.branches) ?? false
        guard isOver else { return nil }
        return InvariantBreach(
            .branch,
            id: "semua cabang \(state.state) selesai, tetapi tidak bertemu.",
            en: "all branches of \(state.state) have ended and did not come together."
        )
    }

    private func joined(_ step: BranchStep, _ before: CaseState, _ after: CaseState) -> InvariantBreach? {
        var positions = before.branches
        positions[step.branch] = BranchPosition(state: step.to, since: after.changedAt)
        let branches = plan.branches[before.state]
        let isOver = branches?.areOver(positions) ?? false
        if step.joined == isOver, !isOver || after.state == branches?.join { return nil }
        return InvariantBreach(
            .branch,
            id: "\(step.branch) ke \(step.to): seharusnya \(isOver ? "" : "tidak ")bertemu.",
            en: "\(step.branch) to \(step.to): the branches should \(isOver ? "" : "not ")have come together."
        )
    }
}
