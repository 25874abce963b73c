import Civic
import Definition
import Engine
import Rules
import Testing

/// The town's next version, 1.3.0.
enum NextTown {
    /// The town's next version, with a few places of its text changed.
    static func with(_ changes: (String, String)...) throws -> CompiledDefinition {
        var yaml = Town.yaml.replacing("version: 1.2.0", with: "version: 1.3.0")
        for (old, new) in changes {
            try #require(yaml.contains(old), "the text has no \(old)")
            yaml = yaml.replacing(old, with: new)
        }
        let (definition, findings) = DefinitionReader.read(yaml: yaml, file: "town.yaml")
        let read = try #require(definition, "\(findings.map { $0.printed(.en) })")
        return try CompiledDefinition(read, hash: read.tree.hash)
    }

    static func formula(_ source: String) throws -> Formula {
        let expression = try #require(Expression.parse(source).0)
        return Formula(expression, at: SourcePlace(file: "town.yaml", line: 1, column: 1))
    }

    /// The state `working` is called `handling`.
    static func renamed() throws -> CompiledDefinition {
        try with(
            ("  working: {", "  handling: {"),
            ("to: working", "to: handling"),
            ("from: working", "from: handling"),
            ("from: [received, working]", "from: [received, handling]"),
            ("met_in: [working, rejected]", "met_in: [handling, rejected]"),
            ("runs_in: working", "runs_in: handling")
        )
    }
}

/// The event of a move; throws what stood in its way.
func moved(_ outcome: MigrationOutcome) throws -> CaseEvent.Migrated {
    guard case .moves(let event) = outcome else { throw Story.Unexpected(what: "\(outcome)") }
    return event
}

/// The code of why a case is held; nil where it is not.
func held(_ outcome: MigrationOutcome) -> String? {
    if case .held(let hold) = outcome { hold.key } else { nil }
}

extension Story {
    /// What would become of the case as it is now.
    func plan(
        to next: CompiledDefinition,
        states: [StateID: StateID] = [:],
        fields: Keyed<FieldID, Formula> = [:],
        clocks: [ClockID: ClockMove] = [:],
        otherwise: Migration.Otherwise = .hold
    ) throws -> MigrationOutcome {
        let migration = Migration(
            from: Version(1, 2, 0),
            states: states,
            fields: fields,
            clocks: clocks,
            otherwise: otherwise
        )
        return planMigration(
            try #require(state),
            try #require(content),
            by: try CompiledMigration(migration, from: plan, to: next),
            in: self.migration
        )
    }

    var migration: MigrationContext {
        MigrationContext(
            at: now,
            calendar: calendar,
            agencies: agencies,
            place: place,
            by: ActorStamp(kind: .officer, role: "steward", officer: "o1"),
            run: "run-1"
        )
    }

    /// State and content as a move would leave them.
    func standing(after event: CaseEvent.Migrated) -> (state: CaseState, content: CaseContent) {
        guard let state else { preconditionFailure("a case that has started") }
        return (
            evolve(state, .migrated(event)), evolve(content, .migrated(event), version: state.version + 1)
        )
    }

    /// All answers as a move would leave them, wherever they lie.
    func after(_ event: CaseEvent.Migrated) -> [FieldID: JSON] {
        let (state, content) = standing(after: event)
        return state.fields.merging(content.fields) { $1 }.merging(content.contact?.fields ?? [:]) { $1 }
    }
}
