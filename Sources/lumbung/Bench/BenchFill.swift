import ArgumentParser
import Civic
import Engine
import Foundation
import Node

/// `lumbung bench fill`: open reports by the ten thousand into a stopped demo, so that pages can be read over much data.
struct BenchFill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill",
        abstract: "Isi demo dengan banyak laporan. Fill a stopped demo with reports."
    )

    @OptionGroup var place: FolderOptions
    @Option(name: .long, help: "Banyaknya laporan. How many reports.")
    var cases: Int
    @Option(name: .long, help: "Benih bilangan acak. The seed.")
    var seed = 1

    func validate() throws {
        guard (1...1_000_000).contains(cases) else { throw ValidationError("--cases ditulis antara 1 dan 1000000.") }
    }

    func run() async throws {
        try await inSentences {
            try place.requireExisting()
            let node = try openNode(place.settings(isDemo: true), logger: makeLogger())
            defer { node.stop() }
            guard let city = node.government(code: DemoGovernment.tangerang.code) else {
                throw Sentence("Kota Tangerang tidak ada dalam folder \(place.data).")
            }
            city.book.isQuiet = true
            var reports = try BenchReports(
                seed: seed,
                regions: city.regions,
                under: try city.definitions.startable("laksa")
            )
            var stored = 0
            while stored < cases {
                let works = try (0..<min(256, cases - stored)).map { _ in
                    try city.work(starting: try reports.start(), by: .anonymous())
                }
                let answers = await city.book.submit(works)
                let taken = answers.count { (try? $0.get()) != nil }
                // Points beyond the city's edge are refused; all of them would be another fault.
                if taken == 0, case .failure(let error)? = answers.first { throw error }
                stored += taken
            }
        }
    }
}
