package import Civic
import Definition

/// What a command makes of a case: events, or the reason why not.
///
/// Pure; an empty list means that nothing changes.
///
/// Cost: tens of microseconds for a start; no parsing, no I/O.
package func decide(
    _ state: CaseState?,
    _ command: CaseCommand,
    in context: Context
) throws(Rejection) -> [CaseEvent] {
    if case .start(let start) = command {
        if let state { throw .alreadyStarted(state.number) }
        let started = CaseEvent.started(try Starting(start, in: context).event())
        return [started] + settled(nil, started, context)
    }
    guard let state else { throw .noSuchCase }
    guard state.definition == context.definition.hash, state.app == context.definition.definition.app else {
        throw .wrongDefinition
    }
    var context = context
    if context.at < state.changedAt {
        // The node's clock may step back a little; an import that does is out of order.
        if context.actor == .importer { throw .tooEarly(last: state.changedAt) }
        context.at = state.changedAt
    }
    switch command {
    case .start: return []
    case .act(let action, let version, let answers, let reason):
        let acting = Acting(state, in: context)
        let moved = CaseEvent.moved(try acting.event(action, version: version, answers: answers, reason: reason))
        return [moved] + (try ties(state, moved, context)) + settled(state, moved, context)
    case .timer(.clock(let clock, let percent)), .clockMark(let clock, let percent):
        return [.clockMarked(try Marking(state, in: context).event(clock, percent: percent))]
    case .timer(.action(let action)):
        let timed = try Acting(state, in: context).timed(action)
        return [timed] + settled(state, timed, context)
    case .timer(.lease(let role)): return try Working(state, in: context).events(.lapse(role)).map { .work($0) }
    case .work(let command): return try Working(state, in: context).events(command).map { .work($0) }
    case .timer(.document(let index, let days)):
        return [.documentMarked(try DocumentMarking(state: state, context: context).event(index, days: days))]
    case .documentRenewed(let number, let follower):
        let marking = DocumentMarking(state: state, context: context)
        return try marking.renewed(number, by: follower).map { [.documentMarked($0)] } ?? []
    case .note(let text): return [.noted(try noted(text, state, context))]
    case .replan: return try replanned(state, context).map { [.replanned($0)] } ?? []
    case .erase(let erasure): return try Righting(state, in: context).erasure(erasure).map { [$0] } ?? []
    case .correct(let answers): return [try Righting(state, in: context).correction(answers)]
    case .payment(let payment):
        let events = try Receiving(state, in: context).events(payment)
        guard events.count == 2, let received = events.first, let moved = events.last else { return events }
        return events + settled(evolve(state, received), moved, context)
    case .refund(let bill, let amount, let reference):
        return [.refundPaid(try Receiving(state, in: context).refund(bill, amount, reference: reference))]
    case .promise(let clock, let due): return [.replanned(try promised(clock, due, state, context))]
    }
}

/// What an action means for other cases.
private func ties(_ state: CaseState, _ event: CaseEvent, _ context: Context) throws(Rejection) -> [CaseEvent] {
    guard case .moved(let moved) = event, let action = context.definition.action(moved.action),
        action.element.link != nil || action.element.open != nil
    else { return [] }
    return try Tying(state: state, context: context, action: action).events(moved).map { .work($0) }
}

/// What a move means for those who work on the case; history brings its own.
private func settled(_ before: CaseState?, _ event: CaseEvent, _ context: Context) -> [CaseEvent] {
    guard context.actor != .importer, before?.holdings.isEmpty == false || context.definition.distributesWork else {
        return []
    }
    return Working(evolve(before, event), in: context).settled(after: before).map { .work($0) }
}

/// What the node must resolve before it decides: numbers, a place, files.
///
/// `state`: the case as it stands; nil before it starts.
package func needs(
    _ command: CaseCommand,
    of state: CaseState?,
    under definition: CompiledDefinition,
    at: Moment,
    in zone: Zone
) -> Needs {
    let serials = serials(command, of: state, under: definition, at: at, in: zone)
    switch command {
    case .start(let start): return needs(start.answers, definition.start.form, serials)
    case .act(let id, _, let answers, _):
        guard let action = definition.action(id) else { return Needs() }
        return needs(answers, state.map { definition.form(of: action, on: $0) } ?? action.form, serials)
    case .timer: return Needs(serials: serials)
    case .correct(let answers): return needs(answers, definition.start.form, [])
    case .payment: return Needs(serials: serials)
    case .clockMark, .note, .documentRenewed, .replan, .promise, .refund, .work, .erase: return Needs()
    }
}

/// The counters from which a command takes a number.
///
/// They stand apart from the other needs because they name a year: the writer asks again in its own transaction, for midnight
/// may have passed since the command came.
package func serials(
    _ command: CaseCommand,
    of state: CaseState?,
    under definition: CompiledDefinition,
    at: Moment,
    in zone: Zone
) -> [String] {
    switch command {
    case .start:
        return [CaseNumber.scope(prefix: definition.definition.prefix, year: at.date(in: zone).year)]
    case .act(let id, _, _, _), .timer(.action(let id)):
        guard let action = definition.action(id) else { return [] }
        let letters = state.map { Issuing.counters(action, of: $0, under: definition, at: at, in: zone) } ?? []
        let taken = billScopes([action], at, zone) + letters
        guard opensCase(command, under: definition) else { return taken }
        return taken + [CaseNumber.scope(prefix: definition.definition.prefix, year: at.date(in: zone).year)]
    case .payment:
        // The action that a full payment takes may bill the next fee and issue a document.
        let taken = definition.actions.filter { $0.element.by.contains(where: \.isPayment) }
        let letters = taken.flatMap { action in
            state.map { Issuing.counters(action, of: $0, under: definition, at: at, in: zone) } ?? []
        }
        return billScopes(taken, at, zone) + Set(letters).sorted()
    case .timer, .clockMark, .note, .documentRenewed, .replan, .promise, .refund, .work, .erase, .correct: return []
    }
}

private func billScopes(_ actions: [CompiledAction], _ at: Moment, _ zone: Zone) -> [String] {
    guard actions.contains(where: { $0.element.money.bill != nil }) else { return [] }
    return [BillNumber.scope(year: at.date(in: zone).year)]
}

private func needs(_ answers: [FieldID: JSON], _ form: CompiledForm, _ serials: [String]) -> Needs {
    let point = form.location.flatMap { form.fields[$0].point(answers[form.fields[$0].id]) }
    var files: [String] = []
    var (outline, cases): ([GeoPoint], [CaseNumber]) = ([], [])
    for field in form.fields {
        outline += field.outline(answers[field.id])
        cases += field.caseNumber(answers[field.id])
        guard field.field.type.files != nil, let answer = answers[field.id] else { continue }
        files += (answer.array ?? [answer]).compactMap { $0.string ?? $0["file"]?.string }
    }
    return Needs(serials: serials, point: point, outline: outline, cases: cases, files: files)
}

private func noted(
    _ text: String,
    _ state: CaseState,
    _ context: Context
) throws(Rejection) -> CaseEvent.Noted {
    let permissions = context.definition.permissions
    guard let stamp = permissions.noteStamp(for: context.actor, in: state, at: context.now) else { throw .mayNotNote }
    guard let clean = CleanText.clean(text, lines: true) else { throw .unreadableText }
    if clean.isEmpty { throw .noteMissing }
    if clean.count > Limits.noteCharactersMax { throw .noteTooLong(by: clean.count - Limits.noteCharactersMax) }
    return CaseEvent.Noted(sealed: CaseEvent.Sealed(note: clean), at: context.at, by: stamp)
}

private func replanned(_ state: CaseState, _ context: Context) throws(Rejection) -> CaseEvent.Replanned? {
    switch context.actor {
    case .timer, .importer: break
    case .citizen, .officer, .peer, .bank:
        throw .notAllowed(action: LocalizedText(id: "Hitung ulang", en: "Plan anew"), by: [])
    }
    let plan = context.definition
    let changes = ClockMoves(plan: plan, calendar: context.calendar, at: context.at).replanned(state.clocks)
    var clocks = state.clocks
    for change in changes { clocks[change.clock] = change.state }
    guard plan.index(of: state.state) != nil else { throw .wrongDefinition }
    let timers = TimerPlan(plan: plan, calendar: context.calendar).timers(of: state, clocks: clocks)
    if changes.isEmpty, timers == state.timers { return nil }
    return CaseEvent.Replanned(
        calendar: context.calendar.version,
        clocks: changes,
        timers: timers,
        at: context.at,
        by: context.actor == .importer ? ActorStamp(kind: .importer) : .timer
    )
}

/// The deadline that history names stands in place of the target's.
private func promised(
    _ id: ClockID,
    _ due: Moment,
    _ state: CaseState,
    _ context: Context
) throws(Rejection) -> CaseEvent.Replanned {
    let plan = context.definition
    guard context.actor == .importer else {
        throw .notAllowed(action: LocalizedText(id: "Tetapkan tenggat", en: "Set the deadline"), by: [])
    }
    guard case .running? = state.clocks[id], let clock = plan.clocks.first(where: { $0.id == id }), due > context.at,
        plan.index(of: state.state) != nil
    else { throw .timerNotDue }
    let run = clock.begin(due: due, at: context.at, on: context.calendar)
    var clocks = state.clocks
    clocks[id] = .running(run)
    let timers = TimerPlan(plan: plan, calendar: context.calendar).timers(of: state, clocks: clocks)
    return CaseEvent.Replanned(
        calendar: context.calendar.version,
        clocks: [ClockChange(clock: id, what: .replanned, state: .running(run))],
        timers: timers,
        at: context.at,
        by: ActorStamp(kind: .importer)
    )
}
