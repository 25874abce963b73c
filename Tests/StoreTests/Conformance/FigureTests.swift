import Civic
@testable import Engine
import Store
import Testing

/// Figures for the wall, the map and the public: flows, places, happenings, waiting, ratings.
@Suite struct FigureTests {
    let now = City.morning

    @Test func `flows are counted in the local hour and day in which things happened`() throws {
        let city = try City()
        let evening = try Moment(rfc3339: "2026-11-24T17:30:00Z")  // 25 November, 00.30 WIB
        let report = Report(1)
        try city.append(
            report.started(at: now, agency: "diskominfo"),
            report.moved("dispatch", from: "received", to: "in_progress", agency: "dpupr", at: evening)
        )
        let day = now.date(in: .wib).daysSinceEpoch
        let days = try city.read {
            try $0.rows(FlowDays.ofApp, ["app": "laksa", "from": .int(day), "until": .int(day + 2)])
        }
        let told = try days.map { row in
            [try row.int("day") - Int64(day), try row.int("entered"), try row.int("departed")]
        }
        #expect(told == [[0, 1, 0], [1, 1, 0], [1, 0, 1]])
        let hour = FlowHours.hour(of: evening, in: .wib)
        #expect(hour == Int64(day + 1) * 24)
        let agency = try city.read { connection in
            try connection.rows(
                FlowHours.ofAgency,
                ["agency": "dpupr", "app": "laksa", "from": .int(hour), "until": .int(hour + 1)]
            )
        }
        #expect(try agency.map { try $0.text("state") } == ["in_progress"])
        let left = try city.read { connection in
            try connection.rows(
                FlowHours.ofAgency,
                ["agency": "diskominfo", "app": "laksa", "from": .int(hour), "until": .int(hour + 1)]
            )
        }
        #expect(try left.map { try $0.int("departed") } == [1])
        #expect(FlowHours.hour(of: Moment(milliseconds: -7 * 3_600_000 - 1), in: .wib) == -1)
    }

    @Test func `the map counts open cases in cells and forgets ended ones`() throws {
        let city = try City()
        let market = try GeoPoint(latitude: -6.1783, longitude: 106.6319)
        let near = try GeoPoint(latitude: -6.1785, longitude: 106.6321)
        try city.append(Report(1).started(point: market), Report(2).started(point: near), Report(3).started())
        let wide = GridCell(point: market, zoom: 10)
        let clusters = try city.read { try MapGrid.clusters(from: wide, to: wide, on: $0) }
        #expect(clusters.map(\.count) == [2])
        #expect(clusters.first.map { abs($0.middle.latitude + 6.1784) < 1e-6 } == true)
        let fine = GridCell(point: market, zoom: MapGrid.pointZoom)
        let points = try city.read { try MapGrid.points(from: fine, to: fine, on: $0) }
        #expect(points.map(\.number.serial) == [1, 2])
        #expect(points.first?.point == market && points.first?.category == "pothole")
        #expect(try city.read { try MapGrid.points(from: fine, to: fine, app: "siabun", on: $0) }.isEmpty)
        try city.append(
            Report(1).moved("confirm", from: "received", to: "closed", isEnd: true),
            Report(2).moved("confirm", from: "received", to: "closed", isEnd: true)
        )
        #expect(try city.read { try MapGrid.clusters(from: wide, to: wide, on: $0) }.isEmpty)
        #expect(try city.dump()["map_cell"] == nil && city.dump()["map_point"] == nil)
        try city.append(Report(2).moved("reopen", from: "closed", to: "in_progress"))
        #expect(try city.read { try MapGrid.clusters(from: wide, to: wide, on: $0) }.map(\.count) == [1])
    }

    @Test func `happenings tell starts and moves, newest first, and nothing that was written`() throws {
        let city = try City()
        let report = Report(1)
        let note = CaseEvent.noted(
            CaseEvent.Noted(
                sealed: CaseEvent.Sealed(note: "catatan"),
                at: now,
                by: ActorStamp(kind: .officer)
            )
        )
        try city.append(
            report.started(words: "rahasia"),
            note.fact(of: report.id, definition: City.definition),
            report.moved("verify", from: "received", to: "verified")
        )
        let lines = try city.read { try Happenings.latest(limit: 10, on: $0) }
        #expect(lines.map(\.sequence) == [3, 1])
        #expect(lines.first?.action == "verify" && lines.first?.state == "verified")
        #expect(lines.last?.action == nil && lines.last?.district == "36.71.01")
        #expect(try city.read { try Happenings.latest(before: 3, limit: 10, on: $0) }.map(\.sequence) == [1])
        let stored = try #require(try city.dump()["happening"])
        #expect(!"\(stored)".contains("rahasia") && !"\(stored)".contains("catatan"))
    }

    @Test func `only the last thousand happenings stay`() throws {
        let city = try City()
        for part in 0..<3 { try city.append((1...500).map { [Report(part * 500 + $0).started()] }) }
        #expect(try city.dump()["happening"]?.count == 1_000)
        #expect(try city.read { try Happenings.latest(limit: 1, on: $0) }.map(\.sequence) == [1_500])
    }

    @Test func `bins grow by four percent and name each value within two`() {
        #expect(WaitingBins.bounds.count == 332)
        #expect(WaitingBins.bounds.prefix(3) == [60, 62, 64])
        #expect(WaitingBins.bin(seconds: 0) == 0 && WaitingBins.bin(seconds: 59) == 0)
        #expect(WaitingBins.bin(seconds: 60) == 1)
        #expect(WaitingBins.bin(seconds: .max) == WaitingBins.bounds.count)
        var dice = SeededGenerator(seed: 5)
        for _ in 0..<2_000 {
            let value = Int64(dice.int(in: 600...34_000_000))
            let told = WaitingBins.seconds(ofBin: WaitingBins.bin(seconds: value))
            #expect(abs(Double(told - value)) / Double(value) < 0.0215, "\(value) is told as \(told)")
        }
    }

    @Test func `cases that are still open make waiting longer, not shorter`() {
        // Ten done within an hour, ten waiting for a day: half of all are done within the hour, nine tenths are not.
        let hour = WaitingBins.bin(seconds: 3_600)
        let day = WaitingBins.bin(seconds: 86_400)
        #expect(WaitingBins.quantile(0.5, done: [hour: 10], open: [day: 10]) == WaitingBins.seconds(ofBin: hour))
        #expect(WaitingBins.quantile(0.9, done: [hour: 10], open: [day: 10]) == nil)
        #expect(WaitingBins.quantile(0.9, done: [hour: 10], open: [:]) == WaitingBins.seconds(ofBin: hour))
        #expect(WaitingBins.quantile(0.5, done: [:], open: [day: 3]) == nil)
    }

    @Test func `a step's wait is counted when it ends, and taken back when the case opens again`() throws {
        let city = try City()
        let report = Report(1)
        try city.append(
            report.started(at: now),
            report.moved("verify", from: "received", to: "verified", at: now + .hours(2)),
            report.moved("confirm", from: "verified", to: "closed", isEnd: true, at: now + .hours(5))
        )
        let today = now.date(in: .wib)
        func picture(_ step: String) throws -> Waiting.Picture {
            try city.read {
                try Waiting.picture(
                    app: "laksa",
                    step: step,
                    from: today,
                    until: today.adding(days: 2),
                    now: now + .days(1),
                    zone: .wib,
                    on: $0
                )
            }
        }
        #expect(try picture("received").done == [WaitingBins.bin(seconds: 7_200): 1])
        #expect(try picture("verified").done == [WaitingBins.bin(seconds: 10_800): 1])
        #expect(try picture(Waiting.whole).done == [WaitingBins.bin(seconds: 18_000): 1])
        #expect(try picture(Waiting.whole).open.isEmpty)
        try city.append(report.moved("reopen", from: "closed", to: "in_progress", at: now + .hours(6)))
        #expect(try picture(Waiting.whole).done.isEmpty)
        #expect(try picture(Waiting.whole).open.values.reduce(0, +) == 1)
        #expect(try picture("in_progress").open.values.reduce(0, +) == 1)
        let working = try city.read { connection in
            try connection.rows(
                Waiting.done,
                [
                    "app": "laksa", "step": "received", "measure": "working", "from": 0, "until": 1_000_000,
                    "agency": "",
                ]
            )
        }
        // 10.30 to 12.30 with the break from 12.00 to 13.00 (Perpres 21/2023): ninety working minutes.
        #expect(try working.map { Int(try $0.int("bin")) } == [WaitingBins.bin(seconds: 5_400)])
    }

    @Test func `stars are counted by agency and day`() throws {
        let city = try City()
        try city.append((1...3).map { [Report($0).started(agency: "dpupr")] })
        for (serial, stars) in zip(1...3, [5, 5, 2]) {
            try city.append(
                Report(serial).moved(
                    "confirm",
                    from: "received",
                    to: "closed",
                    isEnd: true,
                    fields: ["rating": .int(Int64(stars))]
                )
            )
        }
        let day = now.date(in: .wib).daysSinceEpoch
        let rows = try city.read {
            try $0.rows(Ratings.byAgency, ["app": "laksa", "from": .int(day), "until": .int(day + 1)])
        }
        #expect(try rows.map { [try $0.int("stars"), try $0.int("n")] } == [[2, 1], [5, 2]])
    }
}
