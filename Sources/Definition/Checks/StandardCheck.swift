import Civic

/// A public service publishes every component of its standard (UU 25/2009 article 21) and the law it rests on.
func standardFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    guard definition.group == .publicService else { return [] }
    let lists: [(key: String, isEmpty: Bool)] = [
        ("requirements", definition.standard.requirements.isEmpty),
        ("procedure", definition.standard.procedure.isEmpty),
    ]
    var findings = lists.filter(\.isEmpty).map { key, _ in
        subject.error(
            "empty-standard",
            ["standard", key],
            id: "Komponen standar pelayanan \"\(key)\" kosong.",
            en: "The component \"\(key)\" of the service standard is empty.",
            todo: LocalizedText(id: "Isi sesuai UU 25/2009 Pasal 21.", en: "Fill it in as UU 25/2009 article 21 asks.")
        )
    }
    if definition.legal.isEmpty {
        findings.append(
            subject.error(
                "no-legal-basis",
                ["legal"],
                id: "Dasar hukum belum ada.",
                en: "There is no legal basis.",
                todo: LocalizedText(
                    id: "Sebut peraturan yang mendasari layanan ini.",
                    en: "Name the regulation behind the service."
                )
            )
        )
    }
    return findings
}
