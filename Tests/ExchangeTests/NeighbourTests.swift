import Civic
import Definition
import Engine
import Exchange
import Foundation
import Node
import Store
import StoreSQLite
import Synchronization
import Testing

/// Two nodes that are each other's neighbours: Kota Tangerang on one, Kabupaten Karawang on the other, and a line between them.
private final class TwoNodes: Sendable {
    /// The line: what crosses it, and what a test does to it.
    final class Line: Sendable {
        private struct Inner {
            /// The doors of both nodes, by what stands before the slash of a path.
            var doors: [String: Browser] = [:]
            var isDown = false
            var losesAnswers = false
            var crossed: [[UInt8]] = []
        }

        private let inner = Mutex(Inner())

        func connect(_ origin: String, to door: Browser) { inner.withLock { $0.doors[origin] = door } }
        func isDown(_ value: Bool) { inner.withLock { $0.isDown = value } }
        func losesAnswers(_ value: Bool) { inner.withLock { $0.losesAnswers = value } }
        var crossed: [[UInt8]] { inner.withLock(\.crossed) }

        func carry(_ errand: Errand) async throws -> ErrandAnswer {
            let now = inner.withLock { $0 }
            guard !now.isDown, let (origin, door) = now.doors.first(where: { errand.url.hasPrefix($0.key + "/") })
            else {
                throw Fault.unreachable("nobody answers at \(errand.url)")
            }
            inner.withLock { $0.crossed.append(errand.body) }
            let status = try await door.deliver(errand.body, to: String(errand.url.dropFirst(origin.utf8.count)))
            // The act is done there, and nobody here hears of it.
            if now.losesAnswers { throw Fault.unreachable("the answer was lost") }
            return ErrandAnswer(status: status)
        }
    }

    let folder = NSTemporaryDirectory() + "lumbung-neighbours-\(UUID().uuidString)"
    let clock = Clock()
    let line = Line()
    let nodes: [Node]
    let tangerang: Government
    let karawang: Government
    let partnership: Partnership

    init() async throws {
        let catalogue = try Given.catalogue()
        var outside = clock.outside
        let line = line
        outside.send = { try await line.carry($0) }
        let world = outside
        let folder = folder
        func node(_ name: String) throws -> Node {
            try Node(
                settings: NodeSettings(dataFolder: folder + "/" + name, isDemo: true),
                outside: world,
                hands: AgreementHands.all(catalogue: catalogue),
                open: { try openSQLiteFolder($0) }
            )
        }
        nodes = [try node("a"), try node("b")]
        tangerang = try Partners.found(nodes[0], "36.71", "tangerang", "Kota Tangerang", .kota)
        karawang = try Partners.found(nodes[1], "32.15", "karawang", "Kabupaten Karawang", .kabupaten)
        for (home, other, government) in [(nodes[0], nodes[1], tangerang), (nodes[1], nodes[0], karawang)] {
            let origin = "https://\(government.slug).example"
            let key = hexText(government.signet.publicKey)
            try other.ledger.keep(government.code, address: "\(origin)/\(government.slug)", key: key)
            line.connect(origin, to: try Browser(home, catalogue))
        }
        partnership = Partnership(nodes[1], catalogue: catalogue)
        for government in [tangerang, karawang] {
            try await partnership.equip(government, with: try Exchange.applications.map { try Given.definition($0) })
            try await Partners.appoint(government)
        }
    }

    deinit {
        for node in nodes { node.stop() }
        try? FileManager.default.removeItem(atPath: folder)
    }

    func concludeMoU() async throws -> CaseID {
        try await partnership.concludeMoU(
            between: tangerang,
            and: karawang,
            subject: "Pemanfaatan Aplikasi Layanan Digital",
            numbers: ("134.4/12-KSD/2026", "134.4/87-KSD/2026")
        )
    }

    func file(_ id: CaseID, _ government: Government) throws -> AgreementFile? {
        try Agreements(government, catalogue: partnership.catalogue).file(id)
    }

    /// How often each act stands in a government's ledger.
    func acts(_ government: Government, of id: CaseID) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for (_, fact) in try government.ledger.facts(of: CaseEvent.stream(id)) {
            guard case .moved(let moved) = try CaseEvent(fact: fact) else { continue }
            counts[moved.action.text, default: 0] += 1
        }
        return counts
    }
}

@Suite struct NeighbourTests {
    @Test func `two governments on two nodes conclude an MoU, and both ledgers hold each act once`() async throws {
        let two = try await TwoNodes()
        let id = try await two.concludeMoU()
        for government in [two.tangerang, two.karawang] {
            let file = try #require(try two.file(id, government))
            #expect(file.state == "in_force")
            #expect(try two.acts(government, of: id).values.allSatisfy { $0 == 1 })
            #expect(try government.ledger.verify().isSound)
        }
        #expect(try two.acts(two.tangerang, of: id) == two.acts(two.karawang, of: id))
        #expect(try two.file(id, two.tangerang)?.text == two.file(id, two.karawang)?.text)
        #expect(!two.line.crossed.isEmpty)
    }

    @Test func `an act that arrives again is applied once`() async throws {
        let two = try await TwoNodes()
        let id = try await two.concludeMoU()
        let before = try two.acts(two.tangerang, of: id)
        let size = try two.tangerang.ledger.head().size
        for message in two.line.crossed where String(decoding: message, as: UTF8.self).contains(#""to":"36.71""#) {
            _ = try await two.tangerang.inbox.take(message)
        }
        #expect(try two.acts(two.tangerang, of: id) == before)
        #expect(try two.tangerang.ledger.head().size == size)
    }

    @Test func `an offer waits while the other node is down, and a lost answer does not make it two`() async throws {
        let two = try await TwoNodes()
        let id = two.nodes[1].outside.newCaseID()
        let text = AgreementText.understanding(
            id,
            provider: two.tangerang.profile,
            adopter: two.karawang.profile,
            subject: "Layanan Digital"
        )
        two.line.isDown(true)
        _ = try await Agreements(two.karawang, catalogue: two.partnership.catalogue).start(
            text,
            offer: ["subject": "Layanan Digital"],
            by: try Partnership.officer(Permissions.cooperation, in: two.karawang)
        )
        try await two.karawang.outbox.deliverDue()
        #expect(try two.file(id, two.tangerang) == nil)
        #expect(try two.karawang.outbox.deadLetters().isEmpty)

        two.line.isDown(false)
        two.line.losesAnswers(true)
        two.clock.pass(.minutes(1))
        try await two.karawang.outbox.deliverDue()
        #expect(try two.file(id, two.tangerang) != nil)
        let size = try two.tangerang.ledger.head().size
        #expect(try two.karawang.outbox.messages(.government).contains { $0.state == .waiting })

        two.line.losesAnswers(false)
        two.clock.pass(.minutes(1))
        try await two.karawang.outbox.deliverDue()
        #expect(try two.karawang.outbox.messages(.government).allSatisfy { $0.state == .delivered })
        #expect(try two.tangerang.ledger.head().size == size)
    }

    @Test func `what is no signed act is refused at the door, for ever or until its key is known`() async throws {
        let two = try await TwoNodes()
        _ = try await two.concludeMoU()
        let door = try Browser(two.nodes[0], two.partnership.catalogue)
        let inbox = "/tangerang/api/v1/antar-pemerintah"
        #expect(try await door.deliver(Array("{}".utf8), to: inbox) == 422)
        let message = try #require(
            two.line.crossed.first { String(decoding: $0, as: UTF8.self).contains(#""to":"36.71""#) }
        )
        #expect(try await door.deliver(message, to: inbox) == 200)
        let forged = String(decoding: message, as: UTF8.self).replacing("agreement", with: "agreemend")
        #expect(try await door.deliver(Array(forged.utf8), to: inbox) == 403)
        #expect(try await door.deliver(message, to: "/tidak-ada/api/v1/antar-pemerintah") == 404)
    }

    @Test func `a neighbour that was forgotten is not heard any more`() async throws {
        let two = try await TwoNodes()
        _ = try await two.concludeMoU()
        try await two.nodes[0].ledger.remove("32.15")
        let message = try #require(
            two.line.crossed.first { String(decoding: $0, as: UTF8.self).contains(#""to":"36.71""#) }
        )
        await #expect(throws: Refusal.signatureWrong) { try await two.tangerang.inbox.take(message) }
    }
}
