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
    /// What expressions at a site may name, with types: the names that `Engine` gives values to.
    func environment(at site: ExpressionSite) -> TypeEnvironment {
        var variables: [String: RuleType] = [
            "now": .timestamp, "today": .date, "case": .record(caseMembers), "parameters": .record(parameterMembers),
            "region": .record(Self.regionMembers),
        ]
        for (_, action) in actions.all {
            for (id, field) in action.form.all { variables[id.text] = .nullable(type(of: field)) }
        }
        for (id, action) in actions.all {
            variables["\(id)_at"] = .nullable(.timestamp)
            if let time = action.time { variables[time] = .nullable(.timestamp) }
            variables["\(id)_count"] = .int
        }
        for (id, table) in tables.all { variables[id.text] = resultType(of: table) }
        for (id, field) in form.all {
            variables[id.text] =
                field.required == .always && field.when == nil ? type(of: field) : .nullable(type(of: field))
        }
        if case .action(let id) = site, let action = actions[id] {
            let members = action.form.all.map { ($0.id.text, RuleType.nullable(type(of: $0.element))) }
            variables["form"] = .record(Dictionary(members, uniquingKeysWith: { first, _ in first }))
        }
        return TypeEnvironment(variables: variables)
    }

    private static let regionMembers: [String: RuleType] = [
        "village": .nullable(.string), "kelurahan": .nullable(.string), "district": .nullable(.string),
        "kecamatan": .nullable(.string), "village_name": .nullable(.string), "district_name": .nullable(.string),
    ]

    private var parameterMembers: [String: RuleType] {
        let members = parameters.all.map { ($0.id.text, $0.element.kind.ruleType) }
        return Dictionary(members, uniquingKeysWith: { first, _ in first })
    }

    private var caseMembers: [String: RuleType] {
        var members: [String: RuleType] = [
            "app": .string, "owner": .string, "number": .string, "state": .string, "agency": .string,
            "channel": .string,
            "village": .nullable(.string), "district": .nullable(.string), "anonymous": .bool, "language": .string,
            "started_at": .timestamp, "state_since": .timestamp, "version": .int,
        ]
        for attribute in attributes where members[attribute.text] == nil { members[attribute.text] = .dyn }
        return members
    }

    /// What a table's name stands for in an expression, by its hit policy.
    private func resultType(of table: TableElement) -> RuleType {
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
    fileprivate var ruleType: RuleType {
        switch self {
        case .integer: .int
        case .decimal: .decimal
        case .money: .money
        case .workdays: .workdays
        case .days: .duration
        }
    }
}
