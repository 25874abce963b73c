package import Civic
package import Definition

/// Answers that are sent back: an officer marks some, each with a remark, and the applicant answers these anew and no others.
extension CompiledDefinition {
    /// What an action asks on a case as it is now.
    package func form(of id: ActionID, on state: CaseState) -> Keyed<FieldID, Field> {
        guard let action = definition.actions[id] else { return [:] }
        return definition.form(of: action, marked: state.marked)
    }

    /// The same, ready to check answers.
    func form(of action: CompiledAction, on state: CaseState) -> CompiledForm {
        guard action.element.corrects, !state.marked.isEmpty else { return action.form }
        let shown = definition.form(of: action.element, marked: state.marked)
        let again = start.form.fields.filter { shown.contains($0.id) }.map { $0.askedAgain(required: shown[$0.id]) }
        return form(again + action.form.fields)
    }

    /// A form of questions that stand in several.
    func form(_ fields: [CompiledField]) -> CompiledForm {
        CompiledForm(fields, order: FormOrder(fields, definition, slots))
    }
}

extension CompiledField {
    /// Asked because somebody marked it, whatever its own condition says.
    fileprivate func askedAgain(required field: Field?) -> CompiledField {
        CompiledField(
            id: id,
            field: field ?? self.field,
            when: nil,
            required: field?.required == .always ? .always : .never,
            options: options,
            shown: shown,
            isTimerDate: isTimerDate,
            calculated: nil,
            valid: valid,
            rows: rows,
            rowOrder: rowOrder
        )
    }
}

/// The marks that came with an action.
struct Marks {
    let remarks: [FieldID: String]
    /// In the order of the form.
    let fields: [FieldID]

    static let none = Marks(remarks: [:], fields: [])

    private init(remarks: [FieldID: String], fields: [FieldID]) {
        self.remarks = remarks
        self.fields = fields
    }

    /// Reads `{"plan": "Denah tidak terbaca."}`; at least one mark, unless the action gives a reason instead.
    init(_ answer: JSON?, of action: CompiledAction, hasReason: Bool, in plan: CompiledDefinition) throws(Rejection) {
        guard action.element.marks else {
            let stray = FieldProblem(field: Definition.markedFields, label: Self.label, cause: .unknownField)
            guard answer == nil else { throw .invalid([stray]) }
            self = .none
            return
        }
        let markable = plan.definition.markable
        var remarks: [FieldID: String] = [:]
        var problems: [FieldProblem] = []
        func refuse(_ label: LocalizedText, _ id: String, _ en: String) {
            let cause = FieldProblem.Cause.refused(LocalizedText(id: id, en: en))
            problems.append(FieldProblem(field: Definition.markedFields, label: label, cause: cause))
        }
        for (name, remark) in (answer?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let id = try? FieldID(name), let field = markable[id] else {
                refuse(
                    Self.label,
                    "“\(name)” bukan isian yang dapat dikembalikan.",
                    "“\(name)” is no field that can be sent back."
                )
                continue
            }
            let clean = CleanText.clean(remark.string ?? "", lines: true) ?? ""
            if clean.isEmpty {
                refuse(field.label, "Tulis apa yang harus diperbaiki.", "Write what must be corrected.")
            } else if clean.count > Limits.remarkCharactersMax {
                refuse(
                    field.label,
                    "Catatan paling panjang \(Limits.remarkCharactersMax) huruf.",
                    "A remark has at most \(Limits.remarkCharactersMax) characters."
                )
            } else {
                remarks[id] = clean
            }
        }
        if remarks.isEmpty, problems.isEmpty, !hasReason {
            refuse(Self.label, "Tandai sedikitnya satu isian.", "Mark at least one field.")
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        self.init(remarks: remarks, fields: markable.order.filter { remarks[$0] != nil })
    }

    private static let label = LocalizedText(id: "Isian yang dikembalikan", en: "Fields sent back")
}
