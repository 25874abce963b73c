import Civic
import Engine
import Node
import Store
import Testing

@Suite struct PeerTests {
    /// Writes down what arrives, as an application's hand would.
    static let hands: [String: InboxHand] = [
        "test.greeting": { message, government, turn in
            if message.body["refuse"] != nil { throw Rejection.noSuchCase }
            try turn.append([
                Fact(
                    stream: "test/\(message.from.text)",
                    type: "test.greeted",
                    at: turn.now,
                    actor: .node,
                    definition: nil,
                    open: ["words": message.body["words"] ?? .null],
                    closed: []
                )
            ])
            return ["taken": true]
        }
    ]

    private func greet(_ city: City, _ body: JSON) async throws {
        _ = try await city.tangerang.submit(
            Work(stream: "test") { turn in
                try turn.post(.government("32.15", type: "test.greeting", body: body), subject: "government/32.15")
                return .null
            }
        )
    }

    @Test func `an act reaches the other government's ledger, signed, and is applied once`() async throws {
        let city = try await City(withKarawang: true, hands: Self.hands)
        let karawang = try #require(city.node.government(slug: "karawang"))
        try await greet(city, ["words": "Selamat pagi"])
        try await city.tangerang.outbox.deliverDue()
        #expect(try karawang.ledger.facts(of: "test/36.71").map { $0.1.open["words"]?.string } == ["Selamat pagi"])
        // Delivered again, as after an answer that was lost.
        let message = try #require(try city.tangerang.outbox.messages(.government).first)
        #expect(message.state == .delivered)
        let bytes = try city.signed(message, to: "32.15")
        let answer = try await karawang.inbox.take(bytes)
        #expect(answer == ["taken": true])
        #expect(try karawang.ledger.facts(of: "test/36.71").count == 1)
    }

    @Test func `a forged, altered or misdirected message is refused`() async throws {
        let city = try await City(withKarawang: true, hands: Self.hands)
        let karawang = try #require(city.node.government(slug: "karawang"))
        try await greet(city, ["words": "Selamat pagi"])
        let message = try #require(try city.tangerang.outbox.messages(.government).first)
        let bytes = try city.signed(message, to: "32.15")
        let text = String(decoding: bytes, as: UTF8.self)
        let altered = Array(text.replacing("Selamat pagi", with: "Selamat sore").utf8)
        await #expect(throws: Refusal.signatureWrong) { try await karawang.inbox.take(altered) }
        await #expect(throws: Refusal.signatureWrong) { try await city.tangerang.inbox.take(bytes) }
        let stranger = Array(text.replacing(#""from":"36.71""#, with: #""from":"32.16""#).utf8)
        await #expect(throws: Refusal.signatureWrong) { try await karawang.inbox.take(stranger) }
        await #expect(throws: Refusal.self) { try await karawang.inbox.take(Array("{}".utf8)) }
        #expect(try karawang.ledger.facts(of: "test/36.71").isEmpty)
    }

    @Test func `an act that the other side's rules refuse is a dead letter with its words`() async throws {
        let city = try await City(withKarawang: true, hands: Self.hands)
        try await greet(city, ["refuse": true])
        try await city.tangerang.outbox.deliverDue()
        let dead = try city.tangerang.outbox.deadLetters()
        #expect(dead.map(\.outcome) == [Rejection.noSuchCase.message(.id)])
    }

    @Test func `a government that nobody knows gets nothing`() async throws {
        let city = try await City(hands: Self.hands)
        try await greet(city, ["words": "Halo"])
        try await city.tangerang.outbox.deliverDue()
        #expect(try city.tangerang.outbox.deadLetters().count == 1)
    }

    @Test func `messages to a government on another node go to its inbox over HTTP`() throws {
        let peers = try Peer.read(
            "# kode alamat kunci\n32.16 https://bekasi.example/kabupaten-bekasi \(String(repeating: "ab", count: 32))\n"
        )
        #expect(peers.map(\.address) == ["https://bekasi.example/kabupaten-bekasi"])
        #expect(throws: Fault.self) { try Peer.read("32.16 https://x") }
    }
}

extension City {
    /// The bytes that the courier carried for a message.
    func signed(_ message: OutboxMessage, to code: RegionCode) throws -> [UInt8] {
        let inner: JSON = [
            "v": 1, "id": .string(message.id), "from": "36.71", "to": .string(code.text),
            "type": .string(message.content.title), "made": .string(message.made.rfc3339), "body": message.content.body,
        ]
        let signature = try tangerang.signet.sign(inner.canonical)
        return JSON.object(["message": inner, "signature": .string(hexText(signature))]).canonical
    }
}
