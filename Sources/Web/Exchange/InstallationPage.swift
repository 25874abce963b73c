import Civic
import Definition
import Engine
import Exchange
import Hummingbird
import Node

/// The page of one adopted application: four steps, each with what is still missing.
struct InstallationPage {
    private let context: GovernmentContext
    private let app: AppID
    private let problem: String?
    private let typed: TypedChanges?
    private let preview: [OverlayOperation]?
    /// The group of elements that is open.
    private let focus: String?

    init(
        _ context: GovernmentContext,
        _ app: AppID,
        problem: String? = nil,
        typed: TypedChanges? = nil,
        preview: [OverlayOperation]? = nil,
        focus: String? = nil
    ) {
        self.context = context
        self.app = app
        self.problem = problem
        self.typed = typed
        self.preview = preview
        self.focus = focus
    }

    private var base: String { context.path("bursa/pemasangan/\(app.text)") }
    private var language: Language { context.language }

    func response() throws -> Response {
        let entitlements = try context.installer.entitlements()
        let grant = entitlements.grant(for: app)
        let standing = try context.installer.standing(app)
        let name =
            standing?.effective.name.text(language) ?? grant?.line.name ?? context.catalogue[app]?.name.text(language)
            ?? app.text
        let isSteward = Permissions.mayEnter(.steward, context.caller, now: context.now)
        // Also where a line entitles, the release may still be on its way from the provider.
        let obstacle = grant == nil || standing == nil ? try reason(entitlements) : ""
        var view: View = [
            "name": name, "base_path": base, "problem": problem.map { context.notice("warning", "warning", $0) },
            "stage": standing.map { InstallationWords(context).tag($0.state.stage) }
                ?? (grant == nil
                    ? context.tag("refused", context.text("exchange.stage.none"))
                    : context.tag("new", context.text("exchange.stage.entitled"))),
            "right": grant.map(right),
            "noRight": grant == nil
                ? context.notice("warning", "lock", obstacle)
                : obstacle.isEmpty ? nil : context.notice("info", "info", obstacle),
            "canInstall": standing == nil && grant != nil && obstacle.isEmpty && isSteward,
            "isInstalled": standing != nil,
            "isSteward": isSteward,
            "asSteward": isSteward
                ? nil
                : context.actAs(
                    context.government,
                    Permissions.steward,
                    label: context.text("exchange.act-as.steward"),
                    next: base
                ),
        ]
        for key in [
            "version", "groups", "preview", "differences", "hasDifferences", "roles", "isLive", "isSuspended",
            "canGoLive", "upgrade", "nextRelease", "portal", "suspension", "reasonField", "terms", "checks",
            "noDifferences",
        ] {
            view[key] = nil
        }
        if let standing { view = view.adding(try installed(standing, isSteward: isSteward)) }
        return try context.exchangePage(
            "installation",
            title: name,
            view,
            breadcrumbs: [context.home(), Link(name)],
            status: problem == nil ? .ok : .unprocessableContent,
            isWide: true
        )
    }

    private func right(_ grant: Entitlements.Grant) -> View {
        [
            "agreement": grant.file.number.text, "href": context.path("bursa/perjanjian/\(grant.file.number.text)"),
            "provider": grant.file.text.provider.name, "version": grant.line.version.description,
            "hash": grant.line.hash.hex,
            "term": AgreementWords(context).term(grant.file.text),
        ]
    }

    /// Why nothing entitles.
    private func reason(_ entitlements: Entitlements) throws -> String {
        do {
            _ = try context.installer.entitled(app, entitlements)
            return ""
        } catch let refusal as Refusal {
            return refusal.message(language)
        }
    }

    // MARK: Installed

    private func installed(_ standing: Installer.Standing, isSteward: Bool) throws -> View {
        let state = standing.state
        let differences = LocalDifference.all(standing.base, standing.effective)
        let version = context.installer.version(standing)
        let empty = context.installer.emptyRoles(standing.effective)
        return [
            "version": state.release.version.description, "isLive": state.stage == .live,
            "isSuspended": state.stage == .suspended,
            "portal": state.stage == .live && standing.effective.group == .publicService
                ? context.path("layanan/\(app.text)") : nil,
            "canGoLive": state.stage == .installed && isSteward, "upgrade": try upgrade(state),
            "nextRelease": state.entitlement == .own && isSteward ? context.path("bursa/rilis/\(app.text)") : nil,
            "suspension": state.suspension.map { context.notice("warning", "warning", suspension($0)) },
            "groups": isSteward && state.stage != .suspended ? groups(standing) : [],
            "reasonField": View.paragraph(
                "_reason",
                label: context.text("exchange.local.reason"),
                hint: context.text("exchange.local.reason-hint"),
                value: typed?.reason ?? ""
            ),
            "preview": preview.map { preview in self.preview(preview, standing) },
            "hasDifferences": !differences.isEmpty,
            "noDifferences": HomeRoutes.empty(differences.isEmpty, context.text("exchange.local.none")),
            "differences": differences.map { difference in
                let operation = state.operations.last {
                    $0.path == difference.path || difference.path.starts(with: $0.path)
                }
                return [
                    "label": difference.label.text(language), "before": difference.before, "after": difference.after,
                    "reason": operation?.reason ?? "", "who": author(operation),
                    "when": operation.map { context.formats.dateTime($0.at) } ?? "",
                ] as View
            },
            "checks": checks(version), "terms": terms,
            "roles": empty.map { role in
                [
                    "field": View.select(
                        "role.\(role.id.text)",
                        label: role.role.name.text(language),
                        options: officers.map { ($0.id.text, "\($0.name), \($0.title)") },
                        isRequired: false
                    )
                ] as View
            },
        ]
    }

    /// A later release is there, is being looked at, or has been switched to.
    private func upgrade(_ state: InstallationState) throws -> View? {
        let path = base + "/pembaruan"
        if let pending = state.pending {
            return ["text": context.text("upgrade.hint.pending", ["version": "\(pending.version)"]), "href": path]
        }
        if let offer = try context.upgrades.available(app).first {
            return ["text": context.text("upgrade.hint.there", ["version": "\(offer.release.version)"]), "href": path]
        }
        return state.earlier.isEmpty
            ? nil : ["text": context.text("upgrade.hint.before"), "href": path]
    }

    private var officers: [Officer] { context.government.identity.officers().filter(\.isActive) }

    private func author(_ operation: OverlayOperation?) -> String {
        operation.flatMap { context.government.identity.officer(OfficerID($0.author))?.name } ?? ""
    }

    private func suspension(_ suspension: Suspension) -> String {
        switch suspension {
        case .agreementEnded(let number): context.text("exchange.local.suspended-agreement", ["number": number])
        case .bySteward(let reason): context.text("exchange.local.suspended-steward", ["reason": reason])
        }
    }

    /// Words that come from the government's terms and are never typed here.
    private var terms: [View] {
        let terms = context.government.profile.terms
        return [
            ("exchange.terms.head", terms.head), ("exchange.terms.village", terms.village),
            ("exchange.terms.village-head", terms.villageHead),
            ("exchange.terms.regulation", terms.regulation),
        ].map { ["label": context.text($0.0), "value": $0.1.text(language)] }
    }

    // MARK: The form

    private func groups(_ standing: Installer.Standing) -> [View] {
        let agencies = context.government.profile.agencies.map { (id: $0.id.text, name: $0.name.text(language)) }
        return LocalElements.groups(standing.effective).enumerated().map { index, group in
            [
                "title": group.title.text(language), "isOpen": focus == "\(index)" || (focus == nil && index == 0),
                "elements": group.elements.map { element($0, agencies) },
            ]
        }
    }

    private func element(_ element: LocalElement, _ agencies: [(id: String, name: String)]) -> View {
        let value = typed?.values[element.name] ?? element.shown
        var view: View = [
            "id": "e-" + element.name.map { $0 == "/" ? "-" : String($0) }.joined(), "name": element.name,
            "label": element.label.text(language),
            "value": value, "isText": false, "isNumber": false, "isSelect": false, "options": [View](), "lock": nil,
            "isChanged": value != element.shown,
        ]
        switch element.kind {
        case .words: view["isText"] = true
        case .number(let min, let max, let source), .workdays(let min, let max, let source):
            view["isNumber"] = true
            if let source {
                view["lock"] = context.text(
                    "exchange.local.bounds",
                    ["min": min.map(String.init) ?? "0", "max": max.map(String.init) ?? "…", "source": source]
                )
            }
        case .yesNo, .shown:
            view["isSelect"] = true
            view["options"] = [("ya", "exchange.local.yes"), ("tidak", "exchange.local.no")].map {
                ["value": $0.0, "text": context.text($0.1), "isChosen": $0.0 == value] as View
            }
        case .agency:
            view["isSelect"] = true
            let known = agencies.contains { $0.id == value } ? agencies : agencies + [(value, value + " (?)")]
            view["options"] = known.map { ["value": $0.id, "text": $0.name, "isChosen": $0.id == value] as View }
        }
        return view
    }

    // MARK: Judgement

    /// The changes of the form in words, with what the checks say of them.
    private func preview(_ operations: [OverlayOperation], _ standing: Installer.Standing) -> View {
        let version = context.installer.version(standing, with: operations)
        let rows = version.definition.map { LocalDifference.all(standing.effective, $0) } ?? []
        return [
            "isEmpty": operations.isEmpty,
            "rows": rows.map { ["label": $0.label.text(language), "before": $0.before, "after": $0.after] as View },
            "checks": checks(version),
            "canSave": !operations.isEmpty && version.problems.isEmpty && version.definition != nil,
        ]
    }

    private func checks(_ version: LocalVersion) -> [View] { VersionChecks(context).rows(version) }
}
