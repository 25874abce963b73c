import Civic
import Definition
import Engine

/// A report that will come in: when, what, where, from whom.
struct Arrival: Sendable, Hashable {
    let at: Moment
    let category: String
    let point: GeoPoint
    let language: Language
    let channel: Channel
    let isAnonymous: Bool
    /// Which invented citizen.
    let citizen: Int
}

/// When and where an invented city reports: by hour, weekday, holiday and rain, in uneven kelurahan.
struct Arrivals {
    private let script: CityScript
    private let calendar: WorkingCalendar
    private let regions: RegionMap
    private let weather: Weather
    private let villages: [Region]
    /// Totals of the kelurahan's weights, for most reports and for those that water brings.
    private let usual: [Double]
    private let wet: [Double]

    init(_ script: CityScript, calendar: WorkingCalendar, regions: RegionMap, weather: Weather, seed: UInt64) {
        self.script = script
        self.calendar = calendar
        self.regions = regions
        self.weather = weather
        villages = regions.regions(of: .village).filter { $0.centre != nil }
        var draws = SeededGenerator(seed: seed, purpose: "villages")
        var weights: [Double] = []
        var floods: [Double] = []
        for _ in villages {
            let weight = draws.logNormal(median: 1, sigma: 0.75)
            weights.append(weight)
            floods.append(weight * draws.logNormal(median: 1, sigma: 1.3))
        }
        usual = runningTotals(weights)
        wet = runningTotals(floods)
    }

    private static let hours = [
        0.6, 0.35, 0.2, 0.15, 0.25, 0.7, 1.6, 2.9, 3.8, 4.2, 4.0, 3.4, 2.9, 3.1, 3.2, 3.1, 2.9, 2.7, 2.6, 2.7, 2.5, 2.1,
        1.5, 1.0,
    ]
    private static let weekdays = [1.18, 1.1, 1.06, 1.04, 0.98, 0.82, 0.68]

    /// So many reports between two moments, in order of time.
    func reports(_ count: Int, from: Moment, to: Moment, seed: UInt64) -> [Arrival] {
        var draws = SeededGenerator(seed: seed, purpose: "arrivals")
        let kinds = script.kinds
        let slots = slots(from: from, to: to, kinds: kinds.map(\.kind))
        let totals = runningTotals(slots.map(\.weight))
        let kindTotals = [Weather.Rain.none, .light, .heavy].flatMap { rain in
            [false, true].map { isNight in
                runningTotals(kinds.map { Self.weight($0.kind, rain: rain, isNight: isNight) })
            }
        }
        return (0..<count).map { _ in
            let slot = slots[draws.index(in: totals)]
            let kind = kinds[draws.index(in: kindTotals[slot.rain.rawValue * 2 + (slot.isNight ? 1 : 0)])]
            let at = slot.start + Span(milliseconds: Int64(draws.unit() * Double(slot.length)))
            let isWet = (kind.kind.rain ?? 1) >= 4
            return arrival(at: at, kind.id, villages[draws.index(in: isWet ? wet : usual)], &draws)
        }.sorted { ($0.at, $0.citizen) < ($1.at, $1.citizen) }
    }

    private struct Slot {
        let start: Moment
        /// Milliseconds.
        let length: Int64
        let rain: Weather.Rain
        let isNight: Bool
        let weight: Double
    }

    private func slots(from: Moment, to: Moment, kinds: [CityScript.Kind]) -> [Slot] {
        let base = kinds.reduce(0) { $0 + $1.weight }
        var slots: [Slot] = []
        var start = from
        let whole = Double((to - from).milliseconds)
        while start < to {
            let end = min(to, start + .hours(1))
            let date = start.date(in: calendar.zone)
            let hour = start.minuteOfDay(in: calendar.zone) / 60
            let rain = weather.rain(on: date, hour: hour)
            let isNight = hour >= 21 || hour < 5
            let felt = kinds.reduce(0) { $0 + Self.weight($1, rain: rain, isNight: false) } / base
            let growth = 0.82 + 0.36 * Double((start - from).milliseconds) / max(1, whole)
            let isDayOff = !calendar.isWorkday(date) && date.weekday.rawValue <= 5
            let part = Double((end - start).milliseconds) / 3_600_000
            slots.append(
                Slot(
                    start: start,
                    length: (end - start).milliseconds,
                    rain: rain,
                    isNight: isNight,
                    weight: Self.hours[hour] * Self.weekdays[date.weekday.rawValue - 1] * (isDayOff ? 0.7 : 1) * growth
                        * felt
                        * part
                )
            )
            start = end
        }
        return slots
    }

    private static func weight(_ kind: CityScript.Kind, rain: Weather.Rain, isNight: Bool) -> Double {
        let wet = kind.rain ?? 1
        let factor =
            switch rain {
            case .none: wet > 5 ? 0.35 : 1.0
            case .light: wet.squareRoot()
            case .heavy: wet
            }
        return kind.weight * factor * (isNight && kind.night != true ? 0.4 : 1)
    }

    private func arrival(at: Moment, _ category: String, _ village: Region, _ draws: inout SeededGenerator) -> Arrival {
        let channel: Channel =
            switch draws.unit() {
            case ..<0.7: .web
            case ..<0.8: .whatsapp
            case ..<0.88: .counter
            case ..<0.94: .assistedRTRW
            case ..<0.98: .phone
            default: .api
            }
        return Arrival(
            at: at,
            category: category,
            point: point(near: village, &draws),
            language: draws.chance(0.06) ? .en : .id,
            channel: channel,
            isAnonymous: !channel.isAssisted && draws.chance(0.3),
            citizen: Int.random(in: 1...9_999, using: &draws)
        )
    }

    /// Some hundred metres around the middle, inside the government.
    private func point(near village: Region, _ draws: inout SeededGenerator) -> GeoPoint {
        guard let centre = village.centre else { preconditionFailure("villages without a centre were left out") }
        for _ in 0..<4 {
            let north = draws.normal() * 0.0022
            let east = draws.normal() * 0.0022
            let point = try? GeoPoint(latitude: centre.latitude + north, longitude: centre.longitude + east)
            if let point, regions.village(at: point) != nil { return point }
        }
        return centre
    }
}
