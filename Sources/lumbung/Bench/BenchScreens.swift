import ArgumentParser
import Foundation

/// `lumbung bench screens`: one report, and how long until every open screen has heard of it.
struct BenchScreens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "screens",
        abstract: "Peristiwa ke layar terbuka. From an event to open screens."
    )

    @Option(name: .long, help: "Port demo. The port of a demo.")
    var port: Int
    @Option(name: .long, help: "Banyaknya layar. How many screens.")
    var count = 500
    @Option(name: .long, help: "Banyaknya laporan. How many reports.")
    var rounds = 20
    @Option(name: .long, help: "Berkas isi laporan (`lumbung bench bodies`). A file of bodies.")
    var bodies: String

    func validate() throws {
        guard (1...1_000).contains(count), (1...200).contains(rounds) else {
            throw ValidationError("--count 1…1000, --rounds 1…200.")
        }
    }

    func run() async throws {
        try await inSentences {
            let lines = try Carried.text(bodies).split(whereSeparator: \.isNewline)
            guard !lines.isEmpty else { throw Sentence("Berkas \(bodies) kosong.") }
            var one = Audience(try open(1))
            var many = Audience(try open(count))
            let reporter = try Wire(port: port)
            var (last, first, alone) = (Timings(), Timings(), Timings())
            // The first round warms both.
            for round in 0...rounds {
                let body = Array(lines[round % lines.count].utf8)
                let began = ContinuousClock.now
                let answer = try reporter.post(
                    "/tangerang/api/v1/applications/laksa/cases",
                    body,
                    type: "application/json"
                )
                let answered = ContinuousClock.now
                guard answer.status == 201, let number = answer.text.firstMatch(of: /LAKSA-\d{4}-\d{6}/) else {
                    throw Sentence("Laporan ditolak (\(answer.status)): \(answer.text)")
                }
                let heard = try many.waitForAll(String(number.output))
                let lone = try one.waitForAll(String(number.output))
                guard round > 0, let earliest = heard.min(), let latest = heard.max() else { continue }
                first.add(earliest - began)
                last.add(latest - began)
                alone.add(answered - began)
                _ = lone
            }
            print(
                BenchRow(
                    what: "report sent to the last of \(count) open screens",
                    size: "\(rounds) reports, \(count) streams",
                    seed: nil,
                    median: BenchRow.milliseconds(last.median),
                    p99: BenchRow.milliseconds(last.p99),
                    beside:
                        "its receipt: \(BenchRow.milliseconds(alone.median)); the first screen: \(BenchRow.milliseconds(first.median))",
                    ratio: BenchRow.times(last.median / alone.median),
                    budget: "1,000 screens < 100 ms"
                ).line
            )
        }
    }

    private func open(_ count: Int) throws -> [Wire] {
        try (0..<count).map { _ in
            let wire = try Wire(port: port)
            try wire.send("GET", "/tangerang/api/v1/events", ["Accept": "text/event-stream"], [])
            return wire
        }
    }
}

/// Open streams that are read as bytes come.
private struct Audience {
    private let wires: [Wire]
    private var polled: [pollfd]
    private var heard: [[UInt8]]
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    init(_ wires: [Wire]) {
        self.wires = wires
        polled = wires.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
        heard = wires.map { _ in [] }
    }

    /// When each stream has told of the text; gives up after ten seconds.
    mutating func waitForAll(_ text: String) throws -> [ContinuousClock.Instant] {
        let wanted = Array(text.utf8)
        var times = [ContinuousClock.Instant?](repeating: nil, count: wires.count)
        var missing = wires.count
        let end = ContinuousClock.now + .seconds(10)
        while missing > 0 {
            guard ContinuousClock.now < end else {
                throw Sentence("\(missing) layar tidak mendengar \(text) dalam sepuluh detik.")
            }
            guard poll(&polled, nfds_t(polled.count), 1_000) > 0 else { continue }
            for index in polled.indices where polled[index].revents != 0 {
                let count = recv(polled[index].fd, &buffer, buffer.count, 0)
                guard count > 0 else { throw Sentence("Server menutup arus layar ke-\(index + 1).") }
                heard[index] += buffer[..<count]
                guard times[index] == nil, heard[index].contains(wanted) else { continue }
                times[index] = .now
                missing -= 1
            }
        }
        for index in heard.indices { heard[index] = [] }
        return times.compactMap { $0 }
    }
}
