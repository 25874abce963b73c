import Civic
import Engine
import Node
import Store
import Testing

@Suite struct IntakeTests {
    @Test func `a counter officer enters a report for a citizen, with channel and consent on record`() async throws {
        let city = try await City()
        let officer = try city.caller("loket")
        let report = try await city.start(
            ["contact_phone": "0813 0000 1111"],
            by: officer,
            channel: .counter,
            consent: true
        )
        let state = try #require(try city.tangerang.cases.stored(report.number)?.state)
        #expect(state.channel == .counter)
        let fact = try #require(try city.tangerang.ledger.facts(of: CaseEvent.stream(report.id)).first?.1)
        #expect(fact.open["assisted_by"]?.string == officer.officer?.id.text)
        #expect(fact.open["consent"]?.bool == true)
    }

    @Test func `without consent nothing is entered`() async throws {
        let city = try await City()
        await #expect(throws: Refusal.consentMissing) {
            try await city.start(by: try city.caller("loket"), channel: .counter)
        }
    }

    @Test func `the officer's own phone is never the citizen's, however it is typed`() async throws {
        let city = try await City()
        let officer = try city.caller("loket")
        for typed in ["0812 9999 0000", "+62 812-9999-0000", "62812 99990000"] {
            await #expect(throws: Refusal.officersOwnPhone) {
                try await city.start(
                    ["contact_phone": .string(typed)],
                    by: officer,
                    channel: .counter,
                    consent: true
                )
            }
        }
    }

    @Test func `only counters, verifiers and neighbourhood heads enter reports for others`() async throws {
        let city = try await City()
        for login in ["petugas", "pimpinan", "pengelola"] {
            await #expect(throws: Refusal.mayNotAssist) {
                try await city.start(by: try city.caller(login), channel: .counter, consent: true)
            }
        }
        await #expect(throws: Refusal.mayNotAssist) {
            try await city.start(by: .anonymous(), channel: .assistedRTRW, consent: true)
        }
    }

    @Test func `an application that is not installed, or is suspended, takes no case`() async throws {
        let city = try await City()
        await #expect(throws: Refusal.unknownApplication("pks")) {
            try await city.tangerang.start(StartCase(app: "pks", answers: [:]), by: .anonymous())
        }
        let steward = try city.caller("pengelola")
        try await city.tangerang.change("laksa", [.suspend(.bySteward(reason: "Perbaikan"))], by: steward)
        await #expect(throws: Refusal.suspended("laksa")) { try await city.start() }
        try await city.tangerang.change("laksa", [.resume(entitlement: .own)], by: steward)
        _ = try await city.start()
    }
}
