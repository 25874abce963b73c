import Civic
import Definition
import Engine
import Hummingbird
import Node

/// A form that was begun on one device goes on on another: a short code here, typed in there.
struct HandoverRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("layanan/:app/mulai/:draft/pindah", use: offer)
        government.post("layanan/:app/mulai/:draft/pindah", use: give)
        government.get("lanjut", use: ask)
        government.post("lanjut", use: take)
    }

    @Sendable func offer(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let desk = try FormDesk(context)
        return try page(desk, try desk.draft(), code: nil, until: nil)
    }

    @Sendable func give(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let desk = try FormDesk(context)
        _ = try await context.form(request)
        let draft = try desk.draft()
        let (code, expires) = try await context.government.files.handover(of: draft.id, visit: context.visit.browser)
        let shown = code.prefix(4).uppercased() + "-" + code.dropFirst(4).uppercased()
        return try page(desk, draft, code: shown, until: expires)
    }

    private func page(_ desk: FormDesk, _ draft: Draft, code: String?, until: Moment?) throws -> Response {
        let context = desk.context
        return try context.page(
            "portal/handover",
            title: context.text("portal.handover.title"),
            [
                "back": context.path(desk.path(draft, "periksa")), "action": context.path(desk.path(draft, "pindah")),
                "code": code, "noCode": code == nil,
                "steps": context.text(
                    "portal.handover.steps",
                    ["address": context.government.baseURL + context.path("lanjut")]
                ),
                "until": until.map { context.text("portal.handover.until", ["time": context.formats.dateTime($0)]) },
            ],
            PageOptions(isPersonal: true)
        )
    }

    @Sendable func ask(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try asked(context, typed: "", isWrong: false)
    }

    /// Wrong codes count by address: guessing one of 2⁴⁰ within its quarter of an hour is hopeless at ten tries.
    @Sendable func take(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let typed = try await context.form(request)["kode"] ?? ""
        let seconds = await context.web.limiter.use(
            "handover/" + context.visit.address,
            limit: Limits.handoverTriesMax,
            window: .minutes(10),
            now: context.now
        )
        if let seconds { throw PageRefusal.tooMany(seconds: seconds) }
        do {
            let draft = try await context.government.files.takeOver(code: typed, visit: context.visit.browser)
            return context.redirect("layanan/\(draft.app.text)/mulai/\(draft.id.text)/periksa")
        } catch Refusal.unknownDraft {
            return try asked(context, typed: String(typed.prefix(20)), isWrong: true)
        }
    }

    private func asked(_ context: GovernmentContext, typed: String, isWrong: Bool) throws -> Response {
        let wrong = isWrong ? context.text("portal.handover.wrong") : nil
        let field = FieldView.plain(
            id: "kode",
            name: "kode",
            label: context.text("portal.handover.code"),
            hint: context.text("portal.handover.code-hint"),
            error: wrong,
            value: typed
        ).adding(["isText": true, "isShort": true, "autocomplete": "off"])
        return try context.page(
            "portal/resume",
            title: context.text("portal.handover.resume"),
            [
                "action": context.path("lanjut"), "fields": [field], "hasProblems": isWrong,
                "problems": wrong.map { [["href": "#kode", "text": $0] as View] } ?? [View](),
            ],
            PageOptions(status: isWrong ? .unprocessableContent : .ok, isPersonal: true)
        )
    }
}
