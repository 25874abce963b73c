package import Civic
import Dispatch
package import Engine
package import Ledger
import Synchronization

/// A box key and whom it belongs to: one person in one stream, or the stream itself.
package struct StoredKey: Sendable {
    package let key: BoxKey
    package let stream: String
    package let owner: ClosedFact.Owner
    package let made: Moment

    package init(key: BoxKey, stream: String, owner: ClosedFact.Owner, made: Moment) {
        self.key = key
        self.stream = stream
        self.owner = owner
        self.made = made
    }
}

/// The keys of a government's boxes, wrapped, in a database of their own that outlives none of its backups by more
/// than 30 days (DESIGN §6).
///
/// Destroying a row erases what its boxes hold.
package struct KeyStore: Sendable {
    package let database: any Database
    private let wrap: KeyWrap
    private let line = DispatchQueue(label: "lumbung.keys", qos: .userInitiated)

    package init(database: any Database, wrap: KeyWrap) {
        self.database = database
        self.wrap = wrap
    }

    /// Makes the table where it is missing.
    package func prepare() throws {
        try Migrations.run(Migration.keys, on: database)
    }

    /// Keeps new keys; durable when it returns, which is before the commit of the entries that use them.
    package func put(_ keys: [StoredKey]) throws {
        guard !keys.isEmpty else { return }
        try database.write { connection in
            for stored in keys {
                try connection.run(
                    Self.insert,
                    [
                        "stream": .text(stored.stream), "owner": .text(stored.owner.column),
                        "id": .text(stored.key.id), "wrapped": .blob(wrap.wrap(stored.key)),
                        "made": .moment(stored.made),
                    ]
                )
            }
        }
    }

    /// Begins to keep new keys, on a thread of their own; nil where there are none.
    func begin(_ keys: [StoredKey]) -> KeyDelivery? {
        keys.isEmpty ? nil : KeyDelivery(on: line) { try put(keys) }
    }

    /// All keys of a stream that still exist.
    package func keys(of stream: String) throws -> [StoredKey] {
        try database.read { connection in
            try connection.rows(Self.byStream, ["stream": .text(stream)]).map { row in
                let id = try row.text("id")
                return StoredKey(
                    key: try wrap.unwrap(try row.blob("wrapped"), id: id),
                    stream: stream,
                    owner: ClosedFact.Owner(column: try row.text("owner")),
                    made: try row.moment("made")
                )
            }
        }
    }

    /// Destroys the key of one owner in a stream, or all keys of the stream; gives the ids that are gone.
    ///
    /// The file is overwritten where the row stood (`secure_delete` in SQLite), and the log is emptied.
    package func erase(stream: String, owner: ClosedFact.Owner?) throws -> [String] {
        try erase(streams: [stream]) { owner == nil || $0 == owner }
    }

    /// Destroys the keys of streams whose owners are named by `which`, all of them durably gone when it returns.
    @discardableResult
    package func erase(streams: [String], which: (ClosedFact.Owner) -> Bool = { _ in true }) throws -> [String] {
        let gone = try database.write { connection in
            var gone: [String] = []
            for stream in streams {
                for row in try connection.rows(Self.byStream, ["stream": .text(stream)]) {
                    let owner = try row.text("owner")
                    guard which(ClosedFact.Owner(column: owner)) else { continue }
                    try connection.run(Self.delete, ["stream": .text(stream), "owner": .text(owner)])
                    gone.append(try row.text("id"))
                }
            }
            return gone
        }
        try database.checkpoint()
        return gone
    }
}

/// Keys on their way to the disk.
final class KeyDelivery: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let fault = Mutex<(any Error)?>(nil)

    fileprivate init(on line: DispatchQueue, _ put: @escaping @Sendable () throws -> Void) {
        line.async { [self] in
            do { try put() } catch { fault.withLock { $0 = error } }
            done.signal()
        }
    }

    /// Blocks until they are durable; throws what kept them from it.
    ///
    /// Called once.
    func wait() throws {
        done.wait()
        if let fault = fault.withLock({ $0 }) { throw fault }
    }
}

extension KeyStore {
    static let insert = Statement(
        "box_key.insert",
        """
        INSERT INTO box_key (stream, owner, id, wrapped, made)
        VALUES (:stream, :owner, :id, :wrapped, :made)
        """
    )

    static let byStream = Statement(
        "box_key.by_stream",
        """
        SELECT id, owner, wrapped, made
        FROM box_key
        WHERE stream = :stream
        ORDER BY owner
        LIMIT 1000
        """
    )

    static let delete = Statement(
        "box_key.delete",
        """
        DELETE FROM box_key
        WHERE stream = :stream AND owner = :owner
        """
    )

    package static let statements = [insert, byStream, delete]
}

extension ClosedFact.Owner {
    /// `case`, or `person:` and the person's id.
    var column: String {
        switch self {
        case .theCase: "case"
        case .person(let person): "person:" + person.text
        }
    }

    init(column: String) {
        self = column.hasPrefix("person:") ? .person(PersonID(String(column.dropFirst(7)))) : .theCase
    }
}
