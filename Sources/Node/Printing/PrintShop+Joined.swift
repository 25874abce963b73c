import Civic
import Foundation

extension PrintShop {
    /// Several letters as one file for the printer, joined by `Tools/join-pdf.py` (pikepdf, which is qpdf).
    ///
    /// A joined file carries no signature: whoever needs that takes the single letters. Throws a fault where the tool is missing or
    /// can't read one of them.
    package func joined(_ letters: [[UInt8]], outside: Outside) async throws -> [UInt8] {
        try await crew.run {
            try ScratchFolder.with("join") { place in
                var files: [String] = []
                for (index, letter) in letters.enumerated() {
                    let file = place.appending(path: "\(index).pdf")
                    try Data(letter).write(to: file)
                    files.append(file.path)
                }
                let to = place.appending(path: "all.pdf")
                let outcome = try outside.run(
                    Program(
                        CarriedFiles.program("python3"),
                        ["-I", try CarriedFiles.tool("join-pdf.py"), to.path] + files,
                        secondsMax: Limits.paperSeconds
                    )
                )
                guard outcome.status == 0, let joined = FileManager.default.contents(atPath: to.path),
                    joined.starts(with: Data("%PDF".utf8))
                else { throw Fault.unusable("The letters can't be joined: \(outcome.complaint.suffix(300))") }
                return Array(joined)
            }
        }
    }
}
