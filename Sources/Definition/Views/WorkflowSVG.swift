package import Civic

extension Definition {
    /// The workflow as an SVG picture: states as boxes, actions as numbered arrows, and a legend that says who does what.
    ///
    /// Classes for the style sheet, presentation attributes for where there is none; `<title>` and `<desc>` for readers.
    package func workflowSVG(_ language: Language) -> String {
        WorkflowDrawing(definition: self, language: language).svg
    }

    /// Who may take an action, in words: "Warga, Pemeriksa, otomatis setelah 10 hari kerja".
    package func actorsText(_ action: ActionElement, _ language: Language) -> String {
        action.by.map { who in
            switch who {
            case .role(let role): roles[role]?.name.text(language) ?? role.text
            case .timer: language == .id ? "otomatis pada tanggalnya" : "by itself on its date"
            case .timerAfter(let days):
                language == .id ? "otomatis setelah \(days) hari kerja" : "by itself after \(days) workdays"
            case .peer(.provider): language == .id ? "pemerintah penyedia" : "the providing government"
            case .peer(.adopter): language == .id ? "pemerintah pemakai" : "the adopting government"
            }
        }.joined(separator: ", ")
    }
}

private struct WorkflowDrawing {
    let definition: Definition
    let language: Language

    private static let legendLine = 38.0

    var svg: String {
        let layout = WorkflowLayout(definition)
        let rows = Double(definition.actions.count)
        let longest = definition.actions.all.map { definition.actorsText($0.element, language).count }.max() ?? 0
        let width = max(layout.width, 56 + Double(longest) * 6.7)
        let height = layout.height + rows * Self.legendLine + 8
        let id = "alur-\(definition.app)"
        var parts = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"workflow\" viewBox=\"0 0 \(number(width)) \(number(height))\" "
                + "role=\"img\" aria-labelledby=\"\(id)-judul \(id)-isi\" font-family=\"system-ui, sans-serif\" font-size=\"13\">",
            "<title id=\"\(id)-judul\">\(escaped(title))</title>",
            "<desc id=\"\(id)-isi\">\(escaped(description))</desc>",
            "<defs><marker id=\"\(id)-panah\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
                + "orient=\"auto-start-reverse\"><path class=\"workflow__head\" d=\"M0 0 8 4 0 8z\" fill=\"#555\"/></marker></defs>",
        ]
        parts += layout.arrows.map { arrow($0, marker: "\(id)-panah") }
        parts += definition.states.order.compactMap { layout.boxes[$0] }.map(box)
        parts += layout.arrows.map(badge)
        parts += definition.actions.all.enumerated().map { index, entry in
            legend(index + 1, entry.element, y: layout.height + Double(index) * Self.legendLine)
        }
        parts.append("</svg>")
        return parts.joined(separator: "\n")
    }

    private var title: String {
        (language == .id ? "Alur " : "Workflow of ") + definition.name.text(language)
    }

    /// The picture in sentences.
    private var description: String {
        definition.actions.all.map { _, action in
            let from = action.from.map(stateName).joined(separator: language == .id ? " atau " : " or ")
            return
                "\(action.name.text(language)): \(from) → \(stateName(action.to)) (\(definition.actorsText(action, language)))."
        }.joined(separator: " ")
    }

    private func stateName(_ id: StateID) -> String { definition.states[id]?.name.text(language) ?? id.text }

    private func box(_ box: WorkflowLayout.Box) -> String {
        guard let state = definition.states[box.state] else { return "" }
        let lines = wrapped(state.name.text(language), at: 20)
        let middle = box.y + WorkflowLayout.boxHeight / 2
        let first = middle - Double(lines.count - 1) * 8 + 4.5
        let texts = lines.enumerated().map { index, line in
            "<text x=\"\(number(box.x + WorkflowLayout.boxWidth / 2))\" y=\"\(number(first + Double(index) * 16))\" "
                + "text-anchor=\"middle\">\(escaped(line))</text>"
        }
        let radius = state.isStart ? WorkflowLayout.boxHeight / 2 : 6
        let inner =
            state.isEnd
            ? "<rect x=\"\(number(box.x + 4))\" y=\"\(number(box.y + 4))\" width=\"\(number(WorkflowLayout.boxWidth - 8))\" "
                + "height=\"\(number(WorkflowLayout.boxHeight - 8))\" rx=\"3\" fill=\"none\" stroke=\"#555\"/>" : ""
        return "<g class=\"workflow__state workflow__state--\(state.tone.rawValue)\">"
            + "<rect x=\"\(number(box.x))\" y=\"\(number(box.y))\" width=\"\(number(WorkflowLayout.boxWidth))\" "
            + "height=\"\(number(WorkflowLayout.boxHeight))\" rx=\"\(number(radius))\" fill=\"\(fill(state.tone))\" stroke=\"#555\" stroke-width=\"1.5\"/>"
            + inner + texts.joined() + "</g>"
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

    private func badge(_ arrow: WorkflowLayout.Arrow) -> String {
        let text = arrow.numbers.map(String.init).joined(separator: ", ")
        return badge(text, x: arrow.badge.x, y: arrow.badge.y)
    }

    private func badge(_ text: String, x: Double, y: Double) -> String {
        let half = max(9, Double(text.count) * 3.8 + 4)
        return
            "<g class=\"workflow__badge\"><rect x=\"\(number(x - half))\" y=\"\(number(y - 9))\" width=\"\(number(half * 2))\" "
            + "height=\"18\" rx=\"9\" fill=\"#333\"/><text x=\"\(number(x))\" y=\"\(number(y + 4))\" text-anchor=\"middle\" "
            + "font-size=\"11\" fill=\"#fff\">\(text)</text></g>"
    }

    private func legend(_ index: Int, _ action: ActionElement, y: Double) -> String {
        let actors = definition.actorsText(action, language)
        return "<g class=\"workflow__legend\">" + badge("\(index)", x: 24, y: y + 10)
            + "<text x=\"42\" y=\"\(number(y + 9))\" font-weight=\"600\">\(escaped(action.name.text(language)))</text>"
            + "<text class=\"workflow__who\" x=\"42\" y=\"\(number(y + 25))\" font-size=\"12\">\(escaped(actors))</text></g>"
    }

    /// Words in at most two lines.
    private func wrapped(_ text: String, at limit: Int) -> [String] {
        guard text.count > limit else { return [text] }
        var lines = [""]
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if !last.isEmpty, last.count + word.count + 1 > limit, lines.count < 2 {
                lines.append(String(word))
            } else {
                lines[lines.count - 1] = last.isEmpty ? String(word) : last + " " + word
            }
        }
        return lines
    }

    /// One decimal, none where it is whole.
    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
    }

    private func escaped(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default: out.append(character)
            }
        }
        return out
    }
}
