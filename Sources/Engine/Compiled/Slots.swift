import Civic
import Definition
import Rules

/// What an expression's name stands for.
enum Slot: Sendable {
    case now, today, theCase, region, form, parameters, bill, bills
    case field(FieldID)
    case time(ActionID)
    case count(ActionID)
    case table(TableID)
}

/// The names that expressions of one definition may use, and where their values stand.
struct SlotTable: Sendable {
    let slots: [Slot]
    let layout: SlotLayout
    private let index: [String: Int]

    init(_ definition: Definition) {
        var names: [String] = []
        var slots: [Slot] = []
        var index: [String: Int] = [:]
        func add(_ name: String, _ slot: Slot) {
            guard index[name] == nil else { return }
            index[name] = names.count
            names.append(name)
            slots.append(slot)
        }
        add("now", .now)
        add("today", .today)
        add("case", .theCase)
        add("region", .region)
        add("form", .form)
        add("parameters", .parameters)
        if !definition.fees.isEmpty {
            add("bill", .bill)
            add("bills", .bills)
        }
        for id in definition.form.order { add(id.text, .field(id)) }
        for id in definition.tables.order { add(id.text, .table(id)) }
        for (id, action) in definition.actions.all {
            add(action.time ?? "\(id)_at", .time(id))
            add("\(id)_at", .time(id))
            add("\(id)_count", .count(id))
        }
        for (_, action) in definition.actions.all {
            for field in action.form.order { add(field.text, .field(field)) }
        }
        self.slots = slots
        self.index = index
        layout = SlotLayout(names)
    }

    /// The slot of the case, and those of tables whose inputs read it, directly or through other tables.
    func readingCase(_ tables: [TableID: CompiledTable]) -> [Int] {
        var reading = slots.indices.filter { if case .theCase = slots[$0] { true } else { false } }
        var grows = true
        while grows {
            grows = false
            for index in slots.indices where !reading.contains(index) {
                guard case .table(let id) = slots[index], let table = tables[id],
                    table.inputs.contains(where: { $0.slots.contains(where: reading.contains) })
                else { continue }
                reading.append(index)
                grows = true
            }
        }
        return reading
    }

    /// The slot of a field's answer; nil where its name stands for something else.
    func slot(of field: FieldID) -> Int? {
        guard let slot = index[field.text], case .field = slots[slot] else { return nil }
        return slot
    }

    /// The slot of `form`.
    var form: Int? { index["form"] }

    /// The slots among an expression's free names, once each.
    func used(by names: Set<String>) -> [Int] { names.compactMap { index[$0] }.sorted() }
}

/// An expression ready to run: which slots it reads and where it stands in the definition's text.
struct Rule: Sendable {
    let compiled: CompiledExpression
    let slots: [Int]
    let source: String
    let place: SourcePlace
    /// Dated numbers that it reads.
    var parameters: [ParameterID] = []
}

/// What an attribute is set to.
enum CompiledValue: Sendable {
    case fixed(JSON)
    case rule(Rule)
}
