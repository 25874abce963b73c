import Civic
import Definition
import LiveRoom
import Store
import Testing

/// An application whose open cases are spread at random, cut in every way that screens cut them.
private struct Spread {
    var app: AppNow

    init(_ id: AppID, openness: Publication.Openness = .open, cases: Int, seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        app = AppNow(app: id, name: LocalizedText(id: id.text), openness: openness)
        let villages: [RegionCode?] = ["36.71.01.1001", "36.71.01.1002", "36.71.02.1001", nil]
        let agencies: [AgencyID] = ["dpupr", "dlh", "dishub"]
        let states: [StateID] = ["received", "in_progress", "waiting"]
        var cells: [GridCell: (n: Int, latitude: Double, longitude: Double)] = [:]
        for _ in 0..<cases {
            let village = villages[Int.random(in: 0..<villages.count, using: &dice)]
            let agency = agencies[Int.random(in: 0..<agencies.count, using: &dice)]
            app.states[states[Int.random(in: 0..<states.count, using: &dice)], default: 0] += 1
            app.agencies[agency, default: Tally()].open += 1
            app.villages[village, default: 0] += 1
            app.districts[village?.parent, default: Tally()].open += 1
            guard village != nil else { continue }
            let latitude = -6.2 + Double.random(in: 0..<0.1, using: &dice)
            let longitude = 106.6 + Double.random(in: 0..<0.1, using: &dice)
            guard let point = try? GeoPoint(latitude: latitude, longitude: longitude) else { continue }
            var cell = cells[GridCell(point: point, zoom: 13)] ?? (0, 0, 0)
            cell = (cell.n + 1, cell.latitude + point.latitude, cell.longitude + point.longitude)
            cells[GridCell(point: point, zoom: 13)] = cell
        }
        app.clusters = cells.compactMap { cell, sum in
            let middle = try? GeoPoint(latitude: sum.latitude / Double(sum.n), longitude: sum.longitude / Double(sum.n))
            return middle.map { MapCluster(cell: cell, count: sum.n, middle: $0) }
        }
    }
}

@Suite struct `The city now` {
    private let at = Moment(milliseconds: 1_795_491_000_000)  // 24 November 2026, 10.30 WIB

    private func city(_ apps: [AppNow]) -> CityNow { CityNow(position: 7, at: at, zone: .wib, apps: apps, news: []) }

    /// live-room.md §4.1, check 2.
    @Test(arguments: 0..<20)
    func `every way of cutting the open cases has the same sum`(_ seed: UInt64) {
        let apps = [Spread("laksa", cases: 137, seed: seed).app, Spread("izin", cases: 61, seed: seed &+ 99).app]
        let city = city(apps)
        #expect(city.total.open == 198)
        #expect(city.agencies.values.reduce(0) { $0 + $1.open } == city.total.open)
        #expect(city.districts.values.reduce(0) { $0 + $1.open } == city.total.open)
        #expect(city.villages.values.reduce(0, +) == city.total.open)
        #expect(city.apps.reduce(0) { $0 + $1.states.values.reduce(0, +) } == city.total.open)
        #expect(city.clusters.reduce(0) { $0 + $1.count } + city.withoutPlace == city.total.open)
        #expect(city.withoutPlace == city.villages[nil] ?? 0)
    }

    @Test func `clusters of two applications in one cell are one, at their common middle`() throws {
        var first = AppNow(app: "laksa", name: LocalizedText(id: "LAKSA"), openness: .open)
        var second = AppNow(app: "izin", name: LocalizedText(id: "Izin"), openness: .open)
        let (a, b) = (try GeoPoint(latitude: -6.2, longitude: 106.6), try GeoPoint(latitude: -6.23, longitude: 106.63))
        let cell = GridCell(point: a, zoom: 10)
        first.clusters = [MapCluster(cell: cell, count: 2, middle: a)]
        second.clusters = [MapCluster(cell: cell, count: 1, middle: b)]
        let merged = try #require(city([first, second]).clusters.first)
        #expect(merged.count == 3)
        #expect(abs(merged.middle.latitude - -6.21) < 1e-6)
        #expect(abs(merged.middle.longitude - 106.61) < 1e-6)
    }

    @Test func `an outsider sees open applications as the room does, and of others only that they are there`() {
        let laksa = Spread("laksa", cases: 40, seed: 1).app
        let health = Spread("kesehatan", openness: .sealed, cases: 3, seed: 2).app
        let room = city([laksa, health])
        let open = room.publicView
        #expect(room.total.open == 43)
        #expect(open.total.open == 40)
        #expect(open.withheld == 1)
        #expect(open.agencies == city([laksa]).agencies)
        #expect(open.districts == city([laksa]).districts)
        #expect(city([laksa]).publicView.total == city([laksa]).total)
    }

    @Test func `an outsider sees clusters at the middle of their cell, never where a single case is`() {
        let open = city([Spread("laksa", cases: 40, seed: 3).app]).publicView
        #expect(!open.clusters.isEmpty)
        #expect(open.clusters.allSatisfy { $0.middle == $0.cell.centre })
    }

    @Test func `today is compared with the days of all applications together`() {
        func hours(_ count: Int) -> [Int] { (0..<24).map { $0 == 8 ? count : 0 } }
        var first = AppNow(app: "laksa", name: LocalizedText(id: "LAKSA"), openness: .open)
        first.received = hours(7)
        first.receivedBefore = ["2026-11-17": hours(10), "2026-11-10": hours(20)]
        var second = AppNow(app: "izin", name: LocalizedText(id: "Izin"), openness: .open)
        second.received = hours(3)
        second.receivedBefore = ["2026-11-17": hours(5)]
        let city = city([first, second])
        #expect(city.received.soFar == 10)
        #expect(city.received.usual.days == 2)
        #expect(city.received.usualSoFar == 17.5)
    }

    @Test func `no measure is zero while nothing ended`() {
        let none = MeasureNow(
            app: "laksa",
            id: "in_time",
            name: LocalizedText(id: "Tepat waktu"),
            target: 0.9,
            counted: 0,
            among: 0
        )
        #expect(none.share == nil)
        #expect(none.isMet == nil)
        let some = MeasureNow(
            app: "laksa",
            id: "in_time",
            name: LocalizedText(id: "Tepat waktu"),
            target: 0.9,
            counted: 8,
            among: 10
        )
        #expect(some.isMet == false)
    }

    @Test func `stars have a mean only when somebody gave some`() {
        #expect(Stars().mean == nil)
        #expect(Stars(counts: [1, 0, 0, 0, 3]).mean == 4)
    }
}

@Suite struct `The room's map` {
    @Test func `places the corners of its box at its margins`() throws {
        let frame = MapFrame(GeoBox(south: -6.3, west: 106.5, north: -6.1, east: 106.7))
        let (left, top) = frame.place(try GeoPoint(latitude: -6.1, longitude: 106.5))
        let (right, bottom) = frame.place(try GeoPoint(latitude: -6.3, longitude: 106.7))
        #expect((left, top) == (14, 14))
        #expect(right <= frame.width - 14 && bottom <= frame.height - 14)
        #expect(max(frame.width, frame.height) == 1028)
    }

    @Test func `a mark's area grows with its count`() {
        #expect(MapFrame.radius(of: 0, largest: 100) == 30)
        #expect(MapFrame.radius(of: 100, largest: 100) == 64)
        #expect(MapFrame.radius(of: 25, largest: 100) == 47)
    }
}
