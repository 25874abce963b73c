package import Civic

/// What a government signs about its ledger: whose log, how many leaves, which root (C2SP tlog-checkpoint).
package struct Checkpoint: Hashable, Sendable {
    /// Address of the log without scheme: `lumbung.kota.example/tangerang/data/ledger`.
    package let origin: String
    /// Number of leaves.
    package let size: Int
    /// Root of the tree of so many leaves.
    package let root: Digest
    /// Lines that other logs may add; ours have none.
    package let extensions: [String]

    /// Origin: not empty, one line.
    package init(origin: String, size: Int, root: Digest) {
        precondition(!origin.isEmpty && origin.utf8.allSatisfy { $0 >= 0x20 }, "an origin is one line")
        precondition(size >= 0, "a log has no fewer than no leaves")
        self.origin = origin
        self.size = size
        self.root = root
        extensions = []
    }

    /// Of the tree as a writer holds it.
    package init(origin: String, head: TreeHead) {
        self.init(origin: origin, size: head.size, root: head.root)
    }

    /// The text that is signed.
    package var text: String {
        ([origin, String(size), Base64.text(of: root.bytes)] + extensions).map { $0 + "\n" }.joined()
    }

    /// The note to publish.
    package func signed(by signers: [NoteSigner]) -> SignedNote { SignedNote(text: text, signers: signers) }

    /// Reads the text of a note; throws for anything that C2SP tlog-checkpoint does not allow.
    package init(text: String) throws(LedgerFault) {
        let lines = text.utf8.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard text.utf8.last == 0x0A, lines.count >= 3, lines.allSatisfy({ !$0.isEmpty }) else {
            throw .malformed(.checkpoint, reason: "not at least three lines, none of them empty")
        }
        guard let size = Int(canonical: lines[1]) else {
            throw .malformed(.checkpoint, reason: "the size is no number")
        }
        guard let root = Base64.bytes(of: lines[2]).flatMap({ Digest($0) }) else {
            throw .malformed(.checkpoint, reason: "the root is no SHA-256 in base 64")
        }
        origin = String(decoding: lines[0], as: UTF8.self)
        self.size = size
        self.root = root
        extensions = lines.dropFirst(3).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A checkpoint that one of these keys signed for the log that was asked for.
    package static func open(
        _ note: SignedNote,
        origin: String,
        verifiers: [NoteVerifier]
    ) throws(LedgerFault) -> Checkpoint {
        try note.verified(by: verifiers)
        let checkpoint = try Checkpoint(text: note.text)
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw .originDiffers(expected: origin, found: checkpoint.origin)
        }
        return checkpoint
    }
}

extension Int {
    /// ASCII digits without a leading zero, within range; nil for anything else.
    init?(canonical digits: some Collection<UInt8>) {
        guard let number = Int(String(decoding: digits, as: UTF8.self)), number >= 0,
            String(number).utf8.elementsEqual(digits)
        else { return nil }
        self = number
    }
}
