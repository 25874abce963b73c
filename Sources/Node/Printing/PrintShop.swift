import Civic
import Synchronization

/// Prints for many: one page at a time on a thread of its own, the last ones kept by the hash of what they were printed from.
///
/// More than a few that wait are told that we are busy; a page that was printed before costs nothing.
package final class PrintShop: Sendable {
    private let printer: Printer
    let crew = Crew("print", threads: 1, waitingMax: Limits.printsWaitingMax)
    private let kept = Mutex(Kept())

    private struct Kept {
        var sheets: [Digest: [UInt8]] = [:]
        var order: [Digest] = []
    }

    package init(printer: Printer) { self.printer = printer }

    /// The PDF of a page; throws what the printer throws, or a fault that says how long to wait.
    package func pdf(_ html: String) async throws -> [UInt8] {
        let hash = sha256(Array(html.utf8))
        if let sheet = kept.withLock({ $0.sheets[hash] }) { return sheet }
        let printer = printer
        let sheet = try await crew.run { try printer.print(html) }
        kept.withLock { kept in
            guard kept.sheets[hash] == nil else { return }
            kept.sheets[hash] = sheet
            kept.order.append(hash)
            // Some 60 kB each: a few megabytes at most.
            if kept.order.count > Limits.printsKept { kept.sheets[kept.order.removeFirst()] = nil }
        }
        return sheet
    }

    /// Ends the thread; what still waits is refused.
    package func close() { crew.close() }
}
