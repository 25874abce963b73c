import Civic
import Engine
import Hummingbird
import Node

/// The steward's page of keeping and erasing: what goes next, what is held, what went.
struct RetentionRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("kelola/penghapusan", use: page)
        government.post("kelola/penghapusan/tahan", use: hold)
        government.post("kelola/penghapusan/lepas", use: release)
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try page(StewardPage(context), error: nil)
    }

    @Sendable func hold(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let form = try await context.form(request)
        return try await page.change(to: "kelola/penghapusan") {
            try await context.government.hold(
                try CaseNumber(form["number"] ?? ""),
                reason: form["reason"] ?? "",
                by: context.caller
            )
        } refused: {
            try self.page(page, typed: (form["number"] ?? "", form["reason"] ?? ""), error: $0)
        }
    }

    @Sendable func release(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let form = try await context.form(request)
        return try await page.change(to: "kelola/penghapusan") {
            try await context.government.release(try CaseNumber(form["number"] ?? ""), by: context.caller)
        } refused: {
            try self.page(page, error: $0)
        }
    }

    private func page(
        _ page: StewardPage,
        typed: (number: String, reason: String) = ("", ""),
        error: (any Error)?
    ) throws -> Response {
        let context = page.context
        let plan = try context.government.retentionPlan()
        return try page.response(
            "steward/retention",
            part: "penghapusan",
            title: context.text("rights.keep.title"),
            [
                "hasLines": !plan.lines.isEmpty, "lines": plan.lines.map { line($0, context) },
                "isEmpty": plan.lines.isEmpty, "text": context.text("rights.keep.none"),
                "hasHolds": !plan.state.holds.isEmpty, "holds": plan.state.holds.map { hold($0, context) },
                "holdAction": context.path("kelola/penghapusan/tahan"),
                "releaseAction": context.path("kelola/penghapusan/lepas"), "typedNumber": typed.number,
                "typedReason": typed.reason, "hasSweeps": !plan.state.sweeps.isEmpty,
                "sweeps": plan.state.sweeps.reversed().map { sweep in
                    [
                        "when": context.formats.dateTime(sweep.at),
                        "what": sweep.counts.sorted { $0.key < $1.key }.map { app, count in
                            "\(app.text): "
                                + context.text("rights.keep.sweep", ["n": context.formats.number(count)])
                        }.joined(separator: "; "),
                    ] as View
                },
            ],
            error: error
        )
    }

    private func line(_ line: RetentionPlan.Line, _ context: GovernmentContext) -> View {
        [
            "name": line.name.text(context.language), "version": line.version,
            "years": context.text("rights.keep.years-n", ["n": "\(line.years)"]),
            "basis": line.basis?.text(context.language), "due": context.formats.number(line.due),
            "soon": context.formats.number(line.soon),
            "examples": line.examples.map {
                [
                    "number": $0.number.text, "href": context.path("petugas/laporan/\($0.number.text)"),
                    "from": context.text("rights.keep.from", ["date": context.formats.date($0.erasedFrom)]),
                    "held": $0.isHeld ? context.text("rights.keep.held") : nil,
                ] as View
            },
        ]
    }

    private func hold(_ hold: RetentionState.Hold, _ context: GovernmentContext) -> View {
        [
            "number": hold.number.text, "reason": hold.reason, "since": context.formats.dateTime(hold.since),
            "by": hold.by.flatMap { context.government.identity.officer($0)?.name },
        ]
    }
}
