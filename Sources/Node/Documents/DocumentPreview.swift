package import Civic
import Definition
import Engine

extension Government {
    /// The letters that an action would issue, as pages to print: marked as drafts, without number, signature and QR.
    ///
    /// Everything that `act` does up to the decision and nothing after it: nothing is stored, no number is taken. Empty where the
    /// action issues nothing. Throws what `act` throws.
    package func preview(
        _ view: CaseView,
        _ action: ActionID,
        answers: [FieldID: JSON],
        reason: String?,
        by caller: Caller
    ) throws -> [String] {
        let plan = view.definition
        let command = CaseCommand.act(action, version: view.state.version, answers: answers, reason: reason)
        let at = max(outside.now(), view.state.changedAt)
        let needs = Engine.needs(command, of: view.state, under: plan, at: at, in: profile.zone)
        var context = world(needs, caller: caller, definition: plan, id: view.state.id, at: nil)
        context.at = at
        context.contact = view.content.contact?.person
        context.actor = caller.actor(holds: false)
        context.serials = Dictionary(needs.serials.map { ($0, 1) }) { first, _ in first }
        context.files = []
        if command.mayHandOut(under: plan) { context.colleagues = identity.colleagues(at: at, in: profile.zone) }
        var state = view.state
        var content = view.content
        for event in try decide(state, command, in: context) {
            state = evolve(state, event)
            content = evolve(content, event, version: state.version)
        }
        let officer = caller.officer
        return try state.documents.dropFirst(view.state.documents.count).map { document in
            try OfficialLetter(
                government: profile,
                plan: plan,
                state: state,
                content: content,
                document: document,
                signer: (officer?.name ?? "–", officer?.title ?? ""),
                note: LocalizedText(id: ""),
                verify: "",
                isDraft: true
            ).html()
        }
    }
}
