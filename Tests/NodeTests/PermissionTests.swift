import Civic
import Definition
import Engine
import Node
import Store
import Testing

@Suite struct PermissionTests {
    /// The golden table of the house: every door that every role opens.
    ///
    /// A change here is a change of who may do what.
    static let golden = """
        steward: room wall steward staffAdministration cooperation
        executive: room wall cooperation
        head: room wall cooperation signing
        signatory: cooperation signing
        cooperation: cooperation
        legal: cooperation
        room_operator: room wall
        auditor: audit
        treasurer: treasury
        intake: desk assist
        rt_rw_head: assist
        wall_viewer: wall
        verifier: desk room wall assist
        handler: desk
        checker: desk room wall
        head_of_agency: desk room wall
        head_of_service: desk room wall
        """

    @Test func `each role opens its doors and no other`() throws {
        let roles =
            Permissions.house.map(\.role) + ["verifier", "handler", "checker", "head_of_agency", "head_of_service"]
        let table = roles.map { role in
            let doors = Permissions.Area.allCases.filter { Permissions.areas(of: role).contains($0) }.map(\.rawValue)
            return "\(role): " + doors.joined(separator: " ")
        }
        #expect(table.joined(separator: "\n") == Self.golden)
    }

    @Test func `doors are shut to everybody who is no officer, and to grants that are over`() throws {
        let now = Moment(milliseconds: 1_000_000)
        let over = Officer(id: "o1", login: "a", name: "A", title: "", grants: [Grant(role: "steward", until: now)])
        let left = Officer(
            id: "o2",
            login: "b",
            name: "B",
            title: "",
            grants: [Grant(role: "steward")],
            isActive: false
        )
        let callers: [Caller] = [
            .anonymous(), .citizen("p"), .timer, .importer, .peer(government: "32.15", side: .adopter, signer: nil),
            .officer(over), .officer(left),
        ]
        for caller in callers {
            for area in Permissions.Area.allCases { #expect(!Permissions.mayEnter(area, caller, now: now)) }
        }
        #expect(throws: Refusal.signInNeeded) { try Permissions.require(.desk, .anonymous(), now: now) }
        #expect(throws: Refusal.notYours) { try Permissions.require(.desk, .officer(over), now: now) }
    }

    @Test func `a treasurer of one application works at its desk, the treasurer of the house at bills alone`() {
        #expect(Permissions.areas(of: Grant(role: .treasurer)) == [.treasury])
        #expect(Permissions.areas(of: Grant(role: .treasurer, app: "e-sabakota")) == [.treasury, .desk])
        #expect(Permissions.areas(of: Grant(role: "rt_rw_head", app: "laksa")) == [.assist])
    }

    @Test func `a secretary begins letters; nobody else does, and roles of the house begin nothing here`() throws {
        let (letters, findings) = DefinitionReader.examine(
            yaml: try City.text("Apps/e-office/app.yaml"),
            file: "Apps/e-office/app.yaml",
            archetypes: Archetypes(in: "Apps/_archetypes") { try? City.text($0) }
        )
        let definition = try #require(letters, "\(findings)")
        let now = Moment(milliseconds: 1_000_000)
        func begins(_ grant: Grant, isActive: Bool = true) -> Bool {
            let officer = Officer(id: "o", login: "a", name: "A", title: "", grants: [grant], isActive: isActive)
            return Permissions.begins(definition, .officer(officer), now: now)
        }
        #expect(begins(Grant(role: "secretary", app: "e-office")))
        #expect(!begins(Grant(role: "secretary", app: "ppid")))
        #expect(!begins(Grant(role: "leader", app: "e-office")))
        #expect(!begins(Grant(role: "secretary", until: now)))
        #expect(!begins(Grant(role: "secretary"), isActive: false))
        #expect(!begins(Grant(role: "intake")))
        #expect(!Permissions.begins(definition, .anonymous(), now: now))
    }

    @Test func `a stranger sees of a report what is published, its citizen all of it, officers their own`() async throws
    {
        let city = try await City()
        let report = try await city.start(["contact_name": "Warga Contoh", "contact_phone": "0812-1111-2222"])
        let cases = city.tangerang.cases
        let stranger = try #require(try cases.page(report.number, for: .anonymous()))
        #expect(stranger.sight == .publicView)
        #expect(stranger.content == CaseContent())
        #expect(stranger.offers.isEmpty)
        #expect(stranger.link == nil)
        let holder = try #require(try cases.page(report.number, for: .anonymous(holding: [report.id])))
        #expect(holder.sight == .holder)
        #expect(holder.content.contact?.phone == "+6281211112222")
        #expect(holder.link == report.link)
        let verifier = try #require(try cases.page(report.number, for: try city.caller("verifikator")))
        #expect(verifier.sight == .staff)
        #expect(verifier.offers.map(\.id) == ["verify", "reject", "merge", "split"])
        let other = try #require(try cases.page(report.number, for: try city.caller("taman")))
        #expect(other.sight == .publicView)
        #expect(other.content.fields.isEmpty)
        #expect(try cases.page(try CaseNumber("LAKSA-2026-999999" as String), for: .anonymous()) == nil)
    }

    @Test func `an internal note is not the citizen's to read`() async throws {
        let city = try await City()
        let report = try await city.start()
        _ = try await city.tangerang.note(report.number, "Sudah ditelepon.", by: try city.caller("verifikator"))
        let holder = try #require(try city.tangerang.cases.page(report.number, for: .anonymous(holding: [report.id])))
        #expect(holder.content.notes.isEmpty)
        #expect(!holder.timeline(city.tangerang.profile, .id).contains { $0.note != nil })
        let staff = try #require(try city.tangerang.cases.page(report.number, for: try city.caller("verifikator")))
        #expect(staff.timeline(city.tangerang.profile, .id).contains { $0.note == "Sudah ditelepon." })
    }

    @Test func `a work list shows an officer's own agency and refuses another's`() async throws {
        let city = try await City()
        let mine = try await city.dispatched(to: "dpupr")
        _ = try await city.dispatched(to: "dlh")
        let officer = try city.caller("petugas")
        let cases = city.tangerang.cases
        #expect(try cases.list(CaseFilter(), for: officer).map(\.number) == [mine.number])
        #expect(throws: Refusal.notYours) { try cases.list(CaseFilter(agency: "dlh"), for: officer) }
        #expect(throws: Refusal.signInNeeded) { try cases.list(CaseFilter(), for: .anonymous()) }
        #expect(throws: Refusal.notYours) { try cases.list(CaseFilter(), for: try city.caller("pengelola")) }
        #expect(try cases.list(CaseFilter(), for: try city.caller("verifikator")).count == 2)
        #expect(try cases.search("sampah", for: officer).map(\.number) == [mine.number])
        #expect(try cases.search("sampah", for: try city.caller("verifikator")).count == 2)
    }

    @Test func `two officers at once: the second is told that the case has changed`() async throws {
        let city = try await City()
        let report = try await city.start()
        let verifier = try city.caller("verifikator")
        async let a: Result<CaseReceipt, any Error> = outcome {
            try await city.tangerang.act(report.number, "verify", version: 1, by: verifier)
        }
        async let b: Result<CaseReceipt, any Error> = outcome {
            try await city.tangerang.act(report.number, "reject", version: 1, reason: "Ganda.", by: verifier)
        }
        let results = await [a, b]
        #expect(results.filter { (try? $0.get()) != nil }.count == 1)
        let refused = results.compactMap { result -> Rejection? in
            if case .failure(let error) = result { error as? Rejection } else { nil }
        }
        #expect(refused.map(\.httpStatus) == [409])
    }

    private func outcome<T: Sendable>(_ body: @Sendable () async throws -> T) async -> Result<T, any Error> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }

    @Test func `only who holds a case's link may act as its citizen`() async throws {
        let city = try await City()
        let report = try await city.dispatched()
        let draft = try await city.photo(of: report.id)
        _ = try await city.tangerang.act(
            report.number,
            "answer",
            version: 3,
            answers: ["answer": "Sampah sudah diangkut pagi ini, terima kasih.", "proof": .array([.string(draft)])],
            by: try city.caller("petugas")
        )
        await #expect(throws: Rejection.self) {
            try await city.tangerang.act(report.number, "confirm", version: 4, by: .anonymous())
        }
        #expect(city.tangerang.identity.opens(report.id, key: city.tangerang.identity.linkKey(report.id)))
        #expect(!city.tangerang.identity.opens(report.id, key: "tebakan"))
        let done = try await city.tangerang.act(
            report.number,
            "confirm",
            version: 4,
            answers: ["rating": 5],
            by: .anonymous(holding: [report.id])
        )
        #expect(done.state == "closed")
    }

    @Test func `a signed-in citizen finds reports of the account and of the verified phone`() async throws {
        let city = try await City()
        let identity = city.tangerang.identity
        let before = try await city.start(["contact_phone": "0812 3456 7890"])
        let ticket = try await identity.requestCode(for: try Phone(typed: "0812 3456 7890"), language: .id)
        let text = try #require(try city.tangerang.outbox.messages(.message).first { $0.content.about == nil }).content
            .text
        let session = try await identity.redeem(ticket: ticket, code: String(text.filter(\.isNumber).prefix(6)))
        let caller = try identity.caller(session: session.session)
        city.world.pass(.minutes(1))
        let after = try await city.start(by: caller)
        #expect(
            try city.tangerang.cases.mine(try #require(caller.person)).map(\.number) == [after.number, before.number]
        )
        #expect(try city.tangerang.cases.page(before.number, for: caller)?.sight == .holder)
        // The verified phone stands where none was typed, so the citizen is told.
        #expect(try city.tangerang.cases.stored(after.number)?.content?.contact?.phone == "+6281234567890")
    }
}
