package import Civic

/// A moment at which a case wants to be looked at: a mark of a clock, an action that time takes, a document that ends.
package enum TimerID: Hashable, Comparable, Sendable, CustomStringConvertible {
    case clock(ClockID, percent: Int)
    case action(ActionID)
    /// An officer's hold on the case runs out.
    case lease(RoleID)
    /// A reminder so many days before a document of the case ends; nil: its end.
    case document(Int, days: Int?)

    /// `clock.answering.75`, `action.resume`, `lease.handler`, `document.0.30` or `document.0.end`.
    package var text: String {
        switch self {
        case .clock(let clock, let percent): "clock.\(clock.text).\(percent)"
        case .action(let action): "action.\(action.text)"
        case .lease(let role): "lease.\(role.text)"
        case .document(let index, let days): "document.\(index).\(days.map(String.init) ?? "end")"
        }
    }

    package var description: String { text }

    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("clock", 3):
            guard let clock = try? ClockID(parts[1]), let percent = Int(parts[2]) else { return nil }
            self = .clock(clock, percent: percent)
        case ("action", 2):
            guard let action = try? ActionID(parts[1]) else { return nil }
            self = .action(action)
        case ("lease", 2):
            guard let role = try? RoleID(parts[1]) else { return nil }
            self = .lease(role)
        case ("document", 3):
            guard let index = Int(parts[1]), index >= 0 else { return nil }
            if parts[2] == "end" {
                self = .document(index, days: nil)
            } else {
                guard let days = Int(parts[2]) else { return nil }
                self = .document(index, days: days)
            }
        default: return nil
        }
    }

    /// The command that the timer gives when it is due.
    package var command: CaseCommand {
        switch self {
        case .clock(let clock, let percent): .clockMark(clock, percent: percent)
        case .action, .document: .timer(self)
        case .lease(let role): .work(.lapse(role))
        }
    }

    package static func < (a: TimerID, b: TimerID) -> Bool { a.text < b.text }
}
