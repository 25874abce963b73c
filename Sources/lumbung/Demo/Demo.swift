import ArgumentParser
import Civic
import Foundation
import Logging
import Node
import ServiceLifecycle
import StoreSQLite

/// `lumbung demo`: three governments with months of invented life, served; the city goes on living unless it is told to be still.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Jalankan kota contoh dengan warga dan petugas rekaan. Run demo governments with invented people."
    )

    @OptionGroup var place: FolderOptions
    @OptionGroup var listening: ListenOptions
    @Option(name: .long, help: "Benih bilangan acak: benih sama, kota sama. The seed of the story.")
    var seed = 1
    @Option(name: .long, help: "Banyaknya laporan lima bulan terakhir. How many reports the past has.")
    var cases = 5_000
    @Option(
        name: .long,
        help: "Aplikasi lain yang dijalankan dan ditawarkan Kota Tangerang. Another application to run and offer."
    )
    var also: [String] = []
    @Flag(name: .long, help: "Tanpa warga dan petugas simulasi. Without simulated citizens and officers.")
    var still = false

    func validate() throws {
        guard (0...1_000_000).contains(cases) else { throw ValidationError("--cases ditulis antara 0 dan 1000000.") }
    }

    func run() async throws {
        try await inSentences {
            let logger = makeLogger()
            let marker = DemoMarker(folder: place.data)
            let settings = place.settings(baseURL: listening.address, isDemo: true)
            let state = try marker.state()
            switch state {
            case .foreign:
                throw Sentence(
                    "Folder \(place.data) berisi pemerintah yang bukan demo. Pilih folder lain dengan --data, atau jalankan `lumbung serve`."
                )
            case .unfinished:
                Printed.line("Demo yang terputus di \(place.data) dibuat ulang dari awal.")
                try marker.clear(secretFile: settings.secretFile)
            case .finished(let seed, let cases):
                if seed != self.seed || cases != self.cases {
                    Printed.line(
                        "Folder \(place.data) sudah berisi demo (benih \(seed), \(cases) laporan); isinya dipakai."
                    )
                }
            case .empty: break
            }
            if case .finished = state {
            } else {
                try marker.write(seed: seed, cases: cases, isFinished: false)
                try await tell(settings, logger)
                try marker.write(seed: seed, cases: cases, isFinished: true)
            }
            let node = try openNode(settings, logger: logger)
            let people = still ? nil : try Townspeople(node: node, logger: logger)
            try await serve(
                node,
                listening,
                logger: logger,
                beside: people.map { [$0] } ?? [],
                heard: { port in people?.begin(port: port) }
            )
        }
    }

    /// The past on a clock of its own, not synced commit by commit: cut short, it is told anew from its beginning.
    private func tell(_ settings: NodeSettings, _ logger: Logger) async throws {
        let clock = DemoClock(world: .live())
        let node = try openNode(settings, logger: logger, outside: clock.outside, commits: .eventually)
        defer { node.stop() }
        try await Telling(node: node, clock: clock, seed: seed, cases: cases, also: also).tell()
    }
}

/// Lines for whoever watches a command.
enum Printed {
    static func line(_ text: String) {
        print(text)
        fflush(nil)
    }
}
