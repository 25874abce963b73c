import Civic
import Rules

/// Fields and tables that can be worked out one after the other.
///
/// `when` and `calculated` decide what an answer is; `required_if` does not, so that "one of the two" may be asked by it.
func dependencyFindings(_ subject: CheckSubject) -> [Finding] {
    let tables = subject.definition.tables.all.map { id, table in
        (id: id.text, reads: Set(table.inputs.flatMap(\.expression.names)), path: ["tables", id.text, "in"])
    }
    return subject.forms.flatMap { path, form, site in
        let fields = form.all.map { id, field in
            (
                id: id.text, reads: field.decidedBy,
                path: path + [id.text, field.calculated == nil ? "when" : "calculated"]
            )
        }
        var known: Set<String> = []
        // Ids that stand twice are a finding of their own.
        let all = (fields + (site == .start ? tables : [])).filter { known.insert($0.id).inserted }
        let paths = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.path) })
        let order = DependencyOrder(all.map { (id: $0.id, reads: $0.reads) })
        return order.cycles.filter { $0.count > 2 }.map { cycle in
            let way = cycle.joined(separator: " → ")
            return subject.error(
                "cycle",
                paths[cycle[0]] ?? path,
                id: "Isian ini saling menunggu: \(way).",
                en: "These wait for each other: \(way).",
                todo: LocalizedText(
                    id: "Putuskan lingkarannya: biarkan salah satu tidak membaca yang lain.",
                    en: "Break the circle: let one of them not read the other."
                )
            )
        }
    }
}

extension Field {
    /// The names of what decides whether it is asked and what it is.
    fileprivate var decidedBy: Set<String> {
        let references = [when, calculated].compactMap(\.self).flatMap(\.expression.references)
        return Set(references.compactMap { $0.first == "form" && $0.count > 1 ? $0[1] : $0.first })
    }
}
