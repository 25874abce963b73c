import Civic
import Definition

/// A story as scenarios.yaml writes it.
enum ScenarioText {
    /// Lines that can be pasted under `scenarios:`; times stand in `zone`.
    static func yaml(_ id: String, _ scenario: Scenario, zone: Zone) -> [String] {
        var lines = ["  \(id):", "    title:"]
        for language in Language.allCases {
            if let text = scenario.title.texts[language] { lines.append("      \(language.rawValue): \(quoted(text))") }
        }
        lines.append("    at: \(scenario.start.rfc3339(in: zone))")
        if let side = scenario.side { lines.append("    side: \(side.rawValue)") }
        if !scenario.people.isEmpty {
            lines.append("    people: [" + scenario.people.map(\.description).joined(separator: ", ") + "]")
        }
        if !scenario.others.isEmpty {
            lines.append("    others: [" + scenario.others.map(\.text).joined(separator: ", ") + "]")
        }
        lines.append("    steps:")
        for step in scenario.steps { lines += self.step(step, zone) }
        return lines
    }

    private static func step(_ step: ScenarioStep, _ zone: Zone) -> [String] {
        var pairs: [(String, String)] = []
        switch step.deed?.verb {
        case .pay(let money)?: pairs.append(("pay", self.money(money)))
        case .refund(let money)?: pairs.append(("refund", self.money(money)))
        case .start?, .act?, .note?, .work?, nil: break
        }
        if let deed = step.deed, !deed.verb.isMoney {
            pairs.append(("as", deed.actor.description))
            pairs.append(("do", deed.verb.word))
        }
        switch step.time {
        case .same: break
        case .at(let moment): pairs.append(("at", moment.rfc3339(in: zone)))
        case .after(let span): pairs.append(("after", "\(span.milliseconds / 60_000) minutes"))
        case .afterWorkdays(let days): pairs.append(("after", "\(days) workdays"))
        }
        if let colleague = step.deed?.colleague { pairs.append(("to", colleague.description)) }
        if let village = step.deed?.village { pairs.append(("village", village.text)) }
        if let reason = step.deed?.reason { pairs.append(("reason", quoted(reason))) }
        if let expect = expectation(step.expect) { pairs.append(("expect", expect)) }
        var lines = pairs.map { "        \($0): \($1)" }
        let answers = step.deed?.answers ?? [:]
        if !answers.isEmpty {
            lines.append("        with:")
            for (field, answer) in answers.sorted(by: { $0.key < $1.key }) {
                lines.append("          \(field): \(flow(answer))")
            }
        }
        guard let first = lines.first else { return ["      - {}"] }
        lines[0] = "      - " + first.dropFirst(8)
        return lines
    }

    private static func money(_ money: ScenarioMoney) -> String {
        var text = "{ fee: \(money.fee)"
        if let amount = money.amount { text += ", amount: \(amount.amount)" }
        if let reference = money.reference { text += ", reference: \(quoted(reference))" }
        return text + " }"
    }

    /// What a walk knows of a step: whether it was refused, and why; else the state.
    private static func expectation(_ expect: ScenarioExpectation) -> String? {
        if let refused = expect.refused { return "{ refused: \(refused) }" }
        return expect.state.map { "{ state: \($0) }" }
    }

    /// A value in YAML's flow style; texts always stand in quotes, so that none is read as something else.
    private static func flow(_ value: JSON) -> String {
        if let array = value.array { return "[" + array.map { flow($0) }.joined(separator: ", ") + "]" }
        if let object = value.object {
            if object.isEmpty { return "{}" }
            let pairs = object.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(flow($0.value))" }
            return "{ " + pairs.joined(separator: ", ") + " }"
        }
        return value.string.map { quoted($0) } ?? value.text
    }

    /// In double quotes; the escapes of JSON are those of YAML.
    private static func quoted(_ text: String) -> String { JSON.string(text).text }
}
