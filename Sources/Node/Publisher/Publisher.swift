package import Civic
import Definition
import Foundation
package import Ledger
import Logging
import Store
import Synchronization

/// The public log of one ledger: tiles first, then the checkpoint that needs them, each wholly there or not at all.
///
/// Plain files under `<folder>/log/` that outside tools verify (C2SP tlog-tiles, tlog-checkpoint). The last signed checkpoint is
/// also kept outside the data folder: a ledger that has become shorter or other than what was signed is not signed again.
package final class Publisher: Sendable {
    private let book: Book
    private let signer: NoteSigner
    private let records: PublicRecords
    private let folder: String
    private let lastSignedFile: String
    private let crew = Crew("terbit", threads: 1, waitingMax: 256)
    private let logger: Logger
    private let edge = Mutex<TileEdge?>(nil)
    private let verdict = Mutex<SigningVerdict>(.sign)

    /// Under which name a log is signed, and which key signs it.
    struct LogName {
        let origin: String
        let key: [UInt8]

        static func government(_ code: RegionCode, _ secrets: Secrets) -> LogName {
            LogName(origin: "lumbung/" + code.text, key: secrets.key("ledger signing", code.text))
        }

        /// A node has no code that others know, so its log is named after its key.
        static func node(_ secrets: Secrets) -> LogName {
            let name = sha256(secrets.publicKey("ledger signing", "node")).hex.prefix(16)
            return LogName(origin: "lumbung/node/\(name)", key: secrets.key("ledger signing", "node"))
        }
    }

    init(
        _ book: Book,
        secrets: Secrets,
        stateFolder: String,
        records: PublicRecords,
        logger: Logger,
        log: LogName? = nil
    ) throws {
        self.book = book
        self.records = records
        self.logger = logger
        let log = log ?? .government(book.code, secrets)
        signer = try NoteSigner(name: log.origin, seed: log.key)
        folder = book.folder + "/log"
        lastSignedFile = "\(stateFolder)/\(book.code.text).checkpoint"
        try Disk.makeFolder(folder, mode: 0o755)
        try Disk.makeFolder(stateFolder)
    }

    func close() { crew.close() }

    /// The name of the log, first line of its checkpoints and name of its key.
    package var origin: String { signer.name }
    /// What outsiders check signatures with: `lumbung/36.71+1a2b3c4d+…`.
    package var verifierKey: String { signer.verifier.vkey }
    /// Why nothing is signed any more; nil while all is well.
    package var refusal: SigningVerdict? {
        let verdict = verdict.withLock { $0 }
        return verdict == .sign ? nil : verdict
    }

    // MARK: Reading

    /// The last signed checkpoint as it is published; nil before the first.
    package func checkpoint() -> [UInt8]? { Disk.readIfThere(folder + "/checkpoint") }

    /// A published file by its path below the log: `checkpoint`, a tile, an entry bundle, `records/000000.jsonl`.
    package func file(_ path: String) -> [UInt8]? {
        if path == "checkpoint" || PublicRecords.isPath(path) { return Disk.readIfThere("\(folder)/\(path)") }
        guard let tile = try? TilePath(path) else { return nil }
        return Disk.readIfThere("\(folder)/\(tile.text)")
    }

    /// Paths of the record files there are, in order.
    package func recordFiles() -> [String] {
        Disk.names(in: folder + "/records").filter { $0.hasSuffix(".jsonl") }.map { "records/" + $0 }
    }

    /// The size that is signed, and its root.
    package func published() throws -> Checkpoint? {
        guard let bytes = checkpoint() else { return nil }
        return try Checkpoint.open(try SignedNote(bytes: bytes), origin: origin, verifiers: [signer.verifier])
    }

    /// A citizen's receipt: that this entry is in the book, checkable offline for ever (C2SP tlog-proof).
    ///
    /// Publishes first when the last checkpoint is older than the entry.
    package func proof(_ sequence: Int64) async throws -> String {
        if Int64(try published()?.size ?? 0) < sequence { try await publish() }
        guard let bytes = checkpoint(), let size = try published()?.size, Int64(size) >= sequence else {
            throw Fault.notStored("entry \(sequence) is not under a signed checkpoint")
        }
        let path = try book.ledger.inclusionPath(sequence: sequence, size: Int64(size))
        return LogProof(index: Int(sequence - 1), path: path, note: try SignedNote(bytes: bytes)).text
    }

    /// The leaf of an entry, which its receipt is checked with.
    package func leaf(_ sequence: Int64) throws -> [UInt8]? {
        try book.ledger.leaves(after: sequence - 1, limit: 1).first
    }

    // MARK: Writing

    /// Publishes what the ledger has by now.
    ///
    /// Does nothing when nothing is new.
    package func publish() async throws {
        try await crew.run { try self.publishBlocking() }
    }

    private func publishBlocking() throws {
        let last = try lastSigned()
        let head = try book.ledger.head()
        let shown = try published()
        if let shown, Int64(shown.size) == head.size, last == shown { return }
        guard head.size > 0 else { return }
        let next = Checkpoint(origin: origin, size: Int(head.size), root: head.root)
        let verdict = try mayFollow(last, next)
        self.verdict.withLock { $0 = verdict }
        guard verdict == .sign else {
            logger.error(
                "the checkpoint was not signed",
                metadata: [
                    "government": "\(book.code.text)", "why": "\(verdict.message(.en) ?? "")",
                ]
            )
            return
        }
        try writeTiles(from: shown?.size ?? 0, to: next.size)
        try records.write(upTo: head.size, folder: folder)
        let note = next.signed(by: [signer]).bytes
        // Remembered outside before it is shown: what has been shown can never be forgotten.
        try Disk.write(note, to: lastSignedFile, mode: 0o600)
        try Disk.write(note, to: folder + "/checkpoint", mode: 0o644)
    }

    private func mayFollow(_ last: Checkpoint?, _ next: Checkpoint) throws -> SigningVerdict {
        var proof: [Digest] = []
        if let last, last.size <= next.size {
            proof = try book.ledger.consistencyProof(from: Int64(last.size), to: Int64(next.size))
        }
        return Checkpointer.maySign(last: last, next: next, proof: proof)
    }

    /// Why the ledger contradicts what was last signed, in a sentence; nil while it only adds to it.
    ///
    /// For `lumbung verify`.
    package func contradiction(_ language: Language = .id) throws -> String? {
        guard let last = try lastSigned() else { return nil }
        let head = try book.ledger.head()
        return try mayFollow(last, Checkpoint(origin: origin, size: Int(head.size), root: head.root)).message(language)
    }

    private func lastSigned() throws -> Checkpoint? {
        guard let bytes = Disk.readIfThere(lastSignedFile) else { return try published() }
        return try Checkpoint.open(try SignedNote(bytes: bytes), origin: origin, verifiers: [signer.verifier])
    }

    private func writeTiles(from shown: Int, to size: Int) throws {
        var edge = try edge.withLock { $0 } ?? knownEdge(shown)
        while edge.size < size {
            let leaves = try book.ledger.leaves(after: Int64(edge.size), limit: min(size - edge.size, 4_096))
            guard !leaves.isEmpty else { throw Fault.damaged("The ledger ends before entry \(size).") }
            for tile in edge.append(leaves) {
                let path = "\(folder)/\(tile.path.text)"
                try Disk.makeFolder(URL(filePath: path).deletingLastPathComponent().path, mode: 0o755)
                try Disk.write(tile.bytes, to: path, mode: 0o644)
            }
        }
        let done = edge
        self.edge.withLock { $0 = done }
    }

    /// The edge of what is published; from the first entry on when its files are not all there.
    private func knownEdge(_ size: Int) throws -> TileEdge {
        let folder = folder
        let log = TiledLog(size: size) { Disk.readIfThere("\(folder)/\($0.text)") }
        do {
            return try TileEdge(of: log)
        } catch {
            logger.warning(
                "tiles are missing and are written anew",
                metadata: ["government": "\(book.code.text)", "error": "\(error)"]
            )
            return TileEdge()
        }
    }
}
