import Civic
import Engine
import Foundation
import Ledger
import Node
import Store
import Testing

/// Keeping and erasing, and the rights of the person whose data it holds.
@Suite struct RightsTests {
    private static let contact: [FieldID: JSON] = [
        "contact_name": "Warga Contoh", "contact_phone": "081234567890", "description": "Knalpot bising setiap malam.",
    ]

    /// A report that was rejected, so that it has ended.
    private func ended(_ city: City) async throws -> CaseReceipt {
        let report = try await city.start(Self.contact)
        _ = try await city.tangerang.act(
            report.number,
            "reject",
            version: 1,
            reason: "Bukan kewenangan kami.",
            by: try city.caller("verifikator")
        )
        return report
    }

    private func passYears(_ city: City, _ count: Int) { city.world.pass(.days(366 * count)) }

    @Test func `an ended case is erased when its time is over, is announced before, and every figure stays`()
        async throws
    {
        let city = try await City()
        let government = city.tangerang
        let report = try await ended(city)
        #expect(try await government.eraseDue() == 0)
        let before = try government.retentionPlan()
        #expect(before.lines.map(\.due) == [0] && before.lines.map(\.soon) == [0])
        city.world.pass(.days(5 * 365))
        let soon = try government.retentionPlan()
        #expect(soon.lines.map(\.soon) == [1] && soon.lines.first?.examples.first?.number == report.number)
        #expect(try await government.eraseDue() == 0, "five years are not over")
        city.world.pass(.days(10))
        #expect(try await government.eraseDue() == 1)
        #expect(try await government.eraseDue() == 0, "once is enough")
        let stored = try #require(try government.cases.stored(report.number))
        let state = try #require(stored.state)
        #expect(state.isEmptied && state.isErased && state.state == "rejected" && !state.hasContact)
        #expect(stored.content == CaseContent(erased: [1, 2]))
        #expect(try government.ledger.keys.keys(of: CaseEvent.stream(report.id)).isEmpty)
        #expect(try government.database.read { try $0.search.numbers(matching: "knalpot", limit: 9) }.isEmpty)
        let verification = try government.ledger.verify()
        #expect(verification.isSound, "\(verification.findings)")
        #expect(try government.retentionState().sweeps.last?.counts == ["laksa": 1])
        let view = try #require(try government.cases.page(report.number, for: .anonymous(holding: [report.id])))
        let titles = view.timeline(government.profile, .id).map(\.title)
        #expect(titles.last?.contains("masa simpan 5 tahun berakhir") == true, "\(titles)")
    }

    @Test func `what history brings in is announced for thirty days before it goes`() async throws {
        let city = try await City()
        let government = city.tangerang
        let past = try Moment(rfc3339: "2015-03-02T10:00:00+07:00")
        let old = try await government.start(
            StartCase(app: "laksa", answers: City.report),
            by: .importer,
            at: past
        )
        _ = try await government.act(old.number, "reject", version: nil, by: .importer, at: past + .days(1))
        #expect(try government.retentionPlan().lines.first?.soon == 1)
        #expect(try await government.eraseDue() == 0)
        city.world.pass(.days(31))
        #expect(try await government.eraseDue() == 1)
        #expect(try government.ledger.verify().isSound)
    }

    @Test func `a legal hold keeps a case until it is released`() async throws {
        let city = try await City()
        let government = city.tangerang
        let report = try await ended(city)
        let steward = try city.caller("pengelola")
        await #expect(throws: Rejection.rights(.reasonMissing)) {
            try await government.hold(report.number, reason: "  ", by: steward)
        }
        await #expect(throws: Refusal.notYours) {
            try await government.hold(report.number, reason: "Perkara 1/2026", by: try city.caller("petugas"))
        }
        try await government.hold(report.number, reason: "Putusan 12/Pdt/2026", by: steward)
        passYears(city, 6)
        #expect(try await government.eraseDue() == 0)
        #expect(try government.retentionPlan().lines.first?.examples.first?.isHeld == true)
        let open = try #require(try government.ledger.entries(of: RetentionEvent.stream).first)
        #expect(!String(decoding: open.openBytes, as: UTF8.self).contains("Putusan"), "the reason lies in a box")
        try await government.release(report.number, by: steward)
        #expect(try await government.eraseDue() == 1)
    }

    @Test func `a citizen corrects their own contact at once and nothing else`() async throws {
        let city = try await City()
        let government = city.tangerang
        let report = try await city.start(Self.contact)
        let holder = Caller.anonymous(holding: [report.id])
        _ = try await government.correct(report.number, ["contact_phone": "0813 0000 1111"], by: holder)
        let content = try #require(try government.cases.stored(report.number)?.content)
        #expect(content.contact?.phone == "+6281300001111" && content.contact?.name == "Warga Contoh")
        let token = government.identity.tokens.token(phone: "+6281300001111")
        #expect(try government.database.read { try Contacts.numbers(of: .phone(token), limit: 9, on: $0) }.count == 1)
        await #expect(throws: Rejection.self) {
            try await government.correct(report.number, ["description": "Lain sama sekali."], by: holder)
        }
        await #expect(throws: Rejection.self) {
            try await government.correct(report.number, ["contact_phone": "12"], by: holder)
        }
        await #expect(throws: Rejection.self) {
            try await government.correct(report.number, ["contact_phone": "081300002222"], by: .anonymous())
        }
        #expect(try government.ledger.verify().isSound)
    }

    @Test func `a correction is decided within seventy-two hours, and what is granted is done`() async throws {
        let city = try await City()
        let government = city.tangerang
        let report = try await city.start(Self.contact)
        let holder = Caller.anonymous(holding: [report.id])
        let id = try await government.ask(
            .correction,
            about: report.number,
            words: "Salah ketik.",
            answers: ["description": "Knalpot bising hanya pada malam Minggu."],
            by: holder
        )
        await #expect(throws: Rejection.rights(.alreadyAsked(report.number))) {
            try await government.ask(
                .correction,
                about: report.number,
                words: "",
                answers: ["description": "Lagi dan lagi."],
                by: holder
            )
        }
        let asked = try #require(try government.rightsRequest(id))
        #expect(asked.dueAt - asked.askedAt == .hours(72) && asked.words == "Salah ketik.")
        let entry = try #require(try government.ledger.entries(of: RightsRequest.stream(id)).first)
        #expect(!String(decoding: entry.openBytes, as: UTF8.self).contains("ketik"))
        let steward = try city.caller("pengelola")
        await #expect(throws: Rejection.rights(.reasonMissing)) {
            try await government.settle(id, .refused, reason: "", by: steward)
        }
        try await government.settle(id, .granted, reason: "", by: steward)
        let content = try #require(try government.cases.stored(report.number)?.content)
        #expect(content.fields["description"] == "Knalpot bising hanya pada malam Minggu.")
        await #expect(throws: Rejection.rights(.alreadyDecided)) {
            try await government.settle(id, .refused, reason: "Terlambat", by: steward)
        }
        #expect(try government.outbox.messages(.message).contains { $0.content.text.contains("dikabulkan") })
        #expect(try government.ledger.verify().isSound)
    }

    @Test func `an erasure on request is refused while the case runs, and takes the person's box when it has ended`()
        async throws
    {
        let city = try await City()
        let government = city.tangerang
        let running = try await city.start(Self.contact)
        let steward = try city.caller("pengelola")
        let early = try await government.ask(
            .erasure,
            about: running.number,
            words: "",
            by: .anonymous(holding: [running.id])
        )
        await #expect(throws: Rejection.rights(.stillRunning(running.number))) {
            try await government.settle(early, .granted, reason: "", by: steward)
        }
        #expect(try government.rightsRequests(open: true).count == 1)
        let done = try await ended(city)
        let id = try await government.ask(.erasure, about: done.number, words: "", by: .anonymous(holding: [done.id]))
        try await government.settle(id, .granted, reason: "", by: steward)
        let stored = try #require(try government.cases.stored(done.number))
        #expect(stored.content?.contact == nil && stored.content?.fields["description"] != nil)
        #expect(stored.state?.isErased == true && stored.state?.isEmptied == false)
        #expect(try government.ledger.verify().isSound)
        passYears(city, 6)
        #expect(try await government.eraseDue() == 1)
        #expect(try government.ledger.verify().isSound)
    }

    @Test func `whoever does not hold the case asks for nothing`() async throws {
        let city = try await City()
        let report = try await city.start(Self.contact)
        await #expect(throws: Refusal.unknownCase) {
            try await city.tangerang.ask(.erasure, about: report.number, words: "", by: .anonymous())
        }
    }
}
