import Civic
import Definition

/// The first scenarios of a new application: the shortest way to each state, so that every state is reached.
struct FirstStories {
    private let definition: Definition

    init(_ definition: Definition) { self.definition = definition }

    /// What an archetype tells is told of the application too: it needs the answers that its own questions ask for, and one story.
    var yaml: String {
        let isAlone = definition.archetype.isEmpty
        let chosen = isAlone ? ways : ways.filter(isDone).prefix(1).map { $0 }
        let head = ["# Cara terpendek ke keadaan-keadaannya. The shortest way to its states.", ""]
        return (head + (isAlone ? [] : given) + ["scenarios:"] + chosen.map(story)).joined(separator: "\n") + "\n"
    }

    private func isDone(_ way: [ActionID]) -> Bool {
        guard let state = way.last.flatMap({ definition.actions[$0]?.to }).flatMap({ definition.state($0) }) else {
            return false
        }
        return state.isEnd && state.tone == .done
    }

    /// Answers for the archetype's stories.
    private var given: [String] {
        let forms = [("start", definition.form)] + definition.actions.all.map { ($0.id.text, $0.element.form) }
        let lines = forms.compactMap { verb, form -> String? in
            let answers = answers(form)
            return answers.isEmpty ? nil : "  \(verb): { \(answers.joined(separator: ", ")) }"
        }
        return lines.isEmpty ? [] : ["given:"] + lines + [""]
    }

    private func answers(_ form: Keyed<FieldID, Field>) -> [String] {
        form.all.filter { $0.element.required == .always && $0.element.when == nil }
            .map { "\($0.id): \(answer($0.element))" }
    }

    /// Ways from the start that together reach all states, none the beginning of another.
    private var ways: [[ActionID]] {
        guard let start = definition.startState else { return [] }
        var found: [StateID: [ActionID]] = [:]
        var waiting: [StateID] = []
        func reach(_ state: StateID, _ way: [ActionID]) {
            guard found[state] == nil else { return }
            found[state] = way
            waiting.append(state)
            for branch in definition.states[state]?.branches.all ?? [] {
                if let start = branch.element.startState { reach(start, way) }
            }
        }
        reach(start, [])
        while !waiting.isEmpty {
            let state = waiting.removeFirst()
            for (id, action) in definition.actions.all where action.from.contains(state) && actor(of: action) != nil {
                reach(action.to, (found[state] ?? []) + [id])
            }
            for (holder, element) in definition.states.all {
                if let join = element.join, let way = wayThrough(element, from: found[holder], found) {
                    reach(join, way)
                }
            }
        }
        let all = definition.allStates.order.compactMap { found[$0] }
        return all.filter { way in !all.contains { $0.count > way.count && $0.starts(with: way) } }
    }

    /// One branch after the other to its nearest end; nil while one of them has none yet.
    private func wayThrough(_ element: StateElement, from: [ActionID]?, _ found: [StateID: [ActionID]]) -> [ActionID]? {
        guard let from, !element.branches.isEmpty else { return nil }
        var way = from
        for (_, branch) in element.branches.all {
            let ends = branch.states.all.filter(\.element.isEnd).compactMap { found[$0.id] }
            guard let nearest = ends.min(by: { $0.count < $1.count }) else { return nil }
            way += nearest.dropFirst(from.count)
        }
        return way
    }

    /// The first role that may take the action.
    private func actor(of action: ActionElement) -> RoleID? {
        action.by.lazy.compactMap { if case .role(let role) = $0 { role } else { nil } }.first
    }

    private func story(_ way: [ActionID]) -> String {
        let end = way.last.flatMap { definition.actions[$0]?.to } ?? definition.startState
        let name = end.flatMap { definition.states[$0]?.name } ?? definition.name
        let id = "reaches_\(end?.text ?? "start")"
        var lines = [
            "  \(id):", "    title: \(NewApplication.text(name))", "    at: 2026-11-02T09:00:00+07:00", "    steps:",
            step(starter, "start", definition.form, reason: false, to: definition.startState, village: true),
        ]
        var ended: Set<BranchID> = []
        for id in way {
            guard let action = definition.actions[id], let role = actor(of: action) else { continue }
            // Whoever must be another than the one before has a name.
            let actor = action.notBy == nil ? role.text : "\(role.text)/lain"
            lines.append(
                step(actor, id.text, action.form, reason: action.reason == .required, to: place(after: action, &ended))
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The case's own state after an action, which a branch changes only with the last end.
    private func place(after action: ActionElement, _ ended: inout Set<BranchID>) -> StateID {
        guard let place = definition.place(of: action.to), let holder = definition.states[place.holder] else {
            ended = []
            return action.to
        }
        if definition.state(action.to)?.isEnd == true { ended.insert(place.branch) } else { ended.remove(place.branch) }
        guard ended.isSuperset(of: holder.branches.order), let join = holder.join else { return place.holder }
        ended = []
        return join
    }

    private var starter: String {
        definition.start.by.lazy.compactMap { if case .role(let role) = $0 { role.text } else { nil } }.first
            ?? "citizen"
    }

    private func step(
        _ actor: String,
        _ verb: String,
        _ form: Keyed<FieldID, Field>,
        reason: Bool,
        to state: StateID?,
        village: Bool = false
    ) -> String {
        var keys = ["as: \(actor)", "do: \(verb)"]
        if village, form.all.contains(where: { $0.element.type.word == "location" }) {
            keys.append("village: 36.71.01.1007")
        }
        let answers = answers(form)
        if !answers.isEmpty { keys.append("with: { \(answers.joined(separator: ", ")) }") }
        if reason { keys.append("reason: \"Contoh alasan.\"") }
        if let state { keys.append("expect: { state: \(state) }") }
        return "      - { \(keys.joined(separator: ", ")) }"
    }

    /// An answer that fits the question.
    private func answer(_ field: Field) -> String {
        let (least, most) = (field.min ?? 0, field.max ?? 10_000)
        switch field.type {
        case .choice(.options(let options)): return options.order.first?.text ?? ""
        case .choice(.register(let id)): return definition.registers[id]?.shown.first?.id.text ?? ""
        case .text, .paragraph:
            var text = "Contoh jawaban untuk mencoba aplikasi ini."
            while text.count < least { text += " Dan seterusnya." }
            return JSON.string(String(text.prefix(most))).text
        case .integer, .rating: return "\(min(max(least, 1), most))"
        case .agency: return definition.owner.text
        case .location: return "\"-6.17, 106.63\""
        case .files: return "[foto.jpg]"
        default: return FieldTypeDeclaration.of(field.type).example
        }
    }
}
