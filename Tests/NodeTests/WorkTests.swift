import Civic
import Definition
import Engine
import Node
import Store
import Testing

@Suite struct `Work in a government` {
    private func second(_ city: City) async throws -> Caller {
        let id = try await city.tangerang.identity.addOfficer(
            OfficerCard(login: "verifikator2", name: "Petugas Contoh dua", title: "Contoh"),
            password: City.password,
            grants: [Grant(role: "verifier", agency: "diskominfo")],
            in: city.tangerang.staffHouse,
            by: .node
        )
        return .officer(try #require(city.tangerang.identity.officer(id)))
    }

    private func taken(_ body: () async throws -> CaseReceipt) async throws -> Bool {
        do {
            _ = try await body()
            return true
        } catch is Rejection {
            return false
        }
    }

    @Test func `of two officers who take a case at once one gets it, and the lease runs out by itself`() async throws {
        let city = try await City()
        let (ani, budi) = (try city.caller("verifikator"), try await second(city))
        let number = try await city.start().number
        let government = city.tangerang
        async let one = taken { try await government.work(on: number, .claim(nil), by: ani) }
        async let two = taken { try await government.work(on: number, .claim(nil), by: budi) }
        let results = try await [one, two]
        #expect(results.count { $0 } == 1)
        let winner = results[0] ? ani : budi
        #expect(try government.cases.held(by: winner).map(\.number) == [number])
        #expect(try government.cases.holders(of: [number])[number]?.count == 1)
        city.world.pass(.days(5))
        while try await government.fireDueTimers() > 0 {}
        #expect(try government.cases.held(by: winner).isEmpty)
        #expect(try government.cases.stored(number)?.state?.holdings == [:])
        _ = try await government.act(number, "verify", version: nil, by: results[0] ? budi : ani)
    }

    @Test func `of two mandates for one post that come at once one is refused`() async throws {
        let city = try await City()
        let steward = try city.caller("pengelola")
        let identity = city.tangerang.identity
        let today = city.world.outside.now().date(in: .wib)
        let order = MandateOrder(
            kind: .plt,
            role: "head_of_agency",
            agency: "dpupr",
            from: today,
            until: today.adding(days: 5),
            basis: "800/1/2026"
        )
        let house = city.tangerang.staffHouse
        let (one, two) = (try #require(city.officers["petugas"]), try #require(city.officers["taman"]))
        func given(_ id: OfficerID) async throws -> Bool {
            do {
                try await identity.change(id, .giveMandate(order), in: house, by: steward)
                return true
            } catch is Rejection {
                return false
            }
        }
        async let first = given(one)
        async let other = given(two)
        #expect(try await [first, other].count { $0 } == 1)
        #expect(identity.mandates().count == 1)
    }

    @Test func `merging both ways at once leaves one report open, and both citizens hear of it`() async throws {
        let city = try await City()
        let verifier = try city.caller("verifikator")
        let government = city.tangerang
        let a = try await city.start(["contact_phone": "0812 1111 2222"]).number
        let b = try await city.start(["contact_phone": "0812 3333 4444"]).number
        @Sendable func merge(_ one: CaseNumber, into other: CaseNumber) async throws -> CaseReceipt {
            try await government.act(
                one,
                "merge",
                version: nil,
                answers: ["parent": .string(other.text)],
                by: verifier
            )
        }
        async let first = taken { try await merge(a, into: b) }
        async let second = taken { try await merge(b, into: a) }
        let results = try await [first, second]
        #expect(results.count { $0 } == 1)
        let (whole, part) = results[0] ? (b, a) : (a, b)
        let state = try #require(try government.cases.stored(whole)?.state)
        #expect(state.duplicates.map(\.number) == [part] && state.endedAt == nil)
        #expect(try government.cases.stored(part)?.state?.duplicateOf?.number == whole)
        await #expect(throws: Rejection.merged(whole)) {
            try await government.act(part, "verify", version: nil, by: verifier)
        }
        _ = try await government.act(whole, "verify", version: nil, by: verifier)
        let told = try government.outbox.messages(.message).map(\.content)
        #expect(told.contains { $0.about == part.text && $0.text.contains(whole.text) })
        #expect(told.count { $0.text.contains("sudah diperiksa") } == 2)
    }

    @Test func `a report of two matters becomes two, and what the second refuses the first does not do`() async throws {
        let city = try await City()
        let verifier = try city.caller("verifikator")
        let government = city.tangerang
        let number = try await city.start(["contact_phone": "0812 1111 2222"]).number
        await #expect(throws: Rejection.self) {
            try await government.act(
                number,
                "split",
                version: nil,
                answers: ["second_description": "Lampunya juga padam.", "second_category": "bukan-jenis"],
                by: verifier
            )
        }
        #expect(try government.cases.stored(number)?.state?.version == 1)
        _ = try await government.act(
            number,
            "split",
            version: nil,
            answers: ["second_description": "Lampunya juga padam.", "second_category": "street_light"],
            by: verifier
        )
        let link = try #require(try government.cases.stored(number)?.state?.links.first)
        #expect(link.kind == .hasPart)
        let child = try #require(try government.cases.stored(link.number))
        #expect(child.state?.links.map(\.number) == [number] && child.state?.fields["category"] == "street_light")
        #expect(child.content?.fields["description"] == "Lampunya juga padam.")
        #expect(child.state?.hasContact == true && child.state?.village != nil)
    }
}
