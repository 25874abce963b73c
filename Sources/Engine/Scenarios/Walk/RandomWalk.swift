package import Civic
package import Definition

/// Walks through an application at random: people of every role try what they may and may not, with right and wrong
/// answers, while time goes by and jumps to timers; after every step the invariants must hold.
///
/// The same seed gives the same walk.
package struct RandomWalk: Sendable {
    let plan: CompiledDefinition
    let calendar: WorkingCalendar
    let agencies: Set<AgencyID>
    let seed: UInt64
    let folding: Folding
    private let told: [ScenarioDeed.Verb: [[FieldID: JSON]]]

    /// `agencies`: those of the government it is tried for; empty: whichever the definition names.
    ///
    /// `stories`: those of the application, whose answers it tries too.
    package init(
        _ plan: CompiledDefinition,
        calendar: WorkingCalendar,
        agencies: Set<AgencyID> = [],
        stories: Keyed<ScenarioID, Scenario> = [:],
        seed: UInt64,
        folding: Folding = .engine
    ) {
        self.plan = plan
        self.calendar = calendar
        self.agencies = agencies
        self.seed = seed
        self.folding = folding
        let deeds = stories.all.flatMap(\.element.steps).compactMap(\.deed)
        told = Dictionary(grouping: deeds, by: \.verb).mapValues { $0.map(\.answers) }
    }

    /// Walks so many steps, one case after the other; stops at the first case that breaks an invariant, and shrinks it.
    package func run(steps: Int) -> WalkReport {
        var report = WalkReport(seed: seed, states: plan.states)
        while report.steps < steps {
            let length = min(Limits.walkCaseStepsMax, steps - report.steps)
            var way = self.way(ofCase: report.cases + 1, length: length, &report)
            report.cases += 1
            if let breach = way.breach {
                way.scenario = shrunk(way.scenario, breach)
                report.failure = failure(way.scenario, found: breach, case: report.cases)
                return report
            }
        }
        return report
    }

    /// A case that is made up while it is walked.
    private func way(ofCase number: Int, length: Int, _ report: inout WalkReport) -> Way {
        var draws = WalkDraws(plan, agencies, told: told, SeededGenerator(seed: seed, purpose: "walk \(number)"))
        let scenario = draws.beginning(number)
        var stage = stage(for: scenario)
        var steps: [ScenarioStep] = []
        var breach: InvariantBreach?
        while steps.count < length, breach == nil {
            guard let step = draws.step(on: stage, number: steps.count + 1) else { break }
            steps.append(step)
            report.steps += 1
            breach = take(step, on: &stage) { report.count($0) }
        }
        breach = breach ?? Invariants(plan).breach(ofAll: stage)
        return Way(scenario: scenario.with(steps), breach: breach)
    }

    private struct Way {
        var scenario: Scenario
        let breach: InvariantBreach?
    }

    private func stage(for scenario: Scenario) -> Stage {
        Stage(
            plan,
            calendar: calendar,
            agencies: agencies,
            from: scenario.start,
            side: scenario.side,
            people: scenario.people,
            others: scenario.others,
            serial: 1,
            folding: folding
        )
    }

    /// What a walk breaks when it is walked again; nil: nothing.
    func breach(of scenario: Scenario) -> InvariantBreach? {
        var stage = stage(for: scenario)
        for step in scenario.steps {
            if let breach = take(step, on: &stage, { _ in }) { return breach }
        }
        return Invariants(plan).breach(ofAll: stage)
    }

    private func take(_ step: ScenarioStep, on stage: inout Stage, _ see: (Beat) -> Void) -> InvariantBreach? {
        let invariants = Invariants(plan)
        do throws(Stage.Stop) {
            for beat in try stage.advance(to: stage.moment(of: step.time)) {
                see(beat)
                if let breach = invariants.breach(in: beat, on: stage) { return breach }
            }
        } catch {
            return InvariantBreach(error)
        }
        guard let deed = step.deed else { return nil }
        let offers = stage.offers(to: deed.actor)
        let before = stage.state
        let beat = stage.perform(deed)
        see(beat)
        return invariants.breach(in: beat, on: stage) ?? breach(of: beat, deed, offers, before)
    }

    /// What the pages offer is what the engine takes.
    private func breach(
        of beat: Beat,
        _ deed: ScenarioDeed,
        _ offers: [ActionOffer],
        _ before: CaseState?
    ) -> InvariantBreach? {
        if let breach = WorkInvariants(plan).breach(of: beat, before) { return breach }
        guard case .act(let id) = deed.verb, let before else { return nil }
        if plan.definition.states[before.state]?.isEnd == true,
            let other = offers.first(where: { !$0.action.from.contains(before.state) })
        {
            return InvariantBreach(.ending, id: "\(other.id) ditawarkan.", en: "\(other.id) is offered.")
        }
        let isOffered = offers.contains { $0.id == id && $0.problem == nil }
        guard let rejection = beat.rejection else {
            if isOffered { return nil }
            return InvariantBreach(.offer, id: "\(id) diterima.", en: "\(id) was taken.")
        }
        // What is typed and a guard that reads the form are judged only when it is sent.
        if !isOffered || rejection.httpStatus == 422 { return nil }
        if case .guardRefused = rejection, plan.action(id)?.guardReadsForm ?? false { return nil }
        return InvariantBreach(
            .offer,
            id: "\(id) ditawarkan, lalu ditolak: \(rejection.message(.id))",
            en: "\(id) was offered, then refused: \(rejection.message(.en))"
        )
    }

    private func failure(_ scenario: Scenario, found: InvariantBreach, case number: Int) -> WalkFailure {
        let told = told(scenario)
        return WalkFailure(
            breach: breach(of: scenario) ?? found,
            scenario: told,
            yaml: ScenarioText.yaml("walk_\(seed)_\(number)", told, zone: calendar.zone)
        )
    }

    /// The same steps, each saying how it went, so that they pass as a scenario as soon as the invariant holds again.
    private func told(_ scenario: Scenario) -> Scenario {
        var stage = stage(for: scenario)
        let steps = scenario.steps.map { step in
            do throws(Stage.Stop) {
                _ = try stage.advance(to: stage.moment(of: step.time))
            } catch {
                return step
            }
            let rejection = step.deed.flatMap { stage.perform($0).rejection }
            let expect = ScenarioExpectation(
                state: rejection == nil ? stage.state?.state : nil,
                refused: rejection.map { $0.key.hasPrefix("case.") ? String($0.key.dropFirst(5)) : $0.key }
            )
            return ScenarioStep(time: step.time, deed: step.deed, expect: expect, place: step.place)
        }
        return scenario.with(steps)
    }
}

extension Scenario {
    func with(_ steps: [ScenarioStep]) -> Scenario {
        Scenario(title: title, start: start, side: side, people: people, others: others, steps: steps, place: place)
    }
}
