import Civic
import Engine
import Hummingbird
import Node

/// Who works on a case: taking it, giving it back, handing it over; and the heartbeat of a page that stands open.
struct HoldingRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.post("petugas/laporan/:number/pegang", use: claim)
        government.post("petugas/laporan/:number/lepas", use: giveBack)
        government.post("petugas/laporan/:number/serahkan", use: handOver)
        government.post("petugas/laporan/:number/ambil-alih", use: takeOver)
        government.post("petugas/laporan/:number/denyut", use: heartbeat)
    }

    @Sendable func claim(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context, .claimed) { _ in .claim(nil) }
    }

    @Sendable func giveBack(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context, .givenBack) { _ in .giveBack }
    }

    @Sendable func handOver(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context, .handedOver) { form in
            .handOver(nil, to: OfficerID(form["officer"] ?? ""), note: form["note"] ?? "")
        }
    }

    @Sendable func takeOver(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context, .takenOver) { form in .takeOver(nil, reason: form["note"] ?? "") }
    }

    /// Whoever has the page open goes on holding the case.
    @Sendable func heartbeat(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try await context.form(request)
        let view = try CaseDeskRoutes.view(context)
        try await context.government.keepHold(of: view.state, by: context.caller)
        return Response(status: .noContent)
    }

    private func change(
        _ request: Request,
        _ context: GovernmentContext,
        _ what: HolderView.Change,
        _ command: (Form) -> WorkCommand
    ) async throws -> Response {
        let view = try CaseDeskRoutes.view(context)
        let form = try await context.form(request)
        let number = view.state.number
        do {
            let key = try form.idempotencyKey(context, route: "petugas/\(what.rawValue)", about: number.text)
            _ = try await context.government.work(on: number, command(form), by: context.caller, key: key)
        } catch let rejection as Rejection {
            let failed = HolderView.Failed(
                change: what,
                officer: form["officer"],
                note: form["note"] ?? "",
                rejection: rejection
            )
            return try CaseDesk(context, try CaseDeskRoutes.view(context), request, holding: failed).response()
        }
        let from = form["dari"].flatMap { $0.isEmpty ? nil : "&dari=" + CaseRows.escaped($0) } ?? ""
        return context.redirect("petugas/laporan/\(number.text)?pegangan=\(what.rawValue)\(from)")
    }
}
