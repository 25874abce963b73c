import Civic

/// Deadlines that start, end, keep their bounds, and have somebody who hears of a breach.
func clockFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    var findings = definition.clocks.all.flatMap { id, clock in clockFindings(clock, id, subject) }
    let timed = Set(definition.clocks.all.flatMap { $0.element.runsIn + $0.element.pausesIn })
    for (id, state) in definition.allStates.all where state.tone == .working && !state.isEnd && !timed.contains(id) {
        // A clock of the whole state stands over its branches, and one of a branch over the state.
        if let holder = definition.place(of: id)?.holder, timed.contains(holder) { continue }
        if state.branches.all.contains(where: { $0.element.states.order.contains(where: timed.contains) }) { continue }
        let isBetween = definition.clocks.isEmpty || definition.actions.all.contains { $0.element.from.contains(id) }
        guard isBetween else { continue }
        findings.append(
            subject.warning(
                "no-deadline",
                definition.path(of: id),
                id: "Di keadaan \"\(id)\" tidak ada tenggat yang berjalan.",
                en: "No deadline runs in the state \"\(id)\".",
                todo: LocalizedText(
                    id: "Tambahkan \(id) pada runs_in sebuah tenggat.",
                    en: "Add \(id) to a clock's runs_in."
                )
            )
        )
    }
    return findings
}

private func clockFindings(_ clock: ClockElement, _ id: ClockID, _ subject: CheckSubject) -> [Finding] {
    let path = ["clocks", id.text]
    return courseFindings(clock, id, path, subject) + markFindings(clock, id, path, subject)
        + targetFindings(clock, path, subject)
}

/// The states in which it runs, pauses and is met.
private func courseFindings(
    _ clock: ClockElement,
    _ id: ClockID,
    _ path: [String],
    _ subject: CheckSubject
) -> [Finding] {
    var findings: [Finding] = []
    for state in clock.runsIn where clock.pausesIn.contains(state) {
        findings.append(
            subject.error(
                "runs-and-pauses",
                path + ["pauses_in"],
                id: "Di \"\(state)\" tenggat ini berjalan sekaligus berhenti.",
                en: "In \"\(state)\" this clock runs and pauses at once.",
                todo: LocalizedText(id: "Hapus dari salah satunya.", en: "Remove it from one of the two.")
            )
        )
    }
    for state in clock.pausesIn {
        guard let holder = subject.definition.place(of: state)?.holder, clock.runsIn.contains(holder) else { continue }
        findings.append(
            subject.error(
                "never-pauses",
                path + ["pauses_in"],
                id: "Di \"\(state)\" tenggat ini tidak pernah berhenti: ia berjalan selama perkara di \"\(holder)\".",
                en: "This clock never pauses in \"\(state)\": it runs as long as the case is in \"\(holder)\".",
                todo: LocalizedText(
                    id: "Sebut keadaan cabang pada runs_in, bukan \(holder).",
                    en: "Name the branch's states in runs_in instead of \(holder)."
                )
            )
        )
    }
    for (key, states) in [("runs_in", clock.runsIn), ("pauses_in", clock.pausesIn)] {
        for (index, state) in states.enumerated() where subject.definition.states[state]?.isEnd == true {
            findings.append(
                subject.error(
                    "runs-at-end",
                    path + (states.count > 1 ? [key, String(index)] : [key]),
                    id: "Tenggat \"\(id)\" masih berjalan di \"\(state)\", tempat perkara sudah berakhir.",
                    en: "The clock \"\(id)\" still runs in \"\(state)\", where the case has ended.",
                    todo: LocalizedText(id: "Hapus \(state) dari \(key).", en: "Remove \(state) from \(key).")
                )
            )
        }
    }
    let inside = Set(clock.runsIn + clock.pausesIn)
    for state in clock.metIn where inside.contains(state) {
        findings.append(
            subject.error(
                "met-inside",
                path + ["met_in"],
                id: "Tenggat tidak dapat terpenuhi di \"\(state)\", tempat ia masih berjalan.",
                en: "The clock can't be met in \"\(state)\", where it still runs.",
                todo: LocalizedText(id: "Hapus dari met_in.", en: "Remove it from met_in.")
            )
        )
    }
    return findings
}

/// Who hears of it, and when.
private func markFindings(
    _ clock: ClockElement,
    _ id: ClockID,
    _ path: [String],
    _ subject: CheckSubject
) -> [Finding] {
    var findings: [Finding] = []
    if !clock.marks.contains(where: { $0.percent <= 100 && (!$0.notify.isEmpty || $0.assign != nil) }) {
        findings.append(
            subject.error(
                "clock-without-owner",
                path,
                id: "Tidak ada yang diberi tahu saat tenggat \"\(id)\" habis.",
                en: "Nobody is told when the clock \"\(id)\" runs out.",
                todo: LocalizedText(
                    id: "Tambahkan at: { 100%: { notify: peran } }.",
                    en: "Add at: { 100%: { notify: role } }."
                )
            )
        )
    }
    for mark in clock.marks where mark.notify.isEmpty && mark.assign == nil {
        findings.append(
            subject.error(
                "idle-mark",
                path + ["at", "\(mark.percent)%"],
                id: "Pada \(mark.percent)% tidak terjadi apa-apa.",
                en: "Nothing happens at \(mark.percent)%.",
                todo: LocalizedText(id: "Isi notify atau assign.", en: "Fill notify or assign.")
            )
        )
    }
    return findings
}

private func targetFindings(_ clock: ClockElement, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    let days: Int
    switch clock.target {
    case .formula: return []
    case .workdays(let number):
        if clock.calendar == .always {
            return [
                subject.error(
                    "workdays-always",
                    path + ["calendar"],
                    id: "Hari kerja tidak dapat dihitung pada kalender \"always\".",
                    en: "Workdays can't be counted on the calendar \"always\".",
                    todo: LocalizedText(
                        id: "Tulis calendar: office, atau target dalam days.",
                        en: "Write calendar: office, or a target in days."
                    )
                )
            ]
        }
        days = number
    case .calendarDays(let number): days = number
    }
    guard days < clock.min ?? 0 || days > clock.max ?? .max else { return [] }
    let law = clock.lock.map { " (\($0.source))" } ?? ""
    return [
        subject.error(
            "out-of-bounds",
            path + ["target"],
            id: "Tenggat \(days) hari di luar batas \(clock.boundsText)\(law).",
            en: "The target of \(days) days is outside \(clock.boundsText)\(law).",
            todo: LocalizedText(id: "Pilih tenggat di dalam batas itu.", en: "Choose a target inside those bounds.")
        )
    ]
}

extension ClockElement {
    /// `1–60`, for messages.
    var boundsText: String { Definition.boundsText(min, max) }
}
