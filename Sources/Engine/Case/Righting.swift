import Civic
import Definition

/// Decides what the rights of the person whose data it holds make of a case: erasure and correction (UU 27/2022).
struct Righting {
    private let state: CaseState
    private let context: Context

    init(_ state: CaseState, in context: Context) {
        self.state = state
        self.context = context
    }

    /// Nothing is erased of a case that still runs but what names the person, and that on request.
    func erasure(_ erasure: CaseErasure) throws(Rejection) -> CaseEvent? {
        let by: ActorStamp
        switch context.actor {
        case .timer: by = .timer
        case .officer(let officer, let grants):
            by = ActorStamp(kind: .officer, role: grants.first?.role, agency: grants.first?.agency, officer: officer)
        case .citizen, .importer, .peer, .bank:
            throw .notAllowed(action: LocalizedText(id: "Hapus data", en: "Erase data"), by: [])
        }
        if erasure.scope == .all, state.endedAt == nil { throw .rights(.stillRunning(state.number)) }
        guard !erasure.versions.isEmpty else { return nil }
        return .erased(
            CaseEvent.Erased(
                scope: erasure.scope,
                ground: erasure.ground,
                years: erasure.ground == .retention ? context.definition.definition.retention.years : nil,
                versions: erasure.versions.sorted(),
                at: context.at,
                by: by
            )
        )
    }

    /// Answers of the start form in place of those that stand; what a citizen puts right by themselves is their contact.
    func correction(_ answers: [FieldID: JSON]) throws(Rejection) -> CaseEvent {
        let plan = context.definition
        let by = try corrector()
        let fields = plan.start.form.fields.filter { answers[$0.id] != nil && $0.calculated == nil }
        let form = CompiledForm(fields, order: FormOrder(fields, plan.definition, plan.slots))
        if by.kind == .citizen, let wrong = form.fields.first(where: { $0.field.privacy != .person }) {
            throw .rights(.byRequest(wrong.field.label))
        }
        var scope = RuleScope(
            plan,
            at: context.at,
            calendar: context.calendar,
            state: state,
            place: context.place,
            parameters: context.parameters
        )
        let check = AnswerCheck(form, in: context, AnswerPolicy(owner: owner))
        let checked = try check.check(answers, scope: &scope)
        let changed = form.fields.map(\.id)
        guard !changed.isEmpty else { throw .rights(.nothingToCorrect) }
        return .corrected(
            CaseEvent.Corrected(
                fields: checked.open,
                changed: changed,
                hasContact: !state.hasContact && (checked.contact?.phone != nil || checked.contact?.email != nil),
                sealed: CaseEvent.Sealed(fields: checked.closed, contact: checked.contact),
                at: context.at,
                by: by
            )
        )
    }

    private func corrector() throws(Rejection) -> ActorStamp {
        switch context.actor {
        case .citizen(let holds, _):
            guard holds else { throw .noSuchCase }
            return ActorStamp(kind: .citizen)
        case .officer(let officer, let grants):
            return ActorStamp(kind: .officer, role: grants.first?.role, agency: grants.first?.agency, officer: officer)
        case .timer, .importer, .peer, .bank:
            throw .notAllowed(action: LocalizedText(id: "Perbaiki data", en: "Correct data"), by: [])
        }
    }

    /// Whose box the corrected contact goes into: the one that holds it now.
    private var owner: PersonID { context.contact ?? PersonID(reporterOf: state.id) }
}

/// What is to be erased of a case; the node knows which events had boxes.
package struct CaseErasure: Hashable, Sendable {
    package let scope: CaseEvent.Erased.Scope
    package let ground: CaseEvent.Erased.Ground
    package let versions: [Int]

    package init(_ scope: CaseEvent.Erased.Scope, for ground: CaseEvent.Erased.Ground, versions: [Int]) {
        self.scope = scope
        self.ground = ground
        self.versions = versions
    }
}
