import Civic
import Definition
import Rules

/// Decides an action on a case.
struct Acting {
    private let state: CaseState
    private let context: Context
    private let plan: CompiledDefinition

    init(_ state: CaseState, in context: Context) {
        self.state = state
        self.context = context
        plan = context.definition
    }

    func event(
        _ id: ActionID,
        version: Int?,
        answers: [FieldID: JSON],
        reason: String?
    ) throws(Rejection) -> CaseEvent.Moved {
        guard let action = plan.action(id) else { throw .noSuchAction(id.text) }
        if let version, version != state.version {
            throw .staleVersion(yours: version, current: state.version, state: stateName)
        }
        let landing = try landing(of: action)
        let stamp = try stamp(for: action)
        try checkTimes(action)
        try checkFourEyes(action, stamp)
        if let problem = issuing.problem(with: action) { throw problem }
        var scope = scope
        if !action.guardReadsForm { try checkGuard(action, &scope) }
        let reason = try checked(reason, of: action)
        let policy = AnswerPolicy(
            isLenient: context.actor == .importer,
            asksNothing: context.actor == .timer || context.actor == .bank,
            owner: owner
        )
        var answers = answers
        let marking = answers.removeValue(forKey: Definition.markedFields)
        let marks =
            context.actor == .timer || context.actor == .importer
            ? Marks.none : try Marks(marking, of: action, hasReason: reason != nil, in: plan)
        let check = AnswerCheck(plan.form(of: action, on: state), in: context, policy)
        var checked = try check.check(answers, scope: &scope)
        if action.element.corrects { checked = try corrected(action, checked, &scope) }
        if action.guardReadsForm { try checkGuard(action, &scope) }
        return try moved(action, to: landing, checked, marks, reason, by: stamp, &scope)
    }

    /// What time does by itself.
    ///
    /// Where the guard refuses, the timer is used up: the fact says so, and nothing moves.
    func timed(_ id: ActionID) throws(Rejection) -> CaseEvent {
        guard let due = state.timers[.action(id)], due <= context.at else { throw .timerNotDue }
        do throws(Rejection) {
            return .moved(try event(id, version: nil, answers: [:], reason: nil))
        } catch {
            guard case .guardRefused = error else { throw error }
            var timers = state.timers
            timers[.action(id)] = nil
            return .replanned(
                CaseEvent.Replanned(
                    calendar: context.calendar.version,
                    clocks: [],
                    timers: timers,
                    at: context.at,
                    by: .timer
                )
            )
        }
    }

    /// Why an action cannot be taken now, form aside; nil: it can.
    ///
    /// What pages and the API ask before anybody types.
    func problem(with action: CompiledAction) -> Rejection? {
        do throws(Rejection) {
            _ = try landing(of: action)
            let stamp = try stamp(for: action)
            try checkTimes(action)
            try checkFourEyes(action, stamp)
            if let problem = Billing(plan: plan, state: state, context: context).problem(with: action) { throw problem }
            if let problem = issuing.problem(with: action) { return problem }
            if !action.guardReadsForm {
                var scope = scope
                try checkGuard(action, &scope)
            }
            return nil
        } catch {
            return error
        }
    }

    // MARK: May it be

    private func landing(of action: CompiledAction) throws(Rejection) -> Landing {
        if let whole = state.duplicateOf { throw .merged(whole.number) }
        if let landing = Landing(of: action.id, on: state, in: plan, at: context.at) { return landing }
        if state.endedAt != nil { throw .ended(state: stateName) }
        throw .stateChanged(action: action.element.name, current: stateName, version: state.version)
    }

    private func stamp(for action: CompiledAction) throws(Rejection) -> ActorStamp {
        let stamp = plan.permissions.stamp(for: context.actor, action: action, in: state, at: context.now)
        if let stamp { return stamp }
        if context.actor == .timer { throw .timerNotDue }
        if plan.permissions.isHeldByOther(context.actor, action: action, in: state, at: context.now) {
            throw .heldByOther
        }
        throw .notAllowed(action: action.element.name, by: plan.permissions.names(of: action.element.by))
    }

    private func checkTimes(_ action: CompiledAction) throws(Rejection) {
        guard let most = action.element.atMost, state.counts[action.id, default: 0] >= most else { return }
        throw .tooOften(action: action.element.name, times: most)
    }

    /// Neither who did the other act, nor whoever acts in their place.
    private func checkFourEyes(_ action: CompiledAction, _ stamp: ActorStamp) throws(Rejection) {
        guard let other = action.element.notBy, let last = state.actors[other]?.officer,
            case .officer(let officer, _) = context.actor, officer == last || stamp.mandate?.principal == last
        else { return }
        throw .fourEyes(
            action: action.element.name,
            other: plan.definition.actions[other]?.name ?? LocalizedText(id: other.text)
        )
    }

    private func checkGuard(_ action: CompiledAction, _ scope: inout RuleScope) throws(Rejection) {
        guard let rule = action.when, try !scope.holds(rule) else { return }
        let generic = LocalizedText(
            id: "syaratnya tidak terpenuhi (\(rule.source)).",
            en: "its condition does not hold (\(rule.source))."
        )
        throw .guardRefused(action: action.element.name, explanation: action.element.otherwise ?? generic)
    }

    private func checked(_ reason: String?, of action: CompiledAction) throws(Rejection) -> String? {
        guard action.element.reason != .none, context.actor != .timer, context.actor != .bank else {
            return nil
        }
        guard let clean = CleanText.clean(reason ?? "", lines: true) else { throw .unreadableText }
        if clean.count > Limits.reasonCharactersMax {
            throw .reasonTooLong(by: clean.count - Limits.reasonCharactersMax)
        }
        if clean.isEmpty {
            if action.element.reason == .required, context.actor != .importer {
                throw .reasonMissing(action: action.element.name)
            }
            return nil
        }
        return clean
    }

    // MARK: What was sent back

    /// A correction says something, and what follows from the answers by calculation follows from the new ones.
    ///
    /// A value that needs closed answers that were not given anew stays as it was: a decision does not see them.
    private func corrected(
        _ action: CompiledAction,
        _ answers: CheckedAnswers,
        _ scope: inout RuleScope
    ) throws(Rejection) -> CheckedAnswers {
        let isEmpty = answers.open.isEmpty && answers.closed.isEmpty && answers.contact == nil
        if isEmpty, let first = plan.form(of: action, on: state).fields.first, context.actor != .timer {
            throw .invalid([FieldProblem(field: first.id, label: first.field.label, cause: .missing)])
        }
        var answers = answers
        let given = Set(answers.open.keys).union(answers.closed.keys).union(
            answers.contact?.fields.keys.map { $0 } ?? []
        )
        for field in plan.start.form.fields {
            guard let rule = field.calculated, let names = field.field.calculated?.expression.names else { continue }
            let asked = plan.start.form.fields.filter { names.contains($0.id.text) }
            guard asked.contains(where: { given.contains($0.id) }),
                asked.allSatisfy({ given.contains($0.id) || $0.field.privacy == .open }),
                let value = scope.value(rule).flatMap({ field.answer(of: $0) })
            else { continue }
            switch field.field.privacy {
            case .open: answers.open[field.id] = value
            case .caseBox: answers.closed[field.id] = value
            case .person: continue
            }
        }
        return answers
    }

    // MARK: What becomes true

    private func moved(
        _ action: CompiledAction,
        to landing: Landing,
        _ answers: CheckedAnswers,
        _ marks: Marks,
        _ reason: String?,
        by stamp: ActorStamp,
        _ scope: inout RuleScope
    ) throws(Rejection) -> CaseEvent.Moved {
        let (agency, attributes) = try attributes(action, answers, &scope)
        let clocks = try ClockMoves(plan: plan, calendar: context.calendar, at: context.at)
            .moved(state.clocks, by: action, through: landing.passed, scope: &scope)
        var standing = state.clocks
        for change in clocks { standing[change.clock] = change.state }
        let changes = try issuing.changes(action, &scope)
        let money = try Billing(plan: plan, state: state, context: context).moves(of: action, &scope)
        var after = state
        after.clocks = standing
        after.documents.take(changes, at: context.at, by: stamp, version: state.version + 1)
        for (id, value) in answers.open { after.fields[id] = value }
        after.take(money, at: context.at)
        let gave = answers.contact?.phone != nil || answers.contact?.email != nil
        return CaseEvent.Moved(
            action: action.id,
            from: state.state,
            to: landing.to,
            step: landing.step,
            opened: landing.opened,
            isEnd: plan.state(landing.to)?.isEnd ?? false,
            agency: agency == state.agency ? nil : agency,
            attributes: attributes,
            fields: answers.open,
            rows: scope.rows,
            parameters: scope.used,
            calendar: context.calendar.version,
            clocks: clocks,
            timers: timers(of: after, at: landing),
            notices: action.notices + (landing.step?.joined == true ? plan.branches[state.state]?.notices ?? [] : []),
            hasContact: gave && !state.hasContact,
            documents: changes,
            serials: serials(of: money, changes),
            marked: marks.fields,
            isCorrection: action.element.corrects && !state.marked.isEmpty,
            sealed: CaseEvent.Sealed(
                fields: answers.closed,
                reason: reason,
                contact: answers.contact,
                signer: signer,
                remarks: marks.remarks
            ),
            at: context.at,
            by: stamp,
            money: money
        )
    }

    /// When the case wants to be looked at next, where it has landed.
    private func timers(of after: CaseState, at landing: Landing) -> [TimerID: Moment] {
        TimerPlan(plan: plan, calendar: context.calendar).timers(
            state: landing.to,
            since: landing.since,
            branches: landing.positions,
            clocks: after.clocks,
            fields: after.fields,
            bills: after.bills,
            documents: after.documents
        )
    }

    private func attributes(
        _ action: CompiledAction,
        _ answers: CheckedAnswers,
        _ scope: inout RuleScope
    ) throws(Rejection) -> (AgencyID, [String: JSON]) {
        var changed: [String: JSON] = [:]
        var agency = state.agency
        if action.handsOver, let text = answers.open["agency"]?.string, let id = try? AgencyID(text) { agency = id }
        for (attribute, value) in action.set {
            let json = try scope.json(value)
            if attribute.text == "agency" {
                guard let text = json.string, let id = try? AgencyID(text) else { throw .agencyMissing(json.text) }
                agency = id
            } else if state.attributes[attribute.text] ?? .null != json {
                changed[attribute.text] = json
            }
            scope.write(attribute.text, json)
        }
        guard agency == state.agency || context.agencies.isEmpty || context.agencies.contains(agency) else {
            throw .agencyMissing(agency.text)
        }
        return (agency, changed)
    }

    private var scope: RuleScope {
        RuleScope(
            plan,
            at: context.at,
            calendar: context.calendar,
            state: state,
            place: context.place,
            parameters: context.parameters,
            ownRows: context.parameterRows
        )
    }

    private var issuing: Issuing { Issuing(plan: plan, state: state, context: context) }

    private func serials(of money: MoneyMoves, _ changes: [DocumentChange]) -> [String: Int] {
        var taken = money.issued.map { [$0.number.scope: $0.number.serial] } ?? [:]
        for case .issued(let document) in changes { taken[document.counter] = document.serial }
        return taken
    }

    private var stateName: LocalizedText { plan.stateName(state.state, forCitizen: isCitizen) }

    private var isCitizen: Bool {
        if case .citizen = context.actor { return true }
        return false
    }

    private var owner: PersonID {
        if case .citizen(_, let person?) = context.actor { return person }
        return PersonID(reporterOf: state.id)
    }

    private var signer: String? {
        if case .peer(_, _, let signer) = context.actor { return signer }
        return nil
    }
}
