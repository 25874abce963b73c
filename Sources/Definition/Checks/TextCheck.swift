import Civic

/// Texts in every language, with slots that will be filled.
func textFindings(_ subject: CheckSubject) -> [Finding] {
    var findings: [Finding] = []
    for (path, text) in DefinitionLanguage.shape.placedTexts(of: subject.definition.tree.json) {
        for language in Language.allCases {
            switch text.texts[language] {
            case .some("") where language == .id:
                findings.append(
                    subject.error(
                        "empty-text",
                        path,
                        id: "Teks ini kosong.",
                        en: "This text is empty.",
                        todo: LocalizedText(id: "Tulis teksnya.", en: "Write the text.")
                    )
                )
            case .some(let words) where !words.isEmpty: break
            default:
                findings.append(
                    subject.warning(
                        "untranslated",
                        path,
                        id: "Teks ini belum ada dalam bahasa Inggris (\(language.rawValue)).",
                        en: "This text has no English (\(language.rawValue)) yet.",
                        todo: LocalizedText(
                            id: "Tambahkan \(language.rawValue): \"…\".",
                            en: "Add \(language.rawValue): \"…\"."
                        )
                    )
                )
            }
        }
    }
    let fields = Set(subject.forms.flatMap(\.form.order).map(\.text))
    for (id, notice) in subject.definition.notices.all {
        findings += slotFindings(notice.text, Notice.slots.union(fields), ["notices", id.text, "text"], subject)
    }
    for (id, action) in subject.definition.actions.all {
        let known = Notice.slots.union(fields).union(action.set.order.map(\.text))
        findings += slotFindings(action.done, known, ["actions", id.text, "done"], subject)
    }
    return findings
}

private func slotFindings(
    _ text: LocalizedText,
    _ known: Set<String>,
    _ path: [String],
    _ subject: CheckSubject
) -> [Finding] {
    var findings: [Finding] = []
    for (language, words) in text.texts.sorted(by: { $0.key.rawValue > $1.key.rawValue }) {
        for slot in slots(of: words) where !known.contains(slot) {
            findings.append(
                subject.error(
                    "unknown-slot",
                    path + [language.rawValue],
                    id: "Tempat isian {\(slot)} tidak dikenal.",
                    en: "The slot {\(slot)} is not known.",
                    todo: Reading.suggestion(for: slot, among: known.sorted())
                )
            )
        }
    }
    let sets = Set(text.texts.values.map { Set(slots(of: $0)) })
    if sets.count > 1 {
        findings.append(
            subject.error(
                "slots-differ",
                path,
                id: "Tempat isian {…} berbeda antarbahasa.",
                en: "The slots {…} differ between languages.",
                todo: LocalizedText(
                    id: "Samakan tempat isian di setiap bahasa.",
                    en: "Use the same slots in each language."
                )
            )
        )
    }
    return findings
}

/// The names between braces.
private func slots(of text: String) -> [String] {
    text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
        part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
}
