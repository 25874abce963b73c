import Civic
import Definition
import Engine
import Hummingbird
import Node

/// The staff's door: signing in with a password, signing out, one's own account.
struct DeskDoorRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("petugas/masuk", use: ask)
        government.post("petugas/masuk", use: signIn)
        government.post("petugas/keluar", use: signOut)
        government.get("petugas/akun", use: account)
        government.post("petugas/akun/sandi", use: changePassword)
    }

    @Sendable func ask(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        if context.caller.officer != nil { return .redirect(to: StaffNavigation.home(context.caller, context)) }
        let back = request.uri.queryParameters["kembali"].flatMap { Form.percentDecoded($0.utf8) } ?? ""
        return try page(context, login: "", error: nil, back: back, status: .ok)
    }

    @Sendable func signIn(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let form = try await context.form(request)
        let login = (form["login"] ?? "").filter { !$0.isWhitespace }
        let back = form["kembali"] ?? ""
        do {
            let session = try await context.government.identity.signIn(
                login: login,
                password: form["password"] ?? "",
                origin: context.visit.address
            )
            context.signIn(officer: session, of: context.government)
            let caller = try context.government.identity.caller(session: session.session)
            return .redirect(to: Self.own(back, context) ?? StaffNavigation.home(caller, context))
        } catch let refusal as Refusal {
            return try page(
                context,
                login: login,
                error: refusal.message(context.language),
                back: back,
                status: .init(code: refusal.httpStatus),
                retryAfter: refusal
            )
        }
    }

    /// A path of this government, or nothing: nobody is led elsewhere by a link that they were sent.
    static func own(_ path: String, _ context: GovernmentContext) -> String? {
        guard path.hasPrefix(context.base + "/"), !path.hasPrefix("//"), !path.contains("\\"),
            !path.unicodeScalars.contains(where: { $0.value < 33 })
        else { return nil }
        return path
    }

    private func page(
        _ context: GovernmentContext,
        login: String,
        error: String?,
        back: String,
        status: HTTPResponse.Status,
        retryAfter: Refusal? = nil
    ) throws -> Response {
        let fields = [
            FieldView.plain(id: "login", name: "login", label: context.text("desk.sign-in.login"), value: login)
                .adding(["isText": true, "isShort": true, "autocomplete": "username"]),
            FieldView.plain(id: "password", name: "password", label: context.text("desk.sign-in.password"))
                .adding(["isText": true, "isShort": true, "inputType": "password", "autocomplete": "current-password"]),
        ]
        var response = try context.page(
            "desk/sign-in",
            title: context.text("desk.sign-in.title"),
            [
                "fields": fields, "back": back, "action": context.path("petugas/masuk"), "hasProblems": error != nil,
                "problems": error.map { [["href": "#login", "text": $0] as View] } ?? [View](),
            ],
            PageOptions(area: .desk, navigation: [], status: status, isPersonal: true)
        )
        if case .tooManyTries(let seconds)? = retryAfter { response.headers[.retryAfter] = "\(seconds)" }
        return response
    }

    @Sendable func signOut(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try await context.form(request)
        try await context.signOutOfficer(of: context.government)
        return context.redirect("petugas/masuk")
    }

    // MARK: Account

    @Sendable func account(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try context.officer()
        return try accountPage(context, officer, error: nil, isChanged: context.visit.query == "berhasil=1")
    }

    @Sendable func changePassword(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let officer = try context.officer()
        let form = try await context.form(request)
        let (new, again) = (form["new"] ?? "", form["again"] ?? "")
        guard new == again else {
            return try accountPage(context, officer, error: context.text("desk.account.differ"), isChanged: false)
        }
        do {
            let identity = context.government.identity
            try await identity.changePassword(
                of: officer,
                from: form["old"] ?? "",
                to: new,
                origin: context.visit.address,
                in: context.government.staffHouse
            )
            // Every session ended with the old password; this browser goes on with the new one.
            let session = try await identity.signIn(login: officer.login, password: new, origin: context.visit.address)
            context.signIn(officer: session, of: context.government)
            return context.redirect("petugas/akun?berhasil=1")
        } catch let refusal as Refusal {
            return try accountPage(context, officer, error: refusal.message(context.language), isChanged: false)
        }
    }

    private func accountPage(_ context: GovernmentContext, _ officer: Officer, error: String?, isChanged: Bool) throws
        -> Response
    {
        func field(_ name: String, _ key: String, _ autocomplete: String) -> View {
            FieldView.plain(id: name, name: name, label: context.text(key)).adding([
                "isText": true, "isShort": true, "inputType": "password", "autocomplete": autocomplete,
            ])
        }
        return try context.page(
            "desk/account",
            title: context.text("desk.account.title"),
            [
                "name": officer.name, "position": officer.title, "login": officer.login,
                "roles": officer.grants.filter { $0.holds(at: context.now) }.map { RoleWords.text($0, context) },
                "fields": [
                    field("old", "desk.account.old", "current-password"),
                    field("new", "desk.account.new", "new-password"),
                    field("again", "desk.account.again", "new-password"),
                ],
                "passwordAction": context.path("petugas/akun/sandi"), "signOutAction": context.path("petugas/keluar"),
                "mustChange": officer.mustChangePassword
                    ? [
                        "tone": "warning", "icon": "lock", "title": nil,
                        "text": context.text("desk.account.must-change"),
                    ] as View : nil,
                "changed": isChanged
                    ? ["tone": "done", "icon": "check", "title": nil, "text": context.text("desk.account.changed")]
                        as View : nil,
                "hasProblems": error != nil,
                "problems": error.map { [["href": "#old", "text": $0] as View] } ?? [View](),
            ],
            .desk(
                context,
                scripts: ["desk-keys"],
                status: error == nil ? .ok : .unprocessableContent
            )
        )
    }
}

/// A grant in words: "Petugas perangkat daerah, DPUPR".
enum RoleWords {
    static func text(_ grant: Grant, _ context: GovernmentContext) -> String {
        let letters = grant.acting.map { $0.kind.letters + " " } ?? ""
        var parts = [letters + name(grant.role, context)]
        if let agency = grant.agency {
            parts.append(context.government.profile.agency(agency)?.shortName ?? agency.text)
        }
        if let app = grant.app { parts.append(app.text) }
        if let until = grant.until {
            parts.append(context.text("desk.role.until", ["date": context.formats.date(until)]))
        }
        return parts.joined(separator: ", ")
    }

    /// The role's name as its application gives it; roles of the house have sentences of their own.
    static func name(_ role: RoleID, _ context: GovernmentContext) -> String {
        if Permissions.house.contains(where: { $0.role == role }) { return context.text("desk.role.\(role.text)") }
        for installation in context.government.definitions.installations() {
            let plan = try? context.government.definitions.compiled(installation.release.definition)
            if let name = plan?.definition.roles[role]?.name { return name.text(context.language) }
        }
        return role.text
    }
}
