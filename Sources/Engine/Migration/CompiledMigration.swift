import Civic
package import Definition
import Rules

/// A migration between two definitions, its expressions compiled: made once for all cases of a version.
package struct CompiledMigration: Sendable {
    package let migration: Migration
    package let from: CompiledDefinition
    package let to: CompiledDefinition
    let answers: [FieldID: NewAnswer]

    /// An answer that is worked out from old ones.
    struct NewAnswer: Sendable {
        let compiled: CompiledExpression
        let source: String
    }

    /// What expressions may name, in the order of their slots.
    package static let names = ["old", "case", "parameters", "now", "today"]

    /// Throws every expression that cannot run and every new place that does not exist, with where it stands.
    package init(
        _ migration: Migration,
        from: CompiledDefinition,
        to: CompiledDefinition
    ) throws(DefinitionRefused) {
        var findings = Self.missing(migration, in: to)
        var answers: [FieldID: NewAnswer] = [:]
        let layout = SlotLayout(Self.names)
        for (id, formula) in migration.fields.all {
            do throws(RuleFault) {
                let compiled = try formula.expression.compile(slots: layout)
                answers[id] = NewAnswer(compiled: compiled, source: formula.source)
            } catch {
                findings.append(
                    Finding(
                        .error,
                        "rule-does-not-compile",
                        at: formula.place.moved(by: error.offset ?? 0),
                        error.message
                    )
                )
            }
        }
        guard !findings.hasErrors else { throw DefinitionRefused(findings: findings.sorted) }
        self.migration = migration
        self.from = from
        self.to = to
        self.answers = answers
    }

    /// The migration that a definition declares for cases of another one, or the one by equal ids.
    package static func declared(
        from: CompiledDefinition,
        to: CompiledDefinition,
        among declared: [Migration]
    ) -> Migration {
        let version = from.definition.version
        return declared.first { $0.from == version } ?? declared.first { $0.covers(version) }
            ?? Migration(from: version)
    }

    private static func missing(_ migration: Migration, in to: CompiledDefinition) -> [Finding] {
        var findings: [Finding] = []
        func refuse(_ kind: String, _ what: String, _ id: String, _ en: String) {
            findings.append(
                Finding(
                    .error,
                    "unknown-\(kind)",
                    at: to.definition.places["migrations"],
                    LocalizedText(
                        id: "Migrasi menyebut \(id) “\(what)”, yang tidak ada di versi baru.",
                        en: "The migration names the \(en) “\(what)”, which the new version does not have."
                    )
                )
            )
        }
        for state in migration.states.values where to.state(state) == nil {
            refuse("state", state.text, "status", "state")
        }
        for (field, _) in migration.fields.all where to.fields[field] == nil {
            refuse("field", field.text, "isian", "field")
        }
        for case .become(let clock) in migration.clocks.values where to.definition.clocks[clock] == nil {
            refuse("clock", clock.text, "tenggat", "clock")
        }
        return findings
    }
}
