import ArgumentParser

/// `lumbung bench`: the figures of the budgets (DESIGN §11), each as a ratio to something measured in the same run.
///
/// Lives here: what measures inside the process, and clients that measure a server on loopback. `scripts/bench` starts the
/// servers, drives `wrk` and puts all rows under one head; `docs/performance.md` says what each row means.
///
/// Never here: limits that a test asserts. A slow machine makes a slow figure, not a red build.
///
/// Read first: `BenchTable.swift` (what a row says), then the command of the figure in question.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Ukur kinerja, sebagai rasio. Measure the budgets, as ratios.",
        subcommands: [
            BenchWrite.self, BenchCompile.self, BenchForm.self, BenchMerge.self, BenchCheck.self, BenchWalk.self,
            BenchDocuments.self, BenchStart.self, BenchRead.self,
            BenchScreens.self,
            BenchPages.self,
            BenchBodies.self, BenchFill.self, BenchHead.self,
        ]
    )
}

/// `lumbung bench head`: the head of the table that the others print rows of.
struct BenchHead: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract: "Kepala tabel. The head of the table."
    )

    func run() { Printed.line(BenchRow.head) }
}
