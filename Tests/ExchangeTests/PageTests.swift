import Civic
import Definition
import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Node
import Synchronization
import Testing
import Web

/// The pages of the Exchange, asked without a socket; templates are strict, so an unknown tag fails.
@Suite struct PageTests {
    @Test func `the catalogue shows all 174, and what has no definition can't be adopted`() async throws {
        let browser = try Browser(try await Partners())
        let list = try await browser.get("/bursa/")
        #expect(list.status == 200)
        #expect(list.text.matches(of: /class="entry__name"/).count == 174)
        let laksa = try await browser.get("/bursa/aplikasi/laksa")
        #expect(laksa.text.contains(try Given.definition("laksa").tree.hash.hex))
        let other = try await browser.get("/bursa/aplikasi/darurat-112")
        #expect(other.text.contains("Belum tersedia"))
        #expect(try await browser.get("/bursa/aplikasi/tidak-ada").status == 404)
    }

    @Test func `an agreement in force is public, printable and verifiable; a draft is not`() async throws {
        let partners = try await Partners()
        let mou = try await partners.concludeMoU()
        let draft = try await partners.partnership.draftPKS(
            between: partners.tangerang,
            and: partners.karawang,
            under: mou,
            apps: ["laksa"],
            subject: "LAKSA"
        )
        let browser = try Browser(partners)
        for rest in ["", "/cetak", "/naskah.json", "/kunci/provider.pem", "/tanda-tangan/adopter.sig"] {
            #expect(try await browser.get("/bursa/perjanjian/\(mou.text)\(rest)").status == 200)
        }
        #expect(try await browser.get("/bursa/perjanjian/\(mou.text)/cetak").text.contains("KESEPAKATAN BERSAMA"))
        #expect(try await browser.get("/bursa/perjanjian/\(draft.text)").status == 404)
    }

    @Test func `only people of the cooperation see a government's desk, and each step is one click in the demo`()
        async throws
    {
        let partners = try await Partners()
        _ = try await partners.concludeMoU()
        let browser = try Browser(partners)
        #expect(try await browser.get("/karawang/bursa/").status != 200)
        let tour = try await browser.get("/tur")
        #expect(tour.text.contains("data-act-as=\"karawang/cooperation\""))
        let answer = try await browser.post(
            "/tur/masuk",
            from: tour,
            [("government", "karawang"), ("role", "cooperation"), ("next", "/karawang/bursa/")]
        )
        #expect(answer.location == "/karawang/bursa/")
        let board = try await browser.get("/karawang/bursa/")
        #expect(board.status == 200)
        #expect(board.text.contains("KB-2026-000001"))
        let evil = try await browser.post(
            "/tur/masuk",
            from: tour,
            [("government", "karawang"), ("role", "cooperation"), ("next", "//example.org")]
        )
        #expect(evil.location == "/karawang/bursa/")
    }

    @Test func `a provider pastes a definition that stands on an archetype, and a misspelt one is told so`()
        async throws
    {
        let partners = try await Partners()
        try await partners.tangerang.install(try Given.definition("laksa"), by: .node)
        let browser = try Browser(partners)
        let address = "/tangerang/bursa/rilis/laksa"
        _ = try await browser.post(
            "/tur/masuk",
            from: try await browser.get("/tur"),
            [("government", "tangerang"), ("role", "steward"), ("next", address)]
        )
        let page = try await browser.get(address)
        #expect(page.status == 200)
        let text = try Given.text("Apps/laksa/app.yaml").replacing(/version: 1\.0\.\d+/, with: "version: 1.1.0")
            .replacing("Layanan Aspirasi Kotak Saran Anda", with: "Layanan Aspirasi dan Saran Anda")
        #expect(text.contains("extends: report"))
        let wrong = try await browser.post(
            address + "/rancang",
            from: page,
            [("definition", text.replacing("extends: report", with: "extends: reprot")), ("scenarios", "")]
        )
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("Pola &quot;reprot&quot; tidak ada"), "\(wrong.text.suffix(4_000))")
        let stories = try Given.text("Apps/laksa/scenarios.yaml")
        let kept = try await browser.post(
            address + "/rancang",
            from: page,
            [("definition", text), ("scenarios", stories)]
        )
        #expect(kept.location == address)
        let draft = try await browser.get(address)
        #expect(draft.text.contains("1.1.0") && draft.text.contains("Layanan Aspirasi dan Saran Anda"))
    }

    @Test func `a PKS without an application is refused with a sentence, and the page keeps what was typed`()
        async throws
    {
        let partners = try await Partners()
        _ = try await partners.concludeMoU()
        let browser = try Browser(partners)
        _ = try await browser.post(
            "/tur/masuk",
            from: try await browser.get("/tur"),
            [("government", "karawang"), ("role", "cooperation"), ("next", "/karawang/bursa/")]
        )
        let page = try await browser.get("/karawang/bursa/pks/baru?mou=KB-2026-000001")
        #expect(page.status == 200)
        let refused = try await browser.post(
            "/karawang/bursa/pks/baru",
            from: page,
            [("mou", "KB-2026-000001"), ("subject", "Pokok yang diketik")]
        )
        #expect(refused.status == 422)
        #expect(refused.text.contains("Pilih sedikitnya satu aplikasi"))
        #expect(refused.text.contains("Pokok yang diketik"))
        let made = try await browser.post(
            "/karawang/bursa/pks/baru",
            from: page,
            [("mou", "KB-2026-000001"), ("subject", "LAKSA"), ("app", "laksa")]
        )
        #expect(made.location == "/karawang/bursa/perjanjian/PKS-2026-000001")
        let work = try await browser.get("/karawang/bursa/perjanjian/PKS-2026-000001")
        #expect(work.status == 200)
        #expect(work.text.contains("data-action=\"request_review\""))
    }
}

/// One browser on the partners' node.
final class Browser: Sendable {
    struct Answer {
        let status: Int
        let location: String?
        let text: String
    }

    /// Whose node it is, so that the node stays open.
    private let partners: Partners?
    private let ask: @Sendable (Request, ArrivalContext) async throws -> Response
    private let jar = Mutex<[String: String]>([:])

    convenience init(_ partners: Partners) throws {
        try self.init(partners.node, partners.catalogue, keeping: partners)
    }

    init(_ node: Node, _ catalogue: Catalogue, keeping partners: Partners? = nil) throws {
        self.partners = partners
        let site = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: "Site")
        let web = Web(
            node: node,
            pages: try Pages(site: site, isStrict: true),
            catalogue: catalogue,
            archetypes: Given.archetypes
        )
        let responder = web.router(logger: Logger(label: "test")).buildResponder()
        ask = { try await responder.respond(to: $0, context: $1) }
    }

    func get(_ path: String) async throws -> Answer { try await send(.get, path, nil) }

    /// Posts bytes as another node does; the status of the answer.
    func deliver(_ bytes: [UInt8], to path: String) async throws -> Int {
        try await send(.post, path, String(decoding: bytes, as: UTF8.self), type: "application/json").status
    }

    /// Posts with the token and key of the page that the form stands on.
    func post(_ path: String, from page: Answer, _ answers: [(String, String)]) async throws -> Answer {
        let hidden = page.text.matches(of: /<input type="hidden" name="(_token|_key)" value="([^"]*)"/).prefix(2)
        let pairs = hidden.map { (String($0.1), String($0.2)) } + answers
        let body = pairs.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
        return try await send(.post, path, body.joined(separator: "&"))
    }

    private func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String?,
        type: String = "application/x-www-form-urlencoded"
    ) async throws -> Answer {
        var fields = HTTPFields()
        if body != nil { fields[.contentType] = type }
        let cookies = jar.withLock { $0.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if !cookies.isEmpty { fields[.cookie] = cookies }
        let head = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "bursa.example",
            path: path,
            headerFields: fields
        )
        let request = Request(head: head, body: .init(buffer: ByteBuffer(string: body ?? "")))
        let response = try await ask(request, ArrivalContext(logger: Logger(label: "test"), address: "192.0.2.1"))
        let collected = Collected()
        try await response.body.write(collected)
        for cookie in response.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            jar.withLock { $0[pair[0]] = pair.count > 1 ? pair[1] : "" }
        }
        return Answer(status: response.status.code, location: response.headers[.location], text: collected.text)
    }

    private final class Collected: ResponseBodyWriter, Sendable {
        private let buffer = Mutex<[UInt8]>([])
        var text: String { buffer.withLock { String(decoding: $0, as: UTF8.self) } }
        func write(_ part: ByteBuffer) async throws { buffer.withLock { $0 += part.readableBytesView } }
        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
