import Civic
import Definition
import Engine
import Testing

/// One case told step by step: given what happened, when somebody does something, then this is true.
struct Story {
    let plan: CompiledDefinition
    var calendar = Town.calendar
    var now: Moment
    var place: PlaceFacts? = Town.place
    var agencies = Town.agencies
    var files: Set<String>?
    /// The government's own values.
    var parameters: [String: JSON] = [:]
    private(set) var state: CaseState?
    private(set) var content: CaseContent?
    private(set) var events: [CaseEvent] = []
    let id = CaseID(random: (7, 42))

    /// Tuesday, 24 November 2026, nine o'clock.
    init(_ plan: CompiledDefinition, at: String = "2026-11-24T09:00:00+07:00") {
        self.plan = plan
        now = moment(at)
    }

    /// Every case of the town is its 123rd of the year.
    private var numbers: [String: Int] {
        let scopes = (2024...2030).map { CaseNumber.scope(prefix: plan.definition.prefix, year: $0) }
        let bills = (2024...2030).map { (BillNumber.scope(year: $0), (state?.bills.count ?? 0) + 1) }
        return Dictionary(uniqueKeysWithValues: scopes.map { ($0, 123) } + bills)
    }

    func context(_ actor: Actor) -> Context {
        Context(
            now: now,
            actor: actor,
            definition: plan,
            calendar: calendar,
            caseID: id,
            serials: numbers,
            place: place,
            agencies: agencies,
            files: files,
            parameters: parameters
        )
    }

    @discardableResult
    mutating func when(_ command: CaseCommand, by actor: Actor) throws -> [CaseEvent] {
        let happened = try decide(state, command, in: context(actor))
        for event in happened {
            content = evolve(content, event, version: (state?.version ?? 0) + 1)
            state = evolve(state, event)
        }
        events += happened
        return happened
    }

    /// Goes on under another version.
    mutating func move(_ event: CaseEvent.Migrated) {
        content = evolve(content, .migrated(event), version: (state?.version ?? 0) + 1)
        state = evolve(state, .migrated(event))
        events.append(.migrated(event))
    }

    @discardableResult
    mutating func start(
        _ answers: [FieldID: JSON] = Town.answers,
        by actor: Actor = .stranger,
        channel: Channel = .web,
        isAnonymous: Bool = false,
        consent: Bool = false,
        attributes: [String: JSON] = [:]
    ) throws -> CaseEvent.Started {
        let start = StartCase(
            app: plan.definition.app,
            answers: answers,
            channel: channel,
            isAnonymous: isAnonymous,
            consent: consent,
            attributes: attributes
        )
        let happened = try when(.start(start), by: actor)
        guard case .started(let started)? = happened.first else { throw Unexpected(what: "no start") }
        return started
    }

    @discardableResult
    mutating func act(
        _ action: ActionID,
        by actor: Actor,
        version: Int? = nil,
        _ answers: [FieldID: JSON] = [:],
        reason: String? = nil
    ) throws -> CaseEvent.Moved {
        let happened = try when(.act(action, version: version, answers: answers, reason: reason), by: actor)
        guard case .moved(let moved)? = happened.first else { throw Unexpected(what: "no move") }
        return moved
    }

    /// Why a command is refused; nil: it is taken.
    func refusal(_ command: CaseCommand, by actor: Actor) -> Rejection? {
        do throws(Rejection) {
            _ = try decide(state, command, in: context(actor))
            return nil
        } catch {
            return error
        }
    }

    func refusal(
        _ action: ActionID,
        by actor: Actor,
        version: Int? = nil,
        _ answers: [FieldID: JSON] = [:],
        reason: String? = nil
    ) -> Rejection? {
        refusal(.act(action, version: version, answers: answers, reason: reason), by: actor)
    }

    /// What is wrong with answers to the start form.
    func problems(_ changed: [FieldID: JSON], isAnonymous: Bool = false) -> [FieldProblem] {
        let answers = Town.answers.merging(changed) { _, new in new }
        let start = StartCase(app: plan.definition.app, answers: answers, isAnonymous: isAnonymous)
        return refusal(.start(start), by: .stranger)?.fields ?? []
    }

    /// Lets the timers fire that are due until a moment, and goes there.
    mutating func pass(to text: String) throws {
        let end = moment(text)
        while let state, let (timer, due) = state.timers.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
            due <= end
        {
            now = max(due, state.changedAt)
            try when(timer.command, by: .timer)
        }
        now = end
    }

    /// Started and passed on to roads.
    mutating func dispatched() throws {
        try start()
        try act("dispatch", by: .verifier, ["agency": "roads"])
    }

    /// Answered by the handler.
    mutating func answered() throws {
        try dispatched()
        try act("answer", by: .handler, ["answer": "Sudah ditambal"])
    }

    struct Unexpected: Error { let what: String }
}
