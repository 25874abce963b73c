import Civic
import Definition
import Engine
import Synchronization

/// The migrations to one definition from each that cases run under, made once for each.
final class MigrationPlans: Sendable {
    let to: CompiledDefinition
    private let government: Government
    private let choices: MigrationChoices
    private let settings: CurrentSettings
    private let known = Mutex<[Digest: CompiledMigration]>([:])

    init(_ government: Government, to: CompiledDefinition, choices: MigrationChoices) {
        self.government = government
        self.to = to
        self.choices = choices
        settings = government.settings
    }

    /// The declared migration for cases of a definition, with the steward's choices over it.
    func migration(from hash: Digest) throws -> CompiledMigration {
        if let migration = known.withLock({ $0[hash] }) { return migration }
        let from = try government.definitions.compiled(hash)
        let declared = to.definition.migrations.all.map(\.element)
        let migration = choices.applied(to: CompiledMigration.declared(from: from, to: to, among: declared))
        let compiled = try CompiledMigration(migration, from: from, to: to)
        known.withLock { $0[hash] = compiled }
        return compiled
    }

    /// Throws when the choices name what the definition does not have.
    func checkAll(of app: AppID) throws {
        _ = try migration(from: government.definitions.installation(app)?.release.definition ?? to.hash)
    }

    func context(_ state: CaseState, at: Moment, by: ActorStamp, run: String) -> MigrationContext {
        MigrationContext(
            at: at,
            calendar: settings.calendar,
            agencies: Set(settings.profile.agencies.map(\.id)),
            parameters: settings.parameters,
            place: settings.regions.facts(village: state.village, district: state.district),
            by: by,
            run: run
        )
    }
}

extension RegionMap {
    /// Names of a village and a kecamatan that a case was given.
    fileprivate func facts(village: RegionCode?, district: RegionCode?) -> PlaceFacts {
        PlaceFacts(
            village: village,
            district: district,
            villageName: village.flatMap { region($0)?.name },
            districtName: district.flatMap { region($0)?.name }
        )
    }
}
