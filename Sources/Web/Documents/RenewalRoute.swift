import Civic
import Definition
import Engine
import Hummingbird
import Node

/// A document that ends soon is asked for anew with the answers that it was first asked for with.
enum RenewalRoute {
    /// A draft of the application that renews it, filled in as far as the old answers fit; files are asked for again.
    @Sendable static func begin(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try await context.form(request)
        let number = try CaseRoutes.number(context)
        guard let view = try context.government.cases.page(number, for: context.caller), view.sight == .holder,
            let place = Int(try context.parameter("place")), view.state.documents.indices.contains(place)
        else { throw PageRefusal.notFound }
        let document = view.state.documents[place]
        guard [.issued, .expired].contains(document.standing),
            let app = view.definition.definition.documents[document.document.id]?.valid?.renewedBy
        else { throw PageRefusal.notFound }
        let plan = try context.government.definitions.startable(app)
        let browser = context.visit.browser
        let files = context.government.files
        let draft = try await files.newDraft(app, visit: browser)
        try await files.save(answers(of: view, for: plan), in: draft.id, visit: browser)
        guard let filled = try files.draft(draft.id, visit: browser) else { throw Refusal.unknownDraft }
        let desk = try FormDesk(context, app: app)
        let step = try desk.journey(filled.answers).firstOpen?.id ?? "periksa"
        return context.redirect(desk.path(filled, step))
    }

    /// What was answered, for the questions that are still asked in the same way; and which case this renews.
    static func answers(of view: CaseView, for plan: CompiledDefinition) -> [FieldID: JSON] {
        let old = view.definition.definition.form
        var answers: [FieldID: JSON] = [:]
        for (id, field) in plan.definition.form.all where field.calculated == nil && field.type.files == nil {
            if field.type == .caseReference {
                answers[id] = .string(view.state.number.text)
            } else if old[id]?.type == field.type {
                answers[id] = view.content.contact?.fields[id] ?? view.content.fields[id] ?? view.state.fields[id]
            }
        }
        return answers
    }
}
