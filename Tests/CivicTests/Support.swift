import Civic
import Foundation
import Testing

/// Files beside the tests, found from this file's own place.
enum Files {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let boundaries = root.appending(path: "../shared/data/boundaries")
    static var hasBoundaries: Bool { FileManager.default.fileExists(atPath: boundaries.path) }

    static func bytes(_ url: URL) throws -> [UInt8] { Array(try Data(contentsOf: url)) }
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}

/// Walks over generated values; `LUMBUNG_SEED` repeats one, `LUMBUNG_RUNS` lengthens the walk.
struct Property {
    let seed: UInt64
    let runs: Int

    init(runs: Int) {
        let environment = ProcessInfo.processInfo.environment
        seed = environment["LUMBUNG_SEED"].flatMap { UInt64($0) } ?? 20_261_124
        self.runs = environment["LUMBUNG_RUNS"].flatMap { Int($0) } ?? runs
    }

    /// Checks a claim for generated values; on the first failure records the seed and the smallest value that still fails.
    ///
    /// `claim` answers what is wrong, or nil.
    func check<Value>(
        _ generate: (inout SeededGenerator) -> Value,
        shrink: (Value) -> [Value] = { _ in [] },
        sourceLocation: SourceLocation = #_sourceLocation,
        claim: (Value) -> String?
    ) {
        for run in 0..<UInt64(runs) {
            var generator = SeededGenerator(seed: seed &+ run)
            var value = generate(&generator)
            guard var problem = claim(value) else { continue }
            var steps = 0
            while steps < 1_000, let smaller = shrink(value).first(where: { claim($0) != nil }) {
                value = smaller
                problem = claim(smaller) ?? problem
                steps += 1
            }
            Issue.record(
                "LUMBUNG_SEED=\(seed &+ run) LUMBUNG_RUNS=1: \(problem)\nsmallest: \(value)",
                sourceLocation: sourceLocation
            )
            return
        }
    }
}
