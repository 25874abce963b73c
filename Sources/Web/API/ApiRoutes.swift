import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import Node
import Store

/// The JSON API of a government (DESIGN §10): the same commands and the same sight as the pages, for programs.
struct ApiRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("api/openapi.json", use: openAPI)
        government.get("api/v1/applications", use: applications)
        government.get("api/v1/applications/:app", use: application)
        government.get("api/v1/applications/:app/schema", use: schema)
        government.get("api/v1/applications/:app/schema/case", use: caseSchema)
        government.get("api/v1/applications/:app/schema/actions/:action", use: actionSchema)
        government.post("api/v1/applications/:app/cases", use: start)
        government.get("api/v1/cases/:number", use: read)
        government.post("api/v1/cases/:number/actions/:action", use: act)
        government.post("api/v1/applications/:app/drafts", use: FileApi.begin)
        government.post("api/v1/applications/:app/drafts/:draft/files/:field", use: FileApi.addToDraft)
        government.post("api/v1/cases/:number/files/:field", use: FileApi.addToCase)
        government.get("api/v1/events", use: events)
    }

    // MARK: What there is

    @Sendable func openAPI(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        openly(context.json(OpenAPI(context).document, keep: .seconds(60)))
    }

    @Sendable func applications(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let all = try context.government.definitions.installations().filter { $0.stage != .installed }.map {
            installation in
            let plan = try context.government.definitions.compiled(installation.release.definition)
            return description(plan, isLive: installation.stage == .live, context)
        }
        return openly(context.json(["applications": .array(all)]))
    }

    @Sendable func application(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let plan = try plan(context)
        let isLive = context.government.definitions.installation(plan.definition.app)?.stage == .live
        return openly(context.json(description(plan, isLive: isLive, context)))
    }

    private func description(_ plan: CompiledDefinition, isLive: Bool, _ context: GovernmentContext) -> JSON {
        let definition = plan.definition
        return [
            "app": .string(definition.app.text), "version": .string(definition.version.description),
            "definition": .string(plan.hash.hex), "name": text(definition.name), "summary": text(definition.summary),
            "live": .bool(isLive), "schema": .string(context.path("api/v1/applications/\(definition.app.text)/schema")),
        ]
    }

    private func text(_ text: LocalizedText) -> JSON {
        .object(Dictionary(uniqueKeysWithValues: text.texts.map { ($0.key.rawValue, .string($0.value)) }))
    }

    @Sendable func schema(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        schema(try plan(context).definition.startSchema(context.language, agencies: agencies(context)), context)
    }

    @Sendable func caseSchema(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        schema(try plan(context).definition.caseSchema(context.language), context)
    }

    @Sendable func actionSchema(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let action = try ActionID(try context.parameter("action"))
        let definition = try plan(context).definition
        guard let found = definition.actionSchema(action, context.language, agencies: agencies(context)) else {
            throw Rejection.noSuchAction(action.text)
        }
        return schema(found, context)
    }

    private func schema(_ schema: JSON, _ context: GovernmentContext) -> Response {
        openly(context.json(schema, keep: .seconds(60), type: "application/schema+json"))
    }

    private func agencies(_ context: GovernmentContext) -> [AgencyID] {
        context.government.settings.profile.agencies.map(\.id)
    }

    private func plan(_ context: GovernmentContext) throws -> CompiledDefinition {
        let app = try AppID(try context.parameter("app"))
        guard let installation = context.government.definitions.installation(app), installation.stage != .installed
        else {
            throw Refusal.unknownApplication(app.text)
        }
        return try context.government.definitions.compiled(installation.release.definition)
    }

    // MARK: Commands

    @Sendable func start(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let app = try AppID(try context.parameter("app"))
        let body = try await ApiBody(request, context)
        let command = try body.start(app, context)
        try refuseMistyped(.start, body.answers, by: context.government.definitions.startable(app))
        let key = try body.key(context, route: "applications/\(app.text)/cases")
        let draft = body.json["draft"]?.string.map { DraftID($0) }
        let receipt = try await context.government.start(command, by: context.caller, key: key, draft: draft)
        return context.json(ApiCase.receipt(receipt), status: .created, keep: .never)
    }

    @Sendable func act(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try CaseNumber(try context.parameter("number"))
        let action = try ActionID(try context.parameter("action"))
        guard let seen = try context.government.cases.sight(of: number, for: context.caller), seen.sight > .none else {
            throw Refusal.unknownCase
        }
        let body = try await ApiBody(request, context)
        let version = try body.version(context)
        if let hash = try context.government.cases.stored(number)?.state?.definition {
            try refuseMistyped(.action(action), body.answers, by: context.government.definitions.compiled(hash))
        }
        let key = try body.key(context, route: "cases/\(number.text)/actions/\(action.text)")
        let receipt = try await context.government.act(
            number,
            action,
            version: version,
            answers: body.answers,
            reason: body.json["reason"]?.string,
            by: context.caller,
            key: key
        )
        return context.json(ApiCase.receipt(receipt), keep: .never)
    }

    /// A program has the schema: what it sends must be of the types that stand there.
    private func refuseMistyped(
        _ stage: FormStage,
        _ answers: [FieldID: JSON],
        by plan: CompiledDefinition
    ) throws(Rejection) {
        let problems = plan.typedProblems(stage, answers)
        if !problems.isEmpty { throw .invalid(problems) }
    }

    // MARK: Reading

    @Sendable func read(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try CaseNumber(try context.parameter("number"))
        guard let view = try context.government.cases.page(number, for: context.caller) else {
            throw Refusal.unknownCase
        }
        if view.sight == .staff, let officer = context.caller.officer {
            try await context.government.identity.noteReading(of: view.state.id, by: officer)
        }
        return context.json(ApiCase(view: view, context: context).json, keep: .never)
    }

    /// Everybody hears what is public; an officer's token hears all.
    @Sendable func events(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        var response = try BusStream.response(
            request,
            context,
            audience: context.caller.officer == nil ? .everybody : .staff
        )
        response.headers[.accessControlAllowOrigin] = "*"
        return response
    }

    /// Descriptions may be read by any page on the web; cases may not.
    private func openly(_ response: Response) -> Response {
        var response = response
        response.headers[.accessControlAllowOrigin] = "*"
        return response
    }
}

/// The body of a command: `{"data": {…}, "version": n, "reason": "…"}`.
struct ApiBody {
    let json: JSON
    let answers: [FieldID: JSON]
    private let header: String?

    init(_ request: Request, _ context: GovernmentContext) async throws {
        let bytes = try await FormReading.collect(request.body, bytesMax: Limits.jsonBytesMax)
        let json: JSON
        do throws(JSONError) {
            json = bytes.isEmpty ? .object([:]) : try JSON(parsing: bytes)
        } catch {
            throw PageRefusal.badRequest(
                context.text("problem.json-broken", ["where": error.message(context.language)])
            )
        }
        let example = #"{"data": {"description": "…"}}"#
        guard json.object != nil, let members = json["data"].map({ $0.object }) ?? [:] else {
            throw PageRefusal.badRequest(context.text("problem.json-no-data", ["example": example]))
        }
        var answers: [FieldID: JSON] = [:]
        for (name, value) in members {
            guard let id = try? FieldID(name) else {
                throw Rejection.invalid([
                    FieldProblem(field: "data", label: LocalizedText(id: name), cause: .unknownField)
                ])
            }
            answers[id] = value
        }
        self.json = json
        self.answers = answers
        header = request.headers[named: "Idempotency-Key"]
    }

    /// The command that starts a case.
    func start(_ app: AppID, _ context: GovernmentContext) throws -> StartCase {
        let channel: Channel = context.caller.officer == nil ? .api : try channel(context)
        return StartCase(
            app: app,
            answers: answers,
            channel: channel,
            isAnonymous: json["anonymous"]?.bool ?? false,
            language: json["language"]?.string.flatMap(Language.init) ?? context.language,
            consent: json["consent"]?.bool ?? false
        )
    }

    /// The key of the header, for this caller and route; another body under the same key is refused by the node.
    func key(_ context: GovernmentContext, route: String) throws -> IdempotencyKey? {
        guard let header else { return nil }
        return try IdempotencyKey(
            header,
            caller: context.caller.signature(visit: "api"),
            route: "POST " + route,
            body: sha256(json.canonical)
        )
    }

    func version(_ context: GovernmentContext) throws -> Int? {
        guard let typed = json["version"], !typed.isNull else { return nil }
        guard let version = typed.int else {
            throw PageRefusal.badRequest(
                context.text("problem.json-no-data", ["example": #"{"version": 3, "data": {}}"#])
            )
        }
        return Int(version)
    }

    /// How an officer's program got the case: `counter`, `phone`, `assisted-rt-rw`; `api` where it does not say.
    func channel(_ context: GovernmentContext) throws -> Channel {
        guard let name = json["channel"]?.string else { return .api }
        guard let channel = Channel(rawValue: name), channel.isAssisted || channel == .api || channel == .whatsapp
        else {
            throw PageRefusal.badRequest(
                context.text(
                    "problem.json-no-data",
                    ["example": #"{"channel": "counter", "consent": true, "data": {}}"#]
                )
            )
        }
        return channel
    }
}

/// A case as the API tells it: cut to what the caller may see.
struct ApiCase {
    let view: CaseView
    let context: GovernmentContext

    static func receipt(_ receipt: CaseReceipt) -> JSON {
        [
            "number": .string(receipt.number.text), "app": .string(receipt.app.text),
            "state": .string(receipt.state.text),
            "version": .int(Int64(receipt.version)), "link": .string(receipt.link),
            "receipt": [
                "sequence": .int(receipt.receipt.sequence), "hash": .string(receipt.receipt.hash.hex),
                "recorded": .string(receipt.receipt.recorded.rfc3339),
            ],
        ]
    }

    var json: JSON {
        let state = view.state
        let zone = context.zone
        var members: [String: JSON] = [
            "number": .string(state.number.text), "app": .string(state.app.text),
            "definition": .string(state.definition.hex),
            "state": .string(state.state.text),
            "state_name": .string(
                view.definition.stateName(state.state, forCitizen: view.sight != .staff).text(context.language)
            ),
            "agency": .string(state.agency.text), "version": .int(Int64(state.version)),
            "channel": .string(state.channel.rawValue),
            "started_at": .string(state.startedAt.rfc3339(in: zone)),
            "changed_at": .string(state.changedAt.rfc3339(in: zone)),
            "sight": .string(view.sight.rawValue),
            "actions": .array(view.offers.filter { $0.problem == nil }.map { .string($0.id.text) }),
            "timeline": .array(view.timeline(context.government.profile, context.language).map(entry)),
        ]
        if !state.branches.isEmpty { members["branches"] = .array(branches) }
        if let village = state.village { members["village"] = .string(village.text) }
        if let district = state.district { members["district"] = .string(district.text) }
        if let due = state.due { members["due"] = .string(due.rfc3339(in: zone)) }
        if let ended = state.endedAt { members["ended_at"] = .string(ended.rfc3339(in: zone)) }
        let published = Set(view.definition.definition.publication.fields)
        members["data"] = .object(named(state.fields.filter { view.sight >= .holder || published.contains($0.key) }))
        if view.sight >= .holder {
            members["data"] = .object(named(state.fields.merging(view.content.fields) { $1 }))
            members["contact"] = view.content.contact.map { .object(named($0.fields)) } ?? .null
            if !state.marked.isEmpty {
                members["marked"] = .object(named(view.content.remarks.mapValues { .string($0) }))
            }
        }
        if view.sight == .staff { members["attributes"] = .object(state.attributes) }
        if let link = view.link { members["link"] = .string(link) }
        return .object(members)
    }

    /// Where each branch stands, in the definition's order.
    private var branches: [JSON] {
        let (plan, isStaff) = (view.definition, view.sight == .staff)
        let holder = plan.definition.states[view.state.state]
        return holder?.branches.all.compactMap { id, branch in
            guard let position = view.state.branches[id] else { return nil }
            return [
                "branch": .string(id.text),
                "name": .string((isStaff ? branch.name : branch.citizenSees).text(context.language)),
                "state": .string(position.state.text),
                "state_name": .string(plan.stateName(position.state, forCitizen: !isStaff).text(context.language)),
                "since": .string(position.since.rfc3339(in: context.zone)),
            ]
        } ?? []
    }

    private func named(_ answers: [FieldID: JSON]) -> [String: JSON] {
        Dictionary(uniqueKeysWithValues: answers.map { ($0.key.text, $0.value) })
    }

    private func entry(_ entry: TimelineEntry) -> JSON {
        var members: [String: JSON] = [
            "version": .int(Int64(entry.version)), "at": .string(entry.at.rfc3339(in: context.zone)),
            "kind": .string(entry.kind.rawValue),
            "title": .string(entry.title), "by": .string(entry.by), "state": .string(entry.state),
        ]
        if let reason = entry.reason { members["reason"] = .string(reason) }
        if let note = entry.note { members["note"] = .string(note) }
        return .object(members)
    }
}
