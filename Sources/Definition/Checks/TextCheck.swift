import Civic

/// Texts in every language, with slots that will be filled.
func textFindings(_ subject: CheckSubject) -> [Finding] {
    var findings: [Finding] = []
    for (path, text) in allTexts(subject.definition) {
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
            case .some: break
            case nil:
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

/// Every text with its path.
private func allTexts(_ d: Definition) -> [(path: [String], text: LocalizedText)] {
    var all: [(path: [String], text: LocalizedText)] = []
    func walk(_ json: JSON, _ shape: TreeShape, _ path: [String]) {
        switch (shape, json) {
        case (.text, _):
            if let text = LocalizedText(json: json) { all.append((path, text)) }
        case (.record, .object(let object)), (.open, .object(let object)):
            for (key, value) in object { if let next = shape.below(key) { walk(value, next, path + [key]) } }
        case (.values, .object(let object)):
            for (key, value) in object where LocalizedText(json: value) != nil { walk(value, .text, path + [key]) }
        case (.list(let element), .array(let items)):
            for (index, item) in items.enumerated() { walk(item, element, path + [String(index)]) }
        case (.keyed(let element, _), .array(let pairs)):
            for pair in pairs {
                guard let parts = pair.array, parts.count == 2, let id = parts[0].string else { continue }
                walk(parts[1], element, path + [id])
            }
        case (.record, _), (.open, _), (.values, _), (.list, _), (.keyed, _), (.atomic, _): break
        }
    }
    walk(d.tree.json, .definition, [])
    return all
}
