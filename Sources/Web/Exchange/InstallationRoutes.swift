import Civic
import Definition
import Engine
import Exchange
import Hummingbird
import Node

/// An adopted application from its right to its first case: install, adjust element by element, appoint, go live.
struct InstallationRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("bursa/pemasangan/:app", use: page)
        government.post("bursa/pemasangan/:app/pasang", use: install)
        government.post("bursa/pemasangan/:app/sesuaikan", use: localize)
        government.post("bursa/pemasangan/:app/petugas", use: appoint)
        government.post("bursa/pemasangan/:app/aktifkan", use: goLive)
        government.post("bursa/pemasangan/:app/tangguhkan", use: suspend)
    }

    private func app(_ context: GovernmentContext) throws -> AppID {
        _ = try context.cooperating()
        guard let app = try? AppID(try context.parameter("app")),
            context.catalogue[app] != nil || context.government.definitions.installation(app) != nil
        else { throw PageRefusal.notFound }
        return app
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try InstallationPage(context, try app(context), focus: request.uri.queryParameters["bagian"].map(String.init))
            .response()
    }

    @Sendable func install(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let app = try app(context)
        try context.requireSteward()
        _ = try await context.form(request)
        let problem = try await context.attempt { try await context.installer.install(app, by: context.caller) }
        if let problem { return try InstallationPage(context, app, problem: problem).response() }
        return context.redirect("bursa/pemasangan/\(app.text)?berhasil=pasang#sesuaikan")
    }

    /// Shows what the typed values would change, or keeps them.
    @Sendable func localize(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let app = try app(context)
        try context.requireSteward()
        let form = try await context.form(request)
        guard let standing = try context.installer.standing(app) else { throw PageRefusal.notFound }
        let typed = TypedChanges(form)
        let operations: [OverlayOperation]
        do throws(Wrong) {
            operations = try typed.operations(
                on: standing.effective,
                author: context.caller.officer?.id.text ?? "",
                at: context.now
            )
        } catch {
            return try InstallationPage(context, app, problem: error.message(context.language), typed: typed).response()
        }
        guard form["_mode"] == "simpan", !operations.isEmpty else {
            return try InstallationPage(context, app, typed: typed, preview: operations).response()
        }
        let problem = try await context.attempt {
            try await context.installer.localize(app, operations, by: context.caller)
        }
        if let problem {
            return try InstallationPage(context, app, problem: problem, typed: typed, preview: operations).response()
        }
        return context.redirect("bursa/pemasangan/\(app.text)?berhasil=simpan#sesuaikan")
    }

    /// Gives roles of the application to officers who are there.
    @Sendable func appoint(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let app = try app(context)
        try context.requireSteward()
        let form = try await context.form(request)
        guard let standing = try context.installer.standing(app) else { throw PageRefusal.notFound }
        let government = context.government
        let problem = try await context.attempt {
            for role in standing.effective.roles.order {
                guard let id = form["role.\(role.text)"], !id.isEmpty,
                    let officer = government.identity.officer(OfficerID(id))
                else { continue }
                try await government.identity.change(
                    officer.id,
                    .grant(Grant(role: role, app: app)),
                    in: government.staffHouse,
                    by: context.caller
                )
            }
        }
        if let problem { return try InstallationPage(context, app, problem: problem).response() }
        return context.redirect("bursa/pemasangan/\(app.text)#petugas")
    }

    @Sendable func goLive(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let app = try app(context)
        try context.requireSteward()
        _ = try await context.form(request)
        let problem = try await context.attempt { try await context.installer.goLive(app, by: context.caller) }
        if let problem { return try InstallationPage(context, app, problem: problem).response() }
        return context.redirect("bursa/pemasangan/\(app.text)?berhasil=aktif")
    }

    @Sendable func suspend(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let app = try app(context)
        try context.requireSteward()
        let form = try await context.form(request)
        let problem = try await context.attempt {
            try await context.government.change(
                app,
                [.suspend(.bySteward(reason: form["_reason"] ?? ""))],
                by: context.caller
            )
        }
        if let problem { return try InstallationPage(context, app, problem: problem).response() }
        return context.redirect("bursa/pemasangan/\(app.text)")
    }
}

/// What a steward typed into the form of local changes.
struct TypedChanges {
    let values: [String: String]
    let reason: String

    init(_ form: Form) {
        values = Dictionary(form.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
        reason = form["_reason"] ?? ""
    }

    /// The operations that lead from the present definition to what was typed.
    ///
    /// Every one carries the same reason.
    func operations(on definition: Definition, author: String, at: Moment) throws(Wrong) -> [OverlayOperation] {
        var operations: [OverlayOperation] = []
        for element in LocalElements.groups(definition).flatMap(\.elements) {
            guard let typed = values[element.name], let value = try element.value(typed: typed),
                let operation = element.operation(to: value, author: author, at: at, reason: reason)
            else { continue }
            operations.append(operation)
        }
        return operations
    }
}

/// Stages of an installation in words.
struct InstallationWords<Context: PageContext> {
    let context: Context

    init(_ context: Context) { self.context = context }

    func tag(_ stage: InstallationState.Stage) -> View {
        let tone =
            switch stage {
            case .installed: "working"
            case .live: "done"
            case .suspended: "refused"
            }
        return context.tag(tone, stage.name.text(context.language))
    }
}
