import Civic
import Definition

/// Draws the steps of a random walk: who tries what, when, and with which answers.
struct WalkDraws {
    private let plan: CompiledDefinition
    private let roles: [RoleID]
    private let agencies: [AgencyID]
    /// Answers that stories give, by deed: forms whose answers must fit each other are seldom hit by chance.
    private let told: [ScenarioDeed.Verb: [[FieldID: JSON]]]
    var draws: SeededGenerator
    private var answers: WalkAnswers

    init(
        _ plan: CompiledDefinition,
        _ agencies: Set<AgencyID>,
        told: [ScenarioDeed.Verb: [[FieldID: JSON]]],
        _ draws: SeededGenerator
    ) {
        self.plan = plan
        self.told = told
        self.draws = draws
        roles = plan.definition.roles.order
        let named = agencies.isEmpty ? Set(plan.definition.needs.agencies + [plan.definition.owner]) : agencies
        self.agencies = named.sorted()
        answers = WalkAnswers(agencies: self.agencies)
    }

    /// A morning, an evening or a weekend of 2026 on which a case begins; no steps yet.
    mutating func beginning(_ number: Int) -> Scenario {
        let sides = Set(plan.definition.roles.all.compactMap(\.element.side)).sorted { $0.rawValue < $1.rawValue }
        let minutes = draws.int(in: 0...(365 * 1_440))
        return Scenario(
            title: LocalizedText(id: "Jalan acak \(number)", en: "Random walk \(number)"),
            start: Self.newYear + .minutes(minutes),
            side: sides.isEmpty ? nil : draws.pick(sides),
            others: [WalkAnswers.other],
            steps: [],
            place: SourcePlace(file: "walk", line: 1, column: 1)
        )
    }

    /// The first minute of 2026 in UTC.
    private static let newYear = CivilDate(daysSinceEpoch: 20_454).start(in: .wib)

    /// The next step; nil: nothing can happen to this case any more.
    mutating func step(on stage: Stage, number: Int) -> ScenarioStep? {
        let place = SourcePlace(file: "walk", line: number, column: 1)
        guard let state = stage.state else {
            // Nobody could start: the next one tries with other answers.
            return ScenarioStep(time: .same, deed: start(on: stage), place: place)
        }
        let isOver = !plan.actions.contains { plan.place(of: $0.id, in: state) != nil }
        if isOver, state.timers.isEmpty, draws.chance(0.7) { return nil }
        let time = time(on: stage)
        if draws.chance(0.1) { return ScenarioStep(time: time ?? .after(.minutes(30)), deed: nil, place: place) }
        return ScenarioStep(time: time ?? .same, deed: deed(in: state, on: stage), place: place)
    }

    // MARK: Time

    private mutating func time(on stage: Stage) -> ScenarioTime? {
        switch draws.int(in: 0...9) {
        case 0...3: return nil
        case 4, 5: return .after(.minutes(draws.int(in: 1...90)))
        case 6: return .after(.minutes(draws.int(in: 90...4_000)))
        case 7: return .afterWorkdays(draws.int(in: 1...12))
        default:
            // To the moment of a timer, or to the minute before it.
            guard let due = stage.nextTimer?.due else { return .after(.hours(draws.int(in: 1...48))) }
            return .at(max(stage.now, draws.chance(0.5) ? due : due - .minutes(1)))
        }
    }

    // MARK: Deeds

    private mutating func start(on stage: Stage) -> ScenarioDeed {
        let named = plan.definition.start.by.compactMap { role(for: $0) }
        let actor = ScenarioActor(role: named.isEmpty || draws.chance(0.05) ? draws.pick(roles) : draws.pick(named))
        return ScenarioDeed(
            actor: actor,
            verb: .start,
            answers: answers(.start, plan.start.form, on: stage, mischief: 0.1),
            village: draws.pick(Self.villages)
        )
    }

    private static let villages: [RegionCode] = ["36.71.01.1007", "36.71.02.1001", "36.71.05.1004", "36.71.10.1002"]

    private mutating func deed(in state: CaseState, on stage: Stage) -> ScenarioDeed {
        if draws.chance(0.05) {
            return ScenarioDeed(actor: actor(draws.pick(roles)), verb: .note, reason: answers.sentence(&draws))
        }
        if draws.chance(0.12) { return work(in: state) }
        if !state.bills.isEmpty, draws.chance(0.3) { return moneyDeed(on: state) }
        let possible = plan.actions.filter { plan.place(of: $0.id, in: state) != nil }
        let fits = !possible.isEmpty && draws.chance(0.9)
        let action = fits ? onward(possible, state) : draws.pick(plan.actions)
        let mayAct = action.element.by.compactMap { role(for: $0) }
        let person = actor(!mayAct.isEmpty && draws.chance(0.85) ? draws.pick(mayAct) : draws.pick(roles))
        let mischief = draws.chance(0.8) ? 0 : 0.4
        let wantsReason = action.element.reason == .required ? 0.95 : 0.3
        var given = answers(.act(action.id), plan.form(of: action, on: state), on: stage, mischief: mischief)
        if action.element.marks, given[Definition.markedFields] == nil { given[Definition.markedFields] = marks() }
        return ScenarioDeed(
            actor: person,
            verb: .act(action.id),
            answers: given,
            reason: draws.chance(wantsReason) ? answers.sentence(&draws) : nil
        )
    }

    /// Somebody takes the case, leaves it, or gives it to another; mostly those whose turn it is.
    private mutating func work(in state: CaseState) -> ScenarioDeed {
        let turns = plan.turns(in: state)
        let mine = turns.isEmpty || draws.chance(0.1) ? roles : turns
        let leaders = roles.filter { !(plan.definition.roles[$0]?.leads.isEmpty ?? true) }
        let verb = draws.pick([.claim, .claim, .claim, .giveBack, .handOver, .takeOver] as [ScenarioDeed.Work])
        let isLed = verb == .takeOver || verb == .handOver && draws.chance(0.3)
        return ScenarioDeed(
            actor: actor(draws.pick(isLed && !leaders.isEmpty ? leaders : mine)),
            verb: .work(verb),
            reason: draws.chance(0.9) ? answers.sentence(&draws) : nil,
            colleague: verb == .handOver ? actor(draws.pick(mine)) : nil
        )
    }

    /// Half of the time what some story answers there, where one does; in mischief one of its answers is drawn anew.
    private mutating func answers(
        _ verb: ScenarioDeed.Verb,
        _ form: CompiledForm,
        on stage: Stage,
        mischief: Double
    ) -> [FieldID: JSON] {
        let drawn = answers.draw(form, at: stage.now, in: stage.calendar.zone, mischief: mischief, &draws)
        guard let stories = told[verb], !stories.isEmpty, draws.chance(0.5) else { return drawn }
        var given = draws.pick(stories)
        if !given.isEmpty, draws.chance(mischief) {
            let changed = draws.pick(given.keys.sorted { $0.text < $1.text })
            given[changed] = drawn[changed]
        }
        return given
    }

    /// Some questions that are sent back, each with a remark; now and then none, or one without.
    private mutating func marks() -> JSON? {
        var marks: [String: JSON] = [:]
        for id in plan.definition.markable.order where draws.chance(0.3) {
            marks[id.text] = .string(draws.chance(0.95) ? answers.sentence(&draws) : "")
        }
        return marks.isEmpty ? nil : .object(marks)
    }

    /// Rather what has not been done in this case, and rather not its end, so that walks get far.
    private mutating func onward(_ possible: [CompiledAction], _ state: CaseState) -> CompiledAction {
        let weights = possible.map { action in
            let times = Double(1 + (state.counts[action.id] ?? 0))
            let isEnd = plan.definition.states[action.element.to]?.isEnd ?? false
            return (isEnd ? 0.2 : 1) / (times * times)
        }
        return possible[draws.index(weights: weights)]
    }

    /// Usually the role's own officer; now and then a named one, who may hold two roles, or one of another agency.
    private mutating func actor(_ role: RoleID) -> ScenarioActor {
        let isPublic = plan.definition.roles[role]?.scope == .everyone
        let person = !isPublic && draws.chance(0.2) ? draws.pick(["budi", "sari"]) : nil
        let isCase = plan.definition.roles[role]?.scope == .caseAgency
        let agency = isCase && !agencies.isEmpty && draws.chance(0.1) ? draws.pick(agencies) : nil
        return ScenarioActor(role: role, agency: agency, person: person)
    }

    /// Who stands for one of `by`; a party's message comes from any of its roles.
    private mutating func role(for who: Who) -> RoleID? {
        switch who {
        case .role(let role): return role
        case .peer(let side):
            let theirs = roles.filter { plan.definition.roles[$0]?.side == side }
            return theirs.isEmpty ? nil : draws.pick(theirs)
        case .timer, .timerAfter, .payment, .overdue: return nil
        }
    }
}
