import Civic
import Definition
import Engine
import Node

/// The OpenAPI 3.1 document of a government: fixed addresses, and for each live application what it takes.
///
/// What an application adds is written by its definition (`ApplicationApi`); here stands what the government and the node add.
struct OpenAPI {
    private let context: GovernmentContext

    init(_ context: GovernmentContext) { self.context = context }

    var document: JSON {
        let language = context.language
        let agencies = context.government.settings.profile.agencies.map(\.id)
        let applications = live.map { ApplicationApi($0.definition, language, agencies: agencies) }
        var paths = ApiParts.casePaths(of: applications).merging(ApiParts.actionPaths(of: applications, language)) {
            $1
        }
        var schemas = ApiParts.schemas
        for application in applications {
            paths.merge(application.paths) { $1 }
            schemas.merge(application.schemas) { $1 }
        }
        paths.merge(fixed) { $1 }
        paths.merge(openData) { $1 }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .string("Lumbung – \(context.government.profile.name)"), "version": "1",
                "description": .string(
                    language == .id
                        ? "API layanan digital \(context.government.profile.name). Waktu menurut RFC 3339, tempat menurut GeoJSON, galat menurut RFC 9457."
                        : "The API of the digital services of \(context.government.profile.name). Times are RFC 3339, places GeoJSON, errors RFC 9457."
                ),
            ],
            "servers": [["url": .string(base + context.path("api/v1"))]],
            "tags": .array(applications.map(\.tag)), "security": [],
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas), "parameters": ApiParts.parameters, "responses": ApiParts.responses,
                "securitySchemes": ApiParts.securitySchemes,
            ],
        ]
    }

    private var base: String { context.web.node.settings.baseURL }

    private var live: [CompiledDefinition] {
        context.government.definitions.installations().compactMap { try? context.government.definitions.live($0.app) }
    }

    /// What is there whatever applications are.
    private var fixed: [String: JSON] {
        [
            "/applications": [
                "get": [
                    "operationId": "list_applications", "summary": "Installed applications", "security": [],
                    "responses": ApiParts.answers(
                        "200",
                        "OK",
                        [
                            "type": "object", "required": ["applications"],
                            "properties": ["applications": ["type": "array", "items": ["type": "object"]]],
                        ]
                    ),
                ]
            ]
        ]
    }

    /// Open data lies beside the API, under the government's own address; health under the node's.
    private var openData: [String: JSON] {
        let government = base + context.path("")
        func read(
            _ id: String,
            _ summary: String,
            _ type: String,
            from server: String,
            _ schema: JSON = ["type": "object"],
            parameters: JSON = []
        ) -> JSON {
            [
                "servers": [["url": .string(server.hasSuffix("/") ? String(server.dropLast()) : server)]],
                "get": [
                    "operationId": .string(id), "summary": .string(summary), "security": [],
                    "parameters": parameters,
                    "responses": ApiParts.answers("200", "OK", content: .object([type: ["schema": schema]])),
                ],
            ]
        }
        let text: JSON = ["type": "string"]
        return [
            "/data/angka.json": read("public_figures", "Public figures", "application/json", from: government),
            "/data/harian.csv": read("daily_figures", "Figures by day", "text/csv", from: government, text),
            "/data/ledger/checkpoint": read(
                "checkpoint",
                "The latest signed head of the government's ledger (C2SP tlog-checkpoint)",
                "text/plain",
                from: government,
                text
            ),
            "/data/ledger/vkey": read("verifier_key", "The key that signs it", "text/plain", from: government, text),
            "/peta/titik.geojson": read(
                "map_points",
                "Cases on the public map, in a box",
                "application/geo+json",
                from: government,
                parameters: [
                    [
                        "name": "box", "in": "query", "required": true,
                        "description": "west,south,east,north in degrees",
                        "schema": ["type": "string", "examples": ["106.5,-6.3,106.8,-6.1"]],
                    ],
                    [
                        "name": "zoom", "in": "query", "required": true,
                        "schema": ["type": "integer", "minimum": 10, "maximum": 17],
                    ],
                ]
            ),
            "/peta/wilayah.geojson": read(
                "map_areas",
                "Districts and villages",
                "application/geo+json",
                from: government
            ),
            "/live/publik.json": read(
                "live_figures",
                "The city now, as everybody may see it",
                "application/json",
                from: government
            ),
            "/healthz": read("alive", "The node runs", "application/json", from: base),
            "/readyz": read("ready", "The node takes work", "application/json", from: base),
        ]
    }
}
