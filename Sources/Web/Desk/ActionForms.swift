import Civic
import Definition
import Engine
import Node

/// What an officer may do to a case now, each action with its form; and what they may not, with the reason.
struct ActionForms {
    let desk: CaseDesk
    /// The case that comes next in the list one came from.
    let next: String?

    private var context: GovernmentContext { desk.context }
    private var state: CaseState { desk.state }
    private var language: Language { context.language }

    var view: View {
        let mayAct = desk.view.offers.filter { $0.problem == nil }
        let refused = desk.view.offers.filter { $0.problem != nil }
        return [
            "hasActions": !mayAct.isEmpty,
            "actions": mayAct.enumerated().map { action($0.element, place: $0.offset + 1) },
            "hasRefused": !refused.isEmpty,
            "refused": refused.map { offer in
                ["name": offer.action.name.text(language), "why": offer.problem?.message(language)] as View
            },
            "noActions": mayAct.isEmpty
                ? context.text(state.endedAt == nil ? "desk.case.no-actions" : "desk.case.ended") : nil,
        ]
    }

    /// What was tried with this action and not taken.
    private func failed(_ offer: ActionOffer) -> CaseDesk.Failed? {
        desk.failed.flatMap { $0.action == offer.id ? $0 : nil }
    }

    private func action(_ offer: ActionOffer, place: Int) -> View {
        let failed = failed(offer)
        let sentBack = SentBack(desk.view)
        let form = sentBack.form(offer.form)
        let marks =
            offer.action.marks
            ? sentBack.choices(offer.id, typed: failed?.answers[Definition.markedFields], in: context) : []
        let path = "petugas/laporan/\(desk.number)"
        return [
            "place": place <= 9 ? "\(place)" : nil, "id": offer.id.text, "name": offer.action.name.text(language),
            "isOpen": failed != nil || desk.twin != nil && offer.action.link?.relation == .duplicateOf,
            "isQuiet": place > 1,
            "href": context.path("\(path)/tindakan/\(offer.id.text)")
                + (desk.from.isEmpty ? "" : "?dari=" + CaseRows.escaped(desk.from)),
            "fields": fields(form, of: offer, failed: failed),
            "hasUpload": form.all.contains { $0.element.type.files != nil },
            "preview": LetterRoutes.mayPreview(offer.action)
                ? context.path("\(path)/pratinjau/\(offer.id.text)") : nil,
            "consequence": consequence(offer),
            "send": context.text(failed?.isStale == true ? "desk.stale.send" : "desk.case.send"),
            "nextPath": next, "hasMarks": !marks.isEmpty, "marks": marks,
            "marksID": "\(offer.id.text)-\(Definition.markedFields.text)",
        ]
    }

    private func fields(_ form: Keyed<FieldID, Field>, of offer: ActionOffer, failed: CaseDesk.Failed?) -> [View] {
        let uploads = context.path("petugas/laporan/\(desk.number)/berkas/")
        let setting = FieldView.Setting(
            context,
            desk.definition,
            photo: desk.photoPath,
            officers: context.officerNames,
            papers: desk.papers,
            upload: { uploads + $0.text }
        )
        var fields = FieldView.views(
            form,
            in: setting,
            asked: Set(form.all.filter { $0.element.calculated == nil }.map(\.id)),
            required: Set(form.all.filter { $0.element.required == .always }.map(\.id)),
            answers: failed?.answers ?? proposals(form),
            problems: failed?.rejection?.fields ?? [],
            prefix: offer.id.text + "-"
        )
        if let file = failed?.file, let at = fields.firstIndex(where: { $0["name"] as? String == file.field }) {
            fields[at]["error"] = file.why.message(language)
        }
        guard offer.action.reason != .none else { return fields }
        let seen = offer.action.citizenVisible ? "desk.case.reason-seen" : "desk.case.reason-inside"
        let reason = FieldView.plain(
            id: offer.id.text + "-reason",
            name: "_reason",
            label: context.text("desk.case.reason"),
            hint: context.text(seen),
            value: failed?.reason ?? "",
            isRequired: offer.action.reason == .required
        )
        return fields + [reason.adding(["isParagraph": true])]
    }

    /// Where the action leads; the last branch to end takes the whole case along.
    private func becomes(_ action: ActionElement) -> String {
        let plan = desk.view.definition
        let name = plan.stateName(action.to, forCitizen: false).text(language)
        guard let place = plan.definition.place(of: action.to), let branch = plan.definition.branch(place.branch) else {
            return name
        }
        let step = "\(branch.name.text(language)): \(name)"
        let others = state.branches.filter { $0.key != place.branch }.values
        let isLast = plan.state(action.to)?.isEnd == true && others.allSatisfy { plan.state($0.state)?.isEnd == true }
        guard isLast, let join = plan.definition.states[place.holder]?.join else { return step }
        return "\(step) → \(plan.stateName(join, forCitizen: false).text(language))"
    }

    /// "Menjadi: Ditangani. Warga melihat perubahan ini."
    private func consequence(_ offer: ActionOffer) -> String {
        let state = becomes(offer.action)
        let told = desk.definition.notices.all.contains {
            $0.element.on.contains(.action(offer.id)) && $0.element.to.contains("citizen")
        }
        let key =
            told && self.state.hasContact
            ? "desk.case.becomes-told" : offer.action.citizenVisible ? "desk.case.becomes-seen" : "desk.case.becomes"
        return desk.texts.text(key, ["state": state])
    }

    /// What the case itself proposes for a field: `proposed_agency` for `agency`.
    private func proposals(_ form: Keyed<FieldID, Field>) -> [FieldID: JSON] {
        var answers: [FieldID: JSON] = [:]
        for id in form.order { answers[id] = state.attributes["proposed_" + id.text] }
        // One click beside a report of the same names it in the form that merges the two.
        if let twin = desk.twin, let field = form.all.first(where: { $0.element.type == .caseReference }) {
            answers[field.id] = .string(twin)
        }
        return answers
    }
}
