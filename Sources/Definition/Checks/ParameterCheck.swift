import Civic

/// Parameters that have a value, of the right kind, inside their bounds, once a day.
func parameterFindings(_ subject: CheckSubject) -> [Finding] {
    subject.definition.parameters.all.flatMap { id, parameter -> [Finding] in
        let path = ["parameters", id.text]
        var findings = parameter.rows.all.flatMap { row, element in
            valueFindings(element, parameter, path + ["rows", row.text], subject)
        }
        if parameter.rows.isEmpty {
            findings.append(
                subject.error(
                    "no-value",
                    path,
                    id: "Parameter \"\(id)\" belum bernilai.",
                    en: "The parameter \"\(id)\" has no value.",
                    todo: LocalizedText(
                        id: "Tambahkan rows: { awal: { from: 2026-01-01, value: … } }.",
                        en: "Add rows: { first: { from: 2026-01-01, value: … } }."
                    )
                )
            )
        }
        var seen: Set<CivilDate> = []
        for (row, element) in parameter.rows.all where !seen.insert(element.from).inserted {
            findings.append(
                subject.error(
                    "two-values",
                    path + ["rows", row.text, "from"],
                    id: "Sudah ada nilai sejak \(element.from.iso).",
                    en: "There is a value from \(element.from.iso) already.",
                    todo: LocalizedText(id: "Ubah tanggalnya, atau hapus satu.", en: "Change the date, or remove one.")
                )
            )
        }
        return findings
    }
}

private func valueFindings(
    _ row: ParameterRow,
    _ parameter: Parameter,
    _ path: [String],
    _ subject: CheckSubject
) -> [Finding] {
    if parameter.kind == .decimal { return [] }
    guard let number = Int(row.value), String(number) == row.value else {
        return [
            subject.error(
                "wrong-kind",
                path + ["value"],
                id: "\"\(row.value)\" bukan bilangan bulat.",
                en: "\"\(row.value)\" is no whole number.",
                todo: LocalizedText(id: "Tulis angka saja, misalnya 10.", en: "Write digits only, such as 10.")
            )
        ]
    }
    if number >= parameter.min ?? .min, number <= parameter.max ?? .max { return [] }
    let law = parameter.lock.map { " (\($0.source))" } ?? ""
    return [
        subject.error(
            "out-of-bounds",
            path + ["value"],
            id: "\(number) di luar batas \(Definition.boundsText(parameter.min, parameter.max))\(law).",
            en: "\(number) is outside \(Definition.boundsText(parameter.min, parameter.max))\(law).",
            todo: LocalizedText(id: "Pilih nilai di dalam batas itu.", en: "Choose a value inside those bounds.")
        )
    ]
}
