package import Civic

/// What an evaluation may know beyond its values: given by whoever runs it, never fetched by a rule.
///
/// `RuleSurroundings.none` knows UTC, offsets and the three Indonesian zones, and no working calendar.
package struct RuleSurroundings: Sendable {
    /// The zone of an IANA name; nil where it is unknown.
    ///
    /// Called once for each use, so keep what it reads.
    package var zones: @Sendable (String) -> ZoneRules?
    /// For `workdays_between` and its like; they fail without one.
    package var calendar: WorkingCalendar?

    package init(
        zones: @escaping @Sendable (String) -> ZoneRules? = { _ in nil },
        calendar: WorkingCalendar? = nil
    ) {
        self.zones = zones
        self.calendar = calendar
    }

    package static let none = RuleSurroundings()

    /// Seconds east of UTC in a zone: UTC, WIB, WITA, WIT, their IANA names, an offset such as `+07:00`, or one of `zones`.
    func offsetSeconds(_ zone: String, at seconds: Int64) throws(RuleFault) -> Int {
        if let minutes = Self.fixedMinutes(zone) { return minutes * 60 }
        guard let rules = zones(zone) else { throw RuleFault(.unknownZone(zone)) }
        return rules.offsetSeconds(at: seconds)
    }

    /// Whether a zone of this name can be used here.
    func isZone(_ name: String) -> Bool { Self.fixedMinutes(name) != nil || zones(name) != nil }

    private static func fixedMinutes(_ zone: String) -> Int? {
        switch zone {
        case "UTC", "GMT", "Etc/UTC": 0
        case "WIB", "Asia/Jakarta", "Asia/Pontianak": 420
        case "WITA", "Asia/Makassar": 480
        case "WIT", "Asia/Jayapura": 540
        default: offsetMinutes(zone)
        }
    }

    /// `+07:00`, `-09:30`, `02:00`.
    private static func offsetMinutes(_ text: String) -> Int? {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative || text.hasPrefix("+") ? text.dropFirst() : Substring(text)
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(\.isDigit) }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < 24, minutes < 60
        else { return nil }
        return (isNegative ? -1 : 1) * (hours * 60 + minutes)
    }
}
