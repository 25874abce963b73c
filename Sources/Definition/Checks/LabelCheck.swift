import Civic
import Rules

/// Two questions that stand on one page can be told apart.
///
/// A start form's fields share a page where they say so; an action's form is one page.
func labelFindings(_ subject: CheckSubject) -> [Finding] {
    subject.forms.flatMap { path, form, site -> [Finding] in
        var first: [String: [(id: FieldID, field: Field)]] = [:]
        var findings: [Finding] = []
        for (id, field) in form.all {
            guard let page = site == .start ? field.page : "", let label = field.label.texts[.id] else { continue }
            let key = "\(page)\n\(label)"
            let twin = first[key]?.first { canMeet($0.field, field, subject.definition) }
            first[key, default: []].append((id, field))
            guard let twin else { continue }
            findings.append(
                subject.warning(
                    "same-label",
                    path + [id.text, "label"],
                    id: "Isian \"\(id)\" berlabel sama dengan \"\(twin.id)\" di halaman yang sama.",
                    en: "The field \"\(id)\" has the same label as \"\(twin.id)\" on the same page.",
                    todo: LocalizedText(id: "Bedakan labelnya.", en: "Give them different labels.")
                )
            )
        }
        return findings
    }
}

/// Both can be asked of one person.
private func canMeet(_ one: Field, _ other: Field, _ definition: Definition) -> Bool {
    let conditions = [one.when, other.when].compactMap(\.?.expression)
    return ConditionSet(conditions, knowing: definition.knowledge(in: nil)).canAllHold
}
