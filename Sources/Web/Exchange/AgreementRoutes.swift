import Civic
import Definition
import Engine
import Exchange
import Hummingbird
import Node
import Store

/// One agreement at work: its text, where it stands on both sides, and what its people do next.
struct AgreementRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("bursa/perjanjian/:number", use: page)
        government.get("bursa/perjanjian/:number/cetak", use: printed)
        government.post("bursa/perjanjian/:number/:action", use: act)
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        return try show(try file(context), context)
    }

    @Sendable func printed(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        return try context.printed(try file(context))
    }

    private func file(_ context: GovernmentContext) throws -> AgreementFile {
        guard let file = try context.agreements.file(try context.caseNumber()) else { throw PageRefusal.notFound }
        return file
    }

    private func show(
        _ file: AgreementFile,
        problem: String? = nil,
        failed: ActionID? = nil,
        form: Form = Form(),
        _ context: GovernmentContext
    ) throws -> Response {
        guard let stored = try context.government.cases.stored(file.number), let state = stored.state else {
            throw PageRefusal.notFound
        }
        let plan = try context.government.definitions.compiled(state.definition)
        let base = context.path("bursa/perjanjian/\(file.number.text)")
        let actions = CaseActions(context, plan, state, base: base)
        let fields = SigningFields(context, file)
        let timeline = Timeline(
            plan,
            for: .officer,
            formats: context.formats,
            agencies: context.government.profile.agencyNames,
            content: stored.content ?? CaseContent()
        ).entries(try context.government.ledger.facts(of: CaseEvent.stream(file.id)).map { try CaseEvent(fact: $0.1) })
        let steps = NextStep.all(of: file).map { AgreementSteps(context, file).view($0) }
        let isPublic = ["in_force", "suspended", "ended", "terminated"].contains(file.state.text)
        return try context.exchangePage(
            "work",
            title: file.text.subject,
            [
                "kind": context.text("exchange.kind.\(file.kind.rawValue)"), "subject": file.text.subject,
                "number": file.number.text,
                "state": AgreementWords(context).tag(file.state), "counterpart": context.counterpart(of: file),
                "role": file.side.partyWord, "term": AgreementWords(context).term(file.text),
                "problem": problem.map { context.notice("warning", "warning", $0) }, "steps": steps,
                "hasSteps": !steps.isEmpty,
                "sides": Side.allCases.map { side(file, $0, context) },
                "form": LegalFormView(text: file.text, signatures: file.signatures, formats: context.formats).view,
                "print": base + "/cetak", "public": isPublic ? "/bursa/perjanjian/\(file.id.text)" : nil,
                "edit": file.state == "drafting" && actions.may("revise") ? base + "/ubah" : nil,
                "changed": changed(file, context),
                "actions": actions.views(without: ["revise"], failed: failed, form: form) {
                    fields.views(for: $0, form: form)
                },
                "timeline": timeline.reversed().map { entry(($0), file, stored.content, context) },
                "install": installs(file, context),
            ],
            breadcrumbs: [context.home(), Link(file.number.text)],
            status: problem == nil ? .ok : .unprocessableContent,
            isWide: true
        )
    }

    /// Articles that differ from the standard text.
    private func changed(_ file: AgreementFile, _ context: GovernmentContext) -> View? {
        let ids = file.text.changedClauses(from: StandardClauses.clauses(file.kind))
        guard !ids.isEmpty else { return nil }
        let names = ids.map { id in file.text.clauses.first { $0.id == id }?.heading ?? id }
        return context.notice(
            "info",
            "info",
            context.text("exchange.work.changed", ["names": names.joined(separator: ", ")])
        )
    }

    private func installs(_ file: AgreementFile, _ context: GovernmentContext) -> [View] {
        guard file.kind == .cooperation, file.side == .adopter, file.state == "in_force" else { return [] }
        return file.text.annex.map { line in
            let path = context.path("bursa/pemasangan/\(line.app.text)")
            return [
                "href": path, "text": context.text("exchange.work.install", ["name": line.name]),
                "act": context.actAs(
                    context.government,
                    Permissions.steward,
                    label: context.text("exchange.act-as.steward"),
                    next: path
                ),
            ]
        }
    }

    private func side(_ file: AgreementFile, _ side: Side, _ context: GovernmentContext) -> View {
        let signing = file.signings[side]
        func done(_ key: String, _ isDone: Bool) -> View {
            [
                "label": context.text(key),
                "tag": isDone
                    ? context.tag("done", context.text("exchange.work.done"))
                    : context.tag("waiting", context.text("exchange.work.open")),
            ]
        }
        var checks = [
            done("exchange.action.advise", file.attributes[side.rawValue + "_advised"]?.bool == true),
            done("exchange.action.review", file.attributes[side.rawValue + "_reviewed"]?.bool == true),
            done("exchange.action.sign", file.signatures[side] != nil),
        ]
        if file.kind == .cooperation, let council = file.attributes[side.rawValue + "_dprd"]?.string {
            checks.insert(
                [
                    "label": context.text("exchange.work.council"),
                    "tag": context.tag(
                        council == "asked" ? "waiting" : "done",
                        context.text("exchange.council.\(council)")
                    ),
                ],
                at: 1
            )
        }
        return [
            "party": side.partyWord, "name": file.text.party(side).name, "number": signing?.number,
            "signer": signing?.name,
            "title": signing?.title, "checks": checks,
            "reason": (try? FieldID(side.rawValue + "_dprd_reason")).flatMap { file.fields[$0]?.string },
        ]
    }

    private func entry(
        _ entry: TimelineEntry,
        _ file: AgreementFile,
        _ content: CaseContent?,
        _ context: GovernmentContext
    ) -> View {
        let signer = content?.signers[entry.version]
        return [
            "tone": entry.tone.rawValue, "text": entry.title, "machine": entry.at.rfc3339,
            "when": context.formats.dateTime(entry.at),
            "by": signer.map { "\($0) (\(context.counterpart(of: file)))" } ?? entry.by,
            "reason": content?.reasons[entry.version], "why": nil, "hasAnswers": false, "answers": [View](),
            "hasPhotos": false, "photos": [View](), "hasPapers": false, "papers": [View](),
        ]
    }

    // MARK: Acting

    @Sendable func act(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try context.cooperating()
        let file = try file(context)
        guard let action = try? ActionID(try context.parameter("action")),
            let state = try context.government.cases.stored(file.number)?.state,
            let element = try context.government.definitions.compiled(state.definition).definition.actions[action],
            action != "revise"
        else { throw PageRefusal.notFound }
        let form = try await context.form(request)
        let version = form["_version"].flatMap(Int.init)
        let key = try form.idempotencyKey(context, route: "bursa/perjanjian/\(action.text)", about: file.number.text)
        let problem = try await context.attempt {
            if action == Agreements.signAction(file.side) {
                _ = try await context.agreements.sign(
                    file.id,
                    version: version,
                    by: officer,
                    password: form["password"] ?? "",
                    origin: context.visit.address,
                    key: key
                )
                return
            }
            let answers =
                try SigningFields(context, file).answers(for: action, form)
                ?? FieldView.answers(element.form, from: form, regions: context.government.regions)
            _ = try await context.agreements.act(
                file.id,
                action,
                version: version,
                answers: answers,
                reason: form["_reason"],
                by: officer,
                key: key
            )
        }
        if let problem {
            return try show(try self.file(context), problem: problem, failed: action, form: form, context)
        }
        return context.redirect("bursa/perjanjian/\(file.number.text)")
    }
}

/// The forms that bring structured parts: number and signatory, the final text, a signature.
struct SigningFields {
    let context: GovernmentContext
    let file: AgreementFile

    init(_ context: GovernmentContext, _ file: AgreementFile) {
        self.context = context
        self.file = file
    }

    /// nil: the action's own form will do.
    func views(for action: ActionID, form: Form) -> [View]? {
        switch action {
        case Agreements.reviewAction(file.side): review(form)
        case "finalise": final(form)
        case Agreements.signAction(file.side): sign()
        default: nil
        }
    }

    private var signatories: [Officer] {
        let now = context.now
        let roles: Set<RoleID> =
            file.kind == .understanding ? [Permissions.head] : [Permissions.head, Permissions.signatory]
        return context.government.identity.officers().filter { officer in
            officer.isActive && officer.grants.contains { roles.contains($0.role) && $0.holds(at: now) }
        }
    }

    private func isHead(_ officer: Officer) -> Bool {
        officer.grants.contains { $0.role == Permissions.head && $0.holds(at: context.now) }
    }

    private func review(_ form: Form) -> [View] {
        var fields: [View] = [
            .line(
                "number",
                label: context.text("exchange.signing.number"),
                hint: context.text("exchange.signing.number-hint"),
                value: form["number"] ?? ""
            ),
            .select(
                "signer",
                label: context.text("exchange.signing.signer"),
                value: form["signer"] ?? signatories.first { isHead($0) }?.id.text ?? "",
                options: signatories.map { ($0.id.text, "\($0.name), \($0.title)") }
            ),
        ]
        if file.kind == .cooperation {
            fields.append(
                .line(
                    "attorney_number",
                    label: context.text("exchange.signing.attorney-number"),
                    hint: context.text("exchange.signing.attorney-hint"),
                    value: form["attorney_number"] ?? "",
                    isRequired: false
                )
            )
            fields.append(
                .line(
                    "attorney_date",
                    label: context.text("exchange.signing.attorney-date"),
                    value: form["attorney_date"] ?? "",
                    type: "date",
                    isShort: true,
                    isRequired: false
                )
            )
        }
        return fields
    }

    private func final(_ form: Form) -> [View] {
        let today = context.now.date(in: context.zone)
        let years = file.kind == .understanding ? 3 : 1
        func value(_ name: String, _ usual: String) -> String { form[name] ?? usual }
        return [
            .line(
                "date",
                label: context.text("exchange.signing.date"),
                value: value("date", today.iso),
                type: "date",
                isShort: true
            ),
            .line(
                "place",
                label: context.text("exchange.signing.place"),
                value: value("place", context.government.profile.properName)
            ),
            .line(
                "from",
                label: context.text("exchange.signing.from"),
                value: value("from", today.iso),
                type: "date",
                isShort: true
            ),
            .line(
                "last",
                label: context.text("exchange.signing.last"),
                value: value("last", today.adding(days: years * 365).iso),
                type: "date",
                isShort: true
            ),
        ]
    }

    private func sign() -> [View] {
        [
            .line(
                "password",
                label: context.text("exchange.signing.password"),
                hint: context.text("exchange.signing.password-hint"),
                type: "password"
            ).adding(["autocomplete": "current-password"])
        ]
    }

    /// nil: the action's own form will do.
    func answers(for action: ActionID, _ form: Form) throws -> [FieldID: JSON]? {
        switch action {
        case Agreements.reviewAction(file.side): return [AgreementFile.party(file.side): try signing(form).json]
        case "finalise":
            let closing = Closing(
                date: try date("date", form),
                place: String((form["place"] ?? "").prefix(160)),
                from: try date("from", form),
                last: try date("last", form)
            )
            let (text, endsOn) = try file.finalText(closing)
            return ["final": text.json, "ends_on": .string(endsOn.iso)]
        default: return nil
        }
    }

    private func date(_ name: String, _ form: Form) throws -> CivilDate {
        do throws(CivicError) { return try CivilDate(iso: form[name] ?? "") } catch {
            throw Refusal.invalid(LocalizedText(id: error.message(.id), en: error.message(.en)))
        }
    }

    private func signing(_ form: Form) throws -> PartySigning {
        guard let officer = signatories.first(where: { $0.id.text == form["signer"] }) else {
            throw Refusal.invalid(
                LocalizedText(id: "Pilih penanda tangan.", en: "Choose who signs.")
            )
        }
        var authority = PartySigning.Authority.office
        if !isHead(officer) {
            let number = try refusing { () throws(Wrong) in
                try PartySigning.checked(number: form["attorney_number"] ?? "")
            }
            authority = .attorney(number: number, date: try date("attorney_date", form))
        }
        let number = try refusing { () throws(Wrong) in try PartySigning.checked(number: form["number"] ?? "") }
        return PartySigning(
            number: number,
            officer: officer.id.text,
            name: officer.name,
            title: isHead(officer) ? file.text.party(file.side).head : officer.title,
            authority: authority,
            key: context.government.signet.publicKey(of: officer.id)
        )
    }
}
