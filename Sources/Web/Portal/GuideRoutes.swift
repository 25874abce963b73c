import Civic
import Foundation
import Hummingbird
import Node

/// The style guide: every component of the site with its example, for people who build pages and for accessibility tests.
struct GuideRoutes {
    func add(to node: RouterGroup<NodeContext>) { node.get("gaya", use: guide) }

    @Sendable func guide(_ request: Request, _ context: NodeContext) async throws -> Response {
        let options = PageOptions(area: .node)
        let components: [View] = try context.web.pages.examples.map { name, example in
            let view = context.root(title: name, options).adding(View(json: example))
            let html = try context.web.pages.render(name, view)
            // Terms stand in a list that their page opens.
            return [
                "name": name, "html": SafeHTML(trusted: html), "isTerm": html.contains("<dt") && !html.contains("<dl"),
            ]
        }
        return try context.page(
            "node/style-guide",
            title: context.text("node.guide.title"),
            ["components": components, "contents": components.map { ["name": $0["name"]] as View }],
            options
        )
    }
}

extension View {
    /// An example as a view: objects are views, null is a known tag with nothing to show.
    init(json: JSON) {
        self.init((json.object ?? [:]).mapValues(View.value))
    }

    private static func value(_ json: JSON) -> any Sendable {
        switch json {
        case .null: Absent()
        case .bool(let truth): truth
        case .int(let number): Int(number)
        case .double(let number): number
        case .string(let text): text
        case .array(let items):
            items.allSatisfy { $0.object != nil } ? items.map(View.init(json:)) as [View] : items.compactMap(\.string)
        case .object: View(json: json)
        }
    }
}
