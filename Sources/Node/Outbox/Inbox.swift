package import Civic
import Engine
import Ledger
import Store
import Synchronization

/// An act of one government that another must know.
package struct PeerMessage: Sendable, Hashable {
    /// Minted by the sender; the receiver applies each id once.
    package let id: String
    package let from: RegionCode
    package let to: RegionCode
    /// Which hand takes it: `agreement.offered`.
    package let type: String
    package let made: Moment
    package let body: JSON

    package init(id: String, from: RegionCode, to: RegionCode, type: String, made: Moment, body: JSON) {
        self.id = id
        self.from = from
        self.to = to
        self.type = type
        self.made = made
        self.body = body
    }

    var json: JSON {
        [
            "v": 1, "id": .string(id), "from": .string(from.text), "to": .string(to.text), "type": .string(type),
            "made": .string(made.rfc3339), "body": body,
        ]
    }

    init(json: JSON) throws {
        guard json["v"]?.int == 1, let id = json["id"]?.string, !id.isEmpty, id.utf8.count <= 128,
            let from = json["from"]?.string, let to = json["to"]?.string, let type = json["type"]?.string,
            let made = json["made"]?.string, let body = json["body"]
        else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Pesan antar pemerintah tidak lengkap.",
                    en: "The message between governments is incomplete."
                )
            )
        }
        self.init(
            id: id,
            from: try RegionCode(from),
            to: try RegionCode(to),
            type: type,
            made: try Moment(rfc3339: made),
            body: body
        )
    }

    /// As it travels: the message, and the sender's Ed25519 signature over its canonical bytes (RFC 8785, RFC 8032).
    func signed(by signet: Signet) throws -> [UInt8] {
        let signature = try signet.sign(json.canonical)
        return JSON.object(["message": json, "signature": .string(hexText(signature))]).canonical
    }
}

/// What applies a kind of message, inside the writer's transaction of the government that received it.
///
/// A `Rejection` or `Refusal` tells the sender never to send it again; a `Fault` to try later.
package typealias InboxHand = @Sendable (PeerMessage, Government, inout WriteTurn) throws -> JSON

/// Takes the signed acts of other governments, each once, whoever brings them.
package final class Inbox: Sendable {
    private let book: Book
    private let hands: [String: InboxHand]
    private let key: @Sendable (RegionCode) -> [UInt8]?
    private let owner = Mutex<Owner>(Owner())

    private struct Owner {
        weak var government: Government?
    }

    init(
        book: Book,
        signet: Signet,
        hands: [String: InboxHand],
        key: @escaping @Sendable (RegionCode) -> [UInt8]?
    ) {
        self.book = book
        self.hands = hands
        self.key = key
    }

    func serve(_ government: Government) {
        owner.withLock { $0.government = government }
    }

    /// Applies one message, as its bytes arrived; a repeat gets the first answer.
    @discardableResult
    package func take(_ bytes: [UInt8]) async throws -> JSON {
        let message = try checked(bytes)
        guard let hand = hands[message.type], let government = owner.withLock({ $0.government }) else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Jenis pesan \(message.type) tidak dikenal di sini.",
                    en: "Messages of the kind \(message.type) are not known here."
                )
            )
        }
        let receipt = try await book.submit(
            Work(stream: "inbox", readsProjections: true) { turn in
                let id = message.from.text + "/" + message.id
                if let row = try turn.row(InboxTable.byID, ["id": .text(id)]) {
                    return try JSON(parsing: Array(try row.text("answer").utf8))
                }
                let answer = try hand(message, government, &turn)
                try turn.run(
                    InboxTable.insert,
                    [
                        "id": .text(id), "sender": .text(message.from.text), "received": .moment(turn.now),
                        "answer": .text(answer.text),
                    ]
                )
                return answer
            }
        )
        return receipt.answer
    }

    /// The message, when it is for us and its sender's key signed exactly these facts.
    private func checked(_ bytes: [UInt8]) throws -> PeerMessage {
        guard bytes.count <= Limits.peerMessageBytesMax, let json = try? JSON(parsing: bytes),
            let inner = json["message"], let signature = json["signature"]?.string.flatMap({ hexBytes($0) })
        else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Ini bukan pesan antar pemerintah yang bertanda tangan.",
                    en: "This is not a signed message between governments."
                )
            )
        }
        let message = try PeerMessage(json: inner)
        guard message.to == book.code else { throw Refusal.signatureWrong }
        guard let key = key(message.from), Signet.verify(signature, of: inner.canonical, publicKey: key) else {
            throw Refusal.signatureWrong
        }
        return message
    }
}
