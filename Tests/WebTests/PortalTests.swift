import Civic
import Foundation
import HTTPTypes
import Node
import Store
import Testing

@testable import Web

@Suite struct PortalTests {
    @Test func `a form goes on on another device by a code that works once`() async throws {
        let city = try await City()
        let first = try await city.get("/tangerang/layanan/laksa/mulai")
        let path = try #require(
            try await city.post("/tangerang/layanan/laksa/mulai", from: first, [("category", "street_light")]).location
        )
        let offered = path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/pindah"
        let given = try await city.post(offered, from: try await city.get(offered), [])
        let code = try #require(given.text.firstMatch(of: /<strong class="code">([A-Z0-9]{4}-[A-Z0-9]{4})</)?.1)
        #expect(given.status == 200 && given.headers[.cacheControl]?.contains("no-store") == true)
        let old = city.leaveBrowser()
        #expect(try await city.get(path).status == 404, "the address alone opens nothing")
        let door = try await city.get("/tangerang/lanjut")
        let wrong = try await city.post("/tangerang/lanjut", from: door, [("kode", "0000-0000")])
        #expect(wrong.status == 422 && wrong.text.contains("Kode tidak dikenal"))
        let taken = try await city.post("/tangerang/lanjut", from: door, [("kode", " \(code.lowercased()) ")])
        #expect(taken.status == 303 && taken.location?.hasSuffix("/periksa") == true)
        #expect(try await city.get(try #require(taken.location)).status == 303, "the next open question")
        let page = try await city.get(path)
        #expect(page.status == 200)
        let again = try await city.post("/tangerang/lanjut", from: door, [("kode", String(code))])
        #expect(again.status == 422, "a code works once")
        for _ in 1...8 { _ = try await city.post("/tangerang/lanjut", from: door, [("kode", "1111-1111")]) }
        #expect(try await city.post("/tangerang/lanjut", from: door, [("kode", "1111-1111")]).status == 429)
        city.enterBrowser(old)
        #expect(try await city.get(path).status == 404, "the first device has given it away")
        try city.close()
    }

    @Test func `every public page answers in both languages with the headers that forbid`() async throws {
        let city = try await City()
        let pages = [
            "/", "/tangerang/", "/tangerang/layanan", "/tangerang/layanan?cari=jalan", "/tangerang/layanan/laksa",
            "/tangerang/layanan/laksa/mulai", "/tangerang/lacak", "/tangerang/masuk", "/tangerang/peta",
            "/tangerang/data", "/demo/pesan", "/gaya",
        ]
        for page in pages {
            for language in ["id", "en"] {
                let answer = try await city.get(page + (page.contains("?") ? "&" : "?") + "bahasa=\(language)")
                #expect(answer.status == 200, "\(page)")
                #expect(answer.text.contains("<html lang=\"\(language)\">"), "\(page)")
                #expect(answer.text.matches(of: /<h1/).count == 1 || page == "/gaya", "\(page) has not one heading")
                #expect(answer.headers[named: "Content-Security-Policy"]?.contains("unsafe") == false)
                #expect(answer.headers[named: "X-Content-Type-Options"] == "nosniff")
                #expect(answer.headers[named: "Strict-Transport-Security"] != nil)
            }
        }
        try city.close()
    }

    @Test func `a citizen reports one thing a page, and sending twice makes one case`() async throws {
        let city = try await City()
        let first = try await city.get("/tangerang/layanan/laksa/mulai")
        let nothing = try await city.post("/tangerang/layanan/laksa/mulai", from: first, [])
        #expect(
            nothing.status == 422 && nothing.text.contains("role=\"alert\"")
                && nothing.text.contains("href=\"#category\"")
        )
        let chosen = try await city.post("/tangerang/layanan/laksa/mulai", from: first, [("category", "street_light")])
        let place = try #require(chosen.location)
        #expect(chosen.status == 303 && place.hasSuffix("/location"))
        let placePage = try await city.get(place)
        let elsewhere = try await city.post(
            place,
            from: placePage,
            [("location", "51.5, 0.1"), ("location.landmark", "dekat menara")]
        )
        #expect(elsewhere.status == 422 && elsewhere.text.contains("dekat menara") && elsewhere.text.contains("51.5"))
        var next = try #require(
            try await city.post(place, from: placePage, [("location.village", "36.71.01.1007")]).location
        )
        #expect(next.hasSuffix("/photos"))
        next = try #require(try await city.post(next, from: try await city.get(next), []).location)
        next = try #require(
            try await city.post(
                next,
                from: try await city.get(next),
                [("description", "Padam <b>sejak</b> kemarin malam.")]
            ).location
        )
        next = try #require(try await city.post(next, from: try await city.get(next), [("anonymous", "ya")]).location)
        #expect(next.hasSuffix("/periksa"))
        let check = try await city.get(next)
        #expect(check.text.contains("&lt;b&gt;sejak") && check.text.contains("?kembali=1"))
        let sent = try await city.post(next, from: check, [])
        let again = try await city.post(next, from: check, [])
        #expect(sent.status == 303 && sent.location == again.location)
        let receipt = try await city.get(try #require(sent.location))
        #expect(receipt.text.contains("LAKSA-2026-000001") && receipt.text.contains("qr.svg"))
        #expect(receipt.headers[.cacheControl] == "no-store")
        let page = try await city.get("/tangerang/lacak/LAKSA-2026-000001")
        #expect(page.text.contains("&lt;b&gt;sejak"))
        try city.close()
    }

    @Test func `a form without its token, from another site, or broken is refused and nothing is stored`() async throws
    {
        let city = try await City()
        let path = "/tangerang/layanan/laksa/mulai"
        let page = try await city.get(path)
        let urlEncoded = "application/x-www-form-urlencoded"
        let bare = try await city.send(.post, path, body: Array("category=street_light".utf8), type: urlEncoded)
        #expect(bare.status == 400 && bare.text.contains("<h1>"))
        let broken = try await city.send(.post, path, body: Array("category=%ff".utf8), type: urlEncoded)
        #expect(broken.status == 400)
        let foreign = try await city.send(
            .post,
            path,
            body: Array("category=street_light".utf8),
            type: urlEncoded,
            headers: ["Sec-Fetch-Site": "cross-site"]
        )
        #expect(foreign.status == 400)
        let huge = try await city.send(
            .post,
            path,
            body: Array(repeating: 65, count: Limits.formBytesMax + 1),
            type: urlEncoded
        )
        #expect(huge.status == 413)
        let forged = try await city.post(path, from: page, [("category", "surely_not")])
        #expect(forged.status == 422)
        #expect(try city.government.ledger.head().size > 0)
        #expect(try city.government.cases.stored(CaseNumber("LAKSA-2026-000001")) == nil)
        try city.close()
    }

    @Test func `the api answers with receipts and problem documents`() async throws {
        let city = try await City()
        let path = "/tangerang/api/v1/applications/laksa/cases"
        let body =
            #"{"data":{"category":"street_light","description":"Padam sejak kemarin malam","location":{"latitude":-6.178,"longitude":106.63}}}"#
        func post(_ body: String, _ key: String) async throws -> City.Answer {
            try await city.send(
                .post,
                path,
                body: Array(body.utf8),
                type: "application/json",
                headers: ["Idempotency-Key": key]
            )
        }
        let first = try await post(body, "k1")
        #expect(first.status == 201 && first.headers[.contentType]?.hasPrefix("application/json") == true)
        #expect(try await post(body, "k1").text == first.text)
        let other = try await post(body.replacing("kemarin", with: "tadi"), "k1")
        #expect(other.status == 422 && other.headers[.contentType] == "application/problem+json")
        let missing = try JSON(try await post(#"{"data":{}}"#, "k2").text)
        #expect(missing["errors"]?.array?.compactMap { $0["field"]?.string }.contains("description") == true)
        #expect(try await post("{\"data\":", "k3").status == 400)
        let number = try #require(try JSON(first.text)["number"]?.string)
        let link = try #require(try JSON(first.text)["link"]?.string)
        let open = try await city.get("/tangerang/api/v1/cases/\(number)")
        #expect(open.status == 200 && !open.text.contains("kemarin malam"))
        let held = try await city.get("/tangerang/api/v1/cases/\(number)?k=\(link.split(separator: "=").last ?? "")")
        #expect(held.text.contains("kemarin malam"))
        let act = try await city.send(
            .post,
            "/tangerang/api/v1/cases/\(number)/actions/verify",
            body: Array(#"{"version":1}"#.utf8),
            type: "application/json"
        )
        #expect(act.status == 403)
        let token = try await city.get("/tangerang/api/v1/cases/\(number)", headers: ["Authorization": "Bearer nobody"])
        #expect(token.status == 401 && token.headers[named: "WWW-Authenticate"] == "Bearer")
        try city.close()
    }

    @Test func `what is not there is said in a page or a document, never in silence`() async throws {
        let city = try await City()
        let page = try await city.get("/tangerang/entah")
        #expect(page.status == 404 && page.text.contains("<h1>"))
        #expect(try await city.get("/entah/").status == 404)
        let document = try await city.get("/tangerang/api/v1/cases/LAKSA-2026-000009")
        #expect(document.status == 404 && document.headers[.contentType] == "application/problem+json")
        #expect(try await city.get("/tangerang/lacak/LAKSA-2026-000009").status == 404)
        #expect(try await city.get("/tangerang/akun").location == "/tangerang/masuk?kembali=%2Ftangerang%2Fakun")
        let signIn = try await city.get("/tangerang/masuk?kembali=https://evil.example/")
        #expect(signIn.text.contains("name=\"kembali\" value=\"/tangerang/akun\""))
        try city.close()
    }
}
