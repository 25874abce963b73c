package import Civic
package import Definition

/// A dated number that a decision rested on, and the row that it came from (DESIGN §5).
package struct ParameterUse: Hashable, Sendable {
    package let value: JSON
    /// The row of the definition; nil: the government's own.
    package let row: RowID?
    package let from: CivilDate?
    /// Of the government's own row: the decree.
    package let basis: String?

    package init(value: JSON, row: RowID?, from: CivilDate?, basis: String? = nil) {
        self.value = value
        self.row = row
        self.from = from
        self.basis = basis
    }
}

extension ParameterUse {
    var json: JSON {
        var writer = FactWriter()
        writer.put("value", value)
        writer.put("row", row?.text)
        writer.put("from", from?.iso)
        writer.put("basis", basis)
        return writer.json
    }
}

extension FactReader {
    /// Left out of events that were written before it was recorded, and of decisions that read none.
    func parameterUses() throws(FactFault) -> [ParameterID: ParameterUse] {
        try keyed("parameters") { json, _ throws(FactFault) in
            let reader = try FactReader(json, type: self.type)
            return ParameterUse(
                value: reader.json("value") ?? .null,
                row: try reader.optionalID("row"),
                from: try reader.optionalText("from").flatMap { try? CivilDate(iso: $0) },
                basis: try reader.optionalText("basis")
            )
        }
    }
}
