import Civic
import Engine
import Hummingbird
import Node

/// Days off: an officer writes down their own, a steward anybody's; no case is handed to who is away.
struct DutyRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("petugas/hari-libur", use: page)
        government.post("petugas/hari-libur", use: add)
        government.post("petugas/hari-libur/hapus", use: remove)
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try response(context, Form(), error: nil)
    }

    @Sendable func add(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context) { .beAbsent(try DutyView.absence($0)) }
    }

    @Sendable func remove(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context) { .endAbsence(try DutyView.absence($0)) }
    }

    private func change(
        _ request: Request,
        _ context: GovernmentContext,
        _ command: (Form) throws -> StaffCommand
    ) async throws -> Response {
        let officer = try context.officer()
        let form = try await context.form(request)
        do {
            try await context.government.identity.change(
                officer.id,
                try command(form),
                in: context.government.staffHouse,
                by: context.caller
            )
            return context.redirect("petugas/hari-libur?berhasil=1")
        } catch let rejection as Rejection {
            return try response(context, form, error: rejection.message(context.language))
        } catch let wrong as CivicError {
            return try response(context, form, error: wrong.message(context.language))
        }
    }

    private func response(_ context: GovernmentContext, _ typed: Form, error: String?) throws -> Response {
        let officer = try context.officer()
        let isDone = context.visit.query == "berhasil=1" && error == nil
        let page: View = [
            "absences": DutyView.absences(of: officer.id, context, remove: "petugas/hari-libur/hapus"),
            "action": context.path("petugas/hari-libur"), "fields": DutyView.fields(typed, context),
            "done": isDone
                ? ["tone": "done", "icon": "check", "title": nil, "text": context.text("desk.duty.done")] as View : nil,
            "hasProblems": error != nil,
            "problems": error.map { [["href": "#duty-from", "text": $0] as View] } ?? [View](),
        ]
        return try context.page(
            "desk/duty",
            title: context.text("desk.duty.title"),
            page,
            .desk(
                context,
                scripts: ["desk-keys"],
                breadcrumbs: [
                    Link(context.text("desk.account.title"), context.path("petugas/akun")),
                    Link(context.text("desk.duty.title")),
                ],
                status: error == nil ? .ok : .unprocessableContent
            )
        )
    }
}

/// The days off of one officer, as both pages show them.
enum DutyView {
    static func absence(_ form: Form) throws -> Absence {
        Absence(from: try CivilDate(iso: form["from"] ?? ""), until: try CivilDate(iso: form["until"] ?? ""))
    }

    static func absences(of officer: OfficerID, _ context: GovernmentContext, remove: String) -> [View] {
        let today = context.now.date(in: context.zone)
        return context.government.identity.duty(of: officer).absences.filter { $0.until >= today }.map { absence in
            [
                "words": absence.from == absence.until
                    ? context.formats.longDate(absence.from)
                    : context.text(
                        "desk.duty.period",
                        [
                            "from": context.formats.longDate(absence.from),
                            "until": context.formats.longDate(absence.until),
                        ]
                    ),
                "from": absence.from.iso, "until": absence.until.iso, "remove": context.path(remove),
            ]
        }
    }

    static func fields(_ typed: Form, _ context: GovernmentContext) -> [View] {
        ["from", "until"].map { name in
            FieldView.plain(
                id: "duty-" + name,
                name: name,
                label: context.text("desk.duty.\(name)"),
                value: typed[name] ?? ""
            ).adding(["isText": true, "isShort": true, "inputType": "date"])
        }
    }
}
