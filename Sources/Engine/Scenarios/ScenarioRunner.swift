package import Civic
package import Definition

/// Plays the scenarios of an application on the engine itself, with simulated time; nothing is stored or sent.
package struct ScenarioRunner: Sendable {
    let plan: CompiledDefinition
    let calendar: WorkingCalendar
    let agencies: Set<AgencyID>
    let folding: Folding

    /// `agencies`: those of the government it is tried for; empty: whichever the definition names.
    package init(
        _ plan: CompiledDefinition,
        calendar: WorkingCalendar,
        agencies: Set<AgencyID> = [],
        folding: Folding = .engine
    ) {
        self.plan = plan
        self.calendar = calendar
        self.agencies = agencies
        self.folding = folding
    }

    package func run(_ scenarios: Keyed<ScenarioID, Scenario>) -> ScenarioReport {
        var results: [ScenarioResult] = []
        var coverage = ScenarioCoverage(plan.definition)
        for (number, (id, scenario)) in scenarios.all.enumerated() {
            var play = ScenarioPlay(self, scenario, serial: number + 1)
            play.run()
            for scene in play.scenes { coverage.see(scene.beats) }
            results.append(
                ScenarioResult(
                    id: id,
                    title: scenario.title,
                    place: scenario.place,
                    start: scenario.start,
                    steps: scenario.steps.count,
                    failures: play.failures,
                    scenes: play.scenes
                )
            )
        }
        return ScenarioReport(results: results, coverage: coverage)
    }
}

package struct ScenarioResult: Sendable {
    package let id: ScenarioID
    package let title: LocalizedText
    package let place: SourcePlace
    package let start: Moment
    /// How many steps the story has; fewer are played where one fails.
    package let steps: Int
    package let failures: [ScenarioFailure]
    /// The steps as they went.
    package let scenes: [Scene]

    package var isPassed: Bool { failures.isEmpty }
    /// All that happened, in order.
    package var events: [CaseEvent] { scenes.flatMap(\.beats).flatMap(\.events) }
}

package struct ScenarioReport: Sendable {
    package let results: [ScenarioResult]
    package let coverage: ScenarioCoverage

    /// Every scenario passed and every state was reached: what the catalogue asks (DESIGN §5).
    package var isPassed: Bool { !results.isEmpty && results.allSatisfy(\.isPassed) && coverage.missingStates.isEmpty }
}
