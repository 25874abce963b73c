package import Civic

/// Parts of the OpenAPI document that do not depend on any application.
///
/// Kept here, beside what an application adds, so that the document of a government and the export of one application say the
/// same.
package enum ApiParts {
    package static let schemas: [String: JSON] = ["problem": problem, "receipt": receipt, "file": file, "draft": draft]

    package static let securitySchemes: JSON = [
        "bearer": [
            "type": "http", "scheme": "bearer",
            "description":
                "The token of an officer or a program. Without it one is anybody: may start cases, and read what is public.",
        ],
        "link": [
            "type": "apiKey", "in": "query", "name": "k",
            "description": "The key of a case's secret link: whoever has it is the case's citizen.",
        ],
    ]

    /// Errors are problem documents (RFC 9457).
    package static let responses: JSON = [
        "refused": [
            "description": "Refused, with the reason in the language asked for (RFC 9457)",
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/problem"]]],
        ],
        "busy": [
            "description": "The node has as much to do as it takes at once; try again after the seconds given",
            "headers": ["Retry-After": ["schema": ["type": "integer", "minimum": 1]]],
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/problem"]]],
        ],
    ]

    package static let parameters: JSON = [
        "number": [
            "name": "number", "in": "path", "required": true, "description": "The number of a case",
            "schema": ["type": "string", "examples": ["LAKSA-2026-000123"]],
        ],
        "draft": [
            "name": "draft", "in": "path", "required": true, "description": "The id of a draft",
            "schema": ["type": "string"],
        ],
        "field": [
            "name": "field", "in": "path", "required": true, "description": "The field that the file answers",
            "schema": ["type": "string", "pattern": "^[a-z](?:_?[a-z0-9])*$", "examples": ["photos"]],
        ],
        "idempotency": [
            "name": "Idempotency-Key", "in": "header", "required": false,
            "schema": ["type": "string", "minLength": 1, "maxLength": 128],
            "description":
                "A repeat with the same key and body brings the first receipt; with another body it is refused with 422. Kept 30 days for this caller and address.",
        ],
        "language": [
            "name": "Accept-Language", "in": "header", "required": false,
            "schema": ["type": "string", "examples": ["id", "en"]],
            "description": "Of sentences in the answer; Indonesian where nothing is said",
        ],
    ]

    static let problem: JSON = [
        "type": "object", "required": ["type", "title", "status"],
        "description": "RFC 9457",
        "properties": [
            "type": ["type": "string", "format": "uri-reference"], "title": ["type": "string"],
            "status": ["type": "integer", "minimum": 400, "maximum": 599],
            "detail": ["type": "string"], "instance": ["type": "string"],
            "request": ["type": "string", "description": "What to name when you ask for help"],
            "errors": [
                "type": "array", "description": "One for each answer that was refused",
                "items": [
                    "type": "object", "required": ["field", "key", "message"],
                    "properties": [
                        "field": ["type": "string"],
                        "key": ["type": "string", "examples": ["field.missing"]], "message": ["type": "string"],
                    ],
                ],
            ],
        ],
    ]

    static let receipt: JSON = [
        "type": "object", "required": ["number", "app", "state", "version", "link", "receipt"],
        "properties": [
            "number": ["type": "string"], "app": ["type": "string"], "state": ["type": "string"],
            "version": ["type": "integer", "description": "To be sent with the next action"],
            "link": ["type": "string", "description": "The secret link: whoever has it is the case's citizen"],
            "receipt": [
                "type": "object", "description": "Where the ledger has it: provable with the checkpoint of the day",
                "required": ["sequence", "hash", "recorded"],
                "properties": [
                    "sequence": ["type": "integer"],
                    "hash": ["type": "string", "pattern": "^[0-9a-f]{64}$"],
                    "recorded": ["type": "string", "format": "date-time"],
                ],
            ],
        ],
    ]

    static let file: JSON = [
        "type": "object", "required": ["file"],
        "properties": [
            "file": [
                "type": "string", "pattern": "^[0-9a-f]{64}$",
                "description": "What `data` names: {\"photos\": [{\"file\": …}]}",
            ]
        ],
    ]

    static let draft: JSON = [
        "type": "object", "required": ["draft", "expires"],
        "properties": ["draft": ["type": "string"], "expires": ["type": "string", "format": "date-time"]],
    ]

    package static func reference(_ kind: String, _ name: String) -> JSON {
        ["$ref": .string("#/components/\(kind)/\(name)")]
    }

    package static func parameter(_ name: String) -> JSON { reference("parameters", name) }

    /// An answer of the status, in JSON of the schema; and what is answered otherwise.
    package static func answers(_ status: String, _ description: String, _ schema: JSON) -> JSON {
        answers(status, description, content: ["application/json": ["schema": schema]])
    }

    package static func answers(_ status: String, _ description: String, content: JSON) -> JSON {
        .object([
            status: ["description": .string(description), "content": content],
            "503": reference("responses", "busy"), "default": reference("responses", "refused"),
        ])
    }
}
