import Civic
package import Engine

/// Where one stream stands: its version, and for a case its folded state and content.
package struct StreamState: Sendable, Equatable {
    package let stream: String
    /// Number of entries of the stream.
    package let version: Int
    /// Place of its last entry in the ledger.
    package let sequence: Int64
    package let state: CaseState?
    package let content: CaseContent?

    package init(stream: String, version: Int, sequence: Int64, state: CaseState?, content: CaseContent?) {
        self.stream = stream
        self.version = version
        self.sequence = sequence
        self.state = state
        self.content = content
    }
}

/// The state of every stream, which the next command of it is decided on.
///
/// Every store has it.
package struct Streams: Projection {
    package static let name = "streams"
    package static let version = 1
    package static let followsContent = true

    package static let tables = [
        Table(
            "stream_state",
            create: """
                CREATE TABLE stream_state (
                    stream {text} NOT NULL PRIMARY KEY,
                    version {int} NOT NULL CHECK (version >= 1),
                    sequence {int} NOT NULL,
                    state {blob},
                    content {blob}
                ) {table};
                """,
            dump: Statement(
                "stream_state.dump",
                """
                SELECT stream, version, sequence, state, content
                FROM stream_state
                ORDER BY stream
                """
            )
        )
    ]

    package static let one = Statement(
        "stream_state.one",
        """
        SELECT version, sequence, state, content
        FROM stream_state
        WHERE stream = :stream
        """
    )

    /// Streams whose name begins with a prefix, in order: all `staff/…`.
    ///
    /// `until` is the first name beyond the prefix.
    package static let named = Statement(
        "stream_state.named",
        """
        SELECT stream, version, sequence
        FROM stream_state
        WHERE stream > :after AND stream < :until
        ORDER BY stream
        LIMIT :limit
        """
    )

    static let put = Statement(
        "stream_state.put",
        """
        INSERT INTO stream_state (stream, version, sequence, state, content)
        VALUES (:stream, :version, :sequence, :state, :content)
        ON CONFLICT (stream) DO UPDATE
        SET version = excluded.version,
            sequence = excluded.sequence,
            state = excluded.state,
            content = excluded.content
        """
    )

    package static let questions = [one, named]
    package static let changes = [put]

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        for change in net(changes) {
            let last = change.last
            try connection.run(
                Self.put,
                [
                    "stream": .text(last.stream), "version": .int(last.version), "sequence": .int(last.sequence),
                    "state": .blob(last.after?.json.canonical), "content": .blob(last.content?.json.canonical),
                ]
            )
        }
    }

    /// Where a stream stands; nil where nothing has happened in it.
    package static func state(of stream: String, on connection: any Connection) throws -> StreamState? {
        guard let row = try connection.row(one, ["stream": .text(stream)]) else { return nil }
        return StreamState(
            stream: stream,
            version: Int(try row.int("version")),
            sequence: try row.int("sequence"),
            state: try row.optionalBlob("state").map { try CaseState(json: try JSON(parsing: $0)) },
            content: try row.optionalBlob("content").map { try CaseContent(json: try JSON(parsing: $0)) }
        )
    }

    /// The names of the streams that begin with a prefix, in order, after a name (or the prefix itself).
    package static func names(
        prefix: String,
        after: String? = nil,
        limit: Int = 1_000,
        on connection: any Connection
    ) throws -> [String] {
        // Names are ASCII, so everything with the prefix lies below the prefix and the highest ASCII character.
        let values: KeyValuePairs<String, SQLValue> = [
            "after": .text(after ?? prefix), "until": .text(prefix + "\u{7F}"), "limit": .int(limit),
        ]
        return try connection.rows(named, values).map { try $0.text("stream") }
    }
}
