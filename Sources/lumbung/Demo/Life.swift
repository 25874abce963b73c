import Civic
import Engine
import Ledger

/// What somebody in the story does next to a case.
enum Deed: Sendable, Hashable {
    case verify, reject
    /// `isWrong`: to an agency that will send it back.
    case dispatch(isWrong: Bool)
    case note, wait, resume, answer, giveBack
    case confirm(byCitizen: Bool)
    case reopen(byCitizen: Bool)
}

/// One case of the story: where it stands, and the draws that decide what becomes of it.
///
/// The draws are its own (seed and number of the case), so that its fate does not depend on other cases.
struct Life: Sendable {
    let arrival: Arrival
    let id: CaseID
    let key: BoxKey
    var draws: SeededGenerator
    var state: CaseState
    var hasWaited = false
    var wentWrong = false
    var reopenings = 0

    /// What comes after a deed (nil: after the report came in), and when; nil: nobody does anything more.
    mutating func next(after deed: Deed?, at: Moment, pace: Pace) -> (Deed, Moment)? {
        switch deed {
        case nil: return afterStart(at, pace)
        case .verify: return dispatched(at, pace)
        case .reject: return nil
        case .dispatch(let isWrong): return inProgress(at, pace, isWrong: isWrong)
        case .note, .resume: return answered(at, pace)
        case .wait:
            // The timer brings it back on the day, unless the agency is quicker.
            return draws.chance(0.4) ? (.resume, pace.office(at, days: draws.unit() * 2 + 0.3)) : nil
        case .giveBack:
            return (.dispatch(isWrong: false), pace.office(at, minutes: draws.logNormal(median: 90, sigma: 0.8)))
        case .answer: return afterAnswer(at, pace)
        case .confirm: return nil
        case .reopen: return answered(at, pace)
        }
    }

    private mutating func afterStart(_ at: Moment, _ pace: Pace) -> (Deed, Moment) {
        // Some lie at the bottom of the pile.
        let minutes =
            draws.chance(0.035)
            ? 480 * (2 + draws.unit() * 2.5) : draws.logNormal(median: 55, sigma: 1.0)
        return (draws.chance(0.055) ? .reject : .verify, pace.office(at, minutes: minutes))
    }

    private mutating func dispatched(_ at: Moment, _ pace: Pace) -> (Deed, Moment) {
        wentWrong = draws.chance(0.03)
        return (.dispatch(isWrong: wentWrong), pace.office(at, minutes: draws.logNormal(median: 18, sigma: 0.9)))
    }

    private mutating func inProgress(_ at: Moment, _ pace: Pace, isWrong: Bool) -> (Deed, Moment)? {
        if isWrong { return (.giveBack, pace.office(at, minutes: draws.logNormal(median: 200, sigma: 0.7))) }
        if draws.chance(0.12) { return (.note, pace.office(at, minutes: draws.logNormal(median: 240, sigma: 0.6))) }
        if draws.chance(0.07), !hasWaited {
            hasWaited = true
            return (.wait, pace.office(at, minutes: draws.logNormal(median: 420, sigma: 0.6)))
        }
        return answered(at, pace)
    }

    private mutating func answered(_ at: Moment, _ pace: Pace) -> (Deed, Moment)? {
        let agency = pace.of(state.agency)
        let days = pace.target(arrival.category)
        // Now and then one is simply lost until somebody higher up asks.
        let part =
            draws.chance(0.02) ? 3 + draws.unit() * 2 : draws.logNormal(median: agency.pace, sigma: agency.spread)
        return (.answer, pace.office(at, days: max(0.05, days * part * (reopenings > 0 ? 0.6 : 1))))
    }

    private mutating func afterAnswer(_ at: Moment, _ pace: Pace) -> (Deed, Moment)? {
        let reaction = draws.unit()
        let isQuick = arrival.isAnonymous ? 0.24 : 0.46
        if reaction < 0.06, reopenings < 2 {
            return (
                .reopen(byCitizen: true),
                pace.awake(at + hours(draws.logNormal(median: 26, sigma: 0.7), most: 200), &draws)
            )
        }
        if reaction < 0.06 + isQuick {
            return (
                .confirm(byCitizen: true),
                pace.awake(at + hours(draws.logNormal(median: 11, sigma: 1.1), most: 230), &draws)
            )
        }
        if reaction < 0.8 {
            let days = 0.6 + draws.unit() * 4.8
            let isDone = reopenings > 1 || !draws.chance(0.05)
            return (isDone ? .confirm(byCitizen: false) : .reopen(byCitizen: false), pace.office(at, days: days))
        }
        return nil
    }

    private func hours(_ count: Double, most: Double) -> Span {
        Span(milliseconds: Int64(min(count, most) * 3_600_000))
    }
}

/// How fast the city works.
struct Pace: Sendable {
    struct Agency: Sendable {
        let pace: Double
        let spread: Double
    }

    let calendar: WorkingCalendar
    let agencies: [AgencyID: Agency]
    /// Target in workdays, by category.
    let targets: [String: Double]

    func of(_ agency: AgencyID) -> Agency { agencies[agency] ?? Agency(pace: 0.6, spread: 0.5) }

    func target(_ category: String) -> Double { targets[category] ?? 5 }

    /// So many minutes of office time later.
    func office(_ at: Moment, minutes: Double) -> Moment {
        calendar.moment(after: at, workingMinutes: max(1, Int(minutes)))
            + Span(milliseconds: Int64(minutes * 7_919) % 55_000)
    }

    func office(_ at: Moment, days: Double) -> Moment { office(at, minutes: days * 450) }

    /// The same moment, or a quarter past six the next morning where most people sleep.
    func awake(_ at: Moment, _ draws: inout SeededGenerator) -> Moment {
        let minute = at.minuteOfDay(in: calendar.zone)
        guard minute < 6 * 60 || minute > 22 * 60 + 30 else { return at }
        let rest = minute < 6 * 60 ? 6 * 60 - minute : 30 * 60 - minute
        return at + .minutes(rest + Int.random(in: 15...150, using: &draws))
    }
}
