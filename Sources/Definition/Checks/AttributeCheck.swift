import Civic

/// Attributes that do not hide what every case has, and action fields that mean one thing throughout.
func attributeNameFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    let own: Set<String> = [
        "app", "owner", "number", "state", "channel", "village", "district", "anonymous", "language", "started_at",
        "state_since", "version", "branches",
    ]
    let sets =
        [(definition.start.set, ["start", "set"])]
        + definition.actions.all.map { ($0.element.set, ["actions", $0.id.text, "set"]) }
    var findings: [Finding] = []
    for (set, path) in sets {
        for attribute in set.order where own.contains(attribute.text) {
            findings.append(
                subject.error(
                    "reserved-attribute",
                    path + [attribute.text],
                    id: "\"\(attribute)\" sudah dimiliki setiap perkara dan tidak dapat diisi.",
                    en: "Every case has \"\(attribute)\" already; it can't be set.",
                    todo: LocalizedText(id: "Pilih nama lain.", en: "Choose another name.")
                )
            )
        }
    }
    return findings + sharedFieldFindings(subject)
}

/// A field that stands in the forms of two actions is one answer of the case: its type and privacy must be the same.
private func sharedFieldFindings(_ subject: CheckSubject) -> [Finding] {
    var first: [FieldID: (action: ActionID, field: Field)] = [:]
    var findings: [Finding] = []
    for (id, action) in subject.definition.actions.all {
        for (name, field) in action.form.all {
            guard let earlier = first[name] else {
                first[name] = (id, field)
                continue
            }
            guard earlier.field.type != field.type || earlier.field.privacy != field.privacy else { continue }
            findings.append(
                subject.error(
                    "two-meanings",
                    ["actions", id.text, "form", name.text],
                    id: "Isian \"\(name)\" berjenis lain pada tindakan \"\(earlier.action)\".",
                    en: "The field \"\(name)\" is of another type in the action \"\(earlier.action)\".",
                    todo: LocalizedText(
                        id: "Samakan jenisnya, atau pilih id lain.",
                        en: "Make them alike, or choose another id."
                    )
                )
            )
        }
    }
    return findings
}
