import Civic
import Synchronization

/// The government's calendar as opened by one application's own hours, worked out once for each version of it.
///
/// Opening a calendar costs about as much as deciding a case; a definition's clocks share what was worked out.
final class OpenedCalendars: Sendable {
    private let hours: OpeningHours
    private let keepsHolidays: Bool
    private let known = Mutex<[String: WorkingCalendar]>([:])

    init(_ hours: OpeningHours, keepsHolidays: Bool) {
        self.hours = hours
        self.keepsHolidays = keepsHolidays
    }

    func calendar(for government: WorkingCalendar) -> WorkingCalendar {
        let key = "\(government.zone.rawValue) \(government.version)"
        if let opened = known.withLock({ $0[key] }) { return opened }
        let opened = government.opened(by: hours, keepsHolidays: keepsHolidays)
        known.withLock { all in
            // Old versions of a calendar are seldom asked for again.
            if all.count >= Limits.openedCalendarsMax { all.removeAll() }
            all[key] = opened
        }
        return opened
    }
}
