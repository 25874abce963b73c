import Civic
import Rules

/// Questions that somebody is asked: what is required can be seen, and `when` can hold.
func visibilityFindings(_ subject: CheckSubject) -> [Finding] {
    subject.forms.flatMap { path, form, _ in
        form.all.flatMap { id, field in askedFindings(id, field, form, path + [id.text], subject) }
    }
}

private func askedFindings(
    _ id: FieldID,
    _ field: Field,
    _ form: Keyed<FieldID, Field>,
    _ path: [String],
    _ subject: CheckSubject
) -> [Finding] {
    guard let when = field.when else { return [] }
    let knowledge = subject.definition.knowledge(in: nil)
    if !ConditionSet([when.expression], knowing: knowledge).canAllHold {
        return [neverAsked(id, field, at: when.place, because: nil)]
    }
    if case .when(let required) = field.required,
        !ConditionSet([when.expression, required.expression], knowing: knowledge).canAllHold
    {
        return [
            Finding(
                .error,
                "required-unseen",
                at: required.place,
                LocalizedText(
                    id: "Isian \"\(id)\" wajib hanya bila tidak ditanyakan: required_if dan when saling meniadakan.",
                    en:
                        "The field \"\(id)\" is required only where it is not asked: required_if and when exclude each other."
                ),
                todo: LocalizedText(id: "Samakan kedua syaratnya.", en: "Let the two conditions agree.")
            )
        ]
    }
    for name in when.expression.names.sorted() {
        guard let other = try? FieldID(name), other != id, let asked = form[other]?.when else { continue }
        let without = ConditionSet.Knowledge(
            codes: knowledge.codes,
            presence: { $0 == name ? .never : knowledge.presence($0) }
        )
        let isHidden =
            !ConditionSet([when.expression, asked.expression], knowing: knowledge).canAllHold
            && !ConditionSet([when.expression], knowing: without).canAllHold
        if isHidden { return [neverAsked(id, field, at: when.place, because: other)] }
    }
    return []
}

/// An error where it must be answered: nobody could.
private func neverAsked(_ id: FieldID, _ field: Field, at place: SourcePlace, because other: FieldID?) -> Finding {
    let isRequired = field.required != .never
    let reason = other.map { other in
        (
            id: " \"\(other)\" tidak ditanyakan pada keadaan itu.",
            en: " \"\(other)\" is not asked where it would have to be answered so."
        )
    }
    return Finding(
        isRequired ? .error : .warning,
        isRequired ? "required-unseen" : "never-asked",
        at: place,
        LocalizedText(
            id: (isRequired
                ? "Isian \"\(id)\" wajib, tetapi when tidak pernah terpenuhi."
                : "Isian \"\(id)\" tidak pernah ditanyakan: when tidak pernah terpenuhi.") + (reason?.id ?? ""),
            en: (isRequired
                ? "The field \"\(id)\" is required, but its when never holds."
                : "The field \"\(id)\" is never asked: its when never holds.") + (reason?.en ?? "")
        ),
        todo: LocalizedText(id: "Perbaiki when, atau hapus isiannya.", en: "Mend when, or remove the field.")
    )
}
