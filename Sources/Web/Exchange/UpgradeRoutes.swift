import Civic
import Definition
import Exchange
import Hummingbird
import Node

/// A later release of an adopted application: what is new, what both sides changed, the switch, and the way back.
struct UpgradeRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("bursa/pemasangan/:app/pembaruan", use: page)
        government.post("bursa/pemasangan/:app/pembaruan/mulai", use: begin)
        government.post("bursa/pemasangan/:app/pembaruan/putuskan", use: settle)
        government.post("bursa/pemasangan/:app/pembaruan/batal", use: drop)
        government.post("bursa/pemasangan/:app/pembaruan/ganti", use: switchOver)
        government.post("bursa/pemasangan/:app/pembaruan/kembali", use: rollBack)
    }

    private func app(_ context: GovernmentContext) throws -> AppID {
        _ = try context.cooperating()
        guard let app = try? AppID(try context.parameter("app")),
            context.government.definitions.installation(app) != nil
        else { throw PageRefusal.notFound }
        return app
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try UpgradePage(context, try app(context)).response()
    }

    /// Does what a form asks; then the page anew, or with what stood in the way.
    private func act(
        _ request: Request,
        _ context: GovernmentContext,
        done: String,
        _ body: (AppID, Form) async throws -> Void
    ) async throws -> Response {
        let app = try app(context)
        try context.requireSteward()
        let form = try await context.form(request)
        let problem = try await context.attempt { try await body(app, form) }
        if let problem { return try UpgradePage(context, app, problem: problem, typed: form).response() }
        return context.redirect("bursa/pemasangan/\(app.text)/pembaruan?berhasil=\(done)")
    }

    @Sendable func begin(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await act(request, context, done: "mulai") { app, form in
            guard let hash = form["release"].flatMap({ Digest(hex: $0) }) else { throw PageRefusal.notFound }
            try await context.upgrades.begin(app, to: hash, by: context.caller)
        }
    }

    @Sendable func settle(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await act(request, context, done: "putuskan") { app, form in
            guard let proposal = try context.upgrades.proposal(app) else { throw PageRefusal.notFound }
            var choices: [Digest: MergeDecision] = [:]
            for conflict in proposal.rebased.open + proposal.rebased.decided {
                guard let choice = try TypedDecision(conflict, form, context.language).decision else { continue }
                choices[conflict.id] = choice
            }
            guard !choices.isEmpty else {
                throw Wrong("upgrade.no-choice", id: "Pilih salah satu dahulu.", en: "Choose one first.")
            }
            try await context.upgrades.settle(app, choices, by: context.caller)
        }
    }

    @Sendable func drop(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await act(request, context, done: "batal") { app, _ in
            try await context.upgrades.drop(app, by: context.caller)
        }
    }

    @Sendable func switchOver(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await act(request, context, done: "ganti") { app, _ in
            try await context.upgrades.switchOver(app, by: context.caller)
        }
    }

    @Sendable func rollBack(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await act(request, context, done: "kembali") { app, _ in
            try await context.upgrades.rollBack(app, by: context.caller)
        }
    }
}

extension GovernmentContext {
    var upgrades: Upgrades { Upgrades(installer) }
    var nextReleases: NextReleases { NextReleases(agreements, archetypes: web.archetypes) }
}

/// What a form says about one conflict: ours, theirs, or a value of its own in the type of the place.
struct TypedDecision {
    /// nil: nothing was chosen.
    let decision: MergeDecision?

    init(_ conflict: MergeConflict, _ form: Form, _ language: Language) throws {
        switch form["choice." + conflict.id.hex] {
        case "ours": decision = .ours
        case "theirs": decision = .theirs
        case "own": decision = .value(try Self.value(form["own." + conflict.id.hex] ?? "", like: conflict))
        default: decision = nil
        }
    }

    /// A value can be typed where the place holds a plain one.
    static func isTypable(_ conflict: MergeConflict) -> Bool {
        switch conflict.upstream ?? conflict.local {
        case .string, .int, .bool: true
        default: false
        }
    }

    private static func value(_ typed: String, like conflict: MergeConflict) throws -> JSON {
        let text = String(typed.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        let wrong = Wrong(
            "upgrade.own-value",
            id: "Tulis nilai sendiri dengan bentuk yang sama seperti kedua nilai itu.",
            en: "Write a value of your own in the same form as the two."
        )
        guard !text.isEmpty else { throw wrong }
        switch conflict.upstream ?? conflict.local {
        case .int:
            guard let number = Int64(text) else { throw wrong }
            return .int(number)
        case .bool:
            guard let truth = ["ya": true, "tidak": false, "yes": true, "no": false][text.lowercased()] else {
                throw wrong
            }
            return .bool(truth)
        case .string: return .string(text)
        default: throw wrong
        }
    }
}
