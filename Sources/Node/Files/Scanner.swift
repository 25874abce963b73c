import Foundation
import Synchronization

/// ClamAV, where it is installed: `clamdscan` where its service runs, else `clamscan`; `LUMBUNG_SCANNER` names another program that
/// answers as they do, or says `none`.
final class Scanner: Sendable {
    /// What the scanner says of a file.
    enum Verdict: String, Sendable {
        case clean
        case infected
        /// The scanner is there and does not answer: the file waits, and nobody opens it.
        case waiting
        /// There is no scanner on this machine.
        case unscanned
    }

    private let outside: Outside
    private let candidates: [String]
    /// The first candidate that is installed; nil once none was.
    private let found = Mutex<Found>(.unknown)

    private enum Found: Sendable {
        case unknown
        case program(String)
        case none
    }

    init(outside: Outside) {
        self.outside = outside
        switch ProcessInfo.processInfo.environment["LUMBUNG_SCANNER"] {
        case nil: candidates = ["clamdscan", "clamscan"]
        case "none"?: candidates = []
        case let program?: candidates = [program]
        }
    }

    /// Blocking: on a crew's thread.
    func verdict(on path: String) throws -> Verdict {
        let tried: [String] =
            switch found.withLock({ $0 }) {
            case .none: []
            case .program(let program): [program]
            case .unknown: candidates
            }
        for program in tried {
            // Exit 0: clean, 1: a virus, anything else: no answer (clamscan(1), clamdscan(1)).
            let options = program == "clamdscan" ? ["--fdpass", "--no-summary"] : ["--no-summary"]
            let outcome = try outside.run(Program(program, options + [path], secondsMax: Limits.scanSeconds))
            if outcome.status == 127 { continue }
            found.withLock { $0 = .program(program) }
            return outcome.status == 0 ? .clean : outcome.status == 1 ? .infected : .waiting
        }
        found.withLock { $0 = .none }
        return .unscanned
    }
}
