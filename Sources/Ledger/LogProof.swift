package import Civic

/// A citizen's receipt: "your report is in the book", checkable offline for ever (C2SP tlog-proof v1).
package struct LogProof: Hashable, Sendable {
    private static let firstLine = "c2sp.org/tlog-proof@v1"

    /// What the receipt carries along; nobody vouches for it.
    package let extra: [UInt8]?
    /// The leaf's place, from 0: its sequence less one.
    package let index: Int
    /// From the leaf's sibling up to the root's child.
    package let path: [Digest]
    /// The signed checkpoint, as the log gave it.
    package let note: SignedNote

    /// The receipt for the leaf at an index from 0, made from the published files and the checkpoint over them.
    ///
    /// Nobody is given a receipt that is not true: throws where the files do not lead to the checkpoint's root.
    package static func make(
        index: Int,
        in log: TiledLog,
        note: SignedNote,
        extra: [UInt8]? = nil
    ) throws -> LogProof {
        let checkpoint = try Checkpoint(text: note.text)
        let path = try log.inclusionPath(index: index)
        let isTrue = MerkleTree.verifyInclusion(
            leafHash: try log.hash(level: 0, index: index),
            index: index,
            size: checkpoint.size,
            path: path,
            root: checkpoint.root
        )
        guard isTrue else { throw LedgerFault.rootDiffers(size: checkpoint.size) }
        return LogProof(index: index, path: path, note: note, extra: extra)
    }

    /// Of parts that belong together by the caller's promise.
    package init(index: Int, path: [Digest], note: SignedNote, extra: [UInt8]? = nil) {
        precondition(index >= 0 && path.count <= Limits.proofHashesMax, "a leaf has an index and a path of 63 hashes")
        self.index = index
        self.path = path
        self.note = note
        self.extra = extra
    }

    /// The receipt's bytes; a file of them ends with `.tlog-proof`.
    package var bytes: [UInt8] {
        var lines = [Self.firstLine]
        if let extra { lines.append("extra \(Base64.text(of: extra))") }
        lines.append("index \(index)")
        lines += path.map { Base64.text(of: $0.bytes) }
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + note.bytes
    }

    /// The receipt as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Reads a receipt without trusting it: see ``verify(leafHash:origin:verifiers:)``.
    package init(bytes: [UInt8]) throws(LedgerFault) {
        guard bytes.count <= Limits.proofBytesMax,
            let blank = bytes.indices.dropFirst().first(where: { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A })
        else { throw .malformed(.proof, reason: "no empty line before the checkpoint") }
        var lines = bytes[..<blank].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        guard lines.popFirst().map({ $0.elementsEqual(Self.firstLine.utf8) }) == true else {
            throw .malformed(.proof, reason: "the first line is not \(Self.firstLine)")
        }
        var extra: [UInt8]?
        if let line = lines.first, line.starts(with: "extra ".utf8) {
            guard let bytes = Base64.bytes(of: line.dropFirst(6)) else {
                throw .malformed(.proof, reason: "the extra is not base 64")
            }
            extra = bytes
            lines.removeFirst()
        }
        guard let line = lines.popFirst(), line.starts(with: "index ".utf8),
            let index = Int(canonical: line.dropFirst(6))
        else { throw .malformed(.proof, reason: "no index") }
        guard lines.count <= Limits.proofHashesMax else { throw .malformed(.proof, reason: "too many hashes") }
        var path: [Digest] = []
        for line in lines {
            guard let hash = Base64.bytes(of: line).flatMap({ Digest($0) }) else {
                throw .malformed(.proof, reason: "hash \(path.count + 1) is none")
            }
            path.append(hash)
        }
        self.init(index: index, path: path, note: try SignedNote(bytes: Array(bytes[(blank + 1)...])), extra: extra)
    }

    /// The checkpoint under which the leaf is in the book of `origin`; throws where it is not, or the signature is none.
    @discardableResult
    package func verify(
        leafHash: Digest,
        origin: String,
        verifiers: [NoteVerifier]
    ) throws(LedgerFault) -> Checkpoint {
        let checkpoint = try Checkpoint.open(note, origin: origin, verifiers: verifiers)
        guard
            MerkleTree.verifyInclusion(
                leafHash: leafHash,
                index: index,
                size: checkpoint.size,
                path: path,
                root: checkpoint.root
            )
        else { throw .notIncluded(index: index, size: checkpoint.size) }
        return checkpoint
    }
}
