package import Civic
import Engine

/// Something that leaves the house: a message to a citizen or an officer, a letter, an act that another government must know.
package struct OutboxMessage: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        /// WhatsApp, then SMS, through the gateway port.
        case message
        case email
        /// A notice on the desk of a role in an agency; nothing leaves.
        case desk
        /// A signed message to another government.
        case government
        /// A bill, told to a payment channel.
        case payable
        /// News in a browser, by its push service.
        case push
        /// A fact, told to another program (Standard Webhooks).
        case webhook
        /// A document of a case that is to be printed, signed and put away.
        case document
    }

    package enum State: String, Sendable {
        case waiting, delivered, dead
    }

    /// What is said, and to whom.
    ///
    /// Encrypted where it lies.
    package struct Content: Sendable, Hashable {
        package let kind: Kind
        /// Phone in E.164, e-mail address, `role@agency`, or a government's code.
        package let to: String
        package let title: String
        package let text: String
        /// The case that it is about, by its number.
        package let about: String?
        /// What a message between governments carries.
        package let body: JSON
        /// Where an e-mail's reader ends all others of its kind (RFC 8058).
        package let unsubscribe: String?

        package init(
            kind: Kind,
            to: String,
            title: String,
            text: String,
            about: String? = nil,
            body: JSON = .null,
            unsubscribe: String? = nil
        ) {
            self.unsubscribe = unsubscribe
            self.kind = kind
            self.to = to
            self.title = title
            self.text = text
            self.about = about
            self.body = body
        }
    }

    package let id: String
    /// Order in which the messages were called for.
    package let place: Int64
    package let subject: String
    package let content: Content
    package let made: Moment
    package let attempts: Int
    package let state: State
    /// What the last attempt brought.
    package let outcome: String
}

extension OutboxMessage {
    /// News of a case for its citizen, which can wait until morning; a code to sign in with can't.
    var isNews: Bool {
        switch content.kind {
        case .message, .email, .push: subject.hasPrefix("case/")
        case .desk, .government, .payable, .document, .webhook: false
        }
    }
}

/// One attempt to deliver a message.
package struct Attempt: Sendable, Hashable {
    package let number: Int
    package let at: Moment
    package let outcome: String
}

extension OutboxMessage.Content {
    /// A message to a phone.
    package static func message(to phone: String, title: String, text: String, about: String? = nil) -> Self {
        Self(kind: .message, to: phone, title: title, text: text, about: about)
    }

    /// A letter by e-mail.
    package static func email(
        to address: String,
        title: String,
        text: String,
        about: String? = nil,
        unsubscribe: String? = nil
    ) -> Self {
        Self(kind: .email, to: address, title: title, text: text, about: about, unsubscribe: unsubscribe)
    }

    /// A notice to everybody who has a role, in one agency or in the whole government.
    package static func desk(
        role: String,
        agency: String?,
        title: String,
        text: String,
        about: String? = nil
    ) -> Self {
        Self(kind: .desk, to: role + "@" + (agency ?? ""), title: title, text: text, about: about)
    }

    /// An act that another government must know; `type` says which of its hands takes it.
    package static func government(_ code: RegionCode, type: String, body: JSON) -> Self {
        Self(kind: .government, to: code.text, title: type, text: "", body: body)
    }

    /// A bill that a payment channel is told of.
    package static func payable(_ channel: PaymentChannelID, body: JSON, about: String) -> Self {
        Self(kind: .payable, to: channel.text, title: "bill", text: "", about: about, body: body)
    }

    /// News in a browser: that there is some, of which case.
    static func push(_ browser: String, body: JSON, about: String) -> Self {
        Self(kind: .push, to: browser, title: "", text: "", about: about, body: body)
    }

    /// A fact that another program asked for.
    static func webhook(_ id: WebhookID, type: String, body: JSON, about: String?) -> Self {
        Self(kind: .webhook, to: id.text, title: type, text: "", about: about, body: body)
    }

    /// A document of a case, by its place among them.
    static func document(of id: CaseID, place: Int, number: String, about: String) -> Self {
        Self(kind: .document, to: id.text, title: String(place), text: number, about: about)
    }

    /// The text of an e-mail, with the way out that every one of them has.
    var letter: String {
        guard let unsubscribe else { return text }
        return text + "\n\n--\nBerhenti menerima surel tentang ini / Stop e-mail about this:\n" + unsubscribe
    }

    var json: JSON {
        var object: [String: JSON] = [
            "kind": .string(kind.rawValue), "to": .string(to), "title": .string(title), "text": .string(text),
            "body": body,
        ]
        if let about { object["about"] = .string(about) }
        if let unsubscribe { object["unsubscribe"] = .string(unsubscribe) }
        return .object(object)
    }

    init?(json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(OutboxMessage.Kind.init), let to = json["to"]?.string,
            let title = json["title"]?.string, let text = json["text"]?.string
        else { return nil }
        self.init(
            kind: kind,
            to: to,
            title: title,
            text: text,
            about: json["about"]?.string,
            body: json["body"] ?? .null,
            unsubscribe: json["unsubscribe"]?.string
        )
    }
}
