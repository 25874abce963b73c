import Civic
import Foundation
import Store
import StoreSQLite
import Testing

@testable import Node

/// The small machines of the node, without a socket.
@Suite struct MachineTests {
    @Test func `a letter is handed to a mail server line by line`() throws {
        var talk = SMTPTalk(
            Letter(from: "kota@example", to: "warga@example", subject: "Kode: 1", text: "Halo\r\n.\r\nQUIT", key: "k1"),
            date: "Tue, 24 Nov 2026 09:00:00 +0000"
        )
        #expect(talk.on(line: "220-mail") == .wait)
        #expect(talk.on(line: "220 mail ready") == .send("EHLO lumbung.localhost\r\n"))
        #expect(talk.on(line: "250-SIZE") == .wait)
        #expect(talk.on(line: "250 OK") == .send("MAIL FROM:<kota@example>\r\n"))
        #expect(talk.on(line: "250 OK") == .send("RCPT TO:<warga@example>\r\n"))
        #expect(talk.on(line: "250 OK") == .send("DATA\r\n"))
        guard case .send(let text) = talk.on(line: "354 go") else {
            Issue.record("no letter was sent")
            return
        }
        #expect(text.hasSuffix("\r\n.\r\n"))
        #expect(text.components(separatedBy: "\r\n.\r\n").count == 2)
        #expect(talk.on(line: "250 queued") == .done)
    }

    @Test func `an address cannot bring a line of its own, and a refusal keeps the server's words`() {
        var talk = SMTPTalk(
            Letter(from: "a@b", to: "x@y>\r\nRCPT TO:<z@z", subject: "s", text: "t", key: "k"),
            date: "d"
        )
        _ = talk.on(line: "220 hi")
        _ = talk.on(line: "250 ok")
        #expect(talk.on(line: "250 ok") == .send("RCPT TO:<x@yRCPTTO:z@z>\r\n"))
        #expect(talk.on(line: "550 no such user") == .refused("550 no such user"))
    }

    @Test func `waits after failures double, end at six hours, and the twelfth failure is the last`() {
        var waits: [Int64] = []
        for attempts in 0..<12 {
            let settlement = Settlement(after: .failed("x"), attempts: attempts, now: .epoch)
            waits.append(settlement.due.milliseconds / 1_000)
            #expect(settlement.state == (attempts == 11 ? .dead : .waiting))
        }
        #expect(waits == [5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 0])
    }

    @Test func `a sealed value opens in its place alone`() throws {
        let vault = Vault([UInt8](repeating: 7, count: 32), random: { [UInt8](repeating: 1, count: $0) })
        let sealed = vault.seal([1, 2, 3], place: "outbox/a")
        #expect(try vault.open(sealed, place: "outbox/a") == [1, 2, 3])
        #expect(throws: Fault.self) { try vault.open(sealed, place: "outbox/b") }
        #expect(throws: Fault.self) { try vault.open(Array(sealed.dropLast()), place: "outbox/a") }
    }

    @Test func `parts of a mark never run into each other`() {
        let mark = Mark([UInt8](repeating: 9, count: 32))
        #expect(mark.text("a", "bc") != mark.text("ab", "c"))
        #expect(mark.text("a", "bc").count == 26)
    }

    @Test func `every question of the node's tables uses an index`() async throws {
        let city = try await City()
        for statement in Tables.statements {
            let plan = try city.tangerang.database.read { try $0.plan(of: statement) }
            let scans = plan.filter { $0.contains("SCAN") && !$0.contains("USING") && !$0.contains("CONSTANT ROW") }
            #expect(scans.isEmpty, "\(statement.name): \(plan)")
        }
    }

    @Test func `a bell that rang while nobody slept is heard`() async {
        let bell = Bell()
        bell.ring()
        await bell.sleep(seconds: 60)
        async let sleeper: Void = bell.sleep(seconds: 60)
        while await !ringUntil(bell) {}
        await sleeper
    }

    private func ringUntil(_ bell: Bell) async -> Bool {
        await Task.yield()
        bell.ring()
        return true
    }

    @Test func `a crew takes no more than may wait`() async throws {
        let crew = Crew("uji", threads: 1, waitingMax: 0)
        await #expect(throws: Fault.busy(retryAfterSeconds: 2)) { try await crew.run { 1 } }
        crew.close()
    }
}
