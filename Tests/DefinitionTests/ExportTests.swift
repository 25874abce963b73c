import Civic
import Definition
import Foundation
import FoundationXML
import Testing

struct ExportTests {
    let apps: [Definition]

    init() throws {
        apps = try Applications.all()
        try #require(apps.count >= 4)
    }

    private let publisher = SoftwarePublisher(
        repository: "https://example.org/kota/layanan.git",
        license: "AGPL-3.0-or-later",
        contact: "Siti Aminah",
        email: "siti@contoh.id",
        government: "36.71"
    )

    // MARK: Summary

    @Test func `the plain summaries read as they did`() throws {
        for app in apps {
            for language in Language.allCases {
                try Sample.compare(
                    app.plainSummary(language).markdown,
                    with: "exports/\(app.app)-summary-\(language.rawValue).md"
                )
            }
        }
    }

    @Test func `a summary says who, what, how long, what it costs, what is shown and how long it is kept`() throws {
        for app in apps {
            for language in Language.allCases {
                let summary = app.plainSummary(language)
                let text = summary.markdown
                for (_, field) in app.form.all { #expect(text.contains(field.label.text(language)), "\(app.app)") }
                for (_, action) in app.actions.all { #expect(text.contains("“\(action.name.text(language))”")) }
                for (_, clock) in app.clocks.all { #expect(text.contains(app.targetText(clock, language))) }
                #expect(text.contains("\(app.retention.years)"))
                #expect(text.contains(app.standard.fee.text(language)))
                // Nothing of the machine shows through: no id with an underscore, no slot, no empty quotes, no doubled marks.
                for sign in ["_", "{", "““", "“”", "..", " ,", "  ", "()"] {
                    #expect(!text.contains(sign), "\(app.app) \(language): \(sign)")
                }
                let parser = XMLParser(data: Data("<body>\(summary.html)</body>".utf8))
                #expect(parser.parse(), "\(app.app): \(String(describing: parser.parserError))")
            }
        }
    }

    // MARK: publiccode.yml

    @Test func `publiccode.yml of LAKSA looks as it did`() throws {
        let laksa = try #require(apps.first { $0.app == "laksa" })
        try Sample.compare(laksa.publicCode(publisher), with: "exports/laksa-publiccode.yml")
    }

    // MARK: The sheet

    @Test func `the printed sheet is whole, well-formed and has nothing that a strict page forbids`() throws {
        for app in apps {
            for language in Language.allCases {
                let sheet = app.printedStandard(language)
                let html = sheet.html(
                    .init(agency: "Dinas & Kawan", address: "https://a.id/?a=1&b=2"),
                    language,
                    style: .linked("/s.css", icon: "/i.svg")
                )
                for component in sheet.components {
                    #expect(html.contains("\(component.number). \(Markup.shown(component.title))"))
                    for line in component.lines { #expect(html.contains(Markup.shown(line)), "\(app.app)") }
                }
                for deadline in sheet.deadlines { #expect(html.contains(Markup.shown(deadline))) }
                #expect(!html.contains("<style"))
                #expect(!html.contains("style=\""))
                #expect(html.contains("Dinas &amp; Kawan"))
                let body = try #require(html.firstMatch(of: /<body[\s\S]*<\/body>/)?.output)
                let parser = XMLParser(data: Data(body.utf8))
                #expect(parser.parse(), "\(app.app): \(String(describing: parser.parserError))")
            }
        }
        let laksa = try #require(apps.first { $0.app == "laksa" })
        try Sample.compare(
            laksa.printedStandard(.id).html(.init(government: "Kota Tangerang", agency: "Diskominfo"), .id),
            with: "exports/laksa-standard-id.html"
        )
    }

    // MARK: API

    @Test func `an application's part of the API names every action that people take, once`() throws {
        for app in apps {
            let document = app.openAPI(.en)
            let paths = try #require(document["paths"]?.object)
            for (id, action) in app.actions.all {
                let path = paths["/cases/{number}/actions/\(id)"]
                #expect((path != nil) == action.by.contains { !$0.isTimer }, "\(app.app) \(id)")
            }
            var ids: Set<String> = []
            for (path, operations) in paths {
                for (_, operation) in operations.object ?? [:] {
                    guard let id = operation["operationId"]?.string else { continue }
                    #expect(ids.insert(id).inserted, "\(path): \(id) twice")
                }
            }
            let text = document.text
            for reference in text.matches(of: /"\$ref":"#\/components\/([a-zA-Z]+)\/([^"]+)"/) {
                let found = document["components"]?[String(reference.output.1)]?[String(reference.output.2)]
                #expect(found != nil, "\(app.app): \(reference.output.0)")
            }
        }
    }
}

/// Text as markup shows it.
private enum Markup {
    static func shown(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
