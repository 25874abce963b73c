package import Civic
package import Engine
package import Ledger
package import Store

/// One command's turn at the writer: what it may read, append and leave behind.
///
/// Everything is undone when it throws.
package struct WriteTurn {
    private let group: GroupAppend
    private let memory: GroupMemory
    /// The changes that this command has appended so far, sealed.
    package private(set) var changes: [Change] = []

    init(_ group: GroupAppend, _ memory: GroupMemory) {
        self.group = group
        self.memory = memory
    }

    /// When the ledger takes this group; the same for all of its commands.
    package var now: Moment { group.recorded }

    // MARK: Reading

    /// Where a stream stands, commands before this one in the same group included.
    package func stream(_ name: String) throws -> StreamState? { try group.stream(name) }

    /// Where a case stands.
    package func state(_ id: CaseID) throws -> CaseState? { try group.stream(CaseEvent.stream(id))?.state }

    /// What the boxes of a case hold.
    package func content(_ id: CaseID) throws -> CaseContent? { try group.stream(CaseEvent.stream(id))?.content }

    /// The facts of a stream so far, opened; for streams that are folded by their owner (staff, agreements).
    package func facts(of stream: String) throws -> [Fact] {
        let stored = try memory.book.ledger.facts(of: stream).map(\.1)
        return stored + memory.facts(of: stream) + changes.filter { $0.stream == stream }.map(\.fact)
    }

    /// What commands before this one in the same group have appended to streams of one kind.
    package func earlier(prefix: String) -> [Fact] {
        (memory.changes + changes).filter { $0.stream.hasPrefix(prefix) }.map(\.fact)
    }

    /// The next number of each counter; taken when a fact with it is appended, so that a refused command leaves no gap.
    package func serials(_ counters: [String]) throws -> [String: Int] {
        var next: [String: Int] = [:]
        for counter in counters { next[counter] = try group.serial(counter) }
        return next
    }

    /// Rows as the database has them, this command's own included.
    ///
    /// Projections follow at the end of the group, unless the work was made with `readsProjections`.
    package func rows(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue> = [:]) throws -> [Row] {
        try group.connection.rows(statement, values)
    }

    package func row(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue> = [:]) throws -> Row? {
        try group.connection.row(statement, values)
    }

    // MARK: Writing

    /// Says that a case has just got its id, so that nothing is looked up of it.
    package func begin(_ id: CaseID) {
        // A second try of the same work may find keys that the first one made durable.
        if !memory.isSecondTry { group.begin(CaseEvent.stream(id)) }
    }

    /// Changes rows outside the ledger.
    @discardableResult
    package func run(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue> = [:]) throws -> Int {
        try group.connection.run(statement, values)
    }

    /// Appends facts to the ledger, in order.
    @discardableResult
    package mutating func append(_ facts: [Fact]) throws -> [Change] {
        let new = try group.append(facts)
        changes += new
        try memory.book.teller?(new, self)
        return new
    }

    /// Appends what was decided on a case, in order.
    @discardableResult
    package mutating func append(_ events: [CaseEvent], of id: CaseID, definition: Digest) throws -> [Change] {
        let new = try group.append(events, of: id, definition: definition)
        changes += new
        try memory.book.teller?(new, self)
        return new
    }

    /// Destroys keys of streams, now and for good; what their boxes held can't be read back, whatever becomes of this turn.
    ///
    /// The work must have been made with `readsProjections`, so that keys of commands before it lie in their file.
    package func destroyKeys(of streams: [String], which: (ClosedFact.Owner) -> Bool) throws {
        for stream in streams {
            group.forgetKeys(of: stream)
            try run(WishTable.delete, ["stream": .text(stream)])
            try run(PushTable.deleteOfStream, ["stream": .text(stream)])
        }
        try memory.book.keys.erase(streams: streams, which: which)
    }

    /// Keeps a text that events name by its hash: a definition, a calendar, a map.
    ///
    /// `hash` is given where it is not simply SHA-256 of the bytes, as with definitions.
    @discardableResult
    package func keep(_ content: [UInt8], kind: String, as hash: Digest? = nil) throws -> Digest {
        let hash = hash ?? sha256(content)
        try run(
            DocumentTable.put,
            ["hash": .digest(hash), "kind": .text(kind), "content": .blob(content), "made": .moment(now)]
        )
        return hash
    }

    /// Puts a message into the outbox; it leaves after the commit, at least once.
    ///
    /// Messages of one subject keep their order. The id lets the receiver drop repeats. A notice for a desk is where it
    /// belongs as soon as it is written. `fact`: what it tells, and to whom; the id is derived from it, so that the same fact
    /// is the same message for ever. `lane`: the stranger who takes it. `due`: not before.
    package func post(
        _ message: OutboxMessage.Content,
        subject: String,
        fact: String? = nil,
        lane: String = "",
        due: Moment? = nil
    ) throws {
        let place = try memory.nextPlace { try row(OutboxTable.lastPlace)?.int("place") ?? 0 }
        let name = fact.map { Array(sha256(Array("\(memory.book.code.text)/\($0)".utf8)).bytes.prefix(16)) }
        let id = Base32.text(name ?? memory.book.outside.timedName(bytes: 16))
        let isThere = message.kind == .desk
        let state = isThere ? OutboxMessage.State.delivered : .waiting
        let sealed = memory.book.vault.seal(message.json.canonical, place: "outbox/" + id)
        try run(
            OutboxTable.insert,
            [
                "place": .int(place), "id": .text(id), "kind": .text(message.kind.rawValue), "subject": .text(subject),
                "lane": .text(lane), "content": .blob(sealed), "made": .moment(now), "due": .moment(due ?? now),
                "attempts": .int(isThere ? 1 : 0),
                "state": .text(state.rawValue), "outcome": .text(isThere ? "meja" : ""),
            ]
        )
        if !isThere { memory.hasPosted = true }
    }

    /// The key of an owner in a stream, made now where there is none; durable before the commit.
    package func boxKey(stream: String, owner: ClosedFact.Owner = .theCase) throws -> BoxKey {
        if let known = try memory.book.keys.keys(of: stream).first(where: { $0.owner == owner }) { return known.key }
        let random = memory.book.outside.random
        let key = BoxKey(id: hexText(random(16)), bytes: random(32))
        try memory.book.keys.put([StoredKey(key: key, stream: stream, owner: owner, made: now)])
        return key
    }
}

/// What the commands of one group share beside the ledger.
final class GroupMemory {
    let book: Book
    var hasPosted = false
    /// Changes of commands of this group that are done.
    var changes: [Change] = []
    private var lastPlace: Int64?

    /// The works have been tried before, in a group that failed.
    let isSecondTry: Bool

    init(_ book: Book, isSecondTry: Bool) {
        self.book = book
        self.isSecondTry = isSecondTry
    }

    /// Places rise for ever; one that a failed command took stays unused.
    func nextPlace(_ stored: () throws -> Int64) throws -> Int64 {
        let next = try (lastPlace ?? stored()) + 1
        lastPlace = next
        return next
    }

    func facts(of stream: String) -> [Fact] { changes.filter { $0.stream == stream }.map(\.fact) }
}
