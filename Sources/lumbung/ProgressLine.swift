import Foundation

/// How far a long work is: a line that renews itself on a terminal, a line now and then where output goes to a file.
struct ProgressLine {
    private let what: String
    private let unit: String
    private let started = Date()
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var shown = Date.distantPast
    /// Where the share stood some seconds ago: what is left is judged by the pace since then.
    private var mark = (at: Date(), share: 0.0, done: 0)
    private var pace = 0.0
    private var rate = 0.0

    init(_ what: String, unit: String) {
        self.what = what
        self.unit = unit
    }

    /// Shows the share of the whole that is done, 0 to 1: at most ten times a second on a terminal, every five seconds elsewhere.
    mutating func show(_ done: Int, share: Double) {
        let now = Date()
        let passed = now.timeIntervalSince(mark.at)
        if passed > 4 || pace == 0 && passed > 0.5 {
            pace = max(0, share - mark.share) / passed
            rate = Double(done - mark.done) / passed
            mark = (now, share, done)
        }
        guard now.timeIntervalSince(shown) > (isTerminal ? 0.1 : 5) else { return }
        shown = now
        let filled = Int(min(1, share) * 24)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        let rest = pace > 0 ? Self.duration(max(0, 1 - share) / pace) : "…"
        let line = "\(what) \(bar) \(Int(share * 100)) %  \(done) \(unit)  \(Int(rate))/detik  sisa \(rest)"
        FileHandle.standardError.write(Data((isTerminal ? "\r\u{1B}[K" + line : line + "\n").utf8))
    }

    func finish(_ done: Int, and more: String? = nil) {
        let seconds = max(0.001, Date().timeIntervalSince(started))
        let also = more.map { ", " + $0 } ?? ""
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        print(
            "\(what): \(done) \(unit)\(also) dalam \(Self.duration(seconds)) (\(Int(Double(done) / seconds)) \(unit)/detik)"
        )
        fflush(nil)
    }

    /// "48 detik", "3 menit 20 detik".
    static func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 8_640_000).rounded())
        if whole < 60 { return "\(whole) detik" }
        return whole < 3_600
            ? "\(whole / 60) menit \(whole % 60) detik" : "\(whole / 3_600) jam \(whole / 60 % 60) menit"
    }
}
