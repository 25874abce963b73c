import Civic
import Definition
import Engine
import Testing

private let now = moment("2026-11-24T09:00:00+07:00")
private let steward = Steering.officer("sri", grants: [Grant(role: .steward)])
private let nobody = Steering.officer("adi", grants: [Grant(role: "handler")])

@Suite struct `Staff` {
    private let card = OfficerCard(login: "Budi.S", name: " Budi Santoso ", title: "Verifikator", phone: nil)

    private func context(_ actor: Steering = steward, others: Int = 1) -> StaffContext {
        StaffContext(
            now: now,
            actor: actor,
            officer: "budi",
            agencies: Town.agencies,
            roles: ["verifier", .steward],
            otherStewards: others
        )
    }

    private func state(_ events: StaffEvent...) -> StaffState? {
        var state: StaffState?
        for event in [.added(card)] + events { state = evolve(state, event, officer: "budi", at: now) }
        return state
    }

    private func refusal(_ state: StaffState?, _ command: StaffCommand, _ context: StaffContext) -> Rejection? {
        do throws(Rejection) {
            _ = try decide(state, command, in: context)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a steward adds an officer, whose name lies in a box`() throws {
        let (events, by) = try decide(nil, .add(card), in: context())
        #expect(events == [.added(OfficerCard(login: "budi.s", name: "Budi Santoso", title: "Verifikator"))])
        #expect(by == ActorStamp(kind: .officer, role: .steward, officer: "sri"))
        let fact = events[0].fact(of: "budi", at: now, by: by)
        #expect(fact.stream == "staff/budi" && fact.type == "staff.added")
        #expect(fact.open == [:])
        #expect(fact.closed.map(\.owner) == [.person("budi")])
        #expect(StaffEvent.officer(stream: fact.stream) == "budi")
    }

    @Test func `grants are given by somebody else, for an agency that is there, once`() throws {
        let grant = Grant(role: "verifier", app: "laksa", agency: "roads")
        #expect(try decide(state(), .grant(grant), in: context()).events == [.granted(grant)])
        let self_ = Steering.officer("budi", grants: [Grant(role: .steward)])
        #expect(refusal(state(), .grant(grant), context(self_)) == .register(.selfGrant))
        #expect(refusal(state(), .grant(grant), context(nobody)) == .register(.notAllowed))
        #expect(refusal(nil, .grant(grant), context()) == .register(.notThere("budi")))
        #expect(refusal(state(), .grant(Grant(role: "king")), context()) == .register(.unknownRole("king")))
        #expect(
            refusal(state(), .grant(Grant(role: "verifier", agency: "moon")), context())
                == .register(.unknownAgency("moon"))
        )
        #expect(
            refusal(state(), .grant(Grant(role: "verifier", from: now, until: now)), context())
                == .register(.periodEmpty)
        )
        #expect(refusal(state(.granted(grant)), .grant(grant), context()) == .register(.grantOverlaps("verifier")))
        let later = Grant(role: "verifier", from: now + .hours(1))
        let sooner = Grant(role: "verifier", until: now + .hours(1))
        #expect(refusal(state(.granted(sooner)), .grant(later), context()) == nil)
        #expect(refusal(state(.left), .grant(grant), context()) == .register(.notThere("budi")))
        #expect(refusal(state(), .revoke(grant), context()) == .register(.grantMissing("verifier")))
        #expect(try decide(state(.granted(grant)), .revoke(grant), in: context()).events == [.revoked(grant)])
        #expect(state(.granted(grant), .revoked(grant))?.grants == [])
    }

    @Test func `the last steward stays`() {
        let grant = Grant(role: .steward)
        #expect(refusal(state(.granted(grant)), .revoke(grant), context(others: 0)) == .register(.lastSteward))
        #expect(refusal(state(.granted(grant)), .leave, context(others: 0)) == .register(.lastSteward))
        #expect(refusal(state(.granted(grant)), .leave, context(others: 1)) == nil)
        #expect(refusal(state(), .leave, context(others: 0)) == nil)
    }

    @Test func `a password is changed by its owner, or by a steward for one sign-in`() throws {
        let owner = Steering.officer("budi", grants: [])
        #expect(try decide(state(), .changePassword, in: context(owner)).events == [.passwordChanged(byOther: false)])
        #expect(try decide(state(), .changePassword, in: context()).events == [.passwordChanged(byOther: true)])
        #expect(refusal(state(), .changePassword, context(nobody)) == .register(.notAllowed))
        #expect(state(.passwordChanged(byOther: true))?.mustChangePassword == true)
        #expect(state(.passwordChanged(byOther: true), .passwordChanged(byOther: false))?.mustChangePassword == false)
    }

    @Test func `an officer cannot be added twice, renamed to nothing, or leave twice`() {
        #expect(refusal(state(), .add(card), context()) == .register(.alreadyThere("Budi.S")))
        let empty = OfficerCard(login: "budi", name: " ", title: "x")
        #expect(refusal(state(), .rename(empty), context()) == .register(.unreadable("nama")))
        let spaced = OfficerCard(login: "budi s", name: "Budi", title: "x")
        #expect(refusal(nil, .add(spaced), context()) == .register(.unreadable("login")))
        #expect(refusal(state(.left), .leave, context()) == .register(.nothingChanges))
        #expect(refusal(state(), .comeBack, context()) == .register(.nothingChanges))
        #expect(state(.left, .returned)?.isActive == true)
    }

    @Test func `every event comes back from the ledger`() throws {
        let grant = Grant(role: "verifier", app: "laksa", agency: "roads", from: now, until: now + .days(1))
        let phone = try Phone(typed: "081234567890")
        let full = OfficerCard(login: "b", name: "B", title: "T", phone: phone)
        let events: [StaffEvent] = [
            .added(full), .renamed(card), .granted(grant), .revoked(Grant(role: "verifier")),
            .passwordChanged(byOther: true), .passwordChanged(byOther: false), .left, .returned,
        ]
        for event in events {
            let fact = event.fact(of: "budi", at: now, by: .node)
            #expect(try StaffEvent(fact: fact) == event)
        }
        let fact = StaffEvent.added(full).fact(of: "budi", at: now, by: .node)
        let erased = Fact(
            stream: fact.stream,
            type: fact.type,
            at: fact.at,
            actor: fact.actor,
            definition: nil,
            open: fact.open,
            closed: []
        )
        #expect(try StaffEvent(fact: erased) == .added(nil))
    }
}

@Suite struct `A government's settings` {
    private let calendar = CalendarSettings(
        version: "2026-a",
        hours: .office,
        seasons: [Season(name: "Ramadan", days: "2026-02-18"..."2026-03-19", hours: .ramadan)],
        closed: ["2026-12-25": "Natal"]
    )
    private var founding: GovernmentFounding {
        GovernmentFounding(
            code: "36.71",
            slug: "tangerang",
            name: "Kota Tangerang",
            kind: "kota",
            zone: .wib,
            terms: [.head: LocalizedText(id: "Wali Kota", en: "Mayor")],
            agencies: [
                FoundingAgency(
                    id: "roads",
                    names: AgencyNames(name: LocalizedText(id: "Jalan", en: "Roads"), short: "DPU")
                )
            ],
            calendar: calendar
        )
    }
    private var state: GovernmentState { evolve(nil, .founded(founding)) }

    private func decided(
        _ state: GovernmentState?,
        _ command: GovernmentCommand,
        _ actor: Steering = steward
    ) throws -> [GovernmentEvent] {
        try decide(state, command, in: GovernmentContext(now: now, actor: actor)).events
    }

    @Test func `the node founds it, once`() throws {
        #expect(try decided(nil, .found(founding), .node) == [.founded(founding)])
        #expect(throws: Rejection.register(.alreadyThere("Kota Tangerang"))) {
            try decided(state, .found(founding), .node)
        }
        #expect(throws: Rejection.register(.notThere("government"))) { try decided(nil, .closeAgency("roads")) }
        #expect(throws: Rejection.register(.notAllowed)) { try decided(state, .closeAgency("roads"), nobody) }
    }

    @Test func `agencies come, change their names, and close`() throws {
        let names = AgencyNames(name: LocalizedText(id: "Lampu", en: "Lights"), short: "DL")
        #expect(try decided(state, .addAgency("lights", names)) == [.agencyAdded("lights", names)])
        #expect(throws: Rejection.register(.alreadyThere("roads"))) { try decided(state, .addAgency("roads", names)) }
        #expect(throws: Rejection.register(.unknownAgency("moon"))) { try decided(state, .renameAgency("moon", names)) }
        let renamed = evolve(state, .agencyRenamed("roads", names))
        #expect(throws: Rejection.register(.nothingChanges)) { try decided(renamed, .renameAgency("roads", names)) }
        let closed = evolve(state, .agencyClosed("roads"))
        #expect(closed.openAgencies == [])
        #expect(closed.agencyNames.count == 1)
        #expect(throws: Rejection.register(.nothingChanges)) { try decided(closed, .closeAgency("roads")) }
        let nameless = AgencyNames(name: LocalizedText(id: " "), short: "x")
        #expect(throws: Rejection.register(.unreadable("nama"))) { try decided(state, .addAgency("x", nameless)) }
    }

    @Test func `terms, calendar and parameters are dated facts`() throws {
        let bupati: [GovernmentTerm: LocalizedText] = [.head: LocalizedText(id: "Bupati", en: "Regent")]
        #expect(try decided(state, .changeTerms(bupati)) == [.termsChanged(bupati)])
        #expect(throws: Rejection.register(.nothingChanges)) { try decided(state, .changeTerms(founding.terms)) }
        let same = CalendarSettings(version: "2026-a", hours: .office, closed: [:])
        #expect(throws: Rejection.register(.nothingChanges)) { try decided(state, .changeCalendar(calendar)) }
        #expect(throws: Rejection.register(.alreadyThere("2026-a"))) { try decided(state, .changeCalendar(same)) }
        let new = CalendarSettings(version: "2026-b", hours: .office, closed: [:])
        #expect(try decided(state, .changeCalendar(new)) == [.calendarChanged(new)])
        var next = state
        for (day, value) in [("2026-06-01", 2), ("2026-01-01", 1), ("2026-06-01", 3)] as [(CivilDate, JSON)] {
            next = evolve(next, .parameterSet("fee", ParameterRow(from: day, value: value, basis: "Perwal 1/2026")))
        }
        #expect(next.parameters(on: "2025-12-31") == [:])
        #expect(next.parameters(on: "2026-05-31") == ["fee": 1])
        #expect(next.parameters(on: "2026-06-01") == ["fee": 3])
        #expect(throws: Rejection.register(.unreadable("dasar hukum"))) {
            try decided(state, .setParameter("fee", ParameterRow(from: "2026-01-01", value: 1, basis: "")))
        }
    }

    @Test func `a founding that cannot stand is refused`() {
        let agency = founding.agencies[0]
        let twice = GovernmentFounding(
            code: "36.71",
            slug: "tangerang",
            name: "Kota",
            kind: "kota",
            zone: .wib,
            terms: [:],
            agencies: [agency, agency],
            calendar: calendar
        )
        #expect(throws: Rejection.register(.alreadyThere("roads"))) { try decided(nil, .found(twice), .node) }
        let slug = GovernmentFounding(
            code: "36.71",
            slug: "Kota Tangerang",
            name: "Kota",
            kind: "kota",
            zone: .wib,
            terms: [:],
            agencies: [],
            calendar: calendar
        )
        #expect(throws: Rejection.register(.unreadable("Kota Tangerang"))) { try decided(nil, .found(slug), .node) }
        let kind = GovernmentFounding(
            code: "36.71",
            slug: "tangerang",
            name: "Kota",
            kind: "desa",
            zone: .wib,
            terms: [:],
            agencies: [],
            calendar: calendar
        )
        #expect(throws: Rejection.register(.unreadable("desa"))) { try decided(nil, .found(kind), .node) }
    }

    @Test func `every event comes back from the ledger, the calendar ready to count`() throws {
        let names = AgencyNames(name: LocalizedText(id: "Lampu", en: "Lights"), short: "DL")
        let events: [GovernmentEvent] = [
            .founded(founding), .agencyAdded("lights", names), .agencyRenamed("lights", names), .agencyClosed("lights"),
            .termsChanged(founding.terms), .calendarChanged(calendar),
            .parameterSet("fee", ParameterRow(from: "2026-01-01", value: ["a": 1], basis: "Perwal")),
        ]
        for event in events {
            let fact = event.fact(at: now, by: .node)
            #expect(fact.stream == "government")
            let back = Fact(
                stream: fact.stream,
                type: fact.type,
                at: fact.at,
                actor: fact.actor,
                definition: nil,
                open: try JSON(parsing: fact.open.canonical),
                closed: []
            )
            #expect(try GovernmentEvent(fact: back) == event)
        }
        let ready = calendar.calendar(in: .wib)
        #expect(!ready.isWorkday("2026-12-25"))
        #expect(ready.version == "2026-a")
        #expect(ready.open(on: "2026-02-18") == [480..<720, 750..<900])
        let broken = GovernmentEvent.calendarChanged(calendar).fact(at: now, by: .node)
        var open = broken.open.object ?? [:]
        open["calendar"] = ["version": "x", "hours": [[[9, 8]], [], [], [], [], [], []]]
        #expect(throws: FactFault.self) {
            try GovernmentEvent(
                fact: Fact(
                    stream: "government",
                    type: "calendar.changed",
                    at: now,
                    actor: .node,
                    definition: nil,
                    open: .object(open),
                    closed: []
                )
            )
        }
    }
}
