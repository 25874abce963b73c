import Civic
import Rules

/// Words for codes that no rule uses.
func wordFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    guard !definition.words.isEmpty else { return [] }
    var codes = Set(definition.attributes.map(\.text))
    for (id, table) in definition.tables.all {
        codes.insert(id.text)
        codes.formUnion(table.outputs.map(\.text))
        codes.formUnion(table.rows.order.map(\.text))
        for (_, row) in table.rows.all { codes.formUnion(row.outputs.values.compactMap(\.string)) }
    }
    for (_, register) in definition.registers.all {
        codes.formUnion(register.columns.order.map(\.text))
        for (_, row) in register.rows.all { codes.formUnion(row.values.values.compactMap(\.string)) }
    }
    for set in [definition.start.set] + definition.actions.all.map(\.element.set) {
        for (_, assigned) in set.all {
            if case .literal(let json) = assigned, let text = json.string { codes.insert(text) }
        }
    }
    for formula in definition.formulas { codes.formUnion(formula.expression.phrase.texts) }
    return definition.words.order.filter { !codes.contains($0.text) }.map { id in
        subject.warning(
            "unused-word",
            ["words", id.text],
            id: "Tidak ada atribut, kolom, tabel, atau nilai bernama \"\(id)\".",
            en: "No attribute, column, table or value is called \"\(id)\".",
            todo: Reading.suggestion(for: id.text, among: codes.sorted())
                ?? LocalizedText(id: "Hapus sebutan ini.", en: "Remove this word.")
        )
    }
}

extension Phrase {
    /// Texts that the expression names.
    fileprivate var texts: Set<String> {
        switch self {
        case .value(.string(let text)): [text]
        case .value, .path, .code: []
        case .compare(let left, _, let right), .among(let left, let right), .arithmetic(_, let left, let right):
            left.texts.union(right.texts)
        case .not(let inner): inner.texts
        case .all(let parts), .any(let parts), .call(_, let parts), .list(let parts):
            parts.reduce(into: []) { $0.formUnion($1.texts) }
        case .choose(let condition, let yes, let no): condition.texts.union(yes.texts).union(no.texts)
        case .each(_, let range, _, let body): range.texts.union(body.texts)
        }
    }
}
