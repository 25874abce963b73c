import Civic

/// Draws a laid-out workflow, and below it who does what and by when.
struct WorkflowDrawing {
    let definition: Definition
    let language: Language

    private static let charWidth = 6.9
    private static let lineHeight = 16.0

    /// A paragraph below the picture: a line in bold, and lines that explain it.
    private struct Row {
        let mark: String?
        let title: String
        let lines: [String]
        var height: Double { 22 + Double(lines.count) * WorkflowDrawing.lineHeight }
    }

    var svg: String {
        let layout = WorkflowLayout(definition)
        let width = max(layout.width, 440)
        let columns = Int((width - 56) / Self.charWidth)
        let rows = actionRows(columns) + joinRows(columns) + clockRows(columns)
        let height = layout.height + rows.reduce(8) { $0 + $1.height }
        let id = "alur-\(definition.app)"
        var parts = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"workflow\" viewBox=\"0 0 \(number(width)) \(number(height))\" "
                + "role=\"img\" aria-labelledby=\"\(id)-judul \(id)-isi\" lang=\"\(language.rawValue)\" "
                + "font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"13\">",
            "<title id=\"\(id)-judul\">\(Markup.escaped(title))</title>",
            "<desc id=\"\(id)-isi\">\(Markup.escaped(description))</desc>",
            "<defs><marker id=\"\(id)-panah\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
                + "orient=\"auto-start-reverse\"><path class=\"workflow__head\" d=\"M0 0 8 4 0 8z\" fill=\"#555\"/></marker></defs>",
        ]
        let inside = definition.states.order.compactMap { layout.lanes[$0] }
        let arrows = layout.arrows + inside.flatMap(\.arrows)
        parts += inside.flatMap(\.lanes).map(lane)
        parts += arrows.map { arrow($0, marker: "\(id)-panah") }
        parts += definition.states.order.compactMap { layout.boxes[$0] }.map(box)
        parts += inside.flatMap(\.boxes).map(box)
        parts += arrows.map { badge($0.label, x: $0.badge.x, y: $0.badge.y) }
        var y = layout.height
        for row in rows {
            parts.append(drawn(row, y: y))
            y += row.height
        }
        parts.append("</svg>")
        return parts.joined(separator: "\n")
    }

    private func say(_ id: String, _ en: String) -> String { language == .id ? id : en }

    private var title: String { say("Alur ", "Workflow of ") + definition.name.text(language) }

    /// The picture in sentences.
    private var description: String {
        let actions = definition.actions.all.map { _, action in
            let from = action.from.map(stateName).joined(separator: say(" atau ", " or "))
            return
                "\(action.name.text(language)): \(from) → \(stateName(action.to)) (\(definition.actorsText(action, language)))."
        }
        let clocks = definition.clocks.all.map {
            "\($0.element.name.text(language)): \(definition.targetText($0.element, language))."
        }
        let joins = joinRows(.max).flatMap(\.lines).map { $0 + "." }
        return (actions + joins + clocks).joined(separator: " ")
    }

    private func stateName(_ id: StateID) -> String { definition.state(id)?.name.text(language) ?? id.text }

    // MARK: Picture

    private func box(_ box: WorkflowLayout.Box) -> String {
        guard let state = definition.state(box.state) else { return "" }
        let deadline = deadline(in: box.state)
        let columns = Int(box.width / 7.9)
        let lines = wrapped(state.name.text(language), at: columns, linesMax: deadline == nil ? 3 : 2)
        let count = Double(lines.count) + (deadline == nil ? 0 : 0.9)
        let first = box.y + WorkflowLayout.boxHeight / 2 - (count - 1) * 8 + 4.5
        let middle = box.x + box.width / 2
        var texts = lines.enumerated().map { index, line in
            "<text x=\"\(number(middle))\" y=\"\(number(first + Double(index) * 16))\" "
                + "text-anchor=\"middle\">\(Markup.escaped(line))</text>"
        }
        if let deadline {
            texts.append(
                "<text class=\"workflow__clock\" x=\"\(number(middle))\" y=\"\(number(first + Double(lines.count) * 16 - 1))\" "
                    + "text-anchor=\"middle\" font-size=\"10.5\">\(Markup.escaped(deadline))</text>"
            )
        }
        let radius = state.isStart ? WorkflowLayout.boxHeight / 2 : 6
        let inner =
            state.isEnd
            ? "<rect x=\"\(number(box.x + 4))\" y=\"\(number(box.y + 4))\" width=\"\(number(box.width - 8))\" "
                + "height=\"\(number(WorkflowLayout.boxHeight - 8))\" rx=\"3\" fill=\"none\" stroke=\"#555\"/>" : ""
        return "<g class=\"workflow__state workflow__state--\(state.tone.rawValue)\">"
            + "<rect x=\"\(number(box.x))\" y=\"\(number(box.y))\" width=\"\(number(box.width))\" "
            + "height=\"\(number(WorkflowLayout.boxHeight))\" rx=\"\(number(radius))\" fill=\"\(fill(state.tone))\" stroke=\"#555\" stroke-width=\"1.5\"/>"
            + inner + texts.joined() + "</g>"
    }

    /// The ground of a branch, with its name.
    private func lane(_ lane: WorkflowLanes.Lane) -> String {
        let name = definition.branch(lane.branch)?.name.text(language) ?? lane.branch.text
        let lines = wrapped(name, at: Int(lane.width / 8.2), linesMax: 2)
        let texts = lines.enumerated().map { index, line in
            "<text x=\"\(number(lane.x + lane.width / 2))\" y=\"\(number(lane.y + 19 + Double(index) * 15))\" "
                + "text-anchor=\"middle\" font-weight=\"600\" font-size=\"12\">\(Markup.escaped(line))</text>"
        }
        return "<g class=\"workflow__branch\"><rect x=\"\(number(lane.x))\" y=\"\(number(lane.y))\" "
            + "width=\"\(number(lane.width))\" height=\"\(number(lane.height))\" fill=\"none\" stroke=\"#555\" "
            + "stroke-dasharray=\"5 4\"/>" + texts.joined() + "</g>"
    }

    /// "≤ 3 hari kerja" where a clock runs; that it stands still where it pauses.
    private func deadline(in state: StateID) -> String? {
        let running = definition.clocks.all.filter { $0.element.runsIn.contains(state) }
        if let clock = running.first {
            let more = running.count > 1 ? " +\(running.count - 1)" : ""
            return "≤ " + definition.targetText(clock.element, language) + more
        }
        let isPaused = definition.clocks.all.contains { $0.element.pausesIn.contains(state) }
        return isPaused ? say("tenggat berhenti", "deadline stands still") : nil
    }

    /// Where there is no style sheet.
    private func fill(_ tone: StateElement.Tone) -> String {
        switch tone {
        case .new: "#e8f1fb"
        case .working: "#fff6dd"
        case .waiting: "#f1f1f1"
        case .done: "#e6f4ea"
        case .refused: "#fbe9e7"
        }
    }

    private func arrow(_ arrow: WorkflowLayout.Arrow, marker: String) -> String {
        guard let first = arrow.points.first else { return "" }
        let rest = arrow.points.dropFirst().map { "L\(number($0.x)) \(number($0.y))" }.joined()
        return "<path class=\"workflow__arrow\" d=\"M\(number(first.x)) \(number(first.y))\(rest)\" fill=\"none\" "
            + "stroke=\"#555\" stroke-width=\"1.5\" stroke-linejoin=\"round\" marker-end=\"url(#\(marker))\"/>"
    }

    private func badge(_ text: String, x: Double, y: Double) -> String {
        let half = WorkflowLayout.badgeHalf(text)
        return
            "<g class=\"workflow__badge\"><rect x=\"\(number(x - half))\" y=\"\(number(y - 9))\" width=\"\(number(half * 2))\" "
            + "height=\"18\" rx=\"9\" fill=\"#333\"/><text x=\"\(number(x))\" y=\"\(number(y + 4))\" text-anchor=\"middle\" "
            + "font-size=\"11\" fill=\"#fff\">\(text)</text></g>"
    }

    // MARK: Words below it

    private func actionRows(_ columns: Int) -> [Row] {
        definition.actions.all.enumerated().map { index, entry in
            let action = entry.element
            var lines = wrapped(definition.actorsText(action, language), at: columns, linesMax: 4)
            let conditions = conditions(of: action)
            if !conditions.isEmpty { lines += wrapped(conditions.joined(separator: "; "), at: columns, linesMax: 4) }
            return Row(mark: "\(index + 1)", title: action.name.text(language), lines: lines)
        }
    }

    /// Where branches come together.
    private func joinRows(_ columns: Int) -> [Row] {
        definition.states.all.compactMap { id, state in
            guard let join = state.join else { return nil }
            let names = state.branches.all.map { $0.element.name.text(language) }.joined(
                separator: say(" dan ", " and ")
            )
            let text = say(
                "\(stateName(id)): begitu \(names) selesai, dengan sendirinya menjadi \(stateName(join))",
                "\(stateName(id)): as soon as \(names) have ended it becomes \(stateName(join)) by itself"
            )
            return Row(
                mark: "+",
                title: say("Cabang bertemu", "Branches come together"),
                lines: wrapped(text, at: columns, linesMax: 4)
            )
        }
    }

    /// What must hold besides being the right person in the right state.
    private func conditions(of action: ActionElement) -> [String] {
        var conditions: [String] = []
        if action.reason == .required { conditions.append(say("dengan alasan tertulis", "with a written reason")) }
        if let other = action.notBy.flatMap({ definition.actions[$0] }) {
            conditions.append(
                say("bukan orang yang melakukan “", "not by who did “") + other.name.text(language) + "”"
            )
        }
        if let formula = action.when {
            conditions.append(action.otherwise?.text(language) ?? say("bila ", "if ") + formula.source)
        }
        return conditions
    }

    private func clockRows(_ columns: Int) -> [Row] {
        definition.clocks.all.map { _, clock in
            let title = say("Tenggat: ", "Deadline: ") + clock.name.text(language)
            var text = definition.targetText(clock, language)
            text += say(", berjalan di ", ", runs in ") + clock.runsIn.map(stateName).joined(separator: ", ")
            if !clock.pausesIn.isEmpty {
                text +=
                    say("; berhenti di ", "; stands still in ") + clock.pausesIn.map(stateName).joined(separator: ", ")
            }
            let marks = clock.marks.map { mark in
                "\(mark.percent)%: "
                    + (mark.notify + (mark.assign.map { [$0] } ?? [])).reduce(into: [RoleID]()) {
                        if !$0.contains($1) { $0.append($1) }
                    }.map { definition.roles[$0]?.name.text(language) ?? $0.text }.joined(separator: ", ")
            }
            var lines = wrapped(text, at: columns, linesMax: 3)
            if !marks.isEmpty { lines += wrapped(marks.joined(separator: "; "), at: columns, linesMax: 3) }
            return Row(mark: nil, title: title, lines: lines)
        }
    }

    private func drawn(_ row: Row, y: Double) -> String {
        let lines = row.lines.enumerated().map { index, line in
            "<text class=\"workflow__who\" x=\"42\" y=\"\(number(y + 25 + Double(index) * Self.lineHeight))\" font-size=\"12\">\(Markup.escaped(line))</text>"
        }
        let title = "<text x=\"42\" y=\"\(number(y + 9))\" font-weight=\"600\">\(Markup.escaped(row.title))</text>"
        return "<g class=\"workflow__legend\">" + (row.mark.map { badge($0, x: 24, y: y + 10) } ?? "") + title
            + lines.joined() + "</g>"
    }

    /// Whole words in lines of so many characters; what does not fit into the last one ends in "…".
    private func wrapped(_ text: String, at limit: Int, linesMax: Int) -> [String] {
        var lines = [""]
        let words = text.split(separator: " ")
        for (index, word) in words.enumerated() {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count + word.count + 1 <= limit {
                lines[lines.count - 1] = last + " " + word
            } else if lines.count < linesMax {
                lines.append(String(word))
            } else {
                let rest = ([last] + words[index...].map(String.init)).joined(separator: " ")
                lines[lines.count - 1] = Definition.shortened(rest, to: limit)
                break
            }
        }
        return lines
    }

    /// One decimal, none where it is whole.
    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
