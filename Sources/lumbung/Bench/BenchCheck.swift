import ArgumentParser
import Civic
import Definition
import Foundation

/// `lumbung bench check`: `app check` of as many applications as the catalogue has, none known before, and all unchanged.
struct BenchCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Periksa 174 definisi. Check 174 definitions."
    )

    @Option(name: .long, help: "Jumlah aplikasi. How many applications.")
    var apps = 174
    @Option(name: .long, help: "Ulangan. How often.")
    var rounds = 5

    func run() async throws {
        try await inSentences {
            let scratch = FileManager.default.temporaryDirectory.appending(path: "lumbung-check-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: scratch) }
            let (folders, bytes) = try copies(in: scratch)
            var (cold, warm) = (Timings(), Timings())
            for round in 0..<max(1, rounds) {
                let cache = CheckCache(folder: scratch.appending(path: "checks-\(round)").path)
                try await cold.time { _ = try await AppCheck.outcomes(of: folders, try ApplicationCheck(cache: cache)) }
                try await warm.time {
                    let outcomes = try await AppCheck.outcomes(of: folders, try ApplicationCheck(cache: cache))
                    guard outcomes.allSatisfy(\.isKept) else { throw Sentence("Hasil yang tersimpan tidak terpakai.") }
                }
            }
            print(
                BenchRow(
                    what: "check of all definitions, cold and by hash (`app check`)",
                    size: "\(folders.count) definitions with scenarios, \(BenchRow.kilobytes(bytes))",
                    seed: nil,
                    median: BenchRow.milliseconds(cold.median),
                    p99: BenchRow.milliseconds(cold.p99),
                    beside: "the same, nothing changed: \(BenchRow.milliseconds(warm.median))",
                    ratio: BenchRow.times(cold.median / warm.median),
                    budget: "174 in seconds"
                ).line
            )
        }
    }

    /// The applications that travel with the program, over and over, each copy with an id of its own.
    private func copies(in scratch: URL) throws -> ([AppFolder], bytes: Int) {
        let files = FileManager.default
        let apps = URL(filePath: try Carried.folder("Apps"))
        try files.createDirectory(at: scratch, withIntermediateDirectories: true)
        let archetypes = apps.appending(path: "_archetypes")
        if files.fileExists(atPath: archetypes.path) {
            try files.copyItem(at: archetypes, to: scratch.appending(path: "_archetypes"))
        }
        let models = try files.contentsOfDirectory(atPath: apps.path).filter { !$0.hasPrefix("_") }.sorted()
            .filter { files.fileExists(atPath: apps.path + "/\($0)/app.yaml") }
        var bytes = 0
        let folders = try (0..<max(1, self.apps)).map { number in
            let model = models[number % models.count]
            let folder = scratch.appending(path: "\(model)-\(number)")
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            for name in ["app.yaml", "scenarios.yaml"] {
                let original = "\(apps.path)/\(model)/\(name)"
                guard files.fileExists(atPath: original) else { continue }
                let text = try Carried.text(original)
                    .replacing("app: \(model)\n", with: "app: \(model)-\(number)\n", maxReplacements: 1)
                bytes += text.utf8.count
                try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
            }
            return try AppFolder(folder.path)
        }
        return (folders, bytes)
    }
}
