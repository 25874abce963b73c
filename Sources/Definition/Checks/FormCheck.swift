import Civic

/// Questions that can be answered: bounds that leave room, choices that exist, ids that mean one thing.
func formFindings(_ subject: CheckSubject) -> [Finding] {
    var findings = sharedNames(subject)
    for (path, form, _) in subject.forms {
        for (id, field) in form.all {
            let at = path + [id.text]
            if let min = field.min, let max = field.max, min > max {
                findings.append(
                    subject.error(
                        "min-above-max",
                        at + ["min"],
                        id: "min (\(min)) lebih besar dari max (\(max)).",
                        en: "min (\(min)) is above max (\(max)).",
                        todo: LocalizedText(id: "Tukar keduanya.", en: "Swap them.")
                    )
                )
            }
            if field.max == 0 {
                findings.append(
                    subject.error(
                        "max-zero",
                        at + ["max"],
                        id: "max 0 berarti tidak ada jawaban yang sah.",
                        en: "max 0 means that no answer is valid.",
                        todo: LocalizedText(id: "Tulis bilangan yang lebih besar.", en: "Write a larger number.")
                    )
                )
            }
            if field.type == .rating, let max = field.max, !(2...10).contains(max) {
                findings.append(
                    subject.error(
                        "bad-scale",
                        at + ["max"],
                        id: "Skala penilaian harus 2 sampai 10.",
                        en: "A rating's scale is 2 to 10.",
                        todo: LocalizedText(id: "Tulis max: 5.", en: "Write max: 5.")
                    )
                )
            }
            findings += shapeFindings(subject, field, at, id)
            if case .options(let options)? = field.type.choices, options.isEmpty {
                findings.append(
                    subject.error(
                        "no-options",
                        at,
                        id: "Pilihan \"\(id)\" kosong.",
                        en: "The choice \"\(id)\" has no options.",
                        todo: LocalizedText(id: "Tambahkan options.", en: "Add options.")
                    )
                )
            }
        }
    }
    return findings
}

/// What a field's parts do to each other: rows of a group, calculated values, conditions with their sentences.
private func shapeFindings(_ subject: CheckSubject, _ field: Field, _ at: [String], _ id: FieldID) -> [Finding] {
    var findings: [Finding] = []
    if case .group(let rows) = field.type {
        for (row, inner) in rows.all {
            let isPlain = inner.type.fitsRows && inner.when == nil && inner.calculated == nil && inner.validIf == nil
            var isConditional = false
            if case .when = inner.required { isConditional = true }
            guard !isPlain || isConditional else { continue }
            findings.append(
                subject.error(
                    "not-in-rows",
                    at + ["of", row.text],
                    id:
                        "Isian \"\(row)\" (\(inner.type.word)) tidak dapat diulang dalam kelompok, atau memakai syarat.",
                    en: "The field \"\(row)\" (\(inner.type.word)) cannot stand in rows, or has a condition.",
                    todo: LocalizedText(
                        id: "Dalam of hanya isian satu kotak tanpa when, required_if, calculated, atau valid_if.",
                        en: "Under of stand fields of one box without when, required_if, calculated or valid_if."
                    )
                )
            )
        }
    }
    if field.calculated != nil, field.required != .never {
        findings.append(
            subject.error(
                "calculated-required",
                at + ["calculated"],
                id: "Isian \"\(id)\" dihitung, jadi tidak dapat wajib dijawab.",
                en: "The field \"\(id)\" is worked out, so nobody can be required to answer it.",
                todo: LocalizedText(id: "Hapus required.", en: "Remove required.")
            )
        )
    }
    if field.validIf != nil, field.otherwise == nil {
        findings.append(
            subject.error(
                "no-otherwise",
                at + ["valid_if"],
                id: "Isian \"\(id)\" punya valid_if tanpa kalimat bagi warga.",
                en: "The field \"\(id)\" has valid_if without a sentence for people.",
                todo: LocalizedText(id: "Tambahkan otherwise.", en: "Add otherwise.")
            )
        )
    }
    return findings
}

/// In expressions a field, a table and the time of an action are names side by side.
private func sharedNames(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    let reserved = [
        "now", "today", "case", "region", "form", "parameters", "workday", "geo", "marked_fields", "bill", "bills",
    ]
    var owner: [String: String] = Dictionary(
        reserved.map { ($0, "kata bawaan") },
        uniquingKeysWith: { first, _ in first }
    )
    var named: [(name: String, path: [String])] = definition.form.order.map { ($0.text, ["form", $0.text]) }
    named += definition.tables.order.map { ($0.text, ["tables", $0.text]) }
    named += definition.actions.all.map { id, action in
        (action.time ?? "\(id)_at", ["actions", id.text] + (action.time == nil ? [] : ["time"]))
    }
    var findings: [Finding] = []
    for (name, path) in named {
        if owner[name] != nil {
            findings.append(
                subject.error(
                    "name-taken",
                    path,
                    id: "Nama \"\(name)\" sudah dipakai untuk hal lain dalam ekspresi.",
                    en: "The name \"\(name)\" means something else in expressions already.",
                    todo: LocalizedText(id: "Pilih id lain.", en: "Choose another id.")
                )
            )
        }
        owner[name] = path.joined(separator: ".")
    }
    for (id, action) in definition.actions.all {
        for field in action.form.order where definition.form.contains(field) {
            findings.append(
                subject.error(
                    "name-taken",
                    ["actions", id.text, "form", field.text],
                    id: "Isian \"\(field)\" sudah ada pada formulir awal.",
                    en: "The field \"\(field)\" stands in the start form already.",
                    todo: LocalizedText(id: "Pilih id lain.", en: "Choose another id.")
                )
            )
        }
    }
    return findings
}
