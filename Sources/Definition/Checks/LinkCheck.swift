import Civic

/// Actions that tie cases ask which, end what is told twice, and hand on answers that the new case can have.
func linkFindings(_ subject: CheckSubject) -> [Finding] {
    subject.definition.actions.all.flatMap { id, action -> [Finding] in
        let path = ["actions", id.text]
        return (action.link.map { link($0, action, subject, path + ["link"]) } ?? [])
            + (action.open.map { opening($0, action, subject, path + ["open"]) } ?? [])
    }
}

private func link(_ link: LinkElement, _ action: ActionElement, _ subject: CheckSubject, _ path: [String]) -> [Finding]
{
    var findings: [Finding] = []
    if action.form[link.to]?.type != .caseReference || action.form[link.to]?.required != .always {
        findings.append(
            subject.error(
                "link-without-case",
                path + ["to"],
                id: "\"\(link.to)\" bukan isian wajib bertipe case pada tindakan ini.",
                en: "\"\(link.to)\" is no required field of the type case in this action's form.",
                todo: LocalizedText(
                    id: "Tambahkan \(link.to): { type: case, required: true } pada form tindakan ini.",
                    en: "Add \(link.to): { type: case, required: true } to this action's form."
                )
            )
        )
    }
    let ends = subject.definition.states[action.to]?.isEnd ?? true
    let goesOn = subject.definition.actions.all.contains { $0.element.from.contains(action.to) }
    if link.relation == .duplicateOf, !ends || goesOn {
        findings.append(
            subject.error(
                "duplicate-goes-on",
                path + ["as"],
                id: "Laporan ganda berakhir, tetapi \"\(action.to)\" bukan akhir tanpa jalan keluar.",
                en: "What was told twice ends, but \"\(action.to)\" is no end without a way out.",
                todo: LocalizedText(
                    id: "Arahkan ke keadaan akhir tersendiri.",
                    en: "Lead to an end state of its own."
                )
            )
        )
    }
    return findings
}

private func opening(
    _ open: OpenElement,
    _ action: ActionElement,
    _ subject: CheckSubject,
    _ path: [String]
) -> [Finding] {
    let form = subject.definition.form
    var findings: [Finding] = []
    func unfit(_ at: [String], _ id: FieldID, _ why: (id: String, en: String)) {
        findings.append(
            subject.error(
                "opens-without-answer",
                path + at,
                id: "\"\(id)\" \(why.id)",
                en: "\"\(id)\" \(why.en)",
                todo: LocalizedText(id: "Sebut isian lain, atau hapus.", en: "Name another field, or remove it.")
            )
        )
    }
    for (target, source) in open.with.all {
        if !form.contains(target) {
            unfit(["with", target.text], target, ("bukan isian kasus baru.", "is no field of the new case."))
        } else if !action.form.contains(source) {
            unfit(["with", target.text], source, ("bukan isian tindakan ini.", "is no field of this action."))
        }
    }
    for (index, id) in open.keep.enumerated() {
        let at = open.keep.count > 1 ? ["keep", String(index)] : ["keep"]
        if !form.contains(id) {
            unfit(at, id, ("bukan isian kasus ini.", "is no field of this case."))
        } else if form[id]?.type.files != nil {
            unfit(at, id, ("berisi berkas, yang tidak pindah.", "holds files, which stay where they are."))
        }
    }
    return findings
}
