import Civic
import Definition
import Engine
import Hummingbird
import Ledger
import Node
import Store

/// The steward's pages: what runs here, how it fares, the ledger.
struct StewardRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("kelola", use: home)
        government.post("kelola/dinding", use: wallToken)
        government.post("kelola/dinding/cabut", use: revokeWall)
        government.get("kelola/buku", use: book)
        StewardStaffRoutes().add(to: government)
        StewardSettingsRoutes().add(to: government)
        StewardWebhookRoutes().add(to: government)
        StewardPostRoutes().add(to: government)
    }

    // MARK: Overview

    @Sendable func home(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try overview(context, wall: nil, error: nil)
    }

    private func overview(_ context: GovernmentContext, wall: String?, error: (any Error)?) throws -> Response {
        let page = try StewardPage(context)
        let government = context.government
        let rows: [View] = try government.definitions.installations().map { installation in
            let definition = try government.definitions.compiled(installation.release.definition).definition
            let tone =
                switch installation.stage {
                case .live: "done"
                case .installed: "new"
                case .suspended: "waiting"
                }
            return [
                "name": definition.name.text(context.language), "app": installation.app.text,
                "version": "\(installation.release.version)",
                "hash": String(installation.release.definition.hex.prefix(12)),
                "tag": ["tone": tone, "text": installation.stage.name.text(context.language)] as View,
                "right": right(installation.entitlement, context),
                "changes": context.formats.number(installation.operations.count),
                "href": context.path("bursa/pemasangan/\(installation.app.text)"),
            ]
        }
        let dead = try government.outbox.deadLetters(limit: 50).count
        return try page.response(
            "steward/home",
            part: "",
            title: context.text("steward.home.title"),
            [
                "installations": rows, "none": rows.isEmpty, "text": context.text("steward.home.none"),
                "health": health(context),
                "deadLetters": dead > 0 ? context.text("steward.home.dead", ["n": "\(dead)"]) : nil,
                "post": context.path("kelola/pos"), "wallAction": context.path("kelola/dinding"),
                "revokeAction": context.path("kelola/dinding/cabut"), "wall": wall,
            ],
            error: error
        )
    }

    private func right(_ entitlement: Entitlement, _ context: GovernmentContext) -> String {
        switch entitlement {
        case .own: context.text("steward.home.own")
        case .agreement(let number, let provider, let until):
            context.text(
                "steward.home.agreement",
                [
                    "number": number,
                    "provider": context.web.node.government(code: provider)?.profile.name ?? provider.text,
                    "until": until.map { context.formats.date($0) } ?? "–",
                ]
            )
        }
    }

    /// How storage and writer fare, each in a sentence with a shape.
    private func health(_ context: GovernmentContext) -> [View] {
        guard let health = context.web.node.health.governments.first(where: { $0.slug == context.government.slug })
        else { return [] }
        func row(_ key: String, _ text: String, isWell: Bool = true) -> View {
            ["name": context.text("steward.health.\(key)"), "text": text, "tone": isWell ? "done" : "late"]
        }
        return [
            row(
                "writer",
                health.writer.fault?.message(context.language) ?? context.text("steward.health.well"),
                isWell: health.writer.fault == nil
            ),
            row("waiting", context.formats.number(health.writer.waiting)),
            row("commit", health.writer.lastCommit.map { context.formats.dateTime($0) } ?? "–"),
            row(
                "signing",
                health.signing?.message(context.language) ?? context.text("steward.health.well"),
                isWell: health.signing == nil
            ),
            row("listeners", context.formats.number(health.listeners)),
        ]
    }

    // MARK: Wall screens

    /// A link for a screen that nobody signs in on.
    ///
    /// Shown once; it may look at the wall and do nothing else.
    @Sendable func wallToken(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try StewardPage(context)
        let form = try await context.form(request)
        let label = (form["label"] ?? "").prefix(80)
        let token = try await context.government.identity.mintWallToken(
            label: label.isEmpty ? "dinding" : String(label)
        )
        return try overview(
            context,
            wall: context.web.node.settings.baseURL + context.path("live/dinding?token=" + token),
            error: nil
        )
    }

    /// Ends a screen's link, given the link or its token.
    @Sendable func revokeWall(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try StewardPage(context)
        let form = try await context.form(request)
        let typed = (form["token"] ?? "").filter { !$0.isWhitespace }
        let token = typed.split(separator: "=").last.map(String.init) ?? ""
        guard token.hasPrefix("dinding_"), let screen = try context.government.identity.caller(bearer: token)?.officer
        else {
            return try overview(
                context,
                wall: nil,
                error: Refusal.invalid(LocalizedText(id: context.texts.text("steward.wall.unknown")))
            )
        }
        try await context.government.identity.revokeTokens(of: screen.id)
        return context.redirect("kelola/?berhasil=1")
    }

    // MARK: Ledger

    @Sendable func book(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let government = context.government
        let head = try government.ledger.head()
        let published = try government.publisher.published()
        let formats = context.formats
        return try page.response(
            "steward/book",
            part: "buku",
            title: context.text("steward.book.title"),
            [
                "size": formats.number(Int(clamping: head.size)), "root": head.root.hex,
                "recorded": formats.dateTime(head.recorded),
                "signedSize": published.map { formats.number(Int(clamping: $0.size)) } ?? "–",
                "signedRoot": published?.root.hex ?? "–",
                "behind": published.map { formats.number(max(0, Int(clamping: head.size) - Int(clamping: $0.size))) }
                    ?? "–",
                "key": government.publisher.verifierKey, "origin": government.publisher.origin,
                "checkpoint": context.path("data/ledger/checkpoint"),
                "records": government.publisher.recordFiles().map { path in
                    ["name": path, "href": context.path("data/ledger/" + path)] as View
                }, "hasRecords": !government.publisher.recordFiles().isEmpty,
            ]
        )
    }
}
