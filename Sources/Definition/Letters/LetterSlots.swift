import Civic

extension Definition {
    /// What the template of a document may name beside answers and attributes.
    package static let letterSlots: Set<String> = [
        "number", "date", "subject", "case_number", "case_date", "app", "government", "city", "agency", "valid_from",
        "valid_until", "signer", "signer_role", "reason", "replaces", "address", "contact",
    ]

    /// Every name that a document's template may stand for, with the names of a group's own rows behind its id.
    var letterNames: (names: Set<String>, rows: [String: Set<String>]) {
        var names = Self.letterSlots.union(attributes.map(\.text))
        var rows: [String: Set<String>] = [:]
        for (id, field) in ([form] + actions.all.map(\.element.form)).flatMap(\.all) {
            names.insert(id.text)
            if case .group(let inner) = field.type { rows[id.text] = Set(inner.order.map(\.text)) }
        }
        return (names, rows)
    }
}
