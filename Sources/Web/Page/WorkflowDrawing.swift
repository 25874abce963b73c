package import Civic
package import Definition

/// The way of a case as a picture: states as boxes down the page in order of distance from the start, actions as arrows.
package struct WorkflowDrawing {
    private static let width = 420
    private static let boxWidth = 190
    private static let boxHeight = 48
    private static let step = 96

    private let definition: Definition
    private let language: Language
    private let isForCitizen: Bool

    package init(_ definition: Definition, language: Language, isForCitizen: Bool) {
        self.definition = definition
        self.language = language
        self.isForCitizen = isForCitizen
    }

    /// `now` is drawn with a thick border: where a case stands.
    package func svg(title: String, now: StateID? = nil) -> SafeHTML {
        let rows = self.rows
        var places: [StateID: (x: Int, y: Int)] = [:]
        for (level, row) in rows.enumerated() {
            for (index, state) in row.enumerated() {
                let room = WorkflowDrawing.width / row.count
                places[state] = (room * index + room / 2, level * WorkflowDrawing.step + 34)
            }
        }
        let crowd = rows.map(\.count).max() ?? 1
        let wide = min(WorkflowDrawing.boxWidth, WorkflowDrawing.width / crowd - 12)
        let body = arrows(places, wide) + definition.states.all.map { id, state in box(id, state, places, wide, isNow: id == now) }.joined()
        let high = rows.count * WorkflowDrawing.step + 10
        return SafeHTML(
            trusted:
                "<svg class=\"workflow\" viewBox=\"0 0 \(WorkflowDrawing.width) \(high)\" role=\"img\"><title>\(SafeHTML.escaping(title).markup)</title><desc>\(SafeHTML.escaping(words).markup)</desc>\(body)</svg>"
        )
    }

    /// What the picture shows, in words: for those who hear it.
    private var words: String {
        definition.actions.all.map { _, action in
            let from = action.from.map(name).joined(separator: ", ")
            return "\(from) → \(name(action.to)): \(action.name.text(language))."
        }.joined(separator: " ")
    }

    private func name(_ state: StateID) -> String {
        guard let element = definition.states[state] else { return state.text }
        return (isForCitizen ? element.citizenSees : element.name).text(language)
    }

    /// States by their shortest distance from the start; unreachable ones come last.
    private var rows: [[StateID]] {
        guard let start = definition.startState else { return [definition.states.order] }
        var distance: [StateID: Int] = [start: 0]
        var queue = [start]
        while !queue.isEmpty {
            let state = queue.removeFirst()
            for action in definition.actions.all.map(\.element) where action.from.contains(state) && distance[action.to] == nil {
                distance[action.to] = (distance[state] ?? 0) + 1
                queue.append(action.to)
            }
        }
        let last = (distance.values.max() ?? 0) + 1
        return (0...last).map { level in definition.states.order.filter { (distance[$0] ?? last) == level } }.filter { !$0.isEmpty }
    }

    private func box(_ id: StateID, _ state: StateElement, _ places: [StateID: (x: Int, y: Int)], _ wide: Int, isNow: Bool) -> String {
        guard let place = places[id] else { return "" }
        let lines = WorkflowDrawing.wrapped(name(id), most: max(8, wide / 9))
        let first = place.y + 5 - (lines.count - 1) * 9
        let text = lines.enumerated().map { index, line in
            "<text class=\"workflow__text\" x=\"\(place.x)\" y=\"\(first + index * 18)\">\(SafeHTML.escaping(line).markup)</text>"
        }.joined()
        return "<rect class=\"workflow__box workflow__box--\(state.tone.rawValue)\(isNow ? " workflow__box--now" : "")\" x=\"\(place.x - wide / 2)\" y=\"\(place.y - WorkflowDrawing.boxHeight / 2)\" width=\"\(wide)\" height=\"\(WorkflowDrawing.boxHeight)\" rx=\"\(state.isEnd ? 24 : 8)\"/>\(text)"
    }

    private func arrows(_ places: [StateID: (x: Int, y: Int)], _ wide: Int) -> String {
        var drawn: Set<[StateID]> = []
        var out = "<defs><marker id=\"kepala\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto-start-reverse\"><path class=\"workflow__head\" d=\"M0 0 8 4 0 8z\"/></marker></defs>"
        for action in definition.actions.all.map(\.element) {
            for from in action.from where from != action.to && drawn.insert([from, action.to]).inserted {
                guard let a = places[from], let b = places[action.to] else { continue }
                out += "<path class=\"workflow__arrow\" marker-end=\"url(#kepala)\" d=\"\(way(a, b, wide))\"/>"
            }
        }
        return out
    }

    /// Down goes straight, along goes level, back goes round the right side.
    private func way(_ a: (x: Int, y: Int), _ b: (x: Int, y: Int), _ wide: Int) -> String {
        let half = WorkflowDrawing.boxHeight / 2
        if b.y > a.y { return "M\(a.x) \(a.y + half)C\(a.x) \(a.y + half + 22) \(b.x) \(b.y - half - 24) \(b.x) \(b.y - half - 2)" }
        if b.y == a.y {
            let side = b.x > a.x ? 1 : -1
            return "M\(a.x + side * wide / 2) \(a.y)L\(b.x - side * (wide / 2 + 2)) \(b.y)"
        }
        let edge = min(WorkflowDrawing.width - 6, max(a.x, b.x) + wide / 2 + 34)
        return "M\(a.x + wide / 2) \(a.y)C\(edge) \(a.y) \(edge) \(b.y) \(b.x + wide / 2 + 2) \(b.y)"
    }

    /// At most two lines of about `most` characters.
    static func wrapped(_ text: String, most: Int) -> [String] {
        guard text.count > most else { return [text] }
        var first = ""
        var rest = text.split(separator: " ")
        while let word = rest.first, first.isEmpty || first.count + 1 + word.count <= most {
            first += (first.isEmpty ? "" : " ") + word
            rest.removeFirst()
        }
        let second = rest.joined(separator: " ")
        return second.isEmpty ? [first] : [first, second.count > most + 4 ? second.prefix(most + 2) + "…" : second]
    }
}
