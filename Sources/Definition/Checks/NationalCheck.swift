import Civic
import Rules

/// What the state has made its own is neither rebuilt nor left without a way when it is down.
func nationalFindings(_ subject: CheckSubject) -> [Finding] {
    subject.definition.national.enumerated().flatMap { index, relation in
        let path = ["national", String(index)]
        return dates(relation, path, subject) + way(relation, path, subject) + panel(relation, path, subject)
            + number(relation, path, subject) + status(relation, path, subject)
    }
}

private func dates(_ relation: NationalRelation, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    guard let from = relation.from, let until = relation.until, until < from else { return [] }
    return [
        subject.error(
            "until-before-from",
            path + ["until"],
            id: "until (\(until.iso)) lebih awal dari from (\(from.iso)).",
            en: "until (\(until.iso)) is before from (\(from.iso)).",
            todo: LocalizedText(id: "Tukar kedua tanggal.", en: "Swap the dates.")
        )
    ]
}

private func way(_ relation: NationalRelation, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    let leansOnIt = relation.relation == .fronts || relation.relation == .mirrors
    guard leansOnIt, relation.whenDown == nil else { return [] }
    return [
        subject.error(
            "no-way-when-down",
            path,
            id: "Belum tertulis apa yang dilakukan bila \(relation.system) tidak dapat dihubungi.",
            en: "It does not say what to do when \(relation.system) is down.",
            todo: LocalizedText(id: "Tambahkan when_down.", en: "Add when_down.")
        )
    ]
}

/// Fields without a state are never shown, a state without fields shows nothing.
private func panel(_ relation: NationalRelation, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    var findings: [Finding] = []
    for state in relation.shownIn where !subject.definition.states.contains(state) {
        findings.append(
            subject.error(
                "unknown-state",
                path + ["in"],
                id: "Tidak ada status \"\(state)\".",
                en: "There is no state \"\(state)\".",
                todo: Reading.suggestion(for: state.text, among: subject.definition.states.order.map(\.text))
            )
        )
    }
    if relation.shownIn.isEmpty != relation.fields.isEmpty {
        findings.append(
            subject.error(
                "panel-incomplete",
                path + [relation.fields.isEmpty ? "in" : "fields"],
                id: "Isian untuk \(relation.system) dan statusnya ditulis bersama.",
                en: "The fields for \(relation.system) and the states in which they are typed go together.",
                todo: LocalizedText(id: "Tulis in dan fields.", en: "Write both in and fields.")
            )
        )
    }
    return findings
}

private func number(_ relation: NationalRelation, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    guard let number = relation.number else {
        guard relation.relation == .fronts, !relation.fields.isEmpty else { return [] }
        return [
            subject.warning(
                "no-national-number",
                path,
                id: "Nomor yang diberikan \(relation.system) tidak disimpan.",
                en: "The number that \(relation.system) gives is not kept.",
                todo: LocalizedText(id: "Tambahkan number.", en: "Add number.")
            )
        ]
    }
    var findings: [Finding] = []
    let forms = subject.definition.actions.all.map(\.element.form)
    if !forms.contains(where: { $0.contains(number.field) }) {
        findings.append(unknownField(number.field, path + ["number", "field"], subject))
    }
    if let pattern = number.pattern, !RuleWords.isPattern(pattern) {
        findings.append(
            subject.error(
                "bad-pattern",
                path + ["number", "pattern"],
                id: "\"\(pattern)\" bukan ekspresi reguler.",
                en: "\"\(pattern)\" is no regular expression.",
                todo: LocalizedText(id: "Periksa kurung dan tandanya.", en: "Check its brackets and signs.")
            )
        )
    }
    return findings
}

private func status(_ relation: NationalRelation, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    guard let status = relation.status else { return [] }
    let isThere = subject.definition.actions.all.contains { $0.element.form.contains(status) }
    return isThere ? [] : [unknownField(status, path + ["status"], subject)]
}

private func unknownField(_ id: FieldID, _ path: [String], _ subject: CheckSubject) -> Finding {
    let known = subject.definition.actions.all.flatMap { $0.element.form.order.map(\.text) }
    return subject.error(
        "unknown-field",
        path,
        id: "Tidak ada isian \"\(id)\" pada formulir tindakan.",
        en: "No action asks for a field \"\(id)\".",
        todo: Reading.suggestion(for: id.text, among: known.sorted())
    )
}
