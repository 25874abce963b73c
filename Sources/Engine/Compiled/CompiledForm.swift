import Civic
import Definition
import Rules

/// A form ready to check answers.
struct CompiledForm: Sendable {
    let fields: [CompiledField]
    let index: [FieldID: Int]
    /// Where the case lies: the first field that takes a location, else the first that takes an area or a route.
    let location: Int?
    let order: FormOrder

    init(_ fields: [CompiledField], order: FormOrder) {
        self.fields = fields
        self.order = order
        index = Dictionary(fields.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        location =
            fields.firstIndex { if case .location = $0.field.type { true } else { false } }
            ?? fields.firstIndex { $0.field.type.isShape }
    }
}

struct CompiledField: Sendable {
    enum Required: Sendable {
        case never, always
        case when(Rule)
    }

    let id: FieldID
    let field: Field
    let when: Rule?
    let required: Required
    /// The record of each option, hidden ones too: old cases keep theirs.
    let options: [String: RuleValue]
    /// Options that can be chosen.
    let shown: Set<String>
    /// The same in the order in which they are offered.
    var order: [String] {
        guard let choices = field.type.choices else { return [] }
        return switch choices {
        case .options(let options): options.order.map(\.text)
        case .register: rowOrder
        }
    }
    /// A timer runs at this date, so it must lie ahead.
    let isTimerDate: Bool
    /// Works the answer out; then it is never asked.
    var calculated: Rule?
    /// What must hold of the answer besides its type.
    var valid: Rule?
    /// The questions of a group's rows.
    var rows: [CompiledField] = []
    /// The order of the rows of the register that it chooses from.
    var rowOrder: [String] = []
}

extension FieldType {
    /// True for what lies on the map with more than a point.
    var isShape: Bool {
        switch self {
        case .area, .route: true
        default: false
        }
    }
}
