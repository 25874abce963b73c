import Civic
import Foundation
import Testing

@testable import Web

/// The repository's folders, from where this file lies.
enum Place {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let site = root.appending(path: "Site")

    static func texts(below folder: String, ending: String) throws -> [String: String] {
        let start = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: start.path) else { return [:] }
        var found: [String: String] = [:]
        for path in walk.compactMap({ $0 as? String }) where path.hasSuffix(ending) {
            found[path] = try String(contentsOf: start.appending(path: path), encoding: .utf8)
        }
        return found
    }
}

@Suite struct SiteTests {
    let pages: Pages
    init() throws { pages = try Pages(site: Place.site, isStrict: true) }

    @Test func `both languages have the same sentences with the same slots`() {
        let (id, en) = (pages.texts(.id).byKey, pages.texts(.en).byKey)
        #expect(Set(id.keys).symmetricDifference(en.keys).sorted() == [])
        for (key, text) in id {
            guard let other = en[key] else { continue }
            #expect(Texts.slots(in: text) == Texts.slots(in: other), "\(key): the slots differ")
        }
    }

    @Test func `every sentence that a template asks for exists`() {
        let known = pages.texts(.id)
        for (name, source) in pages.templateSources {
            for match in source.matches(of: /\{\{\s*t\.([a-z0-9.-]+)\s*\}\}/) {
                #expect(known.byKey[String(match.1)] != nil, "\(name) asks for \(match.1)")
            }
        }
    }

    @Test func `every sentence of the portal is said somewhere`() throws {
        var said = pages.templateSources.values.joined()
        said += try Place.texts(below: "Sources/Web", ending: ".swift").values.joined()
        for key in pages.texts(.id).byKey.keys
        where !["desk", "room", "live", "exchange", "steward", "tour"].contains(key.prefix { $0 != "." }) {
            let stem = key.prefix { $0 != "-" }
            let isSaid =
                said.contains("t.\(key)") || said.contains("\"\(key)\"")
                || said.contains(
                    "\"\(key.dropLast(key.count - (key.lastIndex(of: "-").map { key.distance(from: key.startIndex, to: $0) + 1 } ?? key.count)))\\("
                )
                || said.contains("\"\(stem)-\\(")
                || said.contains("\"\(key[...(key.lastIndex(of: ".") ?? key.startIndex)])\\(")
            #expect(isSaid, "nobody says \(key)")
        }
    }

    @Test func `templates name only partials that exist`() {
        let names = Set(pages.templateSources.keys)
        for (name, source) in pages.templateSources {
            for match in source.matches(of: /\{\{[<>]\s*([a-z0-9\/-]+)\s*\}\}/) {
                #expect(names.contains(String(match.1)), "\(name) uses the partial \(match.1)")
            }
        }
    }

    @Test func `every form that posts carries a token`() {
        for (name, source) in pages.templateSources {
            for form in source.components(separatedBy: "<form").dropFirst()
            where form.prefix(while: { $0 != ">" }).contains("method=\"post\"") {
                let body = form.components(separatedBy: "</form>")[0]
                #expect(body.contains("{{> token}}"), "a form of \(name) has no token")
            }
        }
    }

    @Test func `no template has inline script, inline style or a handler`() {
        for (name, source) in pages.templateSources {
            #expect(!source.contains(" style=\""), "\(name) has an inline style")
            #expect(source.firstMatch(of: /<script(?![^>]*src=)/) == nil, "\(name) has an inline script")
            #expect(source.firstMatch(of: /\son[a-z]+="/) == nil, "\(name) has an inline handler")
        }
    }

    @Test func `every component's example shows all its tags`() throws {
        #expect(pages.examples.count >= 10)
        for (name, example) in pages.examples {
            let root: View = [
                "t": pages.texts(.id), "icons": "/i", "base": "/x", "csrf": "c", "key": "k", "now": "n",
                "machineNow": "m",
            ]
            let html = try pages.render(name, root.adding(View(json: example)))
            #expect(!html.isEmpty)
        }
    }

    @Test func `icons that templates and applications name are drawn`() throws {
        let sprite = try String(contentsOf: Place.site.appending(path: "icons/icons.svg"), encoding: .utf8)
        var named = Set(
            pages.templateSources.values.flatMap { $0.matches(of: /icons\}\}#([a-z-]+)/).map { String($0.1) } }
        )
        for text in try Place.texts(below: "Apps", ending: "app.yaml").values {
            named.formUnion(text.matches(of: /\n\s+icon: ([a-z-]+)/).map { String($0.1) })
        }
        for icon in named { #expect(sprite.contains("id=\"\(icon)\""), "the sprite has no \(icon)") }
    }

    @Test func `a first visit stays under a hundred kilobytes, and a page's own scripts under twenty`() throws {
        let files = pages.assets.files
        let style = try #require(files["styles/site.css"]?.compressed?.count)
        let sprite = try #require(files["icons/icons.svg"]?.compressed?.count)
        let leaflet = try #require(files["leaflet/leaflet.js"]?.compressed?.count)
        let own = ["base", "photos", "place-picker", "map", "stream", "case-live", "city-map"].compactMap {
            files["scripts/\($0).js"]?.bytes.count
        }
        #expect(own.count == 7)
        #expect(own.reduce(0, +) < 20_000)
        #expect(style + sprite + leaflet + 12_000 + 25_000 < 100_000)
    }

    @Test func `a scripts' module is short`() throws {
        for (path, text) in try Place.texts(below: "Site/scripts", ending: ".js") {
            #expect(text.split(separator: "\n").count < 150, "\(path) is longer than 150 lines")
        }
    }

    @Test func `a missing template and an unknown tag are said with their file`() {
        #expect(throws: SiteError.self) { try pages.render("portal/nowhere", [:]) }
        #expect(throws: SiteError.self) { try pages.render("tag", ["tone": "new"]) }
    }
}

@Suite struct MessageFileTests {
    @Test func `a messages file is read with and without quotes`() throws {
        let read = try Texts.read(
            "# a comment\ndesk.a: Kerja\ndesk.b: \"Kata \\\"dua\\\": {n}\"\n",
            area: "desk",
            file: "desk.yaml"
        )
        #expect(read == ["desk.a": "Kerja", "desk.b": "Kata \"dua\": {n}"])
    }

    @Test(arguments: ["portal.a: x", "desk.a: x\ndesk.a: y", "desk.a x", "desk.a: \"x", "desk.a: a: b", "desk.A: x"])
    func `a wrong line is refused with its number`(_ text: String) {
        #expect(throws: SiteError.self) { try Texts.read(text, area: "desk", file: "desk.yaml") }
    }

    @Test func `slots are filled and unknown ones stay`() {
        #expect(Texts.filled("{a} dari {b}", ["a": "1"]) == "1 dari {b}")
        #expect(Texts.slots(in: "{a} dan {b}") == ["a", "b"])
    }

    @Test func `sentences name a case as its application does, written large where a sentence begins`() throws {
        let texts = try Texts(
            language: .id,
            ["a.title": "{noun} Anda. {noun} {n} dan nomor {noun}", "a.plain": "Kirim {n}"]
        )
        let about = texts.about(LocalizedText(id: "permohonan", en: "request"))
        #expect(about.text("a.title", ["n": "7"]) == "Permohonan Anda. Permohonan 7 dan nomor permohonan")
        #expect(about.text("a.plain", ["n": "7"]) == "Kirim 7")
    }

    @Test func `a key may not be the beginning of another`() {
        #expect(throws: SiteError.self) { try Texts(language: .id, ["a.b": "x", "a.b.c": "y"]) }
    }
}
