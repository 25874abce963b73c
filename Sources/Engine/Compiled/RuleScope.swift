import Civic
import Definition
import Rules

/// The values that expressions of one decision see; each is made when an expression first asks for it.
struct RuleScope {
    private let plan: CompiledDefinition
    private let at: Moment
    private let zone: Zone
    private let surroundings: RuleSurroundings
    private let place: PlaceFacts?
    private let village: RegionCode?
    private let district: RegionCode?
    private let parameters: [String: JSON]
    /// The government's own rows in force, by parameter.
    private let ownRows: [ParameterID: ParameterUse]
    private let state: CaseState?
    private let beginning: Beginning?
    /// Answers of this command's form.
    private(set) var answers: [FieldID: JSON] = [:]
    private var form: CompiledForm?
    /// What `set` has written so far in this decision.
    private var written: [String: JSON] = [:]
    private var values: [RuleValue]
    private var known: [Bool]
    private var tableDepth = 0
    /// The row that each table used in this decision hit.
    private(set) var rows: [TableID: String] = [:]
    /// The row that each parameter read in this decision came from.
    private(set) var used: [ParameterID: ParameterUse] = [:]

    /// What `case` is before there is one.
    struct Beginning {
        let number: CaseNumber
        let channel: Channel
        let isAnonymous: Bool
        let language: Language
        let agency: AgencyID
        let attributes: [String: JSON]
    }

    init(
        _ plan: CompiledDefinition,
        at: Moment,
        calendar: WorkingCalendar,
        state: CaseState?,
        beginning: Beginning? = nil,
        place: PlaceFacts? = nil,
        parameters: [String: JSON] = [:],
        ownRows: [ParameterID: ParameterUse] = [:]
    ) {
        self.ownRows = ownRows
        self.plan = plan
        self.at = at
        zone = calendar.zone
        surroundings = RuleSurroundings(calendar: calendar)
        self.place = place
        self.parameters = parameters
        self.state = state
        self.beginning = beginning
        village = state?.village ?? place?.village
        district = state?.district ?? place?.district
        values = Array(repeating: .null, count: plan.slots.slots.count)
        known = Array(repeating: false, count: plan.slots.slots.count)
    }

    /// Puts the answers of the command's form into sight.
    mutating func take(_ answers: [FieldID: JSON], of form: CompiledForm) {
        self.answers = answers
        self.form = form
        forget()
    }

    /// Writes an attribute, so that later expressions see it.
    mutating func write(_ attribute: String, _ value: JSON) {
        written[attribute] = value
        for index in plan.slotsOfCase { known[index] = false }
    }

    /// Puts one answer of that form in the place of an earlier one, or takes it away.
    ///
    /// What was worked out of it is forgotten by whoever knows what that is (`FormOrder`).
    mutating func put(_ answer: JSON?, at number: Int) {
        guard let form else { return }
        let field = form.fields[number]
        answers[field.id] = answer
        if let slot = form.order.slots[number] { known[slot] = false }
        guard let slot = plan.slots.form, known[slot], case .map(var members) = values[slot] else { return }
        // The record is changed where it stands: a large one is not made anew for one answer.
        values[slot] = .null
        members[.string(field.id.text)] = field.value(answer, zone: zone)
        values[slot] = .map(members)
    }

    mutating func forget(_ slot: Int) { known[slot] = false }

    private mutating func forget() {
        for index in known.indices { known[index] = false }
    }

    mutating func evaluate(_ rule: Rule) throws(Rejection) -> RuleValue {
        for id in rule.parameters where used[id] == nil { used[id] = use(of: id) }
        for slot in rule.slots where !known[slot] {
            values[slot] = try value(of: plan.slots.slots[slot])
            known[slot] = true
        }
        do throws(RuleFault) {
            return try rule.compiled.evaluate(values, in: surroundings)
        } catch {
            throw .ruleFailed(place: rule.place.description, explanation: error.message)
        }
    }

    /// The value of an expression; nil where it fails, as for want of an answer.
    mutating func value(_ rule: Rule) -> RuleValue? {
        do throws(Rejection) { return try evaluate(rule) } catch { return nil }
    }

    /// A guard's answer; anything but true or false is a fault of the definition.
    mutating func holds(_ rule: Rule) throws(Rejection) -> Bool {
        let value = try evaluate(rule)
        guard let truth = value.asBool else {
            throw .ruleFailed(
                place: rule.place.description,
                explanation: LocalizedText(
                    id: "hasilnya \(value.typeName), bukan benar atau salah.",
                    en: "it gives \(value.typeName), not true or false."
                )
            )
        }
        return truth
    }

    /// Like `holds`, but false where it fails for want of an answer that has not been given yet.
    mutating func holdsSoFar(_ rule: Rule) throws(Rejection) -> Bool {
        do throws(Rejection) {
            return try holds(rule)
        } catch {
            let lacksAnswer = rule.slots.contains { slot in
                if case .field = plan.slots.slots[slot], case .null = values[slot] { return true }
                if case .form = plan.slots.slots[slot] { return true }
                return false
            }
            if lacksAnswer { return false }
            throw error
        }
    }

    mutating func json(_ value: CompiledValue) throws(Rejection) -> JSON {
        switch value {
        case .fixed(let json): json
        case .rule(let rule): try evaluate(rule).attribute
        }
    }

    private mutating func value(of slot: Slot) throws(Rejection) -> RuleValue {
        switch slot {
        case .now: .timestamp(at)
        case .today: .date(at.date(in: zone))
        case .theCase: caseRecord
        case .region: regionRecord
        case .form: formRecord
        case .parameters: parameterRecord
        case .bill: .bill(state?.bill(), on: at.date(in: zone))
        case .bills: .bills(of: state, plan.definition, on: at.date(in: zone))
        case .field(let id): field(id)
        case .time(let action): state?.times[action].map { .timestamp($0) } ?? .null
        case .count(let action): .int(Int64(state?.counts[action] ?? 0))
        case .table(let id): try decide(id)
        }
    }

    /// An answer of this command stands before the case's own.
    private func field(_ id: FieldID) -> RuleValue {
        if let form, let index = form.index[id], let answer = answers[id] {
            return form.fields[index].value(answer, zone: zone)
        }
        guard let field = plan.fields[id] else { return .null }
        return field.value(state?.fields[id], zone: zone)
    }

    private var formRecord: RuleValue {
        guard let form else { return .record([:]) }
        var members: [String: RuleValue] = [:]
        for field in form.fields { members[field.id.text] = field.value(answers[field.id], zone: zone) }
        return .record(members)
    }

    /// By id the row in force today: the government's own where it has one inside the bounds, else the definition's.
    private var parameterRecord: RuleValue {
        let today = at.date(in: zone)
        var members: [String: RuleValue] = [:]
        for (id, parameter) in plan.definition.parameters.all {
            let own = parameters[id.text].flatMap { parameter.takes($0) ? .some($0) : .none }
            members[id.text] = (own ?? parameter.row(on: today)?.row.json(parameter.kind)).map(parameter.value) ?? .null
        }
        return .record(members)
    }

    /// What a parameter is today, and by which row; nil where none holds yet.
    private func use(of id: ParameterID) -> ParameterUse? {
        guard let parameter = plan.definition.parameters[id] else { return nil }
        if let value = parameters[id.text], parameter.takes(value) {
            return ownRows[id] ?? ParameterUse(value: value, row: nil, from: nil)
        }
        return parameter.row(on: at.date(in: zone)).map { id, row in
            ParameterUse(value: row.json(parameter.kind), row: id, from: row.from)
        }
    }

    private var regionRecord: RuleValue {
        let village = RuleValue.optional(village?.text)
        let district = RuleValue.optional(district?.text)
        return .record([
            "village": village, "kelurahan": village, "district": district, "kecamatan": district,
            "village_name": .optional(place?.villageName), "district_name": .optional(place?.districtName),
        ])
    }

    private var caseRecord: RuleValue {
        var members: [String: RuleValue] = [:]
        for attribute in plan.attributeNames { members[attribute] = .null }
        for (name, value) in state?.attributes ?? beginning?.attributes ?? [:] { members[name] = RuleValue(value) }
        members["app"] = .string(plan.definition.app.text)
        members["owner"] = .string(plan.definition.owner.text)
        members["village"] = .optional(village?.text)
        members["district"] = .optional(district?.text)
        if let state {
            members["number"] = .string(state.number.text)
            members["state"] = .string(state.state.text)
            if plan.definition.hasBranches { members["branches"] = branchRecord(state.branches.mapValues(\.state)) }
            members["agency"] = .string(state.agency.text)
            members["channel"] = .string(state.channel.rawValue)
            members["anonymous"] = .bool(state.isAnonymous)
            members["language"] = .string(state.language.rawValue)
            members["started_at"] = .timestamp(state.startedAt)
            members["state_since"] = .timestamp(state.stateSince)
            members["version"] = .int(Int64(state.version))
        } else if let beginning {
            members["number"] = .string(beginning.number.text)
            members["state"] = .optional(plan.definition.startState?.text)
            if plan.definition.hasBranches { members["branches"] = branchRecord([:]) }
            members["agency"] = .string(beginning.agency.text)
            members["channel"] = .string(beginning.channel.rawValue)
            members["anonymous"] = .bool(beginning.isAnonymous)
            members["language"] = .string(beginning.language.rawValue)
            members["started_at"] = .timestamp(at)
            members["state_since"] = .timestamp(at)
            members["version"] = .int(0)
        }
        for (name, value) in written { members[name] = RuleValue(value) }
        return .record(members)
    }

    /// The state of each branch by its id; null where the case has none of it now.
    private func branchRecord(_ states: [BranchID: StateID]) -> RuleValue {
        var members: [String: RuleValue] = [:]
        for (_, state) in plan.definition.states.all {
            for id in state.branches.order { members[id.text] = .optional(states[id]?.text) }
        }
        return .record(members)
    }

    /// Runs a decision table; a record of nulls where no row hits.
    private mutating func decide(_ id: TableID) throws(Rejection) -> RuleValue {
        guard let table = plan.tables[id] else { return .null }
        guard tableDepth < Limits.tableDepthMax else {
            throw .ruleFailed(
                place: table.place.description,
                explanation: LocalizedText(
                    id: "tabel \(id) bergantung pada dirinya sendiri.",
                    en: "the table \(id) depends on itself."
                )
            )
        }
        tableDepth += 1
        defer { tableDepth -= 1 }
        var inputs: [RuleValue] = []
        inputs.reserveCapacity(table.inputs.count)
        for input in table.inputs { inputs.append(try evaluate(input)) }
        do throws(RuleFault) {
            let outcome = try table.table.outcome(inputs)
            guard let value = outcome.value else {
                return .record(Dictionary(table.outputs.map { ($0, .null) }, uniquingKeysWith: { first, _ in first }))
            }
            // Policies with many rows name all that counted.
            if !outcome.rows.isEmpty { rows[id] = outcome.rows.joined(separator: ",") }
            return value
        } catch {
            throw .ruleFailed(place: table.place.description, explanation: error.message)
        }
    }
}
