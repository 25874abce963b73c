import Civic
import Definition
import Engine
import Hummingbird
import Node

/// Officers and their roles: who works here, what they may do, since when and until when.
///
/// Every change is an event.
struct StewardStaffRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("kelola/petugas", use: list)
        government.post("kelola/petugas", use: hire)
        government.get("kelola/petugas/:officer", use: page)
        government.post("kelola/petugas/:officer/peran", use: grant)
        government.post("kelola/petugas/:officer/cabut", use: revoke)
        government.post("kelola/petugas/:officer/keluar", use: leave)
        government.post("kelola/petugas/:officer/kembali", use: comeBack)
        government.post("kelola/petugas/:officer/sandi", use: resetPassword)
        government.post("kelola/petugas/:officer/libur", use: beAbsent)
        government.post("kelola/petugas/:officer/libur/hapus", use: endAbsence)
        government.post("kelola/petugas/:officer/wilayah", use: lookAfter)
    }

    // MARK: All

    @Sendable func list(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try listPage(context, Form(), error: nil)
    }

    private func listPage(_ context: GovernmentContext, _ typed: Form, error: (any Error)?) throws -> Response {
        let page = try StewardPage(context)
        let rows: [View] = context.government.identity.officers().map { officer in
            [
                "name": officer.name, "position": officer.title, "login": officer.login,
                "href": context.path("kelola/petugas/\(officer.id.text)"),
                "roles": officer.grants.filter { $0.holds(at: context.now) }.map { RoleWords.text($0, context) }.joined(
                    separator: "; "
                ),
                "tag": [
                    "tone": officer.isActive ? "done" : "waiting",
                    "text": context.text(officer.isActive ? "steward.staff.active" : "steward.staff.left"),
                ] as View,
            ]
        }
        func field(_ name: String, _ type: View = [:]) -> View {
            FieldView.plain(
                id: name,
                name: name,
                label: context.text("steward.staff.\(name)"),
                value: typed[name] ?? "",
                isRequired: name != "phone"
            )
            .adding(["isText": true, "isShort": true, "autocomplete": "off"]).adding(type)
        }
        return try page.response(
            "steward/staff",
            part: "petugas",
            title: context.text("steward.staff.title"),
            [
                "officers": rows, "action": context.path("kelola/petugas"), "isOpen": error != nil,
                "fields": [
                    field("name"), field("position"), field("login"), field("phone", ["inputType": "tel"]),
                    field(
                        "password",
                        [
                            "inputType": "password", "autocomplete": "new-password",
                            "hint": context.text("steward.staff.password-hint"),
                        ]
                    ),
                ] + grantFields(context, typed),
            ],
            error: error
        )
    }

    @Sendable func hire(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let form = try await context.form(request)
        return try await page.change(to: "kelola/petugas") {
            let phone = try form["phone"].flatMap { $0.isEmpty ? nil : $0 }.map { try Phone(typed: $0) }
            let card = OfficerCard(
                login: (form["login"] ?? "").filter { !$0.isWhitespace },
                name: form["name"] ?? "",
                title: form["position"] ?? "",
                phone: phone
            )
            _ = try await context.government.identity.addOfficer(
                card,
                password: form["password"] ?? "",
                grants: try Self.grant(form).map { [$0] } ?? [],
                in: context.government.staffHouse,
                by: context.caller
            )
        } refused: {
            try listPage(context, form, error: $0)
        }
    }

    // MARK: One

    private func officer(_ context: GovernmentContext) throws -> Officer {
        _ = try StewardPage(context)
        guard let officer = context.government.identity.officer(OfficerID(try context.parameter("officer"))) else {
            throw PageRefusal.notFound
        }
        return officer
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try officerPage(context, try officer(context), Form(), error: nil)
    }

    private func officerPage(_ context: GovernmentContext, _ officer: Officer, _ typed: Form, error: (any Error)?)
        throws -> Response
    {
        let here = "kelola/petugas/\(officer.id.text)"
        let grants: [View] = officer.grants.filter { $0.acting == nil }.map { grant in
            [
                "words": RoleWords.text(grant, context), "revoke": context.path(here + "/cabut"),
                "role": grant.role.text,
                "app": grant.app?.text ?? "", "agency": grant.agency?.text ?? "",
                "isOver": !grant.holds(at: context.now),
            ]
        }
        let password = FieldView.plain(
            id: "password",
            name: "password",
            label: context.text("steward.staff.password"),
            hint: context.text("steward.staff.password-hint")
        ).adding(["isText": true, "isShort": true, "inputType": "password", "autocomplete": "new-password"])
        return try StewardPage(context).response(
            "steward/officer",
            part: "petugas",
            title: officer.name,
            [
                "position": officer.title, "login": officer.login, "isActive": officer.isActive, "grants": grants,
                "grantAction": context.path(here + "/peran"), "grantFields": grantFields(context, typed),
                "leaveAction": context.path(here + (officer.isActive ? "/keluar" : "/kembali")),
                "leaveText": context.text(officer.isActive ? "steward.staff.let-go" : "steward.staff.take-back"),
                "passwordAction": context.path(here + "/sandi"), "passwordFields": [password],
                "absences": DutyView.absences(of: officer.id, context, remove: here + "/libur/hapus"),
                "absenceAction": context.path(here + "/libur"), "absenceFields": DutyView.fields(typed, context),
                "regionsAction": context.path(here + "/wilayah"),
                "regionsField": regionsField(officer.id, context),
            ],
            error: error
        )
    }

    @Sendable func grant(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context) { form in
            guard let grant = try Self.grant(form) else {
                throw Refusal.invalid(LocalizedText(id: "Pilih peran.", en: "Choose a role."))
            }
            return .grant(grant)
        }
    }

    @Sendable func revoke(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let held = try officer(context).grants.filter { $0.acting == nil }
        return try await change(request, context) { form in
            let asked = try Self.grant(form)
            guard
                let grant = held.first(where: {
                    $0.role == asked?.role && $0.app == asked?.app && $0.agency == asked?.agency
                })
            else {
                throw PageRefusal.notFound
            }
            return .revoke(grant)
        }
    }

    @Sendable func leave(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context) { _ in .leave }
    }

    @Sendable func comeBack(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context) { _ in .comeBack }
    }

    @Sendable func beAbsent(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context) { .beAbsent(try DutyView.absence($0)) }
    }

    @Sendable func endAbsence(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context) { .endAbsence(try DutyView.absence($0)) }
    }

    @Sendable func lookAfter(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context) { form in .lookAfter(try form.all("region").map { try RegionCode($0) }) }
    }

    private func regionsField(_ officer: OfficerID, _ context: GovernmentContext) -> View {
        let mine = context.government.identity.duty(of: officer).regions
        return FieldView.plain(
            id: "region",
            name: "region",
            label: context.text("steward.duty.regions"),
            hint: context.text("steward.duty.regions-hint"),
            isRequired: false
        ).adding([
            "isChecks": true, "isGroup": true,
            "options": context.government.regions.regions(of: .district).map {
                [
                    "id": "region-" + $0.code.text, "name": "region", "value": $0.code.text, "label": $0.name,
                    "icon": nil, "hint": nil, "isChecked": mine.contains($0.code),
                ] as View
            },
        ])
    }

    private func change(
        _ request: Request,
        _ context: GovernmentContext,
        _ command: (Form) throws -> StaffCommand
    ) async throws -> Response {
        let officer = try officer(context)
        let form = try await context.form(request)
        return try await StewardPage(context).change(to: "kelola/petugas/\(officer.id.text)") {
            try await context.government.identity.change(
                officer.id,
                try command(form),
                in: context.government.staffHouse,
                by: context.caller
            )
        } refused: {
            try officerPage(context, officer, form, error: $0)
        }
    }

    @Sendable func resetPassword(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try officer(context)
        let form = try await context.form(request)
        return try await StewardPage(context).change(to: "kelola/petugas/\(officer.id.text)") {
            try await context.government.identity.resetPassword(
                of: officer.id,
                to: form["password"] ?? "",
                in: context.government.staffHouse,
                by: context.caller
            )
        } refused: {
            try officerPage(context, officer, form, error: $0)
        }
    }

    // MARK: Grants

    private static func grant(_ form: Form) throws -> Grant? {
        guard let role = form["role"].flatMap({ $0.isEmpty ? nil : $0 }) else { return nil }
        return Grant(
            role: try RoleID(role),
            app: try form["app"].flatMap { $0.isEmpty ? nil : $0 }.map { try AppID($0) },
            agency: try form["agency"].flatMap { $0.isEmpty ? nil : $0 }.map { try AgencyID($0) }
        )
    }

    private func grantFields(_ context: GovernmentContext, _ typed: Form) -> [View] {
        let language = context.language
        func select(_ name: String, _ options: [(String, String)]) -> View {
            FieldView.plain(
                id: "grant-" + name,
                name: name,
                label: context.text("steward.grant.\(name)"),
                hint: context.text("steward.grant.\(name)-hint"),
                isRequired: false
            )
            .adding([
                "isSelect": true,
                "options": options.map { ["value": $0.0, "label": $0.1, "isChecked": typed[name] == $0.0] as View },
            ])
        }
        let roles = context.government.staffHouse.roles.map { ($0.text, RoleWords.name($0, context)) }.sorted {
            $0.1 < $1.1
        }
        let agencies = context.government.profile.agencies.map { ($0.id.text, $0.name.text(language)) }
        let apps = context.government.definitions.installations().map { ($0.app.text, $0.app.text) }
        return [select("role", roles), select("agency", agencies), select("app", apps)]
    }
}
