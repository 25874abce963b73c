import Civic
import Definition
import Engine
import Hummingbird
import Node

/// How a citizen wishes to hear of a case: the page of wishes, and the way out that stands in every e-mail.
struct WishRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("lacak/:number/kabar", use: page)
        government.post("lacak/:number/kabar/simpan", use: keep)
        government.get("langganan/:number", use: leaving)
        government.post("langganan/:number", use: leave)
    }

    // MARK: Wishes

    private func held(_ context: GovernmentContext) throws -> CaseView {
        guard let view = try context.government.cases.page(try CaseRoutes.number(context), for: context.caller),
            view.sight == .holder
        else { throw Refusal.unknownCase }
        return view
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let view = try held(context)
        let number = view.state.number.text
        let contact = view.content.contact
        let stored = try context.government.wish(of: view.state.id)
        let wish = stored ?? Wish.usual(contact)
        let texts = context.texts.about(view.definition.definition.noun)
        let phone = contact?.phone.flatMap { try? Phone(typed: $0) }?.masked
        let rhythms: [View] = Wish.Rhythm.allCases.map {
            [
                "value": $0.rawValue, "label": texts.text("notify.rhythm-\($0.rawValue)"),
                "hint": texts.text("notify.about-\($0.rawValue)"), "isChecked": $0 == wish.rhythm,
            ]
        }
        let rules = context.government.settings.state.post
        let night = context.text(
            "notify.wish.night",
            [
                "from": context.formats.clock(minuteOfDay: rules.quietFrom),
                "until": context.formats.clock(minuteOfDay: rules.quietUntil),
            ]
        )
        let isDone = context.visit.query.contains("berhasil=1")
        return try context.page(
            "portal/wish",
            title: "\(texts.text("notify.wish.title")) – \(number)",
            ([
                "heading": texts.text("notify.wish.title"), "number": number, "phone": phone,
                "email": contact?.email, "byPhone": wish.byPhone, "byEmail": wish.byEmail, "rhythms": rhythms,
                "hasContact": contact?.phone != nil || contact?.email != nil, "night": night,
                "action": context.path("lacak/\(number)/kabar/simpan"), "back": context.path("lacak/\(number)"),
                "backText": texts.text("notify.wish.back"),
                "done": isDone
                    ? ["tone": "done", "icon": "check", "title": nil, "text": context.text("notify.wish.kept")] as View
                    : nil,
            ] as View).adding(PushRoutes.view(number, context)),
            PageOptions(
                scripts: ["push-subscribe"],
                breadcrumbs: [
                    Link(context.text("layout.nav-follow"), context.path("lacak")),
                    Link(number, context.path("lacak/\(number)")), Link(texts.text("notify.wish.title")),
                ],
                isPersonal: true,
                noun: view.definition.definition.noun
            )
        )
    }

    @Sendable func keep(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let view = try held(context)
        let form = try await context.form(request)
        let ways = form.all("way")
        let wish = Wish(
            rhythm: form["rhythm"].flatMap(Wish.Rhythm.init) ?? .each,
            byPhone: ways.contains("phone"),
            byEmail: ways.contains("email")
        )
        try await context.government.keep(wish, of: view.state.id)
        return context.redirect("lacak/\(view.state.number.text)/kabar?berhasil=1")
    }

    // MARK: The way out of e-mail (RFC 8058)

    private struct Exit {
        let id: CaseID
        let number: CaseNumber
        let key: String
    }

    /// The link's key is all that is asked for: no sign-in, no cookie.
    private func exit(_ request: Request, _ context: GovernmentContext) throws -> Exit {
        let number = try CaseRoutes.number(context)
        guard let key = request.uri.queryParameters["k"].map(String.init),
            let id = try context.government.cases.id(of: number), context.government.identity.unsubscribes(id, key: key)
        else { throw PageRefusal.notFound }
        return Exit(id: id, number: number, key: key)
    }

    /// Looking changes nothing: programs that open every link of a letter would end what nobody wanted to end.
    @Sendable func leaving(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try show(try exit(request, context), context, state: "ask")
    }

    /// One press, by a person or by their mail program (`List-Unsubscribe=One-Click`); `do=back` takes it back.
    @Sendable func leave(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let exit = try exit(request, context)
        let body = try await FormReading.collect(request.body, bytesMax: 4_096)
        let isBack = try Form.decode(urlEncoded: body)["do"] == "back"
        try await context.government.setEmail(isBack, of: exit.id)
        return try show(exit, context, state: isBack ? "back" : "done")
    }

    private func show(_ exit: Exit, _ context: GovernmentContext, state: String) throws -> Response {
        try context.page(
            "portal/leave",
            title: context.text("notify.leave.title"),
            [
                "number": exit.number.text, "said": context.text("notify.leave-\(state)", ["number": exit.number.text]),
                "action": context.path("langganan/\(exit.number.text)?k=\(exit.key)"), "isOut": state == "done",
                "button": context.text(state == "done" ? "notify.leave.undo" : "notify.leave.button"),
            ],
            PageOptions(isPersonal: true)
        )
    }
}
