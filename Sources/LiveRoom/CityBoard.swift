import Civic
import Definition
import Engine
package import Node
import Store
import Synchronization

/// The figures that all screens of a government share: read once when something happened, however many look.
package final class CityBoard: Sendable {
    /// One reading, in both views.
    package struct Posted: Sendable {
        /// Counts readings; frames that are made from one are kept under it.
        package let serial: Int
        package let room: CityNow
        package let open: CityNow
    }

    /// What a screen gets that wants figures at a position.
    package enum Answer: Sendable {
        case posted(Posted)
        /// The figures were read a moment ago; ask again after so long.
        case wait(Duration)
    }

    private struct Inner {
        var posted: Posted?
        var read: ContinuousClock.Instant?
    }

    /// Cells of this level are the wall's clusters.
    package let zoom: Int
    private let reading: CityReading
    private let inner = Mutex(Inner())

    package init(_ government: Government) {
        reading = CityReading(government)
        zoom = Self.zoom(for: government.regions.box)
    }

    /// Figures that hold at least `position`: the shared ones where they do, else read now, but never twice in half a second.
    ///
    /// Blocks for a few milliseconds while it reads; those who come meanwhile wait for the same reading.
    package func latest(atLeast position: Int64) throws -> Answer {
        try inner.withLock { inner in
            let now = ContinuousClock.now
            let age = inner.read.map { now - $0 } ?? .seconds(3_600)
            if let posted = inner.posted {
                let isFresh = posted.room.position >= position && age < .seconds(Limits.restSeconds)
                if isFresh { return .posted(posted) }
                let rest = Duration.milliseconds(Limits.coalesceMilliseconds) - age
                if rest > .zero { return .wait(rest) }
            }
            let room = try reading.now(zoom: zoom)
            let posted = Posted(serial: (inner.posted?.serial ?? 0) + 1, room: room, open: room.publicView)
            inner.posted = posted
            inner.read = now
            return .posted(posted)
        }
    }

    /// The shared figures, at most half a second behind: for pages, which do not wait.
    package func shown(atLeast position: Int64) throws -> Posted {
        if case .posted(let posted) = try latest(atLeast: position) { return posted }
        guard let posted = inner.withLock(\.posted) else { preconditionFailure("a wait follows a reading") }
        return posted
    }

    /// The level whose cells make about a dozen clusters of a whole government: numbers that can be read across a room.
    static func zoom(for box: GeoBox?) -> Int {
        guard let box else { return MapGrid.zooms.lowerBound }
        let wide = max(box.east - box.west, box.north - box.south, 0.01)
        for zoom in MapGrid.zooms where 360 / Double(1 << zoom) * 2.5 <= wide { return zoom }
        return MapGrid.zooms.upperBound
    }
}

/// Remembers the hours of past days from one reading to the next: they change by imports only, so once in a while is enough.
package final class DayHistory: Sendable {
    struct Days: Sendable {
        var received: [CivilDate: [Int]] = [:]
        var answered: [CivilDate: [Int]] = [:]
    }

    private struct Kept {
        let today: CivilDate
        let made: Moment
        let days: [AppID: Days]
    }

    private static let keptMinutes = 10
    private let kept = Mutex<Kept?>(nil)

    package init() {}

    func days(
        of services: [CompiledDefinition],
        at: Moment,
        calendar: WorkingCalendar,
        zone: Zone,
        on connection: any Connection
    ) throws -> [AppID: Days] {
        let today = at.date(in: zone)
        let apps = Set(services.map(\.definition.app))
        if let known = kept.withLock({ $0 }), known.today == today, at - known.made < .minutes(Self.keptMinutes),
            Set(known.days.keys) == apps
        {
            return known.days
        }
        var all: [AppID: Days] = [:]
        for plan in services {
            let first = try connection.row(FlowHours.first, ["app": .text(plan.definition.app.text)]).map { row in
                CivilDate(daysSinceEpoch: Int(try row.int("hour") / 24))
            }
            var days = Days()
            for date in UsualDays.comparable(with: today, since: first, calendar: calendar) {
                let counts = try HourCounts.read(plan, from: Int64(date.daysSinceEpoch) * 24, on: connection)
                days.received[date] = counts.received
                days.answered[date] = counts.answered
            }
            all[plan.definition.app] = days
        }
        let fresh = Kept(today: today, made: at, days: all)
        kept.withLock { $0 = fresh }
        return all
    }
}
