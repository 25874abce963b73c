import Civic

/// Every action has somebody who may take it, and four eyes can really be two pairs.
func actorFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    var findings: [Finding] = []
    for (id, action) in definition.actions.all {
        let path = ["actions", id.text]
        if action.by.isEmpty {
            findings.append(
                subject.error(
                    "nobody-acts",
                    path,
                    id: "Tindakan \"\(id)\" tidak boleh dilakukan siapa pun.",
                    en: "Nobody may take the action \"\(id)\".",
                    todo: LocalizedText(id: "Isi by dengan sebuah peran.", en: "Name a role under by.")
                )
            )
        }
        if action.from.isEmpty {
            findings.append(
                subject.error(
                    "from-nowhere",
                    path,
                    id: "Tindakan \"\(id)\" tidak berawal dari keadaan mana pun.",
                    en: "The action \"\(id)\" starts from no state.",
                    todo: LocalizedText(id: "Isi from dengan sebuah keadaan.", en: "Name a state under from.")
                )
            )
        }
        if action.reason == .required, action.by.contains(where: \.isTimer) {
            findings.append(
                subject.error(
                    "timer-reason",
                    path + ["reason"],
                    id: "Pengatur waktu tidak dapat menulis alasan.",
                    en: "A timer can't give a reason.",
                    todo: LocalizedText(id: "Tulis reason: optional.", en: "Write reason: optional.")
                )
            )
        }
        for field in action.form.all where action.by.allSatisfy(\.isTimer) && field.element.required == .always {
            findings.append(
                subject.error(
                    "timer-answers",
                    path + ["form", field.id.text],
                    id: "Pengatur waktu tidak dapat mengisi \"\(field.id)\".",
                    en: "A timer can't answer \"\(field.id)\".",
                    todo: LocalizedText(
                        id: "Hapus required, atau tambahkan sebuah peran.",
                        en: "Remove required, or add a role."
                    )
                )
            )
        }
        findings += fourEyes(id, action, subject)
    }
    return findings
}

/// `not_by` names an action that can have come before, by somebody of the same kind.
private func fourEyes(_ id: ActionID, _ action: ActionElement, _ subject: CheckSubject) -> [Finding] {
    guard let otherID = action.notBy, let other = subject.definition.actions[otherID] else { return [] }
    let path = ["actions", id.text, "not_by"]
    guard id != otherID else {
        return [
            subject.error(
                "own-eyes",
                path,
                id: "Tindakan tidak dapat diperiksa terhadap dirinya sendiri.",
                en: "An action can't be checked against itself.",
                todo: LocalizedText(id: "Sebut tindakan sebelumnya.", en: "Name an earlier action.")
            )
        ]
    }
    let mine = Set(action.by.compactMap(\.role))
    let theirs = Set(other.by.compactMap(\.role))
    guard mine.isDisjoint(with: theirs), !mine.isEmpty else { return [] }
    let overlaps = mine.contains { role in
        subject.definition.roles[role].map { $0.scope != .everyone } ?? false
    }
    if overlaps { return [] }
    return [
        subject.warning(
            "idle-four-eyes",
            path,
            id: "not_by tidak menahan siapa pun: pelaku \"\(otherID)\" memang tidak boleh melakukan \"\(id)\".",
            en: "not_by stops nobody: who does \"\(otherID)\" may not do \"\(id)\" anyway.",
            todo: LocalizedText(id: "Hapus not_by.", en: "Remove not_by.")
        )
    ]
}
