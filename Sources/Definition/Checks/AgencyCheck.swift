import Civic

/// Every agency that is named must be one that the application needs, and one that the government has.
func agencyFindings(_ subject: CheckSubject) -> [Finding] {
    let needed = subject.definition.needs.agencies
    var findings: [Finding] = []
    for (agency, path) in namedAgencies(subject.definition) {
        guard let id = try? AgencyID(agency) else {
            findings.append(
                subject.error(
                    "bad-agency",
                    path,
                    id: "\"\(agency)\" bukan id perangkat daerah.",
                    en: "\"\(agency)\" is no agency's id.",
                    todo: LocalizedText(
                        id: "Tulis huruf kecil dan tanda hubung: satpol-pp.",
                        en: "Write small letters and hyphens: satpol-pp."
                    )
                )
            )
            continue
        }
        if !needed.contains(id) {
            findings.append(
                subject.error(
                    "agency-not-needed",
                    path,
                    id: "Perangkat daerah \"\(id)\" tidak ada pada needs.agencies.",
                    en: "The agency \"\(id)\" is not listed under needs.agencies.",
                    todo: Reading.suggestion(for: id.text, among: needed.map(\.text))
                        ?? LocalizedText(id: "Tambahkan \(id).", en: "Add \(id).")
                )
            )
        }
        if let known = subject.context.agencies, !known.contains(id) {
            findings.append(
                subject.error(
                    "unknown-agency",
                    path,
                    id: "Pemerintah daerah ini tidak punya perangkat daerah \"\(id)\".",
                    en: "This government has no agency \"\(id)\".",
                    todo: Reading.suggestion(for: id.text, among: known.map(\.text).sorted())
                )
            )
        }
    }
    return findings
}

/// Agencies by where they are named: the owner, roles of one agency, and every `agency` that is set or decided.
private func namedAgencies(_ definition: Definition) -> [(agency: String, path: [String])] {
    var all = [(definition.owner.text, ["owner"])]
    for (id, role) in definition.roles.all {
        if case .agency(let agency) = role.scope { all.append((agency.text, ["roles", id.text, "scope"])) }
    }
    let sets =
        [(definition.start.set, ["start", "set"])]
        + definition.actions.all.map { ($0.element.set, ["actions", $0.id.text, "set"]) }
    for (set, path) in sets {
        for (attribute, value) in set.all where attribute.text.hasSuffix("agency") {
            if case .literal(.string(let agency)) = value { all.append((agency, path + [attribute.text])) }
        }
    }
    for (id, table) in definition.tables.all {
        for (row, element) in table.rows.all {
            for output in table.outputs where output.text.hasSuffix("agency") {
                guard case .string(let agency)? = element.outputs[output] else { continue }
                all.append((agency, ["tables", id.text, "rows", row.text, "out", output.text]))
            }
        }
    }
    return all
}
