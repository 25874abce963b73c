import Civic
import Rules

/// Guards that some case can pass, and from every state a way out that does not hang on luck.
///
/// A state has such a way where an action leads out of it without a guard, where a guard asks for an answer that people can
/// give, or where its guards are shown not to fail all together.
func guardFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    let reachable = subject.reachable
    let idle = Set(
        definition.actions.all.filter { $0.element.when.map { !canHold($0, definition) } ?? false }.map(\.id)
    )
    var findings: [Finding] = []
    for (id, action) in definition.actions.all where idle.contains(id) {
        guard let guarding = action.when else { continue }
        findings.append(
            Finding(
                .warning,
                "guard-never-holds",
                at: guarding.place,
                LocalizedText(
                    id: "Syarat tindakan \"\(id)\" tidak pernah terpenuhi.",
                    en: "The guard of the action \"\(id)\" never holds."
                ),
                todo: LocalizedText(
                    id: "Perbaiki syaratnya, atau hapus tindakannya.",
                    en: "Mend it, or remove the action."
                )
            )
        )
    }
    for (state, element) in definition.allStates.all where reachable.contains(state) && !element.isEnd {
        // Branches that end lead on by themselves; whether they do is asked of their own states.
        if element.join == nil { findings += exitFindings(state, idle, subject) }
    }
    return findings
}

private func canHold(_ formula: Formula, _ definition: Definition) -> Bool {
    ConditionSet([formula.expression], knowing: definition.knowledge(in: nil)).canAllHold
}

private func exitFindings(_ state: StateID, _ idle: Set<ActionID>, _ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    let holder = definition.place(of: state)?.holder
    let exits = definition.actions.all.filter { _, action in
        action.from.contains(state) && action.to != state
            || holder.map { action.from.contains($0) && action.to != $0 } ?? false
    }
    guard !exits.isEmpty else { return [] }
    let names = exits.map { "\"\($0.id)\"" }.joined(separator: ", ")
    if exits.allSatisfy({ idle.contains($0.id) }) {
        return [
            subject.error(
                "stuck",
                definition.path(of: state),
                id: "Perkara macet di \"\(state)\": syarat \(names) tidak pernah terpenuhi.",
                en: "A case gets stuck in \"\(state)\": the guards of \(names) never hold.",
                todo: LocalizedText(
                    id: "Perbaiki when, atau tambahkan jalan keluar tanpa syarat.",
                    en: "Mend when, or add a way out without a guard."
                )
            )
        ]
    }
    // What may be taken a limited number of times is no way out for a case that comes back.
    let lasting = exits.filter { _, action in
        action.atMost == nil || !definition.states(reachableFrom: [action.to]).contains(state)
    }
    let open = lasting.filter { id, action in
        guard let guarding = action.when else { return true }
        return !idle.contains(id) && guarding.expression.names.contains("form")
    }
    guard open.isEmpty else { return [] }
    let guards = lasting.compactMap(\.element.when?.expression)
    if !guards.isEmpty, !ConditionSet(guards, knowing: definition.knowledge(in: state)).canAllFail { return [] }
    return [
        subject.warning(
            "may-stick",
            definition.path(of: state),
            id: "Perkara dapat macet di \"\(state)\": syarat semua jalan keluarnya (\(names)) dapat gagal bersamaan.",
            en: "A case may get stuck in \"\(state)\": all its ways out (\(names)) can be shut at once.",
            todo: LocalizedText(
                id: "Tambahkan tindakan tanpa when (boleh oleh timer), atau buat syaratnya saling melengkapi.",
                en: "Add an action without when (a timer may take it), or let the guards complete each other."
            )
        )
    ]
}
