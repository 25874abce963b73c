import Civic

/// Deadlines, rows of tables, and what sets a notice off.
extension Reading {
    mutating func target(_ child: Child?) -> ClockTarget? {
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

    /// The marks of a clock: a percentage and the node of what happens.
    mutating func marks(_ child: Child) -> [(percent: Int, node: Child, place: SourcePlace)] {
        places.keep(child.path, child.node.place)
        guard case .map(let entries) = child.node.content else {
            wrongKind(
                child.node,
                wanted: ("persentase dan tindakannya", "percentages with what happens"),
                todo: LocalizedText(id: "Tulis 100%: { notify: peran }.", en: "Write 100%: { notify: role }.")
            )
            return []
        }
        var marks: [(percent: Int, node: Child, place: SourcePlace)] = []
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
            marks.append((percent, (entry.value, path), entry.place))
        }
        return marks
    }

    /// The table of a draft: its rows are read once inputs and outputs are known.
    mutating func table(_ draft: DefinitionLanguage.TableDraft, at child: Child) -> TableElement? {
        var rows: [(RowID, TableRow)] = []
        for (id, row) in draft.rows.all {
            switch row {
            case .named(let row): rows.append((id, row))
            case .written(let node):
                let row = tableRow(node.node, node.path, inputs: draft.inputs.count, outputs: draft.outputs)
                if let row { rows.append((id, row)) }
            }
        }
        return TableElement(
            hit: draft.hit,
            inputs: draft.inputs,
            outputs: draft.outputs,
            order: draft.order,
            rows: Keyed(rows)
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

    /// `start`, `answer`, `answering at 75%` or `reviewing joined`.
    mutating func event(_ child: Child) -> Notice.Event? {
        guard let word = word(child) else { return nil }
        let place = child.node.contentPlace
        if word == "start" { return .start }
        let parts = word.split(separator: " ")
        if parts.count == 2, parts[1] == "expired" {
            return identifier(String(parts[0]), at: place).map { .expired($0) }
        }
        if parts.count == 4, parts[1] == "in", ["day", "days"].contains(parts[3]), let days = Int(parts[2]) {
            return identifier(String(parts[0]), at: place).map { .ending($0, days: days) }
        }
        if parts.count == 2, parts[1] == "joined" {
            return identifier(String(parts[0]), at: place).map { .joined($0) }
        }
        guard parts.count == 3, parts[1] == "at", parts[2].hasSuffix("%"), let percent = Int(parts[2].dropLast()) else {
            return identifier(word, at: place).map(Notice.Event.action)
        }
        return identifier(String(parts[0]), at: place).map { .clock($0, percent: percent) }
    }
}
