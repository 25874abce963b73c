import ArgumentParser
import Civic
import Definition
import Engine

/// `lumbung bench walk`: steps of random walks through LAKSA, every invariant looked at, beside the same steps' scenarios alone.
struct BenchWalk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "walk",
        abstract: "Jalan acak. Steps of a random walk."
    )

    @Option(name: .long, help: "Langkah. Steps.")
    var steps = 10_000
    @Option(name: .long, help: "Ulangan. How often.")
    var rounds = 7
    @Option(name: .long, help: "Benih. Seed.")
    var seed = 1

    func run() async throws {
        try await inSentences {
            let folder = try AppFolder("laksa")
            let definition = try folder.definition()
            let calendar = try Carried.calendar(.wib)
            guard let plan = folder.compiled(definition).0 else { throw Sentence("LAKSA tidak dapat disusun.") }
            let scenarios = try folder.scenarios(for: definition, .id)
            let played = scenarios.all.reduce(0) { $0 + $1.element.steps.count }
            var (ours, bare) = (Timings(), Timings())
            for round in 0..<max(1, rounds) {
                let walk = RandomWalk(
                    plan,
                    calendar: calendar,
                    stories: scenarios,
                    seed: UInt64(clamping: seed &+ round)
                )
                try ours.time {
                    let report = walk.run(steps: steps)
                    if !report.isPassed { throw Sentence(report.printed(.id).joined(separator: "\n")) }
                }
                bare.time { _ = ScenarioRunner(plan, calendar: calendar).run(scenarios) }
            }
            let (each, told) = (ours.median / Double(max(1, steps)), bare.median / Double(max(1, played)))
            Printed.line(
                BenchRow(
                    what: "10,000 steps of a walk",
                    size: "\(steps) steps through LAKSA",
                    seed: seed,
                    median: BenchRow.milliseconds(ours.median),
                    p99: BenchRow.milliseconds(ours.p99),
                    beside: "its own scenarios, \(played) steps: \(BenchRow.milliseconds(bare.median))",
                    ratio: BenchRow.times(each / told) + " a step",
                    budget: "–"
                ).line
            )
        }
    }
}
