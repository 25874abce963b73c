package import Civic
package import Definition
import Engine
package import Node

/// The way of an installation from one release to a later one: seen, settled, switched to, and back again.
///
/// Live, upgrade pending, live (DESIGN §7). Running cases stay on the version that they run under; moving them is an order of its
/// own (`Government.orderMigration`).
package struct Upgrades: Sendable {
    package let installer: Installer
    package var government: Government { installer.government }

    package init(_ installer: Installer) { self.installer = installer }

    // MARK: Seeing

    /// Releases later than the one that runs that a line in force lets this government take, the latest first.
    package func available(_ app: AppID) throws -> [Releases.Kept] {
        guard let state = government.definitions.installation(app), state.stage != .suspended else { return [] }
        let known = try Releases(government).known(app).filter { $0.release.version > state.release.version }
        guard !known.isEmpty else { return [] }
        let entitlements = try installer.entitlements()
        return known.filter { kept in
            if case .own = state.entitlement { return kept.release.provider == government.code }
            return (try? entitlements.grant(for: kept.release)) != nil
        }
    }

    /// The upgrade that is being looked at; nil: none is.
    package func proposal(_ app: AppID) throws -> UpgradeProposal? {
        guard let state = government.definitions.installation(app), let pending = state.pending else { return nil }
        return try proposal(state, to: pending.base)
    }

    private func proposal(_ state: InstallationState, to hash: Digest) throws -> UpgradeProposal {
        let releases = Releases(government)
        return UpgradeProposal(
            base: try government.definitions.compiled(state.release.base).definition,
            theirs: try government.definitions.compiled(hash).definition,
            operations: state.operations,
            decisions: state.remembered.mapValues(\.choice),
            house: UpgradeHouse(
                agencies: Set(government.profile.agencies.map(\.id)),
                calendar: government.calendar,
                scenarios: (
                    try releases.release(state.app, hash: state.release.base)?.scenarios,
                    try releases.release(state.app, hash: hash)?.scenarios
                ),
                hand: Hand(
                    author: "",
                    at: government.outside.now(),
                    reason: "Pembaruan ke versi \(try government.definitions.compiled(hash).definition.version)"
                )
            )
        )
    }

    // MARK: Acting

    /// Takes a later release into view; nothing changes for anybody.
    package func begin(_ app: AppID, to hash: Digest, by caller: Caller) async throws {
        guard let kept = try available(app).first(where: { $0.release.hash == hash }) else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Rilis ini tidak tersedia bagi pemerintah daerah ini.",
                    en: "This release is not available to this government."
                )
            )
        }
        let offered = OfferedRelease(version: kept.release.version, base: hash)
        try await government.change(app, [.beginUpgrade(offered)], by: caller)
    }

    /// Keeps choices about conflicts of the upgrade in view; a choice that gives no readable definition is refused.
    package func settle(_ app: AppID, _ choices: [Digest: MergeDecision], by caller: Caller) async throws {
        guard let proposal = try proposal(app) else { throw Self.nothing }
        let known = Set((proposal.rebased.open + proposal.rebased.decided).map(\.id))
        var decisions: [String: JSON] = [:]
        for (id, choice) in choices where known.contains(id) {
            let decision = UpgradeDecision(choice, author: caller.officer?.id.text ?? "", at: government.outside.now())
            decisions[id.hex] = decision.json
        }
        try await government.change(app, [.settle(decisions)], by: caller)
    }

    package func drop(_ app: AppID, by caller: Caller) async throws {
        try await government.change(app, [.dropUpgrade], by: caller)
    }

    /// Switches to the release in view: from now on new cases start under it.
    ///
    /// Throws while something is undecided, while a check or a story fails, or when no line in force allows it any more.
    package func switchOver(_ app: AppID, by caller: Caller) async throws {
        guard let state = government.definitions.installation(app), let pending = state.pending else {
            throw Self.nothing
        }
        let proposal = try proposal(state, to: pending.base)
        switch proposal.verdict {
        case .needsDecision:
            throw Refusal.invalid(
                LocalizedText(
                    id: "Masih ada \(proposal.rebased.open.count) hal yang harus diputuskan.",
                    en: "\(proposal.rebased.open.count) things are still to be decided."
                )
            )
        case .blocked: throw Refusal.invalid(Self.reason(proposal.gate))
        case .clean: break
        }
        guard try available(app).contains(where: { $0.release.hash == pending.base }),
            let effective = proposal.gate.definition
        else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Hak atas rilis ini tidak berlaku lagi.",
                    en: "The right to this release no longer holds."
                )
            )
        }
        let (government, seen) = (government, state.version)
        _ = try await government.submit(
            Work(stream: InstallationEvent.stream(app)) { turn in
                guard try turn.facts(of: InstallationEvent.stream(app)).count == seen else { throw Self.changed }
                let release = Release(
                    version: pending.version,
                    base: pending.base,
                    definition: try government.definitions.keep(effective, in: turn)
                )
                return try government.perform(
                    [.upgrade(release, operations: proposal.rebased.overlay.operations)],
                    on: app,
                    by: caller,
                    in: &turn
                )
            }
        )
    }

    /// Back to release and overlay as they were before the last upgrade: one act.
    ///
    /// Cases that started meanwhile go on under the version that they started under.
    package func rollBack(_ app: AppID, by caller: Caller) async throws {
        try await government.change(app, [.rollBack], by: caller)
    }

    private static func reason(_ gate: LocalVersion) -> LocalizedText {
        gate.problems.first?.message ?? gate.findings.first { $0.severity == .error }?.message
            ?? gate.scenarios.first { $0.verdict == .broken }.map {
                LocalizedText(
                    id: "Skenario “\($0.title.text(.id))” gagal pada hasil gabungan.",
                    en: "The scenario “\($0.title.text(.en))” fails on the merged version."
                )
            }
            ?? LocalizedText(id: "Hasil gabungan tidak terbaca.", en: "The merged version can't be read.")
    }

    private static let nothing = Refusal.invalid(
        LocalizedText(id: "Tidak ada pembaruan yang sedang dilihat.", en: "No upgrade is being looked at.")
    )

    private static let changed = Refusal.invalid(
        LocalizedText(
            id: "Orang lain baru saja mengubah pemasangan ini. Muat ulang halaman.",
            en: "Somebody else has just changed this installation. Load the page again."
        )
    )
}
