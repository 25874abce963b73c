import Civic
import Foundation
import Hummingbird
import Logging
import Node

/// The edge: finds out who calls and in which language, turns what is thrown into an answer, adds what every answer carries.
struct Arrival: RouterMiddleware {
    typealias Context = ArrivalContext

    let web: Web
    let logger: Logger

    @concurrent func handle(
        _ request: Request,
        context: ArrivalContext,
        next: @concurrent (Request, ArrivalContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let began = ContinuousClock.now
        let government = request.uri.path.split(separator: "/").first.flatMap { web.node.government(slug: String($0)) }
        context.web = web
        context.government = government
        var visitor = Recognition(web: web, request: request, government: government, context: context).stranger
        var response: Response
        do {
            visitor = try await Recognition(web: web, request: request, government: government, context: context)
                .visitor(visitor)
            context.visit = visitor
            try refuseForeign(request, visitor)
            response = try await next(request, context)
        } catch {
            context.visit = visitor
            response = try Refused(web: web, logger: logger).answer(to: error, request, context, visitor)
        }
        visitor.cookies.add(to: &response)
        SecurityHeaders.add(to: &response, isSecure: visitor.isSecure)
        response.headers[named: "X-Request-ID"] = visitor.requestID
        web.counts.add(
            route: context.endpointPath ?? "?",
            status: response.status.code,
            took: ContinuousClock.now - began
        )
        return response
    }

    /// A form that another site sends is refused before anything reads it: the browser itself says where it comes from.
    private func refuseForeign(_ request: Request, _ visitor: Visitor) throws {
        guard request.method != .get, request.method != .head, !visitor.wantsDocument else { return }
        let site = request.headers[named: "Sec-Fetch-Site"]
        guard site == "cross-site" || site == "same-site" else { return }
        throw PageRefusal.badForm("problem.form-foreign")
    }
}

/// What is thrown, as a page or a problem document.
struct Refused {
    let web: Web
    let logger: Logger

    func answer(to error: any Error, _ request: Request, _ context: ArrivalContext, _ visitor: Visitor) throws
        -> Response
    {
        if let redirect = try signIn(error, request, context, visitor) { return redirect }
        let texts = web.pages.texts(visitor.language)
        let problem = Problem.of(error, texts: texts, requestID: visitor.requestID)
        if problem.isFault {
            logger.error(
                "a request failed",
                metadata: [
                    "request": "\(visitor.requestID)", "route": "\(context.endpointPath ?? "?")",
                    "government": "\(context.government?.profile.code.text ?? "-")", "fault": "\(type(of: error))",
                    "reason": "\(error)",
                ]
            )
        }
        var response = try visitor.wantsDocument ? document(problem, request, visitor) : page(problem, request, context)
        if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
        if problem.status == 401, visitor.wantsDocument { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    /// Who must sign in is led there, and back afterwards.
    private func signIn(_ error: any Error, _ request: Request, _ context: ArrivalContext, _ visitor: Visitor) throws
        -> Response?
    {
        guard !visitor.wantsDocument, let government = context.government else { return nil }
        let kind: PageRefusal.SignIn
        switch error {
        case PageRefusal.signIn(let asked): kind = asked
        case Refusal.signInNeeded: kind = visitor.isAtStaffDoor ? .officer : .citizen
        default: return nil
        }
        let back = request.method == .get ? visitor.path : "/\(government.profile.slug)/"
        let door = kind == .officer ? "petugas/masuk" : "masuk"
        let query = back.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return .redirect(to: "/\(government.profile.slug)/\(door)?kembali=\(query)")
    }

    private func document(_ problem: Problem, _ request: Request, _ visitor: Visitor) -> Response {
        Answer.bytes(
            problem.document(instance: visitor.path, requestID: visitor.requestID).canonical,
            type: "application/problem+json",
            status: .init(code: problem.status),
            keep: .never,
            gzip: visitor.acceptsGzip
        )
    }

    private func page(_ problem: Problem, _ request: Request, _ context: ArrivalContext) throws -> Response {
        let area: Area = context.government == nil ? .node : context.visit?.isAtStaffDoor == true ? .desk : .portal
        let options = PageOptions(area: area, status: .init(code: problem.status))
        if let page = try? GovernmentContext(context: context) { return try show(problem, request, on: page, options) }
        return try show(problem, request, on: try NodeContext(context: context), options)
    }

    private func show(_ problem: Problem, _ request: Request, on page: some PageContext, _ options: PageOptions) throws
        -> Response
    {
        let from = request.method == .get ? nil : request.headers[named: "Referer"].flatMap(Self.ownPath)
        return try page.page(
            "errors/problem",
            title: problem.title,
            [
                "heading": problem.title, "detail": problem.detail, "hasProblems": !problem.lines.isEmpty,
                "problems": problem.lines.map { ["href": nil, "text": $0.text] as View }, "home": page.base + "/",
                "from": from,
                "requestLine": page.text("problem.request", ["request": page.visit.requestID]),
            ],
            options
        )
    }

    /// The path of the page that the form stood on; only the path, so that it always leads back here.
    static func ownPath(_ address: String) -> String? {
        guard let url = URL(string: address), url.path.hasPrefix("/"), !url.path.hasPrefix("//") else { return nil }
        return url.path + (url.query.map { "?" + $0 } ?? "")
    }
}
