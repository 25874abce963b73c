import Civic

/// The rain of the demo's months, seeded: wet days come in rows, heavy rain falls in the afternoon, and most in the wet season.
struct Weather: Sendable {
    enum Rain: Int, Sendable {
        case none, light, heavy
    }

    struct Day: Sendable {
        let rain: Rain
        /// Hour at which it begins.
        let begins: Int
    }

    private let days: [CivilDate: Day]

    init(seed: UInt64, from: CivilDate, to: CivilDate) {
        var draws = SeededGenerator(seed: seed, purpose: "weather")
        var days: [CivilDate: Day] = [:]
        var wasWet = false
        var date = from
        while date <= to {
            let wetness = Self.wetness[date.month - 1]
            let isWet = draws.chance(wasWet ? min(0.85, wetness * 1.7) : wetness * 0.7)
            let isHeavy = isWet && draws.chance(0.34)
            days[date] = Day(
                rain: isHeavy ? .heavy : isWet ? .light : .none,
                begins: Int.random(in: 13...20, using: &draws)
            )
            wasWet = isWet
            date = date.adding(days: 1)
        }
        self.days = days
    }

    /// Chance of a wet day by month, north-west Java: wet from November to March.
    private static let wetness = [0.62, 0.6, 0.48, 0.4, 0.32, 0.24, 0.2, 0.17, 0.24, 0.36, 0.5, 0.58]

    /// What is felt in an hour of a day: heavy rain for ten hours from its beginning, after midnight too.
    func rain(on date: CivilDate, hour: Int) -> Rain {
        if let today = days[date], today.rain != .none, hour >= today.begins, hour < today.begins + 10 {
            return today.rain
        }
        if let last = days[date.adding(days: -1)], last.rain != .none, hour + 24 < last.begins + 10 { return last.rain }
        return .none
    }
}
