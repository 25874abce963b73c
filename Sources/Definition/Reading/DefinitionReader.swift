import Civic

/// Reads definitions: the shape of a text by the declarations of ``DefinitionLanguage``, its sense in `check`.
package enum DefinitionReader {
    /// The definition in a YAML text; nil where the shape is wrong.
    ///
    /// Findings may be warnings only.
    package static func read(yaml: String, file: String, archetypes: Archetypes = .none) -> (Definition?, [Finding]) {
        let (root, problems) = YAMLText.parse(yaml, file: file)
        guard let root else { return (nil, problems) }
        let (draft, findings) = draft(root, file: file, isTree: false, archetypes)
        let all = (problems + findings).sorted
        return (all.hasErrors ? nil : draft, all)
    }

    /// The definition of a canonical tree; findings name the path where a file's name would stand.
    package static func read(tree: DefinitionTree) -> (Definition?, [Finding]) {
        let (draft, findings) = draft(SourceNode(tree: tree.json), file: "/", isTree: true, .none)
        return (findings.hasErrors ? nil : draft, findings)
    }

    /// Shape and sense in one list, as `app check` prints it; the definition only where no error is among them.
    package static func examine(
        yaml: String,
        file: String,
        archetypes: Archetypes = .none,
        in context: CheckContext = CheckContext()
    ) -> (Definition?, [Finding]) {
        let (root, problems) = YAMLText.parse(yaml, file: file)
        guard let root else { return (nil, problems) }
        let (draft, findings) = draft(root, file: file, isTree: false, archetypes)
        let all = (problems + findings + (draft.map { check($0, in: context) } ?? [])).sorted
        return (all.hasErrors ? nil : draft, all)
    }

    /// As much of a definition as could be read; elements with errors carry stand-ins, so that checking can go on.
    private static func draft(
        _ root: SourceNode,
        file: String,
        isTree: Bool,
        _ archetypes: Archetypes
    ) -> (Definition?, [Finding]) {
        var reading = Reading(file: file, isTree: isTree, beside: archetypes.beside)
        let whole = isTree ? root : reading.withArchetype(root, archetypes)
        var definition = DefinitionLanguage.definition.read(&reading, (whole, []))
        if let states = definition?.allStates.order {
            definition?.clocks.mapElements { $0.meetingUsual(states) }
        }
        definition?.places = reading.places
        return (definition, reading.findings.sorted)
    }
}

extension ClockElement {
    /// Every state outside the clock.
    static func usualMetIn(_ states: [StateID], _ runsIn: [StateID], _ pausesIn: [StateID]) -> [StateID] {
        states.filter { !runsIn.contains($0) && !pausesIn.contains($0) }.sorted()
    }

    /// The clock as it runs: where the text is silent, every state outside it meets it.
    func meetingUsual(_ states: [StateID]) -> ClockElement {
        guard metIn.isEmpty else { return self }
        var clock = self
        clock.metIn = Self.usualMetIn(states, runsIn, pausesIn)
        return clock
    }

    /// The clock as it is written: silent about what is usual.
    func silentAboutUsual(_ states: [StateID]) -> ClockElement {
        guard metIn == Self.usualMetIn(states, runsIn, pausesIn) else { return self }
        var clock = self
        clock.metIn = []
        return clock
    }
}
