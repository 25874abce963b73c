import Civic
import Engine
import Hummingbird
import Node

/// What was told about a case, to whom and with what outcome; what failed can be sent again.
struct CaseMessages {
    let context: GovernmentContext
    let state: CaseState

    var view: View {
        get throws {
            let rows = try context.government.outbox.messages(about: state.id).map { message, attempts in
                var row = OutboxRow.view(message, context)
                row["again"] = context.path("petugas/laporan/\(state.number.text)/pesan/\(message.id)/ulang")
                row["isDead"] = message.state == .dead
                row["tries"] = attempts.map { attempt -> View in
                    ["when": context.formats.shortDateTime(attempt.at), "outcome": attempt.outcome]
                }
                row["hasTries"] = attempts.count > 1
                return row
            }
            return ["letters": rows, "hasLetters": !rows.isEmpty]
        }
    }
}

struct CaseMessageRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.post("petugas/laporan/:number/pesan/:message/ulang", use: again)
    }

    /// Sends again what was given up, for an officer of the case.
    @Sendable func again(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let view = try CaseDeskRoutes.view(context)
        _ = try await context.form(request)
        let id = try context.parameter("message")
        guard try context.government.outbox.messages(about: view.state.id).contains(where: { $0.message.id == id })
        else { throw PageRefusal.notFound }
        try await context.government.outbox.revive(id)
        return context.redirect("petugas/laporan/\(view.state.number.text)#pesan")
    }
}
