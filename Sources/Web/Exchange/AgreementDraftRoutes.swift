import Civic
import Definition
import Engine
import Exchange
import Hummingbird
import Node

/// The texts of agreements while they are written: an offer, a first PKS, changes article by article and line by line.
struct AgreementDraftRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("bursa/mou/baru", use: newMoU)
        government.post("bursa/mou/baru", use: offer)
        government.get("bursa/pks/baru", use: newPKS)
        government.post("bursa/pks/baru", use: draft)
        government.get("bursa/perjanjian/:number/ubah", use: edit)
        government.post("bursa/perjanjian/:number/ubah", use: revise)
    }

    // MARK: An offer

    @Sendable func newMoU(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        let form = Form(
            ["penyedia", "kajian"].compactMap { name in
                request.uri.queryParameters[Substring(name)].map {
                    (name == "penyedia" ? "provider" : "study", String($0))
                }
            }
        )
        return try offerPage(form, nil, context)
    }

    private func offerPage(_ form: Form, _ problem: String?, _ context: GovernmentContext) throws -> Response {
        let decided = try context.studies.all().filter { $0.state.state == "decided" }
        return try context.exchangePage(
            "mou-new",
            title: context.text("exchange.mou.new"),
            [
                "problem": problem.map { context.notice("warning", "warning", $0) },
                "fields": [
                    View.select(
                        "provider",
                        label: context.text("exchange.mou.provider"),
                        value: form["provider"] ?? "",
                        options: try context.studies.providers().map { ($0.slug, $0.profile.name) }
                    ),
                    View.line(
                        "subject",
                        label: context.text("exchange.mou.subject"),
                        value: form["subject"] ?? context.text("exchange.mou.usual-subject")
                    ),
                    View.select(
                        "study",
                        label: context.text("exchange.mou.study"),
                        value: form["study"] ?? "",
                        options: decided.map { ($0.state.number.text, "\($0.state.number.text) · \($0.study.title)") }
                    ),
                    View.line(
                        "letter",
                        label: context.text("exchange.mou.letter"),
                        hint: context.text("exchange.signing.number-hint"),
                        value: form["letter"] ?? ""
                    ),
                ],
            ],
            breadcrumbs: [context.home(), Link(context.text("exchange.mou.new"))],
            status: problem == nil ? .ok : .unprocessableContent
        )
    }

    @Sendable func offer(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try context.cooperating()
        let form = try await context.form(request)
        let key = try form.idempotencyKey(context, route: "bursa/mou", about: "")
        var number: CaseNumber?
        let problem = try await context.attempt {
            guard let provider = context.web.node.government(slug: form["provider"] ?? ""),
                provider.code != context.government.code
            else {
                throw Refusal.invalid(LocalizedText(id: "Pilih penyedia.", en: "Choose a provider."))
            }
            let study = try form["study"].flatMap { try? CaseNumber($0) }.flatMap { try context.studies.kept($0) }
            guard let study, study.state.state == "decided", study.chosen == provider.code else {
                throw Refusal.invalid(
                    LocalizedText(
                        id: "Penawaran memerlukan kajian yang memutuskan penyedia ini.",
                        en: "An offer needs a study that decided on this provider."
                    )
                )
            }
            let letter = try refusing { () throws(Wrong) in try PartySigning.checked(number: form["letter"] ?? "") }
            let subject = String((form["subject"] ?? "").prefix(300))
            let text = AgreementText.understanding(
                context.web.node.outside.newCaseID(),
                provider: provider.profile,
                adopter: context.government.profile,
                subject: subject
            )
            let offer: JSON = [
                "letter": .string(letter), "subject": .string(subject), "study": .string(study.state.number.text),
                "terms_of_reference": study.study.json,
            ]
            number = try await context.agreements.start(text, offer: offer, by: officer, key: key).number
        }
        guard problem == nil, let number else { return try offerPage(form, problem, context) }
        return context.redirect("bursa/perjanjian/\(number.text)")
    }

    // MARK: A PKS

    private func framework(_ typed: String?, _ context: GovernmentContext) throws -> (
        file: AgreementFile, provider: Government
    ) {
        guard let number = typed.flatMap({ try? CaseNumber($0) }), let mou = try context.agreements.file(number),
            mou.kind == .understanding,
            let provider = context.web.node.government(code: mou.text.provider.government)
        else { throw PageRefusal.notFound }
        return (mou, provider)
    }

    @Sendable func newPKS(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        let (mou, provider) = try framework(request.uri.queryParameters["mou"].map(String.init), context)
        return try draftPage(mou, provider, Form(), nil, context)
    }

    private func draftPage(
        _ mou: AgreementFile,
        _ provider: Government,
        _ form: Form,
        _ problem: String?,
        _ context: GovernmentContext
    ) throws -> Response {
        let offered = try Releases(provider).offered()
        let apps = Set(offered.map(\.release.app))
        let chosen = Set(form.all("app"))
        return try context.exchangePage(
            "pks-new",
            title: context.text("exchange.pks.new"),
            [
                "problem": problem.map { context.notice("warning", "warning", $0) }, "mou": mou.number.text,
                "mouSubject": mou.text.subject,
                "provider": provider.profile.name,
                "subjectField": View.line(
                    "subject",
                    label: context.text("exchange.mou.subject"),
                    value: form["subject"] ?? context.text("exchange.pks.usual-subject")
                ),
                "apps": try offered.map { kept in
                    let definition = try provider.definitions.compiled(kept.release.hash).definition
                    let ready = Readiness(definition, means: context.studies.means)
                    return [
                        "app": kept.release.app.text, "name": definition.name.text(context.language),
                        "version": kept.release.version.description,
                        "hash": String(kept.release.hash.hex.prefix(16)),
                        "readiness": context.text(
                            "exchange.pks.ready",
                            ["met": "\(ready.met)", "needed": "\(ready.items.count)"]
                        ),
                        "isChosen": chosen.isEmpty || chosen.contains(kept.release.app.text),
                    ] as View
                },
                "unavailable": context.text(
                    "exchange.pks.unavailable",
                    ["n": context.formats.number(context.catalogue.entries.count { !apps.contains($0.app) })]
                ),
            ],
            breadcrumbs: [context.home(), Link(context.text("exchange.pks.new"))],
            status: problem == nil ? .ok : .unprocessableContent
        )
    }

    @Sendable func draft(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try context.cooperating()
        let form = try await context.form(request)
        let (mou, provider) = try framework(form["mou"], context)
        let key = try form.idempotencyKey(context, route: "bursa/pks", about: "")
        var number: CaseNumber?
        let problem = try await context.attempt {
            let partnership = Partnership(context.web.node, catalogue: context.catalogue)
            let annex = try form.all("app").map { try partnership.line(try AppID($0), of: provider) }
            let text = try refusing { () throws(Wrong) in
                try AgreementText.cooperation(
                    context.web.node.outside.newCaseID(),
                    under: mou.text,
                    subject: String((form["subject"] ?? "").prefix(300)),
                    annex: annex
                )
            }
            number = try await context.agreements.start(text, by: officer, key: key).number
        }
        guard problem == nil, let number else { return try draftPage(mou, provider, form, problem, context) }
        return context.redirect("bursa/perjanjian/\(number.text)")
    }

    // MARK: Changes

    private func file(_ context: GovernmentContext) throws -> AgreementFile {
        guard let file = try context.agreements.file(try context.caseNumber()) else { throw PageRefusal.notFound }
        return file
    }

    @Sendable func edit(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        let file = try file(context)
        return try editPage(file, file.text, nil, context)
    }

    private func editPage(
        _ file: AgreementFile,
        _ text: AgreementText,
        _ problem: String?,
        _ context: GovernmentContext
    ) throws -> Response {
        let standard = Dictionary(
            StandardClauses.clauses(file.kind).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return try context.exchangePage(
            "draft",
            title: text.subject,
            [
                "problem": problem.map { context.notice("warning", "warning", $0) }, "number": file.number.text,
                "action": context.path("bursa/perjanjian/\(file.number.text)/ubah"), "version": String(file.version),
                "subjectField": View.line("subject", label: context.text("exchange.mou.subject"), value: text.subject),
                "clauses": text.clauses.enumerated().map { index, clause in
                    [
                        "id": clause.id, "number": "\(index + 1)",
                        "isChanged": standard[clause.id] != clause,
                        "heading": View.line(
                            "heading.\(clause.id)",
                            label: context.text("exchange.draft.heading", ["n": "\(index + 1)"]),
                            value: clause.heading
                        ),
                        "paragraphs": View.paragraph(
                            "paragraphs.\(clause.id)",
                            label: context.text("exchange.draft.paragraphs", ["heading": clause.heading]),
                            hint: context.text("exchange.draft.paragraphs-hint"),
                            value: clause.paragraphs.joined(separator: "\n\n")
                        ),
                    ] as View
                },
                "hasAnnex": !text.annex.isEmpty, "annex": text.annex.map { line($0, context) },
                "obligations": text.obligations.enumerated().map { index, row in
                    [
                        "party": row.who.partyWord,
                        "what": View.line("what.\(index)", label: context.text("exchange.draft.what"), value: row.what),
                        "due": View.line("due.\(index)", label: context.text("exchange.draft.due"), value: row.due),
                    ] as View
                },
            ],
            breadcrumbs: [
                context.home(), Link(file.number.text, context.path("bursa/perjanjian/\(file.number.text)")),
                Link(context.text("exchange.draft.title")),
            ],
            status: problem == nil ? .ok : .unprocessableContent
        )
    }

    private func line(_ line: AnnexLine, _ context: GovernmentContext) -> View {
        func field(_ name: String, _ value: String) -> View {
            View.line("\(name).\(line.app.text)", label: context.text("exchange.annex.\(name)"), value: value)
        }
        return [
            "app": line.app.text, "name": "\(line.name) \(line.version)", "hash": line.hash.hex,
            "fields": [
                field("modules", line.modules), field("requirements", line.requirements), field("data", line.data),
                field("hosting", line.hosting),
                field("teaching", line.teaching), field("support", line.support),
                field("contribution", line.contribution),
            ],
            "exception": line.national?.relation == .replaced
                ? field("exception", line.national?.exception ?? "") : nil,
            "upgradeName": "upgrade.\(line.app.text)", "mayUpgrade": line.mayUpgrade,
        ]
    }

    @Sendable func revise(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try context.cooperating()
        let file = try file(context)
        let form = try await context.form(request)
        let text = DraftForm(form).changed(file.text)
        let key = try form.idempotencyKey(context, route: "bursa/perjanjian/ubah", about: file.number.text)
        let problem = try await context.attempt {
            _ = try await context.agreements.act(
                file.id,
                "revise",
                version: form["_version"].flatMap(Int.init),
                answers: ["revision": text.json],
                by: officer,
                key: key
            )
        }
        if let problem { return try editPage(file, text, problem, context) }
        return context.redirect("bursa/perjanjian/\(file.number.text)")
    }
}

/// A draft with what a form typed into it.
struct DraftForm {
    let form: Form

    init(_ form: Form) { self.form = form }

    func changed(_ old: AgreementText) -> AgreementText {
        var text = old
        text.subject = value("subject", old.subject, max: 300)
        text.clauses = old.clauses.filter { form["drop.\($0.id)"] == nil }.map { clause in
            Clause(
                id: clause.id,
                heading: value("heading.\(clause.id)", clause.heading, max: 160),
                paragraphs: form["paragraphs.\(clause.id)"].map(Self.paragraphs) ?? clause.paragraphs
            )
        }
        text.annex = old.annex.filter { form["drop-line.\($0.app.text)"] == nil }.map(line)
        text.obligations = old.obligations.enumerated().map { index, row in
            Obligation(
                who: row.who,
                what: value("what.\(index)", row.what, max: 600),
                due: value("due.\(index)", row.due, max: 160)
            )
        }
        return text
    }

    private func value(_ name: String, _ old: String, max: Int) -> String {
        String((form[name] ?? old).filter { !$0.isNewline }.prefix(max))
    }

    /// An empty line parts two paragraphs.
    private static func paragraphs(_ typed: String) -> [String] {
        var paragraphs: [String] = []
        var lines: [Substring] = []
        let all: [Substring] = typed.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) + [""]
        for line in all {
            if line.allSatisfy(\.isWhitespace) {
                if !lines.isEmpty { paragraphs.append(String(lines.joined(separator: " ").prefix(4_000))) }
                lines = []
            } else {
                lines.append(line)
            }
        }
        return paragraphs
    }

    private func line(_ line: AnnexLine) -> AnnexLine {
        func text(_ name: String, _ old: String) -> String { value("\(name).\(line.app.text)", old, max: 600) }
        let exception = form["exception.\(line.app.text)"].flatMap {
            $0.allSatisfy(\.isWhitespace) ? nil : String($0.prefix(1_000))
        }
        return AnnexLine(
            app: line.app,
            version: line.version,
            hash: line.hash,
            name: line.name,
            modules: text("modules", line.modules),
            requirements: text("requirements", line.requirements),
            data: text("data", line.data),
            hosting: text("hosting", line.hosting),
            teaching: text("teaching", line.teaching),
            support: text("support", line.support),
            mayUpgrade: form["upgrade.\(line.app.text)"] != nil,
            contribution: text("contribution", line.contribution),
            national: line.national.map {
                NationalNote(
                    system: $0.system,
                    relation: $0.relation,
                    exception: exception ?? ($0.relation == .replaced ? nil : $0.exception)
                )
            }
        )
    }
}
