import Civic

/// Calendars that can be read, and that some clock counts by.
func calendarFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    var findings: [Finding] = []
    for (id, calendar) in definition.calendars.all {
        let path = ["calendars", id.text]
        var isReadable = !calendar.hours.isEmpty
        for (row, opening) in calendar.hours.all {
            do throws(RecurrenceProblem) {
                _ = try opening.rule()
            } catch {
                isReadable = false
                findings.append(problem(error, path + ["hours", row.text], subject))
            }
        }
        if calendar.hours.isEmpty || (isReadable && (try? calendar.opening()) == nil) {
            findings.append(
                subject.error(
                    "never-open",
                    path,
                    id: "Kalender \"\(id)\" tidak pernah buka.",
                    en: "The calendar \"\(id)\" is never open.",
                    todo: LocalizedText(id: "Tambahkan jam buka.", en: "Add opening hours.")
                )
            )
        }
        guard !definition.clocks.all.contains(where: { $0.element.calendar == .named(id) }) else { continue }
        findings.append(
            subject.warning(
                "unused-calendar",
                path,
                id: "Tidak ada tenggat yang memakai kalender \"\(id)\".",
                en: "No clock counts by the calendar \"\(id)\".",
                todo: LocalizedText(
                    id: "Pakai pada sebuah tenggat, atau hapus.",
                    en: "Use it in a clock, or remove it."
                )
            )
        )
    }
    for (id, clock) in definition.clocks.all {
        guard case .named(let calendar) = clock.calendar, !definition.calendars.contains(calendar) else { continue }
        findings.append(
            subject.error(
                "unknown-calendar",
                ["clocks", id.text, "calendar"],
                id: "Tidak ada kalender bernama \"\(calendar)\".",
                en: "There is no calendar called \"\(calendar)\".",
                todo: Reading.suggestion(
                    for: calendar.text,
                    among: ["office", "always"] + definition.calendars.order.map(\.text)
                )
            )
        )
    }
    return findings
}

/// What is wrong with a rule, at the key that says it.
private func problem(_ problem: RecurrenceProblem, _ path: [String], _ subject: CheckSubject) -> Finding {
    let key = ["at", "for", "from"].contains(problem.part) ? problem.part : "rrule"
    return subject.error(
        "bad-opening",
        path + [key],
        id: problem.message(.id),
        en: problem.message(.en),
        todo: LocalizedText(
            id: "Tulis misalnya { rrule: \"FREQ=WEEKLY;BYDAY=MO,TU\", at: \"08:00\", for: PT8H }.",
            en: "Write for example { rrule: \"FREQ=WEEKLY;BYDAY=MO,TU\", at: \"08:00\", for: PT8H }."
        )
    )
}
