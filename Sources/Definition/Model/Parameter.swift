package import Civic

/// A number that the law or a decree sets, and changes without a new release: a tariff, a limit, a number of days.
///
/// Rules read it as `parameters.<id>`: the row in force on the day of the decision. A government may add rows of its own.
package struct Parameter: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case integer, decimal, money, workdays, days
    }

    package var name: LocalizedText
    package var kind: Kind
    /// What is counted: "per m² per day".
    package var unit: LocalizedText?
    package var min: Int?
    package var max: Int?
    package var lock: Lock?
    package var rows: Keyed<RowID, ParameterRow>

    package init(
        name: LocalizedText,
        kind: Kind,
        unit: LocalizedText? = nil,
        min: Int? = nil,
        max: Int? = nil,
        lock: Lock? = nil,
        rows: Keyed<RowID, ParameterRow>
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.min = min
        self.max = max
        self.lock = lock
        self.rows = rows
    }

    /// The row whose `from` is the latest not after the day; nil before the first one.
    package func row(on day: CivilDate) -> (id: RowID, row: ParameterRow)? {
        rows.all.filter { $0.element.from <= day }.max { $0.element.from < $1.element.from }.map { ($0.id, $0.element) }
    }
}

/// What a parameter is from one day on.
package struct ParameterRow: Hashable, Sendable {
    package var from: CivilDate
    /// As it is written: a decimal's digits stay exact.
    package var value: String
    /// The decree.
    package var basis: LocalizedText?

    package init(from: CivilDate, value: String, basis: LocalizedText? = nil) {
        self.from = from
        self.value = value
        self.basis = basis
    }

    /// As rules are given it: whole numbers as such, decimals as text.
    package func json(_ kind: Parameter.Kind) -> JSON {
        switch kind {
        case .decimal: .string(value)
        case .integer, .money, .workdays, .days: Int64(value).map { .int($0) } ?? .null
        }
    }
}
