import Civic
import Definition
import Engine
import Foundation
import HTTPTypes
import Node
import Testing

@testable import Web

/// Documents in pieces, over the portal's own addresses.
@Suite struct PieceTests {
    @Test func `a document sent in pieces belongs to the draft, is shown with its name, and is downloaded`()
        async throws
    {
        let city = try await FieldTests().city()
        let visit = try await city.get("/tangerang/layanan/every-field/mulai")
        let begun = try await city.post(
            "/tangerang/layanan/every-field/mulai",
            from: visit,
            [("title", "Rumah kami"), ("website", "contoh.id")]
        )
        let draft = try #require(begun.location).split(separator: "/").dropLast().joined(separator: "/")
        let page = try await city.get("/\(draft)/files")
        #expect(page.text.contains("accept=\"application/pdf\" data-module=\"upload\""))
        #expect(page.text.contains("data-upload=\"/\(draft)/berkas/plan\""))
        #expect(page.text.contains("PDF, paling besar 2 MB."))
        let token = try #require(page.text.firstMatch(of: /name="_token" value="([^"]+)"/)).1
        let head = ["X-Form-Token": String(token)]
        let pdf = Array(Self.pdf.utf8)
        func begin(_ name: String, _ length: Int, field: String = "plan") async throws -> City.Answer {
            try await city.send(
                .post,
                "/\(draft)/berkas/\(field)",
                headers: head.merging(["Upload-Length": "\(length)", "Upload-Name": name]) { $1 }
            )
        }
        func piece(_ place: String, _ offset: Int, _ bytes: ArraySlice<UInt8>) async throws -> City.Answer {
            try await city.send(
                .patch,
                place,
                body: Array(bytes),
                type: "application/offset+octet-stream",
                headers: head.merging(["Upload-Offset": "\(offset)"]) { $1 }
            )
        }
        #expect(try await begin("besar.pdf", 3_000_000).status == 413)
        #expect(try await begin("x.pdf", 10, field: "title").status == 404)
        #expect(try await city.send(.post, "/\(draft)/berkas/plan", headers: ["Upload-Length": "9"]).status == 400)
        let place = try #require(try await begin("Denah%20rumah.pdf", pdf.count).location)
        #expect(try await piece(place, 0, pdf[..<200]).text == "{\"offset\":200}")
        let gap = try await piece(place, 100, pdf[100...])
        #expect(gap.status == 409 && gap.text.contains("200"))
        #expect(try await city.get(place).text == "{\"offset\":200}")
        let done = try await piece(place, 200, pdf[200...])
        #expect(done.status == 201 && done.text.contains("Denah rumah.pdf") && done.text.contains("1 halaman"))
        let file = try #require(done.text.firstMatch(of: /"file":"([0-9a-f]{64})"/)).1
        #expect(try await city.get(place).status == 404)
        _ = try await city.post("/\(draft)/files", from: page, [("plan", String(file))])
        let again = try await city.get("/\(draft)/files")
        #expect(again.text.contains("Denah rumah.pdf</a>") && again.text.contains("PDF, 1 halaman"))
        let download = try await city.get("/\(draft)/foto/\(file)")
        #expect(download.headers[.contentType] == "application/pdf")
        #expect(
            download.headers[named: "Content-Disposition"]?.hasPrefix("attachment; filename=\"Denahrumah.pdf\"") == true
        )
        #expect(download.headers[named: "Content-Disposition"]?.hasSuffix("filename*=UTF-8''Denah%20rumah.pdf") == true)
        let lie = try #require(try await begin("foto.pdf", 8).location)
        let refused = try await piece(lie, 0, Array("GIF89a??".utf8)[...])
        #expect(refused.status == 422 && refused.text.contains("mengaku PDF"))
        try city.close()
    }

    private static let pdf = """
        %PDF-1.4
        1 0 obj
        << /Type /Catalog /Pages 2 0 R >>
        endobj
        2 0 obj
        << /Type /Pages /Kids [3 0 R] /Count 1 >>
        endobj
        3 0 obj
        << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>
        endobj
        trailer
        << /Root 1 0 R >>
        %%EOF

        """
}
