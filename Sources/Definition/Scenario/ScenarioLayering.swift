import Civic

/// Stories of an application laid over those of its archetype, by id.
///
/// The application's own win; `skip: reason` leaves one of the archetype's out; `given:` adds answers that its own form needs to
/// every step with that deed that does not give them itself, so that inherited stories can be told here too; an answer
/// that a step leaves empty (`parent:`) stays empty.
struct ScenarioLayering {
    private let given: [String: [SourceNode.Entry]]
    private let own: [SourceNode.Entry]

    /// Nil where the text is no record of scenarios: the reader says what is wrong with it.
    init?(_ root: SourceNode) {
        guard case .map? = root.value(of: "scenarios")?.content,
            case .map(let own)? = root.value(of: "scenarios")?.content
        else { return nil }
        self.own = own
        var given: [String: [SourceNode.Entry]] = [:]
        if case .map(let deeds)? = root.value(of: "given")?.content {
            for deed in deeds {
                if case .map(let answers) = deed.value.content { given[deed.key] = answers }
            }
        }
        self.given = given
    }

    /// The scenarios as they are told, each node with the file and line that it came from.
    func laid(on base: SourceNode?, place: SourcePlace) -> SourceNode {
        var entries = own.filter { $0.value.value(of: "skip") == nil }
        if case .map(let inherited)? = base?.value(of: "scenarios")?.content {
            let known = Set(own.map(\.key))
            entries += inherited.filter { !known.contains($0.key) }
        }
        entries = entries.map { SourceNode.Entry(key: $0.key, place: $0.place, value: answered($0.value)) }
        let list = SourceNode(.map(entries), at: place)
        return SourceNode(.map([SourceNode.Entry(key: "scenarios", place: place, value: list)]), at: place)
    }

    /// A scenario whose steps give what they are given.
    private func answered(_ scenario: SourceNode) -> SourceNode {
        guard !given.isEmpty else { return scenario }
        return scenario.replacing("steps") { steps in
            guard case .list(let nodes) = steps.content else { return steps }
            return SourceNode(.list(nodes.map(step)), at: steps.place)
        }
    }

    private func step(_ node: SourceNode) -> SourceNode {
        guard case .map(let entries) = node.content, let deed = node.value(of: "do")?.text, let answers = given[deed]
        else {
            return node
        }
        guard let with = node.value(of: "with") else {
            let value = SourceNode(.map(answers), at: node.place)
            return SourceNode(
                .map(entries + [SourceNode.Entry(key: "with", place: node.place, value: value)]),
                at: node.place
            )
        }
        guard case .map(let told) = with.content else { return node }
        let known = Set(told.map(\.key))
        let all = SourceNode(
            .map(told.filter { !$0.value.isEmpty } + answers.filter { !known.contains($0.key) }),
            at: with.place
        )
        return node.replacing("with") { _ in all }
    }
}

extension SourceNode {
    /// The map with the value of one key changed; anything else as it is.
    fileprivate func replacing(_ key: String, _ change: (SourceNode) -> SourceNode) -> SourceNode {
        guard case .map(let entries) = content else { return self }
        let changed = entries.map { entry in
            entry.key == key ? Entry(key: key, place: entry.place, value: change(entry.value)) : entry
        }
        return SourceNode(.map(changed), at: place)
    }
}
