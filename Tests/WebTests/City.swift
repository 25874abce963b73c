import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import HTTPTypes
import Logging
import Node
import StoreSQLite
import Synchronization

@testable import Web

/// A small city on a fresh folder, asked without a socket: LAKSA live in two kelurahan.
final class City: Sendable {
    let node: Node
    let government: Government
    let ask: @Sendable (Request, ArrivalContext) async throws -> Response
    private let folder: String
    private let jar = Mutex<[String: String]>([:])

    struct Answer {
        let status: Int
        let headers: HTTPFields
        let text: String
        var location: String? { headers[.location] }
    }

    init() async throws {
        folder =
            FileManager.default.temporaryDirectory.appending(path: "lumbung-web-\(UInt64.random(in: 0 ... .max))").path
        var outside = Outside.live()
        let noon = try Moment(rfc3339: "2026-11-24T05:00:00Z")
        outside.now = { noon }
        node = try Node(
            settings: NodeSettings(dataFolder: folder, baseURL: "https://kota.example", isDemo: true),
            outside: outside,
            open: { try openSQLiteFolder($0) }
        )
        let text: @Sendable (String) throws -> String = { path in
            try String(contentsOf: Place.root.appending(path: path), encoding: .utf8)
        }
        let read = DefinitionReader.read(
            yaml: try text("Apps/laksa/app.yaml"),
            file: "app.yaml",
            archetypes: Archetypes(in: "Apps/_archetypes") { try? text($0) }
        )
        guard let definition = read.0 else {
            throw SiteError(file: "app.yaml", line: 0, message: "unreadable")
        }
        let regions = [
            Region(code: "36.71", name: "Kota Tangerang"), Region(code: "36.71.01", name: "Tangerang"),
            Region(code: "36.71.01.1007", name: "Sukasari", centre: try GeoPoint(latitude: -6.178, longitude: 106.63)),
            Region(code: "36.71.01.1001", name: "Sukarasa", centre: try GeoPoint(latitude: -6.17, longitude: 106.64)),
        ]
        let agencies = definition.needs.agencies.map { Agency(id: $0, name: LocalizedText(id: "Dinas \($0.text)")) }
        government = try node.create(
            GovernmentProfile(
                code: "36.71",
                slug: "tangerang",
                name: "Kota Tangerang",
                kind: .kota,
                zone: .wib,
                agencies: agencies
            ),
            calendar: WorkingCalendar(version: "t", zone: .wib, hours: .office, closed: [:]),
            regions: RegionFile(RegionMap(regions: regions), source: "test")
        )
        try await government.install(definition, by: .node)
        let web = Web(node: node, pages: try Pages(site: Place.site, isStrict: true))
        let responder = web.router(logger: Logger(label: "test")).buildResponder()
        ask = { try await responder.respond(to: $0, context: $1) }
    }

    func close() throws {
        node.stop()
        try FileManager.default.removeItem(atPath: folder)
    }

    /// One request of one browser; cookies are kept between calls.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        body: [UInt8] = [],
        type: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var fields = HTTPFields()
        if let type { fields[.contentType] = type }
        for (name, value) in headers { fields[named: name] = value }
        let cookies = jar.withLock { $0.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if !cookies.isEmpty { fields[.cookie] = cookies }
        let head = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "kota.example",
            path: path,
            headerFields: fields
        )
        let request = Request(head: head, body: .init(buffer: ByteBuffer(bytes: body)))
        let response = try await ask(request, ArrivalContext(logger: Logger(label: "test"), address: "192.0.2.1"))
        let collected = Collected()
        try await response.body.write(collected)
        for cookie in response.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            jar.withLock { $0[pair[0]] = pair.count > 1 ? pair[1] : "" }
        }
        return Answer(
            status: response.status.code,
            headers: response.headers,
            text: String(decoding: collected.bytes, as: UTF8.self)
        )
    }

    /// Goes on in a fresh browser; gives the cookies of the one before.
    func leaveBrowser() -> [String: String] {
        jar.withLock { jar in
            defer { jar = [:] }
            return jar
        }
    }

    func enterBrowser(_ cookies: [String: String]) { jar.withLock { $0 = cookies } }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send(.get, path, headers: headers)
    }

    /// Posts a form with the hidden fields of the page that it stands on.
    func post(_ path: String, from page: Answer, _ answers: [(String, String)]) async throws -> Answer {
        var pairs = page.text.matches(of: /<input type="hidden" name="([^"]+)" value="([^"]*)"/).map {
            (String($0.1), String($0.2))
        }
        pairs = Array(pairs.prefix(2)) + answers
        let body = pairs.map { pair in
            "\(pair.0)=\(pair.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
        return try await send(.post, path, body: Array(body.utf8), type: "application/x-www-form-urlencoded")
    }

    private final class Collected: ResponseBodyWriter, Sendable {
        private let buffer = Mutex<[UInt8]>([])
        var bytes: [UInt8] { buffer.withLock { $0 } }
        func write(_ part: ByteBuffer) async throws { buffer.withLock { $0 += part.readableBytesView } }
        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
