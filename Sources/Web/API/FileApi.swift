import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import Node

/// Photos and documents over the API: a draft gives them a case to belong to before there is one; a case takes them for its next action.
///
/// The body is the file itself; `Upload-Name` may say what it is called, percent-encoded. The answer's `file` is what `data` names: `{"photos": [{"file": "…"}]}`, with `draft` beside `data`.
enum FileApi {
    /// Programs have no visit cookie: whoever knows a draft's id, 128 random bits, owns it.
    static let visit = Visit(id: "api")

    @Sendable static func begin(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let app = try AppID(try context.parameter("app"))
        _ = try context.government.definitions.startable(app)
        let draft = try await context.government.files.newDraft(app, visit: visit)
        return context.json(
            ["draft": .string(draft.id.text), "expires": .string(draft.expires.rfc3339)],
            status: .created,
            keep: .never
        )
    }

    @Sendable static func addToDraft(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let plan = try context.government.definitions.startable(try AppID(try context.parameter("app")))
        let field = plan.definition.form[try FieldID(try context.parameter("field"))]
        return try await add(
            request,
            context,
            to: .draft(DraftID(try context.parameter("draft")), visit),
            rule: FileRule(field)
        )
    }

    /// Whoever may act on a case may bring its photos: its citizen, and officers with a role in it.
    @Sendable static func addToCase(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try CaseNumber(try context.parameter("number"))
        guard let view = try context.government.cases.page(number, for: context.caller), view.sight >= .holder else {
            throw Refusal.unknownCase
        }
        let field = view.definition.field(try FieldID(try context.parameter("field")))
        return try await add(request, context, to: .aCase(view.state.id), rule: FileRule(field))
    }

    private static func add(
        _ request: Request,
        _ context: GovernmentContext,
        to owner: FileOwner,
        rule: FileRule?
    ) async throws -> Response {
        guard let rule else { throw Refusal.unknownFile }
        let field = try FieldID(try context.parameter("field"))
        let upload = try context.government.files.begin(
            owner,
            rule: rule,
            field: field,
            fileName: request.headers[named: "Upload-Name"].flatMap { Form.percentDecoded($0.utf8) } ?? "",
            declaredType: request.headers[.contentType]
        )
        do {
            for try await part in request.body { try upload.write(part.readableBytesView) }
        } catch {
            try upload.abandon()
            throw error
        }
        return context.json(try await upload.finish().json, status: .created, keep: .never)
    }
}
