package import Civic
import Definition

extension ScenarioReport {
    /// One line for each scenario, failures in full under it, and what it comes to.
    ///
    /// `width`: characters of the page; below 80 what was expected stands above what was found, not beside it.
    /// `isWhole`: these are all scenarios of the application, so that a state which none reaches is worth a word.
    package func printed(_ language: Language, width: Int = 100, isWhole: Bool = true) -> [String] {
        let say = { (id: String, en: String) in language == .id ? id : en }
        if results.isEmpty { return [say("Tidak ada skenario.", "There are no scenarios.")] }
        let names = results.map(\.id.text.count).max() ?? 0
        let counts = results.map { "\($0.steps)".count }.max() ?? 0
        var lines: [String] = []
        for result in results {
            let verdict = result.isPassed ? say("lulus", "passed") : say("GAGAL", "FAILED")
            let steps = "\(result.steps)"
            let head =
                TextColumns.padded(verdict, 6) + "  " + String(repeating: " ", count: counts - steps.count) + steps
                + say(" langkah  ", result.steps == 1 ? " step   " : " steps  ")
                + TextColumns.padded(result.id.text, names)
            lines += TextColumns.labelled(
                head,
                result.title.text(language),
                indent: 0,
                label: head.count,
                width: width
            )
            for failure in result.failures { lines += failure.printed(in: result, language, width: width) }
        }
        let failed = results.count { !$0.isPassed }
        let count = say("\(results.count) skenario", "\(results.count) scenario\(results.count == 1 ? "" : "s")")
        lines.append(
            count
                + (failed == 0
                    ? say(", semua lulus.", ", all passed.") : say(", \(failed) gagal.", ", \(failed) failed."))
        )
        if isWhole, failed == 0, !coverage.missingStates.isEmpty {
            let states = coverage.missingStates.map(\.text).joined(separator: ", ")
            lines.append(
                say(
                    "Belum ada skenario yang mencapai status: \(states).",
                    "No scenario reaches the states: \(states)."
                )
            )
        }
        return lines
    }
}

extension ScenarioFailure {
    /// `file:line:column`, the step, and what was expected beside what was found.
    func printed(in result: ScenarioResult, _ language: Language, width: Int) -> [String] {
        let word = language == .id ? "langkah" : "step"
        let deed = step.flatMap { number in result.scenes.first { $0.number == number }?.step.deed }
        let who = deed.map { ", \($0.actor) → \($0.verb.word)" } ?? ""
        let head = step.map { ": \(word) \($0)\(who)" } ?? ""
        let lines = TextColumns.wrapped("\(place)\(head)", width: width - 2).map { "  " + $0 }
        if rows.isEmpty {
            return lines + TextColumns.wrapped(message.text(language), width: width - 4).map { "    " + $0 }
        }
        return lines + TextColumns.compared(rows, language, width: width)
    }
}

extension ScenarioDeed.Verb {
    /// As a scenario writes it.
    var word: String {
        switch self {
        case .start: "start"
        case .act(let action): action.text
        case .note: "note"
        case .work(let work): work.rawValue
        case .pay: "pay"
        case .refund: "refund"
        }
    }
}

extension ScenarioCoverage {
    /// The percentage, then each kind of element, then everything that was not visited, with its place.
    package func printed(_ language: Language) -> [String] {
        let say = { (id: String, en: String) in language == .id ? id : en }
        // Rounded down: 100 % is said only of everything.
        let percent = items.isEmpty ? 100 : (items.count - missing.count) * 100 / items.count
        var lines = [
            say(
                "Cakupan \(percent)%: \(items.count - missing.count) dari \(items.count)",
                "Coverage \(percent)%: \(items.count - missing.count) of \(items.count)"
            )
        ]
        let kinds = CoverageItem.Kind.allCases.filter { kind in items.contains { $0.kind == kind } }
        let names = kinds.map { $0.name.text(language).count }.max() ?? 0
        for kind in kinds {
            let all = items.filter { $0.kind == kind }
            let visited = all.count { seen.contains($0) }
            lines.append(
                "  " + TextColumns.padded(kind.name.text(language), names)
                    + say("  \(visited) dari \(all.count)", "  \(visited) of \(all.count)")
            )
        }
        if !isFull { lines.append(say("Belum dikunjungi:", "Not visited:")) }
        for item in missing {
            let place = place(of: item).map { "\($0): " } ?? ""
            lines.append("  " + place + item.text.text(language))
        }
        return lines
    }
}
