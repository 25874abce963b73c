package import Civic

/// Whether a government may sign the next checkpoint.
package enum SigningVerdict: Hashable, Sendable {
    /// The next tree is the last one, or only adds to it.
    case sign
    /// Another log's checkpoint was remembered as the last.
    case refuseOrigin(last: String, next: String)
    /// The ledger has become shorter than what was signed: restored from an old backup, or cut.
    case refuseSmaller(last: Int, next: Int)
    /// The ledger is not a continuation of what was signed: history was changed.
    case refuseFork(size: Int)

    /// One sentence for the operator; nil where signing is allowed.
    package func message(_ language: Language) -> String? {
        switch (self, language) {
        case (.sign, _): nil
        case (.refuseOrigin(let last, let next), .id):
            "Tidak ditandatangani: terakhir ditandatangani untuk \(last), sekarang untuk \(next)."
        case (.refuseOrigin(let last, let next), .en):
            "Not signed: the last signature was for \(last), this one would be for \(next)."
        case (.refuseSmaller(let last, let next), .id):
            "Tidak ditandatangani: buku berisi \(next) entri, padahal \(last) sudah ditandatangani. "
                + "Apakah data dipulihkan dari cadangan lama?"
        case (.refuseSmaller(let last, let next), .en):
            "Not signed: the ledger has \(next) entries, but \(last) were signed already. "
                + "Was it restored from an old backup?"
        case (.refuseFork(let size), .id):
            "Tidak ditandatangani: isi buku tidak lagi sama dengan \(size) entri yang sudah ditandatangani. "
                + "Jalankan verify."
        case (.refuseFork(let size), .en):
            "Not signed: the ledger is no longer the one of \(size) entries that was signed. Run verify."
        }
    }
}

/// The rule that keeps a log honest: never sign a checkpoint that contradicts an earlier one (C2SP tlog-checkpoint).
///
/// The last signed checkpoint is remembered outside the database too, so that a restored old backup is noticed.
package enum Checkpointer {
    /// Decides from the last signed checkpoint (nil before the first) and the consistency proof between both trees.
    package static func maySign(last: Checkpoint?, next: Checkpoint, proof: [Digest]) -> SigningVerdict {
        guard let last else { return .sign }
        guard last.origin.utf8.elementsEqual(next.origin.utf8) else {
            return .refuseOrigin(last: last.origin, next: next.origin)
        }
        guard last.size <= next.size else { return .refuseSmaller(last: last.size, next: next.size) }
        let isGrown = MerkleTree.verifyConsistency(
            from: last.size,
            root: last.root,
            to: next.size,
            root: next.root,
            proof: proof
        )
        return isGrown ? .sign : .refuseFork(size: last.size)
    }
}
