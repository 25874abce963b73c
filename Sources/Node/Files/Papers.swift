import Civic
import Foundation

/// Looks through a PDF with `Tools/check-pdf.py` (pikepdf, which is qpdf) in the project's own virtual environment: locked, broken,
/// active or swollen ones are refused, the rest is written anew without metadata.
struct Papers: Sendable {
    private let outside: Outside
    private let python: String
    private let tool: String

    /// Why a PDF is not taken.
    enum Problem: String, Sendable, Hashable, CaseIterable {
        case broken, locked, active, attachments, unpacks, pages
    }

    init(outside: Outside) {
        self.outside = outside
        python = CarriedFiles.program("python3")
        tool = CarriedFiles.path("Tools/check-pdf.py") ?? "Tools/check-pdf.py"
    }

    /// Blocking: on a crew's thread.
    func make(of path: String) throws -> (bytes: [UInt8], pages: Int) {
        let clean = path + ".bersih.pdf"
        defer { try? Disk.remove(clean) }
        let outcome = try outside.run(Program(python, ["-I", tool, path, clean], secondsMax: Limits.paperSeconds))
        if outcome.status == 127 || outcome.status == 3 || outcome.status == 2 {
            throw Fault.unusable("PDFs can't be looked at: run scripts/setup, or set LUMBUNG_HOME to Lumbung's folder.")
        }
        guard outcome.status == 0, let answer = try? JSON(parsing: outcome.output),
            let verdict = answer["verdict"]?.string
        else {
            // Ended by its own limits of memory and time: nothing that a reader could open.
            throw Refusal.paper(Problem.broken.rawValue)
        }
        guard verdict == "ok", let pages = answer["pages"]?.int, let bytes = Disk.readIfThere(clean), !bytes.isEmpty
        else {
            throw Refusal.paper(verdict == "ok" ? Problem.broken.rawValue : verdict)
        }
        return (bytes, Int(pages))
    }
}
