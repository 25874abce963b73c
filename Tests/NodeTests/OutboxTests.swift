import Civic
import Engine
import Node
import Testing

@Suite struct OutboxTests {
    @Test func `a citizen is told by message, with the link, through the gateway and once`() async throws {
        let city = try await City(gateway: "http://gateway.example/send")
        let report = try await city.start(["contact_phone": "0812-1111-2222"])
        city.world.answer(503, 0)
        try await city.tangerang.outbox.deliverDue()
        city.world.pass(.seconds(6))
        try await city.tangerang.outbox.deliverDue()
        city.world.pass(.seconds(11))
        try await city.tangerang.outbox.deliverDue()
        city.world.pass(.days(1))
        try await city.tangerang.outbox.deliverDue()
        let errands = city.world.errands
        #expect(errands.count == 3)
        #expect(Set(errands.map { $0.headers["Idempotency-Key"] }).count == 1)
        let body = try JSON(parsing: try #require(errands.last).body)
        #expect(body["to"]?.string == "+6281211112222")
        #expect(body["text"]?.string?.contains(report.number.text) == true)
        #expect(body["text"]?.string?.contains("https://kota.example" + report.link) == true)
        let message = try #require(try city.tangerang.outbox.messages(.message).first)
        #expect(message.state == .delivered)
        #expect(message.attempts == 3)
    }

    @Test func `messages of one case keep their order, those of another do not wait`() async throws {
        let city = try await City(gateway: "http://gateway.example/send")
        let first = try await city.start(["contact_phone": "0812-1111-2222"])
        _ = try await city.tangerang.act(first.number, "verify", version: 1, by: try city.caller("verifikator"))
        let other = try await city.start(["contact_phone": "0813-1111-2222"])
        city.world.answer(500)
        try await city.tangerang.outbox.deliverDue()
        let after = try city.tangerang.outbox.messages(.message)
        let states = Dictionary(grouping: after, by: \.content.about).mapValues {
            $0.sorted { $0.place < $1.place }.map(\.state)
        }
        let tried = [states[first.number.text]?.first, states[other.number.text]?.first]
        #expect(Set(tried) == [.waiting, .delivered])
        #expect(states[first.number.text]?.last == .waiting)
        city.world.pass(.seconds(6))
        while try await city.tangerang.outbox.deliverDue() > 0 {}
        #expect(try city.tangerang.outbox.messages(.message).allSatisfy { $0.state == .delivered })
        let texts = try city.world.errands.compactMap { try JSON(parsing: $0.body)["text"]?.string }
        let ofFirst = texts.filter { $0.contains(first.number.text) }
        #expect(ofFirst.count >= 2)
        #expect(ofFirst.last?.contains("sudah diperiksa") == true)
    }

    @Test func `what nobody takes is given up, seen by the steward, and can be sent again`() async throws {
        let city = try await City(gateway: "http://gateway.example/send")
        _ = try await city.start(["contact_phone": "0812-1111-2222"])
        for _ in 0..<12 {
            city.world.answer(500)
            try await city.tangerang.outbox.deliverDue()
            city.world.pass(.days(1))
        }
        let dead = try city.tangerang.outbox.deadLetters()
        #expect(dead.map(\.attempts) == [12])
        #expect(dead.first?.outcome == "gateway: HTTP 500")
        try await city.tangerang.outbox.revive(try #require(dead.first).id)
        try await city.tangerang.outbox.deliverDue()
        #expect(try city.tangerang.outbox.messages(.message).first?.state == .delivered)
    }

    @Test func `a receiver that refuses for good is not asked again`() async throws {
        let city = try await City(gateway: "http://gateway.example/send")
        _ = try await city.start(["contact_phone": "0812-1111-2222"])
        city.world.answer(410)
        try await city.tangerang.outbox.deliverDue()
        #expect(try city.tangerang.outbox.deadLetters().count == 1)
    }

    @Test func `nobody is told about an anonymous report`() async throws {
        let city = try await City()
        _ = try await city.start(["anonymous": true])
        #expect(try city.tangerang.outbox.messages(.message).isEmpty)
    }
}
