import Civic
import Hummingbird
import Node

/// The demo's page of messages: what a citizen's phone would have received.
struct MessageRoutes {
    func add(to node: RouterGroup<NodeContext>) { node.get("demo/pesan", use: messages) }

    @Sendable func messages(_ request: Request, _ context: NodeContext) async throws -> Response {
        guard context.web.node.settings.isDemo else { throw PageRefusal.notFound }
        var all: [(message: OutboxMessage, government: Government)] = []
        for government in context.web.node.governments {
            for kind in [OutboxMessage.Kind.message, .email] {
                all += try government.outbox.messages(kind, limit: Limits.rowsPerPage).map { ($0, government) }
            }
        }
        all.sort { $0.message.made > $1.message.made }
        let rows = all.prefix(Limits.rowsPerPage).map { view($0.message, $0.government, context) }
        return try context.page(
            "node/messages",
            title: context.text("node.messages.title"),
            ["messages": rows, "noMessages": HomeRoutes.empty(rows.isEmpty, context.text("node.messages.none"))],
            PageOptions(area: .node, isPersonal: true)
        )
    }

    private func view(_ message: OutboxMessage, _ government: Government, _ context: NodeContext) -> View {
        let content = message.content
        let to = content.kind == .message ? (try? Phone(typed: content.to))?.display ?? content.to : content.to
        let formats = Formats(language: context.language, zone: government.profile.zone)
        return [
            "channel": context.text(content.kind == .message ? "node.messages.phone" : "node.messages.email"), "to": to,
            "when": formats.dateTime(message.made), "text": content.text,
            "links": Self.links(in: content.text, under: context.web.node.settings.baseURL).map {
                ["href": $0] as View
            },
        ]
    }

    /// Our own links in a message, as paths of this host: the demo may run behind any name.
    static func links(in text: String, under base: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).compactMap { word in
            guard word.hasPrefix(base) else { return nil }
            let path = word.dropFirst(base.count)
            guard path.hasPrefix("/") else { return nil }
            return String(path.last.map { ".,;)".contains($0) } == true ? path.dropLast() : path)
        }
    }
}
