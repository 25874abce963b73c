import Civic
import Definition
import Engine
import Node

/// What happens next with a case, who does it, and until when: derived from the definition, in the citizen's words.
struct NextSteps {
    private let view: CaseView
    private let context: GovernmentContext

    init(_ view: CaseView, _ context: GovernmentContext) {
        self.view = view
        self.context = context
    }

    private var definition: Definition { view.definition.definition }
    private var state: CaseState { view.state }
    private var agency: String {
        context.government.profile.agency(state.agency)?.name.text(context.language) ?? state.agency.text
    }

    /// The present step in one sentence.
    var now: String {
        guard let element = definition.states[state.state] else { return "" }
        let name = element.citizenSees.text(context.language)
        if element.isEnd { return context.text("portal.next.ended", ["state": name]) }
        if isCitizensTurn { return context.text("portal.next.yours", ["state": name]) }
        return context.text("portal.next.with", ["state": name, "agency": agency])
    }

    /// Only the citizen has something to do here.
    private var isCitizensTurn: Bool {
        let officers = definition.actions.all.contains { _, action in
            state.standing.contains { action.from.contains($0) }
                && action.by.contains { who in
                    who.role.flatMap { definition.roles[$0]?.scope } != .everyone && who.role != nil
                }
        }
        return !officers && view.offers.contains { $0.problem == nil }
    }

    var due: String? {
        guard let due = state.due else { return nil }
        let date = context.formats.longDate(due)
        return due < context.now
            ? context.text("portal.next.late", ["date": date]) : context.text("portal.next.due", ["date": date])
    }

    /// The step that is expected after the present one, at the top of the story.
    var expected: View? { nil }

    /// The usual way from here: for the receipt.
    ///
    /// Each state once, along the first action that does not refuse.
    var steps: [View] {
        var rows: [View] = [["what": now, "when": due]]
        var seen: Set<StateID> = [state.state]
        var here = state.state
        while rows.count < 5, let next = usualNext(from: here), seen.insert(next).inserted,
            let element = definition.states[next]
        {
            rows.append(["what": element.citizenSees.text(context.language), "when": promise(in: next)])
            if element.isEnd { break }
            here = next
        }
        return rows
    }

    private func usualNext(from here: StateID) -> StateID? {
        if let join = definition.states[here]?.join { return join }
        return definition.actions.all.map(\.element).first { action in
            action.from.contains(here) && action.to != here && definition.states[action.to]?.tone != .refused
                && definition.states[action.to]?.tone != .waiting
        }?.to
    }

    /// What the definition promises for a state: the target of the clock that runs in it.
    private func promise(in state: StateID) -> String? {
        guard let clock = definition.clocks.all.map(\.element).first(where: { $0.runsIn.contains(state) }) else {
            return nil
        }
        switch clock.target {
        case .workdays(let days): return context.text("portal.next.workdays", ["n": "\(days)"])
        case .calendarDays(let days): return context.text("portal.next.days", ["n": "\(days)"])
        case .formula: return categoryDays.map { context.text("portal.next.workdays", ["n": "\($0)"]) }
        }
    }

    /// Days of the chosen category, where the register says them.
    private var categoryDays: Int64? {
        for (id, field) in definition.form.all {
            guard case .choice(.register(let register)) = field.type,
                let chosen = self.state.fields[id]?.string.flatMap({ try? OptionID($0) }),
                let row = definition.registers[register]?.rows[chosen]
            else { continue }
            return row.values.first { $0.key.description == "workdays" }?.value.int
        }
        return nil
    }
}
