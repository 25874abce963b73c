import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import Node
import Store

/// A citizen's account: signing in by phone with a one-time code, the list of their reports, signing out.
///
/// Nobody needs one.
struct AccountRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("masuk", use: askPhone)
        government.post("masuk", use: sendCode)
        government.post("masuk/kode", use: redeem)
        government.get("akun", use: mine)
        government.post("keluar", use: signOut)
    }

    @Sendable func askPhone(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        if context.caller.person != nil { return context.redirect("akun") }
        return try phonePage(context, typed: "", error: nil, back: Self.back(request, context))
    }

    @Sendable func sendCode(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let form = try await context.form(request)
        let typed = form["phone"] ?? ""
        let back = form["kembali"] ?? ""
        let phone: Phone
        do {
            phone = try Phone(typed: typed)
        } catch {
            return try phonePage(context, typed: typed, error: error.message(context.language), back: back)
        }
        if let seconds = await context.web.limiter.use(
            "code/" + context.visit.address,
            limit: Limits.codesPerHourMax,
            window: .hours(1),
            now: context.now
        ) {
            throw PageRefusal.tooMany(seconds: seconds)
        }
        do {
            let ticket = try await context.government.identity.requestCode(for: phone, language: context.language)
            return try codePage(context, ticket: ticket, phone: phone.display, error: nil, back: back)
        } catch let refusal as Refusal {
            return try phonePage(context, typed: typed, error: refusal.message(context.language), back: back)
        }
    }

    @Sendable func redeem(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let form = try await context.form(request)
        let ticket = form["ticket"] ?? ""
        do {
            let session = try await context.government.identity.redeem(ticket: ticket, code: form["code"] ?? "")
            context.signIn(citizen: session)
            return Response.redirect(to: Self.safe(form["kembali"], context))
        } catch let refusal as Refusal {
            return try codePage(
                context,
                ticket: ticket,
                phone: form["phone"] ?? "",
                error: refusal.message(context.language),
                back: form["kembali"] ?? "",
                status: refusal.httpStatus
            )
        }
    }

    @Sendable func mine(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        guard let person = context.caller.person else { throw PageRefusal.signIn(.citizen) }
        let lines = try context.government.cases.mine(person)
        let phone = try context.government.identity.phone(of: person)?.display ?? ""
        let rows = try lines.map { try row($0, context) }
        return try context.page(
            "portal/account",
            title: context.text("portal.account.title"),
            [
                "who": context.text("portal.account.who", ["phone": phone]), "hasCases": !rows.isEmpty, "cases": rows,
                "noCases": HomeRoutes.empty(rows.isEmpty, context.text("portal.account.none")),
            ],
            PageOptions(isPersonal: true)
        )
    }

    private func row(_ line: CaseLine, _ context: GovernmentContext) throws -> View {
        let state = try context.government.cases.stored(line.number)?.state
        let plan = try state.map { try context.government.definitions.compiled($0.definition) }
        let category = plan?.optionName(line.category, of: "category")?.text(context.language)
        let tag = plan.map { StateTag.view(line.state, of: $0, context.language, forCitizen: true) }
        let view: View = [
            "number": line.number.text, "href": context.path("lacak/\(line.number.text)"),
            "title": category ?? plan?.definition.name.text(context.language) ?? line.app.text,
            "when": context.formats.dateTime(line.startedAt), "tone": "working", "text": line.state.text,
        ]
        return tag.map(view.adding) ?? view
    }

    @Sendable func signOut(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try await context.form(request)
        try await context.signOutCitizen()
        var response = context.redirect("")
        // A shared phone: nothing of this person stays behind (pages-and-reports.md §6).
        response.headers[named: "Clear-Site-Data"] = "\"cache\""
        return response
    }

    // MARK: Pages

    private func phonePage(_ context: GovernmentContext, typed: String, error: String?, back: String) throws -> Response
    {
        let field = FieldView.plain(
            id: "phone",
            name: "phone",
            label: context.text("portal.sign-in.phone"),
            hint: context.text("portal.sign-in.phone-hint"),
            error: error,
            value: typed
        ).adding(["isText": true, "isShort": true, "inputType": "tel", "inputMode": "tel", "autocomplete": "tel"])
        return try page(
            context,
            title: "portal.sign-in.title",
            lead: context.text("portal.sign-in.lead"),
            action: "masuk",
            field: field,
            button: "portal.sign-in.send",
            hidden: [("kembali", back)],
            error: error,
            again: nil
        )
    }

    private func codePage(
        _ context: GovernmentContext,
        ticket: String,
        phone: String,
        error: String?,
        back: String,
        status: Int = 422
    ) throws -> Response {
        let field = FieldView.plain(
            id: "code",
            name: "code",
            label: context.text("portal.sign-in.code"),
            hint: context.text("portal.sign-in.code-hint"),
            error: error
        ).adding(["isText": true, "isShort": true, "inputMode": "numeric", "autocomplete": "one-time-code"])
        return try page(
            context,
            title: "portal.sign-in.code-title",
            lead: context.text("portal.sign-in.code-lead", ["phone": phone]),
            action: "masuk/kode",
            field: field,
            button: "portal.sign-in.enter",
            hidden: [("ticket", ticket), ("phone", phone), ("kembali", back)],
            error: error,
            again: context.path("masuk"),
            status: status
        )
    }

    private func page(
        _ context: GovernmentContext,
        title: String,
        lead: String,
        action: String,
        field: View,
        button: String,
        hidden: [(String, String)],
        error: String?,
        again: String?,
        status: Int = 422
    ) throws -> Response {
        let id = field["id"] as? String ?? ""
        return try context.page(
            "portal/sign-in",
            title: context.text(title),
            [
                "title": context.text(title), "lead": lead, "action": context.path(action), "fields": [field],
                "button": context.text(button),
                "hidden": hidden.map { ["name": $0.0, "value": $0.1] as View }, "again": again,
                "hasProblems": error != nil,
                "problems": error.map { [["href": "#\(id)", "text": $0] as View] } ?? [View](),
            ],
            PageOptions(status: error == nil ? .ok : .init(code: status), isPersonal: true)
        )
    }

    // MARK: Coming back

    private static func back(_ request: Request, _ context: GovernmentContext) -> String {
        safe(request.uri.queryParameters["kembali"].flatMap { Form.percentDecoded($0.utf8) }, context)
    }

    /// Only an address of this government is gone back to: a sign-in page never leads elsewhere.
    static func safe(_ path: String?, _ context: GovernmentContext) -> String {
        guard let path, path.hasPrefix(context.base + "/"), !path.contains("//"), !path.contains("\\"),
            !path.contains("\n")
        else {
            return context.path("akun")
        }
        return path
    }
}
