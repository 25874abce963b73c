import Civic
import Definition
import Engine
import Store

/// Brings news of a case to its citizen by the ways that they wish, at an hour at which one may ring.
///
/// Decisions are told whatever was wished (UU 30/2014 pasal 61): a wish for "never" stops news, not rights.
struct CitizenPost {
    struct News {
        let title: String
        let text: String
        /// What is told, in a name that is the same for ever: the message's id is derived from it.
        let fact: String
        let isDecision: Bool
    }

    let government: Government

    /// Posts the news; addresses that are in `told` already are left out, and those that are told come in.
    ///
    /// `contact`: nil for who gave none, and may have a browser told all the same.
    func send(
        _ news: News,
        to contact: Contact?,
        of state: CaseState,
        told: inout Set<String>,
        in turn: WriteTurn
    ) throws {
        let wish = try wish(of: state, contact, in: turn)
        guard news.isDecision || wish.rhythm != .never else { return }
        var ways = try ways(wish, contact, state)
        if ways.isEmpty, news.isDecision { ways = try self.ways(.usual(contact), contact, state) }
        let isDaily = wish.rhythm == .daily && !news.isDecision
        let post = government.settings.state.post
        let zone = government.profile.zone
        let due = post.awake(isDaily ? post.nextDigest(after: turn.now, in: zone) : turn.now, in: zone)
        for way in ways where told.insert(way.address).inserted {
            try turn.post(
                content(way, news, state),
                subject: CaseEvent.stream(state.id),
                fact: "\(news.fact)/\(way.name)",
                lane: isDaily ? "\(Outbox.digestLane)\(way.name)/\(way.token)" : "",
                due: due
            )
        }
        if wish.byPush { try push(news, state, due: due, in: turn) }
    }

    /// Tells browsers that there is news; what it is, the page says.
    private func push(_ news: News, _ state: CaseState, due: Moment, in turn: WriteTurn) throws {
        let stream = CaseEvent.stream(state.id)
        let number = state.number.text
        for row in try turn.rows(PushTable.ofStream, ["stream": .text(stream)]) {
            let browser = try row.text("id")
            let body: JSON = [
                "title": .string(government.profile.name), "tag": .string(number),
                "body": .string(
                    state.language == .id ? "Ada kabar baru tentang \(number)." : "There is news about \(number)."
                ),
                "url": .string("/\(government.slug)/lacak/\(number)"),
            ]
            try turn.post(
                .push(browser, body: body, about: number),
                subject: stream + "/push",
                fact: "\(news.fact)/push/\(browser)",
                lane: "push/" + (try row.text("host")),
                due: due
            )
        }
    }

    private func wish(of state: CaseState, _ contact: Contact?, in turn: WriteTurn) throws -> Wish {
        try Wish(turn.row(WishTable.ofStream, ["stream": .text(CaseEvent.stream(state.id))])) ?? .usual(contact)
    }

    private struct Way {
        let name: String
        let address: String
        /// Tells addresses apart without saying them.
        let token: String
    }

    private func ways(_ wish: Wish, _ contact: Contact?, _ state: CaseState) throws -> [Way] {
        let tokens = government.identity.tokens
        var ways: [Way] = []
        if wish.byPhone, let phone = contact?.phone {
            ways.append(Way(name: "phone", address: phone, token: tokens.token(phone: phone)))
        }
        if wish.byEmail, let email = contact?.email {
            ways.append(Way(name: "email", address: email, token: tokens.token(email: email)))
        }
        return ways
    }

    private func content(_ way: Way, _ news: News, _ state: CaseState) -> OutboxMessage.Content {
        let about = state.number.text
        guard way.name == "email" else {
            return .message(to: way.address, title: news.title, text: news.text, about: about)
        }
        let path = government.unsubscribePath(state.id, state.number)
        return .email(
            to: way.address,
            title: news.title,
            text: news.text,
            about: about,
            unsubscribe: government.baseURL + path
        )
    }
}

extension CaseEvent {
    /// Something that the law wants told: the end of a case, a document, a bill.
    var isDecision: Bool {
        guard case .moved(let moved) = self else { return false }
        return moved.isEnd || moved.money.issued != nil || !moved.documents.isEmpty
    }
}
