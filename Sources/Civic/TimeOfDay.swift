/// A time of the clock, to the minute, without a day and a zone.
package struct TimeOfDay: Hashable, Comparable, Sendable {
    /// Minutes since midnight, 0 to 1439.
    package let minuteOfDay: Int

    /// Nil for an hour beyond 23 or a minute beyond 59.
    package init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        minuteOfDay = hour * 60 + minute
    }

    /// Reads `08:30`, `08.30`, `8.30`, `pukul 8`, `08:30:00`; 24 hours, for the city writes no other.
    package init(typed: String) throws(CivicError) {
        var rest = trimmed(typed.lowercased())
        for word in ["pukul", "jam"] where rest.hasPrefix(word) { rest = trimmed(String(rest.dropFirst(word.count))) }
        let parts = rest.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
        let numbers = parts.map { (1...2).contains($0.utf8.count) ? number($0.utf8) : nil }
        guard (1...3).contains(parts.count), let hour = numbers[0],
            let minute = numbers.count > 1 ? numbers[1] : 0, parts.count < 2 || parts[1].utf8.count == 2,
            numbers.count < 3 || numbers[2] == 0, let time = TimeOfDay(hour: hour, minute: minute)
        else { throw .timeOfDay(typed: typed) }
        self = time
    }

    package var hour: Int { minuteOfDay / 60 }
    package var minute: Int { minuteOfDay % 60 }

    /// `08:30`.
    package var text: String { padded(hour, width: 2) + ":" + padded(minute, width: 2) }

    package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minuteOfDay < right.minuteOfDay }
}

extension TimeOfDay: TypedValue, SpelledAsText {
    package var spelled: String { text }

    /// `08.30`, in English `08:30`; who shows it names the zone.
    package func display(_ formats: Formats) -> String { formats.clock(minuteOfDay: minuteOfDay) }
}
