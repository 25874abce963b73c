import Civic
import Definition

/// One scenario while it is played.
struct ScenarioPlay {
    private let runner: ScenarioRunner
    private let scenario: Scenario
    private let caseID: CaseID
    private let serial: Int
    private var now: Moment
    private var state: CaseState?
    /// Whose ledger this is, as the node would write it to the case's attribute `side` at the start; nil: no agreement.
    private var side: Side?
    private var place: PlaceFacts?
    private var sent: Set<NoticeID> = []
    private var lastActor: ScenarioActor?
    private(set) var events: [CaseEvent] = []
    private(set) var failures: [ScenarioFailure] = []

    init(_ runner: ScenarioRunner, _ scenario: Scenario, serial: Int) {
        self.runner = runner
        self.scenario = scenario
        self.serial = serial
        caseID = CaseID(random: (0, UInt64(serial)))
        now = scenario.start
        side = scenario.side
    }

    /// Plays until the end, or until a step goes otherwise than the story says.
    mutating func run() {
        for step in scenario.steps {
            sent = []
            pass(step)
            let before = failures.count
            if let deed = step.deed {
                perform(deed, step)
                lastActor = deed.actor
            }
            if failures.count == before { compare(step) }
            if failures.count > before { return }
        }
    }

    // MARK: Time

    private mutating func pass(_ step: ScenarioStep) {
        let next: Moment =
            switch step.time {
            case .same: now
            case .at(let moment): moment
            case .after(let span): now + span
            case .afterWorkdays(let days): later(by: days)
            }
        if next < now {
            fail(
                step.place,
                "Waktu langkah ini mendahului langkah sebelumnya (\(now.rfc3339)).",
                "This step's time lies before the step before (\(now.rfc3339))."
            )
            return
        }
        fireTimers(until: next)
        now = next
    }

    /// The same time of day, so many workdays later.
    private func later(by days: Int) -> Moment {
        let zone = runner.calendar.zone
        var date = now.date(in: zone)
        let time = now - date.start(in: zone)
        for _ in 0..<days { date = runner.calendar.workday(onOrAfter: date.adding(days: 1)) }
        return date.start(in: zone) + time
    }

    private mutating func fireTimers(until end: Moment) {
        // Each timer is used up when it fires; the bound keeps a broken definition from running for ever.
        for _ in 0..<1_000 {
            guard let state, let (id, due) = state.timers.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
                due <= end
            else { return }
            do throws(Rejection) {
                try take(decide(state, id.command, in: context(.timer, at: max(due, state.changedAt))))
            } catch {
                fail(
                    scenario.place,
                    "Pengingat \(id) gagal: \(error.message(.id))",
                    "The timer \(id) failed: \(error.message(.en))"
                )
                return
            }
        }
    }

    // MARK: Deeds

    private mutating func perform(_ deed: ScenarioDeed, _ step: ScenarioStep) {
        // A point lies inside the government, in a village that does not matter, unless the story is about one outside.
        let isOutside = step.expect.refused.map { Self.outside.contains($0) } ?? false
        place = isOutside ? nil : PlaceFacts(village: deed.village, district: deed.village?.parent)
        if deed.verb == .start, side == nil { side = runner.plan.definition.roles[deed.actor.role]?.side }
        do throws(Rejection) {
            let happened = try decide(state, command(deed), in: context(actor(deed.actor), at: now))
            if let refused = step.expect.refused {
                fail(
                    step.place,
                    "Langkah ini seharusnya ditolak (\(refused)), tetapi diterima.",
                    "This step should have been refused (\(refused)), but was taken."
                )
                return
            }
            take(happened)
        } catch {
            if let refused = step.expect.refused, error.isCalled(refused) { return }
            let wanted = step.expect.refused.map { " (≠ \($0))" } ?? ""
            fail(
                step.place,
                "Ditolak [\(error.key)]\(wanted): \(error.message(.id))",
                "Refused [\(error.key)]\(wanted): \(error.message(.en))"
            )
        }
    }

    private func command(_ deed: ScenarioDeed) -> CaseCommand {
        switch deed.verb {
        case .start:
            let role = runner.plan.definition.roles[deed.actor.role]
            let isCitizen = role?.scope == .everyone
            // A management application is the officers' own; entering a citizen's case is assisted intake.
            let isAssisted = !isCitizen && runner.plan.definition.start.by.isEmpty
            var attributes: [String: JSON] = [:]
            if let side {
                attributes["side"] = .string(side.rawValue)
                attributes["counterpart"] = .string(Self.counterpart.text)
            }
            return .start(
                StartCase(
                    app: runner.plan.definition.app,
                    answers: deed.answers,
                    channel: isAssisted ? .counter : .web,
                    consent: isAssisted,
                    attributes: attributes
                )
            )
        case .act(let action): return .act(action, version: nil, answers: deed.answers, reason: deed.reason)
        case .note: return .note(deed.reason ?? "")
        }
    }

    private static let counterpart: RegionCode = "32.15"
    private static let outside: Set<String> = ["outside-government", "field.outside-government"]

    private func actor(_ actor: ScenarioActor) -> Actor {
        let role = runner.plan.definition.roles[actor.role]
        if role?.scope == .everyone { return .citizen(holdsCase: true, person: nil) }
        if let other = role?.side, let side, other != side {
            return .peer(government: Self.counterpart, side: other, signer: actor.person ?? actor.role.text)
        }
        let agency: AgencyID? =
            switch role?.scope {
            case .caseAgency: actor.agency ?? state?.agency ?? runner.plan.definition.owner
            case .owner: actor.agency ?? runner.plan.definition.owner
            case .agency(let one): actor.agency ?? one
            case .government, .everyone, nil: actor.agency
            }
        return .officer(
            OfficerID(actor.person ?? actor.description),
            grants: [Grant(role: actor.role, app: runner.plan.definition.app, agency: agency)]
        )
    }

    private func context(_ actor: Actor, at moment: Moment) -> Context {
        Context(
            now: moment,
            actor: actor,
            definition: runner.plan,
            calendar: runner.calendar,
            caseID: caseID,
            serial: serial,
            place: place,
            agencies: runner.agencies
        )
    }

    private mutating func take(_ happened: [CaseEvent]) {
        for event in happened {
            state = evolve(state, event)
            for notice in event.notices { sent.insert(notice.id) }
        }
        events += happened
    }

    // MARK: What must be true

    private mutating func compare(_ step: ScenarioStep) {
        let expect = step.expect
        guard let state else {
            if expect.state != nil {
                fail(step.place, "Belum ada kasus.", "There is no case yet.")
            }
            return
        }
        if let wanted = expect.state, wanted != state.state {
            differs(step, "status", "state", is: state.state.text, wanted: wanted.text)
        }
        if let wanted = expect.agency, wanted != state.agency {
            differs(step, "perangkat daerah", "agency", is: state.agency.text, wanted: wanted.text)
        }
        compareClocks(step, state)
        for (attribute, wanted) in expect.attributes.sorted(by: { $0.key < $1.key }) {
            let found =
                attribute.text == "agency" ? .string(state.agency.text) : state.attributes[attribute.text] ?? .null
            if found != wanted {
                differs(step, attribute.text, attribute.text, is: found.text, wanted: wanted.text)
            }
        }
        if let wanted = expect.notices, wanted != sent {
            differs(step, "pemberitahuan", "notices", is: Self.list(sent), wanted: Self.list(wanted))
        }
        if let wanted = expect.offers, let actor = step.deed?.actor ?? lastActor {
            let offers = runner.plan.availableActions(
                state,
                for: self.actor(actor),
                now: now,
                calendar: runner.calendar
            )
            let found = Set(offers.filter { $0.problem == nil }.map(\.id))
            if found != wanted {
                differs(step, "tindakan", "actions", is: Self.list(found), wanted: Self.list(wanted))
            }
        }
    }

    private mutating func compareClocks(_ step: ScenarioStep, _ state: CaseState) {
        for (clock, wanted) in step.expect.clocks.sorted(by: { $0.key < $1.key }) {
            let found = conditions(state.clocks[clock])
            if !found.contains(wanted) {
                differs(
                    step,
                    "jam \(clock)",
                    "clock \(clock)",
                    is: found.map(\.rawValue).joined(separator: ", "),
                    wanted: wanted.rawValue
                )
            }
        }
        for (clock, wanted) in step.expect.due.sorted(by: { $0.key < $1.key }) {
            let found = state.clocks[clock]?.due
            if found != wanted {
                let zone = runner.calendar.zone
                differs(
                    step,
                    "tenggat \(clock)",
                    "due time of \(clock)",
                    is: found?.rfc3339(in: zone) ?? "–",
                    wanted: wanted.rfc3339(in: zone)
                )
            }
        }
    }

    /// An overdue clock runs on, and is breached already.
    private func conditions(_ clock: ClockState?) -> [ScenarioExpectation.ClockCondition] {
        switch clock {
        case nil: [.none]
        case .running(let run)?: now > run.due ? [.breached, .running] : [.running]
        case .paused?: [.paused]
        case .met?: [.met]
        case .breached?: [.breached]
        case .stopped?: [.stopped]
        }
    }

    private static func list<Kind>(_ ids: Set<Identifier<Kind>>) -> String {
        ids.isEmpty ? "–" : ids.sorted().map(\.text).joined(separator: ", ")
    }

    private mutating func differs(_ step: ScenarioStep, _ id: String, _ en: String, is found: String, wanted: String) {
        fail(step.place, "\(id): \(found), seharusnya \(wanted).", "\(en): \(found), should be \(wanted).")
    }

    private mutating func fail(_ place: SourcePlace, _ id: String, _ en: String) {
        failures.append(ScenarioFailure(place: place, message: LocalizedText(id: id, en: en)))
    }
}

extension Rejection {
    /// Whether a scenario's word names this rejection: `four-eyes`, or for answers the cause: `outside-government`.
    func isCalled(_ word: String) -> Bool {
        key == word || key == "case." + word || fields.contains { $0.key == word || $0.key == "field." + word }
    }
}
