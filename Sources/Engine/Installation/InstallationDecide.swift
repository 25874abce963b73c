package import Civic
package import Definition

/// What somebody wants to change about an installation.
///
/// Whether it is entitled, Exchange has worked out before.
package enum InstallationCommand: Hashable, Sendable {
    /// `entitlement` nil: no line of an agreement in force names the application.
    case install(Release, entitlement: Entitlement?)
    /// New operations, and the hash of the definition that they lead to once it has passed its checks.
    case localize([OverlayOperation], definition: Digest)
    /// A later release is looked at.
    case beginUpgrade(OfferedRelease)
    /// Choices where both sides had changed the same thing, by conflict id.
    case settle([String: JSON])
    case dropUpgrade
    /// Switches to the release that was looked at, with the overlay that fits it.
    case upgrade(Release, operations: [OverlayOperation])
    /// Back to what ran before the last upgrade: one act.
    case rollBack
    case orderMigration(MigrationOrder)
    case endMigration(run: String, MigrationTally)
    case goLive
    case suspend(Suspension)
    case resume(entitlement: Entitlement?)
}

package struct InstallationContext: Sendable {
    package var now: Moment
    package var actor: Steering
    package var app: AppID

    package init(now: Moment, actor: Steering, app: AppID) {
        self.now = now
        self.actor = actor
        self.app = app
    }
}

/// The events of a change of an installation, with the role in which it was made; or why not.
package func decide(
    _ state: InstallationState?,
    _ command: InstallationCommand,
    in context: InstallationContext
) throws(Rejection) -> (events: [InstallationEvent], by: ActorStamp) {
    let stamp = try context.actor.stamp(as: [.steward], at: context.now)
    if case .install(let release, let entitlement) = command {
        guard state == nil else { throw .register(.alreadyThere(context.app.text)) }
        guard let entitlement else { throw .register(.notEntitled(context.app)) }
        return ([.installed(release, entitlement: entitlement)], stamp)
    }
    guard let state else { throw .register(.notThere(context.app.text)) }
    switch command {
    case .install: return ([], stamp)
    case .localize(let operations, let definition):
        try require(state, [.installed, .live], asked: "localized")
        guard !operations.isEmpty else { throw .register(.nothingChanges) }
        for operation in operations {
            guard let reason = CleanText.clean(operation.reason, lines: true), !reason.isEmpty else {
                throw .register(.overlayMissesReason)
            }
        }
        return ([.localized(operations, definition: definition)], stamp)
    case .beginUpgrade, .settle, .dropUpgrade, .upgrade, .rollBack:
        return (try upgraded(state, command), stamp)
    case .orderMigration, .endMigration:
        return (try migrated(state, command), stamp)
    case .goLive:
        try require(state, [.installed], asked: InstallationState.Stage.live.rawValue)
        return ([.live], stamp)
    case .suspend(let suspension):
        try require(state, [.installed, .live], asked: InstallationState.Stage.suspended.rawValue)
        if case .bySteward(let reason) = suspension {
            guard let clean = CleanText.clean(reason, lines: true), !clean.isEmpty else {
                throw .register(.overlayMissesReason)
            }
            return ([.suspended(.bySteward(reason: clean))], stamp)
        }
        return ([.suspended(suspension)], stamp)
    case .resume(let entitlement):
        try require(state, [.suspended], asked: state.stageBefore.rawValue)
        guard let entitlement else { throw .register(.notEntitled(context.app)) }
        return ([.resumed(entitlement: entitlement)], stamp)
    }
}

/// The way from one release to a later one and back.
private func upgraded(
    _ state: InstallationState,
    _ command: InstallationCommand
) throws(Rejection) -> [InstallationEvent] {
    try require(state, [.installed, .live], asked: "upgraded")
    switch command {
    case .beginUpgrade(let offered):
        guard offered != state.pending, offered.base != state.release.base else { throw .register(.nothingChanges) }
        return [.upgradeBegun(offered)]
    case .settle(let decisions):
        guard state.pending != nil, !decisions.isEmpty else { throw .register(.nothingChanges) }
        return [.decided(decisions)]
    case .dropUpgrade:
        guard state.pending != nil else { throw .register(.nothingChanges) }
        return [.upgradeDropped]
    case .upgrade(let release, let operations):
        guard release != state.release else { throw .register(.nothingChanges) }
        guard state.pending == OfferedRelease(version: release.version, base: release.base) else {
            throw .register(.wrongStage(asked: "upgraded", current: state.stage.rawValue))
        }
        return [.upgraded(release, operations: operations)]
    case .rollBack:
        guard let before = state.earlier.last else { throw .register(.nothingChanges) }
        return [.rolledBack(before.release, operations: before.operations)]
    default: return []
    }
}

/// One run at a time.
private func migrated(
    _ state: InstallationState,
    _ command: InstallationCommand
) throws(Rejection) -> [InstallationEvent] {
    switch command {
    case .orderMigration(let order):
        guard state.migration == nil else { throw .register(.alreadyThere(order.run)) }
        return [.migrationOrdered(order)]
    case .endMigration(let run, let tally):
        guard state.migration?.run == run else { throw .register(.notThere(run)) }
        return [.migrationEnded(run: run, tally)]
    default: return []
    }
}

private func require(
    _ state: InstallationState,
    _ stages: [InstallationState.Stage],
    asked: String
) throws(Rejection) {
    guard stages.contains(state.stage) else {
        throw .register(.wrongStage(asked: asked, current: state.stage.rawValue))
    }
}
