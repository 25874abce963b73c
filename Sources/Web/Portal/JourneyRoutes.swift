import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import Node

/// The form of a service: question by question, check, send.
struct JourneyRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("layanan/:app/mulai", use: begin)
        government.post("layanan/:app/mulai", use: take)
        government.get("layanan/:app/mulai/:draft/periksa", use: check)
        government.post("layanan/:app/mulai/:draft/periksa", use: send)
        government.get("layanan/:app/mulai/:draft/foto/:file", use: photo)
        government.get("layanan/:app/mulai/:draft/:step", use: ask)
        government.post("layanan/:app/mulai/:draft/:step", use: take)
    }

    // MARK: Asking

    /// The first question; no draft is made before somebody answers.
    @Sendable func begin(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let desk = try FormDesk(context)
        guard let first = try desk.journey([:]).asked.first else { throw PageRefusal.notFound }
        var answers: [FieldID: JSON] = [:]
        for id in first.fields.order {
            if let given = request.uri.queryParameters[Substring(id.text)] { answers[id] = .string(String(given)) }
        }
        // Files need a case to belong to before the first answer is good.
        guard !first.fields.all.contains(where: { $0.element.type.files != nil }) else {
            let draft = try await context.government.files.newDraft(
                desk.plan.definition.app,
                visit: context.visit.browser
            )
            return context.redirect(desk.path(draft, first.id))
        }
        return try desk.questionPage(first, draft: nil, answers: answers, problems: [], returning: false)
    }

    @Sendable func ask(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let desk = try FormDesk(context)
        let draft = try desk.draft()
        let journey = try desk.journey(draft.answers)
        guard let step = journey.step(try context.parameter("step")) else { throw PageRefusal.notFound }
        let returning = request.uri.queryParameters["kembali"] != nil
        return try desk.questionPage(step, draft: draft, answers: draft.answers, problems: [], returning: returning)
    }

    // MARK: Answering

    @Sendable func take(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let desk = try FormDesk(context)
        let known: Draft? = context.parameters.get("draft") == nil ? nil : try desk.draft()
        let browser = context.visit.browser
        let files = context.government.files
        let asked = desk.plan.definition.form
        let form = try await context.form(request) { field, name, type, _ in
            guard let known, let id = try? FieldID(field) else { throw Refusal.unknownDraft }
            guard let rule = FileRule(asked[id]) else { throw Refusal.unknownFile }
            return try files.begin(.draft(known.id, browser), rule: rule, field: id, fileName: name, declaredType: type)
        }
        let earlier = known?.answers ?? [:]
        let uploaded = known.map { Set($0.files.map(\.name) + form.files.map(\.file.name)) }
        let filling = desk.filling(earlier, files: uploaded)
        let before = try desk.journey(filling)
        guard let step = known == nil ? before.asked.first : before.step(try context.parameter("step")) else {
            throw PageRefusal.notFound
        }
        let answers = FieldView.answers(step.fields, from: form, regions: context.government.regions, keeping: earlier)
        let journey = try desk.journey(desk.filling(filling, after: earlier, now: answers, files: uploaded))
        let draft = try await keep(answers, known, step, journey, desk)
        if let removed = form["_remove"], !removed.isEmpty {
            if let draft { try await files.drop(removed, from: draft.id, visit: browser) }
            return try desk.questionPage(
                step,
                draft: draft,
                answers: answers,
                problems: [],
                returning: form["_kembali"] != nil
            )
        }
        if form.changesRows {
            return try desk.questionPage(
                step,
                draft: draft ?? known,
                answers: answers,
                problems: [],
                returning: form["_kembali"] != nil
            )
        }
        var problems = journey.problems(of: step)
        let refused = form.fileProblems.map { desk.problem($0.why, field: $0.field, in: step) }
        problems.removeAll { problem in refused.contains { $0.field == problem.field.text } }
        guard problems.isEmpty, refused.isEmpty, let draft else {
            return try desk.questionPage(
                step,
                draft: draft,
                answers: answers,
                problems: problems,
                refused: refused,
                returning: form["_kembali"] != nil
            )
        }
        let next = form["_kembali"] != nil ? journey.firstOpen : journey.next(after: step.id)
        return context.redirect(desk.path(draft, next?.id ?? "periksa"))
    }

    /// A draft begins with its first good answer; later ones are kept, good or not, so that nothing typed is lost.
    private func keep(
        _ answers: [FieldID: JSON],
        _ known: Draft?,
        _ step: Journey.Step,
        _ journey: Journey,
        _ desk: FormDesk
    ) async throws -> Draft? {
        let files = desk.context.government.files
        let browser = desk.context.visit.browser
        if let known {
            try await files.save(answers, in: known.id, visit: browser)
            return try files.draft(known.id, visit: browser)
        }
        guard journey.problems(of: step).isEmpty else { return nil }
        let fresh = try await files.newDraft(desk.plan.definition.app, visit: browser)
        try await files.save(answers, in: fresh.id, visit: browser)
        return try files.draft(fresh.id, visit: browser)
    }

    /// A photo of a draft, small.
    @Sendable func photo(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let draft = try FormDesk(context).draft()
        let name = try context.parameter("file")
        let isPaper = draft.files.contains { $0.name == name && $0.isPaper }
        guard let file = try context.government.files.read(name, thumbnail: !isPaper, of: draft.caseID) else {
            throw PageRefusal.notFound
        }
        return context.stored(file)
    }

    // MARK: Checking and sending

    @Sendable func check(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let desk = try FormDesk(context)
        let draft = try desk.draft()
        let journey = try desk.journey(draft.answers, files: Set(draft.files.map(\.name)))
        if let open = journey.firstOpen { return context.redirect(desk.path(draft, open.id)) }
        return try desk.checkPage(draft, journey, problems: [])
    }

    /// Reload, second click or "back" after sending bring the first receipt again: the key is the draft's, and the node knows it.
    @Sendable func send(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let desk = try FormDesk(context)
        _ = try await context.form(request)
        let id = DraftID(try context.parameter("draft"))
        let draft = try context.government.files.draft(id, visit: context.visit.browser)
        if draft != nil { try await limit(context) }
        do {
            let start = desk.start(draft?.answers ?? [:])
            let receipt = try await context.government.start(
                start,
                by: context.caller,
                key: try desk.key(id),
                draft: id
            )
            context.hold(receipt.id, request: request)
            return context.redirect("lacak/\(receipt.number.text)/terkirim")
        } catch let rejection as Rejection {
            guard let draft, !rejection.fields.isEmpty else { throw rejection }
            let journey = try desk.journey(draft.answers, files: Set(draft.files.map(\.name)))
            return try desk.checkPage(draft, journey, problems: rejection.fields)
        }
    }

    private func limit(_ context: GovernmentContext) async throws {
        let seconds = await context.web.limiter.use(
            "report/" + context.visit.address,
            limit: Limits.reportsPerHourMax,
            window: .hours(1),
            now: context.now
        )
        if let seconds { throw PageRefusal.tooMany(seconds: seconds) }
    }
}
