import Civic
import Definition
package import Engine

/// What goes on side by side in a case, as the `branches` component shows it: a row for each branch, in the definition's order.
package enum BranchRow {
    package static func views(
        _ state: CaseState,
        of plan: CompiledDefinition,
        in context: some PageContext,
        forCitizen: Bool
    ) -> [View] {
        let holder = plan.definition.states[state.state]
        return holder?.branches.all.compactMap { id, branch in
            guard let position = state.branches[id] else { return nil }
            let since = context.formats.shortDate(position.since)
            return StateTag.view(position.state, of: plan, context.language, forCitizen: forCitizen).adding([
                "name": (forCitizen ? branch.citizenSees : branch.name).text(context.language),
                "since": context.text("layout.branch-since", ["date": since]),
            ])
        } ?? []
    }
}
