/// Durations in bins whose widths grow by 2 % either way, so that histograms of any days, agencies or years add up.
///
/// The boundaries are whole seconds from a minute to 400 days, made by whole-number arithmetic: the same on every machine
/// and for ever, which a logarithm at run time would not be (`live-room.md` §3).
package enum WaitingBins {
    /// First second of each bin after the first; bin 0 is everything under a minute.
    package static let bounds: [Int64] = {
        var bounds: [Int64] = []
        // Seconds times 2^20, times 51/49 = (1 + 0.02) / (1 − 0.02) at each step.
        var scaled: Int64 = 60 << 20
        while scaled >> 20 <= 400 * 86_400 {
            bounds.append(scaled >> 20)
            scaled = scaled * 51 / 49
        }
        return bounds
    }()

    /// The bin of a duration in seconds: 0 under a minute, the last beyond 400 days.
    package static func bin(seconds: Int64) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// What is said for a bin, in seconds: a value within 2 % of everything in it.
    package static func seconds(ofBin bin: Int) -> Int64 {
        guard bin > 0 else { return 30 }
        let first = bounds[min(bin, bounds.count) - 1]
        let next = bin < bounds.count ? bounds[bin] : first
        return (first + next) / 2
    }

    /// The time in seconds within which this share of all cases is done, open ones included as "longer than so far"
    /// (Kaplan–Meier); nil where fewer than that share are done yet.
    ///
    /// `done` and `open` count cases by bin; a mean of percentiles would be nonsense, this is not one.
    package static func quantile(_ share: Double, done: [Int: Int64], open: [Int: Int64]) -> Int64? {
        precondition(share > 0 && share < 1, "a share lies between 0 and 1")
        var atRisk = done.values.reduce(0, +) + open.values.reduce(0, +)
        var stillWaiting = 1.0
        for bin in Set(done.keys).union(open.keys).sorted() {
            guard atRisk > 0 else { return nil }
            let ended = done[bin] ?? 0
            stillWaiting *= 1 - Double(ended) / Double(atRisk)
            if ended > 0, stillWaiting <= 1 - share + 1e-12 { return seconds(ofBin: bin) }
            atRisk -= ended + (open[bin] ?? 0)
        }
        return nil
    }
}
