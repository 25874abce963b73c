/// Conformance cases of recurrence rules in libical's text format: blocks of `RRULE:`, `DTSTART:`, `INSTANCES:` and
/// sometimes `START-AT:`, with blank lines between them and `#` before remarks.
package struct RecurrenceCases: Sendable {
    package enum Outcome: Hashable, Sendable {
        case passed
        case failed(String)
        /// Outside what we do, with the reason.
        case skipped(String)
    }

    package struct Case: Hashable, Sendable {
        /// The line of its RRULE, from 1.
        package let line: Int
        package let rule: String
        package let start: String
        /// Where a second walk begins, which must give the rest of the times.
        package let from: String?
        /// Times with commas between them, or `*** …` where the rule must be refused.
        package let instances: String
    }

    package let cases: [Case]

    /// Whether a text is of this format: its first line that is neither blank nor a remark is a rule.
    package static func isRead(_ text: String) -> Bool {
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            if line.contains(where: { !$0.isWhitespace }) { return line.hasPrefix("RRULE:") }
        }
        return false
    }

    package init(_ text: String) {
        var cases: [Case] = []
        var fields: [String: String] = [:]
        var first = 0
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in (lines + [""]).enumerated() {
            if line.hasPrefix("#") { continue }
            if line.allSatisfy(\.isWhitespace) {
                if let rule = fields["RRULE"] {
                    cases.append(
                        Case(
                            line: first,
                            rule: rule,
                            start: fields["DTSTART"] ?? "",
                            from: fields["START-AT"],
                            instances: fields["INSTANCES"] ?? ""
                        )
                    )
                }
                fields = [:]
                continue
            }
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = String(line[..<colon])
            if name == "RRULE" { first = number + 1 }
            fields[name] = String(line[line.index(after: colon)...])
        }
        self.cases = cases
    }
}

extension RecurrenceCases.Case {
    /// Expands the rule and compares.
    ///
    /// One time more than expected is looked for, so that endless rules end.
    package func run() -> RecurrenceCases.Outcome {
        if rule.contains("RSCALE") { return .skipped("RSCALE: calendars other than the Gregorian") }
        guard let start = CalendarTime(start) else { return .failed("DTSTART \(start) is not read") }
        let isRefused = instances.contains("***")
        let wanted = instances.split(separator: ",").map(String.init)
        do throws(RecurrenceProblem) {
            let recurrence = try Recurrence(RecurrenceRule(rule), start: start)
            let printed = try RecurrenceRule(recurrence.rule.description)
            if printed != recurrence.rule { return .failed("reads back as another rule: \(printed)") }
            let found = recurrence.prefix(wanted.count + 1).map { "\($0)" }
            // A rule that never gives anything is as good as refused.
            if isRefused { return recurrence.first { _ in true } == nil ? .passed : .failed("not refused") }
            if found != wanted { return .failed("gives \(found.joined(separator: ","))") }
            guard let from = from.flatMap({ CalendarTime($0) }) else { return .passed }
            let rest = wanted.drop { CalendarTime($0).map { $0.wall < from.wall } ?? false }
            let later = recurrence.from(from).prefix(rest.count + 1).map { "\($0)" }
            return later == Array(rest) ? .passed : .failed("from \(from) gives \(later.joined(separator: ","))")
        } catch {
            return isRefused ? .passed : .failed(error.message(.en))
        }
    }
}
