import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import Node

/// One case at the desk: its page, its actions, its notes, its photos.
struct CaseDeskRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("petugas/laporan/:number", use: page)
        government.get("petugas/laporan/:number/foto/:file", use: photo)
        government.get("petugas/laporan/:number/alasan", use: reasons)
        government.get("petugas/laporan/:number/qr.svg", use: qr)
        government.post("petugas/laporan/:number/catatan", use: note)
        government.post("petugas/laporan/:number/tindakan/:action", use: act)
        government.post("petugas/laporan/:number/pratinjau/:action", use: LetterRoutes.preview)
    }

    /// The case if this officer may work on it; everything else is a case that is not there.
    static func view(_ context: GovernmentContext) throws -> CaseView {
        _ = try context.officer()
        let number = try CaseRoutes.number(context)
        guard let view = try context.government.cases.page(number, for: context.caller) else {
            throw Refusal.unknownCase
        }
        guard view.sight == .staff else { throw Refusal.notYours }
        return view
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try context.officer()
        let view = try Self.view(context)
        // Who opens personal data stands in the reading log, before anything is shown.
        try await context.government.identity.noteReading(of: view.state.id, by: officer)
        try await context.government.keepHold(of: view.state, by: context.caller)
        return try CaseDesk(context, view, request).response()
    }

    /// Why each step was taken, in officers' words.
    @Sendable func reasons(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let view = try Self.view(context)
        try await context.government.identity.noteReading(of: view.state.id, by: try context.officer())
        let number = view.state.number.text
        let back = context.path("petugas/laporan/\(number)")
        return try ExplanationPage(context: context, view: view, back: back).response(
            .desk(
                context,
                breadcrumbs: [
                    Link(context.text("layout.nav-desk"), context.path("petugas/")), Link(number, back),
                    Link(context.text("why.heading")),
                ]
            )
        )
    }

    @Sendable func act(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let view = try Self.view(context)
        guard let action = try? ActionID(try context.parameter("action")),
            let element = view.definition.definition.actions[action]
        else {
            throw PageRefusal.notFound
        }
        let files = context.government.files
        let id = view.state.id
        let asked = view.definition.form(of: action, on: view.state)
        let form = try await context.form(request) { field, name, type, _ in
            guard let field = try? FieldID(field), let rule = FileRule(asked[field]) else {
                throw Refusal.unknownFile
            }
            return try files.begin(.aCase(id), rule: rule, field: field, fileName: name, declaredType: type)
        }
        var answers = FieldView.answers(asked, from: form, regions: context.government.regions)
        if element.marks { answers[Definition.markedFields] = SentBack.marks(form) }
        let reason = form["_reason"].flatMap { $0.isEmpty ? nil : $0 }
        let failed = CaseDesk.Failed(
            action: action,
            answers: answers,
            reason: reason,
            version: form["_version"].flatMap(Int.init)
        )
        if form.changesRows { return try CaseDesk(context, view, request, failed: failed).response() }
        if let refused = form.fileProblems.first {
            return try CaseDesk(context, view, request, failed: failed.with(file: refused.why, field: refused.field))
                .response()
        }
        do {
            let key = try form.idempotencyKey(
                context,
                route: "petugas/tindakan/\(action.text)",
                about: view.state.number.text
            )
            _ = try await context.government.act(
                view.state.number,
                action,
                version: failed.version,
                answers: answers,
                reason: reason,
                by: context.caller,
                key: key
            )
        } catch let rejection as Rejection {
            return try CaseDesk(context, try Self.view(context), request, failed: failed.with(rejection)).response()
        }
        return .redirect(to: after(action, form, view, context))
    }

    /// The next case of the list where that was asked for, else the same page, which says what was done.
    private func after(_ action: ActionID, _ form: Form, _ view: CaseView, _ context: GovernmentContext) -> String {
        let from = form["dari"] ?? ""
        let back = from.isEmpty ? "" : "dari=" + CaseRows.escaped(from)
        if form["_next"] != nil {
            // The case itself has left its place by now, so what stood behind it is asked for by what the page knew.
            return form["_nextPath"].flatMap { DeskDoorRoutes.own($0, context) }
                ?? context.path("petugas/" + (from.isEmpty ? "" : "?" + from))
        }
        let query = ["berhasil=\(action.text)", back].filter { !$0.isEmpty }.joined(separator: "&")
        return context.path("petugas/laporan/\(view.state.number.text)?\(query)")
    }

    @Sendable func note(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let view = try Self.view(context)
        let form = try await context.form(request)
        let text = form["note"] ?? ""
        do {
            let key = try form.idempotencyKey(context, route: "petugas/catatan", about: view.state.number.text)
            _ = try await context.government.note(view.state.number, text, by: context.caller, key: key)
            let from = form["dari"].flatMap { $0.isEmpty ? nil : "?dari=" + CaseRows.escaped($0) } ?? ""
            return context.redirect("petugas/laporan/\(view.state.number.text)\(from)#catatan")
        } catch let rejection as Rejection {
            return try CaseDesk(
                context,
                view,
                request,
                note: .init(text: text, error: rejection.message(context.language))
            ).response()
        }
    }

    /// A photo, decrypted for an officer who may work on the case; `?kecil` asks for the thumbnail.
    @Sendable func photo(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let view = try Self.view(context)
        let isSmall = request.uri.queryParameters["kecil"] != nil
        guard
            let photo = try context.government.files.read(
                try context.parameter("file"),
                thumbnail: isSmall,
                of: view.state.id
            )
        else {
            throw PageRefusal.notFound
        }
        return context.stored(photo)
    }

    /// On paper: leads to the case's public page.
    ///
    /// It holds no secret.
    @Sendable func qr(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let view = try Self.view(context)
        let address = context.web.node.settings.baseURL + context.path("lacak/\(view.state.number.text)")
        return context.drawing(
            try QRCode(address).picture(title: context.text("desk.case.qr", ["number": view.state.number.text])),
            keep: .never
        )
    }
}
