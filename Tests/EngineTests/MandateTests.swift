import Civic
import Definition
import Engine
import Testing

@Suite struct `Acting officials` {
    private let now = moment("2026-11-24T09:00:00+07:00")
    private let card = OfficerCard(login: "budi", name: "Budi Contoh", title: "Sekretaris dinas")
    private let steward = Steering.officer("sri", grants: [Grant(role: .steward)])

    private var budi: StaffState { evolve(nil, .added(card), officer: "budi", at: now) }

    private func order(
        _ kind: Mandate.Kind = .plh,
        from: CivilDate = "2026-12-01",
        until: CivilDate = "2026-12-05",
        principal: OfficerID? = "kadis",
        excluded: Set<String> = [],
        basis: String = "800/12/SPT/2026"
    ) -> MandateOrder {
        MandateOrder(
            kind: kind,
            role: "head",
            agency: "roads",
            principal: principal,
            from: from,
            until: until,
            excluded: excluded,
            basis: basis
        )
    }

    private func context(_ actor: Steering, _ others: [Mandate] = []) -> StaffContext {
        StaffContext(
            now: now,
            actor: actor,
            officer: "budi",
            agencies: Town.agencies,
            otherStewards: 1,
            mandates: others
        )
    }

    private func refusal(_ order: MandateOrder, by actor: Steering, _ others: [Mandate] = []) -> RegisterRejection? {
        do throws(Rejection) {
            _ = try decide(budi, .giveMandate(order), in: context(actor, others))
            return nil
        } catch {
            guard case .register(let rejection) = error else { return nil }
            return rejection
        }
    }

    private func given(_ order: MandateOrder) throws -> Mandate {
        let (events, _) = try decide(budi, .giveMandate(order), in: context(steward))
        guard case .mandateGiven(let mandate)? = events.first else { throw Story.Unexpected(what: "no mandate") }
        return mandate
    }

    @Test func `a mandate holds from its first day to the end of its last, and reads back as it was written`() throws {
        let mandate = try given(order(excluded: ["town-report/wait"]))
        #expect(!mandate.grant.holds(at: moment("2026-11-30T23:59:00+07:00")))
        #expect(mandate.grant.holds(at: moment("2026-12-01T00:00:00+07:00")))
        #expect(mandate.grant.holds(at: moment("2026-12-05T23:59:00+07:00")))
        #expect(!mandate.grant.holds(at: moment("2026-12-06T00:00:00+07:00")))
        let event = StaffEvent.mandateGiven(mandate)
        let fact = event.fact(of: "budi", at: now, by: .node)
        #expect(!fact.open.text.contains("800/12"))
        #expect(try StaffEvent(fact: fact) == event)
        var state = evolve(budi, event, officer: "budi", at: now)
        #expect(state.allGrants == [mandate.grant])
        state = evolve(state, .mandateEnded(mandate.id), officer: "budi", at: now)
        #expect(state.allGrants.isEmpty)
    }

    @Test func `two cannot act for the same official at the same time`() throws {
        let other = try given(order(.plt, from: "2026-12-04", until: "2026-12-20", principal: nil))
        #expect(refusal(order(), by: steward, [other]) == .mandateOverlaps(.plt, until: "2026-12-20"))
        #expect(refusal(order(until: "2026-12-03"), by: steward, [other]) == nil)
        #expect(refusal(order(from: "2026-12-21", until: "2026-12-31"), by: steward, [other]) == nil)
    }

    @Test func `a mandate has bounds, a letter, and is given by who may`() throws {
        #expect(refusal(order(from: "2026-12-05", until: "2026-12-01"), by: steward) == .mandateUnfit(daysMax: 92))
        #expect(refusal(order(from: "2026-11-01", until: "2026-11-23"), by: steward) == .mandateUnfit(daysMax: 92))
        #expect(refusal(order(until: "2027-06-01"), by: steward) == .mandateUnfit(daysMax: 92))
        #expect(refusal(order(basis: " "), by: steward) == .unreadable("nomor surat perintah"))
        #expect(refusal(order(principal: "budi"), by: steward) == .selfGrant)
        let colleague = Steering.officer("eko", grants: [Grant(role: "handler")])
        #expect(refusal(order(), by: colleague) == .notAllowed)
        let head = Steering.officer("kadis", grants: [Grant(role: "head", agency: "roads")])
        #expect(refusal(order(), by: head) == nil)
        #expect(refusal(order(.plt), by: head) == .notAllowed)
        let executive = Steering.officer("wali", grants: [Grant(role: "executive")])
        #expect(refusal(order(.plt), by: executive) == nil)
    }

    @Test func `who acts for another is stamped so, does not do what is kept back, and stops with the last day`() throws
    {
        let mandate = Mandate(
            id: "m2",
            kind: .plt,
            role: "handler",
            app: nil,
            agency: "roads",
            principal: nil,
            from: moment("2026-11-24T00:00:00+07:00"),
            until: moment("2026-11-26T00:00:00+07:00"),
            excluded: ["town-report/wait"],
            basis: nil
        )
        let acting = Actor.officer("budi", grants: [mandate.grant])
        var story = Story(try Town.compiled())
        try story.dispatched()
        guard
            case .notAllowed = story.refusal(
                "wait",
                by: acting,
                ["until": "2026-12-01"],
                reason: "Menunggu suku cadang"
            )
        else {
            Issue.record("what is kept back was done")
            return
        }
        var late = story
        late.now = moment("2026-11-26T00:00:00+07:00")
        guard case .notAllowed = late.refusal("answer", by: acting, ["answer": "Sudah"]) else {
            Issue.record("a mandate that is over was used")
            return
        }
        let moved = try story.act("answer", by: acting, ["answer": "Sudah ditambal"])
        #expect(moved.by.mandate == ActorStamp.MandateStamp(kind: .plt, principal: nil))
        #expect(moved.by.post(LocalizedText(id: "Petugas", en: "Handler")).text(.id) == "Plt. Petugas")
        let read = try ActorStamp(json: JSON(parsing: moved.by.json.canonical))
        #expect(read == moved.by)
        let told = Timeline(
            story.plan,
            for: .officer,
            formats: Formats(language: .id, zone: .wib),
            agencies: Town.agencyNames
        ).entries(story.events)
        #expect(told.last?.by.hasPrefix("Plt. Petugas") == true)
    }

    @Test func `four eyes hold for whoever acts in the place of the other`() throws {
        var story = Story(try Town.compiled())
        try story.answered()
        let handler = try #require(story.state?.actors["answer"]?.officer)
        let grant = Grant(
            role: "checker",
            agency: "audit",
            acting: Delegation(kind: .plh, principal: handler, excluded: [])
        )
        guard case .fourEyes = story.refusal("confirm", by: .officer("eko", grants: [grant])) else {
            Issue.record("the other's deputy confirmed")
            return
        }
    }
}
