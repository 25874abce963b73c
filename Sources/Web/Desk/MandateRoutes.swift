import Civic
import Definition
import Engine
import Hummingbird
import Node

/// Acting officials (Plt., Plh.): who acts for whom, until when; given by a steward, an executive, or the official who is out.
struct MandateRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("petugas/mandat", use: page)
        government.post("petugas/mandat", use: give)
        government.post("petugas/mandat/akhiri", use: end)
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try response(context, Form(), chosen: request.uri.queryParameters["jabatan"].map(String.init), error: nil)
    }

    @Sendable func give(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.officer()
        let form = try await context.form(request)
        return try await change(context, form, OfficerID(form["officer"] ?? "")) { .giveMandate(try Self.order(form)) }
    }

    @Sendable func end(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.officer()
        let form = try await context.form(request)
        return try await change(context, form, OfficerID(form["officer"] ?? "")) { .endMandate(form["mandate"] ?? "") }
    }

    private func change(
        _ context: GovernmentContext,
        _ form: Form,
        _ officer: OfficerID,
        _ command: () throws -> StaffCommand
    ) async throws -> Response {
        do {
            try await context.government.identity.change(
                officer,
                try command(),
                in: context.government.staffHouse,
                by: context.caller
            )
            return context.redirect("petugas/mandat?berhasil=1")
        } catch let rejection as Rejection {
            return try response(context, form, chosen: form["post"], error: rejection.message(context.language))
        } catch let wrong as CivicError {
            return try response(context, form, chosen: form["post"], error: wrong.message(context.language))
        }
    }

    private static func order(_ form: Form) throws -> MandateOrder {
        let post = try Post(form["post"] ?? "")
        return MandateOrder(
            kind: Mandate.Kind(rawValue: form["kind"] ?? "") ?? .plh,
            role: post.role,
            app: post.app,
            agency: post.agency,
            principal: form["principal"].flatMap { $0.isEmpty ? nil : OfficerID($0) },
            from: try CivilDate(iso: form["from"] ?? ""),
            until: try CivilDate(iso: form["until"] ?? ""),
            excluded: Set(form.all("excluded")),
            basis: form["basis"] ?? ""
        )
    }

    private func response(_ context: GovernmentContext, _ typed: Form, chosen: String?, error: String?) throws
        -> Response
    {
        let officer = try context.officer()
        let view = MandateView(context: context, officer: officer, typed: typed, chosen: chosen)
        let isDone = context.visit.query == "berhasil=1" && error == nil
        let page: View = [
            "done": isDone
                ? ["tone": "done", "icon": "check", "title": nil, "text": context.text("desk.mandate.done")] as View
                : nil,
            "hasProblems": error != nil,
            "problems": error.map { [["href": "#mandate-officer", "text": $0] as View] } ?? [View](),
        ]
        return try context.page(
            "desk/mandates",
            title: context.text("desk.mandate.title"),
            page.adding(try view.view),
            .desk(
                context,
                scripts: ["desk-keys"],
                breadcrumbs: [
                    Link(context.text("layout.nav-desk"), context.path("petugas/")),
                    Link(context.text("desk.mandate.title")),
                ],
                status: error == nil ? .ok : .unprocessableContent
            )
        )
    }
}

/// A post as a form names it: role, application, agency.
struct Post: Hashable {
    let role: RoleID
    let app: AppID?
    let agency: AgencyID?

    init(_ grant: Grant) { (role, app, agency) = (grant.role, grant.app, grant.agency) }

    /// `head_of_agency~~dpupr`, `verifier~laksa~`.
    init(_ text: String) throws {
        let parts = text.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
        role = try RoleID(parts[0])
        app = parts.count > 1 && !parts[1].isEmpty ? try AppID(parts[1]) : nil
        agency = parts.count > 2 && !parts[2].isEmpty ? try AgencyID(parts[2]) : nil
    }

    var text: String { "\(role)~\(app?.text ?? "")~\(agency?.text ?? "")" }
}
