import Civic
import Definition

extension RandomWalk {
    /// The shortest and simplest walk that still breaks the same invariant: halves are dropped, then single steps, then
    /// people, times and answers made simpler.
    func shrunk(_ scenario: Scenario, _ breach: InvariantBreach) -> Scenario {
        var runs = 0
        let fails = { (steps: [ScenarioStep]) -> Bool in
            runs += 1
            guard runs <= Limits.shrinkingRunsMax else { return false }
            return self.breach(of: scenario.with(steps))?.invariant == breach.invariant
        }
        var best = shortest(scenario.steps, fails)
        var goesOn = true
        while goesOn {
            goesOn = false
            for index in best.indices {
                while let simpler = best[index].simpler.first(where: { step in
                    var candidate = best
                    candidate[index] = step
                    return fails(candidate)
                }) {
                    best[index] = simpler
                    goesOn = true
                }
            }
            // A simpler step may have made another one needless.
            if goesOn { best = shortest(best, fails) }
        }
        return scenario.with(best)
    }

    private func shortest(_ steps: [ScenarioStep], _ fails: ([ScenarioStep]) -> Bool) -> [ScenarioStep] {
        var best = steps
        var size = max(1, best.count / 2)
        while size >= 1 {
            var start = 0
            while start < best.count {
                var candidate = best
                candidate.removeSubrange(start..<min(start + size, best.count))
                if fails(candidate) { best = candidate } else { start += size }
            }
            size /= 2
        }
        return best
    }
}

extension ScenarioStep {
    /// Steps that say a little less, the simplest first.
    fileprivate var simpler: [ScenarioStep] {
        var steps: [ScenarioStep] = []
        switch time {
        case .same: break
        case .after(let span) where span > .minutes(1):
            steps.append(timed(.same))
            steps.append(timed(.after(.minutes(Int(span.milliseconds / 120_000)))))
        case .afterWorkdays(let days) where days > 1:
            steps.append(timed(.same))
            steps.append(timed(.afterWorkdays(days / 2)))
        case .after, .afterWorkdays, .at: steps.append(timed(.same))
        }
        guard let deed else { return steps }
        steps.append(with(nil))
        return steps + deed.simpler.map { with($0) }
    }

    private func timed(_ time: ScenarioTime) -> ScenarioStep { ScenarioStep(time: time, deed: deed, place: place) }
    private func with(_ deed: ScenarioDeed?) -> ScenarioStep { ScenarioStep(time: time, deed: deed, place: place) }
}

extension ScenarioDeed {
    fileprivate var simpler: [ScenarioDeed] {
        var deeds: [ScenarioDeed] = []
        if actor.person != nil || actor.agency != nil { deeds.append(by(ScenarioActor(role: actor.role))) }
        if actor.person != nil, actor.agency != nil {
            deeds.append(by(ScenarioActor(role: actor.role, agency: actor.agency)))
            deeds.append(by(ScenarioActor(role: actor.role, person: actor.person)))
        }
        if let reason {
            deeds.append(with(answers, reason: nil))
            if reason.contains(" ") { deeds.append(with(answers, reason: reason.firstWord)) }
        }
        for (id, answer) in answers.sorted(by: { $0.key < $1.key }) {
            var fewer = answers
            fewer[id] = nil
            deeds.append(with(fewer, reason: reason))
            for simpler in answer.simpler {
                var others = answers
                others[id] = simpler
                deeds.append(with(others, reason: reason))
            }
        }
        return deeds
    }

    private func by(_ actor: ScenarioActor) -> ScenarioDeed {
        ScenarioDeed(
            actor: actor,
            verb: verb,
            answers: answers,
            reason: reason,
            village: village,
            colleague: colleague
        )
    }

    private func with(_ answers: [FieldID: JSON], reason: String?) -> ScenarioDeed {
        ScenarioDeed(
            actor: actor,
            verb: verb,
            answers: answers,
            reason: reason,
            village: village,
            colleague: colleague
        )
    }
}

extension JSON {
    /// Values of the same kind that say less.
    fileprivate var simpler: [JSON] {
        if let text = string { return text.contains(" ") ? [.string(text.firstWord)] : [] }
        if let number = int { return number > 1 ? [.int(0), .int(1), .int(number / 2)] : [] }
        if let items = array { return items.count > 1 ? [.array([items[0]])] : [] }
        return []
    }
}

extension String {
    fileprivate var firstWord: String { split(separator: " ").first.map(String.init) ?? "" }
}
