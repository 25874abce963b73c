import Civic
import Definition
import Engine
import Hummingbird
import Node
import Store

/// What people ask for about their own data, with the time that is left, and the page where a request is decided.
struct RightsBoardRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("kelola/hak-data", use: board)
        government.get("kelola/hak-data/:id", use: one)
        government.post("kelola/hak-data/:id", use: decide)
    }

    @Sendable func board(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let open = try context.government.rightsRequests(open: true)
        let decided = try context.government.rightsRequests(open: false, limit: 30)
        func rows(_ lines: [RightsBoard.Line]) -> [View] {
            lines.map { line in
                RightsRow.view(line, context).adding([
                    "href": context.path("kelola/hak-data/\(line.id)"),
                    "left": line.isOpen ? context.formats.relative(line.dueAt, to: context.now) : nil,
                ])
            }
        }
        return try page.response(
            "steward/rights",
            part: "hak-data",
            title: context.text("rights.board.title"),
            [
                "open": rows(open), "hasOpen": !open.isEmpty, "isEmpty": open.isEmpty,
                "text": context.text("rights.board.none"), "decided": rows(decided), "hasDecided": !decided.isEmpty,
            ]
        )
    }

    @Sendable func one(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await shown(StewardPage(context), reason: "", error: nil)
    }

    @Sendable func decide(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let form = try await context.form(request)
        let id = try context.parameter("id")
        let reason = form["reason"] ?? ""
        do {
            try await context.government.settle(
                id,
                form["outcome"] == "granted" ? .granted : .refused,
                reason: reason,
                scope: form["scope"] == "all" ? .all : .person,
                by: context.caller,
                key: try form.idempotencyKey(context, route: "hak-data", about: id)
            )
            return context.redirect("kelola/hak-data?berhasil=1")
        } catch let error where error is Rejection || error is Refusal {
            return try await shown(page, reason: reason, error: error)
        }
    }

    private func shown(_ page: StewardPage, reason: String, error: (any Error)?) async throws -> Response {
        let context = page.context
        guard let asked = try context.government.rightsRequest(try context.parameter("id")),
            let stored = try context.government.cases.stored(asked.number), let state = stored.state
        else { throw PageRefusal.notFound }
        if let officer = context.caller.officer {
            try await context.government.identity.noteReading(of: asked.caseID, by: officer)
        }
        let kind = context.text("rights.kind-\(asked.kind.rawValue)")
        let changes = try self.changes(asked, state, stored.content, context)
        let isLate = asked.outcome == nil && asked.dueAt < context.now
        return try page.response(
            "steward/rights-request",
            part: "hak-data",
            title: context.text("rights.decide.title", ["kind": kind, "number": asked.number.text]),
            [
                "number": asked.number.text, "case": context.path("petugas/laporan/\(asked.number.text)"),
                "asked": context.formats.dateTime(asked.askedAt), "due": context.formats.dateTime(asked.dueAt),
                "left": context.formats.relative(asked.dueAt, to: context.now), "isLate": isLate,
                "words": asked.words, "hasChanges": !changes.isEmpty, "changes": changes,
                "isErasure": asked.kind == .erasure, "isRunning": asked.kind == .erasure && state.endedAt == nil,
                "isOpen": asked.outcome == nil, "action": context.path("kelola/hak-data/\(asked.id)"),
                "reason": reason, "outcome": asked.outcome.map { context.text("rights.state-\($0.rawValue)") },
                "answer": asked.reason,
            ],
            error: error
        )
    }

    /// Each answer as it stands and as it should be.
    private func changes(
        _ asked: RightsRequest,
        _ state: CaseState,
        _ content: CaseContent?,
        _ context: GovernmentContext
    ) throws -> [View] {
        let plan = try context.government.definitions.compiled(state.definition)
        return asked.answers.sorted { $0.key < $1.key }.map { id, answer in
            let now = content?.contact?.fields[id] ?? content?.fields[id] ?? state.fields[id]
            return [
                "label": plan.field(id)?.label.text(context.language) ?? id.text,
                "now": context.shown(now, of: id, plan)?.line ?? "–",
                "then": context.shown(answer, of: id, plan)?.line ?? answer.string ?? "–",
            ]
        }
    }
}
