import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import Node
import Store

/// Cases that officers enter: at a counter, or as head of an RT or RW, for a citizen, who gets a slip; or in a role that begins
/// cases of its own, as a secretary registers letters.
struct IntakeRoutes {
    /// Minutes in which the one who entered a case may print its slip.
    private static let slipMinutes = 60

    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("petugas/catat", use: choose)
        government.get("petugas/catat/:app", use: begin)
        government.get("petugas/catat/:app/isian/:draft", use: form)
        government.post("petugas/catat/:app/isian/:draft", use: send)
        government.get("petugas/catat/:app/isian/:draft/foto/:file", use: photo)
        government.get("petugas/catat/:app/slip/:number", use: slip)
        government.get("petugas/catat/:app/slip/:number/qr.svg", use: qr)
    }

    /// What an officer may enter: every public service for citizens, and what their own roles begin.
    static func plans(_ context: GovernmentContext) throws -> [CompiledDefinition] {
        let assists = Permissions.mayEnter(.assist, context.caller, now: context.now)
        return try context.government.definitions.installations().filter(\.takesCases).map {
            try context.government.definitions.compiled($0.release.definition)
        }.filter {
            assists && $0.definition.group == .publicService
                || Permissions.begins($0.definition, context.caller, now: context.now)
        }
    }

    /// The form's desk; the officer's own where their role begins such cases.
    private func enter(_ context: GovernmentContext) throws -> (desk: FormDesk, isOwn: Bool) {
        if context.caller.officer == nil { throw Refusal.signInNeeded }
        let desk = try FormDesk(context)
        if Permissions.begins(desk.plan.definition, context.caller, now: context.now) { return (desk, true) }
        try Permissions.require(.assist, context.caller, now: context.now)
        return (desk, false)
    }

    @Sendable func choose(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let plans = try Self.plans(context)
        if plans.isEmpty { try Permissions.require(.assist, context.caller, now: context.now) }
        if plans.count == 1, let only = plans.first {
            return context.redirect("petugas/catat/\(only.definition.app.text)")
        }
        return try context.page(
            "desk/intake-choice",
            title: context.text(StaffNavigation.intakeName(context)),
            [
                "title": context.text(StaffNavigation.intakeName(context)),
                "services": plans.map { plan in
                    [
                        "href": context.path("petugas/catat/\(plan.definition.app.text)"),
                        "name": plan.definition.name.text(context.language),
                        "summary": plan.definition.summary.text(context.language),
                    ] as View
                }, "isEmpty": plans.isEmpty, "text": context.text("desk.intake.none"),
            ],
            options(context, [Link(context.text(StaffNavigation.intakeName(context)))])
        )
    }

    /// A draft holds the photos until the case is sent, and belongs to this browser alone.
    @Sendable func begin(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let desk = try enter(context).desk
        let app = desk.plan.definition.app
        let draft = try await context.government.files.newDraft(app, visit: context.visit.browser)
        return context.redirect("petugas/catat/\(app.text)/isian/\(draft.id.text)")
    }

    @Sendable func form(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let desk = try enter(context).desk
        let draft = try desk.draft()
        return try page(desk, draft, Typed(answers: draft.answers), context)
    }

    /// What came with the form beside the answers.
    private struct Typed {
        var answers: [FieldID: JSON]
        var channel = ""
        var consent = false
        var problems: [FieldProblem] = []
        var lines: [(href: String?, text: String)] = []
    }

    @Sendable func send(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let (desk, isOwn) = try enter(context)
        let id = DraftID(try context.parameter("draft"))
        let files = context.government.files
        let browser = context.visit.browser
        let asked = desk.plan.definition.form
        let form = try await context.form(request) { field, name, type, _ in
            guard let field = try? FieldID(field), let rule = FileRule(asked[field]) else { throw Refusal.unknownFile }
            return try files.begin(.draft(id, browser), rule: rule, field: field, fileName: name, declaredType: type)
        }
        let draft = try files.draft(id, visit: browser)
        var typed = Typed(
            answers: FieldView.answers(desk.plan.definition.form, from: form, regions: context.government.regions)
        )
        typed.channel = form["_channel"] ?? ""
        typed.consent = form["_consent"] == "1"
        if let draft {
            if let removed = form["_remove"] { try await files.drop(removed, from: draft.id, visit: browser) }
            try await files.save(typed.answers, in: draft.id, visit: browser)
            if form["_remove"] != nil || form.changesRows { return try page(desk, draft, typed, context) }
        }
        typed.lines = form.fileProblems.map { ("#\($0.field)", $0.why.message(context.language)) }
        let channel = isOwn ? .web : Channel(rawValue: typed.channel).flatMap { $0.isAssisted ? $0 : nil }
        let texts = context.texts.about(desk.plan.definition.noun)
        if channel == nil { typed.lines.append(("#channel", texts.text("desk.intake.channel-missing"))) }
        guard let channel, typed.lines.isEmpty else {
            guard let draft else { throw Refusal.unknownDraft }
            return try page(desk, draft, typed, context)
        }
        do {
            let start = StartCase(
                app: desk.plan.definition.app,
                answers: typed.answers,
                channel: channel,
                language: context.language,
                consent: typed.consent
            )
            let receipt = try await context.government.start(
                start,
                by: context.caller,
                key: try desk.key(id),
                draft: id
            )
            let number = receipt.number.text
            return context.redirect(
                isOwn ? "petugas/laporan/\(number)" : "petugas/catat/\(desk.plan.definition.app.text)/slip/\(number)"
            )
        } catch let rejection as Rejection {
            guard let draft else { throw rejection }
            typed.problems = rejection.fields
            if rejection.fields.isEmpty { typed.lines.append((nil, rejection.message(context.language))) }
            return try page(desk, draft, typed, context)
        } catch let refusal as Refusal {
            guard let draft else { throw refusal }
            typed.lines.append((refusal == .consentMissing ? "#consent" : nil, refusal.message(context.language)))
            return try page(desk, draft, typed, context)
        }
    }

    private func page(_ desk: FormDesk, _ draft: Draft, _ typed: Typed, _ context: GovernmentContext) throws -> Response
    {
        let definition = desk.plan.definition
        let here = context.path("petugas/catat/\(definition.app.text)/isian/\(draft.id.text)")
        let setting = FieldView.Setting(
            context,
            definition,
            photo: { here + "/foto/" + $0 },
            officers: context.officerNames,
            papers: ShownPapers(draft.files, context.texts, context.formats),
            upload: { here + "/berkas/" + $0.text }
        )
        let isOwn = Permissions.begins(definition, context.caller, now: context.now)
        let channels: [Channel] = isOwn ? [] : [.counter, .assistedRTRW, .phone]
        let texts = context.texts.about(definition.noun)
        let summary = FieldView.summary(typed.problems, language: context.language)["problems"] as? [View] ?? []
        let lines = typed.lines.map { ["href": $0.href, "text": $0.text] as View } + summary
        return try context.page(
            "desk/intake",
            title: texts.text(isOwn ? "desk.intake.own-title" : "desk.intake.title"),
            [
                "action": here, "isAssisted": !isOwn,
                "title": texts.text(isOwn ? "desk.intake.own-title" : "desk.intake.title"),
                "lead": texts.text(isOwn ? "desk.intake.own-lead" : "desk.intake.lead"),
                "send": texts.text(isOwn ? "desk.intake.own-send" : "desk.intake.send"),
                "service": definition.name.text(context.language),
                "channels": channels.enumerated().map { place, channel in
                    [
                        "id": place == 0 ? "channel" : "channel-\(place)", "value": channel.rawValue,
                        "label": channel.name.text(context.language),
                        "isChecked": channel.rawValue == typed.channel,
                    ] as View
                },
                "consent": typed.consent, "officer": context.caller.officer?.name ?? "",
                "fields": FieldView.views(
                    definition.form,
                    in: setting,
                    asked: Set(definition.form.all.filter { $0.element.calculated == nil }.map(\.id)),
                    required: Set(definition.form.all.filter { $0.element.required == .always }.map(\.id)),
                    answers: typed.answers,
                    problems: typed.problems
                ),
                "hasProblems": !lines.isEmpty, "problems": lines,
            ],
            options(
                context,
                [
                    Link(context.text(StaffNavigation.intakeName(context)), context.path("petugas/catat")),
                    Link(definition.name.text(context.language)),
                ],
                noun: definition.noun,
                status: lines.isEmpty ? .ok : .unprocessableContent
            )
        )
    }

    @Sendable func photo(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let draft = try enter(context).desk.draft()
        let name = try context.parameter("file")
        let isPaper = draft.files.contains { $0.name == name && $0.isPaper }
        guard let file = try context.government.files.read(name, thumbnail: !isPaper, of: draft.caseID) else {
            throw PageRefusal.notFound
        }
        return context.stored(file)
    }

    // MARK: The slip

    /// The secret link is the citizen's.
    ///
    /// The one who entered the case sees it as long as it takes to print it, and nobody else.
    private func slipCase(_ context: GovernmentContext) throws -> (state: CaseState, definition: CompiledDefinition) {
        try Permissions.require(.assist, context.caller, now: context.now)
        let number = try CaseRoutes.number(context)
        let officer = try context.officer()
        guard let state = try context.government.cases.stored(number)?.state,
            let first = try context.government.ledger.facts(of: CaseEvent.stream(state.id)).first.map({
                try CaseEvent(fact: $0.1)
            }),
            case .started(let started) = first, started.assistedBy == officer.id,
            context.now - started.at < .minutes(Self.slipMinutes)
        else { throw PageRefusal.notFound }
        return (state, try context.government.definitions.compiled(state.definition))
    }

    @Sendable func slip(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let (state, plan) = try slipCase(context)
        let category = state.fields["category"]?.string.flatMap {
            plan.optionName($0, of: "category")?.text(context.language)
        }
        let place = (state.village ?? state.district).flatMap { context.government.regions.region($0)?.name }
        let path = "petugas/catat/\(state.app.text)"
        return try context.page(
            "desk/slip",
            title: context.text("desk.slip.title"),
            [
                "number": state.number.text, "service": plan.definition.name.text(context.language),
                "what": [category, place].compactMap(\.self).joined(separator: " · "),
                "received": context.formats.dateTime(state.startedAt),
                "channel": state.channel.name.text(context.language),
                "due": state.due.map { context.formats.longDate($0) },
                "qr": context.path("\(path)/slip/\(state.number.text)/qr.svg"),
                "site": context.web.node.settings.baseURL + context.path("lacak"),
                "office": context.government.profile.name, "again": context.path(path),
                "officer": context.caller.officer?.title ?? "",
            ],
            options(
                context,
                [Link(context.text("desk.intake.nav"), context.path("petugas/catat")), Link(state.number.text)],
                noun: plan.definition.noun
            )
        )
    }

    @Sendable func qr(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let (state, plan) = try slipCase(context)
        let link = context.web.node.settings.baseURL + context.government.identity.linkPath(state.id, state.number)
        let title = context.texts.about(plan.definition.noun).text("portal.sent.qr-alt")
        return context.drawing(try QRCode(link).picture(title: title), keep: .never)
    }

    private func options(
        _ context: GovernmentContext,
        _ crumbs: [Link],
        noun: LocalizedText? = nil,
        status: HTTPResponse.Status = .ok
    ) -> PageOptions {
        .desk(
            context,
            breadcrumbs: crumbs,
            status: status,
            noun: noun
        )
    }
}
