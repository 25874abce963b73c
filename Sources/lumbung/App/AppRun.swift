import ArgumentParser
import Civic
import Definition
import Engine
import Foundation
import Node

/// `lumbung app run APP…`: plays the scenarios that travel with an application, in simulated time.
///
/// One line for each scenario that holds; one that does not is shown in full. Nothing is stored or sent.
struct AppRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Mainkan skenario aplikasi. Play an application's scenarios."
    )

    @Argument(help: "Id di bawah Apps/, atau sebuah folder. An id under Apps/, or a folder.")
    var apps: [String]
    @OptionGroup var speech: SpeechOptions
    @Flag(name: .long, help: "Ceritakan setiap skenario selengkapnya. Tell every scenario in full.")
    var verbose = false
    @Option(name: .long, help: "Hanya skenario ini, selengkapnya. Only this scenario, in full.")
    var only: [String] = []
    @Flag(name: .long, help: "Sebutkan yang belum dikunjungi skenario. List what the scenarios do not visit.")
    var coverage = false
    @Flag(name: .long, help: "Gagal bila ada yang belum dikunjungi. Fail unless everything is visited.")
    var requireFull = false
    @Option(name: .long, help: "Berjalan acak sekian langkah. Walk so many steps at random.")
    var walk: Int?
    @Option(name: .long, help: "Benih jalan acak. Seed of the random walk.")
    var seed: UInt64 = 1
    @Option(name: .long, help: "Zona waktu: wib, wita, wit. Time zone.")
    var zone = "wib"

    func validate() throws {
        if let walk, !(1...10_000_000).contains(walk) {
            throw ValidationError("--walk: tulis 1 sampai 10000000 langkah. Write 1 to 10000000 steps.")
        }
        if Zone(rawValue: zone.lowercased()) == nil {
            throw ValidationError("--zone: tulis wib, wita, atau wit. Write wib, wita or wit.")
        }
    }

    func run() async throws {
        try await inSentences {
            var isPassed = true
            for app in apps {
                if apps.count > 1 { print((app == apps.first ? "" : "\n") + app) }
                isPassed = try play(try AppFolder(app)) && isPassed
            }
            if !isPassed { throw ExitCode(1) }
        }
    }

    private func play(_ folder: AppFolder) throws -> Bool {
        let definition = try folder.definition(in: speech.spoken)
        let (plan, refused) = folder.compiled(definition)
        guard let plan else {
            throw Sentence(refused.map { $0.printed(speech.spoken) }.joined(separator: "\n"))
        }
        let calendar = try Carried.calendar(Zone(rawValue: zone.lowercased()) ?? .wib)
        let scenarios = try chosen(from: try folder.scenarios(for: definition, speech.spoken))
        let report = ScenarioRunner(plan, calendar: calendar).run(scenarios)
        if verbose || !only.isEmpty {
            let transcript = Transcript(
                plan,
                calendar: calendar,
                agencies: Dictionary(
                    UsualAgencies.all.map { ($0.id, $0.name) },
                    uniquingKeysWith: { first, _ in first }
                ),
                language: speech.spoken,
                width: speech.columns
            )
            for result in report.results { print((transcript.lines(of: result) + [""]).joined(separator: "\n")) }
        }
        var isPassed = only.isEmpty ? report.isPassed : report.results.allSatisfy(\.isPassed)
        for line in report.printed(speech.spoken, width: speech.columns, isWhole: only.isEmpty) { print(line) }
        if coverage || requireFull {
            for line in report.coverage.printed(speech.spoken) { print(line) }
            if requireFull { isPassed = isPassed && report.coverage.isFull }
        }
        if let walk {
            let found = RandomWalk(plan, calendar: calendar, stories: scenarios, seed: seed).run(steps: walk)
            for line in found.printed(speech.spoken, width: speech.columns) { print(line) }
            isPassed = isPassed && found.isPassed
        }
        return isPassed
    }

    private func chosen(from all: Keyed<ScenarioID, Scenario>) throws -> Keyed<ScenarioID, Scenario> {
        if only.isEmpty { return all }
        let known = all.order.map(\.text)
        if let other = only.first(where: { !known.contains($0) }) {
            let list = known.joined(separator: ", ")
            throw Sentence(
                speech.say(
                    "Tidak ada skenario “\(other)”. Yang ada: \(list).",
                    "There is no scenario “\(other)”. Known here: \(list)."
                )
            )
        }
        return Keyed(all.all.filter { only.contains($0.id.text) }.map { ($0.id, $0.element) })
    }
}
