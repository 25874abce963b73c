import ArgumentParser
import Foundation

/// `lumbung bench read`: pages of a small city and of a large one, one after the other in the same run.
///
/// Times are those of a client on one open connection, so they hold the server's time and the way over loopback.
struct BenchRead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Halaman kota kecil dan kota besar. Pages as the data grows."
    )

    @Option(name: .long, help: "Port demo dengan data sedikit. The port of the small demo.")
    var small: Int
    @Option(name: .long, help: "Port demo dengan data banyak. The port of the large demo.")
    var large: Int
    @Option(name: .long, help: "Ukuran keduanya, untuk tabel. Both sizes, for the table.")
    var sizes = ""
    @Option(name: .long, help: "Permintaan per halaman. Requests of each page.")
    var count = 200
    @Option(name: .long, help: "Benih demo, untuk tabel. The demo's seed, for the table.")
    var seed = 1

    private struct Page {
        let what: String
        let budget: String
        let isRoom: Bool
        /// From the first work list to the address.
        let path: @Sendable (_ number: String) -> String
    }

    private static let box = "106.60,-6.20,106.68,-6.14"
    private static let pages = [
        Page(what: "case page (desk)", budget: "< 5 ms, flat", isRoom: false) { "/tangerang/petugas/laporan/\($0)" },
        Page(what: "case by API", budget: "< 5 ms, flat", isRoom: false) { "/tangerang/api/v1/cases/\($0)" },
        Page(what: "work list, first page", budget: "< 5 ms, flat", isRoom: false) { _ in "/tangerang/petugas/" },
        Page(what: "map box, clusters", budget: "< 5 ms, flat", isRoom: false) { _ in
            "/tangerang/peta/titik.geojson?zoom=13&box=\(box)"
        },
        Page(what: "map box, single cases", budget: "< 5 ms, flat", isRoom: false) { _ in
            "/tangerang/peta/titik.geojson?zoom=17&box=106.630,-6.180,106.640,-6.172"
        },
        Page(what: "LIVE Room wall, first paint", budget: "< 50 ms", isRoom: true) { _ in "/tangerang/live/dinding" },
        Page(what: "LIVE Room, public page", budget: "< 50 ms", isRoom: true) { _ in "/tangerang/live/publik" },
    ]

    func run() async throws {
        try await inSentences {
            let cities = try [small, large].map { try City(port: $0) }
            for page in Self.pages {
                var timings = [Timings(), Timings()]
                let warmUp = 20
                for round in 0..<(count + warmUp) {
                    for (index, city) in cities.enumerated() {
                        var once = Timings()
                        let path = page.path(city.number(round))
                        let answer = try once.time {
                            try (page.isRoom ? city.executive : city.verifier).get(path, gzip: true)
                        }
                        guard answer.status == 200 else { throw Sentence("\(path) menjawab \(answer.status).") }
                        if round >= warmUp { once.milliseconds.forEach { timings[index].add(.milliseconds($0)) } }
                    }
                }
                let (few, many) = (timings[0], timings[1])
                print(
                    BenchRow(
                        what: page.what,
                        size: sizes,
                        seed: seed,
                        median: BenchRow.milliseconds(many.median),
                        p99: BenchRow.milliseconds(many.p99),
                        beside:
                            "the same in the small city: \(BenchRow.milliseconds(few.median)), p99 \(BenchRow.milliseconds(few.p99))",
                        ratio: BenchRow.times(many.median / few.median),
                        budget: page.budget
                    ).line
                )
            }
        }
    }

    /// A demo with two people signed in, and the numbers on its first work list.
    private struct City {
        let verifier: Wire
        let executive: Wire
        private let numbers: [String]

        init(port: Int) throws {
            verifier = try Wire(port: port)
            try verifier.signIn(as: "tangerang/verifier")
            executive = try Wire(port: port)
            try executive.signIn(as: "tangerang/executive")
            let list = try verifier.get("/tangerang/petugas/").text
            numbers = Array(Set(list.matches(of: /LAKSA-\d{4}-\d{6}/).map { String($0.output) })).sorted()
            if numbers.isEmpty { throw Sentence("Daftar kerja demo pada port \(port) kosong.") }
        }

        func number(_ round: Int) -> String { numbers[round % numbers.count] }
    }
}
