package import Civic
package import Definition
package import Engine

/// What a migration would do to all running cases of an application: counts and examples, nothing written.
package struct MigrationForecast: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case moves, stays, held
    }

    /// Cases with the same outcome, from the same version and state.
    package struct Line: Hashable, Sendable {
        package let outcome: Outcome
        package let version: Version
        package let state: StateID
        /// In the officers' words of the version that it runs under.
        package let stateName: LocalizedText
        /// Branches that stand where the new version has no such state, with what officers call it.
        package var branches: [StateID: LocalizedText]
        /// Where it goes on; nil where it does not move.
        package let newState: StateID?
        package let newStateName: LocalizedText?
        /// Why it does not move.
        package let hold: MigrationHold?
        package var count: Int
        /// The first cases of the line.
        package var examples: [CaseNumber]

        /// The states that the line speaks of, with their names.
        package var names: [(StateID, LocalizedText)] { [(state, stateName)] + branches.map { ($0.key, $0.value) } }
    }

    package private(set) var lines: [Line] = []
    /// Open cases that run under the new definition already.
    package private(set) var there = 0
    package private(set) var looked = 0

    package init() {}

    package func count(_ outcome: Outcome) -> Int {
        lines.filter { $0.outcome == outcome }.reduce(0) { $0 + $1.count }
    }

    package var tally: MigrationTally {
        MigrationTally(moved: count(.moves), stayed: count(.stays), held: count(.held))
    }

    mutating func skip() {
        looked += 1
        there += 1
    }

    mutating func add(
        _ outcome: MigrationOutcome,
        of state: CaseState,
        _ from: CompiledDefinition,
        _ to: CompiledDefinition
    ) {
        looked += 1
        let kind: Outcome
        var newState: StateID?
        var hold: MigrationHold?
        switch outcome {
        case .moves(let event):
            kind = .moves
            newState = event.to
        case .stays(let why):
            kind = .stays
            hold = why
        case .held(let why):
            kind = .held
            hold = why
        }
        var branches: [StateID: LocalizedText] = [:]
        for position in state.branches.values where to.state(position.state) == nil {
            branches[position.state] = from.stateName(position.state, forCitizen: false)
        }
        let index = lines.firstIndex {
            $0.outcome == kind && $0.version == from.definition.version && $0.state == state.state
                && $0.newState == newState && $0.hold == hold
        }
        if let index {
            lines[index].count += 1
            lines[index].branches.merge(branches) { first, _ in first }
            if lines[index].examples.count < Limits.migrationExamplesMax { lines[index].examples.append(state.number) }
            return
        }
        lines.append(
            Line(
                outcome: kind,
                version: from.definition.version,
                state: state.state,
                stateName: from.stateName(state.state, forCitizen: false),
                branches: branches,
                newState: newState,
                newStateName: newState.map { to.stateName($0, forCitizen: false) },
                hold: hold,
                count: 1,
                examples: [state.number]
            )
        )
    }
}

/// How far a run has come.
package struct MigrationProgress: Hashable, Sendable {
    package var order: MigrationOrder
    package var moved = 0
    package var stayed = 0
    package var held = 0
    /// The newest cases that were moved, with where their event stands in the book.
    package var receipts: [Moved] = []

    package struct Moved: Hashable, Sendable {
        package let number: CaseNumber
        package let sequence: Int64
        package let hash: Digest
    }

    package init(order: MigrationOrder) { self.order = order }
}
