import Civic

/// One beginning, at least one end, and no state that a case can never come to.
func reachabilityFindings(_ subject: CheckSubject) -> [Finding] {
    let states = subject.definition.states
    var findings: [Finding] = []
    let starts = states.all.filter(\.element.isStart).map(\.id)
    if starts.isEmpty {
        findings.append(
            subject.error(
                "no-start",
                ["states"],
                id: "Tidak ada keadaan awal.",
                en: "There is no start state.",
                todo: LocalizedText(
                    id: "Tulis start: true pada salah satu keadaan.",
                    en: "Write start: true on one state."
                )
            )
        )
    }
    for extra in starts.dropFirst() {
        findings.append(
            subject.error(
                "two-starts",
                ["states", extra.text, "start"],
                id: "Keadaan awal sudah \(starts[0]).",
                en: "The start state is \(starts[0]) already.",
                todo: LocalizedText(id: "Hapus salah satu start: true.", en: "Remove one start: true.")
            )
        )
    }
    if !states.all.contains(where: \.element.isEnd) {
        findings.append(
            subject.error(
                "no-end",
                ["states"],
                id: "Tidak ada keadaan akhir; perkara tidak pernah selesai.",
                en: "There is no end state; a case never ends.",
                todo: LocalizedText(
                    id: "Tulis end: true pada keadaan terakhir.",
                    en: "Write end: true on the last state."
                )
            )
        )
    }
    return findings + (starts.first.map { unreachableFindings(from: $0, subject) } ?? [])
}

private func unreachableFindings(from start: StateID, _ subject: CheckSubject) -> [Finding] {
    let reachable = subject.reachable
    return subject.definition.allStates.order.filter { !reachable.contains($0) }.map { state in
        subject.error(
            "unreachable-state",
            subject.definition.path(of: state),
            id: "Tidak ada jalan dari \(start) ke keadaan \"\(state)\".",
            en: "No way leads from \(start) to the state \"\(state)\".",
            todo: LocalizedText(
                id: "Tambahkan tindakan dengan to: \(state), atau hapus keadaan ini.",
                en: "Add an action with to: \(state), or remove the state."
            )
        )
    }
}
