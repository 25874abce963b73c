import Civic
import Definition
import Foundation
import FoundationXML
import Testing

struct ViewTests {
    let laksa: Definition

    init() throws { laksa = try Sample.laksa() }

    @Test func `the schema says what a report needs, with places as GeoJSON and choices in words`() throws {
        let schema = laksa.startSchema(.id)
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["required"] == ["category", "location", "description"])
        #expect(schema["additionalProperties"] == false)
        let properties = try #require(schema["properties"])
        #expect(properties["location"]?["anyOf"]?[0]?["properties"]?["type"]?["const"] == "Point")
        #expect(properties["description"]?["maxLength"] == 2000)
        #expect(properties["photos"]?["maxItems"] == 5)
        #expect(properties["photos"]?["x-required-if"] == "category.needs_photo")
        #expect(properties["contact_phone"]?["x-privacy"] == "person")
        #expect(
            properties["category"]?["oneOf"]?.array?.first == [
                "const": "road_damage", "title": "Jalan rusak atau berlubang",
            ]
        )
        #expect(
            laksa.startSchema(.en)["properties"]?["category"]?["oneOf"]?.array?.first?["title"]
                == "Damaged road or pothole"
        )
    }

    @Test func `a hidden category is no choice any more`() throws {
        let path = ["registers", "report_categories", "rows", "wifi"]
        let hide = OverlayOperation(.hide, path, author: "a", at: Moment(milliseconds: 0), reason: "Tidak ada.")
        let overlay = Overlay(app: laksa.app, baseVersion: laksa.version, baseHash: laksa.tree.hash, operations: [hide])
        let local = try #require(DefinitionReader.read(tree: apply(overlay, to: laksa.tree).0).0)
        let codes = local.startSchema(.id)["properties"]?["category"]?["oneOf"]?.array?.compactMap {
            $0["const"]?.string
        }
        #expect(codes?.contains("wifi") == false)
        #expect(codes?.contains("garbage") == true)
    }

    @Test func `the printed standard has the fourteen components of the law, in order`() {
        let printed = laksa.printedStandard(.id)
        #expect(printed.components.map(\.number) == Array(1...14))
        #expect(printed.components.filter(\.isDelivery).count == 6)
        #expect(printed.components[0].title == "Persyaratan")
        #expect(printed.components[6].title == "Dasar hukum")
        #expect(printed.components.allSatisfy { !$0.lines.isEmpty && $0.lines.allSatisfy { !$0.isEmpty } })
        #expect(
            printed.deadlines == [
                "Verifikasi: 3 hari kerja", "Penanganan: 1–14 hari kerja", "Pemeriksaan hasil: 5 hari kerja",
            ]
        )
        #expect(laksa.printedStandard(.en).deadlines[1] == "Handling: 1–14 workdays")
    }

    @Test(arguments: Language.allCases)
    func `the workflow is one well-formed picture with a title and no inline style`(_ language: Language) throws {
        for definition in [laksa, try Sample.definition()] {
            let svg = definition.workflowSVG(language)
            let parser = XMLParser(data: Data(svg.utf8))
            #expect(parser.parse(), "\(String(describing: parser.parserError))")
            #expect(svg.contains("<title"))
            #expect(!svg.contains("style="))
            for (_, state) in definition.states.all {
                for word in state.name.text(language).split(separator: " ") { #expect(svg.contains(word)) }
            }
            for (_, action) in definition.actions.all { #expect(svg.contains(">\(action.name.text(language))</text>")) }
        }
    }

    @Test func `an application's name can't break out of the picture`() throws {
        let yaml = Sample.yaml.replacing("id: \"Lapor Lampu\"", with: "id: \"<script>alert('x')</script> & teman\"")
        let definition = try #require(DefinitionReader.read(yaml: yaml, file: "app.yaml").0)
        let svg = definition.workflowSVG(.id)
        #expect(!svg.contains("<script"))
        #expect(svg.contains("&lt;script&gt;"))
    }

    @Test func `the pictures and the printed standard of LAKSA look as they did`() throws {
        for language in Language.allCases {
            try Sample.compare(laksa.workflowSVG(language), with: "views/laksa-workflow-\(language.rawValue).svg")
            let printed = laksa.printedStandard(language)
            let lines = printed.components.flatMap { component in
                ["\(component.number). \(component.title)"] + component.lines.map { "   " + $0 }
            }
            let text = ([printed.title, printed.summary] + lines + printed.deadlines).joined(separator: "\n")
            try Sample.compare(text, with: "views/laksa-standard-\(language.rawValue).txt")
        }
        try Sample.compare(laksa.startSchema(.id).readable, with: "views/laksa-start-schema.json")
    }
}
