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
        guard let state = way.last.flatMap({ definition.actions[$0]?.to }).flatMap({ definition.states[$0] }) else {
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
        var found: [StateID: [ActionID]] = [start: []]
        var waiting = [start]
        while !waiting.isEmpty {
            let state = waiting.removeFirst()
            for (id, action) in definition.actions.all
            where action.from.contains(state) && found[action.to] == nil && actor(of: action) != nil {
                found[action.to] = (found[state] ?? []) + [id]
                waiting.append(action.to)
            }
        }
        let all = definition.states.order.compactMap { found[$0] }
        return all.filter { way in !all.contains { $0.count > way.count && $0.starts(with: way) } }
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
        for id in way {
            guard let action = definition.actions[id], let role = actor(of: action) else { continue }
            // Whoever must be another than the one before has a name.
            let actor = action.notBy == nil ? role.text : "\(role.text)/lain"
            lines.append(step(actor, id.text, action.form, reason: action.reason == .required, to: action.to))
        }
        return lines.joined(separator: "\n") + "\n"
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
