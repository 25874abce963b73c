package import Civic
package import Definition
package import Engine

/// A release with a government's changes applied, judged: shape, locks, checks, scenarios.
///
/// Only one that passes may go live.
package struct LocalVersion: Sendable {
    /// nil where the changes do not give a readable definition.
    package let definition: Definition?
    package let problems: [OverlayProblem]
    package let findings: [Finding]
    package let scenarios: [PlayedScenario]

    /// One scenario of the release on the changed definition.
    package struct PlayedScenario: Sendable {
        package enum Verdict: Hashable, Sendable {
            case passed
            /// The same way to the same end; only values that the government changed itself differ (a due date, an agency).
            case localValues
            /// Its story begins with a choice that the government hides: it has nothing to tell there.
            case leftOut
            case broken
        }

        package let title: LocalizedText
        package let verdict: Verdict
        package let failures: [ScenarioFailure]
    }

    package var isFit: Bool {
        definition != nil && problems.isEmpty && !findings.hasErrors && scenarios.allSatisfy { $0.verdict != .broken }
    }

    /// `scenarios`: the texts that travel with releases; none: nothing is played.
    package init(
        base: DefinitionTree,
        overlay: Overlay,
        agencies: Set<AgencyID>,
        calendar: WorkingCalendar,
        scenarios: [String]
    ) {
        let (tree, problems) = apply(overlay, to: base)
        self.problems = problems
        let (read, shape) = DefinitionReader.read(tree: tree)
        guard let read else {
            definition = nil
            findings = shape
            self.scenarios = []
            return
        }
        let checked = (shape + check(read, in: CheckContext(agencies: agencies))).sorted
        definition = read
        findings = checked
        guard !checked.hasErrors, !scenarios.isEmpty, let original = DefinitionReader.read(tree: base).0 else {
            self.scenarios = []
            return
        }
        self.scenarios = scenarios.flatMap { Self.played($0, original, read, calendar) }
    }

    private static func played(
        _ text: String,
        _ original: Definition,
        _ local: Definition,
        _ calendar: WorkingCalendar
    ) -> [PlayedScenario] {
        guard let before = report(text, original, calendar), let after = report(text, local, calendar) else {
            return []
        }
        let ways = Dictionary(before.results.map { ($0.id, way($0.events)) }, uniquingKeysWith: { first, _ in first })
        let stories = ScenarioReader.read(yaml: text, file: "scenarios.yaml", for: local).0
        return after.results.map { result in
            let verdict: PlayedScenario.Verdict =
                if result.isPassed {
                    .passed
                } else if let story = stories?[result.id], beginsWithHiddenChoice(story, local) {
                    .leftOut
                } else {
                    ways[result.id] == way(result.events) ? .localValues : .broken
                }
            return PlayedScenario(
                title: result.title,
                verdict: verdict,
                failures: verdict == .leftOut ? [] : result.failures
            )
        }
    }

    private static func beginsWithHiddenChoice(_ story: Scenario, _ local: Definition) -> Bool {
        let answers = story.steps.compactMap(\.deed).filter { $0.verb == .start }.flatMap(\.answers)
        return answers.contains { field, answer in
            guard case .choice(.register(let register)) = local.form[field]?.type, let chosen = answer.string,
                let option = try? OptionID(chosen)
            else { return false }
            return local.registers[register]?.rows[option]?.isHidden ?? false
        }
    }

    private static func report(_ text: String, _ definition: Definition, _ calendar: WorkingCalendar) -> ScenarioReport?
    {
        let (scenarios, findings) = ScenarioReader.read(yaml: text, file: "scenarios.yaml", for: definition)
        guard let scenarios, !findings.hasErrors,
            let plan = try? CompiledDefinition(definition, hash: definition.tree.hash)
        else {
            return nil
        }
        return ScenarioRunner(plan, calendar: calendar).run(scenarios)
    }

    /// The states that a story went through.
    private static func way(_ events: [CaseEvent]) -> [StateID] {
        events.compactMap { event in
            switch event {
            case .started(let started): started.state
            case .moved(let moved): moved.to
            case .clockMarked, .noted, .replanned, .migrated, .erased, .corrected, .paymentReceived, .refundPaid, .work,
                .documentMarked:
                nil
            }
        }
    }
}

/// A difference between a release and its local version, in an official's words.
package struct LocalDifference: Hashable, Sendable {
    package let label: LocalizedText
    package let before: String
    package let after: String
    package let path: [String]

    /// All differences of two effective definitions that forms can make; others are told by their path.
    package static func all(_ base: Definition, _ local: Definition) -> [LocalDifference] {
        let old = Dictionary(
            LocalElements.groups(base).flatMap(\.elements).map { ($0.path, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var told: Set<[String]> = []
        var differences: [LocalDifference] = []
        for element in LocalElements.groups(local).flatMap(\.elements) {
            guard let before = old[element.path], before.value != element.value else { continue }
            told.insert(element.path)
            differences.append(
                LocalDifference(label: before.label, before: before.shown, after: element.shown, path: element.path)
            )
        }
        for operation in difference(base.tree, local.tree) where !told.contains(operation.path) {
            if case .hide = operation.verb, told.contains(operation.path + ["hidden"]) { continue }
            var after = ""
            if case .set(let value) = operation.verb { after = value.string ?? value.text }
            differences.append(
                LocalDifference(
                    label: LocalizedText(id: operation.path.joined(separator: " › ")),
                    before: operation.was.map { $0.string ?? $0.text } ?? "",
                    after: after,
                    path: operation.path
                )
            )
        }
        return differences
    }
}
