import Civic
@testable import Engine
import Store

/// A random history of a small city: cases start, move between agencies and states, end and open again.
struct Walk {
    static let agencies: [AgencyID] = ["diskominfo", "dpupr", "dlh"]
    static let villages: [RegionCode?] = ["36.71.01.1001", "36.71.01.1002", "36.71.02.1001", nil]
    static let categories = ["pothole", "fallen_tree", "flood"]
    private var dice: SeededGenerator
    private(set) var now = City.morning
    private var reports: [(report: Report, state: StateID)] = []

    init(seed: UInt64) { dice = SeededGenerator(seed: seed) }

    /// So many commands; some cases start in every history.
    mutating func commands(_ count: Int) throws -> [[Fact]] {
        try (0..<count).map { _ in
            now += .minutes(dice.int(in: 1...600))
            return try reports.isEmpty || dice.chance(0.3) ? [start()] : [move()]
        }
    }

    private mutating func start() throws -> Fact {
        let report = Report(reports.count + 1)
        reports.append((report, "received"))
        let point =
            dice.chance(0.8)
            ? try GeoPoint(
                latitude: -6.2 + Double(dice.int(in: 0...400)) / 4_000,
                longitude: 106.6 + Double(dice.int(in: 0...400)) / 4_000
            ) : nil
        let contact =
            dice.chance(0.5)
            ? Contact(person: PersonID(reporterOf: report.id), phone: "+62812\(dice.int(in: 1_000_000...1_000_009))")
            : nil
        return report.started(
            at: now,
            category: dice.pick(Self.categories),
            agency: dice.pick(Self.agencies),
            village: dice.pick(Self.villages),
            due: dice.chance(0.7) ? now + .hours(dice.int(in: 1...72)) : nil,
            timers: dice.chance(0.5) ? [.clock("answering", percent: 75): now + .hours(6)] : [:],
            words: "laporan ke-\(reports.count)",
            point: point,
            contact: contact
        )
    }

    private mutating func move() -> Fact {
        let place = dice.int(in: 0...(reports.count - 1))
        let (report, state) = reports[place]
        if state == "reviewing", dice.chance(0.5) {
            let step = BranchStep(
                branch: "site",
                from: "to_visit",
                to: dice.pick(["to_visit", "visited"]),
                joined: false
            )
            return report.moved("visit", from: state, to: state, step: step, at: now)
        }
        let isReopening = state == "closed"
        let choices: [(ActionID, StateID)] = [
            ("verify", "verified"), ("dispatch", "in_progress"), ("answer", "answered"), ("confirm", "closed"),
            ("remind", state), ("accept", "reviewing"),
        ]
        let opened: [BranchID: StateID] = ["site": "to_visit", "paper": "to_read"]
        let (action, to) = isReopening ? ("reopen", "in_progress") : dice.pick(choices)
        reports[place].state = to
        return report.moved(
            action,
            from: state,
            to: to,
            opened: to == "reviewing" && state != to ? opened : [:],
            isEnd: to == "closed",
            agency: dice.chance(0.4) ? dice.pick(Self.agencies) : nil,
            at: now,
            fields: to == "closed" ? ["rating": .int(Int64(dice.int(in: 1...5)))] : [:],
            timers: dice.chance(0.3) ? [.action("resume"): now + .hours(dice.int(in: 1...50))] : [:],
            reason: dice.chance(0.2) ? "alasan" : nil
        )
    }
}

extension City {
    /// Every row of every projection, in order: what a rebuild must give again.
    func dump() throws -> [String: [Row]] {
        try read { connection in
            var all: [String: [Row]] = [:]
            for projection in store.projections {
                for (table, rows) in try projection.dumps(on: connection) {
                    while let row = try rows.next() { all[table, default: []].append(row) }
                }
            }
            return all
        }
    }
}
