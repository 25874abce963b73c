import Civic
import Definition

/// Decides who works on a case.
struct Working {
    private let state: CaseState
    private let context: Context
    private let plan: CompiledDefinition

    init(_ state: CaseState, in context: Context) {
        self.state = state
        self.context = context
        plan = context.definition
    }

    func events(_ command: WorkCommand) throws(Rejection) -> [WorkEvent] {
        switch command {
        case .claim(let role): return try claimed(role)
        case .renew: return try renewed()
        case .giveBack: return try givenBack()
        case .handOver(let role, let colleague, let note): return [try handedOver(role, to: colleague, note)]
        case .takeOver(let role, let reason): return [try takenOver(role, reason)]
        case .lapse(let role): return [try lapsed(role)]
        case .linkBack(let link):
            guard context.actor == .timer else { throw nobodysTurn(Self.claim) }
            return [.linked(WorkEvent.Linked(link: link, at: context.at, by: .timer))]
        }
    }

    // MARK: Taking and leaving

    private func claimed(_ asked: RoleID?) throws(Rejection) -> [WorkEvent] {
        let (officer, grants) = try officer(Self.claim)
        let roles = asked.map { [$0] } ?? turns
        let mine = roles.compactMap { role in grant(in: role, among: grants).map { (role, $0) } }
        guard !mine.isEmpty else { throw nobodysTurn(Self.claim) }
        guard let (role, grant) = mine.first(where: { isFree($0.0, for: officer) }) else { throw .heldByOther }
        if let held = state.holdings[role], held.holds(at: context.now) { return renewal(of: held, in: role) }
        return [held(role, by: officer, grant.agency, .claimed, from: nil, nil, grant.stamp(officer, as: role))]
    }

    private func renewed() throws(Rejection) -> [WorkEvent] {
        guard case .officer(let officer, _) = context.actor else { throw nobodysTurn(Self.claim) }
        return state.rolesHeld(by: officer, at: context.now).flatMap { role in
            state.holdings[role].map { renewal(of: $0, in: role) } ?? []
        }
    }

    private func givenBack() throws(Rejection) -> [WorkEvent] {
        let (officer, _) = try officer(Self.giveBack)
        let roles = state.rolesHeld(by: officer, at: context.now)
        guard !roles.isEmpty else { throw .notHeld }
        return roles.map { role in
            released(role, officer, .givenBack, by: stamp(officer, in: role))
        }
    }

    private func lapsed(_ role: RoleID) throws(Rejection) -> WorkEvent {
        guard context.actor == .timer, let held = state.holdings[role], held.until <= context.at else {
            throw .timerNotDue
        }
        return released(role, held.officer, .lapsed, by: .timer)
    }

    // MARK: From one to another

    private func handedOver(_ asked: RoleID?, to colleague: OfficerID, _ note: String) throws(Rejection) -> WorkEvent {
        let (officer, grants) = try officer(Self.handOver)
        let words = try words(note, Self.handOver)
        let own = state.rolesHeld(by: officer, at: context.now)
        let led = turns.filter { leads(grants, $0) }
        let role = asked ?? own.first ?? led.first { state.holdings[$0] != nil } ?? led.first
        guard let role, own.contains(role) || led.contains(role) else { throw .notHeld }
        let before = state.holder(in: role, at: context.now)
        guard colleague != before else { throw .alreadyHolds }
        guard let other = context.colleagues.first(where: { $0.id == colleague }),
            let grant = grant(in: role, among: other.grants)
        else { throw .notOfTheRole(plan.roleName(role)) }
        guard other.isPresent else { throw .colleagueAbsent }
        let stamp = own.contains(role) ? stamp(officer, in: role) : leader(officer, grants, of: role)
        return held(role, by: colleague, grant.agency, .handedOver, from: before, words, stamp)
    }

    private func takenOver(_ asked: RoleID?, _ reason: String) throws(Rejection) -> WorkEvent {
        let (officer, grants) = try officer(Self.takeOver)
        let words = try words(reason, Self.takeOver)
        let led = (asked.map { [$0] } ?? turns).filter { leads(grants, $0) }
        guard let role = led.first(where: { state.holder(in: $0, at: context.now) != nil }) ?? led.first else {
            throw nobodysTurn(Self.takeOver)
        }
        let before = state.holder(in: role, at: context.now)
        guard before != officer else { throw .alreadyHolds }
        let stamp = leader(officer, grants, of: role)
        return held(role, by: officer, stamp.agency, .takenOver, from: before, words, stamp)
    }

    // MARK: After the case has moved

    /// What follows for those who work on it: who has nothing to do any more lets go, who acted goes on, and where a role
    /// gets its turn the next officer gets the case.
    func settled(after before: CaseState?) -> [WorkEvent] {
        let now = Set(turns)
        var events: [WorkEvent] = []
        for (role, held) in state.holdings.sorted(by: { $0.key < $1.key }) {
            let isElsewhere = before?.agency != state.agency && plan.definition.roles[role]?.scope == .caseAgency
            if !now.contains(role) || isElsewhere {
                events.append(released(role, held.officer, .movedOn, by: context.stampOfMove))
            } else if case .officer(held.officer, _) = context.actor {
                events += renewal(of: held, in: role, isSure: before?.standing != state.standing)
            }
        }
        let gone = Set(events.compactMap { if case .released(let one) = $0 { one.role } else { nil } })
        let earlier = before.map { Set(turns(in: $0)) } ?? []
        for role in turns where state.holdings[role] == nil || gone.contains(role) {
            guard !earlier.contains(role) || before?.agency != state.agency, let next = next(in: role) else { continue }
            events.append(held(role, by: next.id, next.agency, .assigned, from: nil, nil, .timer))
        }
        return events
    }

    /// The officer whose turn it is: those who are present, in the order of their ids, one after the other by the case's
    /// own number, so that replays and repeats give the same.
    private func next(in role: RoleID) -> (id: OfficerID, agency: AgencyID?)? {
        let distribution = plan.definition.roles[role]?.distribution ?? .claim
        guard distribution != .claim else { return nil }
        var able = context.colleagues.filter(\.isPresent).compactMap { colleague in
            grant(in: role, among: colleague.grants).map { (colleague, $0.agency) }
        }
        if distribution == .byRegion {
            let here = [state.village, state.district].compactMap(\.self)
            able = able.filter { !$0.0.regions.isDisjoint(with: here) }
        }
        able.sort { $0.0.id < $1.0.id }
        guard !able.isEmpty else { return nil }
        let (colleague, agency) = able[state.number.serial % able.count]
        return (colleague.id, agency)
    }

    // MARK: Words and facts

    private static let claim = LocalizedText(id: "Ambil", en: "Take")
    private static let giveBack = LocalizedText(id: "Lepas", en: "Give back")
    private static let handOver = LocalizedText(id: "Serahkan", en: "Hand over")
    private static let takeOver = LocalizedText(id: "Ambil alih", en: "Take over")

    private func officer(_ what: LocalizedText) throws(Rejection) -> (OfficerID, [Grant]) {
        if state.endedAt != nil, turns.isEmpty { throw .ended(state: plan.stateName(state.state, forCitizen: false)) }
        guard case .officer(let officer, let grants) = context.actor else { throw nobodysTurn(what) }
        return (officer, grants)
    }

    private func nobodysTurn(_ what: LocalizedText) -> Rejection {
        .notAllowed(action: what, by: turns.map { plan.roleName($0) })
    }

    private func words(_ typed: String, _ what: LocalizedText) throws(Rejection) -> String {
        guard let clean = CleanText.clean(typed, lines: true) else { throw .unreadableText }
        if clean.isEmpty { throw .reasonMissing(action: what) }
        if clean.count > Limits.reasonCharactersMax {
            throw .reasonTooLong(by: clean.count - Limits.reasonCharactersMax)
        }
        return clean
    }

    /// Officers' roles that have something to do where the case is, in the definition's order.
    private var turns: [RoleID] { turns(in: state) }

    private func turns(in state: CaseState) -> [RoleID] { plan.turns(in: state) }

    private func isFree(_ role: RoleID, for officer: OfficerID) -> Bool {
        state.holder(in: role, at: context.now).map { $0 == officer } ?? true
    }

    private func grant(in role: RoleID, among grants: [Grant]) -> Grant? {
        guard turns.contains(role) else { return nil }
        return plan.permissions.grant(role, among: grants, in: state, at: context.now)
    }

    private func leads(_ grants: [Grant], _ role: RoleID) -> Bool {
        plan.permissions.leader(of: role, grants, in: state, at: context.now) != nil
    }

    private func leader(_ officer: OfficerID, _ grants: [Grant], of role: RoleID) -> ActorStamp {
        let (role, grant) = plan.permissions.leader(of: role, grants, in: state, at: context.now) ?? (role, nil)
        return grant?.stamp(officer, as: role) ?? ActorStamp(kind: .officer, role: role, officer: officer)
    }

    private func stamp(_ officer: OfficerID, in role: RoleID) -> ActorStamp {
        ActorStamp(kind: .officer, role: role, agency: state.holdings[role]?.agency, officer: officer)
    }

    private func until(_ role: RoleID) -> Moment {
        context.calendar.moment(after: context.at, workingMinutes: plan.leaseMinutes(of: role))
    }

    /// Nothing while more than half of the lease is left, so that looking at a case does not fill the book.
    private func renewal(of held: Holding, in role: RoleID, isSure: Bool = false) -> [WorkEvent] {
        let left = context.calendar.workingMinutes(from: context.at, to: held.until)
        let until = until(role)
        guard until > held.until, isSure || left * 2 < plan.leaseMinutes(of: role) else { return [] }
        return [self.held(role, by: held.officer, held.agency, .renewed, from: nil, since: held.since)]
    }

    private func held(
        _ role: RoleID,
        by officer: OfficerID,
        _ agency: AgencyID?,
        _ how: WorkEvent.Held.How,
        from: OfficerID?,
        _ words: String? = nil,
        _ stamp: ActorStamp? = nil,
        since: Moment? = nil
    ) -> WorkEvent {
        .held(
            WorkEvent.Held(
                role: role,
                holding: Holding(
                    officer: officer,
                    agency: agency,
                    since: since ?? context.at,
                    until: until(role)
                ),
                how: how,
                from: from,
                sealed: CaseEvent.Sealed(note: words),
                at: context.at,
                by: stamp ?? ActorStamp(kind: .officer, role: role, agency: agency, officer: officer)
            )
        )
    }

    private func released(
        _ role: RoleID,
        _ officer: OfficerID,
        _ how: WorkEvent.Released.How,
        by stamp: ActorStamp
    ) -> WorkEvent {
        .released(WorkEvent.Released(role: role, officer: officer, how: how, at: context.at, by: stamp))
    }
}

extension Context {
    /// Who let a case move on: the officer who moved it, else the house by itself.
    fileprivate var stampOfMove: ActorStamp {
        guard case .officer(let officer, _) = actor else { return .timer }
        return ActorStamp(kind: .officer, officer: officer)
    }
}
