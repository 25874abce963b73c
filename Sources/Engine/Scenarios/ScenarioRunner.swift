package import Civic
package import Definition

/// Plays the scenarios of an application on the engine itself, with simulated time; nothing is stored or sent.
package struct ScenarioRunner: Sendable {
    let plan: CompiledDefinition
    let calendar: WorkingCalendar
    let agencies: Set<AgencyID>

    /// `agencies`: those of the government it is tried for; empty: whichever the definition names.
    package init(_ plan: CompiledDefinition, calendar: WorkingCalendar, agencies: Set<AgencyID> = []) {
        self.plan = plan
        self.calendar = calendar
        self.agencies = agencies
    }

    package func run(_ scenarios: Keyed<ScenarioID, Scenario>) -> ScenarioReport {
        var results: [ScenarioResult] = []
        var coverage = ScenarioCoverage(plan.definition)
        for (number, (id, scenario)) in scenarios.all.enumerated() {
            var play = ScenarioPlay(self, scenario, serial: number + 1)
            play.run()
            coverage.add(play.events)
            results.append(
                ScenarioResult(
                    id: id,
                    title: scenario.title,
                    place: scenario.place,
                    steps: scenario.steps.count,
                    failures: play.failures,
                    events: play.events
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
    package let steps: Int
    package let failures: [ScenarioFailure]
    /// What happened, for whoever wants to look closer.
    package let events: [CaseEvent]

    package var isPassed: Bool { failures.isEmpty }
}

package struct ScenarioFailure: Hashable, Sendable {
    package let place: SourcePlace
    package let message: LocalizedText

    /// `file:line:column: message`.
    package func printed(_ language: Language) -> String { "\(place): \(message.text(language))" }
}

/// Which states, actions and rows of tables the scenarios have seen.
package struct ScenarioCoverage: Sendable {
    package let states: [StateID]
    package let actions: [ActionID]
    package let rows: [(table: TableID, row: String)]
    package private(set) var seenStates: Set<StateID> = []
    package private(set) var seenActions: Set<ActionID> = []
    private var seenRows: [TableID: Set<String>] = [:]

    init(_ definition: Definition) {
        states = definition.states.order
        actions = definition.actions.order
        rows = definition.tables.all.flatMap { id, table in table.rows.order.map { (id, $0.text) } }
    }

    mutating func add(_ events: [CaseEvent]) {
        for event in events {
            switch event {
            case .started(let started):
                seenStates.insert(started.state)
                see(started.rows)
            case .moved(let moved):
                seenStates.insert(moved.to)
                seenActions.insert(moved.action)
                see(moved.rows)
            case .clockMarked, .noted, .replanned, .migrated: break
            }
        }
    }

    private mutating func see(_ rows: [TableID: String]) {
        for (table, row) in rows { seenRows[table, default: []].insert(row) }
    }

    package var missingStates: [StateID] { states.filter { !seenStates.contains($0) } }
    package var missingActions: [ActionID] { actions.filter { !seenActions.contains($0) } }
    package var missingRows: [(table: TableID, row: String)] {
        rows.filter { !(seenRows[$0.table]?.contains($0.row) ?? false) }
    }
}

package struct ScenarioReport: Sendable {
    package let results: [ScenarioResult]
    package let coverage: ScenarioCoverage

    /// Every scenario passed and every state was reached: what the catalogue asks (DESIGN §5).
    package var isPassed: Bool { !results.isEmpty && results.allSatisfy(\.isPassed) && coverage.missingStates.isEmpty }

    /// One line for each scenario, its failures under it, then what was covered.
    package func printed(_ language: Language) -> [String] {
        let say = { (id: String, en: String) in language == .id ? id : en }
        var lines: [String] = []
        for result in results {
            let verdict = result.isPassed ? say("lulus", "passed") : say("GAGAL", "FAILED")
            let steps = say("\(result.steps) langkah", "\(result.steps) steps")
            lines.append("\(verdict)  \(result.id)  \(result.title.text(language))  (\(steps))")
            lines += result.failures.map { "  " + $0.printed(language) }
        }
        if results.isEmpty { lines.append(say("Tidak ada skenario.", "There are no scenarios.")) }
        lines.append(
            Self.line(say("Status", "States"), coverage.states.count, coverage.missingStates.map(\.text), say)
        )
        lines.append(
            Self.line(say("Tindakan", "Actions"), coverage.actions.count, coverage.missingActions.map(\.text), say)
        )
        lines.append(
            Self.line(
                say("Baris tabel", "Table rows"),
                coverage.rows.count,
                coverage.missingRows.map { "\($0.table).\($0.row)" },
                say
            )
        )
        return lines
    }

    private static func line(
        _ what: String,
        _ total: Int,
        _ missing: [String],
        _ say: (String, String) -> String
    ) -> String {
        let seen = "\(what): \(total - missing.count) \(say("dari", "of")) \(total)"
        return missing.isEmpty ? seen : seen + say("; belum: ", "; not yet: ") + missing.joined(separator: ", ")
    }
}
