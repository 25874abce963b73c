package import Civic
package import Definition
package import Engine
package import Node

/// Installs, localizes and brings live what a PKS in force entitles to, as events in the adopter's ledger.
package struct Installer: Sendable {
    package let agreements: Agreements
    package var government: Government { agreements.government }

    package init(_ agreements: Agreements) { self.agreements = agreements }

    /// The lines in force today.
    package func entitlements() throws -> Entitlements {
        Entitlements(try agreements.files(.cooperation), on: today)
    }

    private var today: CivilDate { government.outside.now().date(in: government.profile.zone) }

    /// Installs the release of a line in force; it is not live yet.
    package func install(_ app: AppID, by caller: Caller) async throws {
        let installer = self
        _ = try await government.submit(
            Work(stream: InstallationEvent.stream(app), readsProjections: true) { turn in
                let today = turn.now.date(in: installer.government.profile.zone)
                let entitlements = Entitlements(try installer.agreements.files(.cooperation, in: turn), on: today)
                let (kept, grant) = try installer.entitled(app, entitlements)
                let hash = kept.release.hash
                let release = Release(version: kept.release.version, base: hash, definition: hash)
                return try installer.government.perform(
                    [.install(release, entitlement: grant.entitlement)],
                    on: app,
                    by: caller,
                    in: &turn
                )
            }
        )
    }

    /// The release that may be installed, and the line that says so.
    package func entitled(
        _ app: AppID,
        _ entitlements: Entitlements
    ) throws -> (kept: Releases.Kept, grant: Entitlements.Grant) {
        let releases = try Releases(government).known(app).filter { $0.release.provider != government.code }
        let grant = entitlements.grant(for: app)
        if let grant, let kept = releases.first(where: { $0.release.hash == grant.line.hash }) {
            return (kept, try refusing { () throws(Wrong) in try entitlements.grant(for: kept.release) })
        }
        guard let first = releases.first else {
            // Nothing has come from a provider: say why in terms of the agreements.
            let probe = SignedRelease(
                provider: grant?.file.text.provider.government ?? government.code,
                app: app,
                version: grant?.line.version ?? Version(0, 0, 0),
                hash: grant?.line.hash ?? .zero,
                scenarios: nil,
                signature: []
            )
            _ = try refusing { () throws(Wrong) in try entitlements.grant(for: probe) }
            throw Refusal.invalid(
                LocalizedText(
                    id: "Rilisnya belum diterima dari penyedia; coba lagi sebentar lagi.",
                    en: "The release has not arrived from the provider yet; try again in a moment."
                )
            )
        }
        return (first, try refusing { () throws(Wrong) in try entitlements.grant(for: first.release) })
    }

    // MARK: Localizing

    /// An installation with its release and its effective definition.
    package struct Standing: Sendable {
        package let state: InstallationState
        package let base: Definition
        package let effective: Definition
        package let scenarios: String?
    }

    /// nil: not installed.
    package func standing(_ app: AppID) throws -> Standing? {
        guard let state = government.definitions.installation(app) else { return nil }
        return Standing(
            state: state,
            base: try government.definitions.compiled(state.release.base).definition,
            effective: try government.definitions.compiled(state.release.definition).definition,
            scenarios: try Releases(government).release(app, hash: state.release.base)?.scenarios
        )
    }

    /// The release with the changes so far and these new ones, judged.
    package func version(_ standing: Standing, with new: [OverlayOperation] = []) -> LocalVersion {
        let tree = standing.base.tree
        return LocalVersion(
            base: tree,
            overlay: Overlay(
                app: standing.state.app,
                baseVersion: standing.state.release.version,
                baseHash: tree.hash,
                operations: standing.state.operations + new
            ),
            agencies: Set(government.profile.agencies.map(\.id)),
            calendar: government.calendar,
            scenarios: standing.scenarios.map { [$0] } ?? []
        )
    }

    /// Keeps changes of a steward.
    ///
    /// Throws what they would break.
    package func localize(_ app: AppID, _ operations: [OverlayOperation], by caller: Caller) async throws {
        guard let standing = try standing(app) else { throw Refusal.unknownApplication(app.text) }
        let version = version(standing, with: operations)
        guard let definition = version.definition, version.problems.isEmpty else {
            throw Refusal.invalid(version.problems.first?.message ?? Self.unreadable)
        }
        if let finding = version.findings.first(where: { $0.severity == .error && $0.code != "unknown-agency" }) {
            throw Refusal.invalid(finding.message)
        }
        let government = government
        let seen = standing.state.version
        _ = try await government.submit(
            Work(stream: InstallationEvent.stream(app)) { turn in
                guard try turn.facts(of: InstallationEvent.stream(app)).count == seen else {
                    throw Refusal.invalid(
                        LocalizedText(
                            id: "Orang lain baru saja mengubah pemasangan ini. Muat ulang halaman.",
                            en: "Somebody else has just changed this installation. Load the page again."
                        )
                    )
                }
                let hash = try government.definitions.keep(definition, in: turn)
                return try government.perform([.localize(operations, definition: hash)], on: app, by: caller, in: &turn)
            }
        )
    }

    private static let unreadable = LocalizedText(
        id: "Perubahan ini tidak menghasilkan definisi yang terbaca.",
        en: "These changes give no readable definition."
    )

    /// Roles without anybody: who starts from the first state, and whom the application says that it needs.
    package func emptyRoles(_ definition: Definition) -> [(id: RoleID, role: Role)] {
        let now = government.outside.now()
        let held = Set(
            government.identity.officers().filter(\.isActive).flatMap(\.grants)
                .filter { $0.holds(at: now) && $0.covers(definition.app) }.map(\.role)
        )
        return definition.roles.all.filter { id, role in
            role.scope != .everyone && definition.needs.roles.contains(id) && !held.contains(id)
                && !(role.office.map(held.contains) ?? false)
        }.map { ($0.id, $0.element) }
    }

    /// Opens the application to citizens: entitled, fit, and somebody in each role that acts on new cases.
    package func goLive(_ app: AppID, by caller: Caller) async throws {
        guard let standing = try standing(app) else { throw Refusal.unknownApplication(app.text) }
        if case .agreement = standing.state.entitlement { _ = try entitled(app, try entitlements()) }
        let version = version(standing)
        guard version.isFit else {
            throw Refusal.invalid(
                version.problems.first?.message ?? version.findings.first { $0.severity == .error }?.message
                    ?? LocalizedText(
                        id: "Skenario rilis gagal pada penyesuaian ini.",
                        en: "Scenarios of the release fail with these local changes."
                    )
            )
        }
        let first = Set(
            standing.effective.actions.all.filter { action in
                standing.effective.startState.map { action.element.from.contains($0) } ?? false
            }.flatMap(\.element.by).compactMap(\.role)
        )
        if let empty = emptyRoles(standing.effective).first(where: { first.contains($0.id) }) {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Belum ada petugas untuk peran \"\(empty.role.name.text(.id))\"; tunjuk dahulu.",
                    en: "Nobody holds the role \"\(empty.role.name.text(.en))\" yet; appoint somebody first."
                )
            )
        }
        try await government.change(app, [.goLive], by: caller)
    }
}
