package import Civic
package import Definition
package import Store

/// How many cases are open, overdue, and due soon.
package struct Tally: Sendable, Equatable {
    package var open: Int
    package var overdue: Int
    package var soon: Int

    package init(open: Int = 0, overdue: Int = 0, soon: Int = 0) {
        self.open = open
        self.overdue = overdue
        self.soon = soon
    }

    static func += (left: inout Tally, right: Tally) {
        left.open += right.open
        left.overdue += right.overdue
        left.soon += right.soon
    }
}

/// A measure of a definition over the last days, against its target.
package struct MeasureNow: Sendable, Equatable {
    package let app: AppID
    package let id: MeasureID
    package let name: LocalizedText
    package let target: Double?
    package let counted: Int
    package let among: Int

    package init(app: AppID, id: MeasureID, name: LocalizedText, target: Double?, counted: Int, among: Int) {
        self.app = app
        self.id = id
        self.name = name
        self.target = target
        self.counted = counted
        self.among = among
    }

    /// Nil where nothing ended yet: no data is not zero.
    package var share: Double? { among > 0 ? Double(counted) / Double(among) : nil }
    package var isMet: Bool? {
        guard let share, let target else { return nil }
        return share >= target
    }
}

/// Stars that citizens gave.
package struct Stars: Sendable, Equatable {
    /// How often one to five stars were given.
    package var counts: [Int]

    package init(counts: [Int] = Array(repeating: 0, count: 5)) {
        precondition(counts.count == 5, "one to five stars")
        self.counts = counts
    }

    package var given: Int { counts.reduce(0, +) }
    package var mean: Double? {
        given > 0 ? Double(counts.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }) / Double(given) : nil
    }

    static func += (left: inout Stars, right: Stars) {
        left.counts = zip(left.counts, right.counts).map { $0 + $1 }
    }
}

/// One application at this moment.
///
/// Every way of cutting its open cases has the same sum.
package struct AppNow: Sendable, Equatable {
    package let app: AppID
    package let name: LocalizedText
    package let openness: Publication.Openness
    package var states: [StateID: Int] = [:]
    package var agencies: [AgencyID: Tally] = [:]
    /// By kecamatan; nil: outside any, or without a place.
    package var districts: [RegionCode?: Tally] = [:]
    /// By kelurahan or desa; nil: without a place.
    package var villages: [RegionCode?: Int] = [:]
    package var clusters: [MapCluster] = []
    /// Counts of today's hours.
    package var received: [Int] = Array(repeating: 0, count: 24)
    package var answered: [Int] = Array(repeating: 0, count: 24)
    /// The same of the days that today is compared with.
    package var receivedBefore: [CivilDate: [Int]] = [:]
    package var answeredBefore: [CivilDate: [Int]] = [:]
    package var measures: [MeasureNow] = []
    package var stars: [AgencyID: Stars] = [:]

    package init(app: AppID, name: LocalizedText, openness: Publication.Openness) {
        self.app = app
        self.name = name
        self.openness = openness
    }

    package var open: Int { states.values.reduce(0, +) }
    package var overdue: Int { agencies.values.reduce(0) { $0 + $1.overdue } }
}

/// The city at one position of its ledger: what every screen of the LIVE Room shows.
package struct CityNow: Sendable, Equatable {
    /// Entries of the ledger that these figures hold.
    package let position: Int64
    package let at: Moment
    package let zone: Zone
    package let apps: [AppNow]
    /// What just happened, the newest first.
    package let news: [Happenings.Line]
    /// When the last case was received, as far as the news reach back.
    package let lastReceived: Moment?
    /// Applications of which an outsider sees no figures here; zero in the room's own view.
    package let withheld: Int

    package let total: Tally
    package let agencies: [AgencyID: Tally]
    package let districts: [RegionCode?: Tally]
    package let villages: [RegionCode?: Int]
    package let clusters: [MapCluster]
    package let received: DayNow
    package let answered: DayNow
    package let measures: [MeasureNow]
    package let stars: Stars
    package let agencyStars: [AgencyID: Stars]

    package init(
        position: Int64,
        at: Moment,
        zone: Zone,
        apps: [AppNow],
        news: [Happenings.Line],
        lastReceived: Moment? = nil,
        withheld: Int = 0
    ) {
        self.position = position
        self.at = at
        self.zone = zone
        self.apps = apps
        self.news = news
        self.lastReceived = lastReceived
        self.withheld = withheld
        var total = Tally()
        var agencies: [AgencyID: Tally] = [:]
        var districts: [RegionCode?: Tally] = [:]
        var villages: [RegionCode?: Int] = [:]
        var stars: [AgencyID: Stars] = [:]
        for app in apps {
            for (id, tally) in app.agencies {
                agencies[id, default: Tally()] += tally
                total += tally
            }
            for (code, tally) in app.districts { districts[code, default: Tally()] += tally }
            for (code, count) in app.villages { villages[code, default: 0] += count }
            for (id, given) in app.stars { stars[id, default: Stars()] += given }
        }
        self.total = total
        self.agencies = agencies
        self.districts = districts
        self.villages = villages
        clusters = Self.merged(apps.map(\.clusters))
        let minute = at.minuteOfDay(in: zone)
        received = Self.day(apps.map { ($0.received, $0.receivedBefore) }, minute)
        answered = Self.day(apps.map { ($0.answered, $0.answeredBefore) }, minute)
        measures = apps.flatMap(\.measures)
        agencyStars = stars
        self.stars = stars.values.reduce(into: Stars()) { $0 += $1 }
    }

    /// Open cases that no cluster shows.
    package var withoutPlace: Int { total.open - clusters.reduce(0) { $0 + $1.count } }

    /// Nothing comes in though at this hour it usually does.
    package var silence: SourceSilence? {
        guard let lastReceived, !received.usual.isLearning else { return nil }
        return SourceSilence(
            since: lastReceived,
            now: at,
            usualPerHour: received.usual.perHour(minute: received.minute)
        )
    }

    /// The same figures as an outsider may see them: applications that publish openly, and nothing of the others but
    /// that there are some.
    ///
    /// LAKSA is open, so both views agree on it; a single case's place is never in the public view, for clusters
    /// stand at the middle of their cell.
    package var publicView: CityNow {
        let shown = apps.filter { $0.openness == .open }
        let ids = Set(shown.map(\.app))
        let coarse = shown.map { app in
            var app = app
            app.clusters = app.clusters.map { MapCluster(cell: $0.cell, count: $0.count, middle: $0.cell.centre) }
            return app
        }
        return CityNow(
            position: position,
            at: at,
            zone: zone,
            apps: coarse,
            news: news.filter { ids.contains($0.app) },
            lastReceived: lastReceived,
            withheld: apps.count - shown.count
        )
    }

    // MARK: Sums

    private static func merged(_ all: [[MapCluster]]) -> [MapCluster] {
        guard all.count > 1 else { return all.first ?? [] }
        var cells: [GridCell: (count: Int, latitude: Double, longitude: Double)] = [:]
        for cluster in all.joined() {
            var cell = cells[cluster.cell] ?? (0, 0, 0)
            cell.count += cluster.count
            cell.latitude += cluster.middle.latitude * Double(cluster.count)
            cell.longitude += cluster.middle.longitude * Double(cluster.count)
            cells[cluster.cell] = cell
        }
        return cells.sorted { ($0.key.x, $0.key.y) < ($1.key.x, $1.key.y) }.map { cell, sum in
            let middle = try? GeoPoint(
                latitude: sum.latitude / Double(sum.count),
                longitude: sum.longitude / Double(sum.count)
            )
            return MapCluster(cell: cell, count: sum.count, middle: middle ?? cell.centre)
        }
    }

    private static func day(_ apps: [(today: [Int], before: [CivilDate: [Int]])], _ minute: Int) -> DayNow {
        var today = Array(repeating: 0, count: 24)
        var before: [CivilDate: [Int]] = [:]
        for app in apps {
            today = zip(today, app.today).map { $0 + $1 }
            for (date, hours) in app.before {
                before[date] = zip(before[date] ?? Array(repeating: 0, count: 24), hours).map { $0 + $1 }
            }
        }
        return DayNow(hours: today, usual: UsualDay(days: Array(before.values)), minute: minute)
    }
}
