import Civic

/// What an officer marks can be corrected, and who corrects has something marked.
func correctionFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    var findings: [Finding] = []
    for (id, action) in definition.actions.all where action.marks {
        let isCorrected = definition.actions.all.contains { $0.element.corrects && $0.element.from.contains(action.to) }
        if !isCorrected {
            findings.append(
                subject.error(
                    "marked-in-vain",
                    ["actions", id.text, "marks"],
                    id:
                        "Tindakan \"\(id)\" menandai isian, tetapi dari \"\(action.to)\" tidak ada tindakan yang memperbaikinya.",
                    en: "The action \"\(id)\" marks fields, but no action from \"\(action.to)\" corrects them.",
                    todo: LocalizedText(
                        id: "Tulis corrects: true pada tindakan warga dari keadaan itu.",
                        en: "Write corrects: true at the citizen's action from that state."
                    )
                )
            )
        }
        if action.by.allSatisfy(\.isTimer) {
            findings.append(
                subject.error(
                    "timer-marks",
                    ["actions", id.text, "marks"],
                    id: "Pengatur waktu tidak dapat menandai isian.",
                    en: "A timer can't mark fields.",
                    todo: LocalizedText(id: "Tambahkan sebuah peran pada by.", en: "Name a role under by.")
                )
            )
        }
    }
    for (id, action) in definition.actions.all where action.corrects {
        if definition.actions.all.contains(where: { $0.element.marks && action.from.contains($0.element.to) }) {
            continue
        }
        findings.append(
            subject.error(
                "nothing-to-correct",
                ["actions", id.text, "corrects"],
                id: "Tindakan \"\(id)\" memperbaiki isian, tetapi tidak ada tindakan yang menandainya lebih dahulu.",
                en: "The action \"\(id)\" corrects fields, but no action before it marks them.",
                todo: LocalizedText(
                    id: "Tulis marks: true pada tindakan petugas yang menuju keadaan itu.",
                    en: "Write marks: true at the officer's action that leads there."
                )
            )
        )
    }
    return findings
}
