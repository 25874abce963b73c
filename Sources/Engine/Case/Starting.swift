import Civic
import Definition

/// Decides the start of a case.
struct Starting {
    private let start: StartCase
    private let context: Context
    private let plan: CompiledDefinition

    init(_ start: StartCase, in context: Context) {
        self.start = start
        self.context = context
        plan = context.definition
    }

    func event() throws(Rejection) -> CaseEvent.Started {
        let definition = plan.definition
        guard start.app == definition.app else {
            throw .wrongApplication(asked: start.app, definition: definition.app)
        }
        // What began before goes on here; history may still be brought in.
        if context.actor != .importer,
            let system = definition.replacement(on: context.at.date(in: context.calendar.zone))
        {
            throw .replaced(by: system.system, basis: system.basis)
        }
        let stamp = try stamp()
        let assistedBy = try assistant()
        let number = plan.number(of: context)
        var scope = scope(of: number)
        let policy = AnswerPolicy(
            isLenient: context.actor == .importer || start.isOpenedByAction,
            dropsPerson: isAnonymous,
            owner: owner
        )
        let check = AnswerCheck(plan.start.form, in: context, policy)
        let answers = try check.check(start.answers, scope: &scope)
        let (agency, attributes) = try attributes(&scope)
        let state = plan.start.state
        let opened = plan.opened(in: state)
        let clocks = try ClockMoves(plan: plan, calendar: context.calendar, at: context.at)
            .started(in: [state] + opened.values, scope: &scope)
        return CaseEvent.Started(
            id: context.caseID,
            number: number,
            app: definition.app,
            definition: plan.hash,
            state: state,
            opened: opened,
            agency: agency,
            attributes: attributes,
            village: context.place?.village,
            district: context.place?.district,
            channel: start.channel,
            isAnonymous: isAnonymous,
            language: start.language,
            assistedBy: assistedBy,
            consent: start.consent,
            hasContact: hasContact(answers),
            fields: answers.open,
            rows: scope.rows,
            parameters: scope.used,
            calendar: context.calendar.version,
            clocks: clocks,
            timers: timers(clocks, answers.open),
            notices: plan.start.notices,
            sealed: CaseEvent.Sealed(fields: answers.closed, contact: answers.contact, signer: signer),
            at: context.at,
            by: stamp
        )
    }

    private func scope(of number: CaseNumber) -> RuleScope {
        let beginning = RuleScope.Beginning(
            number: number,
            channel: start.channel,
            isAnonymous: isAnonymous,
            language: start.language,
            agency: plan.definition.owner,
            attributes: start.attributes
        )
        return RuleScope(
            plan,
            at: context.at,
            calendar: context.calendar,
            state: nil,
            beginning: beginning,
            place: context.place,
            parameters: context.parameters,
            ownRows: context.parameterRows
        )
    }

    private func timers(_ clocks: [ClockChange], _ fields: [FieldID: JSON]) -> [TimerID: Moment] {
        let running = Dictionary(clocks.map { ($0.clock, $0.state) }, uniquingKeysWith: { _, last in last })
        return TimerPlan(plan: plan, calendar: context.calendar)
            .timers(
                state: plan.start.state,
                since: context.at,
                branches: plan.opened(in: plan.start.state)
                    .mapValues { BranchPosition(state: $0, since: context.at) },
                clocks: running,
                fields: fields
            )
    }

    private var isAnonymous: Bool { start.staysAnonymous }

    /// Whose box the contact goes into: the account's, or somebody's known only in this case.
    private var owner: PersonID {
        if case .citizen(_, let person?) = context.actor { return person }
        return PersonID(reporterOf: context.caseID)
    }

    private var signer: String? {
        if case .peer(_, _, let signer) = context.actor { return signer }
        return nil
    }

    /// Somebody can be told: by phone or e-mail given here, or through the account.
    private func hasContact(_ answers: CheckedAnswers) -> Bool {
        if answers.contact?.phone != nil || answers.contact?.email != nil { return true }
        if case .citizen(_, .some) = context.actor { return !isAnonymous }
        return false
    }

    private func stamp() throws(Rejection) -> ActorStamp {
        let stamp = plan.permissions.startStamp(
            for: context.actor,
            agency: plan.definition.owner,
            attributes: start.attributes,
            at: context.now
        )
        guard let stamp else { throw .mayNotStart }
        return stamp
    }

    private func assistant() throws(Rejection) -> OfficerID? {
        guard start.channel.isAssisted else { return start.assistedBy }
        guard case .officer(let officer, _) = context.actor else {
            if context.actor == .importer { return start.assistedBy }
            throw .assistantMissing
        }
        guard start.consent else { throw .consentMissing }
        return start.assistedBy ?? officer
    }

    private func attributes(_ scope: inout RuleScope) throws(Rejection) -> (AgencyID, [String: JSON]) {
        var attributes = start.attributes
        var agency = plan.definition.owner
        for (attribute, value) in plan.start.set {
            let json = try scope.json(value)
            if attribute.text == "agency" {
                agency = try self.agency(json)
            } else if json.isNull {
                attributes[attribute.text] = nil
            } else {
                attributes[attribute.text] = json
            }
            scope.write(attribute.text, json)
        }
        guard context.agencies.isEmpty || context.agencies.contains(agency) else {
            throw .agencyMissing(agency.text)
        }
        return (agency, attributes)
    }

    private func agency(_ json: JSON) throws(Rejection) -> AgencyID {
        guard let text = json.string, let id = try? AgencyID(text) else { throw .agencyMissing(json.text) }
        return id
    }
}

extension StartCase {
    /// By the flag, or by an answer to a question called `anonymous`.
    var staysAnonymous: Bool {
        guard !isAnonymous, let answer = answers["anonymous"] else { return isAnonymous }
        return AnswerReading.truth(answer) == true
    }
}
