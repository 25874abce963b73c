import Civic
import Definition
import Rules

/// A fee ready to be worked out.
struct CompiledFee: Sendable {
    struct Line: Sendable {
        let name: LocalizedText
        let when: Rule?
        let amount: Rule
    }

    let id: FeeID
    let element: Fee
    /// One without a condition where the fee has no lines of its own.
    let lines: [Line]
    /// The tariffs that it reads, directly or through tables, in the definition's order.
    let parameters: [ParameterID]
}

extension DefinitionCompiler {
    mutating func fees() -> [FeeID: CompiledFee] {
        var fees: [FeeID: CompiledFee] = [:]
        for (id, fee) in definition.fees.all {
            var lines: [CompiledFee.Line] = []
            if let amount = fee.amount.flatMap({ rule($0) }) {
                lines.append(CompiledFee.Line(name: fee.name, when: nil, amount: amount))
            }
            for (_, line) in fee.lines.all {
                guard let amount = line.amount.flatMap({ rule($0) }) else { continue }
                lines.append(CompiledFee.Line(name: line.name, when: line.when.flatMap { rule($0) }, amount: amount))
            }
            fees[id] = CompiledFee(id: id, element: fee, lines: lines, parameters: parameters(of: fee))
        }
        return fees
    }

    private func parameters(of fee: Fee) -> [ParameterID] {
        let expressions = (fee.lines.all.flatMap { [$0.element.when, $0.element.amount] } + [fee.amount])
            .compactMap { $0?.expression }
        var references = Set(expressions.flatMap(\.references))
        var tables: Set<String> = []
        var open = Set(expressions.flatMap(\.names))
        while let name = open.popFirst() {
            guard tables.insert(name).inserted, let id = try? TableID(name), let table = definition.tables[id] else {
                continue
            }
            for input in table.inputs {
                references.formUnion(input.expression.references)
                open.formUnion(input.expression.names)
            }
        }
        let read = Set(references.filter { $0.count > 1 && $0[0] == "parameters" }.map { $0[1] })
        return definition.parameters.order.filter { read.contains($0.text) }
    }
}
