import Civic
import Definition
import Foundation
import Hummingbird
import Node

/// Photos over the API: a draft gives them a case to belong to before there is one; a case takes them for its next action.
///
/// The body is the photo itself. The answer's `file` is what `data` names: `{"photos": [{"file": "…"}]}`, with `draft` beside `data`.
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
        try await add(request, context, to: .draft(DraftID(try context.parameter("draft")), visit))
    }

    /// Whoever may act on a case may bring its photos: its citizen, and officers with a role in it.
    @Sendable static func addToCase(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try CaseNumber(try context.parameter("number"))
        guard let (id, sight) = try context.government.cases.sight(of: number, for: context.caller), sight >= .holder
        else {
            throw Refusal.unknownCase
        }
        return try await add(request, context, to: .aCase(id))
    }

    private static func add(_ request: Request, _ context: GovernmentContext, to owner: FileOwner) async throws
        -> Response
    {
        let field = try FieldID(try context.parameter("field"))
        let upload = try context.government.files.begin(
            owner,
            field: field,
            fileName: "",
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
