import Civic
import Engine
import Store

/// Messages of those who asked for one a day: they wait in a lane for each address, and leave as one.
extension Outbox {
    static let digestLane = "digest/"

    /// Delivers what is due in such a lane as one message; gives how many of the day were in it.
    func workDigest(lane: String) async throws -> Int {
        let values: KeyValuePairs<String, SQLValue> = [
            "lane": .text(lane), "now": .moment(book.outside.now()), "limit": .int(Limits.digestMessagesMax),
        ]
        let rows = try book.database.read { try $0.rows(OutboxTable.ofLane, values) }
        let messages = try rows.map { try message($0, state: .waiting, outcome: "") }
        guard let first = messages.first else { return 0 }
        let settlement = await settlement(of: messages.count == 1 ? first : Self.digest(messages, first))
        try await settle(messages.map { ($0, settlement) })
        return messages.count
    }

    /// The messages of a day as one, under the id of the first: a repeat is known as one.
    static func digest(_ messages: [OutboxMessage], _ first: OutboxMessage) -> OutboxMessage {
        let content = first.content
        return OutboxMessage(
            id: first.id,
            place: first.place,
            subject: first.subject,
            content: OutboxMessage.Content(
                kind: content.kind,
                to: content.to,
                title: "\(messages.count) kabar hari ini / updates today",
                text: messages.map { "\($0.content.title)\n\($0.content.text)" }.joined(separator: "\n\n"),
                about: content.about,
                unsubscribe: content.unsubscribe
            ),
            made: first.made,
            attempts: first.attempts,
            state: first.state,
            outcome: first.outcome
        )
    }
}
