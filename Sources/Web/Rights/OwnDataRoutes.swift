import Civic
import Definition
import Engine
import Hummingbird
import Node
import Store

/// What is held about a person, for that person: to see, correct, take along, and have erased (UU 27/2022).
///
/// Signed in across all cases; with a case's secret link for that case.
struct OwnDataRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("akun/data", use: all)
        government.get("akun/data/unduh", use: copyAll)
        government.get("lacak/:number/data", use: one)
        government.get("lacak/:number/data/unduh", use: copy)
        government.post("lacak/:number/data/kontak", use: correct)
        government.post("lacak/:number/data/perbaikan", use: askCorrection)
        government.post("lacak/:number/data/hapus", use: askErasure)
    }

    // MARK: All cases of an account

    private func cases(_ context: GovernmentContext) throws -> [HeldCase] {
        guard let person = context.caller.person else { throw PageRefusal.signIn(.citizen) }
        return try context.government.cases.mine(person, limit: Limits.ownCasesMax).compactMap { line in
            try context.government.cases.page(line.number, for: context.caller)
                .flatMap { $0.sight == .holder ? HeldCase(context: context, view: $0) : nil }
        }
    }

    @Sendable func all(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let cases = try cases(context)
        let phone = try context.caller.person.flatMap { try context.government.identity.phone(of: $0)?.display } ?? ""
        return try context.page(
            "portal/own-data",
            title: context.text("rights.title"),
            [
                "phone": phone, "hasCases": !cases.isEmpty, "noCases": cases.isEmpty,
                "copy": context.path("akun/data/unduh"),
                "cases": try cases.map { held in
                    try held.page.adding(["href": context.path("lacak/\(held.number)/data")])
                },
            ],
            PageOptions(
                breadcrumbs: [
                    Link(context.text("portal.account.title"), context.path("akun")),
                    Link(context.text("rights.title")),
                ],
                isPersonal: true
            )
        )
    }

    @Sendable func copyAll(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try DataCopy(context: context, cases: try cases(context)).response(name: "data-saya.zip")
    }

    // MARK: One case

    private func held(_ context: GovernmentContext) throws -> HeldCase {
        let number = try CaseRoutes.number(context)
        guard let view = try context.government.cases.page(number, for: context.caller), view.sight == .holder else {
            throw Refusal.unknownCase
        }
        return HeldCase(context: context, view: view)
    }

    @Sendable func one(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try OwnDataPage(held: try held(context)).response()
    }

    @Sendable func copy(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let held = try held(context)
        return try DataCopy(context: context, cases: [held]).response(name: "data-\(held.number).zip")
    }

    /// Contact is put right at once.
    @Sendable func correct(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let held = try held(context)
        let page = OwnDataPage(held: held)
        let form = try await context.form(request)
        let answers = page.changes(page.contactForm, form)
        return try await answer(page, .contact, answers, context) {
            guard !answers.isEmpty else { throw Rejection.rights(.nothingToCorrect) }
            _ = try await context.government.correct(
                held.view.state.number,
                answers,
                by: context.caller,
                key: try form.idempotencyKey(context, route: "data/kontak", about: held.number)
            )
        }
    }

    /// Anything else is an officer's to decide.
    @Sendable func askCorrection(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let held = try held(context)
        let page = OwnDataPage(held: held)
        let form = try await context.form(request)
        let answers = page.changes(page.otherForm, form)
        return try await answer(page, .correction, answers, context) {
            try await context.government.ask(
                .correction,
                about: held.view.state.number,
                words: form["_words"] ?? "",
                answers: answers,
                by: context.caller,
                key: try form.idempotencyKey(context, route: "data/perbaikan", about: held.number)
            )
        }
    }

    @Sendable func askErasure(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let held = try held(context)
        let form = try await context.form(request)
        return try await answer(OwnDataPage(held: held), .erasure, [:], context) {
            try await context.government.ask(
                .erasure,
                about: held.view.state.number,
                words: form["_words"] ?? "",
                by: context.caller,
                key: try form.idempotencyKey(context, route: "data/hapus", about: held.number)
            )
        }
    }

    private func answer(
        _ page: OwnDataPage,
        _ part: OwnDataPage.Part,
        _ answers: [FieldID: JSON],
        _ context: GovernmentContext,
        _ body: () async throws -> Void
    ) async throws -> Response {
        do {
            try await body()
            return context.redirect("lacak/\(page.held.number)/data?berhasil=\(part.rawValue)")
        } catch let rejection as Rejection {
            return try page.response(failed: (part, answers, rejection))
        }
    }
}
