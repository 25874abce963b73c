import Civic

/// Branches that begin, end and come together, each on its own, and actions that stay in one of them.
func branchFindings(_ subject: CheckSubject) -> [Finding] {
    guard subject.definition.states.all.contains(where: { !$0.element.branches.isEmpty || $0.element.join != nil })
    else { return [] }
    return subject.definition.states.all.flatMap { holderFindings($0.id, $0.element, subject) }
        + idFindings(subject) + mixedFindings(subject)
}

// MARK: The state that holds them

private func holderFindings(_ id: StateID, _ state: StateElement, _ subject: CheckSubject) -> [Finding] {
    let path = ["states", id.text]
    guard !state.branches.isEmpty else {
        guard state.join != nil else { return [] }
        return [
            subject.error(
                "join-without-branches",
                path + ["join"],
                id: "\"\(id)\" punya join, tetapi tidak punya cabang.",
                en: "\"\(id)\" has a join and no branches.",
                todo: LocalizedText(id: "Hapus join, atau tambahkan branches.", en: "Remove join, or add branches.")
            )
        ]
    }
    var findings = joinFindings(id, state, subject)
    if state.branches.count == 1 {
        findings.append(
            subject.warning(
                "lone-branch",
                path + ["branches"],
                id: "\"\(id)\" hanya punya satu cabang; tidak ada yang berjalan berdampingan.",
                en: "\"\(id)\" has a single branch; nothing goes on side by side.",
                todo: LocalizedText(
                    id: "Tambahkan cabang, atau jadikan keadaannya keadaan biasa.",
                    en: "Add a branch, or make its states plain ones."
                )
            )
        )
    }
    if state.isEnd {
        findings.append(
            subject.error(
                "branches-at-end",
                path + ["end"],
                id: "Di \"\(id)\" perkara sudah selesai; tidak ada cabang yang dapat berjalan.",
                en: "In \"\(id)\" the case has ended; no branch can go on.",
                todo: LocalizedText(id: "Hapus end.", en: "Remove end.")
            )
        )
    }
    return findings + state.branches.all.flatMap { strandFindings($0.id, $0.element, path + ["branches"], subject) }
}

private func joinFindings(_ id: StateID, _ state: StateElement, _ subject: CheckSubject) -> [Finding] {
    let path = ["states", id.text]
    guard let join = state.join else {
        return [
            subject.error(
                "no-join",
                path + ["branches"],
                id: "Cabang-cabang \"\(id)\" tidak bertemu di mana pun.",
                en: "The branches of \"\(id)\" come together nowhere.",
                todo: LocalizedText(id: "Tambahkan join: keadaan berikutnya.", en: "Add join: the state that follows.")
            )
        ]
    }
    guard join == id else { return [] }
    return [
        subject.error(
            "joins-itself",
            path + ["join"],
            id: "Cabang-cabang \"\(id)\" bertemu di keadaan itu sendiri; mereka tidak pernah selesai.",
            en: "The branches of \"\(id)\" come together in that state itself; they never end.",
            todo: LocalizedText(id: "Sebut keadaan yang mengikutinya.", en: "Name the state that follows.")
        )
    ]
}

// MARK: One branch

private func strandFindings(
    _ id: BranchID,
    _ branch: BranchElement,
    _ above: [String],
    _ subject: CheckSubject
) -> [Finding] {
    let path = above + [id.text, "states"]
    return startFindings(id, branch, path, subject) + endFindings(id, branch, path, subject)
}

private func startFindings(
    _ id: BranchID,
    _ branch: BranchElement,
    _ path: [String],
    _ subject: CheckSubject
) -> [Finding] {
    var findings: [Finding] = []
    let starts = branch.states.all.filter(\.element.isStart)
    if starts.isEmpty {
        findings.append(
            subject.error(
                "branch-without-start",
                path,
                id: "Cabang \"\(id)\" tidak punya keadaan awal.",
                en: "The branch \"\(id)\" has no start state.",
                todo: LocalizedText(
                    id: "Tulis start: true pada satu keadaannya.",
                    en: "Write start: true on one state."
                )
            )
        )
    }
    for extra in starts.dropFirst() {
        findings.append(
            subject.error(
                "branch-two-starts",
                path + [extra.id.text, "start"],
                id: "Cabang \"\(id)\" sudah dimulai di \(starts[0].id).",
                en: "The branch \"\(id)\" begins in \(starts[0].id) already.",
                todo: LocalizedText(id: "Hapus salah satu start: true.", en: "Remove one start: true.")
            )
        )
    }
    return findings
}

private func endFindings(
    _ id: BranchID,
    _ branch: BranchElement,
    _ path: [String],
    _ subject: CheckSubject
) -> [Finding] {
    var findings: [Finding] = []
    if !branch.states.all.contains(where: \.element.isEnd) {
        findings.append(
            subject.error(
                "branch-without-end",
                path,
                id: "Cabang \"\(id)\" tidak pernah selesai, sehingga cabang-cabangnya tidak pernah bertemu.",
                en: "The branch \"\(id)\" never ends, so the branches never come together.",
                todo: LocalizedText(
                    id: "Tulis end: true pada keadaan terakhirnya.",
                    en: "Write end: true on its last state."
                )
            )
        )
    }
    for (state, element) in branch.states.all where element.isStart && element.isEnd {
        findings.append(
            subject.error(
                "branch-ends-at-once",
                path + [state.text, "end"],
                id: "Cabang \"\(id)\" selesai sebelum ada yang mengerjakannya.",
                en: "The branch \"\(id)\" has ended before anybody works on it.",
                todo: LocalizedText(id: "Pisahkan awal dan akhirnya.", en: "Let start and end be two states.")
            )
        )
    }
    return findings
}

// MARK: Ids

/// An id names one state, and one branch, in the whole definition.
private func idFindings(_ subject: CheckSubject) -> [Finding] {
    var states = Set(subject.definition.states.order)
    var branches: Set<BranchID> = []
    var findings: [Finding] = []
    for (holder, element) in subject.definition.states.all {
        for (id, branch) in element.branches.all {
            let path = ["states", holder.text, "branches", id.text]
            if !branches.insert(id).inserted {
                findings.append(twice("branch-twice", "cabang", "branch", id.text, path, subject))
            }
            for state in branch.states.order where !states.insert(state).inserted {
                let place = path + ["states", state.text]
                findings.append(twice("state-twice", "keadaan", "state", state.text, place, subject))
            }
        }
    }
    return findings
}

private func twice(
    _ code: String,
    _ kindID: String,
    _ kindEN: String,
    _ id: String,
    _ path: [String],
    _ subject: CheckSubject
) -> Finding {
    subject.error(
        code,
        path,
        id: "Sudah ada \(kindID) \"\(id)\"; id tidak boleh dipakai dua kali.",
        en: "There is a \(kindEN) \"\(id)\" already; an id is used once.",
        todo: LocalizedText(id: "Pilih id lain.", en: "Choose another id.")
    )
}

// MARK: Actions

/// An action moves one branch from one of its states to another, or the whole case from outside of branches.
private func mixedFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    return definition.actions.all.flatMap { id, action -> [Finding] in
        let known = (action.from + [action.to]).filter { definition.state($0) != nil }
        let places = Set(known.map { definition.place(of: $0) })
        guard places.count > 1 else { return [] }
        let path = ["actions", id.text]
        let from = Set(action.from.filter { definition.state($0) != nil }.map { definition.place(of: $0) })
        if from.count > 1 {
            return [
                subject.error(
                    "mixes-branches",
                    path + ["from"],
                    id: "Tindakan \"\(id)\" berawal di lebih dari satu cabang; satu tindakan menggerakkan satu cabang.",
                    en: "The action \"\(id)\" starts in more than one branch; an action moves one branch.",
                    todo: LocalizedText(
                        id: "Buat satu tindakan untuk setiap cabang, atau sebut keadaan yang memuatnya.",
                        en: "Write one action for each branch, or name the state that holds them."
                    )
                )
            ]
        }
        let holder = known.compactMap { definition.place(of: $0)?.holder }.first
        return [
            subject.error(
                "crosses-branches",
                path + ["to"],
                id:
                    "Tindakan \"\(id)\" melewati batas cabang; cabang dimulai dan diakhiri oleh keadaan yang memuatnya.",
                en: "The action \"\(id)\" crosses the border of a branch; the state that holds it begins and ends it.",
                todo: holder.map {
                    LocalizedText(
                        id: "Untuk meninggalkan semua cabang tulis from: \($0); untuk memulainya tulis to: \($0).",
                        en: "To leave all branches write from: \($0); to begin them write to: \($0)."
                    )
                }
            )
        ]
    }
}
