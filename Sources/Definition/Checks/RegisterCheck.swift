import Civic

/// Rows that fill their columns, inside their bounds, with something left to choose.
func registerFindings(_ subject: CheckSubject) -> [Finding] {
    subject.definition.registers.all.flatMap { id, register in
        var findings = register.rows.all.flatMap { row, element in
            rowFindings(element, register, ["registers", id.text, "rows", row.text], subject)
        }
        if register.shown.isEmpty {
            findings.append(
                subject.error(
                    "empty-register",
                    ["registers", id.text, "rows"],
                    id: "Register \"\(id)\" tidak berisi pilihan.",
                    en: "The register \"\(id)\" has nothing to choose.",
                    todo: LocalizedText(id: "Tambahkan baris, atau tampilkan satu.", en: "Add a row, or show one.")
                )
            )
        }
        return findings
    }
}

private func rowFindings(
    _ row: RegisterRow,
    _ register: InlineRegister,
    _ path: [String],
    _ subject: CheckSubject
) -> [Finding] {
    var findings = unknownColumns(row, register, path, subject)
    for (id, column) in register.columns.all {
        let at = path + ["values", id.text]
        guard let value = row.values[id] else {
            if column.isRequired {
                findings.append(
                    subject.error(
                        "missing-value",
                        path,
                        id: "Baris ini belum mengisi \"\(id)\".",
                        en: "This row does not fill \"\(id)\".",
                        todo: LocalizedText(id: "Tambahkan values: { \(id): … }.", en: "Add values: { \(id): … }.")
                    )
                )
            }
            continue
        }
        guard column.kind.takes(value) else {
            findings.append(
                subject.error(
                    "wrong-kind",
                    at,
                    id: "Kolom \"\(id)\" berisi \(column.kind.words.id).",
                    en: "The column \"\(id)\" holds \(column.kind.words.en).",
                    todo: LocalizedText(
                        id: "Tulis misalnya \(column.kind.words.example).",
                        en: "Write for example \(column.kind.words.example)."
                    )
                )
            )
            continue
        }
        guard let number = value.int, column.kind == .integer else { continue }
        let bounds = (Int64(column.min ?? 0), column.max.map(Int64.init) ?? Int64.max)
        guard number < bounds.0 || number > bounds.1 else { continue }
        let law = column.lock.map { " (\($0.source))" } ?? ""
        findings.append(
            subject.error(
                "out-of-bounds",
                at,
                id: "\(id) \(number) di luar batas \(Definition.boundsText(column.min, column.max))\(law).",
                en: "\(id) \(number) is outside \(Definition.boundsText(column.min, column.max))\(law).",
                todo: LocalizedText(id: "Pilih nilai di dalam batas itu.", en: "Choose a value inside those bounds.")
            )
        )
    }
    return findings
}

private func unknownColumns(
    _ row: RegisterRow,
    _ register: InlineRegister,
    _ path: [String],
    _ subject: CheckSubject
) -> [Finding] {
    row.values.keys.sorted().filter { !register.columns.contains($0) }.map { column in
        subject.error(
            "unknown-key",
            path + ["values", column.text],
            id: "Kunci \"\(column)\" tidak dikenal di sini.",
            en: "The key \"\(column)\" is not known here.",
            todo: Reading.suggestion(for: column.text, among: register.columns.order.map(\.text))
        )
    }
}

extension Column.Kind {
    /// The value is one that the column can hold.
    fileprivate func takes(_ value: JSON) -> Bool {
        switch self {
        case .word: value.string != nil || value.int != nil
        case .text: LocalizedText(json: value) != nil
        case .integer: value.int != nil
        case .yesNo: value.bool != nil
        }
    }

    fileprivate var words: (id: String, en: String, example: String) {
        switch self {
        case .word: ("sebuah kata", "a word", "road")
        case .text: ("teks menurut bahasa", "a text by language", "{ id: \"…\", en: \"…\" }")
        case .integer: ("bilangan bulat", "a whole number", "7")
        case .yesNo: ("true atau false", "true or false", "true")
        }
    }
}

extension Definition {
    /// `1–60`, `≥ 1` or `≤ 60`, for messages.
    static func boundsText(_ min: Int?, _ max: Int?) -> String {
        switch (min, max) {
        case (let min?, let max?): "\(min)–\(max)"
        case (let min?, nil): "≥ \(min)"
        case (nil, let max?): "≤ \(max)"
        case (nil, nil): "≥ 0"
        }
    }
}
