package import Civic

/// A moment at which a case wants to be looked at: a mark of a clock or an action that time takes.
package enum TimerID: Hashable, Comparable, Sendable, CustomStringConvertible {
    case clock(ClockID, percent: Int)
    case action(ActionID)
    /// An officer's hold on the case runs out.
    case lease(RoleID)

    /// `clock.answering.75`, `action.resume` or `lease.handler`.
    package var text: String {
        switch self {
        case .clock(let clock, let percent): "clock.\(clock.text).\(percent)"
        case .action(let action): "action.\(action.text)"
        case .lease(let role): "lease.\(role.text)"
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
        default: return nil
        }
    }

    /// The command that the timer gives when it is due.
    package var command: CaseCommand {
        switch self {
        case .clock(let clock, let percent): .clockMark(clock, percent: percent)
        case .action: .timer(self)
        case .lease(let role): .work(.lapse(role))
        }
    }

    package static func < (a: TimerID, b: TimerID) -> Bool { a.text < b.text }
}
