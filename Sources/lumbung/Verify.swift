import ArgumentParser
import Civic
import Foundation
import Node
import Store
import Synchronization

/// `lumbung verify`: recomputes chain, tree, projections and counters of every government and says what differs.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Hitung ulang seluruh buku dan katakan apa yang berbeda. Recompute the ledgers."
    )

    @OptionGroup var place: FolderOptions
    @Option(name: .long, help: "Hanya pemerintah ini. Only this government (its name in addresses).")
    var government: String?

    func run() async throws {
        try await inSentences {
            try place.requireExisting()
            let node = try openNode(place.settings(), logger: makeLogger())
            defer { node.stop() }
            var isSound = true
            for government in try chosen(from: node, government) {
                let result = try government.ledger.verify { done, total in progress("memeriksa", done, of: total) }
                endProgress()
                for finding in result.findings {
                    print("\(government.slug): \(finding.place): \(finding.text.text(.id))")
                }
                if let refusal = try government.publisher.contradiction() {
                    isSound = false
                    print("\(government.slug): \(refusal)")
                }
                print("\(government.slug): \(result.lastLine(.id))")
                isSound = isSound && result.isSound
            }
            if !isSound { throw ExitCode(1) }
        }
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
        try await inSentences {
            try place.requireExisting()
            let node = try openNode(place.settings(), logger: makeLogger())
            defer { node.stop() }
            for government in try chosen(from: node, government) {
                try government.ledger.rebuild { done, total in progress("membangun", done, of: total) }
                endProgress()
                print("\(government.slug): \(try government.ledger.head().size) entri dibangun ulang.")
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
