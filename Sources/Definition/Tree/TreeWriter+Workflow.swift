import Civic

/// Roles, states, actions, clocks, tables and notices.
extension TreeWriter {
    static func role(_ role: Role) -> JSON {
        let scope: JSON =
            switch role.scope {
            case .everyone: "public"
            case .caseAgency: "case-agency"
            case .owner: "owner"
            case .government: "government"
            case .agency(let agency): .object(["agency": .string(agency.text)])
            }
        return record([
            ("name", role.name.json), ("scope", scope), ("side", word(role.side?.rawValue)),
            ("office", word(role.office?.text)),
        ])
    }

    var start: JSON {
        Self.record([
            ("by", Self.some(Self.who(definition.start.by))),
            ("set", Self.some(Self.assignments(definition.start.set))),
        ])
    }

    private static func who(_ who: [Who]) -> JSON { .array(who.map { .string($0.text) }) }

    private static func assignments(_ set: Keyed<Attribute, Assigned>) -> JSON {
        keyed(set) { value in
            switch value {
            case .literal(let json): json
            case .formula(let formula): .string("= " + formula.source)
            }
        }
    }

    static func state(_ state: StateElement) -> JSON {
        record([
            ("name", state.name.json), ("citizen_sees", state.citizenName?.json), ("start", flag(state.isStart)),
            ("end", flag(state.isEnd)), ("tone", .string(state.tone.rawValue)), ("locked", word(state.lock?.source)),
        ])
    }

    static func action(_ action: ActionElement) -> JSON {
        record([
            ("name", action.name.json), ("done", action.done.json), ("from", ids(action.from)),
            ("to", .string(action.to.text)),
            ("by", who(action.by)), ("not_by", word(action.notBy.map { "actor_of.\($0)" })),
            ("when", word(action.when?.source)),
            ("otherwise", action.otherwise?.json),
            ("reason", Self.word(action.reason == .none ? nil : action.reason.rawValue)),
            ("form", some(keyed(action.form, field))), ("set", some(assignments(action.set))),
            ("time", word(action.time)),
            ("citizen_visible", action.citizenVisible ? .none : .some(.bool(false))),
            ("locked", word(action.lock?.source)),
        ])
    }

    func clock(_ clock: ClockElement) -> JSON {
        let usual = ClockElement.usualMetIn(definition.states.order, clock.runsIn, clock.pausesIn)
        let target =
            switch clock.target {
            case .workdays(let days): "\(days) workdays"
            case .calendarDays(let days): "\(days) days"
            case .formula(let formula): "= " + formula.source
            }
        var marks: [String: JSON] = [:]
        for mark in clock.marks {
            marks["\(mark.percent)%"] = Self.record([
                ("notify", Self.some(Self.ids(mark.notify))), ("assign", Self.word(mark.assign?.text)),
            ])
        }
        return Self.record([
            ("name", clock.name.json), ("runs_in", Self.ids(clock.runsIn)),
            ("pauses_in", Self.some(Self.ids(clock.pausesIn))),
            ("met_in", clock.metIn == usual ? .none : .some(Self.ids(clock.metIn))), ("target", .string(target)),
            ("calendar", .string(clock.calendar.rawValue)), ("at", marks.isEmpty ? .none : .some(.object(marks))),
            ("restarts_on", Self.some(Self.ids(clock.restartsOn))), ("min", Self.int(clock.min)),
            ("max", Self.int(clock.max)),
            ("locked", Self.word(clock.lock?.source)),
        ])
    }

    static func table(_ table: TableElement) -> JSON {
        record([
            ("hit", .string(table.hit.rawValue)), ("in", .array(table.inputs.map { .string($0.source) })),
            ("out", ids(table.outputs)), ("rows", keyed(table.rows, row)),
        ])
    }

    private static func row(_ row: TableRow) -> JSON {
        let outputs = Dictionary(row.outputs.map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first })
        return record([("in", .array(row.cells.map { .string($0) })), ("out", .object(outputs))])
    }

    static func notice(_ notice: Notice) -> JSON {
        record([
            ("on", .array(notice.on.map { .string($0.text) })), ("to", ids(notice.to)), ("text", notice.text.json),
        ])
    }
}
