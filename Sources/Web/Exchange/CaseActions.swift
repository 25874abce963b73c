import Civic
import Definition
import Engine
import Hummingbird
import Node

/// The actions that the caller may take on a case of the Exchange, each with its form.
struct CaseActions {
    let context: GovernmentContext
    let plan: CompiledDefinition
    let state: CaseState
    /// Address that `/<action>` is put behind.
    let base: String
    private let offers: [ActionOffer]

    init(_ context: GovernmentContext, _ plan: CompiledDefinition, _ state: CaseState, base: String) {
        self.context = context
        self.plan = plan
        self.state = state
        self.base = base
        offers = plan.availableActions(
            state,
            for: context.caller.actor(holds: false),
            now: context.now,
            calendar: context.government.calendar
        )
    }

    func may(_ action: ActionID) -> Bool { offers.contains { $0.id == action && $0.problem == nil } }

    /// `fields`: those that the page brings itself for an action; nil: the definition's own form.
    func views(
        without left: Set<ActionID> = [],
        failed: ActionID? = nil,
        form: Form = Form(),
        fields: (ActionID) -> [View]?
    ) -> [View] {
        offers.filter { !left.contains($0.id) }.map { offer in
            let element = offer.action
            let language = context.language
            let asked = fields(offer.id) ?? own(element, offer.id, failed == offer.id ? form : Form())
            return [
                "id": offer.id.text, "action": base + "/" + offer.id.text, "name": element.name.text(language),
                "version": String(state.version),
                "fields": asked, "hasReason": element.reason != .none, "isReasonRequired": element.reason == .required,
                "reasonField": View.paragraph(
                    "_reason",
                    label: context.text("exchange.action.reason"),
                    value: failed == offer.id ? form["_reason"] ?? "" : "",
                    isRequired: element.reason == .required
                ).adding(["id": "\(offer.id.text)-reason"]),
                "isOpen": failed == offer.id || offers.count == 1,
                "problem": offer.problem.map { $0.message(language) },
                "isDanger": plan.state(element.to)?.tone == .refused,
                "isPlain": asked.isEmpty && element.reason == .none,
            ]
        }
    }

    private func own(_ element: ActionElement, _ action: ActionID, _ form: Form) -> [View] {
        let government = context.government
        let setting = FieldView.Setting(
            context,
            plan.definition
        )
        let answers = FieldView.answers(element.form, from: form, regions: government.regions)
        let required = Set(element.form.all.filter { $0.element.required == .always }.map(\.id))
        return FieldView.views(
            element.form,
            in: setting,
            asked: Set(element.form.order),
            required: required,
            answers: answers,
            prefix: action.text + "-"
        )
    }
}
