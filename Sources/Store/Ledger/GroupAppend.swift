package import Civic
package import Engine
import Ledger

/// One write transaction that serves many commands: each decides and appends, all become durable together.
///
/// Made inside `database.write`; `finish` is the last call there. Streams and numbers are those that the group sees,
/// earlier commands included; projections follow at `settle` or `finish`, summed over the group.
package final class GroupAppend {
    package let connection: any Connection
    /// When the ledger takes this group: the given time, or the last entry's where the clock went back.
    package let recorded: Moment
    private let store: LedgerStore
    private let random: (Int) -> [UInt8]
    private var group: Pending
    private var command: Pending?
    private var settled: [Change] = []
    /// Streams that were named in this group: nothing is stored of them but what the group itself appends.
    private var fresh: Set<String> = []

    /// What has been appended and not yet written, and what follows from it.
    private struct Pending {
        var head: LedgerHead
        var changes: [Change] = []
        var streams: [String: StreamState] = [:]
        var serials: [String: Int] = [:]
        /// Keys of the streams that were sealed for, as they are stored or minted.
        var keys: [String: [StoredKey]] = [:]
        var minted: [StoredKey] = []
    }

    /// Begins a group; `random` gives so many random bytes.
    ///
    /// Throws `StoreFault.rebuildNeeded` while projections lag behind.
    package init(
        _ store: LedgerStore,
        on connection: any Connection,
        recorded: Moment,
        random: @escaping (Int) -> [UInt8]
    ) throws {
        let stale = try ProjectionRows.stale(on: connection)
        guard stale.isEmpty else { throw StoreFault.rebuildNeeded(stale) }
        let head = try store.head(on: connection)
        self.store = store
        self.connection = connection
        self.recorded = max(recorded, head.recorded)
        self.random = random
        group = Pending(head: head)
    }

    /// Runs one command in a savepoint: when it throws, its rows and its entries are gone and the group goes on.
    package func command<T>(_ body: () throws -> T) throws -> T {
        precondition(command == nil, "a command does not run inside another")
        command = Pending(head: group.head)
        defer { command = nil }
        let result = try connection.savepoint(body)
        if let done = command {
            group.head = done.head
            group.changes += done.changes
            group.minted += done.minted
            group.streams.merge(done.streams) { _, new in new }
            group.keys.merge(done.keys) { _, new in new }
            group.serials.merge(done.serials) { _, new in new }
        }
        return result
    }

    /// Says that a stream has just got its unguessable name: neither entries nor keys of it are looked for.
    package func begin(_ stream: String) { fresh.insert(stream) }

    /// Says that keys of a stream are gone: what is sealed for it from now on gets new ones.
    package func forgetKeys(of stream: String) {
        command?.keys[stream] = nil
        group.keys[stream] = nil
    }

    /// Where a stream stands, this group's entries included.
    package func stream(_ stream: String) throws -> StreamState? {
        if let known = command?.streams[stream] ?? group.streams[stream] { return known }
        return fresh.contains(stream) ? nil : try Streams.state(of: stream, on: connection)
    }

    /// The next number of a scope (`LAKSA-2026`); taken when a fact with it is appended, so there are no gaps.
    package func serial(_ scope: String) throws -> Int {
        let last = try command?.serials[scope] ?? group.serials[scope] ?? Serials.last(of: scope, on: connection)
        return last + 1
    }

    /// Seals facts into entries behind the last one and folds them into their streams.
    ///
    /// Inside `command` only.
    package func append(_ facts: [Fact]) throws -> [Change] {
        try facts.map { try append($0) }
    }

    /// The same for events of one case.
    package func append(_ events: [CaseEvent], of id: CaseID, definition: Digest) throws -> [Change] {
        try events.map { try append($0.fact(of: id, definition: definition), event: $0) }
    }

    /// Writes what has been appended so far, so that the next command may read projections.
    package func settle() throws {
        precondition(command == nil, "a group settles between commands")
        guard !group.changes.isEmpty else { return }
        // Keys become durable in their own file while the rows are written here, and before these are committed: an entry
        // whose key was lost could never be read again.
        let delivery = store.keys.begin(group.minted)
        let written = Result { try write(group) }
        try delivery?.wait()
        try written.get()
        settled += group.changes
        group.changes = []
        group.minted = []
    }

    private func write(_ pending: Pending) throws {
        let oldSize = pending.head.size - Int64(pending.changes.count)
        for change in pending.changes { try EntryRows.write(change.entry, on: connection) }
        try StoredTree.complete(from: oldSize, to: pending.head.size, on: connection)
        for projection in store.projections { try projection.apply(pending.changes, on: connection) }
        try store.write(pending.head, on: connection)
    }

    /// Writes everything and gives all changes of the group in order, to be told when the commit is durable.
    package func finish() throws -> [Change] {
        try settle()
        return settled
    }
}

// MARK: - Sealing

extension GroupAppend {
    private func append(_ fact: Fact, event: CaseEvent? = nil) throws -> Change {
        guard var pending = command else { preconditionFailure("facts are appended by a command") }
        command = nil  // One owner of the arrays while they grow.
        defer { command = pending }
        let previous = try pending.streams[fact.stream] ?? stream(fact.stream)
        let seal = Seal(
            government: store.government,
            sequence: pending.head.size + 1,
            stream: fact.stream,
            version: (previous?.version ?? 0) + 1,
            type: fact.type,
            at: fact.at,
            recorded: recorded
        )
        let boxes = try fact.closed.map { closed in
            try key(for: closed.owner, of: fact.stream, in: &pending)
                .seal(closed.content.canonical, for: seal, nonce: random(Limits.nonceBytes))
        }
        let entry = try sealEntry(
            open: OpenPart(seal: seal, actor: fact.actor.json, definition: fact.definition, facts: fact.open),
            closed: ClosedPart(boxes: boxes),
            salt: random(Limits.saltBytes),
            previous: pending.head.last
        )
        let change = try CaseFold.change(fact, event: event, entry: entry, from: previous)
        for (scope, serial) in change.serials.sorted(by: { $0.key < $1.key }) {
            let last = try pending.serials[scope] ?? group.serials[scope] ?? Serials.last(of: scope, on: connection)
            guard serial == last + 1 else {
                throw StoreFault.numberOutOfTurn("\(scope) \(serial)", expected: last + 1)
            }
            pending.serials[scope] = serial
        }
        pending.head.append(entry)
        pending.streams[fact.stream] = StreamState(after: change)
        pending.changes.append(change)
        return change
    }

    /// A name that sorts by time, so that what is minted together lies together in the file of keys; the rest is random.
    private func keyName() -> [UInt8] {
        let time = withUnsafeBytes(of: UInt64(max(0, recorded.milliseconds)).bigEndian) { Array($0.suffix(6)) }
        return time + random(Limits.keyNameBytes - time.count)
    }

    /// The owner's key in this stream: minted now where there is none.
    private func key(
        for owner: ClosedFact.Owner,
        of stream: String,
        in pending: inout Pending
    ) throws -> BoxKey {
        let known =
            try pending.keys[stream] ?? group.keys[stream]
            ?? (fresh.contains(stream) ? [] : store.keys.keys(of: stream))
        if let stored = known.first(where: { $0.owner == owner }) {
            pending.keys[stream] = known
            return stored.key
        }
        let key = BoxKey(id: hexText(keyName()), bytes: random(Limits.secretBytes))
        let stored = StoredKey(key: key, stream: stream, owner: owner, made: recorded)
        pending.keys[stream] = known + [stored]
        pending.minted.append(stored)
        return key
    }
}
