import ArgumentParser
import Civic
import Definition

/// `lumbung bench merge`: a release of LAKSA meets thirty governments' own versions, beside comparing the two releases.
struct BenchMerge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Gabungkan rilis dengan penyesuaian. Merge a release with local versions."
    )

    @Option(name: .long, help: "Pemerintah daerah. Governments.")
    var governments = 30
    @Option(name: .long, help: "Ulangan. How often.")
    var rounds = 10

    func run() async throws {
        try await inSentences {
            let base = try AppFolder("laksa").definition().tree.normalized
            let rows = (base.value(at: Self.rows)?.array ?? []).compactMap { $0.array?.first?.string }
            guard rows.count > 3 else { throw Sentence("LAKSA tidak memiliki jenis laporan untuk diubah.") }
            let release = changed(base, rows, by: 1, every: 3)
            let locals = (0..<max(1, governments)).map { changed(base, rows, by: 2 + $0 % 5, every: 2) }
            var (ours, bare) = (Timings(), Timings())
            var questions = 0
            for _ in 0..<max(1, rounds) {
                ours.time {
                    questions = locals.reduce(0) { $0 + merge(base: base, upstream: release, local: $1).open.count }
                }
                bare.time { for _ in locals { _ = difference(base, release) } }
            }
            let all = ours.median / Double(locals.count) * 174 * 30
            Printed.line(
                BenchRow(
                    what: "three-way merge of a release",
                    size: "LAKSA, \(locals.count) local versions, \(questions) questions",
                    seed: nil,
                    median: BenchRow.milliseconds(ours.median),
                    p99: BenchRow.milliseconds(ours.p99),
                    beside: "difference of base and release as often: \(BenchRow.milliseconds(bare.median))",
                    ratio: BenchRow.times(ours.median / bare.median),
                    budget: "174 × 30 in 5 s; at this pace \(BenchRow.milliseconds(all))"
                ).line
            )
        }
    }

    private static let rows = ["registers", "report_categories", "rows"]

    /// The tree with another number of workdays in some of its rows.
    private func changed(_ tree: DefinitionTree, _ rows: [String], by days: Int, every step: Int) -> DefinitionTree {
        let operations = stride(from: 0, to: rows.count, by: step).map { index in
            OverlayOperation(
                .set(.int(Int64(days + index % 3))),
                Self.rows + [rows[index], "values", "workdays"],
                author: "bench",
                at: Moment(milliseconds: 0),
                reason: "bench"
            )
        }
        let overlay = Overlay(app: "laksa", baseVersion: Version(1, 0, 0), baseHash: tree.hash, operations: operations)
        return apply(overlay, to: tree, by: .provider).0
    }
}
