package import Civic
import Definition

/// What an action does to other cases: it ties this one to another, or opens one.
struct Tying {
    let state: CaseState
    let context: Context
    let action: CompiledAction

    /// Ties that follow from an action that was taken.
    func events(_ moved: CaseEvent.Moved) throws(Rejection) -> [WorkEvent] {
        var events: [WorkEvent] = []
        if let link = action.element.link {
            let related = try related(link, moved)
            events.append(linked(CaseLink.Kind(link.relation), related.id, related.number, moved))
        }
        if let open = action.element.open, let child = context.child {
            let number = context.definition.number(of: context)
            events.append(linked(CaseLink.Kind(open.relation).inverse, child, number, moved))
        }
        return events
    }

    private func related(_ link: LinkElement, _ moved: CaseEvent.Moved) throws(Rejection) -> RelatedCase {
        let typed = (moved.fields[link.to] ?? moved.sealed.fields[link.to])?.string ?? ""
        guard let number = try? CaseNumber(typed), let other = context.related[number] else {
            throw .noSuchRelated(typed)
        }
        if other.id == state.id { throw .ownRelation }
        guard other.app == state.app else { throw .relatedElsewhere(other.number) }
        return other
    }

    private func linked(
        _ kind: CaseLink.Kind,
        _ id: CaseID,
        _ number: CaseNumber,
        _ moved: CaseEvent.Moved
    ) -> WorkEvent {
        .linked(
            WorkEvent.Linked(link: CaseLink(kind: kind, other: id, number: number), at: moved.at, by: moved.by)
        )
    }
}

extension CompiledDefinition {
    /// The number that a case gets now.
    func number(of context: Context) -> CaseNumber {
        let year = context.at.date(in: context.calendar.zone).year
        let counter = CaseNumber.scope(prefix: definition.prefix, year: year)
        guard let serial = context.serials[counter], serial >= 1 else {
            preconditionFailure("the node resolves the number that `needs` asked for")
        }
        return CaseNumber(prefix: definition.prefix, year: year, serial: serial)
    }
}

/// The numbers of other cases that a command names, which the node must look up before it decides.
package func related(_ command: CaseCommand, under definition: CompiledDefinition) -> [CaseNumber] {
    guard case .act(let id, _, let answers, _) = command, let link = definition.action(id)?.element.link,
        let number = (answers[link.to]?.string).flatMap({ try? CaseNumber($0) })
    else { return [] }
    return [number]
}

/// Whether a command opens another case, whose id must come with it.
package func opensCase(_ command: CaseCommand, under definition: CompiledDefinition) -> Bool {
    guard case .act(let id, _, _, _) = command else { return false }
    return definition.action(id)?.element.open != nil
}

/// The events of the case that an action opens; empty where it opens none.
///
/// `content`: what the boxes of the first case hold. `context` is that of the action, with the new case's id as its `child`.
package func opened(
    from state: CaseState,
    _ content: CaseContent,
    _ command: CaseCommand,
    in context: Context
) throws(Rejection) -> [CaseEvent] {
    guard case .act(let id, _, let given, _) = command, let child = context.child,
        let open = context.definition.action(id)?.element.open
    else { return [] }
    var answers: [FieldID: JSON] = [:]
    // What the form insists on and nobody answers anew is as it was in the first case.
    let demanded = context.definition.definition.form.all.filter { $0.element.required == .always }.map(\.id)
    for field in open.keep + demanded {
        answers[field] = content.fields[field] ?? content.contact?.fields[field] ?? state.fields[field]
    }
    for (field, source) in open.with.all { answers[field] = given[source] }
    var inner = context
    inner.caseID = child
    // The new case lies where the first one does.
    inner.place = state.village.map { PlaceFacts(village: $0, district: state.district) }
    let start = StartCase(
        app: state.app,
        answers: answers,
        channel: state.channel.isAssisted || state.channel == .peer || state.channel == .imported
            ? .web : state.channel,
        isAnonymous: state.isAnonymous,
        language: state.language,
        isOpenedByAction: true
    )
    let kind = CaseLink.Kind(open.relation)
    let started = try decide(nil, .start(start), in: inner)
    guard let by = started.first?.by else { return started }
    let link = CaseLink(kind: kind, other: state.id, number: state.number)
    return started + [.work(.linked(WorkEvent.Linked(link: link, at: context.at, by: by)))]
}
