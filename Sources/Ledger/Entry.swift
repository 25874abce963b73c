package import Civic

/// One sealed event of a ledger: what Store keeps and what anybody can check.
package struct Entry: Hashable, Sendable {
    /// What everybody may come to see.
    package let open: OpenPart
    /// What only keys open.
    package let closed: ClosedPart
    /// 32 random bytes; published together with the open part, or never.
    package let salt: [UInt8]
    /// What the tree keeps for ever.
    package let leaf: Leaf
    /// The bytes that the leaf was made of, as they are stored.
    package let openBytes: [UInt8]
    /// As ``openBytes``.
    package let closedBytes: [UInt8]
    /// The leaf's hash: `previous` of the next entry, and the hash on a citizen's receipt.
    package let hash: Digest

    private init(
        open: OpenPart,
        closed: ClosedPart,
        salt: [UInt8],
        leaf: Leaf,
        openBytes: [UInt8],
        closedBytes: [UInt8]
    ) {
        self.open = open
        self.closed = closed
        self.salt = salt
        self.leaf = leaf
        self.openBytes = openBytes
        self.closedBytes = closedBytes
        hash = leaf.hash
    }

    /// What ``sealEntry(open:closed:salt:previous:)`` does.
    init(sealing open: OpenPart, closed: ClosedPart, salt: [UInt8], previous: Digest) throws(LedgerFault) {
        precondition(salt.count == Limits.saltBytes, "a salt has 32 bytes")
        let openBytes = try open.bytes
        let closedBytes = closed.bytes
        let leaf = Leaf(
            closed: Hashing.sha256(closedBytes),
            open: Leaf.openDigest(openBytes, salt: salt),
            previous: previous,
            sequence: open.seal.sequence
        )
        self.init(
            open: open,
            closed: closed,
            salt: salt,
            leaf: leaf,
            openBytes: openBytes,
            closedBytes: closedBytes
        )
    }

    /// Reads an entry from its stored bytes; says that they are readable, not that they belong together: see ``check(after:)``.
    package init(openBytes: [UInt8], closedBytes: [UInt8], salt: [UInt8], leafBytes: [UInt8]) throws(LedgerFault) {
        try self.init(
            openBytes: openBytes,
            closedBytes: closedBytes,
            salt: salt,
            leaf: try Leaf(bytes: leafBytes)
        )
    }

    /// The same where the leaf has been read already.
    package init(openBytes: [UInt8], closedBytes: [UInt8], salt: [UInt8], leaf: Leaf) throws(LedgerFault) {
        self.init(
            open: try OpenPart(bytes: openBytes),
            closed: try ClosedPart(bytes: closedBytes),
            salt: salt,
            leaf: leaf,
            openBytes: openBytes,
            closedBytes: closedBytes
        )
    }

    /// Throws the first thing by which this entry differs from its leaf, or its leaf from the one before.
    package func check(after previous: Digest) throws(LedgerFault) {
        guard leaf.sequence == open.seal.sequence else { throw differs(.sequence) }
        guard leaf.holds(open: openBytes, salt: salt) else { throw differs(.open) }
        guard leaf.holds(closed: closedBytes) else { throw differs(.closed) }
        guard leaf.previous == previous else { throw differs(.previous) }
    }

    private func differs(_ part: EntryPart) -> LedgerFault { .entryDiffers(sequence: leaf.sequence, part: part) }
}

extension Digest {
    /// What the first leaf of a ledger names as the leaf before it: 32 zero bytes.
    package static let beforeFirst = Digest.zero
}

/// Walks a ledger from any entry on and says where it first is not what it must be.
///
/// Beyond ``Entry/check(after:)``: no number is left out, all entries are of one government, recording never goes back.
package struct ChainCheck: Sendable {
    /// The tree of all entries so far.
    package private(set) var head: TreeHead
    /// Hash of the last leaf so far.
    package private(set) var previous: Digest
    private let government: RegionCode
    private var recorded: Moment?

    /// From the first entry of a government's ledger on.
    package init(government: RegionCode) {
        self.init(government: government, head: .empty, previous: .beforeFirst, recorded: nil)
    }

    /// From the entry after a place that is known to be right.
    package init(government: RegionCode, head: TreeHead, previous: Digest, recorded: Moment?) {
        self.government = government
        self.head = head
        self.previous = previous
        self.recorded = recorded
    }

    /// Takes the next entry; after a throw the walk cannot go on.
    package mutating func take(_ entry: Entry) throws(LedgerFault) {
        let expected = Int64(head.size) + 1
        guard entry.leaf.sequence == expected else { throw .entryDiffers(sequence: expected, part: .sequence) }
        try entry.check(after: previous)
        guard entry.open.seal.government == government else {
            throw .entryDiffers(sequence: expected, part: .government)
        }
        guard recorded.map({ $0 <= entry.open.seal.recorded }) ?? true else {
            throw .entryDiffers(sequence: expected, part: .recorded)
        }
        head.append(entry.hash)
        previous = entry.hash
        recorded = entry.open.seal.recorded
    }
}
