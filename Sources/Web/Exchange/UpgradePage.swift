import Civic
import Definition
import Engine
import Exchange
import Hummingbird
import Node

/// The page of an upgrade: from "a release is there" through "this is new, this is yours to decide" to "it runs", and back.
struct UpgradePage {
    private let context: GovernmentContext
    private let app: AppID
    private let problem: String?
    private let typed: Form?

    init(_ context: GovernmentContext, _ app: AppID, problem: String? = nil, typed: Form? = nil) {
        self.context = context
        self.app = app
        self.problem = problem
        self.typed = typed
    }

    private var language: Language { context.language }
    private var base: String { context.path("bursa/pemasangan/\(app.text)/pembaruan") }

    func response() throws -> Response {
        guard let state = context.government.definitions.installation(app) else { throw PageRefusal.notFound }
        let isSteward = Permissions.mayEnter(.steward, context.caller, now: context.now)
        let effective = try context.government.definitions.compiled(state.release.definition).definition
        let name = effective.name.text(language)
        let proposal = try context.upgrades.proposal(app)
        let offers = proposal == nil ? try context.upgrades.available(app) : []
        let title = context.text("upgrade.title", ["name": name])
        var view: View = [
            "name": name, "current": state.release.version.description, "base_path": base,
            "installation": context.path("bursa/pemasangan/\(app.text)"),
            "problem": problem.map { context.notice("warning", "warning", $0) },
            "done": done.map { context.notice("done", "check", $0) }, "isSteward": isSteward,
            "asSteward": isSteward
                ? nil
                : context.actAs(
                    context.government,
                    Permissions.steward,
                    label: context.text("exchange.act-as.steward"),
                    next: base
                ),
            "offers": offers.map(offer), "hasOffers": !offers.isEmpty,
            "nothing": HomeRoutes.empty(proposal == nil && offers.isEmpty, context.text("upgrade.none")),
            "earlier": state.earlier.last.map { $0.release.version.description },
            "canRollBack": isSteward && !state.earlier.isEmpty, "running": running(state),
            "proposal": proposal.map { self.proposal($0, state, isSteward: isSteward) },
        ]
        if proposal != nil { view["nothing"] = nil }
        return try context.exchangePage(
            "upgrade",
            title: title,
            view,
            breadcrumbs: [
                context.home(), Link(name, context.path("bursa/pemasangan/\(app.text)")),
                Link(context.text("upgrade.crumb")),
            ],
            status: problem == nil ? .ok : .unprocessableContent,
            isWide: true
        )
    }

    private var done: String? {
        switch context.visit.query {
        case "berhasil=ganti": context.text("upgrade.done.switched")
        case "berhasil=kembali": context.text("upgrade.done.back")
        case "berhasil=putuskan": context.text("upgrade.done.settled")
        default: nil
        }
    }

    private func offer(_ kept: Releases.Kept) -> View {
        [
            "version": kept.release.version.description, "hash": kept.release.hash.hex,
            "provider": context.name(of: kept.release.provider),
            "when": kept.release.publishedAt.map { context.formats.date($0.date(in: context.zone)) } ?? "",
        ]
    }

    /// Where running cases of earlier versions are looked at.
    private func running(_ state: InstallationState) -> View? {
        guard !state.earlier.isEmpty else { return nil }
        return ["href": context.path("kelola/perpindahan/\(app.text)")]
    }

    // MARK: The proposal

    private func proposal(_ proposal: UpgradeProposal, _ state: InstallationState, isSteward: Bool) -> View {
        let conflicts = proposal.rebased.open + proposal.rebased.decided
        let remembered = state.remembered
        return [
            "version": proposal.theirs.version.description, "verdict": verdict(proposal.verdict),
            "news": proposal.news.map { change in
                ["tag": weight(change.weight), "words": change.words.text(language)] as View
            },
            "hasConflicts": !conflicts.isEmpty, "open": context.formats.number(proposal.rebased.open.count),
            "isUndecided": !proposal.rebased.open.isEmpty,
            "conflicts": conflicts.map { conflict($0, remembered[$0.id], proposal) },
            "notes": proposal.rebased.notes.map {
                ["text": $0.words(base: proposal.base.tree, upstream: proposal.theirs.tree).text(language)] as View
            },
            "hasNotes": !proposal.rebased.notes.isEmpty,
            "refused": proposal.rebased.refused.map { ["text": $0.message.text(language)] as View },
            "hasRefused": !proposal.rebased.refused.isEmpty,
            "local": proposal.local.map { ["text": $0.words.text(language)] as View },
            "noLocal": HomeRoutes.empty(proposal.local.isEmpty, context.text("upgrade.no-local")),
            "checks": VersionChecks(context).rows(proposal.gate),
            "canSwitch": isSteward && proposal.verdict == .clean, "mayAct": isSteward,
        ]
    }

    private func verdict(_ verdict: UpgradeProposal.Verdict) -> View {
        switch verdict {
        case .clean: context.tag("done", context.text("upgrade.verdict.clean"))
        case .needsDecision: context.tag("waiting", context.text("upgrade.verdict.needs-decision"))
        case .blocked: context.tag("refused", context.text("upgrade.verdict.blocked"))
        }
    }

    private func weight(_ weight: Weight) -> View {
        switch weight {
        case .patch: context.tag("new", context.text("upgrade.weight.patch"))
        case .minor: context.tag("working", context.text("upgrade.weight.minor"))
        case .major: context.tag("late", context.text("upgrade.weight.major"))
        }
    }

    private func conflict(
        _ conflict: MergeConflict,
        _ decision: UpgradeDecision?,
        _ proposal: UpgradeProposal
    ) -> View {
        let id = conflict.id.hex
        let (base, theirs) = (proposal.base.tree, proposal.theirs.tree)
        let shown = { (value: JSON?) in conflict.shown(value, base: base, upstream: theirs, language) }
        var chosen = typed?["choice." + id]
        var own = typed?["own." + id] ?? ""
        if chosen == nil, let decision {
            switch decision.choice {
            case .ours: chosen = "ours"
            case .theirs: chosen = "theirs"
            case .value(let value):
                chosen = "own"
                own = value.string ?? value.text
            }
        }
        return [
            "id": String(id.prefix(12)), "name": "choice." + id, "ownName": "own." + id,
            "words": conflict.words(base: base, upstream: theirs, government: context.government.profile.name)
                .text(language),
            "before": shown(conflict.base), "ours": shown(conflict.local), "theirs": shown(conflict.upstream),
            "isOurs": chosen == "ours",
            "isTheirs": chosen == "theirs", "isOwn": chosen == "own", "own": own,
            "isTypable": TypedDecision.isTypable(conflict),
            "decided": decision.map {
                context.text(
                    "upgrade.decided",
                    [
                        "who": context.government.identity.officer(OfficerID($0.author))?.name ?? $0.author,
                        "when": context.formats.dateTime($0.at),
                    ]
                )
            },
        ]
    }
}

/// What checks and stories say of a version, one row each.
struct VersionChecks {
    let context: GovernmentContext

    init(_ context: GovernmentContext) { self.context = context }

    func rows(_ version: LocalVersion) -> [View] {
        let language = context.language
        var rows: [View] = version.problems.map { row("refused", "exchange.check.refused", $0.message.text(language)) }
        rows += version.findings.filter { $0.severity == .error }.map {
            row("refused", "exchange.check.error", $0.message.text(language))
        }
        rows += version.scenarios.filter { $0.verdict == .broken }.map { scenario in
            row(
                "refused",
                "exchange.check.broken",
                "\(scenario.title.text(language)): \(scenario.failures.first?.message.text(language) ?? "")"
            )
        }
        if rows.isEmpty {
            let count = { (verdict: LocalVersion.PlayedScenario.Verdict) in
                "\(version.scenarios.count { $0.verdict == verdict })"
            }
            rows.append(
                row(
                    "done",
                    "exchange.check.fine",
                    context.text(
                        "exchange.check.scenarios",
                        ["passed": count(.passed), "local": count(.localValues), "left": count(.leftOut)]
                    )
                )
            )
        }
        return rows
    }

    private func row(_ tone: String, _ key: String, _ text: String) -> View {
        ["tag": context.tag(tone, context.text(key)), "text": text]
    }
}
