package import Civic
import Ledger

/// The statements of the entries, of the hashes above them and of the ledger's end.
package enum EntryRows {
    static let insert = Statement(
        "entry.insert",
        """
        INSERT INTO entry (sequence, hash, stream, version, type, at, recorded, salt, leaf, open, closed)
        VALUES (:sequence, :hash, :stream, :version, :type, :at, :recorded, :salt, :leaf, :open, :closed)
        """
    )

    static let bySequence = Statement(
        "entry.by_sequence",
        """
        SELECT sequence, hash, stream, version, type, at, recorded, salt, leaf, open, closed
        FROM entry
        WHERE sequence = :sequence
        """
    )

    static let after = Statement(
        "entry.after",
        """
        SELECT sequence, hash, stream, version, type, at, recorded, salt, leaf, open, closed
        FROM entry
        WHERE sequence > :after
        ORDER BY sequence
        LIMIT :limit
        """
    )

    static let ofStream = Statement(
        "entry.of_stream",
        """
        SELECT sequence, hash, stream, version, type, at, recorded, salt, leaf, open, closed
        FROM entry
        WHERE stream = :stream AND version > :after
        ORDER BY version
        LIMIT :limit
        """
    )

    static let hashes = Statement(
        "entry.hashes",
        """
        SELECT hash
        FROM entry
        WHERE sequence > :after
        ORDER BY sequence
        LIMIT :limit
        """
    )

    static let leaves = Statement(
        "entry.leaves",
        """
        SELECT sequence, leaf
        FROM entry
        WHERE sequence > :after
        ORDER BY sequence
        LIMIT :limit
        """
    )

    static let openParts = Statement(
        "entry.open_parts",
        """
        SELECT sequence, stream, type, at, salt, open
        FROM entry
        WHERE sequence > :after
        ORDER BY sequence
        LIMIT :limit
        """
    )

    static let putNode = Statement(
        "tree_node.put",
        """
        INSERT INTO tree_node (level, place, hash)
        VALUES (:level, :place, :hash)
        """
    )

    static let nodes = Statement(
        "tree_node.range",
        """
        SELECT hash
        FROM tree_node
        WHERE level = :level AND place >= :first
        ORDER BY place
        LIMIT :limit
        """
    )

    static let head = Statement(
        "ledger_head.one",
        """
        SELECT government, size, tree, last, recorded
        FROM ledger_head
        WHERE id = 1
        """
    )

    static let putHead = Statement(
        "ledger_head.put",
        """
        INSERT INTO ledger_head (id, government, size, tree, last, recorded)
        VALUES (1, :government, :size, :tree, :last, :recorded)
        ON CONFLICT (id) DO UPDATE
        SET size = excluded.size,
            tree = excluded.tree,
            last = excluded.last,
            recorded = excluded.recorded
        """
    )

    package static let questions = [bySequence, after, ofStream, hashes, leaves, openParts, nodes, head]
    package static let statements = questions + [insert, putNode, putHead]

    static func write(_ entry: Entry, on connection: any Connection) throws {
        let seal = entry.open.seal
        try connection.run(
            insert,
            [
                "sequence": .int(seal.sequence), "hash": .digest(entry.hash), "stream": .text(seal.stream),
                "version": .int(seal.version), "type": .text(seal.type), "at": .moment(seal.at),
                "recorded": .moment(seal.recorded), "salt": .blob(entry.salt), "leaf": .blob(entry.leaf.packed),
                "open": .blob(entry.openBytes), "closed": .blob(entry.closedBytes),
            ]
        )
    }

    /// The entry of a row, as it was stored: whether its parts belong together is `Entry.check`'s to say.
    static func entry(_ row: Row) throws -> Entry {
        try Entry(
            openBytes: try row.blob("open"),
            closedBytes: try row.blob("closed"),
            salt: try row.blob("salt"),
            leaf: try unpacked(try row.blob("leaf"), sequence: try row.int("sequence"))
        )
    }

    static func unpacked(_ bytes: [UInt8], sequence: Int64) throws -> Leaf {
        guard let leaf = Leaf(packed: bytes, sequence: sequence) else {
            throw StoreFault.unreadable("entry \(sequence)", "its leaf has \(bytes.count) bytes, not 96")
        }
        return leaf
    }
}

/// An open part as it lies in the ledger, unread.
package struct StoredOpenPart: Sendable {
    package let sequence: Int64
    package let stream: String
    package let type: String
    package let at: Moment
    package let salt: [UInt8]
    /// Canonical JSON.
    package let bytes: [UInt8]
}
