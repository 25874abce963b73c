import Foundation

/// Times of one thing done many times, in milliseconds.
struct Timings {
    private(set) var milliseconds: [Double] = []

    mutating func add(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        milliseconds.append(Double(seconds) * 1_000 + Double(attoseconds) / 1e15)
    }

    /// Runs the body once and keeps how long it took.
    mutating func time<T>(_ body: () throws -> T) rethrows -> T {
        let began = ContinuousClock.now
        let result = try body()
        add(ContinuousClock.now - began)
        return result
    }

    mutating func time<T>(_ body: () async throws -> T) async rethrows -> T {
        let began = ContinuousClock.now
        let result = try await body()
        add(ContinuousClock.now - began)
        return result
    }

    var median: Double { quantile(0.5) }
    var p99: Double { quantile(0.99) }

    /// The smallest time that this share of all does not exceed; 0 where nothing was timed.
    func quantile(_ share: Double) -> Double {
        guard !milliseconds.isEmpty else { return 0 }
        let sorted = milliseconds.sorted()
        return sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.up)) - 1)]
    }
}

/// Processor time that this process has used so far, all threads together.
func processorTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

/// One line of the table: a figure, what it was measured beside, and the budget.
struct BenchRow {
    let what: String
    /// How much of what was there or was done.
    let size: String
    let seed: Int?
    let median: String
    let p99: String
    /// What was measured in the same run, with its own figure.
    let beside: String
    let ratio: String
    let budget: String

    static let head = """
        | what | data | seed | median | p99 | measured beside it | ratio | budget |
        | --- | --- | --: | --: | --: | --- | --: | --- |
        """

    var line: String {
        "| \(what) | \(size) | \(seed.map(String.init) ?? "–") | \(median) | \(p99) | \(beside) | \(ratio) | \(budget) |"
    }

    static func milliseconds(_ value: Double) -> String { String(format: value < 10 ? "%.2f ms" : "%.1f ms", value) }
    static func microseconds(_ milliseconds: Double) -> String { String(format: "%.0f µs", milliseconds * 1_000) }
    static func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }
    static func times(_ factor: Double) -> String { String(format: "%.2f ×", factor) }
    static func kilobytes(_ bytes: Int) -> String { String(format: "%.1f kB", Double(bytes) / 1_000) }
}
