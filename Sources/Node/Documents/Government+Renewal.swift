import Civic
import Definition
import Engine
import Ledger
import Store

extension Government {
    /// A document that is issued takes the place of the one that it renews: the document of a case that this one names in an
    /// answer of the type `case`, where that document says `renewed_by` this application.
    ///
    /// In the same transaction, so that never both hold and never neither.
    func renew(_ issued: String, by state: CaseState, under definition: CompiledDefinition, in turn: inout WriteTurn)
        throws
    {
        let content = try turn.content(state.id)
        for id in definition.fieldIDs {
            guard case .caseReference? = definition.field(id)?.type,
                let typed = (state.fields[id] ?? content?.fields[id])?.string, let number = try? CaseNumber(typed),
                let oldID = try cases.id(of: number), oldID != state.id, let old = try turn.state(oldID)
            else { continue }
            let plan = try definitions.compiled(old.definition)
            for document in old.documents.map(\.document)
            where plan.definition.documents[document.id]?.valid?.renewedBy == state.app {
                guard let standing = try turn.state(oldID) else { continue }
                var context = world(Needs(), caller: .node, definition: plan, id: oldID, at: nil)
                context.now = turn.now
                context.at = max(turn.now, standing.changedAt)
                context.actor = .timer
                let events = try decide(standing, .documentRenewed(document.number, by: issued), in: context)
                try turn.append(events, of: oldID, definition: plan.hash)
            }
        }
    }
}
