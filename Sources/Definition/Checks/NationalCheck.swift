import Civic

/// What the state has made its own is neither rebuilt nor left without a way when it is down.
func nationalFindings(_ subject: CheckSubject) -> [Finding] {
    var findings: [Finding] = []
    for (index, relation) in subject.definition.national.enumerated() {
        let path = ["national", String(index)]
        if let from = relation.from, let until = relation.until, until < from {
            findings.append(
                subject.error(
                    "until-before-from",
                    path + ["until"],
                    id: "until (\(until.iso)) lebih awal dari from (\(from.iso)).",
                    en: "until (\(until.iso)) is before from (\(from.iso)).",
                    todo: LocalizedText(id: "Tukar kedua tanggal.", en: "Swap the dates.")
                )
            )
        }
        let leansOnIt = relation.relation == .fronts || relation.relation == .mirrors
        if leansOnIt, relation.whenDown == nil {
            findings.append(
                subject.error(
                    "no-way-when-down",
                    path,
                    id: "Belum tertulis apa yang dilakukan bila \(relation.system) tidak dapat dihubungi.",
                    en: "It does not say what to do when \(relation.system) is down.",
                    todo: LocalizedText(id: "Tambahkan when_down.", en: "Add when_down.")
                )
            )
        }
    }
    return findings
}
