import Civic
import Definition
import Engine
import Node

/// The OpenAPI 3.1 document of a government: fixed addresses, and for each live application what it takes.
struct OpenAPI {
    private let context: GovernmentContext

    init(_ context: GovernmentContext) { self.context = context }

    var document: JSON {
        var paths: [String: JSON] = [
            "/applications": ["get": operation("Installed applications", answers: "200")],
            "/cases/{number}": [
                "parameters": [number],
                "get": operation("One case, cut to what the caller may see", answers: "200", parameters: [key]),
            ],
            "/events": [
                "get": [
                    "summary": "Server-sent events: case, heartbeat, snapshot; resumes at Last-Event-ID",
                    "responses": ["200": ["description": "text/event-stream", "content": ["text/event-stream": [:]]]],
                ]
            ],
        ]
        paths["/cases/{number}/files/{field}"] = ["parameters": [number, field], "post": upload]
        var schemas: [String: JSON] = ["problem": problem, "receipt": receipt]
        for plan in live {
            let definition = plan.definition
            let app = definition.app.text
            schemas[app] = definition.startSchema(context.language)
            paths["/applications/\(app)/cases"] = ["post": start(app)]
            paths["/applications/\(app)/drafts"] = [
                "post": operation("Begin a draft, so that photos can be sent before the case", answers: "201")
            ]
            paths["/applications/\(app)/drafts/{draft}/files/{field}"] = [
                "parameters": [draft, field], "post": upload,
            ]
            paths["/applications/\(app)/schema"] = [
                "get": operation("JSON Schema of what a case is started with", answers: "200")
            ]
            for (id, action) in definition.actions.all where action.by.contains(where: { !$0.isTimer }) {
                let name = "\(app)-\(id.text)"
                schemas[name] = .object(FormSchema.object(action.form, definition, context.language))
                paths["/cases/{number}/actions/\(id.text)"] = [
                    "parameters": [number], "post": act(name, action.name.text(context.language)),
                ]
            }
        }
        return [
            "openapi": "3.1.0",
            "info": ["title": .string("Lumbung – \(context.government.profile.name)"), "version": "1"],
            "servers": [["url": .string(context.web.node.settings.baseURL + context.path("api/v1"))]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas),
                "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer"]],
            ],
        ]
    }

    private var live: [CompiledDefinition] {
        context.government.definitions.installations().compactMap { try? context.government.definitions.live($0.app) }
    }

    private let number: JSON = [
        "name": "number", "in": "path", "required": true,
        "schema": ["type": "string", "examples": ["LAKSA-2026-000123"]],
    ]
    private let key: JSON = [
        "name": "k", "in": "query", "required": false, "schema": ["type": "string"],
        "description": "Key of the case's secret link",
    ]
    private let draft: JSON = ["name": "draft", "in": "path", "required": true, "schema": ["type": "string"]]
    private let field: JSON = [
        "name": "field", "in": "path", "required": true, "schema": ["type": "string", "examples": ["photos"]],
    ]

    private var upload: JSON {
        [
            "summary": "Send one photo (JPEG, PNG or WebP, at most 15 MB); the answer names it for `data`",
            "requestBody": ["required": true, "content": ["image/jpeg": [:], "image/png": [:], "image/webp": [:]]],
            "responses": ["201": ["description": "Stored", "content": ["application/json": [:]]], "default": refused],
        ]
    }

    private let idempotency: JSON = [
        "name": "Idempotency-Key", "in": "header", "required": false, "schema": ["type": "string", "maxLength": 128],
        "description": "A repeat with the same key and body brings the first receipt; with another body 422",
    ]

    private func operation(_ summary: String, answers status: String, parameters: [JSON] = []) -> JSON {
        [
            "summary": .string(summary), "parameters": .array(parameters),
            "responses": .object([
                status: ["description": "OK", "content": ["application/json": [:]]], "default": refused,
            ]),
        ]
    }

    private var refused: JSON {
        [
            "description": "RFC 9457",
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/problem"]]],
        ]
    }

    private func start(_ app: String) -> JSON {
        command("Start a case", schema: app, status: "201", parameters: [idempotency], more: [:])
    }

    private func act(_ schema: String, _ name: String) -> JSON {
        command(
            name,
            schema: schema,
            status: "200",
            parameters: [idempotency, key],
            more: ["version": ["type": "integer"], "reason": ["type": "string"]]
        )
    }

    private func command(_ summary: String, schema: String, status: String, parameters: [JSON], more: [String: JSON])
        -> JSON
    {
        var properties = more
        properties["data"] = ["$ref": .string("#/components/schemas/\(schema)")]
        return [
            "summary": .string(summary), "parameters": .array(parameters), "security": [[:], ["bearer": []]],
            "requestBody": [
                "required": true,
                "content": ["application/json": ["schema": ["type": "object", "properties": .object(properties)]]],
            ],
            "responses": .object([
                status: [
                    "description": "Durable",
                    "content": ["application/json": ["schema": ["$ref": "#/components/schemas/receipt"]]],
                ],
                "default": refused,
            ]),
        ]
    }

    private let problem: JSON = [
        "type": "object",
        "properties": [
            "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
            "detail": ["type": "string"],
            "instance": ["type": "string"], "request": ["type": "string"],
            "errors": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": [
                        "field": ["type": "string"], "key": ["type": "string"], "message": ["type": "string"],
                    ],
                ],
            ],
        ],
    ]
    private let receipt: JSON = [
        "type": "object",
        "properties": [
            "number": ["type": "string"], "state": ["type": "string"], "version": ["type": "integer"],
            "link": ["type": "string"],
            "receipt": [
                "type": "object",
                "properties": [
                    "sequence": ["type": "integer"], "hash": ["type": "string"],
                    "recorded": ["type": "string", "format": "date-time"],
                ],
            ],
        ],
    ]
}
