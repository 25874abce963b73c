import Civic
import Engine
import Foundation
import Node
import Store
import Testing

@Suite struct WebhookTests {
    private static let hook = Webhook(id: "dasbor", address: "https://dasbor.example/terima")

    private func city(_ hook: Webhook = hook) async throws -> City {
        let city = try await City()
        try await city.tangerang.change(.setWebhook(hook), by: .node)
        return city
    }

    private func sent(_ city: City) throws -> [Errand] { city.world.errands.filter { $0.strangersNetworks != nil } }

    @Test func `a program is told of a fact with what the public sees, signed, and with the same id at each attempt`()
        async throws
    {
        let city = try await city()
        let report = try await city.start(["contact_name": "Warga Contoh", "contact_phone": "0812-1111-2222"])
        city.world.answer(500)
        try await city.tangerang.outbox.deliverToStrangers()
        city.world.pass(.seconds(6))
        try await city.tangerang.outbox.deliverToStrangers()
        city.world.pass(.days(5))
        try await city.tangerang.outbox.deliverToStrangers()
        let errands = try sent(city)
        #expect(errands.count == 2)
        #expect(Set(errands.map { $0.headers["webhook-id"] }).count == 1)
        #expect(Set(errands.map(\.body)).count == 1)
        let text = String(decoding: try #require(errands.first).body, as: UTF8.self)
        #expect(text.contains(report.number.text))
        for closed in ["Warga", "1111", "Sampah", "106.63", report.link] { #expect(!text.contains(closed)) }
        let seal = city.tangerang.seal(of: Self.hook)
        let last = try #require(errands.last)
        #expect(
            seal.opens(
                id: last.headers["webhook-id"] ?? "",
                timestamp: last.headers["webhook-timestamp"] ?? "",
                signature: last.headers["webhook-signature"] ?? "",
                body: last.body,
                now: city.world.now - .days(5)
            )
        )
    }

    @Test func `a program hears what it asked for and nothing else`() async throws {
        let city = try await city(
            Webhook(id: "dasbor", address: "https://dasbor.example/", apps: ["laksa"], kinds: [.moved])
        )
        let report = try await city.dispatched()
        _ = try await city.tangerang.note(report.number, "Catatan dinas.", by: try city.caller("petugas"))
        try await city.tangerang.outbox.deliverToStrangers()
        let bodies = try sent(city).map { try JSON(parsing: $0.body) }
        #expect(bodies.map { $0["type"]?.string } == ["case.moved", "case.moved"])
        #expect(bodies.map { $0["data"]?["action"]?.string } == ["verify", "dispatch"])
        #expect(bodies.last?["data"]?["to"]?.string == "in_progress")
    }

    @Test func `a receiver that answers 410 is told nothing more`() async throws {
        let city = try await city()
        _ = try await city.start()
        city.world.answer(410)
        try await city.tangerang.outbox.deliverToStrangers()
        #expect(city.tangerang.webhook("dasbor")?.stage == .gone)
        _ = try await city.start()
        #expect(try await city.tangerang.outbox.deliverToStrangers() == 0)
        #expect(try city.tangerang.outbox.deadLetters().map(\.outcome) == ["dasbor: HTTP 410"])
    }

    @Test func `while a secret is changed both sign, and after a day the new one alone`() async throws {
        let city = try await city()
        let fresh = city.tangerang.renewed(Self.hook)
        try await city.tangerang.change(.setWebhook(fresh), by: .node)
        _ = try await city.start()
        try await city.tangerang.outbox.deliverToStrangers()
        city.world.pass(.days(2))
        _ = try await city.start()
        try await city.tangerang.outbox.deliverToStrangers()
        let signatures = try sent(city).map { $0.headers["webhook-signature"]?.split(separator: " ").count }
        #expect(signatures == [2, 1])
        #expect(city.tangerang.seal(of: fresh).shown != city.tangerang.seal(of: Self.hook).shown)
    }

    @Test func `what a webhook waits for survives a restart, and building everything anew tells nobody again`()
        async throws
    {
        let city = try await city()
        _ = try await city.dispatched()
        let before = try city.tangerang.outbox.messages(.webhook, limit: 200)
        try city.tangerang.ledger.rebuild()
        #expect(try city.tangerang.outbox.messages(.webhook, limit: 200) == before)
        #expect(Set(before.map(\.id)).count == 3)
    }

    @Test func `the retries are those that Standard Webhooks proposes, then it lies among the dead`() async throws {
        let city = try await city()
        _ = try await city.start()
        for _ in 0..<10 {
            city.world.answer(500)
            try await city.tangerang.outbox.deliverToStrangers()
            city.world.pass(.days(1))
        }
        #expect(try city.tangerang.outbox.deadLetters().map(\.attempts) == [10])
    }

    @Test(arguments: [
        "http://dasbor.example/", "https://nama@dasbor.example/", "ftp://x.example/", "https://", "https://a b/",
    ])
    func `an address that may not be called is refused when it is typed`(_ address: String) async throws {
        let city = try await City()
        await #expect(throws: Rejection.register(.addressUnfit)) {
            try await city.tangerang.change(.setWebhook(Webhook(id: "dasbor", address: address)), by: .node)
        }
    }

    @Test(arguments: ["0.0.0.0/0", "169.254.169.254/32", "8.8.8.0/24", "::/0", "fe80::/10"])
    func `only networks of a house can be opened to webhooks`(_ network: String) async throws {
        let city = try await City()
        let range = try #require(NetworkRange(network))
        await #expect(throws: Rejection.register(.networkUnfit)) {
            try await city.tangerang.change(.setPost(PostSettings(networks: [range])), by: .node)
        }
    }

    @Test(arguments: [
        "http://127.0.0.1:9/", "https://127.0.0.1:9/", "https://localhost:9/", "https://[::1]:9/",
        "https://169.254.169.254/latest/", "https://[::ffff:127.0.0.1]:9/", "https://0.0.0.0:9/",
        "https://2130706433:9/",
    ])
    func `nobody is called inside the house unless its network was opened`(_ address: String) async throws {
        await #expect {
            _ = try await Outside.live().send(Errand(url: address, strangersNetworks: []))
        } throws: {
            "\($0)".contains("private network") || "\($0)".contains("is not known")
        }
    }

    @Test func `events of webhooks and post settings read back as they were written`() throws {
        let hook = Webhook(
            id: "a-b",
            address: "https://a.example/x?y=1",
            apps: ["laksa", "pbb"],
            kinds: [.started, .erased],
            generation: 3,
            overlapUntil: Moment(milliseconds: 1_795_485_600_000),
            stage: .paused
        )
        let post = PostSettings(
            quietFrom: 1_200,
            quietUntil: 300,
            digestAt: 480,
            networks: ["10.20.0.0/16", "fd00::/8"].compactMap { NetworkRange($0) }
        )
        for event in [
            GovernmentEvent.webhookSet(hook), .webhookSet(Self.hook), .postSet(post), .postSet(PostSettings()),
        ] {
            #expect(try GovernmentEvent(fact: event.fact(at: .epoch, by: .node)) == event)
        }
    }
}
