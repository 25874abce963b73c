import Civic
import Engine
import Node

/// One message that left or should have left, as officers and stewards see it: never whose phone or address it is.
enum OutboxRow {
    static func view(_ message: OutboxMessage, _ context: GovernmentContext) -> View {
        let tone =
            switch message.state {
            case .waiting: "working"
            case .delivered: "done"
            case .dead: "late"
            }
        return [
            "kind": context.text("steward.post.kind-\(message.content.kind.rawValue)"), "to": hidden(message.content),
            "about": message.content.about, "made": context.formats.shortDateTime(message.made),
            "title": message.content.title, "attempts": "\(message.attempts)", "outcome": message.outcome,
            "again": context.path("kelola/pos/\(message.id)/ulang"),
            "tag": ["tone": tone, "text": context.text("steward.post.\(message.state.rawValue)")] as View,
        ]
    }

    /// A phone or an address is the citizen's: officers need to know that it failed, not whose it is.
    private static func hidden(_ content: OutboxMessage.Content) -> String {
        switch content.kind {
        case .message: (try? Phone(typed: content.to))?.masked ?? "…"
        case .email: content.to.split(separator: "@").last.map { "…@" + $0 } ?? "…"
        case .desk, .government, .payable, .webhook: content.to
        case .push: "…"
        case .document: content.text
        }
    }
}
