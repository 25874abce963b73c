import Civic
import Rules

/// What stands in the text and does nothing: roles, registers, parameters, notices and actions without a use.
func unusedFindings(_ subject: CheckSubject) -> [Finding] {
    roleFindings(subject) + registerUseFindings(subject) + parameterUseFindings(subject) + noticeUseFindings(subject)
        + idleFindings(subject)
}

private func roleFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    var used = Set(definition.start.by.compactMap(\.role))
    for (_, action) in definition.actions.all { used.formUnion(action.by.compactMap(\.role)) }
    used.formUnion(definition.documents.all.map(\.element.signedBy))
    for (_, notice) in definition.notices.all { used.formUnion(notice.to) }
    for (_, clock) in definition.clocks.all {
        for mark in clock.marks { used.formUnion(mark.notify + (mark.assign.map { [$0] } ?? [])) }
    }
    // Whoever holds a case starts it, with or without an action of their own.
    return definition.roles.all.filter {
        !used.contains($0.id) && $0.element.scope != .everyone && $0.element.leads.isEmpty
    }.map { id, _ in
        subject.warning(
            "unused-role",
            ["roles", id.text],
            id: "Peran \"\(id)\" tidak melakukan dan tidak menerima apa pun.",
            en: "The role \"\(id)\" does nothing and hears of nothing.",
            todo: LocalizedText(
                id: "Sebut pada by, notify, atau to; atau hapus.",
                en: "Name it in by, notify or to, or remove it."
            )
        )
    }
}

private func registerUseFindings(_ subject: CheckSubject) -> [Finding] {
    func chosen(_ form: Keyed<FieldID, Field>) -> [RegisterID] {
        form.all.flatMap { _, field -> [RegisterID] in
            if case .register(let id)? = field.type.choices { return [id] }
            if case .group(let rows) = field.type { return chosen(rows) }
            return []
        }
    }
    let used = Set(subject.forms.flatMap { chosen($0.form) })
    return subject.definition.registers.order.filter { !used.contains($0) }.map { id in
        subject.warning(
            "unused-register",
            ["registers", id.text],
            id: "Tidak ada isian yang memilih dari register \"\(id)\".",
            en: "No field chooses from the register \"\(id)\".",
            todo: LocalizedText(
                id: "Tulis from: register.\(id), atau hapus.",
                en: "Write from: register.\(id), or remove it."
            )
        )
    }
}

private func parameterUseFindings(_ subject: CheckSubject) -> [Finding] {
    guard !subject.definition.parameters.isEmpty else { return [] }
    let references = Set(subject.definition.formulas.flatMap(\.expression.references)).filter { $0[0] == "parameters" }
    if references.contains(["parameters"]) { return [] }
    let used = Set(references.map { $0[1] })
    return subject.definition.parameters.order.filter { !used.contains($0.text) }.map { id in
        subject.warning(
            "unused-parameter",
            ["parameters", id.text],
            id: "Tidak ada aturan yang membaca parameters.\(id).",
            en: "No rule reads parameters.\(id).",
            todo: LocalizedText(
                id: "Pakai dalam sebuah ekspresi, atau hapus.",
                en: "Use it in an expression, or remove it."
            )
        )
    }
}

private func noticeUseFindings(_ subject: CheckSubject) -> [Finding] {
    subject.definition.notices.all.flatMap { id, notice -> [Finding] in
        var findings: [Finding] = []
        if notice.to.isEmpty {
            findings.append(
                subject.warning(
                    "nobody-told",
                    ["notices", id.text],
                    id: "Pemberitahuan \"\(id)\" tidak sampai kepada siapa pun.",
                    en: "Nobody gets the notice \"\(id)\".",
                    todo: LocalizedText(id: "Isi to dengan sebuah peran.", en: "Name a role under to.")
                )
            )
        }
        if notice.on.isEmpty {
            findings.append(
                subject.warning(
                    "never-sent",
                    ["notices", id.text],
                    id: "Pemberitahuan \"\(id)\" tidak pernah dikirim.",
                    en: "The notice \"\(id)\" is never sent.",
                    todo: LocalizedText(
                        id: "Isi on dengan start atau sebuah tindakan.",
                        en: "Name start or an action under on."
                    )
                )
            )
        }
        return findings
    }
}

/// An action that leads to where the case is, and leaves nothing behind but a line in its history.
private func idleFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    let names = Set(definition.formulas.flatMap(\.expression.names))
    return definition.actions.all.filter { id, action in
        let isEmpty =
            action.from == [action.to] && action.form.isEmpty && action.set.isEmpty && action.extend.isEmpty
            && action.documents.isEmpty
            && action.reason == .none && action.money.isEmpty
        guard isEmpty else { return false }
        let isRead = !names.isDisjoint(with: ["\(id)_at", "\(id)_count", action.time ?? "\(id)_at"])
        let isHeard = definition.notices.all.contains { $0.element.on.contains(.action(id)) }
        let isCounted = definition.clocks.all.contains { $0.element.restartsOn.contains(id) }
        let isWatched = definition.actions.all.contains { $0.element.notBy == id }
        return !isRead && !isHeard && !isCounted && !isWatched
    }.map { id, _ in
        subject.warning(
            "idle-action",
            ["actions", id.text],
            id: "Tindakan \"\(id)\" tidak mengubah apa pun: perkara tetap di tempatnya.",
            en: "The action \"\(id)\" changes nothing: the case stays where it is.",
            todo: LocalizedText(
                id: "Beri to yang lain, form, set, extend, atau reason.",
                en: "Give it another to, a form, set, extend or a reason."
            )
        )
    }
}
