/// The limits of the ledger, each with its unit and its reason.
enum Limits {
    /// Bytes of an open part; facts are small, what is large belongs into a file (DESIGN §6: under 64 KB).
    static let openBytesMax = 65_535
    /// Bytes of one box's ciphertext; a closed part holds words of a person, not photos.
    static let boxBytesMax = 1_048_576
    /// Boxes of one entry: one per person concerned and one for the case.
    static let boxesMax = 1_000
    /// Bytes of a key's id; its length is written in one byte.
    static let keyIDBytesMax = 255
    /// Bytes of an entry in a bundle; its length is written in two bytes (C2SP tlog-tiles).
    static let bundledEntryBytesMax = 65_535
    /// Bytes of a signed note; sixteen post-quantum signatures must fit (C2SP signed-note), a flood must not.
    static let noteBytesMax = 262_144
    /// Signatures of a note; at least sixteen must be accepted (C2SP signed-note).
    static let noteSignaturesMax = 100
    /// Hashes of an inclusion proof; a tree of 2⁶³ leaves needs no more.
    static let proofHashesMax = 63
    /// Bytes of a tlog-proof: path, extra text and checkpoint together.
    static let proofBytesMax = 524_288
    /// Highest sequence number; larger ones are not exact in JSON numbers (RFC 8785 §3.2.2.3).
    static let sequenceMax: Int64 = 9_007_199_254_740_991
    /// Bytes of a salt; as many as the digest it protects.
    static let saltBytes = 32
}
