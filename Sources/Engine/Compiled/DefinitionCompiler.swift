import Civic
import Definition
import Rules

/// Compiles each part of a definition; what cannot run becomes a finding, and compiling goes on.
struct DefinitionCompiler {
    let definition: Definition
    let slots: SlotTable
    /// Every state, those of branches among them, by index.
    let stateOrder: [StateID]
    let stateIndex: [StateID: Int]
    private(set) var findings: [Finding] = []
    /// Calendars of the application's own, shared by their clocks.
    private var opened: [CalendarID: OpenedCalendars] = [:]

    struct Parts {
        let start: CompiledStart
        let actions: [CompiledAction]
        let clocks: [CompiledClock]
        let tables: [TableID: CompiledTable]
        let fields: [FieldID: CompiledField]
        /// What is typed into each national system, in the order of the relations.
        let national: [[(id: FieldID, value: Rule)]]
        let letters: [DocumentID: CompiledLetter]
    }

    init(_ definition: Definition) {
        self.definition = definition
        slots = SlotTable(definition)
        stateOrder = definition.allStates.order
        stateIndex = Dictionary(
            stateOrder.enumerated().map { ($1, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    mutating func compile() -> Parts? {
        var fields: [FieldID: CompiledField] = [:]
        let form = form(definition.form)
        for field in form.fields { fields[field.id] = field }
        let actions = definition.actions.all.map { id, element in action(id, element) }
        for field in actions.flatMap(\.form.fields) where fields[field.id] == nil { fields[field.id] = field }
        var tables: [TableID: CompiledTable] = [:]
        for (id, element) in definition.tables.all { tables[id] = table(id, element) }
        let clocks = definition.clocks.all.map { id, element in clock(id, element) }
        var letters: [DocumentID: CompiledLetter] = [:]
        for (id, element) in definition.documents.all { letters[id] = letter(id, element) }
        guard let state = definition.startState else {
            refuse(
                "no-start-state",
                at: definition.places["states"],
                LocalizedText(id: "Tidak ada status awal.", en: "No state is the start."),
                todo: LocalizedText(
                    id: "Tandai satu status dengan start: true.",
                    en: "Mark one state with start: true."
                )
            )
            return nil
        }
        let start = CompiledStart(
            form: form,
            set: set(definition.start.set),
            notices: notices { $0 == .start },
            state: state
        )
        let national = definition.national.map { relation in
            relation.fields.all.compactMap { id, field in rule(field.value).map { (id, $0) } }
        }
        return Parts(
            start: start,
            actions: actions,
            clocks: clocks,
            tables: tables,
            fields: fields,
            national: national,
            letters: letters
        )
    }

    private mutating func refuse(
        _ code: String,
        at place: SourcePlace,
        _ message: LocalizedText,
        todo: LocalizedText? = nil
    ) {
        findings.append(Finding(.error, code, at: place, message, todo: todo))
    }

    mutating func rule(_ formula: Formula) -> Rule? {
        do throws(RuleFault) {
            let compiled = try formula.expression.compile(slots: slots.layout)
            return Rule(
                compiled: compiled,
                slots: slots.used(by: formula.expression.names),
                source: formula.source,
                place: formula.place,
                parameters: formula.expression.references
                    .filter { $0.count > 1 && $0[0] == "parameters" }
                    .compactMap { try? ParameterID($0[1]) }.sorted()
            )
        } catch {
            refuse("rule-does-not-compile", at: formula.place.moved(by: error.offset ?? 0), error.message)
            return nil
        }
    }

    // MARK: Forms

    private mutating func form(_ keyed: Keyed<FieldID, Field>) -> CompiledForm {
        let fields = keyed.all.map { id, element in field(id, element) }
        return CompiledForm(fields, order: FormOrder(fields, definition, slots))
    }

    private mutating func field(_ id: FieldID, _ field: Field) -> CompiledField {
        let field = withPattern(field, id)
        let required: CompiledField.Required =
            switch field.required {
            case .never: .never
            case .always: .always
            case .when(let formula): rule(formula).map { .when($0) } ?? .never
            }
        let (options, shown) = options(of: field, named: id)
        var rows: [CompiledField] = []
        if case .group(let fields) = field.type { rows = fields.all.map { self.field($0.id, $0.element) } }
        return CompiledField(
            id: id,
            field: field,
            when: field.when.flatMap { rule($0) },
            required: required,
            options: options,
            shown: shown,
            isTimerDate: definition.actions.all.contains { $0.element.by.contains(.timer(at: id)) },
            calculated: field.calculated.flatMap { rule($0) },
            valid: field.validIf.flatMap { rule($0) },
            rows: rows,
            rowOrder: registerOrder(field)
        )
    }

    /// A national number is refused where its form is wrong.
    private func withPattern(_ field: Field, _ id: FieldID) -> Field {
        guard let (system, number) = definition.nationalNumber(of: id), let pattern = number.pattern else {
            return field
        }
        let own = field.validIf.map { "(\($0.source)) && " } ?? ""
        guard let expression = Expression.parse(own + "\(id).matches(r'^(?:\(pattern))$')").0 else { return field }
        var field = field
        field.validIf = Formula(expression, at: definition.places["national"])
        let example = number.example.map { (" Contohnya \($0).", " Such as \($0).") } ?? ("", "")
        let sentence = LocalizedText(
            id: "Ini bukan nomor \(system).\(example.0)",
            en: "This is no number of \(system).\(example.1)"
        )
        field.otherwise = field.otherwise ?? sentence
        return field
    }

    private func registerOrder(_ field: Field) -> [String] {
        guard case .register(let id)? = field.type.choices else { return [] }
        return definition.registers[id]?.rows.order.map(\.text) ?? []
    }

    private mutating func options(
        of field: Field,
        named id: FieldID
    ) -> (records: [String: RuleValue], shown: Set<String>) {
        guard let choices = field.type.choices else { return ([:], []) }
        var records: [String: RuleValue] = [:]
        var shown: Set<String> = []
        switch choices {
        case .options(let options):
            for (option, name) in options.all {
                records[option.text] = .record(["code": .string(option.text), "name": name.ruleValue])
                shown.insert(option.text)
            }
        case .register(let register):
            guard let rows = definition.registers[register]?.rows else {
                refuse(
                    "unknown-register",
                    at: definition.places["form", id.text],
                    LocalizedText(
                        id: "Register “\(register)” tidak ada.",
                        en: "There is no register “\(register)”."
                    ),
                    todo: LocalizedText(id: "Tambahkan di bawah registers.", en: "Add it under registers.")
                )
                return ([:], [])
            }
            for (option, row) in rows.all {
                var members: [String: RuleValue] = [
                    "code": .string(option.text), "name": row.name.ruleValue,
                ]
                for column in definition.registers[register]?.columns.order ?? [] { members[column.text] = .null }
                for (column, value) in row.values { members[column.text] = RuleValue(value) }
                records[option.text] = .record(members)
                if !row.isHidden { shown.insert(option.text) }
            }
        }
        return (records, shown)
    }

    // MARK: Actions, clocks, tables

    private mutating func set(_ set: Keyed<Attribute, Assigned>) -> [(attribute: Attribute, value: CompiledValue)] {
        var result: [(attribute: Attribute, value: CompiledValue)] = []
        for (attribute, assigned) in set.all {
            switch assigned {
            case .literal(let json): result.append((attribute, .fixed(json)))
            case .formula(let formula):
                if let rule = rule(formula) { result.append((attribute, .rule(rule))) }
            }
        }
        return result
    }

    private mutating func action(_ id: ActionID, _ element: ActionElement) -> CompiledAction {
        for state in element.from + [element.to] where stateIndex[state] == nil {
            refuse(
                "unknown-state",
                at: definition.places["actions", id.text],
                LocalizedText(
                    id: "Tindakan “\(id)” menyebut status “\(state)”, yang tidak ada.",
                    en: "The action “\(id)” names the state “\(state)”, which does not exist."
                ),
                todo: LocalizedText(id: "Tambahkan di bawah states.", en: "Add it under states.")
            )
        }
        let handsOver =
            element.form["agency"]?.type == .agency && !element.set.contains("agency")
        return CompiledAction(
            id: id,
            element: element,
            form: form(element.form),
            when: element.when.flatMap { rule($0) },
            guardReadsForm: element.when?.expression.names.contains("form") ?? false,
            set: set(element.set),
            notices: notices { $0 == .action(id) },
            extend: element.extend.all.map { ($0.id, target($0.element)) },
            due: element.money.bill.map { target($0.due) },
            handsOver: handsOver
        )
    }

    private mutating func clock(_ id: ClockID, _ element: ClockElement) -> CompiledClock {
        func flags(_ states: [StateID]) -> [Bool] { stateOrder.map { states.contains($0) } }
        let target = target(element.target)
        var notices: [Int: [DueNotice]] = [:]
        for mark in element.marks {
            notices[mark.percent] = self.notices { $0 == .clock(id, percent: mark.percent) }
        }
        return CompiledClock(
            id: id,
            element: element,
            opening: opening(of: element),
            runs: flags(element.runsIn),
            pauses: flags(element.pausesIn),
            met: flags(element.metIn),
            restartsOn: Set(element.restartsOn),
            target: target,
            notices: notices
        )
    }

    private mutating func letter(_ id: DocumentID, _ element: DocumentElement) -> CompiledLetter {
        let until: CompiledLetter.Until? =
            switch element.valid?.until {
            case nil: nil
            case .days(let days)?: .days(days)
            case .months(let months)?: .months(months)
            case .formula(let formula)?: rule(formula).map { .rule($0) }
            }
        var notices: [Int: [DueNotice]] = [0: self.notices { $0 == .expired(id) }]
        for days in element.valid?.remind ?? [] { notices[days] = self.notices { $0 == .ending(id, days: days) } }
        return CompiledLetter(
            id: id,
            element: element,
            hash: element.printedHash,
            until: until,
            notices: notices
        )
    }

    private mutating func opening(of clock: ClockElement) -> OpenedCalendars? {
        guard case .named(let id) = clock.calendar else { return nil }
        if let opened = opened[id] { return opened }
        let calendar = definition.calendars[id]
        guard let calendar, let hours = try? calendar.opening() else {
            refuse(
                "unknown-calendar",
                at: definition.places["calendars", id.text],
                LocalizedText(id: "Kalender “\(id)” tidak terbaca.", en: "The calendar “\(id)” can't be read."),
                todo: LocalizedText(id: "Periksa dengan lumbung app check.", en: "See lumbung app check.")
            )
            return nil
        }
        let made = OpenedCalendars(hours, keepsHolidays: calendar.keepsHolidays)
        opened[id] = made
        return made
    }

    private mutating func target(_ target: ClockTarget) -> CompiledClock.Target {
        switch target {
        case .workdays(let days): .workdays(days)
        case .calendarDays(let days): .calendarDays(days)
        case .formula(let formula): rule(formula).map { .rule($0) } ?? .workdays(0)
        }
    }

    /// What is told on one event.
    func notices(on event: Notice.Event) -> [DueNotice] { notices { $0 == event } }

    private func notices(where matches: (Notice.Event) -> Bool) -> [DueNotice] {
        definition.notices.all.filter { $0.element.on.contains(where: matches) }.map { id, notice in
            let isCitizen = { (role: RoleID) in definition.roles[role]?.scope == .everyone }
            return DueNotice(
                id: id,
                roles: notice.to.filter { !isCitizen($0) },
                toCitizen: notice.to.contains(where: isCitizen)
            )
        }
    }

    private mutating func table(_ id: TableID, _ element: TableElement) -> CompiledTable? {
        let inputs = element.inputs.compactMap { rule($0) }
        guard inputs.count == element.inputs.count else { return nil }
        let place = definition.places["tables", id.text]
        let (table, problems) = element.read()
        // A table that was read may still have doubtful rows: `check` speaks of those.
        for problem in table == nil ? problems : [] {
            refuse(
                problem.code,
                at: definition.places[["tables", id.text] + problem.path],
                problem.message,
                todo: problem.todo
            )
        }
        return table.map {
            CompiledTable(id: id, table: $0, outputs: element.outputs.map(\.text), inputs: inputs, place: place)
        }
    }
}
