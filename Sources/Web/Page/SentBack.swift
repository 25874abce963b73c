import Civic
import Definition
import Engine
import Node

/// Answers that were sent back to the applicant, for the pages of a case.
struct SentBack {
    private let view: CaseView

    init(_ view: CaseView) { self.view = view }

    /// A form whose marked questions say, as their hint, what the officer wrote.
    func form(_ form: Keyed<FieldID, Field>) -> Keyed<FieldID, Field> {
        Keyed(
            form.all.map { id, field in
                var field = field
                if let remark = view.content.remarks[id], view.state.marked.contains(id) {
                    field.hint = LocalizedText(id: remark, en: remark)
                }
                return (id, field)
            }
        )
    }

    /// What was answered to the marked questions, to be corrected.
    var answers: [FieldID: JSON] {
        var answers: [FieldID: JSON] = [:]
        for id in view.state.marked { answers[id] = answer(id) }
        return answers
    }

    private func answer(_ id: FieldID) -> JSON? {
        view.content.fields[id] ?? view.content.contact?.fields[id] ?? view.state.fields[id]
    }

    /// The questions that an officer may send back, with what was answered and what was typed.
    func choices(_ action: ActionID, typed: JSON?, in context: GovernmentContext) -> [View] {
        view.definition.definition.markable.all.compactMap { id, field in
            let shown = context.shown(answer(id), of: id, view.definition)
            let remark = typed?[id.text]?.string
            return [
                "id": "\(action.text)-mark-\(id.text)", "field": id.text, "label": field.label.text(context.language),
                "value": shown?.line ?? context.text("field.not-answered"), "isChecked": remark != nil,
                "remark": remark ?? "",
            ]
        }
    }

    /// The marks of a form: each ticked question with its remark.
    static func marks(_ form: Form) -> JSON? {
        var marks: [String: JSON] = [:]
        for field in form.all("_mark") { marks[field] = .string(form["_remark.\(field)"] ?? "") }
        return marks.isEmpty ? nil : .object(marks)
    }
}
