import Civic

/// Documents that can be printed, numbered once, signed by somebody, and shown to strangers without telling of a person.
func documentFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    var findings: [Finding] = []
    for (id, document) in definition.documents.all {
        let path = ["documents", id.text]
        findings += templateFindings(document.template, path + ["template"], subject)
        findings += lineFindings(document, path, subject)
        findings += numberFindings(document.number, path + ["number"], subject)
        findings += shownFindings(document, path, subject)
        findings += signerFindings(id, document, path, subject)
        if document.own == nil { findings += nationalFinding(path, subject) }
        let isIssued = definition.actions.all.contains { $0.element.documents.numbered.contains(id) }
        if !isIssued {
            findings.append(
                subject.warning(
                    "never-issued",
                    path,
                    id: "Tidak ada tindakan yang menerbitkan \"\(id)\".",
                    en: "No action issues \"\(id)\".",
                    todo: LocalizedText(
                        id: "Tulis issue: \(id) pada sebuah tindakan, atau hapus.",
                        en: "Write issue: \(id) in an action, or remove it."
                    )
                )
            )
        }
    }
    return findings + effectFindings(subject)
}

/// A template is whole, safe, and names only what is there.
private func templateFindings(_ template: DocumentTemplate, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    let (names, rows) = subject.definition.letterNames
    var findings: [Finding] = []
    for (language, html) in template.html.texts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        let letter = LetterTemplate(html)
        let file =
            language == .id ? template.file : template.file.replacing(".html", with: ".\(language.rawValue).html")
        for problem in letter.problems {
            findings.append(
                subject.error(
                    "broken-template",
                    path,
                    id: "\(file): \(problem) tidak berpasangan.",
                    en: "\(file): \(problem) has no partner.",
                    todo: LocalizedText(
                        id: "Setiap {{#nama}} memerlukan {{/nama}}.",
                        en: "Each {{#name}} needs its {{/name}}."
                    )
                )
            )
        }
        if letter.hasRaw || LetterMarkup.forbidden(in: letter.markup) != nil {
            let tag = letter.hasRaw ? "{{{…}}}" : LetterMarkup.forbidden(in: letter.markup) ?? ""
            findings.append(
                subject.error(
                    "unsafe-template",
                    path,
                    id: "\(file): \(tag) tidak boleh ada dalam naskah.",
                    en: "\(file): \(tag) may not stand in a template.",
                    todo: LocalizedText(
                        id: "Pakai p, h2, h3, table, ol, ul dan class dari gaya surat.",
                        en: "Use p, h2, h3, table, ol, ul and the classes of the letter's style."
                    )
                )
            )
        }
        for (name, within) in letter.names {
            if within.contains(where: { rows[$0]?.contains(name) ?? false }) || names.contains(name) { continue }
            findings.append(
                subject.error(
                    "unknown-letter-slot",
                    path,
                    id: "\(file): {{\(name)}} tidak menunjuk apa pun.",
                    en: "\(file): {{\(name)}} stands for nothing.",
                    todo: Reading.suggestion(for: name, among: names.sorted())
                )
            )
        }
    }
    return findings
}

/// The lines of a letter's head name only what is there.
private func lineFindings(_ document: DocumentElement, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    let names = subject.definition.letterNames.names
    return [("subject", document.subject), ("nature", document.nature)].flatMap { key, line -> [Finding] in
        (line?.texts.values.sorted() ?? []).flatMap { LetterTemplate($0).names }.filter { !names.contains($0.name) }
            .map { name, _ in
                subject.error(
                    "unknown-letter-slot",
                    path + [key],
                    id: "{{\(name)}} tidak menunjuk apa pun.",
                    en: "{{\(name)}} stands for nothing.",
                    todo: Reading.suggestion(for: name, among: names.sorted())
                )
            }
    }
}

private func numberFindings(_ number: NumberPattern, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    var findings = number.unknownSlots.map { slot in
        subject.error(
            "unknown-number-slot",
            path,
            id: "Tempat isian {\(slot)} tidak dikenal dalam nomor.",
            en: "The slot {\(slot)} is not known in a number.",
            todo: Reading.suggestion(for: slot, among: NumberPattern.slots)
        )
    }
    if findings.isEmpty, !number.isUnique {
        findings.append(
            subject.error(
                "number-repeats",
                path,
                id: "Nomor ini akan terpakai dua kali: perlu {seq} dan {year}.",
                en: "This number would be given twice: it needs {seq} and {year}.",
                todo: LocalizedText(
                    id: "Tulis misalnya {seq:5}/IZIN/{month_roman}/{year}.",
                    en: "Write, for instance, {seq:5}/IZIN/{month_roman}/{year}."
                )
            )
        )
    }
    return findings
}

/// The public page tells a stranger nothing about a person.
private func shownFindings(_ document: DocumentElement, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    let fields = ([definition.form] + definition.actions.all.map(\.element.form)).flatMap(\.all)
    return document.shown.enumerated().compactMap { index, name in
        let at = path + (document.shown.count > 1 ? ["qr", String(index)] : ["qr"])
        if definition.attributes.contains(name) { return nil }
        guard let field = fields.first(where: { $0.id.text == name.text })?.element else {
            return subject.error(
                "unknown-shown",
                at,
                id: "Tidak ada isian atau atribut bernama \"\(name)\".",
                en: "There is no field or attribute called \"\(name)\".",
                todo: Reading.suggestion(
                    for: name.text,
                    among: fields.map(\.id.text) + definition.attributes.map(\.text)
                )
            )
        }
        if field.privacy == .open { return nil }
        return subject.error(
            "personal-on-verification",
            at,
            id: "Isian \"\(name)\" tidak terbuka; halaman pemeriksaan dibaca siapa saja.",
            en: "The field \"\(name)\" is not open; anybody reads the verification page.",
            todo: LocalizedText(id: "Hapus dari qr.", en: "Take it out of qr.")
        )
    }
}

/// Signing is the signer's own act (PP 71/2019 article 59), so whoever issues it has the role that signs.
private func signerFindings(
    _ id: DocumentID,
    _ document: DocumentElement,
    _ path: [String],
    _ subject: CheckSubject
) -> [Finding] {
    let definition = subject.definition
    guard let role = definition.roles[document.signedBy] else {
        return [
            subject.error(
                "unknown-role",
                path + ["signed_by"],
                id: "Tidak ada peran bernama \"\(document.signedBy)\".",
                en: "There is no role called \"\(document.signedBy)\".",
                todo: Reading.suggestion(for: document.signedBy.text, among: definition.roles.order.map(\.text))
            )
        ]
    }
    if role.scope == .everyone {
        return [
            subject.error(
                "signed-by-nobody",
                path + ["signed_by"],
                id: "\"\(document.signedBy)\" bukan pejabat; dokumen ini tidak ditandatangani siapa pun.",
                en: "\"\(document.signedBy)\" is no official; nobody signs this document.",
                todo: LocalizedText(id: "Sebut peran pejabat.", en: "Name an official's role.")
            )
        ]
    }
    return definition.actions.all.compactMap { action, element in
        guard element.documents.numbered.contains(id), element.by != [.role(document.signedBy)] else { return nil }
        return subject.error(
            "signer-does-not-act",
            ["actions", action.text, "by"],
            id: "\"\(id)\" ditandatangani \(document.signedBy), tetapi bukan hanya ia yang melakukan \"\(action)\".",
            en: "\"\(id)\" is signed by \(document.signedBy), but \"\(action)\" is not theirs alone.",
            todo: LocalizedText(
                id: "Tulis by: \(document.signedBy); menandatangani adalah perbuatan penanda tangan sendiri.",
                en: "Write by: \(document.signedBy); signing is the signer's own act."
            )
        )
    }
}

/// What a system of the nation issues is not issued here.
private func nationalFinding(_ path: [String], _ subject: CheckSubject) -> [Finding] {
    let relation = subject.definition.national.first { $0.relation == .fronts || $0.relation == .replaced }
    guard let relation else { return [] }
    return [
        subject.error(
            "national-authority",
            path,
            id:
                "Dokumennya diterbitkan \(relation.system) (\(relation.relation.rawValue)), bukan oleh pemerintah daerah.",
            en: "\(relation.system) issues the document (\(relation.relation.rawValue)), not the local government.",
            todo: LocalizedText(
                id: "Hapus dokumen ini, atau tulis own: mengapa daerah menerbitkannya sendiri.",
                en: "Remove the document, or write own: why the government issues it itself."
            )
        )
    ]
}

/// What actions do to documents: known ones, with a reason where a right is taken away.
private func effectFindings(_ subject: CheckSubject) -> [Finding] {
    let known = subject.definition.documents.order
    var findings: [Finding] = []
    for (action, element) in subject.definition.actions.all {
        let effects = element.documents
        let named = [
            ("issue", effects.issue), ("reissue", effects.reissue), ("suspend", effects.suspend),
            ("resume", effects.resume), ("revoke", effects.revoke),
        ]
        for (key, ids) in named {
            let path = ["actions", action.text, key]
            for (index, id) in ids.enumerated() where !known.contains(id) {
                findings.append(
                    subject.error(
                        "unknown-document",
                        ids.count > 1 ? path + [String(index)] : path,
                        id: "Tidak ada dokumen bernama \"\(id)\".",
                        en: "There is no document called \"\(id)\".",
                        todo: Reading.suggestion(for: id.text, among: known.map(\.text))
                            ?? LocalizedText(
                                id: "Tulis \"\(id)\" pada documents.",
                                en: "Write \"\(id)\" under documents."
                            )
                    )
                )
            }
            guard ["reissue", "suspend", "revoke"].contains(key), !ids.isEmpty, element.reason != .required else {
                continue
            }
            findings.append(
                subject.error(
                    "effect-without-reason",
                    path,
                    id: "Tindakan ini memerlukan alasan: pemegang dokumen berhak mengetahuinya.",
                    en: "This action needs a reason: whoever holds the document has a right to it.",
                    todo: LocalizedText(id: "Tambahkan reason: required.", en: "Add reason: required.")
                )
            )
        }
    }
    return findings
}
