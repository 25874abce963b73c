package import Civic
package import Engine
import Store

/// How a citizen wishes to hear of a case.
package struct Wish: Hashable, Sendable {
    package enum Rhythm: String, CaseIterable, Hashable, Sendable {
        case each
        /// All of a day in one message.
        case daily
        /// Decisions alone: those the law wants told.
        case never
    }

    package var rhythm: Rhythm
    package var byPhone: Bool
    package var byEmail: Bool
    package var byPush: Bool

    package init(rhythm: Rhythm = .each, byPhone: Bool, byEmail: Bool, byPush: Bool = true) {
        self.rhythm = rhythm
        self.byPhone = byPhone
        self.byEmail = byEmail
        self.byPush = byPush
    }

    /// As long as nobody wished otherwise: each, to the phone, else by e-mail; who gave neither hears by browser alone.
    package static func usual(_ contact: Contact?) -> Wish {
        Wish(byPhone: contact?.phone != nil, byEmail: contact?.phone == nil && contact?.email != nil)
    }

    init?(_ row: Row?) throws {
        guard let row, let rhythm = Rhythm(rawValue: try row.text("rhythm")) else { return nil }
        self.init(
            rhythm: rhythm,
            byPhone: try row.bool("phone"),
            byEmail: try row.bool("email"),
            byPush: try row.bool("push")
        )
    }
}

extension Government {
    /// What the citizen of a case wished; nil: nothing, so the usual.
    package func wish(of id: CaseID) throws -> Wish? {
        try database.read { try Wish($0.row(WishTable.ofStream, ["stream": .text(CaseEvent.stream(id))])) }
    }

    /// Keeps a wish; it holds for what happens from now on.
    package func keep(_ wish: Wish, of id: CaseID) async throws {
        _ = try await submit(
            Work(stream: CaseEvent.stream(id)) { turn in
                try turn.run(
                    WishTable.put,
                    [
                        "stream": .text(CaseEvent.stream(id)), "rhythm": .text(wish.rhythm.rawValue),
                        "phone": .int(wish.byPhone ? 1 : 0), "email": .int(wish.byEmail ? 1 : 0),
                        "push": .int(wish.byPush ? 1 : 0), "changed": .moment(turn.now),
                    ]
                )
                return .null
            }
        )
    }

    /// Stops e-mail about a case, or takes that back; who has the key of an e-mail's link may.
    package func setEmail(_ isWanted: Bool, of id: CaseID) async throws {
        var wish = try wish(of: id) ?? Wish(byPhone: true, byEmail: true)
        wish.byEmail = isWanted
        if isWanted, wish.rhythm == .never { wish.rhythm = .each }
        try await keep(wish, of: id)
    }

    /// The path under which an e-mail about a case ends all others: signed, and good for nothing else.
    package func unsubscribePath(_ id: CaseID, _ number: CaseNumber) -> String {
        "/\(slug)/langganan/\(number.text)?k=\(identity.unsubscribeKey(id))"
    }
}

extension Identity {
    func unsubscribeKey(_ id: CaseID) -> String { mark.text("unsubscribe", id.text) }

    /// This key stops the e-mail of this case.
    package func unsubscribes(_ id: CaseID, key: String) -> Bool { Mark.equal(key, unsubscribeKey(id)) }
}
