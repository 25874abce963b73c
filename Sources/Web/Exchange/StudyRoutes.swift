import Civic
import Definition
import Engine
import Exchange
import Hummingbird
import Node

/// Studies: chosen, written, advised on, decided, printed.
struct StudyRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("bursa/kajian/baru", use: new)
        government.post("bursa/kajian/baru", use: file)
        government.get("bursa/kajian/:number", use: study)
        government.get("bursa/kajian/:number/ubah", use: edit)
        government.post("bursa/kajian/:number/ubah", use: revise)
        government.get("bursa/kajian/:number/cetak", use: printed)
        government.post("bursa/kajian/:number/:action", use: act)
    }

    // MARK: Writing

    /// First what and whom; then, with these in the address, the study itself, filled in as far as it is known.
    @Sendable func new(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        let apps = request.uri.queryParameters.getAll("app").compactMap { try? AppID(String($0)) }
        let slugs = request.uri.queryParameters.getAll("penyedia").map { String($0) }
        let providers = try context.studies.providers()
        let chosen = providers.filter { slugs.contains($0.slug) }
        if !apps.isEmpty, chosen.count >= 2 {
            return try form(try start(apps, chosen, context), action: context.path("bursa/kajian/baru"), context)
        }
        let available = Set(try Offer.all(context.web.node).map(\.app))
        let problem =
            slugs.isEmpty ? nil : context.notice("warning", "warning", context.text("exchange.study.choose-problem"))
        return try context.exchangePage(
            "study-choose",
            title: context.text("exchange.study.new"),
            [
                "problem": problem,
                "providers": providers.map {
                    ["slug": $0.slug, "name": $0.profile.name, "isChosen": slugs.isEmpty || slugs.contains($0.slug)]
                        as View
                },
                "noProviders": HomeRoutes.empty(providers.count < 2, context.text("exchange.study.no-providers")),
                "groups": [true, false].map { isAvailable in
                    [
                        "title": context.text(isAvailable ? "exchange.available.ya" : "exchange.available.belum"),
                        "isOpen": isAvailable,
                        "apps": context.catalogue.entries.filter { available.contains($0.app) == isAvailable }.map {
                            entry in
                            let verdict = NationalVerdict(entry)
                            return [
                                "app": entry.app.text, "name": entry.name.text(context.language),
                                "note": verdict.note.map { $0.system },
                                "isStruckOut": verdict.isStruckOut, "isChosen": apps.contains(entry.app),
                            ] as View
                        },
                    ] as View
                },
            ],
            breadcrumbs: [context.home(), Link(context.text("exchange.study.new"))]
        )
    }

    private func start(_ apps: [AppID], _ providers: [Government], _ context: GovernmentContext) throws -> Study {
        let lines = try context.studies.lines(apps.map { ($0, "") }, providers: providers)
        let criteria = try context.studies.criteria(lines, providers: providers)
        var study = Study(
            title: context.text("exchange.study.first-title", ["name": context.government.profile.name]),
            sections: [:],
            providers: providers.map { Study.Candidate(government: $0.code, name: $0.profile.name) },
            criteria: criteria,
            lines: lines
        )
        let best = providers.max { (study.total($0.code) ?? 0) < (study.total($1.code) ?? 0) }
        study.recommended = best?.code
        study.sections = StudyTexts.usual(
            adopter: context.government.profile,
            providers: providers.map(\.profile),
            lines: lines,
            chosen: best?.profile
        )
        return study
    }

    private func form(
        _ study: Study,
        action: String,
        problem: String? = nil,
        version: Int? = nil,
        _ context: GovernmentContext
    ) throws -> Response {
        try context.exchangePage(
            "study-form",
            title: study.title,
            StudyView(study, context).view.adding([
                "action": action, "version": version.map(String.init) ?? "",
                "problem": problem.map { context.notice("warning", "warning", $0) },
                "titleField": View.line("title", label: context.text("exchange.study.title"), value: study.title),
                "sectionFields": Study.Section.allCases.map { section in
                    View.paragraph(
                        "section.\(section.rawValue)",
                        label: section.name.text(context.language),
                        value: study.sections[section] ?? ""
                    )
                },
                "recommendField": View.select(
                    "recommended",
                    label: context.text("exchange.study.recommended"),
                    value: study.recommended?.text ?? "",
                    options: study.providers.map { ($0.government.text, $0.name) }
                ),
            ]),
            breadcrumbs: [context.home(), Link(context.text("exchange.study.new"))],
            status: problem == nil ? .ok : .unprocessableContent
        )
    }

    /// The study that a form brings: what is known is worked out anew, what was typed is taken.
    private func read(_ form: Form, _ context: GovernmentContext) throws -> Study {
        let apps = form.all("app").compactMap { try? AppID($0) }
        let codes = Set(form.all("provider"))
        let providers = try context.studies.providers().filter { codes.contains($0.code.text) }
        let reasons = apps.map { app in (app: app, reason: String((form["reason.\(app.text)"] ?? "").prefix(1_000))) }
        let lines = try context.studies.lines(reasons, providers: providers)
        var criteria = try context.studies.criteria(lines, providers: providers)
        for index in criteria.indices {
            for provider in providers {
                if let typed = form["mark.\(criteria[index].id).\(provider.code.text)"].flatMap(Int.init) {
                    criteria[index].marks[provider.code] = typed
                }
            }
        }
        var sections: [Study.Section: String] = [:]
        for section in Study.Section.allCases {
            sections[section] = String((form["section.\(section.rawValue)"] ?? "").prefix(4_000))
        }
        return Study(
            title: String((form["title"] ?? "").prefix(400)),
            sections: sections,
            providers: providers.map { Study.Candidate(government: $0.code, name: $0.profile.name) },
            criteria: criteria,
            lines: lines,
            recommended: form["recommended"].flatMap { try? RegionCode($0) }
        )
    }

    @Sendable func file(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try context.cooperating()
        let form = try await context.form(request)
        let study = try read(form, context)
        let key = try form.idempotencyKey(context, route: "bursa/kajian", about: "")
        var number: CaseNumber?
        let problem = try await context.attempt {
            number = try await context.studies.file(study, by: officer, key: key).number
        }
        guard problem == nil, let number else {
            return try self.form(study, action: context.path("bursa/kajian/baru"), problem: problem, context)
        }
        return context.redirect("bursa/kajian/\(number.text)")
    }

    @Sendable func edit(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        let kept = try kept(context)
        return try form(
            kept.study,
            action: context.path("bursa/kajian/\(kept.state.number.text)/ubah"),
            version: kept.state.version,
            context
        )
    }

    @Sendable func revise(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try context.cooperating()
        let kept = try kept(context)
        let form = try await context.form(request)
        let study = try read(form, context)
        let key = try form.idempotencyKey(context, route: "bursa/kajian/ubah", about: kept.state.number.text)
        let problem = try await context.attempt {
            _ = try await context.studies.revise(
                kept.state.number,
                study,
                version: form["_version"].flatMap(Int.init),
                by: officer,
                key: key
            )
        }
        guard problem == nil else {
            return try self.form(
                study,
                action: context.path("bursa/kajian/\(kept.state.number.text)/ubah"),
                problem: problem,
                version: kept.state.version,
                context
            )
        }
        return context.redirect("bursa/kajian/\(kept.state.number.text)")
    }

    // MARK: Reading and acting

    private func kept(_ context: GovernmentContext) throws -> Studies.Kept {
        guard let kept = try context.studies.kept(try context.caseNumber()) else { throw PageRefusal.notFound }
        return kept
    }

    @Sendable func study(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        return try show(try kept(context), context)
    }

    private func show(
        _ kept: Studies.Kept,
        problem: String? = nil,
        failed: ActionID? = nil,
        form: Form = Form(),
        _ context: GovernmentContext
    ) throws -> Response {
        let plan = try context.government.definitions.compiled(kept.state.definition)
        let number = kept.state.number.text
        let actions = CaseActions(context, plan, kept.state, base: context.path("bursa/kajian/\(number)"))
        return try context.exchangePage(
            "study",
            title: kept.study.title,
            StudyView(kept.study, context).view.adding([
                "title": kept.study.title, "number": number, "state": StudySteps(context).tag(kept.state.state),
                "problem": problem.map { context.notice("warning", "warning", $0) },
                "print": context.path("bursa/kajian/\(number)/cetak"),
                "edit": kept.state.state == "drafting" && actions.may("revise")
                    ? context.path("bursa/kajian/\(number)/ubah") : nil,
                "advice": kept.advice, "chosen": kept.chosen.map { context.name(of: $0) },
                "offer": kept.state.state == "decided" ? kept.chosen.flatMap { offer(kept, $0, context) } : nil,
                "actions": actions.views(without: ["revise"], failed: failed, form: form) { id in
                    id == "decide"
                        ? [
                            View.select(
                                "chosen",
                                label: context.text("exchange.study.chosen"),
                                value: kept.study.recommended?.text ?? "",
                                options: kept.study.providers.map { ($0.government.text, $0.name) }
                            )
                        ] : nil
                },
                "next": StudySteps(context).view(kept.state),
            ]),
            breadcrumbs: [context.home(), Link(number)],
            status: problem == nil ? .ok : .unprocessableContent
        )
    }

    private func offer(_ kept: Studies.Kept, _ chosen: RegionCode, _ context: GovernmentContext) -> View? {
        guard let provider = context.web.node.government(code: chosen) else { return nil }
        return [
            "href": context.path("bursa/mou/baru?penyedia=\(provider.slug)&kajian=\(kept.state.number.text)"),
            "text": context.text("exchange.study.offer", ["name": provider.profile.name]),
        ]
    }

    @Sendable func act(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        let kept = try kept(context)
        guard let action = try? ActionID(try context.parameter("action")),
            let element = try context.government.definitions.compiled(kept.state.definition).definition.actions[action]
        else { throw PageRefusal.notFound }
        let form = try await context.form(request)
        let answers = FieldView.answers(element.form, from: form, regions: context.government.regions)
        let key = try form.idempotencyKey(context, route: "bursa/kajian/\(action.text)", about: kept.state.number.text)
        let problem = try await context.attempt {
            _ = try await context.government.act(
                kept.state.number,
                action,
                version: form["_version"].flatMap(Int.init),
                answers: answers,
                reason: form["_reason"],
                by: context.caller,
                key: key
            )
        }
        if let problem {
            return try show(try self.kept(context), problem: problem, failed: action, form: form, context)
        }
        return context.redirect("bursa/kajian/\(kept.state.number.text)")
    }

    @Sendable func printed(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.cooperating()
        let kept = try kept(context)
        return try context.page(
            "exchange/study-print",
            title: kept.study.title,
            StudyView(kept.study, context).view.adding([
                "title": kept.study.title, "number": kept.state.number.text, "name": context.government.profile.name,
                "date": context.formats.date(kept.state.startedAt), "advice": kept.advice,
                "chosen": kept.chosen.map { context.name(of: $0) },
            ]),
            PageOptions(area: .exchange, styles: ["exchange"])
        )
    }
}

/// A study as pages show it.
struct StudyView {
    let study: Study
    let context: GovernmentContext

    init(_ study: Study, _ context: GovernmentContext) {
        self.study = study
        self.context = context
    }

    var view: View {
        [
            "providers": study.providers.map { provider in
                [
                    "code": provider.government.text, "name": provider.name,
                    "total": study.total(provider.government).map { context.formats.number($0, decimals: 1) } ?? "–",
                    "isRecommended": provider.government == study.recommended,
                ] as View
            },
            "criteria": study.criteria.map { criterion in
                [
                    "id": criterion.id, "name": criterion.name, "weight": "\(criterion.weight)",
                    "cells": study.providers.map { provider in
                        let mark = criterion.marks[provider.government] ?? 0
                        return [
                            "name": "mark.\(criterion.id).\(provider.government.text)", "provider": provider.name,
                            "evidence": criterion.evidence[provider.government] ?? "",
                            "mark": mark == 0 ? "–" : "\(mark)",
                            "options": (1...5).map { ["value": "\($0)", "isChosen": $0 == mark] as View },
                        ] as View
                    },
                ] as View
            },
            "lines": study.lines.map(line), "struckCount": context.formats.number(study.lines.count { $0.isStruckOut }),
            "hasStruck": study.lines.contains { $0.isStruckOut },
            "sections": Study.Section.allCases.enumerated().map { index, section in
                [
                    "number": "\(index + 1)", "title": section.name.text(context.language),
                    "text": study.sections[section] ?? "",
                ] as View
            },
        ]
    }

    private func line(_ line: Study.Line) -> View {
        let ready = line.readiness
        return [
            "app": line.app.text, "name": line.name, "reason": line.reason, "isStruckOut": line.isStruckOut,
            "basis": line.basis,
            "tag": line.isStruckOut
                ? context.tag("refused", context.text("exchange.study.struck"))
                : line.offered.isEmpty
                    ? context.tag("new", context.text("exchange.available.belum"))
                    : context.tag("done", context.text("exchange.study.adoptable")),
            "cells": study.providers.map { line.offered[$0.government].map { "✓ " + $0 } ?? "–" },
            "readiness": ready.map { "\($0.met)/\($0.needed)" } ?? "–",
            "gaps": ready.map {
                $0.gaps.isEmpty ? "" : context.text("exchange.study.gaps", ["names": $0.gaps.joined(separator: ", ")])
            },
        ]
    }
}
