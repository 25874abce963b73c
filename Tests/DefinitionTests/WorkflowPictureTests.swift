import Civic
import Definition
import Foundation
import FoundationXML
import Testing

/// Measures the pictures as a browser would lay them out: nothing lies on anything else, and no text leaves its place.
struct WorkflowPictureTests {
    private struct Box {
        let kind: String
        let x, y, width, height: Double

        func meets(_ other: Box) -> Bool {
            x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
        }

        func holds(_ other: Box) -> Bool {
            x <= other.x && other.x + other.width <= x + width && y <= other.y && other.y + other.height <= y + height
        }
    }

    private final class Picture: NSObject, XMLParserDelegate {
        var size = (width: 0.0, height: 0.0)
        var groups: [String] = []
        var states: [Box] = []
        var badges: [Box] = []
        var texts: [(group: String, box: Box, text: String)] = []
        var lines: [[(x: Double, y: Double)]] = []
        private var open: (group: String, attributes: [String: String])?
        private var content = ""

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            let number = { (key: String) in Double(attributes[key] ?? "") ?? 0 }
            let group = groups.last ?? ""
            switch name {
            case "svg":
                let parts = (attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
                size = (parts[2], parts[3])
            case "g": groups.append(attributes["class"] ?? "")
            case "rect":
                let box = Box(
                    kind: group,
                    x: number("x"),
                    y: number("y"),
                    width: number("width"),
                    height: number("height")
                )
                if group.hasPrefix("workflow__state"), attributes["fill"] != "none" { states.append(box) }
                if group == "workflow__badge" { badges.append(box) }
            case "text":
                open = (group, attributes)
                content = ""
            case "path" where attributes["class"] == "workflow__arrow":
                let numbers = (attributes["d"] ?? "").split { "ML ".contains($0) }.compactMap { Double($0) }
                lines.append(stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) })
            default: break
            }
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { content += string }

        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
            if name == "g" { groups.removeLast() }
            guard name == "text", let open else { return }
            self.open = nil
            let size = Double(open.attributes["font-size"] ?? "13") ?? 13
            // DejaVu Sans is the widest of the fonts that are named: 0.6 of its size for a letter, on the average.
            let width = Double(content.count) * size * 0.58
            let x = Double(open.attributes["x"] ?? "") ?? 0
            let y = Double(open.attributes["y"] ?? "") ?? 0
            let left = open.attributes["text-anchor"] == "middle" ? x - width / 2 : x
            texts.append(
                (open.group, Box(kind: "text", x: left, y: y - size * 0.75, width: width, height: size), content)
            )
        }
    }

    private func picture(_ app: Definition, _ language: Language) throws -> Picture {
        let picture = Picture()
        let parser = XMLParser(data: Data(app.workflowSVG(language).utf8))
        parser.delegate = picture
        try #require(parser.parse(), "\(app.app): \(String(describing: parser.parserError))")
        return picture
    }

    @Test(arguments: Language.allCases)
    func `nothing lies on anything else`(_ language: Language) throws {
        for app in try Applications.all() + [Sample.definition(), Sample.branched()] {
            let picture = try picture(app, language)
            #expect(picture.states.count == app.allStates.count)
            let solid = picture.states + picture.badges
            for (index, one) in solid.enumerated() {
                for other in solid[(index + 1)...] {
                    #expect(!one.meets(other), "\(app.app): \(one) lies on \(other)")
                }
                #expect(one.x >= 0 && one.x + one.width <= picture.size.width, "\(app.app): \(one) leaves the picture")
                #expect(
                    one.y >= 0 && one.y + one.height <= picture.size.height,
                    "\(app.app): \(one) leaves the picture"
                )
            }
        }
    }

    @Test(arguments: Language.allCases)
    func `every text stays in its place and can be read`(_ language: Language) throws {
        for app in try Applications.all() + [Sample.definition(), Sample.branched()] {
            let picture = try picture(app, language)
            for text in picture.texts where text.group.hasPrefix("workflow__state") {
                #expect(picture.states.contains { $0.holds(text.box) }, "\(app.app): “\(text.text)” leaves its box")
            }
            let legend = picture.texts.filter {
                !$0.group.hasPrefix("workflow__state") && $0.group != "workflow__badge"
            }
            for (index, one) in legend.enumerated() {
                #expect(
                    one.box.x + one.box.width <= picture.size.width + 1,
                    "\(app.app): “\(one.text)” leaves the picture"
                )
                for other in legend[(index + 1)...] {
                    #expect(!one.box.meets(other.box), "\(app.app): “\(one.text)” lies on “\(other.text)”")
                }
            }
        }
    }

    @Test func `no arrow runs through a state`() throws {
        for app in try Applications.all() + [Sample.definition(), Sample.branched()] {
            let picture = try picture(app, .id)
            for line in picture.lines {
                for (from, to) in zip(line, line.dropFirst()) {
                    for state in picture.states {
                        // Arrows begin and end at an edge: only what lies well inside counts.
                        let inner = Box(
                            kind: "inside",
                            x: state.x + 3,
                            y: state.y + 3,
                            width: state.width - 6,
                            height: state.height - 6
                        )
                        let isInside = stride(from: 0.0, through: 1, by: 0.02).contains { share in
                            let x = from.x + (to.x - from.x) * share
                            let y = from.y + (to.y - from.y) * share
                            return x > inner.x && x < inner.x + inner.width && y > inner.y && y < inner.y + inner.height
                        }
                        #expect(!isInside, "\(app.app): an arrow runs through a state at \(state)")
                    }
                }
            }
        }
    }

    @Test func `the picture says deadlines, timers, four eyes and conditions`() throws {
        let laksa = try Sample.laksa().workflowSVG(.id)
        #expect(laksa.contains("≤ 3 hari kerja"))
        #expect(laksa.contains("≤ 1–14 hari kerja"))
        #expect(laksa.contains("tenggat berhenti"))
        #expect(laksa.contains("otomatis setelah 10 hari kerja"))
        #expect(laksa.contains("bukan orang yang melakukan “Jawab”"))
        #expect(laksa.contains("Tenggat: Penanganan"))
        #expect(laksa.contains("lang=\"id\""))
    }
}
