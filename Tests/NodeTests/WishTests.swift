import Civic
import Engine
import Foundation
import Node
import Store
import Testing

@Suite struct WishTests {
    private static let phone: [FieldID: JSON] = ["contact_phone": "0812-1111-2222"]

    private func id(_ report: CaseReceipt) -> CaseID { report.id }

    private func texts(_ city: City) throws -> [String] {
        try city.world.errands.compactMap { try JSON(parsing: $0.body)["text"]?.string }
    }

    @Test func `nobody's phone rings at night, and everything comes in the morning`() async throws {
        let city = try await City(gateway: "http://gateway.example/send")
        city.world.pass(.hours(13))  // 22.00
        _ = try await city.start(Self.phone)
        #expect(try await city.tangerang.outbox.deliverDue() == 0)
        city.world.pass(.hours(8))  // 06.00
        try await city.tangerang.outbox.deliverDue()
        #expect(city.world.errands.count == 1)
    }

    @Test func `a message that is late waits for the morning too, a code to sign in does not`() async throws {
        let city = try await City(gateway: "http://gateway.example/send")
        _ = try await city.start(Self.phone)
        city.world.pass(.hours(14))
        _ = try await city.tangerang.identity.requestCode(for: try Phone(typed: "0813 1111 2222"), language: .id)
        try await city.tangerang.outbox.deliverDue()
        #expect(try texts(city).count == 1)
        #expect(try city.tangerang.outbox.messages(.message).filter { $0.state == .waiting }.map(\.attempts) == [0])
        city.world.pass(.hours(8))
        try await city.tangerang.outbox.deliverDue()
        #expect(try texts(city).count == 2)
    }

    @Test func `who wants one message a day gets one, and a decision comes by itself`() async throws {
        let city = try await City(gateway: "http://gateway.example/send")
        let report = try await city.start(Self.phone)
        try await city.tangerang.outbox.deliverDue()
        try await city.tangerang.keep(Wish(rhythm: .daily, byPhone: true, byEmail: false), of: report.id)
        let verifier = try city.caller("verifikator")
        _ = try await city.tangerang.act(report.number, "verify", version: 1, by: verifier)
        try await city.dispatch(report.number)
        #expect(try await city.tangerang.outbox.deliverDue() == 0)
        #expect(try await city.tangerang.outbox.deliverToStrangers() == 0)
        city.world.pass(.days(1))
        #expect(try await city.tangerang.outbox.deliverToStrangers() == 2)
        let sent = try texts(city)
        #expect(sent.count == 2)
        #expect(sent.last?.components(separatedBy: report.number.text).count ?? 0 >= 3)
        #expect(try city.tangerang.outbox.messages(.message).allSatisfy { $0.state == .delivered })
    }

    @Test func `who wants nothing hears of decisions alone`() async throws {
        let city = try await City(gateway: "http://gateway.example/send")
        let report = try await city.start(Self.phone)
        try await city.tangerang.keep(Wish(rhythm: .never, byPhone: false, byEmail: false), of: report.id)
        let verifier = try city.caller("verifikator")
        let before = try city.tangerang.outbox.messages(.message).count
        let other = try await city.start(Self.phone)
        _ = try await city.tangerang.act(other.number, "verify", version: 1, by: verifier)
        let heard = try city.tangerang.outbox.messages(.message).count
        _ = try await city.tangerang.act(
            report.number,
            "reject",
            version: 1,
            reason: "Bukan kewenangan kota.",
            by: verifier
        )
        #expect(heard == before + 2)
        #expect(try city.tangerang.outbox.messages(.message).count == heard + 1)
    }

    @Test func `e-mail about a case is stopped by its signed link alone, and comes back`() async throws {
        let city = try await City()
        let report = try await city.start(["contact_email": "warga@contoh.example"])
        let path = city.tangerang.unsubscribePath(report.id, report.number)
        let key = try #require(path.split(separator: "=").last.map(String.init))
        #expect(city.tangerang.identity.unsubscribes(report.id, key: key))
        #expect(!city.tangerang.identity.opens(report.id, key: key))
        let other = try await city.start()
        #expect(!city.tangerang.identity.unsubscribes(other.id, key: key))
        try await city.tangerang.setEmail(false, of: report.id)
        #expect(try city.tangerang.wish(of: report.id)?.byEmail == false)
        try await city.tangerang.setEmail(true, of: report.id)
        #expect(try city.tangerang.wish(of: report.id)?.byEmail == true)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `whatever crashes, the same fact is one message, and building anew tells nobody`(_ seed: UInt64) async throws {
        let city = try await City(gateway: "http://gateway.example/send")
        try await city.tangerang.change(
            .setWebhook(Webhook(id: "dasbor", address: "https://dasbor.example/")),
            by: .node
        )
        var chance = SeededGenerator(seed: seed)
        let verifier = try city.caller("verifikator")
        for round in 0..<6 {
            let key = try city.key("round-\(round)")
            let report = try await city.start(Self.phone, key: key)
            // The line was cut before the answer came: the browser asks again.
            if Bool.random(using: &chance) { _ = try await city.start(Self.phone, key: key) }
            city.world.answer(Int.random(in: 0...1, using: &chance) == 0 ? 0 : 500, 200, 503)
            try await city.tangerang.outbox.deliverDue()
            if Bool.random(using: &chance) { try await city.tangerang.outbox.deliverToStrangers() }
            _ = try await city.tangerang.act(report.number, "verify", version: 1, by: verifier)
            if Bool.random(using: &chance) { try city.tangerang.ledger.rebuild() }
        }
        for _ in 0..<20 {
            city.world.pass(.hours(13))
            while try await city.tangerang.outbox.deliverDue() > 0 {}
            try await city.tangerang.outbox.deliverToStrangers()
        }
        let messages = try [OutboxMessage.Kind.message, .webhook].flatMap {
            try city.tangerang.outbox.messages($0, limit: 200)
        }
        #expect(messages.count == 24)
        #expect(Set(messages.map(\.id)).count == messages.count)
        #expect(messages.allSatisfy { $0.state == .delivered })
        // Bodies and ids go together: no fact came under two ids, no id with two facts.
        let hooks = city.world.errands.filter { $0.strangersNetworks != nil }
        #expect(Set(hooks.map(\.body)).count == Set(hooks.map { $0.headers["webhook-id"] }).count)
        let texts = city.world.errands.filter { $0.strangersNetworks == nil }
        #expect(Set(texts.map(\.body)).count == Set(texts.map { $0.headers["Idempotency-Key"] }).count)
    }

    @Test func `the log of a case shows each message with its attempts`() async throws {
        let city = try await City(gateway: "http://gateway.example/send")
        let report = try await city.start(Self.phone)
        city.world.answer(500)
        try await city.tangerang.outbox.deliverDue()
        city.world.pass(.seconds(6))
        try await city.tangerang.outbox.deliverDue()
        let log = try city.tangerang.outbox.messages(about: report.id).filter { $0.message.content.kind == .message }
        #expect(log.map(\.attempts.count) == [2])
        #expect(log.first?.attempts.first?.outcome == "gateway: HTTP 500")
        let other = try await city.start()
        #expect(try city.tangerang.outbox.messages(about: other.id).allSatisfy { $0.message.content.kind == .desk })
    }
}
