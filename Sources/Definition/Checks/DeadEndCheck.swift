import Civic

/// From every state that a case can come to, some way leads to an end.
func deadEndFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    let states = definition.allStates
    // A branch has ends of its own: it need not lead out of the state that holds it.
    var ending = Set(states.all.filter(\.element.isEnd).map(\.id))
    guard !ending.isEmpty else { return [] }
    var grew = true
    while grew {
        grew = false
        for (_, action) in definition.actions.all where ending.contains(action.to) {
            for state in action.from where ending.insert(state).inserted { grew = true }
        }
        for (holder, element) in definition.states.all where !element.branches.isEmpty {
            let allEnd = element.branches.all.allSatisfy { $0.element.startState.map(ending.contains) ?? false }
            guard allEnd, element.join.map(ending.contains) ?? false else { continue }
            if ending.insert(holder).inserted { grew = true }
        }
    }
    let reachable = subject.reachable
    return states.order.filter { reachable.contains($0) && !ending.contains($0) }.map { state in
        let hasExit = definition.actions.all.contains { $0.element.from.contains(state) }
        return subject.error(
            "dead-end",
            definition.path(of: state),
            id: hasExit
                ? "Dari keadaan \"\(state)\" perkara hanya berputar, tidak pernah sampai ke akhir."
                : "Dari keadaan \"\(state)\" tidak ada jalan keluar.",
            en: hasExit
                ? "From the state \"\(state)\" a case only goes round and never comes to an end."
                : "No action leads out of the state \"\(state)\".",
            todo: LocalizedText(
                id: "Tambahkan tindakan menuju keadaan akhir, atau tulis end: true.",
                en: "Add an action that leads to an end, or write end: true."
            )
        )
    }
}
