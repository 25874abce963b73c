import Civic
import Definition
import Rules

/// Decides what an action does to the documents of its case.
struct Issuing {
    let plan: CompiledDefinition
    let state: CaseState
    let context: Context

    /// The counters from which an action takes numbers: one for each document, agency and year.
    static func counters(
        _ action: CompiledAction,
        of state: CaseState,
        under plan: CompiledDefinition,
        at: Moment,
        in zone: Zone
    ) -> [String] {
        action.element.documents.numbered.map { counter($0, of: state, under: plan, year: at.date(in: zone).year) }
    }

    private static func counter(_ id: DocumentID, of state: CaseState, under plan: CompiledDefinition, year: Int)
        -> String
    {
        "\(plan.definition.app).\(id)/\(agency(id, of: state, under: plan))/\(year)"
    }

    /// Whose letter it is: whoever signs for the application's owner signs on the owner's paper, wherever the case lies.
    private static func agency(_ id: DocumentID, of state: CaseState, under plan: CompiledDefinition) -> AgencyID {
        let signer = plan.definition.documents[id].flatMap { plan.definition.roles[$0.signedBy] }
        return switch signer?.scope {
        case .owner: plan.definition.owner
        case .agency(let agency): agency
        case nil, .everyone, .caseAgency, .government: state.agency
        }
    }

    /// Why an action cannot do to documents what it does; nil: it can.
    func problem(with action: CompiledAction) -> Rejection? {
        let effects = action.element.documents
        if effects.isEmpty { return nil }
        for id in effects.issue {
            guard let index = state.documents.inForce(id) else { continue }
            return .documentInForce(name(id), number: state.documents[index].document.number)
        }
        for id in effects.reissue where state.documents.last(where: { $0.document.id == id }) == nil {
            return .documentMissing(name(id))
        }
        for (ids, wanted) in [
            (effects.suspend, [DocumentStanding.issued]), (effects.resume, [.suspended]),
            (effects.revoke, [.issued, .suspended]),
        ] {
            for id in ids {
                guard let index = state.documents.inForce(id), wanted.contains(state.documents[index].standing) else {
                    return .documentMissing(name(id))
                }
            }
        }
        return nil
    }

    private func name(_ id: DocumentID) -> LocalizedText {
        plan.definition.documents[id]?.name ?? LocalizedText(id: id.text)
    }

    /// What becomes true; numbers are those that the node resolved.
    func changes(_ action: CompiledAction, _ scope: inout RuleScope) throws(Rejection) -> [DocumentChange] {
        let effects = action.element.documents
        if effects.isEmpty { return [] }
        if let problem = problem(with: action) { throw problem }
        var changes: [DocumentChange] = []
        for (ids, standing) in [
            (effects.suspend, DocumentStanding.suspended), (effects.resume, .issued), (effects.revoke, .revoked),
        ] {
            for id in ids {
                guard let index = state.documents.inForce(id) else { continue }
                changes.append(.stands(index: index, standing, follower: nil))
            }
        }
        for id in effects.numbered {
            let old = effects.reissue.contains(id) ? state.documents.lastIndex { $0.document.id == id } : nil
            let document = try document(id, replacing: old, &scope)
            if let old, state.documents[old].standing.isInForce {
                changes.append(.stands(index: old, .replaced, follower: document.number))
            }
            changes.append(.issued(document))
        }
        return changes
    }

    private func document(
        _ id: DocumentID,
        replacing old: Int?,
        _ scope: inout RuleScope
    ) throws(Rejection) -> CaseDocument {
        guard let element = plan.definition.documents[id], let template = plan.letters[id] else {
            throw .documentMissing(name(id))
        }
        let today = context.at.date(in: context.calendar.zone)
        let counter = Self.counter(id, of: state, under: plan, year: today.year)
        guard let serial = context.serials[counter], serial >= 1 else {
            preconditionFailure("the node resolves the number that `needs` asked for")
        }
        let until = try until(template, today, &scope)
        let agency = Self.agency(id, of: state, under: plan)
        let reminders = until.map { end in
            (element.valid?.remind ?? []).filter { end.adding(days: -$0) > today }.sorted(by: >)
        }
        return CaseDocument(
            id: id,
            serial: serial,
            counter: counter,
            number: element.number.text(serial: serial, agency: agency, on: today),
            agency: agency,
            day: today,
            until: until,
            replaces: old.map { state.documents[$0].document.number },
            template: template.hash,
            remind: reminders ?? []
        )
    }

    /// The last day: a year's document that begins today ends the day before today next year.
    private func until(
        _ letter: CompiledLetter,
        _ today: CivilDate,
        _ scope: inout RuleScope
    ) throws(Rejection) -> CivilDate? {
        switch letter.until {
        case nil: return nil
        case .days(let days)?: return today.adding(days: days - 1)
        case .months(let months)?: return today.adding(months: months).adding(days: -1)
        case .rule(let rule)?:
            let value = try scope.evaluate(rule)
            guard case .date(let date) = value else {
                throw .ruleFailed(
                    place: rule.place.description,
                    explanation: LocalizedText(id: "tidak memberi tanggal.", en: "it gives no date.")
                )
            }
            return date
        }
    }
}

/// What time makes of a document: a reminder, or its end.
struct DocumentMarking {
    let state: CaseState
    let context: Context

    func event(_ index: Int, days: Int?) throws(Rejection) -> CaseEvent.DocumentMarked {
        guard context.actor == .timer || context.actor == .importer,
            let due = state.timers[.document(index, days: days)], due <= context.at,
            state.documents.indices.contains(index)
        else { throw .timerNotDue }
        let document = state.documents[index].document
        let change: DocumentChange =
            days.map { .reminded(index: index, days: $0) } ?? .stands(index: index, .expired, follower: nil)
        let notices = context.definition.letters[document.id]?.notices[days ?? 0] ?? []
        return marked([change], notices)
    }

    /// Another case's new document took this one's place.
    func renewed(_ number: String, by follower: String) throws(Rejection) -> CaseEvent.DocumentMarked? {
        let index = state.documents.lastIndex { $0.document.number == number }
        guard let index, [.issued, .suspended, .expired].contains(state.documents[index].standing) else { return nil }
        return marked([.stands(index: index, .renewed, follower: follower)], [])
    }

    private func marked(_ changes: [DocumentChange], _ notices: [DueNotice]) -> CaseEvent.DocumentMarked {
        var documents = state.documents
        let by = context.actor == .importer ? ActorStamp(kind: .importer) : ActorStamp.timer
        documents.take(changes, at: context.at, by: by, version: state.version + 1)
        var timers = state.timers.filter { if case .document = $0.key { false } else { true } }
        timers.merge(TimerPlan(plan: context.definition, calendar: context.calendar).timers(of: documents)) { $1 }
        return CaseEvent.DocumentMarked(documents: changes, timers: timers, notices: notices, at: context.at, by: by)
    }
}
