package import Civic
package import Ledger

/// Where a ledger ends: what the next entry is sealed behind.
package struct LedgerHead: Sendable, Equatable {
    /// The right edge of the tree.
    package internal(set) var tree: TreeHead
    /// Hash of the last leaf; 32 zero bytes before the first.
    package internal(set) var last: Digest
    /// When the last entry was recorded; the next is not earlier.
    package internal(set) var recorded: Moment

    package static let beforeFirst = LedgerHead(tree: .empty, last: .beforeFirst, recorded: .epoch)

    /// Number of entries, which is the sequence of the last.
    package var size: Int64 { Int64(tree.size) }
    /// Root hash of the tree (RFC 6962 §2.1).
    package var root: Digest { tree.root }

    mutating func append(_ entry: Entry) {
        tree.append(entry.hash)
        last = entry.hash
        recorded = entry.open.seal.recorded
    }
}
