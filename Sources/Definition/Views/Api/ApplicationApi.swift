package import Civic

/// What one application adds to the OpenAPI 3.1 document of a government: its addresses and the schemas of what they take.
package struct ApplicationApi: Sendable {
    private let definition: Definition
    private let language: Language
    private let agencies: [AgencyID]

    package init(_ definition: Definition, _ language: Language, agencies: [AgencyID] = []) {
        self.definition = definition
        self.language = language
        self.agencies = agencies
    }

    private var app: String { definition.app.text }

    private func say(_ id: String, _ en: String) -> String { language == .id ? id : en }

    /// Actions that people or programs take; what time does by itself has no address.
    package var actions: [(id: ActionID, element: ActionElement)] {
        definition.actions.all.filter { $0.element.by.contains { !$0.isTimer } }
    }

    // MARK: Schemas

    /// By name: `laksa-start`, `laksa-case`, `laksa-action-verify`.
    package var schemas: [String: JSON] {
        var schemas: [String: JSON] = [
            "\(app)-start": embedded(definition.startSchema(language, agencies: agencies)),
            "\(app)-case": embedded(definition.caseSchema(language)),
        ]
        for (id, _) in actions {
            guard let schema = definition.actionSchema(id, language, agencies: agencies) else { continue }
            schemas[schemaName(id)] = embedded(schema)
        }
        return schemas
    }

    package func schemaName(_ action: ActionID) -> String { "\(app)-action-\(action)" }

    /// Inside of another document a schema has no address of its own.
    private func embedded(_ schema: JSON) -> JSON {
        var members = schema.object ?? [:]
        members["$schema"] = nil
        members["$id"] = nil
        return .object(members)
    }

    // MARK: Addresses

    /// The addresses below `/applications/{app}`.
    package var paths: [String: JSON] {
        let root = "/applications/\(app)"
        return [
            root: ["get": read("describe", say("Tentang aplikasi ini", "About this application"), description)],
            "\(root)/cases": ["post": start],
            "\(root)/drafts": ["post": draft],
            "\(root)/drafts/{draft}/files/{field}": [
                "parameters": [ApiParts.parameter("draft"), ApiParts.parameter("field")],
                "post": upload("add_file_to_draft", security: [[:], ["bearer": []]]),
            ],
            "\(root)/schema": [
                "get": schema("start_schema", say("Skema isian awal", "JSON Schema of what a case is started with"))
            ],
            "\(root)/schema/case": [
                "get": schema("case_schema", say("Skema kasus yang dibaca", "JSON Schema of a case as it is read"))
            ],
            "\(root)/schema/actions/{action}": [
                "parameters": [
                    [
                        "name": "action", "in": "path", "required": true,
                        "schema": [
                            "type": "string", "enum": .array(definition.actions.order.map { .string($0.text) }),
                        ],
                    ]
                ],
                "get": schema("action_schema", say("Skema isian tindakan", "JSON Schema of what an action takes")),
            ],
        ]
    }

    package var tag: JSON {
        ["name": .string(app), "description": .string(definition.summary.text(language))]
    }

    private var description: JSON {
        [
            "type": "object", "required": ["app", "version", "definition", "name", "summary", "live", "schema"],
            "properties": [
                "app": ["const": .string(app)], "version": ["type": "string"],
                "definition": ["type": "string", "pattern": "^[0-9a-f]{64}$"],
                "name": ["type": "object"], "summary": ["type": "object"], "live": ["type": "boolean"],
                "schema": ["type": "string"],
            ],
        ]
    }

    private func id(_ name: String) -> JSON {
        .string(app.split(separator: "-").joined(separator: "_") + "_" + name)
    }

    private func read(_ name: String, _ summary: String, _ schema: JSON) -> JSON {
        [
            "operationId": id(name), "tags": [.string(app)], "summary": .string(summary), "security": [],
            "responses": ApiParts.answers("200", "OK", schema),
        ]
    }

    private func schema(_ name: String, _ summary: String) -> JSON {
        [
            "operationId": id(name), "tags": [.string(app)], "summary": .string(summary), "security": [],
            "parameters": [ApiParts.parameter("language")],
            "responses": ApiParts.answers(
                "200",
                "JSON Schema 2020-12",
                content: ["application/schema+json": ["schema": ["type": "object"]]]
            ),
        ]
    }

    private var start: JSON {
        let body: JSON = [
            "type": "object", "required": ["data"],
            "properties": [
                "data": ApiParts.reference("schemas", "\(app)-start"),
                "draft": ["type": "string", "description": "The draft whose files `data` names"],
                "anonymous": ["type": "boolean", "default": false],
                "language": ["type": "string", "enum": ["id", "en"]],
                "channel": [
                    "type": "string",
                    "description":
                        "How an officer's program got the case: counter, phone, assisted-rt-rw, whatsapp, api",
                ],
                "consent": [
                    "type": "boolean", "description": "The citizen agreed that somebody else enters it",
                    "default": false,
                ],
            ],
        ]
        return [
            "operationId": id("start"), "tags": [.string(app)],
            "summary": .string(say("Mulai: ", "Start: ") + definition.name.text(language)),
            "parameters": [ApiParts.parameter("idempotency"), ApiParts.parameter("language")],
            "security": [[:], ["bearer": []]],
            "requestBody": ["required": true, "content": ["application/json": ["schema": body]]],
            "responses": ApiParts.answers(
                "201",
                "Durable: it will not be lost",
                ApiParts.reference("schemas", "receipt")
            ),
        ]
    }

    private var draft: JSON {
        [
            "operationId": id("begin_draft"), "tags": [.string(app)], "security": [[:], ["bearer": []]],
            "summary": .string(
                say(
                    "Mulai draf, agar foto dapat dikirim lebih dulu",
                    "Begin a draft, so that photos can be sent before the case"
                )
            ),
            "responses": ApiParts.answers("201", "Begun", ApiParts.reference("schemas", "draft")),
        ]
    }

    private func upload(_ name: String, security: JSON) -> JSON {
        var operation = ApiParts.upload
        operation["operationId"] = id(name)
        operation["tags"] = [.string(app)]
        operation["security"] = security
        return .object(operation)
    }
}

extension ApiParts {
    /// One photo as the body of a request.
    package static let upload: [String: JSON] = [
        "summary": "Send one photo (JPEG, PNG or WebP, at most 15 MB); the answer names it for `data`",
        "requestBody": [
            "required": true,
            "content": ["image/jpeg": [:], "image/png": [:], "image/webp": [:]],
        ],
        "responses": answers("201", "Stored", reference("schemas", "file")),
    ]

    /// An action on a case; the same id may stand in several applications, each with a form of its own.
    package static func act(_ id: ActionID, of applications: [ApplicationApi], _ language: Language) -> JSON {
        let forms = applications.compactMap { api in
            api.actions.first { $0.id == id }.map { (name: api.schemaName(id), element: $0.element) }
        }
        let references = forms.map { reference("schemas", $0.name) }
        let data: JSON = references.count == 1 ? references[0] : ["anyOf": .array(references)]
        let mustGiveReason = forms.allSatisfy { $0.element.reason == .required } && !forms.isEmpty
        let body: JSON = [
            "type": "object", "required": mustGiveReason ? ["reason"] : [],
            "properties": [
                "version": [
                    "type": "integer",
                    "description": "The version that was looked at; another one by now is refused with 409",
                ],
                "data": data,
                "reason": ["type": "string", "maxLength": .int(Int64(AnswerLimits.reasonCharactersMax))],
            ],
        ]
        let names = forms.map { $0.element.name.text(language) }
        return [
            "operationId": .string("act_\(id)"),
            "tags": .array(applications.filter { $0.actions.contains { $0.id == id } }.map { $0.tag["name"] ?? "" }),
            "summary": .string(Set(names).sorted().joined(separator: " / ")),
            "parameters": [parameter("idempotency"), parameter("language")],
            "security": [[:], ["bearer": []], ["link": []]],
            "requestBody": ["required": true, "content": ["application/json": ["schema": body]]],
            "responses": answers("200", "Durable: it will not be lost", reference("schemas", "receipt")),
        ]
    }

    /// What may be done with a case whatever its application: read it, send files for it, follow what happens.
    package static func casePaths(of applications: [ApplicationApi]) -> [String: JSON] {
        let cases = applications.map { reference("schemas", ($0.tag["name"]?.string ?? "") + "-case") }
        let schema: JSON = cases.isEmpty ? ["type": "object"] : cases.count == 1 ? cases[0] : ["anyOf": .array(cases)]
        var file = upload
        file["operationId"] = "add_file_to_case"
        file["security"] = [["bearer": []], ["link": []]]
        return [
            "/cases/{number}": [
                "parameters": [parameter("number")],
                "get": [
                    "operationId": "read_case", "summary": "One case, cut to what the caller may see",
                    "parameters": [parameter("language")], "security": [[:], ["bearer": []], ["link": []]],
                    "responses": answers("200", "OK", schema),
                ],
            ],
            "/cases/{number}/files/{field}": [
                "parameters": [parameter("number"), parameter("field")], "post": .object(file),
            ],
            "/events": [
                "get": [
                    "operationId": "follow_events",
                    "summary": "Server-sent events: case, heartbeat, snapshot; resumes at Last-Event-ID",
                    "parameters": [
                        [
                            "name": "Last-Event-ID", "in": "header", "required": false, "schema": ["type": "string"],
                            "description": "The id of the last event that came",
                        ]
                    ],
                    "security": [[:], ["bearer": []]],
                    "responses": answers(
                        "200",
                        "A stream that stays open; everybody hears what is public, an officer's token hears all",
                        content: ["text/event-stream": ["schema": ["type": "string"]]]
                    ),
                ]
            ],
        ]
    }

    package static func actionPaths(of applications: [ApplicationApi], _ language: Language) -> [String: JSON] {
        var ids: [ActionID] = []
        for id in applications.flatMap(\.actions).map(\.id) where !ids.contains(id) { ids.append(id) }
        return Dictionary(
            ids.map { id in
                (
                    "/cases/{number}/actions/\(id)",
                    ["parameters": [parameter("number")], "post": act(id, of: applications, language)]
                )
            },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

extension Definition {
    /// The application's part of the API as an OpenAPI 3.1 document of its own, for a government whose address is left open.
    package func openAPI(_ language: Language) -> JSON {
        let api = ApplicationApi(self, language)
        let paths = api.paths.merging(ApiParts.casePaths(of: [api])) { $1 }
            .merging(ApiParts.actionPaths(of: [api], language)) { $1 }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .string(name.text(language)), "version": .string(version.description),
                "description": .string(summary.text(language)),
            ],
            "servers": [
                [
                    "url": "https://{host}/{government}/api/v1",
                    "variables": [
                        "host": ["default": "localhost:8080"],
                        "government": ["default": "tangerang", "description": "The short name of a government"],
                    ],
                ]
            ],
            "tags": [api.tag], "security": [],
            "paths": .object(paths),
            "components": [
                "schemas": .object(ApiParts.schemas.merging(api.schemas) { $1 }), "parameters": ApiParts.parameters,
                "responses": ApiParts.responses, "securitySchemes": ApiParts.securitySchemes,
            ],
        ]
    }
}
