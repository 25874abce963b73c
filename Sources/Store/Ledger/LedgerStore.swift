package import Civic
package import Engine
package import Ledger

/// The ledger of one government: its entries, its keys, and the read models that follow it.
package struct LedgerStore: Sendable {
    package let government: RegionCode
    package let database: any Database
    package let keys: KeyStore
    /// All read models; the states of streams and the serial numbers come first.
    package let projections: [any Projection]

    package init(government: RegionCode, database: any Database, keys: KeyStore, projections: [any Projection]) {
        self.government = government
        self.database = database
        self.keys = keys
        self.projections = [Streams(), Serials()] + projections
    }

    /// Brings the schema up to date.
    ///
    /// Gives the projections that must be rebuilt before anything is appended.
    ///
    /// Throws `StoreFault.otherGovernment` where the folder is another government's.
    package func prepare() throws -> [String] {
        try keys.prepare()
        try Migrations.run([.ledger0001], on: database)
        return try database.write { connection in
            let head = try head(on: connection)
            if head == .beforeFirst { try write(head, on: connection) }
            return try ProjectionRows.prepare(projections, isEmpty: head.size == 0, on: connection)
        }
    }

    /// Where the ledger ends now.
    package func head() throws -> LedgerHead { try database.read { try head(on: $0) } }

    package func head(on connection: any Connection) throws -> LedgerHead {
        guard let row = try connection.row(EntryRows.head) else { return .beforeFirst }
        let owner = try row.text("government")
        guard owner == government.text else {
            throw StoreFault.otherGovernment(found: owner, expected: government.text)
        }
        return LedgerHead(
            tree: try TreeHead(bytes: try row.blob("tree")),
            last: try row.digest("last"),
            recorded: try row.moment("recorded")
        )
    }

    func write(_ head: LedgerHead, on connection: any Connection) throws {
        try connection.run(
            EntryRows.putHead,
            [
                "government": .text(government.text), "size": .int(head.size), "tree": .blob(head.tree.bytes),
                "last": .digest(head.last), "recorded": .moment(head.recorded),
            ]
        )
    }
}

// MARK: - Reading

extension LedgerStore {
    /// One entry; nil beyond the end.
    package func entry(_ sequence: Int64) throws -> Entry? {
        try database.read { connection in
            try connection.row(EntryRows.bySequence, ["sequence": .int(sequence)]).map(EntryRows.entry)
        }
    }

    /// Entries in order, after a sequence (0: from the first).
    package func entries(after sequence: Int64, limit: Int) throws -> [Entry] {
        try database.read { try entries(after: sequence, limit: limit, on: $0) }
    }

    package func entries(after sequence: Int64, limit: Int, on connection: any Connection) throws -> [Entry] {
        try connection.rows(EntryRows.after, ["after": .int(sequence), "limit": .int(limit)]).map(EntryRows.entry)
    }

    /// Entries of a stream in order, after a version (0: from the first).
    package func entries(of stream: String, after version: Int = 0, limit: Int = 1_000) throws -> [Entry] {
        try database.read { try entries(of: stream, after: version, limit: limit, on: $0) }
    }

    package func entries(
        of stream: String,
        after version: Int = 0,
        limit: Int = 1_000,
        on connection: any Connection
    ) throws -> [Entry] {
        let values: KeyValuePairs<String, SQLValue> = [
            "stream": .text(stream), "after": .int(version), "limit": .int(limit),
        ]
        return try connection.rows(EntryRows.ofStream, values).map(EntryRows.entry)
    }

    /// The open parts of entries in order, after a sequence, as they were hashed: what is published beside the tiles.
    package func openParts(after sequence: Int64, limit: Int) throws -> [StoredOpenPart] {
        try database.read { connection in
            try connection.rows(EntryRows.openParts, ["after": .int(sequence), "limit": .int(limit)]).map { row in
                StoredOpenPart(
                    sequence: try row.int("sequence"),
                    stream: try row.text("stream"),
                    type: try row.text("type"),
                    at: try row.moment("at"),
                    salt: try row.blob("salt"),
                    bytes: try row.blob("open")
                )
            }
        }
    }

    /// The bytes of leaves in order, after a sequence: what tiles are made of.
    package func leaves(after sequence: Int64, limit: Int) throws -> [[UInt8]] {
        try database.read { connection in
            try connection.rows(EntryRows.leaves, ["after": .int(sequence), "limit": .int(limit)]).map { row in
                try EntryRows.unpacked(try row.blob("leaf"), sequence: try row.int("sequence")).bytes
            }
        }
    }

    /// Hashes of leaves in order, after a sequence.
    package func leafHashes(after sequence: Int64, limit: Int) throws -> [Digest] {
        try database.read { connection in
            try connection.rows(EntryRows.hashes, ["after": .int(sequence), "limit": .int(limit)])
                .map { try $0.digest("hash") }
        }
    }

    /// The hash of a complete subtree, for proofs and tiles (`MerkleTree` numbers them).
    package func hash(level: Int, index: Int) throws -> Digest {
        try database.read { try StoredTree.hash(level: level, index: index, on: $0) }
    }

    /// The path from an entry to the root of the tree of a size (RFC 6962 §2.1.1).
    package func inclusionPath(sequence: Int64, size: Int64) throws -> [Digest] {
        try database.read { connection in
            try MerkleTree.inclusionPath(index: Int(sequence - 1), size: Int(size)) { level, index throws in
                try StoredTree.hash(level: level, index: index, on: connection)
            }
        }
    }

    /// The proof that a larger tree only adds to a smaller one (RFC 6962 §2.1.2).
    package func consistencyProof(from oldSize: Int64, to newSize: Int64) throws -> [Digest] {
        try database.read { connection in
            try MerkleTree.consistencyProof(from: Int(oldSize), to: Int(newSize)) { level, index throws in
                try StoredTree.hash(level: level, index: index, on: connection)
            }
        }
    }

    /// The root of the tree of the first `size` entries.
    package func root(size: Int64) throws -> Digest {
        try database.read { connection in
            try MerkleTree.root(size: Int(size)) { level, index throws in
                try StoredTree.hash(level: level, index: index, on: connection)
            }
        }
    }

    /// Where a stream stands; nil where nothing has happened in it.
    package func stream(_ stream: String) throws -> StreamState? {
        try database.read { try Streams.state(of: stream, on: $0) }
    }

    package func stream(_ stream: String, on connection: any Connection) throws -> StreamState? {
        try Streams.state(of: stream, on: connection)
    }

    /// The facts of a stream with the boxes that still open, in order.
    package func facts(of stream: String, after version: Int = 0, limit: Int = 1_000) throws -> [(Entry, Fact)] {
        let opener = BoxOpener(keys)
        return try entries(of: stream, after: version, limit: limit).map { ($0, try opener.fact(of: $0)) }
    }

    /// The fact of an entry; closed facts whose key was destroyed are missing.
    package func opened(_ entry: Entry) throws -> Fact {
        try BoxOpener(keys).fact(of: entry)
    }
}
