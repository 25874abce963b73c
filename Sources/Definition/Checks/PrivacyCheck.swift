import Civic
import Rules

/// Nothing personal in a public view, and nothing declared more open than its kind allows.
func privacyFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    var findings: [Finding] = []
    for (path, form, _) in subject.forms {
        for (id, field) in form.all where field.privacy < field.type.usualPrivacy {
            let usual = field.type.usualPrivacy
            findings.append(
                subject.error(
                    "too-open",
                    path + [id.text, "privacy"],
                    id: "Isian \(field.type.word) tidak boleh lebih terbuka daripada \"\(usual.rawValue)\".",
                    en: "A field of type \(field.type.word) may not be more open than \"\(usual.rawValue)\".",
                    todo: LocalizedText(
                        id: "Hapus privacy; nama, nomor, teks bebas, tempat dan foto disimpan tertutup.",
                        en: "Remove privacy; names, numbers, free text, places and photos are kept closed."
                    )
                )
            )
        }
    }
    for (index, id) in definition.publication.fields.enumerated() {
        guard let field = definition.form[id], field.privacy != .open else { continue }
        findings.append(
            subject.error(
                "personal-data-published",
                ["publish", "fields", String(index)],
                id: "Isian \"\(id)\" memuat data pribadi atau teks bebas, jadi tidak boleh diterbitkan.",
                en: "The field \"\(id)\" holds personal data or free text and may not be published.",
                todo: LocalizedText(
                    id: "Hapus \"\(id)\" dari publish.fields.",
                    en: "Remove \"\(id)\" from publish.fields."
                )
            )
        )
    }
    if definition.publication.ledger != .open, !definition.publication.fields.isEmpty {
        findings.append(
            subject.error(
                "fields-not-open",
                ["publish", "fields"],
                id: "Isian hanya diterbitkan dengan ledger: open.",
                en: "Fields are published with ledger: open only.",
                todo: LocalizedText(
                    id: "Hapus fields, atau tulis ledger: open.",
                    en: "Remove fields, or write ledger: open."
                )
            )
        )
    }
    return findings + noticeFindings(subject) + attributeFindings(subject)
}

/// Messages leave the city's own systems: what is a person's is not in them.
private func noticeFindings(_ subject: CheckSubject) -> [Finding] {
    let personal = Set(subject.forms.flatMap(\.form.all).filter { $0.element.privacy == .person }.map(\.id.text))
    return subject.definition.notices.all.flatMap { id, notice in
        personal.filter { name in notice.text.texts.values.contains { $0.contains("{\(name)}") } }.sorted().map {
            name in
            subject.error(
                "personal-data-sent",
                ["notices", id.text, "text"],
                id: "Pemberitahuan memuat data pribadi {\(name)}.",
                en: "The notice holds personal data: {\(name)}.",
                todo: LocalizedText(
                    id: "Hapus {\(name)}; tautan sudah cukup.",
                    en: "Remove {\(name)}; the link is enough."
                )
            )
        }
    }
}

/// An attribute lies open for ever: it must not be filled from a closed answer.
private func attributeFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    let closed = definition.closedFields
    let sets = [definition.start.set] + definition.actions.all.map(\.element.set)
    return sets.flatMap(\.all).flatMap { attribute, value -> [Finding] in
        guard case .formula(let formula) = value else { return [] }
        // `form.phone` is the answer as much as `phone` is.
        let read = formula.expression.references.compactMap { $0.first == "form" && $0.count > 1 ? $0[1] : $0.first }
        return Set(read).intersection(closed).sorted().map { name in
            Finding(
                .error,
                "closed-into-open",
                at: formula.place,
                LocalizedText(
                    id: "Atribut \"\(attribute)\" terbuka, tetapi diisi dari isian tertutup \"\(name)\".",
                    en: "The attribute \"\(attribute)\" is open, but is filled from the closed field \"\(name)\"."
                ),
                todo: LocalizedText(id: "Isi dari isian terbuka.", en: "Fill it from an open field.")
            )
        }
    } + calculatedFindings(subject)
}

/// What is worked out from an answer is as private as the answer.
private func calculatedFindings(_ subject: CheckSubject) -> [Finding] {
    subject.forms.flatMap { path, form, _ in
        form.all.flatMap { id, field -> [Finding] in
            guard let calculated = field.calculated else { return [] }
            return calculated.expression.names.sorted().compactMap { name in
                guard let source = (try? FieldID(name)).flatMap({ form[$0] }), source.privacy > field.privacy else {
                    return nil
                }
                return Finding(
                    .error,
                    "closed-into-open",
                    at: calculated.place,
                    LocalizedText(
                        id: "Isian \"\(id)\" lebih terbuka daripada \"\(name)\", asal hitungannya.",
                        en: "The field \"\(id)\" is more open than \"\(name)\", which it is worked out from."
                    ),
                    todo: LocalizedText(
                        id: "Tulis privacy: \(source.privacy.rawValue) pada \"\(id)\".",
                        en: "Write privacy: \(source.privacy.rawValue) on \"\(id)\"."
                    )
                )
            }
        }
    }
}
