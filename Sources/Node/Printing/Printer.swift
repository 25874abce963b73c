import Civic
import Foundation

/// Turns a page into a PDF with WeasyPrint, a program of the project's own virtual environment (`scripts/setup`).
///
/// The page must bring all it needs: nothing is fetched. Tagged for readers (PDF/UA), some 40 kB a page, about a second.
package struct Printer: Sendable {
    private let outside: Outside
    private let program: String

    /// `LUMBUNG_WEASYPRINT` names the program; else that of the virtual environment, else that on the PATH.
    package init(outside: Outside) {
        self.outside = outside
        program = ProcessInfo.processInfo.environment["LUMBUNG_WEASYPRINT"] ?? CarriedFiles.program("weasyprint")
    }

    /// The PDF of a page.
    ///
    /// Blocking: on a thread of its own. Throws a fault where the program is missing, fails, or takes too long.
    package func print(_ html: String, variant: String = "pdf/ua-1") throws -> [UInt8] {
        try ScratchFolder.with("print") { folder in
            let page = folder.appending(path: "page.html")
            let sheet = folder.appending(path: "page.pdf")
            try Data(html.utf8).write(to: page)
            let outcome = try outside.run(
                Program(
                    program,
                    [
                        "--quiet", "--pdf-variant", variant, "--allowed-protocols", "file", "--encoding", "utf-8",
                        page.path, sheet.path,
                    ],
                    secondsMax: Limits.printSeconds
                )
            )
            if outcome.status == 127 {
                throw Fault.unusable("The program weasyprint is missing: run scripts/setup, or set LUMBUNG_WEASYPRINT.")
            }
            guard outcome.status == 0, let pdf = FileManager.default.contents(atPath: sheet.path),
                pdf.starts(with: Data("%PDF".utf8))
            else {
                throw Fault.unusable("weasyprint could not print the page: \(outcome.complaint.prefix(300))")
            }
            return Array(pdf)
        }
    }
}
