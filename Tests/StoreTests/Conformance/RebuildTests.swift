import Civic
@testable import Engine
import Foundation
import Ledger
import Store
import Testing

/// A rebuild gives the same tables, however the commands were grouped; verification says what differs.
@Suite struct RebuildTests {
    static let seeds: [UInt64] = {
        if let seed = ProcessInfo.processInfo.environment["LUMBUNG_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        let runs = ProcessInfo.processInfo.environment["LUMBUNG_RUNS"].flatMap { UInt64($0) } ?? 4
        return Array(1...max(runs, 1))
    }()

    static func walked(seed: UInt64, commands: Int = 300) throws -> City {
        let city = try City()
        var walk = Walk(seed: seed)
        var dice = SeededGenerator(seed: seed, purpose: "groups")
        var left = try walk.commands(commands)[...]
        while !left.isEmpty {
            let group = left.prefix(dice.int(in: 1...40))
            left = left.dropFirst(group.count)
            try city.append(Array(group))
        }
        return city
    }

    @Test(arguments: seeds)
    func `a rebuild changes no row`(_ seed: UInt64) throws {
        let city = try Self.walked(seed: seed)
        let before = try city.dump()
        #expect(before["stock"]?.isEmpty == false && before["map_cell"]?.isEmpty == false)
        var told: [Int64] = []
        try city.store.rebuild { done, _ in told.append(done) }
        #expect(told.last == 300)
        let after = try city.dump()
        for table in before.keys.sorted() {
            #expect(before[table] == after[table], "seed \(seed): \(table) differs")
        }
        #expect(Set(before.keys) == Set(after.keys))
        let verification = try city.store.verify()
        #expect(verification.isSound, "seed \(seed): \(verification.findings)")
    }

    @Test(arguments: seeds)
    func `counters are what counting the cases gives`(_ seed: UInt64) throws {
        let city = try Self.walked(seed: seed)
        let streams = try city.read { try Streams.names(prefix: "case/", on: $0) }
        let states = try streams.compactMap { try city.store.stream($0)?.state }
        let open = states.filter { $0.endedAt == nil }
        var byState: [String: Int64] = [:]
        for state in open { byState[state.state.text, default: 0] += 1 }
        let stock = try city.read { try $0.rows(Stock.byState, ["app": "laksa", "agency": ""]) }
        #expect(try Dictionary(uniqueKeysWithValues: stock.map { (try $0.text("state"), try $0.int("n")) }) == byState)
        let wall = try city.read { try $0.rows(Stock.byApp) }
        #expect(try Dictionary(uniqueKeysWithValues: wall.map { (try $0.text("state"), try $0.int("n")) }) == byState)
        #expect(try city.read { try CaseFilter().count(on: $0) } == open.count)
        #expect(try city.read { try CaseFilter(isOpen: false).count(on: $0) } == states.count - open.count)
        let flows = try city.read { connection in
            try connection.rows(
                FlowDays.ofApp,
                ["app": "laksa", "from": 0, "until": .int(Int64(1_000_000))]
            )
        }
        let net = try flows.reduce(into: [String: Int64]()) { sums, row in
            sums[try row.text("state"), default: 0] += try row.int("entered") - row.int("departed")
        }
        for (state, n) in byState { #expect(net[state] == n, "seed \(seed): \(state)") }
        let clusters = try city.read { connection in
            let corner = try #require(GridCell(zoom: 10, x: 0, y: 0))
            let other = try #require(GridCell(zoom: 10, x: 1_023, y: 1_023))
            return try MapGrid.clusters(from: corner, to: other, on: connection)
        }
        let placed = try open.filter { state in
            try city.store.stream(CaseEvent.stream(state.id))?.content?.fields["location"] != nil
        }
        #expect(clusters.map(\.count).reduce(0, +) == placed.count)
    }

    @Test func `a new calendar asks for a rebuild, and nothing is appended before it`() throws {
        let city = try Self.walked(seed: 1, commands: 20)
        let moved = WorkingCalendar(version: "2027", zone: .wib, hours: .office, closed: [:])
        #expect(try city.restart(calendar: moved) == ["waiting"])
        #expect(throws: StoreFault.rebuildNeeded(["waiting"])) { try city.append(Report(99).started()) }
        try city.store.rebuild()
        #expect(try city.store.prepare().isEmpty)
        #expect(try city.store.verify().isSound)
    }

    @Test func `a changed row of a projection is named with its table`() throws {
        let city = try Self.walked(seed: 2, commands: 60)
        try city.database.write { try $0.script("UPDATE stock SET n = n + 1 WHERE agency = 'dlh'") }
        let verification = try city.store.verify()
        #expect(verification.findings.map(\.place) == ["stock"])
        #expect(verification.findings.first?.text.text(.en).contains("n=") == true)
        #expect(verification.lastLine(.en).contains("1 differences"))
    }

    @Test func `a finding never repeats what a citizen wrote`() throws {
        let city = try City()
        try city.append(Report(1).started(words: "Rahasia"))
        try city.database.write { try $0.script("UPDATE case_list SET words = 'Lainnya', version = 9") }
        let finding = try #require(try city.store.verify().findings.first)
        let told = finding.text.text(.en)
        #expect(told.contains("number=\"LAKSA-2026-000001\"") && told.contains("version=9"))
        #expect(told.contains("words=(7)") && !told.contains("Rahasia") && !told.contains("Lainnya"))
    }

    @Test func `a row too many and a row too few are found`() throws {
        let city = try Self.walked(seed: 2, commands: 60)
        try city.database.write { connection in
            try connection.script("DELETE FROM case_list WHERE number = 'LAKSA-2026-000001'")
            try connection.script("INSERT INTO serial (scope, last) VALUES ('ZZZ-2026', 4)")
        }
        #expect(Set(try city.store.verify().findings.map(\.place)) == ["case_list", "serial"])
    }

    @Test(arguments: [
        ("UPDATE entry SET salt = zeroblob(32) WHERE sequence = 5", "entry 5"),
        ("UPDATE entry SET at = at + 1 WHERE sequence = 7", "entry 7"),
        ("UPDATE entry SET closed = X'010000' WHERE sequence = 1", "entry 1"),
        ("UPDATE entry SET hash = zeroblob(32) WHERE sequence = 3", "entry 3"),
        ("DELETE FROM entry WHERE sequence = 9", "entry 10"),
        ("UPDATE ledger_head SET last = zeroblob(32)", "tree"),
    ])
    func `damage in the ledger is found where it is`(_ damage: String, _ place: String) throws {
        let city = try Self.walked(seed: 3, commands: 30)
        try city.database.write { try $0.script(damage) }
        let verification = try city.store.verify()
        #expect(!verification.isSound)
        #expect(verification.findings.map(\.place).contains(place), "\(verification.findings)")
    }

    @Test func `a forged open part is found although all its columns agree`() throws {
        let city = try City()
        try city.append(Report(1).started(), Report(2).started(category: "flood"))
        let entry = try #require(try city.store.entry(2))
        let forged = String(decoding: entry.openBytes, as: UTF8.self)
            .replacingOccurrences(of: #""category":"flood""#, with: #""category":"drain""#)
        #expect(forged.contains("drain"))
        try city.database.write { connection in
            try connection.run(
                Statement("test.forge", "UPDATE entry SET open = :open WHERE sequence = 2"),
                ["open": .blob(Array(forged.utf8))]
            )
        }
        let finding = try #require(try city.store.verify().findings.first)
        #expect(finding.place == "entry 2" && finding.text.text(.en).contains("the open part"))
    }

    @Test func `the last line counts what was checked`() throws {
        let city = try City()
        try city.append(Report(1).started(), Report(2).started())
        let line = try city.store.verify().lastLine(.en)
        #expect(line.hasPrefix("Checked 2 entries, 0 tree nodes, 2 boxes opened (0 erased)"))
        #expect(line.hasSuffix("all agree."))
        #expect(try city.store.verify().lastLine(.id).hasSuffix("semuanya cocok."))
    }
}
