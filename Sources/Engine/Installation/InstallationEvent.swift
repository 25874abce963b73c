package import Civic
package import Definition

/// What becomes true of one application in one government.
package enum InstallationEvent: Hashable, Sendable {
    case installed(Release, entitlement: Entitlement)
    /// New operations of the overlay and the effective definition that they lead to.
    case localized([OverlayOperation], definition: Digest)
    case upgraded(Release)
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

    /// New cases may be started.
    package var takesCases: Bool { stage == .live }
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
        return InstallationState(
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
    switch event {
    case .installed: preconditionFailure("an application is installed once")
    case .localized(let operations, let definition):
        next.operations += operations
        next.release = Release(version: next.release.version, base: next.release.base, definition: definition)
    case .upgraded(let release): next.release = release
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
