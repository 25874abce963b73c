package import Civic
package import Definition

/// A walk that broke an invariant, in its shortest form.
package struct WalkFailure: Sendable {
    package let breach: InvariantBreach
    package let scenario: Scenario
    /// Lines that can be pasted under `scenarios:` of scenarios.yaml.
    package let yaml: [String]
}

/// What a random walk came to.
package struct WalkReport: Sendable {
    package let seed: UInt64
    package let states: [StateID]
    package internal(set) var steps = 0
    package internal(set) var cases = 0
    package internal(set) var taken = 0
    package internal(set) var refused = 0
    package internal(set) var timers = 0
    package internal(set) var seen: Set<StateID> = []
    package internal(set) var failure: WalkFailure?

    init(seed: UInt64, states: [StateID]) {
        self.seed = seed
        self.states = states
    }

    /// No invariant was broken, and there was a case to look at.
    package var isPassed: Bool { failure == nil && (steps == 0 || !seen.isEmpty) }

    mutating func count(_ beat: Beat) {
        if case .time = beat.doer {
            timers += 1
        } else if beat.rejection == nil {
            taken += 1
        } else {
            refused += 1
        }
        if let after = beat.after { seen.formUnion(after.standing) }
        for case .moved(let moved) in beat.events {
            // The last branch ends and the case goes on at once.
            if let step = moved.step { seen.insert(step.to) }
        }
    }

    /// One line where all is well; else what broke, the seed, and the shortest way there.
    package func printed(_ language: Language, width: Int = 100) -> [String] {
        let say = { (id: String, en: String) in language == .id ? id : en }
        let formats = Formats(language: language, zone: .wib)
        let number = { (count: Int) in formats.number(count) }
        let reached = states.count { seen.contains($0) }
        var lines = [
            say(
                "Jalan acak: \(number(steps)) langkah, \(number(cases)) kasus, \(number(taken)) diterima, "
                    + "\(number(refused)) ditolak, \(number(timers)) pengingat; status \(reached) dari \(states.count) "
                    + "(benih \(seed)).",
                "Random walk: \(number(steps)) steps, \(number(cases)) cases, \(number(taken)) taken, "
                    + "\(number(refused)) refused, \(number(timers)) timers; \(reached) of \(states.count) states "
                    + "(seed \(seed))."
            )
        ]
        if let failure {
            lines.append(say("GAGAL", "FAILED"))
            lines += TextColumns.wrapped(failure.breach.text.text(language), width: width - 2).map { "  " + $0 }
            lines.append(
                say(
                    "Jalan terpendek, siap ditempel di scenarios.yaml di bawah scenarios:",
                    "The shortest way there, to be pasted into scenarios.yaml under scenarios:"
                )
            )
            lines += failure.yaml
        } else if !isPassed {
            lines.append(say("GAGAL: tidak satu kasus pun dapat dimulai.", "FAILED: no case could be started."))
        }
        return lines
    }
}
