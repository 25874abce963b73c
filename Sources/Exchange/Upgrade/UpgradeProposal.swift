package import Civic
package import Definition
package import Engine

/// What an installation would be after an upgrade: the new release with the government's own changes, judged.
///
/// Pure; worked out anew for every page and once more before the switch.
package struct UpgradeProposal: Sendable {
    package enum Verdict: String, Hashable, Sendable {
        /// It can run as it is.
        case clean
        /// Both sides changed the same thing; somebody has to choose.
        case needsDecision = "needs-decision"
        /// The result breaks a check or a story; the present version goes on.
        case blocked
    }

    package let base: Definition
    package let theirs: Definition
    /// What the release brings, in words.
    package let news: [DefinitionChange]
    package let rebased: Rebased
    /// The merged definition: checks, and the stories of both releases told on it.
    package let gate: LocalVersion

    package var verdict: Verdict {
        if !rebased.open.isEmpty { return .needsDecision }
        return gate.isFit ? .clean : .blocked
    }

    /// What is still different from the release, in words.
    package var local: [DefinitionChange] { changes(from: theirs.tree, to: rebased.tree) }

    /// `scenarios`: the stories of the release that runs now, and of the new one.
    package init(
        base: Definition,
        theirs: Definition,
        operations: [OverlayOperation],
        decisions: [Digest: MergeDecision],
        house: UpgradeHouse
    ) {
        self.base = base
        self.theirs = theirs
        let (before, after) = (base.tree, theirs.tree)
        news = changes(from: before, to: after).filter { $0.path != ["version"] }
        let overlay = Overlay(
            app: base.app,
            baseVersion: base.version,
            baseHash: before.hash,
            operations: operations
        )
        rebased = rebase(
            overlay,
            from: before,
            onto: after,
            version: theirs.version,
            decisions: decisions,
            by: house.hand
        )
        gate = LocalVersion(
            base: after,
            overlay: Overlay(
                app: theirs.app,
                baseVersion: theirs.version,
                baseHash: after.hash,
                operations: rebased.overlay.operations
            ),
            agencies: house.agencies,
            calendar: house.calendar,
            scenarios: [house.scenarios.theirs, house.scenarios.ours].compactMap { $0 }
        )
    }
}

/// What an upgrade is judged against: the government's agencies and calendar, the stories of both releases, and who does it.
package struct UpgradeHouse: Sendable {
    package let agencies: Set<AgencyID>
    package let calendar: WorkingCalendar
    package let scenarios: (ours: String?, theirs: String?)
    package let hand: Hand

    package init(
        agencies: Set<AgencyID>,
        calendar: WorkingCalendar,
        scenarios: (ours: String?, theirs: String?),
        hand: Hand
    ) {
        self.agencies = agencies
        self.calendar = calendar
        self.scenarios = scenarios
        self.hand = hand
    }
}

/// A choice about a conflict as the ledger remembers it: what, by whom, when.
package struct UpgradeDecision: Hashable, Sendable {
    package let choice: MergeDecision
    package let author: String
    package let at: Moment

    package init(_ choice: MergeDecision, author: String, at: Moment) {
        self.choice = choice
        self.author = author
        self.at = at
    }

    package var json: JSON {
        var members: [(String, JSON?)] = [("author", .string(author)), ("at", .string(at.rfc3339))]
        switch choice {
        case .ours: members.append(("choice", "ours"))
        case .theirs: members.append(("choice", "theirs"))
        case .value(let value): members += [("choice", "value"), ("value", value)]
        }
        return .members(members)
    }

    /// nil where the JSON is no decision.
    package init?(json: JSON) {
        guard let author = json["author"]?.string, let at = json["at"]?.string.flatMap({ try? Moment(rfc3339: $0) })
        else { return nil }
        switch json["choice"]?.string {
        case "ours": self.init(.ours, author: author, at: at)
        case "theirs": self.init(.theirs, author: author, at: at)
        case "value":
            guard let value = json["value"] else { return nil }
            self.init(.value(value), author: author, at: at)
        default: return nil
        }
    }
}

extension InstallationState {
    /// Every remembered choice, by the conflict's id.
    package var remembered: [Digest: UpgradeDecision] {
        var all: [Digest: UpgradeDecision] = [:]
        for (id, json) in decisions {
            if let digest = Digest(hex: id), let decision = UpgradeDecision(json: json) { all[digest] = decision }
        }
        return all
    }
}
