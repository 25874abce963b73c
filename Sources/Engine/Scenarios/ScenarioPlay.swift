package import Civic
package import Definition

/// One scenario while it is played and judged.
struct ScenarioPlay {
    private let scenario: Scenario
    private(set) var stage: Stage
    private var lastActor: ScenarioActor?
    private(set) var scenes: [Scene] = []
    private(set) var failures: [ScenarioFailure] = []

    init(_ runner: ScenarioRunner, _ scenario: Scenario, serial: Int) {
        self.scenario = scenario
        stage = Stage(
            runner.plan,
            calendar: runner.calendar,
            agencies: runner.agencies,
            from: scenario.start,
            side: scenario.side,
            people: scenario.people,
            others: scenario.others,
            serial: serial,
            folding: runner.folding
        )
    }

    /// Plays until the end, or until a step goes otherwise than the story says.
    mutating func run() {
        for (index, step) in scenario.steps.enumerated() {
            let from = stage.now
            var beats: [Beat] = []
            let failure = play(step, number: index + 1, &beats)
            scenes.append(Scene(number: index + 1, step: step, from: from, at: stage.now, beats: beats))
            if let failure {
                failures.append(failure)
                return
            }
        }
        if let breach = Invariants(stage.plan).breach(ofAll: stage) {
            failures.append(ScenarioFailure(at: scenario.place, step: nil, breach.text))
        }
    }

    private mutating func play(_ step: ScenarioStep, number: Int, _ beats: inout [Beat]) -> ScenarioFailure? {
        let failed = { (text: LocalizedText) in ScenarioFailure(at: step.place, step: number, text) }
        do throws(Stage.Stop) {
            beats = try stage.advance(to: stage.moment(of: step.time))
        } catch {
            return failed(Self.words(of: error, at: stage))
        }
        if let deed = step.deed {
            let isOutside = step.expect.refused.map { Self.outside.contains($0) } ?? false
            beats.append(stage.perform(deed, isOutside: isOutside))
            if !deed.verb.isMoney { lastActor = deed.actor }
        }
        for beat in beats {
            if let breach = Invariants(stage.plan).breach(in: beat, on: stage) { return failed(breach.text) }
        }
        let expected = Expected(step, by: lastActor, on: stage, after: beats)
        let rows = expected.comparisons()
        return rows.allSatisfy(\.isSame) ? nil : ScenarioFailure(at: step.place, step: number, rows)
    }

    private static let outside: Set<String> = ["outside-government", "field.outside-government"]

    private static func words(of stop: Stage.Stop, at stage: Stage) -> LocalizedText {
        if let breach = InvariantBreach(stop) { return breach.text }
        let now = stage.now.rfc3339(in: stage.calendar.zone)
        return LocalizedText(
            id: "Waktu langkah ini mendahului langkah sebelumnya (\(now)).",
            en: "This step's time lies before the step before (\(now))."
        )
    }
}

/// One step of a story as it went: the time that passed and what happened, timers first.
package struct Scene: Sendable {
    /// From 1.
    package let number: Int
    package let step: ScenarioStep
    /// The moment that the step before had reached.
    package let from: Moment
    package let at: Moment
    package let beats: [Beat]
}

extension Rejection {
    /// Whether a scenario's word names this rejection: `four-eyes`, or for answers the cause: `outside-government`.
    func isCalled(_ word: String) -> Bool {
        key == word || key == "case." + word || key == "money." + word
            || fields.contains { $0.key == word || $0.key == "field." + word }
    }
}
