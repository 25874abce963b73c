import Civic
import Definition
import Engine
import Hummingbird
import Node

/// Large files in pieces: begin, add a piece at an offset, ask where to go on after a cut line.
///
/// `POST …/berkas/<field>` with `Upload-Length` and `Upload-Name` gives a place; `PATCH` there with `Upload-Offset` adds a piece; `GET`
/// tells the offset. The last piece makes the file what it will be, and its answer names it. Without scripts a form sends the file whole.
struct PieceRoutes {
    private static let places = [
        "layanan/:app/mulai/:draft/berkas/:field", "petugas/catat/:app/isian/:draft/berkas/:field",
        "lacak/:number/berkas/:field", "petugas/laporan/:number/berkas/:field",
    ]

    func add(to government: RouterGroup<GovernmentContext>) {
        for place in Self.places {
            government.post(RouterPath(place), use: begin)
            government.get(RouterPath(place + "/:upload"), use: offset)
            government.patch(RouterPath(place + "/:upload"), use: take)
        }
    }

    /// Whose file it will be, and what its question takes.
    private struct Target {
        let owner: FileOwner
        let caseID: CaseID
        let field: FieldID
        let rule: FileRule
    }

    private func target(_ context: GovernmentContext) throws -> Target {
        let field = try FieldID(try context.parameter("field"))
        if context.parameters.get("draft") != nil {
            let desk = try FormDesk(context)
            let draft = try desk.draft()
            guard let rule = FileRule(desk.plan.definition.form[field]) else { throw Refusal.unknownFile }
            return Target(
                owner: .draft(draft.id, context.visit.browser),
                caseID: draft.caseID,
                field: field,
                rule: rule
            )
        }
        let number = try CaseRoutes.number(context)
        guard let view = try context.government.cases.page(number, for: context.caller), view.sight >= .holder else {
            throw Refusal.unknownCase
        }
        guard let rule = FileRule(view.definition.field(field)) else { throw Refusal.unknownFile }
        return Target(owner: .aCase(view.state.id), caseID: view.state.id, field: field, rule: rule)
    }

    @Sendable func begin(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await answering(context) {
            try check(request, context)
            let target = try target(context)
            guard let length = request.headers[named: "Upload-Length"].flatMap(Int.init) else {
                throw PageRefusal.badForm("problem.form-broken")
            }
            let name = request.headers[named: "Upload-Name"].flatMap { Form.percentDecoded($0.utf8) } ?? ""
            let upload = try context.government.files.beginPieces(
                target.owner,
                rule: target.rule,
                field: target.field,
                fileName: name,
                declaredType: request.headers[.contentType],
                length: length
            )
            var response = context.json(["offset": 0], status: .created, keep: .never)
            response.headers[.location] = context.visit.path + "/" + upload
            return response
        }
    }

    @Sendable func offset(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await answering(context) {
            let piecewise = try find(context)
            return context.json(["offset": .int(Int64(piecewise.offset))], keep: .never)
        }
    }

    @Sendable func take(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await answering(context) {
            try check(request, context)
            let piecewise = try find(context)
            let files = context.government.files
            let name = try context.parameter("upload")
            try piecewise.claim()
            defer { piecewise.release() }
            guard request.headers[named: "Upload-Offset"].flatMap(Int.init) == piecewise.offset else {
                throw Refusal.uploadGap(offset: piecewise.offset)
            }
            do {
                // What came before the line was cut stays: the next piece begins behind it.
                for try await part in request.body {
                    guard piecewise.offset + part.readableBytes <= piecewise.length else {
                        throw Refusal.fileTooBig(bytesMax: piecewise.length)
                    }
                    try piecewise.upload.write(part.readableBytesView)
                }
                guard piecewise.isWhole else {
                    return context.json(["offset": .int(Int64(piecewise.offset))], keep: .never)
                }
                let file = try await piecewise.upload.finish()
                files.partial.close(name)
                return context.json(shown(file, context), status: .created, keep: .never)
            } catch let refusal as Refusal {
                files.partial.close(name)
                try piecewise.upload.abandon()
                throw refusal
            }
        }
    }

    private func shown(_ file: StoredFile, _ context: GovernmentContext) -> JSON {
        let papers = ShownPapers([file], context.texts, context.formats)
        return [
            "file": .string(file.name),
            "title": .string(file.isPaper ? file.title : context.text("field.photo-one")),
            "note": .string(file.isPaper ? papers.note(file) : context.formats.fileSize(bytes: file.bytes)),
        ]
    }

    private func find(_ context: GovernmentContext) throws -> PartialUploads.Piecewise {
        let target = try target(context)
        return try context.government.files.partial.find(
            try context.parameter("upload"),
            of: target.caseID,
            field: target.field
        )
    }

    private func check(_ request: Request, _ context: GovernmentContext) throws {
        guard context.web.tokens.isValid(request.headers[named: "X-Form-Token"] ?? "", for: context.visit.id) else {
            throw PageRefusal.badForm("problem.form-expired")
        }
    }

    /// A script reads the answer: a refusal is its sentence.
    private func answering(
        _ context: GovernmentContext,
        _ work: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await work()
        } catch let refusal as Refusal {
            return context.json(
                ["problem": .string(refusal.message(context.language)), "key": .string(refusal.key)],
                status: .init(code: refusal.httpStatus),
                keep: .never
            )
        }
    }
}
