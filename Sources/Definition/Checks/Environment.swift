import Civic
import Rules

/// Where an expression stands, which decides what it may name.
enum ExpressionSite: Hashable {
    /// The start form and what is set at the start: all answers are at hand.
    case start
    /// A guard, a condition or an assignment of an action.
    case action(ActionID)
    /// A clock's target, or a table's input.
    case other

    /// At the start all answers are at hand; later those in boxes are closed.
    var seesClosedFields: Bool { self == .start }
}

extension Definition {
    /// What a table's name stands for in an expression, by its hit policy.
    func resultType(of table: TableElement) -> RuleType {
        let types = outputTypes(of: table)
        switch table.hit.result {
        case .one: return .record(types)
        case .list: return .list(.record(types))
        case .number:
            if table.hit == .collectCount { return .int }
            // Nothing can be added or compared where no row fits.
            return .nullable(table.outputs.first.flatMap { types[$0.text] } ?? .dyn)
        }
    }

    private func outputTypes(of table: TableElement) -> [String: RuleType] {
        var types: [String: RuleType] = [:]
        for output in table.outputs {
            let kinds = Set(table.rows.all.compactMap { $0.element.outputs[output].map(Self.kind) })
            types[output.text] = kinds.count == 1 ? kinds.first : .dyn
        }
        return types
    }

    private static func kind(of json: JSON) -> RuleType {
        switch json {
        case .bool: .bool
        case .int: .int
        case .double: .double
        case .string: .string
        case .null, .array, .object: .dyn
        }
    }

    /// The type of an answer in expressions.
    func type(of field: Field) -> RuleType {
        switch field.type {
        case .text, .paragraph, .phone, .email, .url, .person, .nik, .kk, .npwp, .nib, .nisn, .nip, .plate, .postalCode,
            .time, .agency, .officer, .caseReference, .government, .document:
            return .string
        case .yesNo: return .bool
        case .integer, .rating: return .int
        case .decimal: return .decimal
        case .money: return .money
        case .date: return .date
        case .period: return .record(["from": .date, "until": .date, "days": .int])
        case .location: return .point
        case .area: return .record(["square_metres": .int, "corners": .int])
        case .route: return .record(["metres": .int, "points": .int])
        case .address:
            return .record([
                "street": .string, "rt": .nullable(.string), "rw": .nullable(.string), "village": .nullable(.string),
                "district": .nullable(.string), "postal_code": .nullable(.string),
            ])
        case .files, .file, .photo, .applications: return .list(.dyn)
        case .choice(let choices): return type(of: choices)
        case .multipleChoice(let choices), .ranking(let choices): return .list(type(of: choices))
        case .group(let fields):
            let members = fields.all.map {
                ($0.id.text, $0.element.required == .always ? type(of: $0.element) : .nullable(type(of: $0.element)))
            }
            return .list(.record(Dictionary(members, uniquingKeysWith: { first, _ in first })))
        }
    }

    /// What expressions see of a chosen option: its code, its name, and the columns of its row.
    private func type(of choices: Choices) -> RuleType {
        switch choices {
        case .options: return .record(["code": .string, "name": .dyn])
        case .register(let id):
            guard let register = registers[id] else { return .dyn }
            var members: [String: RuleType] = ["code": .string, "name": .dyn]
            for (column, element) in register.columns.all {
                let type: RuleType =
                    switch element.kind {
                    case .word: .string
                    case .text: .dyn
                    case .integer: .int
                    case .yesNo: .bool
                    }
                members[column.text] = element.isRequired ? type : .nullable(type)
            }
            return .record(members)
        }
    }

    /// Fields whose answers lie in boxes: after the start no expression sees them.
    var closedFields: Set<String> {
        let forms = [form] + actions.all.map(\.element.form)
        return Set(forms.flatMap(\.all).filter { $0.element.privacy != .open }.map(\.id.text))
    }
}

extension Parameter.Kind {
    var ruleType: RuleType {
        switch self {
        case .integer: .int
        case .decimal: .decimal
        case .money: .money
        case .workdays: .workdays
        case .days: .duration
        }
    }
}
