import ArgumentParser
import Civic
import Engine
import Foundation
import Ledger
import Logging
import Node
import Store
import StoreSQLite

/// `lumbung bench write`: groups of commands through the writer, beside raw SQLite with the same rows.
///
/// Three copies of one city: in the first the commands run once, and every change of rows is written down; in the second
/// they run against the clock; in the third SQLite's C interface gets the rows of the first, group by group in turn.
struct BenchWrite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Jalur tulis terhadap SQLite mentah. The write path beside raw SQLite."
    )

    @Option(name: .long, help: "Folder kerja; dibuat dan dihapus. A folder to work in; made and removed.")
    var work = NSTemporaryDirectory() + "lumbung-bench-write"
    @Option(name: .long, help: "Laporan per kelompok. Commands of one group.")
    var group = 64
    @Option(name: .long, help: "Banyaknya kelompok. How many groups.")
    var groups = 150
    @Option(name: .long, help: "Kelompok pemanasan, tidak dihitung. Groups before the clock starts.")
    var warmUp = 20
    @Option(name: .long, help: "Benih bilangan acak. The seed.")
    var seed = 1

    func validate() throws {
        guard (1...256).contains(group), (1...10_000).contains(groups), (0...1_000).contains(warmUp) else {
            throw ValidationError("--group 1…256, --groups 1…10000, --warm-up 0…1000.")
        }
    }

    func run() async throws {
        try await inSentences {
            try? FileManager.default.removeItem(atPath: work)
            try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: work) }
            let begun = work + "/begun"
            let founded = try openNode(settings(begun), logger: makeLogger())
            do { try await found(on: founded) } catch {
                founded.stop()
                throw error
            }
            founded.stop()
            for copy in ["recorded", "timed", "raw"] {
                try FileManager.default.copyItem(atPath: begun, toPath: "\(work)/\(copy)")
            }
            let tape = try await recorded()
            try await measure(tape)
        }
    }

    private func settings(_ folder: String) -> NodeSettings {
        NodeSettings(dataFolder: folder, secretFile: work + "/secret")
    }

    private func found(on node: Node) async throws {
        let government = try DemoGovernment.tangerang.found(on: node, try CityScript.carried())
        try await government.install(
            try AppFolder("laksa").definition(agencies: Set(government.profile.agencies.map(\.id))),
            by: .node
        )
    }

    private func city(of node: Node) throws -> Government {
        guard let city = node.government(code: DemoGovernment.tangerang.code) else {
            throw Sentence("Kota tidak terbuka.")
        }
        return city
    }

    /// The works of each group; making them (reading the draft, finding the village) is the caller's part, not the writer's.
    private func works(_ count: Int, of government: Government, _ reports: inout BenchReports) throws -> [Work] {
        try (0..<count).map { _ in try government.work(starting: try reports.start(), by: .anonymous()) }
    }

    private func reports(of government: Government) throws -> BenchReports {
        try BenchReports(seed: seed, regions: government.regions, under: try government.definitions.startable("laksa"))
    }

    /// Groups in which a report was refused are smaller for both sides.
    private func submit(_ works: [Work], to government: Government) async -> Int {
        await government.book.submit(works).count { (try? $0.get()) != nil }
    }

    // MARK: The three runs

    private struct Group {
        let ledger: [[RawWriting.Write]]
        let keys: [[RawWriting.Write]]
    }

    private func recorded() async throws -> [Group] {
        let (ledger, keys) = (RecordingDatabase.Tape(), RecordingDatabase.Tape())
        let node = try Node(settings: settings(work + "/recorded"), outside: .live(), logger: makeLogger()) { path in
            let folder = try openSQLiteFolder(path)
            return StoreFolder(
                ledger: RecordingDatabase(inner: folder.ledger, tape: ledger),
                keys: RecordingDatabase(inner: folder.keys, tape: keys),
                release: { try? folder.close() }
            )
        }
        defer { node.stop() }
        let city = try city(of: node)
        var reports = try reports(of: city)
        _ = (ledger.take(), keys.take())
        var tape: [Group] = []
        for _ in 0..<(warmUp + groups) {
            _ = await submit(try works(group, of: city, &reports), to: city)
            tape.append(Group(ledger: ledger.take(), keys: keys.take()))
        }
        return tape
    }

    private func measure(_ tape: [Group]) async throws {
        let node = try openNode(settings(work + "/timed"), logger: makeLogger())
        defer { node.stop() }
        let city = try city(of: node)
        var reports = try reports(of: city)
        let folder = work + "/raw/" + DemoGovernment.tangerang.code.text
        let caches = SQLiteCaches.standard
        let rawLedger = try RawWriting(path: folder + "/ledger.sqlite", cacheKiB: caches.ledgerWriterKiB)
        let rawKeys = try RawWriting(path: folder + "/keys.sqlite", cacheKiB: caches.keysKiB)
        defer {
            rawLedger.close()
            rawKeys.close()
        }
        var (ours, raw) = (Side(), Side())
        var (cases, rows) = (0, 0)
        for (number, line) in tape.enumerated() {
            let works = try works(group, of: city, &reports)
            let begun = (ContinuousClock.now, processorTime())
            let stored = await submit(works, to: city)
            let between = (ContinuousClock.now, processorTime())
            for changes in line.keys { try rawKeys.commit(changes) }
            for changes in line.ledger { try rawLedger.commit(changes) }
            guard number >= warmUp else { continue }
            ours.add(from: begun, to: between)
            raw.add(from: between, to: (ContinuousClock.now, processorTime()))
            cases += stored
            rows += (line.ledger + line.keys).reduce(0) { $0 + $1.count }
        }
        let size = "\(cases) cases, \(rows / max(1, cases)) row changes each"
        Printed.line(row(ours, raw, size).line)
        Printed.line(processorRow(ours, raw, size, cases: cases).line)
    }

    /// One of the two that are compared: time on the clock for each group, and processor time in all.
    private struct Side {
        var clock = Timings()
        var processor = Duration.zero

        mutating func add(from begin: (ContinuousClock.Instant, Duration), to end: (ContinuousClock.Instant, Duration))
        {
            clock.add(end.0 - begin.0)
            processor += end.1 - begin.1
        }

        func microseconds(per cases: Int) -> Double { processor / .microseconds(max(1, cases)) }
    }

    private func row(_ ours: Side, _ raw: Side, _ size: String) -> BenchRow {
        BenchRow(
            what: "write path in process, groups of \(group)",
            size: size,
            seed: seed,
            median: BenchRow.milliseconds(ours.clock.median),
            p99: BenchRow.milliseconds(ours.clock.p99),
            beside:
                "raw SQLite, same rows and commits: \(BenchRow.milliseconds(raw.clock.median)), p99 \(BenchRow.milliseconds(raw.clock.p99))",
            ratio: BenchRow.percent(raw.clock.median / ours.clock.median),
            budget: "≥ 40 %"
        )
    }

    private func processorRow(_ ours: Side, _ raw: Side, _ size: String, cases: Int) -> BenchRow {
        let (mine, bare) = (ours.microseconds(per: cases), raw.microseconds(per: cases))
        return BenchRow(
            what: "the same in processor time",
            size: size,
            seed: seed,
            median: String(format: "%.0f µs a case", mine),
            p99: "–",
            beside: String(format: "raw SQLite: %.0f µs a case", bare),
            ratio: BenchRow.percent(bare / mine),
            budget: "–"
        )
    }
}
