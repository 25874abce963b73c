import ArgumentParser
import Civic
import Engine
import Foundation
import Node
import Store
import Synchronization

/// `lumbung verify`: recomputes chain, tree, projections and counters of every government, and the node's own, and says what
/// differs.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Hitung ulang seluruh buku dan katakan apa yang berbeda. Recompute the ledgers."
    )

    @OptionGroup var place: FolderOptions
    @Option(name: .long, help: "Hanya pemerintah ini. Only this government (its name in addresses).")
    var government: String?

    func run() async throws {
        try await onNode(place) { node in
            let wanted = try chosen(from: node, government)
            var isSound = true
            if government == nil {
                isSound = try Self.isSound("simpul", node.ledger.ledger, node.ledger.publisher)
                for absent in node.absent {
                    isSound = false
                    print(
                        "simpul: folder \(absent.name) (\(absent.code.text)) tidak ada. Kembalikan, atau catat kepergiannya dengan `lumbung government leave`."
                    )
                }
            }
            for government in wanted {
                isSound = try Self.isSound(government.slug, government.ledger, government.publisher) && isSound
            }
            if !isSound { throw ExitCode(1) }
        }
    }

    /// Prints what differs in one ledger, and last a line that counts what was checked.
    private static func isSound(_ name: String, _ ledger: LedgerStore, _ publisher: Publisher) throws -> Bool {
        let result = try ledger.verify { done, total in progress("memeriksa", done, of: total) }
        endProgress()
        for finding in result.findings { print("\(name): \(finding.place): \(finding.text.text(.id))") }
        let refusal = try publisher.contradiction()
        if let refusal { print("\(name): \(refusal)") }
        print("\(name): \(result.lastLine(.id))")
        return result.isSound && refusal == nil
    }
}

/// `lumbung rebuild`: makes the projections anew from the entries.
struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Bangun ulang semua tabel turunan dari buku. Rebuild the read models."
    )

    @OptionGroup var place: FolderOptions
    @Option(name: .long, help: "Hanya pemerintah ini. Only this government (its name in addresses).")
    var government: String?

    func run() async throws {
        try await onNode(place) { node in
            var ledgers = try chosen(from: node, government).map { (name: $0.slug, store: $0.ledger) }
            if government == nil { ledgers.insert(("simpul", node.ledger.ledger), at: 0) }
            for ledger in ledgers {
                try ledger.store.rebuild { done, total in progress("membangun", done, of: total) }
                endProgress()
                print("\(ledger.name): \(try ledger.store.head().size) entri dibangun ulang.")
            }
        }
    }
}

/// The governments that a command is about: the named one, or all.
func chosen(from node: Node, _ slug: String?) throws -> [Government] {
    guard let slug else {
        guard !node.governments.isEmpty else {
            throw Sentence("Folder data ini belum berisi pemerintah. Jalankan `lumbung init`.")
        }
        return node.governments
    }
    guard let government = node.government(slug: slug) else {
        let known = node.governments.map(\.slug).joined(separator: ", ")
        throw Sentence("Tidak ada pemerintah “\(slug)”. Yang ada: \(known).")
    }
    return [government]
}

/// One line of progress: on a terminal written over and over; where it goes to a file, a new line every ten seconds.
func progress(_ word: String, _ done: Int64, of total: Int64) {
    guard total > 0 else { return }
    let line = "\(word) \(done)/\(total) (\(done * 100 / total) %)"
    if isatty(STDERR_FILENO) == 1 {
        FileHandle.standardError.write(Data("\r\(line)".utf8))
    } else if progressIsDue() {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }
}

private let lastProgress = Mutex<ContinuousClock.Instant?>(nil)

/// Ten seconds after the last time; the first call begins to count.
private func progressIsDue() -> Bool {
    lastProgress.withLock { last in
        let now = ContinuousClock.now
        guard let before = last else {
            last = now
            return false
        }
        guard now - before >= .seconds(10) else { return false }
        last = now
        return true
    }
}

func endProgress() {
    guard isatty(STDERR_FILENO) == 1 else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
}
