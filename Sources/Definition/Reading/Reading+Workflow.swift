import Civic

/// Roles, states, actions and what hangs on them.
extension Reading {
    mutating func role(_ node: SourceNode, _ path: [String]) -> Role? {
        guard let record = record(node, path, required: ["name", "scope"], optional: ["side", "office"]) else {
            return nil
        }
        return Role(
            name: text(record["name"]) ?? Self.unread,
            scope: scope(record["scope"]) ?? .owner,
            side: choice(record["side"]),
            office: id(record["office"])
        )
    }

    private mutating func scope(_ child: Child?) -> RoleScope? {
        guard let child else { return nil }
        if case .map = child.node.content {
            guard let record = record(child.node, child.path, required: ["agency"]) else { return nil }
            return id(record["agency"]).map(RoleScope.agency)
        }
        guard let word = word(child) else { return nil }
        switch word {
        case "public": return .everyone
        case "case-agency": return .caseAgency
        case "owner": return .owner
        case "government": return .government
        default:
            unknownWord(word, at: child.node.place, among: ["public", "case-agency", "owner", "government"])
            return nil
        }
    }

    mutating func start(_ child: Child?) -> StartElement {
        guard let child, let record = record(child.node, child.path, optional: ["by", "set"]) else {
            return StartElement()
        }
        return StartElement(by: who(record["by"]), set: assignments(record["set"]))
    }

    private mutating func assignments(_ child: Child?) -> Keyed<Attribute, Assigned> {
        keyed(child) { reading, node, path in reading.assigned((node, path)) }
    }

    mutating func state(_ node: SourceNode, _ path: [String]) -> StateElement? {
        let record = record(
            node,
            path,
            required: ["name", "tone"],
            optional: ["citizen_sees", "start", "end", "locked"]
        )
        guard let record else { return nil }
        return StateElement(
            name: text(record["name"]) ?? Self.unread,
            citizenName: text(record["citizen_sees"]),
            isStart: flag(record["start"]),
            isEnd: flag(record["end"]),
            tone: choice(record["tone"], .working),
            lock: lock(record["locked"])
        )
    }

    mutating func action(_ node: SourceNode, _ path: [String]) -> ActionElement? {
        let record = record(
            node,
            path,
            required: ["name", "done", "from", "to", "by"],
            optional: ["not_by", "when", "otherwise", "reason", "form", "set", "time", "citizen_visible", "locked"]
        )
        guard let record, let to: StateID = id(record["to"]) else { return nil }
        return ActionElement(
            name: text(record["name"]) ?? Self.unread,
            done: text(record["done"]) ?? Self.unread,
            from: ids(record["from"]),
            to: to,
            by: who(record["by"]),
            notBy: actorOf(record["not_by"]),
            when: formula(record["when"]),
            otherwise: text(record["otherwise"]),
            reason: choice(record["reason"], .none),
            form: keyed(record["form"]) { $0.field($1, $2) },
            set: assignments(record["set"]),
            time: timeName(record["time"]),
            citizenVisible: flag(record["citizen_visible"], true),
            lock: lock(record["locked"])
        )
    }

    /// Written `actor_of.answer`.
    private mutating func actorOf(_ child: Child?) -> ActionID? {
        guard let child, let word = word(child) else { return nil }
        guard word.hasPrefix("actor_of.") else {
            error(
                "bad-actor",
                at: child.node.place,
                id: "\"\(word)\" tidak menyebut pelaku sebuah tindakan.",
                en: "\"\(word)\" does not name the actor of an action.",
                todo: LocalizedText(id: "Tulis actor_of.tindakan.", en: "Write actor_of.action.")
            )
            return nil
        }
        return identifier(String(word.dropFirst("actor_of.".count)), at: child.node.place)
    }

    private mutating func timeName(_ child: Child?) -> String? {
        guard let child, let word = word(child) else { return nil }
        return identifier(word, at: child.node.place, as: AttributeKind.self)?.text
    }

    private mutating func who(_ child: Child?) -> [Who] {
        var all: [Who] = []
        for item in items(child) {
            guard let who = who(item) else { continue }
            if !all.contains(who) { all.append(who) }
        }
        return all
    }

    private mutating func who(_ child: Child) -> Who? {
        guard let word = word(child) else { return nil }
        let place = child.node.contentPlace
        if word.hasPrefix("timer after ") {
            guard let days = workdays(String(word.dropFirst("timer after ".count)), at: place) else { return nil }
            return .timerAfter(workdays: days)
        }
        if word.hasPrefix("timer.") {
            return identifier(String(word.dropFirst("timer.".count)), at: place).map(Who.timer)
        }
        if word.hasPrefix("peer.") {
            let side = Side(rawValue: String(word.dropFirst("peer.".count)))
            if side == nil { unknownWord(word, at: place, among: Side.allCases.map { "peer.\($0.rawValue)" }) }
            return side.map(Who.peer)
        }
        return identifier(word, at: place).map(Who.role)
    }

    /// Written `10 workdays`.
    private mutating func workdays(_ text: String, at place: SourcePlace) -> Int? {
        let parts = text.split(separator: " ")
        if parts.count == 2, parts[1] == "workdays" || parts[1] == "workday", let number = Int(parts[0]),
            (1...Limits.workdaysMax).contains(number)
        {
            return number
        }
        error(
            "bad-days",
            at: place,
            id: "\"\(text)\" bukan jumlah hari kerja antara 1 dan \(Limits.workdaysMax).",
            en: "\"\(text)\" is no number of workdays between 1 and \(Limits.workdaysMax).",
            todo: LocalizedText(id: "Tulis 10 workdays.", en: "Write 10 workdays.")
        )
        return nil
    }

    mutating func clock(_ node: SourceNode, _ path: [String], states: [StateID]) -> ClockElement? {
        let record = record(
            node,
            path,
            required: ["name", "runs_in", "target"],
            optional: ["pauses_in", "met_in", "calendar", "at", "restarts_on", "min", "max", "locked"]
        )
        guard let record, let target = target(record["target"]) else { return nil }
        let runsIn: [StateID] = ids(record["runs_in"])
        let pausesIn: [StateID] = ids(record["pauses_in"])
        let metIn: [StateID] = ids(record["met_in"])
        return ClockElement(
            name: text(record["name"]) ?? Self.unread,
            runsIn: runsIn,
            pausesIn: pausesIn,
            metIn: metIn.isEmpty ? ClockElement.usualMetIn(states, runsIn, pausesIn) : metIn,
            target: target,
            calendar: choice(record["calendar"], .office),
            marks: marks(record["at"]),
            restartsOn: ids(record["restarts_on"]),
            min: integer(record["min"]),
            max: integer(record["max"]),
            lock: lock(record["locked"])
        )
    }

    private mutating func target(_ child: Child?) -> ClockTarget? {
        guard let child, let word = word(child) else { return nil }
        if word.hasPrefix("=") { return formula(child).map(ClockTarget.formula) }
        let parts = word.split(separator: " ")
        if parts.count == 2, let number = Int(parts[0]), (1...Limits.workdaysMax).contains(number) {
            switch parts[1] {
            case "workday", "workdays": return .workdays(number)
            case "day", "days": return .calendarDays(number)
            default: break
            }
        }
        error(
            "bad-target",
            at: child.node.place,
            id: "\"\(word)\" bukan tenggat.",
            en: "\"\(word)\" is no deadline.",
            todo: LocalizedText(
                id: "Tulis 3 workdays, 10 days, atau = sebuah ekspresi.",
                en: "Write 3 workdays, 10 days, or = an expression."
            )
        )
        return nil
    }

    private mutating func marks(_ child: Child?) -> [ClockMark] {
        guard let child else { return [] }
        guard case .map(let entries) = child.node.content else {
            wrongKind(
                child.node,
                wanted: ("persentase dan tindakannya", "percentages with what happens"),
                todo: LocalizedText(id: "Tulis 100%: { notify: peran }.", en: "Write 100%: { notify: role }.")
            )
            return []
        }
        var marks: [ClockMark] = []
        for entry in entries {
            let path = child.path + [entry.key]
            guard entry.key.hasSuffix("%"), let percent = Int(entry.key.dropLast()), (1...1_000).contains(percent)
            else {
                error(
                    "bad-percent",
                    at: entry.place,
                    id: "\"\(entry.key)\" bukan persentase antara 1% dan 1000%.",
                    en: "\"\(entry.key)\" is no percentage between 1% and 1000%.",
                    todo: LocalizedText(id: "Tulis 100%.", en: "Write 100%.")
                )
                continue
            }
            guard let record = record(entry.value, path, optional: ["notify", "assign"]) else { continue }
            places.keep(path, entry.place)
            marks.append(ClockMark(percent: percent, notify: ids(record["notify"]), assign: id(record["assign"])))
        }
        return marks.sorted { $0.percent < $1.percent }
    }

    mutating func table(_ node: SourceNode, _ path: [String]) -> TableElement? {
        guard let record = record(node, path, required: ["in", "out", "rows"], optional: ["hit"]) else { return nil }
        let inputs = items(record["in"]).compactMap { formula($0) }
        let outputs: [Attribute] = ids(record["out"])
        return TableElement(
            hit: choice(record["hit"], .first),
            inputs: inputs,
            outputs: outputs,
            rows: keyed(record["rows"]) { $0.tableRow($1, $2, inputs: inputs.count, outputs: outputs) }
        )
    }

    /// `['"tree"', '-', dlh, urgent]`, or `{ in: […], out: { agency: dlh, priority: urgent } }`.
    private mutating func tableRow(_ node: SourceNode, _ path: [String], inputs: Int, outputs: [Attribute]) -> TableRow?
    {
        if case .list(let cells) = node.content {
            guard cells.count == inputs + outputs.count else {
                error(
                    "row-length",
                    at: node.place,
                    id: "Baris ini berisi \(cells.count) sel; tabel memerlukan \(inputs + outputs.count).",
                    en: "This row has \(cells.count) cells; the table takes \(inputs + outputs.count).",
                    todo: LocalizedText(
                        id: "Isi setiap kolom; - berarti apa saja.",
                        en: "Fill every column; - means anything."
                    )
                )
                return nil
            }
            let tests = cells.prefix(inputs).enumerated().map { ($1, path + ["in", String($0)]) as Child }
            let results = zip(outputs, cells.dropFirst(inputs)).map { ($0, ($1, path + ["out", $0.text]) as Child) }
            return row(tests: tests, results: results)
        }
        guard let record = record(node, path, required: ["in", "out"]), let out = record["out"],
            let outRecord = self.record(out.node, out.path, required: outputs.map(\.text))
        else { return nil }
        let tests = items(record["in"])
        guard tests.count == inputs else {
            error(
                "row-length",
                at: node.place,
                id: "Baris ini berisi \(tests.count) syarat; tabel memerlukan \(inputs).",
                en: "This row has \(tests.count) conditions; the table takes \(inputs)."
            )
            return nil
        }
        return row(tests: tests, results: outputs.compactMap { id in outRecord[id.text].map { (id, $0) } })
    }

    private mutating func row(tests: [Child], results: [(Attribute, Child)]) -> TableRow {
        let cells = tests.map { word($0) ?? "-" }
        for test in tests { places.keep(test.path, test.node.contentPlace) }
        var outputs: [Attribute: JSON] = [:]
        for (id, child) in results { outputs[id] = json(child) }
        return TableRow(cells: cells, outputs: outputs)
    }

    mutating func notice(_ node: SourceNode, _ path: [String]) -> Notice? {
        guard let record = record(node, path, required: ["on", "to", "text"]) else { return nil }
        return Notice(
            on: items(record["on"]).compactMap { event($0) },
            to: ids(record["to"]),
            text: text(record["text"]) ?? Self.unread
        )
    }

    /// `start`, `answer` or `answering at 75%`.
    private mutating func event(_ child: Child) -> Notice.Event? {
        guard let word = word(child) else { return nil }
        let place = child.node.contentPlace
        if word == "start" { return .start }
        let parts = word.split(separator: " ")
        guard parts.count == 3, parts[1] == "at", parts[2].hasSuffix("%"), let percent = Int(parts[2].dropLast()) else {
            return identifier(word, at: place).map(Notice.Event.action)
        }
        return identifier(String(parts[0]), at: place).map { .clock($0, percent: percent) }
    }
}

extension ClockElement {
    /// Every state outside the clock.
    static func usualMetIn(_ states: [StateID], _ runsIn: [StateID], _ pausesIn: [StateID]) -> [StateID] {
        states.filter { !runsIn.contains($0) && !pausesIn.contains($0) }
    }
}
