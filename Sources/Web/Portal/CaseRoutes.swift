import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import Ledger
package import Node
import Store

/// Following a case: by its secret link, by number, signed in; what happened, what comes next, what its citizen may do.
struct CaseRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("lacak", use: lookUp)
        government.get("lacak/:number", use: page)
        government.get("lacak/:number/terkirim", use: sent)
        government.get("lacak/:number/arus", use: stream)
        government.get("lacak/:number/alasan", use: reasons)
        government.get("lacak/:number/qr.svg", use: qr)
        government.get("lacak/:number/foto/:file", use: photo)
        government.get("lacak/:number/bukti.tlog-proof", use: proof)
        government.get("lacak/:number/bukti.leaf", use: leaf)
        government.post("lacak/:number/:action", use: act)
    }

    // MARK: Finding

    @Sendable func lookUp(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let typed = request.uri.queryParameters["nomor"].flatMap { Form.percentDecoded($0.utf8) } ?? ""
        if typed.isEmpty { return try followPage(context, typed: "", error: nil) }
        try await limit(context)
        guard let number = try? CaseNumber(typed) else {
            return try followPage(
                context,
                typed: typed,
                error: context.text("portal.follow.not-a-number", ["example": context.text("portal.follow.example")])
            )
        }
        guard try context.government.cases.page(number, for: context.caller) != nil else {
            return try followPage(context, typed: typed, error: context.text("portal.follow.unknown"))
        }
        return context.redirect("lacak/\(number.text)")
    }

    private func followPage(_ context: GovernmentContext, typed: String, error: String?) throws -> Response {
        let field = FieldView.plain(
            id: "nomor",
            name: "nomor",
            label: context.text("portal.follow.number"),
            hint: context.text("portal.follow.hint", ["example": context.text("portal.follow.example")]),
            error: error,
            value: typed
        ).adding(["isText": true, "isShort": true, "autocomplete": "off"])
        return try context.page(
            "portal/follow",
            title: context.text("portal.follow.title"),
            [
                "fields": [field], "hasProblems": error != nil,
                "problems": error.map { [["href": "#nomor", "text": $0] as View] } ?? [View](),
            ],
            PageOptions(status: error == nil ? .ok : .unprocessableContent)
        )
    }

    /// Guessing numbers is slowed down; a number tells nothing personal, but nobody needs thirty in ten minutes.
    private func limit(_ context: GovernmentContext) async throws {
        let seconds = await context.web.limiter.use(
            "look-up/" + context.visit.address,
            limit: Limits.lookUpsMax,
            window: .minutes(10),
            now: context.now
        )
        if let seconds { throw PageRefusal.tooMany(seconds: seconds) }
    }

    // MARK: The page

    /// The secret link sets a cookie and drops its key from the address.
    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try Self.number(context)
        if let key = request.uri.queryParameters["k"].map(String.init) {
            try await limit(context)
            guard let id = try context.government.cases.id(of: number) else { throw Refusal.unknownCase }
            if context.government.identity.opens(id, key: key) { context.hold(id, request: request) }
            return context.redirect("lacak/\(number.text)")
        }
        return try CasePageView(context, number).response()
    }

    @Sendable func sent(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try Self.number(context)
        guard let view = try context.government.cases.page(number, for: context.caller), view.sight >= .holder,
            let link = view.link
        else {
            return context.redirect("lacak/\(number.text)")
        }
        let full = context.web.node.settings.baseURL + link
        let definition = view.definition.definition
        let texts = context.texts.about(definition.noun)
        return try context.page(
            "portal/sent",
            title: texts.text("portal.sent.title"),
            [
                "title": texts.text("portal.sent.title"), "number": number.text,
                "steps": NextSteps(view, context).steps,
                "told": told(view, texts), "page": context.path("lacak/\(number.text)"),
                "qr": context.path("lacak/\(number.text)/qr.svg"), "link": link, "linkText": full,
            ],
            PageOptions(
                breadcrumbs: [Link(definition.name.text(context.language))],
                isPersonal: true,
                noun: definition.noun
            )
        )
    }

    /// Why each step was taken, cut to what this caller may see of the case.
    @Sendable func reasons(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try Self.number(context)
        guard let view = try context.government.cases.page(number, for: context.caller) else {
            throw Refusal.unknownCase
        }
        let back = context.path("lacak/\(number.text)")
        return try ExplanationPage(context: context, view: view, back: back).response(
            PageOptions(
                breadcrumbs: [
                    Link(context.text("layout.nav-follow"), context.path("lacak")), Link(number.text, back),
                    Link(context.text("why.heading")),
                ],
                isPersonal: true
            )
        )
    }

    private func told(_ view: CaseView, _ texts: Texts) -> String? {
        guard let phone = view.content.contact?.phone.flatMap({ try? Phone(typed: $0) }) else {
            return texts.text("portal.sent.no-contact")
        }
        return texts.text("portal.sent.told", ["phone": phone.display])
    }

    @Sendable func act(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try Self.number(context)
        let cases = context.government.cases
        guard let view = try cases.page(number, for: context.caller), view.sight == .holder else {
            throw Refusal.unknownCase
        }
        guard let action = try? ActionID(try context.parameter("action")),
            view.definition.definition.actions.contains(action)
        else {
            throw PageRefusal.notFound
        }
        let files = context.government.files
        let id = view.state.id
        let asked = view.definition.form(of: action, on: view.state)
        let form = try await context.form(request) { field, name, type, _ in
            guard let field = try? FieldID(field), let rule = FileRule(asked[field]) else {
                throw Refusal.unknownFile
            }
            return try files.begin(.aCase(id), rule: rule, field: field, fileName: name, declaredType: type)
        }
        let answers = FieldView.answers(asked, from: form, regions: context.government.regions)
        if form.changesRows {
            return try CasePageView(
                context,
                number,
                failed: .init(action: action, answers: answers, rejection: nil, reason: form["_reason"])
            ).response()
        }
        let version = form["_version"].flatMap(Int.init)
        do {
            let key = try form.idempotencyKey(context, route: "lacak/\(action.text)", about: number.text)
            _ = try await context.government.act(
                number,
                action,
                version: version,
                answers: answers,
                reason: form["_reason"].flatMap { $0.isEmpty ? nil : $0 },
                by: context.caller,
                key: key
            )
            return context.redirect("lacak/\(number.text)?berhasil=\(action.text)")
        } catch let rejection as Rejection {
            return try CasePageView(
                context,
                number,
                failed: .init(action: action, answers: answers, rejection: rejection, reason: form["_reason"])
            ).response()
        }
    }

    // MARK: Beside the page

    /// The case's own events: the page fetches itself anew when one comes.
    @Sendable func stream(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try Self.number(context)
        guard let (id, sight) = try context.government.cases.sight(of: number, for: context.caller), sight > .none
        else { throw Refusal.unknownCase }
        return try BusStream.response(request, context, audience: .aCase(id))
    }

    @Sendable func qr(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try Self.number(context)
        guard let view = try context.government.cases.page(number, for: context.caller), view.sight == .holder
        else { throw PageRefusal.notFound }
        let link = context.web.node.settings.baseURL + context.government.identity.linkPath(view.state.id, number)
        let title = context.texts.about(view.definition.definition.noun).text("portal.sent.qr-alt")
        return context.drawing(try QRCode(link).picture(title: title), keep: .never)
    }

    /// A photo of the case, for who may see it; `?kecil` asks for the thumbnail.
    @Sendable func photo(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try Self.number(context)
        guard let (id, sight) = try context.government.cases.sight(of: number, for: context.caller), sight >= .holder
        else { throw PageRefusal.notFound }
        let isSmall = request.uri.queryParameters["kecil"] != nil
        guard let photo = try context.government.files.read(try context.parameter("file"), thumbnail: isSmall, of: id)
        else { throw PageRefusal.notFound }
        return context.stored(photo)
    }

    /// The citizen's receipt: proof that the case's first entry is in the published book (C2SP tlog-proof).
    @Sendable func proof(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let (number, sequence) = try firstEntry(request, context)
        let text = try await context.government.publisher.proof(sequence)
        return context.download(Array(text.utf8), type: "text/plain; charset=utf-8", name: "\(number.text).tlog-proof")
    }

    @Sendable func leaf(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let (number, sequence) = try firstEntry(request, context)
        guard let leaf = try context.government.publisher.leaf(sequence) else { throw PageRefusal.notFound }
        return context.download(leaf, type: "application/json", name: "\(number.text).leaf")
    }

    /// The proof holds nothing personal, so whoever may know of the case may have it; the link's key counts here too.
    private func firstEntry(_ request: Request, _ context: GovernmentContext) throws -> (CaseNumber, Int64) {
        let number = try Self.number(context)
        let cases = context.government.cases
        guard let id = try cases.id(of: number) else { throw Refusal.unknownCase }
        let opens =
            request.uri.queryParameters["k"].map { context.government.identity.opens(id, key: String($0)) } ?? false
        guard try opens || cases.sight(of: number, for: context.caller).map({ $0.sight > .none }) ?? false else {
            throw Refusal.unknownCase
        }
        guard let entry = try context.government.ledger.entries(of: CaseEvent.stream(id), limit: 1).first else {
            throw Refusal.unknownCase
        }
        return (number, entry.open.seal.sequence)
    }

    static func number(_ context: GovernmentContext) throws -> CaseNumber {
        guard let number = try? CaseNumber(try context.parameter("number")) else { throw Refusal.unknownCase }
        return number
    }
}

extension Form {
    /// The key of this form's page for a command, or nil when the page had none (a script that posts by itself).
    package func idempotencyKey(_ context: GovernmentContext, route: String, about: String) throws -> IdempotencyKey? {
        guard let key else { return nil }
        let body = fields.filter { !$0.name.hasPrefix("_token") }.map { "\($0.name)=\($0.value)" }.joined(
            separator: "&"
        )
        return try IdempotencyKey(
            key,
            caller: context.caller.signature(visit: context.visit.id),
            route: route,
            body: sha256(Array("\(about)\n\(body)".utf8))
        )
    }
}
