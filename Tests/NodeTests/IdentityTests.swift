import Civic
import Engine
import Foundation
import Node
import Store
import Testing

@Suite struct IdentityTests {
    private func code(in city: City) throws -> String {
        let text = try #require(try city.tangerang.outbox.messages(.message).first).content.text
        return String(text.filter(\.isNumber).prefix(6))
    }

    @Test func `a citizen signs in by phone, and the next time is the same person`() async throws {
        let city = try await City()
        let identity = city.tangerang.identity
        let phone = try Phone(typed: "0812 3456 7890")
        let ticket = try await identity.requestCode(for: phone, language: .id)
        let first = try await identity.redeem(ticket: ticket, code: try code(in: city))
        let caller = try identity.caller(session: try identity.session(cookie: first.cookie))
        let person = try #require(caller.person)
        #expect(try identity.phone(of: person) == phone)
        let second = try await identity.requestCode(for: phone, language: .en)
        let again = try await identity.redeem(ticket: second, code: try code(in: city))
        #expect(again.session.holder == .citizen(person))
    }

    @Test func `ten wrong tries kill a code, each answered alike, and the wait grows`() async throws {
        let city = try await City()
        let identity = city.tangerang.identity
        let ticket = try await identity.requestCode(for: try Phone(typed: "0812 3456 7890"), language: .id)
        let right = try code(in: city)
        let wrong = right == "000000" ? "000001" : "000000"
        var waits: [Int] = []
        var wrongs = 0
        while wrongs < 10 {
            do {
                _ = try await identity.redeem(ticket: ticket, code: wrong)
                Issue.record("a wrong code signed somebody in")
                return
            } catch Refusal.tooManyTries(let seconds) {
                waits.append(seconds)
                city.world.pass(.seconds(seconds))
            } catch Refusal.wrongCode {
                wrongs += 1
            }
        }
        #expect(waits == waits.sorted() && (waits.last ?? 0) > (waits.first ?? 0))
        // The right code is dead now, and says no more than a wrong one.
        await #expect(throws: Refusal.wrongCode) {
            city.world.pass(.hours(1))
            return try await identity.redeem(ticket: ticket, code: right)
        }
        await #expect(throws: Refusal.wrongCode) { try await identity.redeem(ticket: "unknown", code: right) }
    }

    @Test func `a code is for one use and ten minutes, and a new one ends the old`() async throws {
        let city = try await City()
        let identity = city.tangerang.identity
        let phone = try Phone(typed: "0812 3456 7890")
        let old = try await identity.requestCode(for: phone, language: .id)
        let oldCode = try code(in: city)
        let new = try await identity.requestCode(for: phone, language: .id)
        let newCode = try code(in: city)
        await #expect(throws: Refusal.wrongCode) { try await identity.redeem(ticket: old, code: oldCode) }
        _ = try await identity.redeem(ticket: new, code: newCode)
        await #expect(throws: Refusal.wrongCode) { try await identity.redeem(ticket: new, code: newCode) }
        let late = try await identity.requestCode(for: phone, language: .id)
        let lateCode = try code(in: city)
        city.world.pass(.minutes(11))
        await #expect(throws: Refusal.wrongCode) { try await identity.redeem(ticket: late, code: lateCode) }
    }

    @Test func `a phone gets five codes an hour`() async throws {
        let city = try await City()
        let phone = try Phone(typed: "0812 3456 7890")
        for _ in 0..<5 { _ = try await city.tangerang.identity.requestCode(for: phone, language: .id) }
        await #expect(throws: Refusal.tooManyTries(retryAfterSeconds: 3_600)) {
            try await city.tangerang.identity.requestCode(for: phone, language: .id)
        }
        city.world.pass(.hours(1))
        _ = try await city.tangerang.identity.requestCode(for: phone, language: .id)
    }

    @Test func `an officer signs in, is idle too long, and is out`() async throws {
        let city = try await City()
        let identity = city.tangerang.identity
        let new = try await identity.signIn(login: "Verifikator ", password: City.password, origin: "1.2.3.4")
        let session = try #require(try identity.session(cookie: new.cookie))
        #expect(try identity.caller(session: session).officer?.id == city.officers["verifikator"])
        city.world.pass(.minutes(29))
        try await identity.touch(session)
        city.world.pass(.minutes(29))
        #expect(try identity.session(cookie: new.cookie) != nil)
        city.world.pass(.minutes(31))
        #expect(try identity.session(cookie: new.cookie) == nil)
        #expect(try identity.session(cookie: "guess") == nil)
    }

    @Test func `wrong passwords and unknown names are told alike, and slow each other down`() async throws {
        let city = try await City()
        let identity = city.tangerang.identity
        for login in ["verifikator", "nobody", "verifikator", "verifikator"] {
            await #expect(throws: Refusal.wrongPassword) {
                try await identity.signIn(login: login, password: "salah sama sekali", origin: "1.2.3.4")
            }
        }
        await #expect(throws: Refusal.self) {
            try await identity.signIn(login: "verifikator", password: City.password, origin: "1.2.3.4")
        }
        city.world.pass(.minutes(5))
        _ = try await identity.signIn(login: "verifikator", password: City.password, origin: "1.2.3.4")
    }

    @Test func `an officer who leaves is out at once, sessions and tokens too`() async throws {
        let city = try await City()
        let identity = city.tangerang.identity
        let id = try #require(city.officers["verifikator"])
        let new = try await identity.signIn(login: "verifikator", password: City.password, origin: "o")
        let token = try await identity.mintToken(for: id, label: "test")
        #expect(try identity.caller(bearer: token)?.officer?.id == id)
        try await identity.change(id, .leave, in: city.tangerang.staffHouse, by: try city.caller("pengelola"))
        #expect(try identity.session(cookie: new.cookie) == nil)
        #expect(try identity.caller(bearer: token) == nil)
        await #expect(throws: Refusal.wrongPassword) {
            try await identity.signIn(login: "verifikator", password: City.password, origin: "o")
        }
    }

    @Test func `only a steward changes staff, and nobody their own roles`() async throws {
        let city = try await City()
        let identity = city.tangerang.identity
        let target = try #require(city.officers["petugas"])
        let command = StaffCommand.grant(Grant(role: "checker"))
        await #expect(throws: Rejection.self) {
            try await identity.change(
                target,
                command,
                in: city.tangerang.staffHouse,
                by: try city.caller("verifikator")
            )
        }
        await #expect(throws: Rejection.self) {
            try await identity.change(target, command, in: city.tangerang.staffHouse, by: .anonymous())
        }
        try await identity.change(target, command, in: city.tangerang.staffHouse, by: try city.caller("pengelola"))
        #expect(identity.officer(target)?.grants.count == 2)
        let steward = try #require(city.officers["pengelola"])
        await #expect(throws: Rejection.self) {
            try await identity.change(steward, command, in: city.tangerang.staffHouse, by: try city.caller("pengelola"))
        }
    }

    @Test func `a form's token is of one browser, one session and one form`() async throws {
        let city = try await City()
        let identity = city.tangerang.identity
        let visit = identity.newVisit()
        let token = identity.formToken("lapor", visit: visit, session: nil)
        #expect(throws: Never.self) { try identity.check(formToken: token, form: "lapor", visit: visit, session: nil) }
        #expect(throws: Refusal.formExpired) {
            try identity.check(formToken: token, form: "masuk", visit: visit, session: nil)
        }
        #expect(throws: Refusal.formExpired) {
            try identity.check(formToken: token, form: "lapor", visit: identity.newVisit(), session: nil)
        }
    }

    @Test func `passwords are Argon2id strings that say their cost`() async throws {
        let city = try await City()
        let stored = try city.tangerang.database.read { connection in
            try connection.rows(Self.hashes).map { try $0.text("hash") }
        }
        #expect(stored.count == city.officers.count)
        #expect(stored.allSatisfy { $0.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$") })
        #expect(Set(stored).count == stored.count)
    }

    private static let hashes = Statement("test.hashes", "SELECT hash FROM credential LIMIT 100")

    @Test func `demo tokens and one-click sign-in exist in a demo alone`() async throws {
        let city = try await City()
        let id = try #require(city.officers["pimpinan"])
        let token = city.tangerang.identity.demoToken(of: id)
        #expect(try city.tangerang.identity.caller(bearer: token)?.officer?.id == id)
        #expect(try city.tangerang.identity.caller(bearer: token + "x") == nil)
        #expect(try city.tangerang.identity.caller(bearer: "demo-") == nil)
        let new = try await city.tangerang.identity.demoSignIn(as: id)
        #expect(new.session.holder == .officer(id))
    }
}
