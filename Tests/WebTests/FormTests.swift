import Civic
import Foundation
import Node
import Testing

@testable import Web

@Suite struct FormTests {
    @Test func `a posted form keeps order, repeats, spaces and other alphabets`() throws {
        let form = try Form.decode(urlEncoded: Array("a=1&b=dua+kata&a=%E2%9C%93&c".utf8))
        #expect(form["b"] == "dua kata")
        #expect(form.all("a") == ["1", "✓"])
        #expect(form["c"] == "" && form["d"] == nil)
    }

    @Test(arguments: ["a=%ff", "a=%C3%28", "a=%zz", "a=%4", "%ff=a"])
    func `broken characters are refused, not guessed`(_ body: String) {
        #expect(throws: PageRefusal.badForm("problem.form-not-utf8")) { try Form.decode(urlEncoded: Array(body.utf8)) }
    }

    @Test func `a form of five hundred fields is the largest`() throws {
        let fields = Array(repeating: "a=1", count: Limits.formFieldsMax).joined(separator: "&")
        #expect(try Form.decode(urlEncoded: Array(fields.utf8)).fields.count == Limits.formFieldsMax)
        #expect(throws: PageRefusal.badForm("problem.form-too-many-fields")) {
            try Form.decode(urlEncoded: Array((fields + "&a=1").utf8))
        }
    }

    @Test func `a token is good for one browser only`() {
        let tokens = FormTokens(secret: Array("rahasia".utf8))
        let token = tokens.token(for: "browser-1")
        #expect(tokens.isValid(token, for: "browser-1"))
        #expect(!tokens.isValid(token, for: "browser-2"))
        #expect(!tokens.isValid("", for: "browser-1") && !tokens.isValid(token, for: ""))
        #expect(!FormTokens(secret: Array("lain".utf8)).isValid(token, for: "browser-1"))
    }
}

@Suite struct MultipartTests {
    private let body = Array(
        "intro\r\n--XX\r\nContent-Disposition: form-data; name=\"teks\"\r\n\r\nhalo\r\n--XX\r\nContent-Disposition: form-data; name=\"foto\"; filename=\"a;b.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\r\n--XY\r\n--X\r\n--XX--\r\nafter"
            .utf8
    )

    private func read(_ packets: [ArraySlice<UInt8>]) throws -> [String] {
        var reader = try #require(MultipartReader(contentType: "multipart/form-data; boundary=XX"))
        var told: [String] = []
        var bytes: [UInt8] = []
        for packet in packets {
            for event in try reader.take(packet) {
                switch event {
                case .begin(let field, let name, let type): told.append("\(field)|\(name ?? "-")|\(type ?? "-")")
                case .bytes(let more): bytes += more
                case .end:
                    told.append(String(decoding: bytes, as: UTF8.self))
                    bytes = []
                }
            }
        }
        try reader.finish()
        return told
    }

    @Test func `the parts are the same wherever the network cuts the body`() throws {
        let whole = try read([body[...]])
        #expect(whole.first == "teks|-|-" && whole[1] == "halo" && whole.last == "\r\n--XY\r\n--X")
        for cut in body.indices { #expect(try read([body[..<cut], body[cut...]]) == whole) }
        #expect(try read(body.indices.map { body[$0...$0] }) == whole)
    }

    @Test func `a body that ends too early is refused`() {
        #expect(throws: MultipartReader.Broken.unfinished) { try read([body.dropLast(20)]) }
    }

    @Test(arguments: ["multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundry=XX"])
    func `a body without a boundary is no form`(_ type: String) { #expect(MultipartReader(contentType: type) == nil) }
}

@Suite struct ViewTests {
    @Test(arguments: [("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"), ("Siti A'isyah", "Siti A&#39;isyah")])
    func `text from people is made harmless`(_ text: String, _ safe: String) {
        #expect(SafeHTML.escaping(text).markup == safe)
    }

    @Test func `interpolated text is escaped and markup is not`() {
        let html: SafeHTML = "<p>\("<script>")\(SafeHTML(trusted: "<br>"))\(3)</p>"
        #expect(html.markup == "<p>&lt;script&gt;<br>3</p>")
    }

    @Test func `a known tag without a value hides the one outside`() throws {
        let pages = try Pages(site: Place.site, isStrict: true)
        let outer: View = [
            "t": pages.texts(.id), "icons": "i", "text": "luar", "tone": "info", "icon": "info", "title": nil,
        ]
        #expect(!(try pages.render("notice", outer)).contains("<strong"))
    }
}
