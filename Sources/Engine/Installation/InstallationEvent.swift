package import Civic
package import Definition

/// What becomes true of one application in one government.
package enum InstallationEvent: Hashable, Sendable {
    case installed(Release, entitlement: Entitlement)
    /// New operations of the overlay and the effective definition that they lead to.
    case localized([OverlayOperation], definition: Digest)
    /// A later release is looked at; cases go on as they are.
    case upgradeBegun(OfferedRelease)
    /// What an official chose where both sides had changed the same thing, by conflict id; kept for every later upgrade.
    case decided([String: JSON])
    case upgradeDropped
    /// The release and its overlay from now on; `operations` nil: the overlay stays.
    case upgraded(Release, operations: [OverlayOperation]?)
    /// Release and overlay as they were before the last upgrade.
    case rolledBack(Release, operations: [OverlayOperation])
    /// Running cases are to move to another definition.
    case migrationOrdered(MigrationOrder)
    case migrationEnded(run: String, MigrationTally)
    case live
    /// Read-only and exportable; nothing is deleted.
    case suspended(Suspension)
    case resumed(entitlement: Entitlement)
}

/// A release as it runs in a government.
package struct Release: Hashable, Sendable {
    package let version: Version
    /// Hash of the release itself, before any overlay.
    package let base: Digest
    /// Hash of the effective definition.
    package let definition: Digest

    package init(version: Version, base: Digest, definition: Digest) {
        self.version = version
        self.base = base
        self.definition = definition
    }
}

/// A release that may take the place of the one that runs.
package struct OfferedRelease: Hashable, Sendable {
    package let version: Version
    package let base: Digest

    package init(version: Version, base: Digest) {
        self.version = version
        self.base = base
    }
}

/// The right to install and run an application.
package enum Entitlement: Hashable, Sendable {
    /// The government grew it itself.
    case own
    /// A line of a PKS annex in force.
    case agreement(number: String, provider: RegionCode, until: CivilDate?)
}

package enum Suspension: Hashable, Sendable {
    case agreementEnded(number: String)
    case bySteward(reason: String)
}

/// An installation as the ledger knows it.
package struct InstallationState: Hashable, Sendable {
    package enum Stage: String, Hashable, Sendable, CaseIterable {
        case installed, live, suspended

        package var name: LocalizedText {
            switch self {
            case .installed: LocalizedText(id: "Terpasang", en: "Installed")
            case .live: LocalizedText(id: "Aktif", en: "Live")
            case .suspended: LocalizedText(id: "Ditangguhkan", en: "Suspended")
            }
        }
    }

    package let app: AppID
    package var version: Int
    package var release: Release
    package var entitlement: Entitlement
    package var stage: Stage
    /// All operations of the overlay, in order.
    package var operations: [OverlayOperation]
    package var installedAt: Moment
    package var liveSince: Moment?
    package var suspension: Suspension?
    /// Stage to which `resume` leads back.
    package var stageBefore: Stage
    /// The release that is being looked at: live, upgrade pending (DESIGN §7).
    package var pending: OfferedRelease?
    /// Every decision that was ever made about a conflict, by its id.
    package var decisions: [String: JSON] = [:]
    /// What ran before each upgrade, the latest last: where a rollback leads.
    package var earlier: [Earlier] = []
    /// Running cases are being moved.
    package var migration: MigrationOrder?
    /// The order that was carried out last, with what came of it.
    package var lastMigration: EndedMigration?

    /// A release and its overlay as they ran.
    package struct Earlier: Hashable, Sendable {
        package let release: Release
        package let operations: [OverlayOperation]

        package init(release: Release, operations: [OverlayOperation]) {
            self.release = release
            self.operations = operations
        }
    }

    package struct EndedMigration: Hashable, Sendable {
        package let order: MigrationOrder
        package let tally: MigrationTally
    }

    /// New cases may be started.
    package var takesCases: Bool { stage == .live }
}

extension InstallationState {
    /// As it is when it has just been installed.
    fileprivate init(app: AppID, _ release: Release, _ entitlement: Entitlement, at: Moment) {
        self.init(
            app: app,
            version: 1,
            release: release,
            entitlement: entitlement,
            stage: .installed,
            operations: [],
            installedAt: at,
            liveSince: nil,
            suspension: nil,
            stageBefore: .installed
        )
    }
}

package func evolve(
    _ state: InstallationState?,
    _ event: InstallationEvent,
    app: AppID,
    at: Moment
) -> InstallationState {
    guard var next = state else {
        guard case .installed(let release, let entitlement) = event else {
            preconditionFailure("an application is installed first")
        }
        return InstallationState(app: app, release, entitlement, at: at)
    }
    switch event {
    case .installed: preconditionFailure("an application is installed once")
    case .localized(let operations, let definition):
        next.operations += operations
        next.release = Release(version: next.release.version, base: next.release.base, definition: definition)
    case .upgradeBegun(let offered): next.pending = offered
    case .decided(let decisions): next.decisions.merge(decisions) { _, latest in latest }
    case .upgradeDropped: next.pending = nil
    case .upgraded(let release, let operations):
        next.earlier.append(InstallationState.Earlier(release: next.release, operations: next.operations))
        next.release = release
        next.operations = operations ?? next.operations
        next.pending = nil
    case .rolledBack(let release, let operations):
        _ = next.earlier.popLast()
        next.release = release
        next.operations = operations
        next.pending = nil
    case .migrationOrdered(let order): next.migration = order
    case .migrationEnded(let run, let tally):
        if let order = next.migration, order.run == run {
            next.lastMigration = InstallationState.EndedMigration(order: order, tally: tally)
            next.migration = nil
        }
    case .live:
        next.stage = .live
        next.liveSince = next.liveSince ?? at
    case .suspended(let suspension):
        next.stageBefore = next.stage
        next.stage = .suspended
        next.suspension = suspension
    case .resumed(let entitlement):
        next.stage = next.stageBefore
        next.suspension = nil
        next.entitlement = entitlement
    }
    next.version += 1
    return next
}
