import Civic
import Definition
import Engine
import Exchange
import Hummingbird
import Node

/// A government's own side of the Exchange: what is next, its studies, agreements, rights to install, and what it offers.
struct BoardRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("bursa", use: board)
        government.post("bursa/rilis/:app", use: publish)
        government.post("bursa/rilis/:app/tarik", use: withdraw)
    }

    @Sendable func board(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try context.cooperating()
        let files = try AgreementText.Kind.allCases.flatMap { try context.agreements.files($0) }.sorted {
            $0.startedAt > $1.startedAt
        }
        let studies = try context.studies.all()
        let entitlements = Entitlements(files, on: context.now.date(in: context.zone))
        let mayDraft = officer.grants.contains { $0.role == Permissions.cooperation && $0.holds(at: context.now) }
        let isSteward = Permissions.mayEnter(.steward, context.caller, now: context.now)
        let steps = nextSteps(files, studies, entitlements, context)
        let installations = try rights(entitlements, context)
        let releases = try Releases(context.government).offered().map { release($0, context) }
        let unreleased = isSteward ? try unreleased(context) : []
        let offersNothing = releases.isEmpty && unreleased.isEmpty
        return try context.exchangePage(
            "board",
            title: context.text("exchange.board.title", ["name": context.government.profile.name]),
            [
                "name": context.government.profile.name, "who": "\(officer.name) · \(officer.title)",
                "steps": steps, "noSteps": HomeRoutes.empty(steps.isEmpty, context.text("exchange.board.no-steps")),
                "agreements": files.map { row($0, context) },
                "noAgreements": HomeRoutes.empty(files.isEmpty, context.text("exchange.board.no-agreements")),
                "studies": studies.map { study($0, context) },
                "noStudies": HomeRoutes.empty(studies.isEmpty, context.text("exchange.board.no-studies")),
                "rights": installations, "hasRights": !installations.isEmpty,
                "releases": releases, "unreleased": unreleased,
                "noReleases": HomeRoutes.empty(offersNothing, context.text("exchange.board.no-releases")),
                "starts": mayDraft ? try starts(files, context) : [],
                "elsewhere": context.web.node.settings.isDemo ? people(context) : [],
                "isDemo": context.web.node.settings.isDemo,
            ],
            breadcrumbs: [
                Link(context.text("exchange.catalogue.title"), "/bursa/"), Link(context.government.profile.name),
            ]
        )
    }

    /// What a cooperation officer may begin.
    private func starts(_ files: [AgreementFile], _ context: GovernmentContext) throws -> [View] {
        var starts: [View] = [
            ["href": context.path("bursa/kajian/baru"), "text": context.text("exchange.board.new-study")]
        ]
        if try !context.studies.providers().isEmpty {
            starts.append(["href": context.path("bursa/mou/baru"), "text": context.text("exchange.board.new-mou")])
        }
        for mou in files where mou.kind == .understanding && mou.state == "in_force" {
            starts.append([
                "href": context.path("bursa/pks/baru?mou=\(mou.number.text)"),
                "text": context.text("exchange.board.new-pks", ["name": context.counterpart(of: mou)]),
            ])
        }
        return starts
    }

    private func nextSteps(
        _ files: [AgreementFile],
        _ studies: [Studies.Kept],
        _ entitlements: Entitlements,
        _ context: GovernmentContext
    ) -> [View] {
        var steps = files.flatMap { file in
            NextStep.all(of: file).map { step in AgreementSteps(context, file).view(step) }
        }
        steps += studies.compactMap { StudySteps(context).view($0.state) }
        for grant in entitlements.grants {
            let installation = context.government.definitions.installation(grant.line.app)
            guard installation == nil || installation?.stage == .installed else { continue }
            let path = context.path("bursa/pemasangan/\(grant.line.app.text)")
            steps.append([
                "text": context.text(
                    installation == nil ? "exchange.step.install" : "exchange.step.go-live",
                    ["name": grant.line.name]
                ),
                "who": context.text("exchange.office.steward"), "where": context.government.profile.name, "href": path,
                "act": context.actAs(
                    context.government,
                    Permissions.steward,
                    label: context.text("exchange.act-as.steward"),
                    next: path
                ),
            ])
        }
        return steps
    }

    private func row(_ file: AgreementFile, _ context: GovernmentContext) -> View {
        [
            "href": context.path("bursa/perjanjian/\(file.number.text)"), "number": file.number.text,
            "kind": context.text("exchange.kind.\(file.kind.rawValue)"), "subject": file.text.subject,
            "counterpart": context.counterpart(of: file), "state": AgreementWords(context).tag(file.state),
            "term": AgreementWords(context).term(file.text),
        ]
    }

    private func study(_ kept: Studies.Kept, _ context: GovernmentContext) -> View {
        [
            "href": context.path("bursa/kajian/\(kept.state.number.text)"), "number": kept.state.number.text,
            "title": kept.study.title,
            "state": StudySteps(context).tag(kept.state.state),
        ]
    }

    private func rights(_ entitlements: Entitlements, _ context: GovernmentContext) throws -> [View] {
        let granted = Set(entitlements.grants.map(\.line.app))
        let adopted = context.government.definitions.installations().filter { installation in
            if case .agreement = installation.entitlement { return true }
            return false
        }
        let apps = granted.union(adopted.map(\.app)).sorted()
        return apps.map { app in
            let installation = adopted.first { $0.app == app }
            let grant = entitlements.grant(for: app)
            return [
                "href": context.path("bursa/pemasangan/\(app.text)"),
                "name": grant?.line.name ?? context.catalogue[app]?.name.text(context.language) ?? app.text,
                "agreement": grant.map { "\($0.file.number.text) · \(AgreementWords(context).term($0.file.text))" }
                    ?? context.text("exchange.board.no-right"),
                "stage": installation.map { InstallationWords(context).tag($0.stage) }
                    ?? context.tag("new", context.text("exchange.stage.entitled")),
            ]
        }
    }

    private func release(_ kept: Releases.Kept, _ context: GovernmentContext) -> View {
        [
            "href": "/bursa/aplikasi/\(kept.release.app.text)", "name": kept.release.app.text.uppercased(),
            "version": kept.release.version.description, "hash": kept.release.hash.hex,
            "when": kept.release.publishedAt.map { context.formats.date($0) } ?? "", "app": kept.release.app.text,
            "mayWithdraw": Permissions.mayEnter(.steward, context.caller, now: context.now),
        ]
    }

    /// Own applications whose present version is not on offer yet.
    private func unreleased(_ context: GovernmentContext) throws -> [View] {
        let offered = Set(try Releases(context.government).offered().map(\.release.hash))
        return try context.government.definitions.installations().compactMap { installation in
            guard installation.entitlement == .own, !offered.contains(installation.release.definition),
                !Exchange.applications.contains(installation.app.text)
            else { return nil }
            let definition = try context.government.definitions.compiled(installation.release.definition).definition
            return [
                "app": installation.app.text, "name": definition.name.text(context.language),
                "version": definition.version.description,
            ]
        }
    }

    /// Signs the present version of an own application as a release.
    @Sendable func publish(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        _ = try await context.form(request)
        guard let app = try? AppID(try context.parameter("app")),
            let installation = context.government.definitions.installation(app),
            installation.entitlement == .own
        else { throw PageRefusal.notFound }
        let definition = try context.government.definitions.compiled(installation.release.definition).definition
        let releases = Releases(context.government)
        // The scenarios of the version before travel on; `lumbung app run` has played them on this one.
        let scenarios = try releases.known(app).first { $0.release.provider == context.government.code }?.scenarios
        try await releases.publish(definition, scenarios: scenarios, by: context.caller)
        return context.redirect("bursa/")
    }

    /// Takes a release off the offer, for a reason that the node's release log keeps for everybody to read.
    @Sendable func withdraw(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        let form = try await context.form(request)
        guard let app = try? AppID(try context.parameter("app")), let version = Version(form["version"] ?? "") else {
            throw PageRefusal.notFound
        }
        try await Releases(context.government).withdraw(app, version, reason: form["reason"] ?? "", by: context.caller)
        return context.redirect("bursa/")
    }

    /// In the demo: the officials of every government, one click each.
    private func people(_ context: GovernmentContext) -> [View] {
        context.web.node.governments.map { government in
            let roles = [
                Permissions.cooperation, Permissions.legal, Permissions.executive, Permissions.head,
                Permissions.steward,
            ]
            return [
                "name": government.profile.name,
                "acts": roles.compactMap { role in
                    context.actAs(
                        government,
                        role,
                        label: context.text("exchange.office.\(role.text)"),
                        next: "/\(government.slug)/bursa/"
                    )
                },
            ]
        }
    }
}

/// Who acts next on an agreement, with a way there.
struct AgreementSteps {
    let context: GovernmentContext
    let file: AgreementFile

    init(_ context: GovernmentContext, _ file: AgreementFile) {
        self.context = context
        self.file = file
    }

    func view(_ step: NextStep) -> View {
        let code = file.text.party(step.side).government
        let government = context.web.node.government(code: code)
        let number = step.side == file.side ? file.number.text : counterpartNumber(government)
        let path = government.flatMap { government in number.map { "/\(government.slug)/bursa/perjanjian/\($0)" } }
        let office = context.text("exchange.office.\(step.office.text)")
        let action = context.text("exchange.action.\(Self.short(step.action))")
        return [
            "text": "\(action): \(file.text.subject)", "who": office, "where": context.name(of: code),
            "href": step.side == file.side ? path : nil,
            "act": government.flatMap { government in
                path.flatMap { path in
                    context.actAs(
                        government,
                        step.office,
                        officer: step.officer,
                        label: context.text(
                            "exchange.act-as.label",
                            ["who": office, "where": government.profile.name]
                        ),
                        next: path
                    )
                }
            },
        ]
    }

    /// The same case has its own number in the other ledger.
    private func counterpartNumber(_ government: Government?) -> String? {
        guard let government, let there = try? Agreements(government, catalogue: context.catalogue).file(file.id) else {
            return nil
        }
        return there.number.text
    }

    /// `provider_sign` and `adopter_sign` are one word.
    static func short(_ action: ActionID) -> String {
        for side in Side.allCases where action.text.hasPrefix(side.rawValue + "_") {
            return String(action.text.dropFirst(side.rawValue.count + 1))
        }
        return action.text
    }
}

/// Steps and states of studies.
struct StudySteps {
    let context: GovernmentContext

    init(_ context: GovernmentContext) { self.context = context }

    func view(_ state: CaseState) -> View? {
        let (key, role): (String, RoleID)
        switch state.state.text {
        case "drafting": (key, role) = ("submit", Permissions.cooperation)
        case "advice": (key, role) = ("advise-study", Permissions.executive)
        case "advised": (key, role) = ("decide", Permissions.head)
        default: return nil
        }
        let path = context.path("bursa/kajian/\(state.number.text)")
        let office = context.text("exchange.office.\(role.text)")
        return [
            "text": "\(context.text("exchange.action.\(key)")): \(state.number.text)", "who": office,
            "where": context.government.profile.name,
            "href": path,
            "act": context.actAs(
                context.government,
                role,
                label: context.text(
                    "exchange.act-as.label",
                    ["who": office, "where": context.government.profile.name]
                ),
                next: path
            ),
        ]
    }

    func tag(_ state: StateID) -> View {
        let tone =
            switch state.text {
            case "drafting": "new"
            case "advice": "working"
            case "advised": "waiting"
            case "decided": "done"
            default: "refused"
            }
        return context.tag(tone, context.text("exchange.study-state.\(state.text)"))
    }
}
