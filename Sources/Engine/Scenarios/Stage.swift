package import Civic
package import Definition

/// Where one case is played: simulated time, roles made into people, timers that go off by themselves.
///
/// Nothing is stored or sent; scenarios and random walks stand on the same stage.
struct Stage {
    let plan: CompiledDefinition
    let calendar: WorkingCalendar
    let agencies: Set<AgencyID>
    private let folding: Folding
    private let caseID: CaseID
    /// The last number of each counter, so far; the case's own begins where the story stands in its file.
    private var counters: [String: Int] = [:]
    private let serial: Int
    private(set) var now: Moment
    /// Whose ledger this is, as the node would write it to the case's attribute `side` at the start; nil: no agreement.
    private(set) var side: Side?
    private(set) var state: CaseState?
    private(set) var content: CaseContent?
    private(set) var events: [CaseEvent] = []
    /// The same events folded in the way that is tried.
    private(set) var folded: (state: CaseState?, content: CaseContent?) = (nil, nil)
    private var place: PlaceFacts?
    private let people: [ScenarioActor]
    private let others: [CaseNumber]

    /// Why time cannot go on.
    enum Stop: Error {
        /// The moment lies before the one that the stage has reached.
        case backwards
        case timerRefused(TimerID, Rejection)
        /// Time calls again and again without moving.
        case timersNeverEnd(TimerID)
    }

    init(
        _ plan: CompiledDefinition,
        calendar: WorkingCalendar,
        agencies: Set<AgencyID>,
        from start: Moment,
        side: Side? = nil,
        people: [ScenarioActor] = [],
        others: [CaseNumber] = [],
        serial: Int,
        folding: Folding = .engine
    ) {
        self.plan = plan
        self.calendar = calendar
        self.agencies = agencies
        self.serial = serial
        self.folding = folding
        self.side = side
        self.people = people
        self.others = others
        caseID = CaseID(random: (0, UInt64(serial)))
        now = start
    }

    // MARK: Time

    /// When a step happens that follows what has been played.
    func moment(of time: ScenarioTime) -> Moment {
        switch time {
        case .same: return now
        case .at(let moment): return moment
        case .after(let span): return now + span
        case .afterWorkdays(let days):
            var date = now.date(in: calendar.zone)
            let clock = now - date.start(in: calendar.zone)
            for _ in 0..<days { date = calendar.workday(onOrAfter: date.adding(days: 1)) }
            return date.start(in: calendar.zone) + clock
        }
    }

    /// The timer that goes off next.
    var nextTimer: (id: TimerID, due: Moment)? {
        state?.timers.min { ($0.value, $0.key) < ($1.value, $1.key) }.map { ($0.key, $0.value) }
    }

    /// Lets time pass; every timer that is due until then goes off at its own moment.
    mutating func advance(to end: Moment) throws(Stop) -> [Beat] {
        guard end >= now else { throw .backwards }
        var beats: [Beat] = []
        while let state, let (id, due) = nextTimer, due <= end {
            // Each timer is used up when it goes off; the bound keeps a broken definition from calling for ever.
            guard beats.count < Limits.timersAtOnceMax else { throw .timersNeverEnd(id) }
            let beat = take(id.command, .time(id), by: .timer, at: max(due, state.changedAt))
            if let rejection = beat.rejection { throw .timerRefused(id, rejection) }
            beats.append(beat)
        }
        now = end
        return beats
    }

    // MARK: Deeds

    /// Somebody tries something; what comes of it, or why not, is the beat's.
    mutating func perform(_ deed: ScenarioDeed, isOutside: Bool = false) -> Beat {
        // A point lies inside the government, in a village that does not matter, unless the story is about one outside.
        place = isOutside ? nil : PlaceFacts(village: deed.village, district: deed.village?.parent)
        if deed.verb == .start, side == nil { side = plan.definition.roles[deed.actor.role]?.side }
        return take(command(deed), .somebody(deed), by: actor(of: deed), at: now, deed)
    }

    /// What somebody is offered now, as the pages and the API would offer it.
    func offers(to actor: ScenarioActor) -> [ActionOffer] {
        guard let state else { return [] }
        return plan.availableActions(state, for: self.actor(actor), now: now, calendar: calendar)
    }

    private mutating func take(
        _ command: CaseCommand,
        _ doer: Beat.Doer,
        by actor: Actor,
        at moment: Moment,
        _ deed: ScenarioDeed? = nil
    ) -> Beat {
        let context = context(command, actor, at: moment, deed)
        let before = state
        var rejection: Rejection?
        var happened: [CaseEvent] = []
        do throws(Rejection) {
            happened = try decide(state, command, in: context)
            // The other case has a story of its own; here it must only be one that can begin.
            if let state { _ = try opened(from: state, content ?? CaseContent(), command, in: context) }
        } catch {
            rejection = error
            happened = []
        }
        for event in happened {
            state = evolve(state, event)
            content = evolve(content, event, version: events.count + 1)
            folded.state = folding.state(folded.state, event)
            folded.content = folding.content(folded.content, event, events.count + 1)
            events.append(event)
            counters.merge(event.fact(of: caseID, definition: plan.hash).serials) { _, new in new }
        }
        return Beat(
            doer: doer,
            command: command,
            context: context,
            before: before,
            events: happened,
            rejection: rejection,
            after: state,
            content: content
        )
    }

    private func command(_ deed: ScenarioDeed) -> CaseCommand {
        switch deed.verb {
        case .start:
            let isCitizen = plan.definition.roles[deed.actor.role]?.scope == .everyone
            // A management application is the officers' own; entering a citizen's case is assisted intake.
            let isAssisted = !isCitizen && plan.definition.start.by.isEmpty
            var attributes: [String: JSON] = [:]
            if let side {
                attributes["side"] = .string(side.rawValue)
                attributes["counterpart"] = .string(Self.counterpart.text)
            }
            return .start(
                StartCase(
                    app: plan.definition.app,
                    answers: deed.answers,
                    channel: isAssisted ? .counter : .web,
                    consent: isAssisted,
                    attributes: attributes
                )
            )
        case .act(let action): return .act(action, version: nil, answers: deed.answers, reason: deed.reason)
        case .note: return .note(deed.reason ?? "")
        case .pay(let money): return .payment(payment(money))
        case .refund(let money): return refund(money)
        case .work(let work): return .work(command(work, deed))
        }
    }

    private func command(_ work: ScenarioDeed.Work, _ deed: ScenarioDeed) -> WorkCommand {
        switch work {
        case .claim: .claim(nil)
        case .giveBack: .giveBack
        case .handOver:
            .handOver(nil, to: OfficerID(deed.colleague?.identity ?? ""), note: deed.reason ?? "")
        case .takeOver: .takeOver(nil, reason: deed.reason ?? "")
        }
    }

    /// Who is on duty: the story's people and whoever it hands a case to, else one officer of each role.
    private func colleagues(_ deed: ScenarioDeed?) -> [Colleague] {
        let roles = plan.definition.roles.all.filter { $0.element.scope != .everyone }.map {
            ScenarioActor(role: $0.id)
        }
        let present = people.isEmpty ? roles : people
        let named = deed?.colleague.map { [$0] } ?? []
        return (present + named).map { actor in
            let grants = [Grant(role: actor.role, app: plan.definition.app, agency: actor.agency)]
            return Colleague(id: OfficerID(actor.identity), grants: grants)
        }
    }

    /// The other government of every agreement that is played.
    private static let counterpart: RegionCode = "32.15"

    /// Who does a deed: a person of a role, or for money a bank and the treasurer.
    private func actor(of deed: ScenarioDeed) -> Actor {
        switch deed.verb {
        case .pay: .bank
        case .refund: .officer("treasurer", grants: [Grant(role: .treasurer)])
        case .start, .act, .note, .work: actor(deed.actor)
        }
    }

    /// The person of a role: a citizen who holds the case, an officer with one grant, or the other government's officer.
    func actor(_ actor: ScenarioActor) -> Actor {
        let role = plan.definition.roles[actor.role]
        if role?.scope == .everyone { return .citizen(holdsCase: true, person: nil) }
        if let other = role?.side, let side, other != side {
            return .peer(government: Self.counterpart, side: other, signer: actor.person ?? actor.role.text)
        }
        return .officer(
            OfficerID(actor.identity),
            grants: [Grant(role: actor.role, app: plan.definition.app, agency: agency(of: actor))]
        )
    }

    /// Where an officer works: as the story says, else where the role puts them.
    func agency(of actor: ScenarioActor) -> AgencyID? {
        switch plan.definition.roles[actor.role]?.scope {
        case .caseAgency: actor.agency ?? state?.agency ?? plan.definition.owner
        case .owner: actor.agency ?? plan.definition.owner
        case .agency(let one): actor.agency ?? one
        case .government, .everyone, nil: actor.agency
        }
    }

    private func context(_ command: CaseCommand, _ actor: Actor, at moment: Moment, _ deed: ScenarioDeed?) -> Context {
        var numbers: [String: Int] = [:]
        let cases = CaseNumber.scope(prefix: plan.definition.prefix, year: moment.date(in: calendar.zone).year)
        for counter in serials(command, of: state, under: plan, at: moment, in: calendar.zone) {
            numbers[counter] = counter == cases ? serial : counters[counter, default: 0] + 1
        }
        var context = Context(
            now: moment,
            actor: actor,
            definition: plan,
            calendar: calendar,
            caseID: caseID,
            serials: numbers,
            place: place,
            agencies: agencies
        )
        context.colleagues = colleagues(deed)
        for (place, number) in others.enumerated() {
            let id = CaseID(random: (1, UInt64(place)))
            context.related[number] = RelatedCase(id: id, number: number, app: plan.definition.app)
        }
        if let state {
            context.related[state.number] = RelatedCase(id: state.id, number: state.number, app: state.app)
        }
        if opensCase(command, under: plan) { context.child = CaseID(random: (2, UInt64(events.count))) }
        return context
    }
}

/// One thing that somebody tried, or that time did by itself, with what was so before and after.
package struct Beat: Sendable {
    package enum Doer: Sendable {
        case somebody(ScenarioDeed)
        case time(TimerID)
    }

    package let doer: Doer
    package let command: CaseCommand
    package let context: Context
    package let before: CaseState?
    package let events: [CaseEvent]
    /// Why nothing happened.
    package let rejection: Rejection?
    package let after: CaseState?
    package let content: CaseContent?

    package var at: Moment { context.now }
    package var notices: [DueNotice] { events.flatMap(\.notices) }
}
