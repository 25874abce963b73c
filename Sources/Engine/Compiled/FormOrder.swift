import Civic
import Definition
import Rules

/// In which order the rules of a form are worked out, and which of them an answer reaches.
///
/// Made once for each form when a definition is compiled.
struct FormOrder: Sendable {
    enum Node: Hashable, Sendable {
        /// The answer to the field of this number, or what is worked out for it.
        case field(Int)
        /// Whether its answer counts: it was asked.
        case counts(Int)
        /// A decision table, by its slot.
        case table(Int)
        /// Rules of the field: `when`, `required_if`, `valid_if`.
        case asks(Int), requires(Int), suits(Int)
    }

    /// The slot of each field.
    let slots: [Int?]
    /// Everything that is worked out, each after what it reads.
    var all: [Node] { order.order }
    /// Rules that wait for each other and what waits for them: their calculations have no answer, the rest is judged last.
    let tangled: [Node]
    private let order: DependencyOrder<Node>

    init(_ fields: [CompiledField], _ definition: Definition, _ table: SlotTable) {
        let index = Dictionary(fields.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let reader = Reader(definition: definition, table: table, index: index)
        var reads: [(id: Node, reads: Set<Node>)] = []
        for slot in table.slots.indices {
            guard case .table(let id) = table.slots[slot], let element = definition.tables[id] else { continue }
            reads.append((.table(slot), reader.nodes(of: element.inputs)))
        }
        for (number, field) in fields.enumerated() {
            func read(_ node: Node, _ formula: Formula?, _ more: Set<Node> = []) {
                if let formula { reads.append((node, reader.nodes(of: [formula]).union(more))) }
            }
            read(.field(number), field.field.calculated, [.counts(number)])
            read(.asks(number), field.field.when)
            if case .when(let formula) = field.field.required { read(.requires(number), formula) }
            read(.suits(number), field.field.validIf)
        }
        slots = fields.map { table.slot(of: $0.id) }
        order = DependencyOrder(reads)
        let ordered = Set(order.order)
        tangled = reads.map(\.id).filter { !ordered.contains($0) }
    }

    /// What is worked out anew, in order, when these have changed.
    func reached(from changed: [Node]) -> [Node] { order.dependants(of: changed) + tangled }

    /// Finds out what expressions read.
    private struct Reader {
        let definition: Definition
        let table: SlotTable
        let index: [FieldID: Int]

        func nodes(of formulas: [Formula]) -> Set<Node> {
            var found: Set<Node> = []
            for formula in formulas {
                for slot in table.used(by: formula.expression.names) {
                    switch table.slots[slot] {
                    case .field(let id): if let number = index[id] { found.insert(.field(number)) }
                    case .table: found.insert(.table(slot))
                    case .form: found.formUnion(answers(formula.expression).map { .field($0) })
                    case .now, .today, .theCase, .region, .parameters, .bill, .bills, .time, .count: continue
                    }
                }
            }
            return found
        }

        /// The fields of `form.…`; all of them where the form is read as a whole.
        private func answers(_ expression: Expression) -> [Int] {
            let paths = expression.references.filter { $0.first == "form" }
            guard paths.allSatisfy({ $0.count > 1 }) else { return Array(index.values) }
            return paths.compactMap { path in (try? FieldID(path[1])).flatMap { index[$0] } }
        }
    }
}
