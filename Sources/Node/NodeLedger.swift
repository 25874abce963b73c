package import Civic
package import Engine
import Ledger
import Logging
package import Store
import Synchronization

/// The node's own ledger: which governments it serves, which releases they offer, and which governments are next door.
///
/// The same book, chain, tree and public log as a government's, in the folder `node/` beside theirs. Nothing personal is in it,
/// so all of governments and releases is published with its salt: anybody can follow the releases and see that none was changed
/// or taken back unseen. `Engine/Node` has its rules.
package final class NodeLedger: Sendable {
    /// Stands for the node where entries, keys and signatures name a government: no province has this code.
    package static let code: RegionCode = "99"
    /// Its folder, beside those of the governments.
    package static let folderName = "node"

    private struct Known {
        var governments: [RegionCode: HostedGovernment] = [:]
        /// By stream.
        var releases: [String: ReleaseStanding] = [:]
        var neighbours: [RegionCode: Neighbour] = [:]

        mutating func take(_ fact: Fact) throws {
            if let code = HostingEvent.code(stream: fact.stream) {
                governments[code] = evolve(governments[code], try HostingEvent(fact: fact), of: code)
            } else if let code = NeighbourEvent.code(stream: fact.stream) {
                neighbours[code] = evolve(neighbours[code], try NeighbourEvent(fact: fact), of: code)
            } else if fact.stream.hasPrefix(LoggedRelease.prefix) {
                releases[fact.stream] = evolve(releases[fact.stream], try ReleaseEvent(fact: fact), at: fact.at)
            }
        }
    }

    private let book: Book
    package let publisher: Publisher
    private let known = Mutex(Known())

    init(
        folder: String,
        store: ReopenableStore,
        secrets: Secrets,
        stateFolder: String,
        outside: Outside,
        logger: Logger
    ) throws {
        book = try Book(
            code: Self.code,
            folder: folder,
            store: store,
            secrets: secrets,
            projections: [],
            outside: outside,
            logger: logger
        )
        publisher = try Publisher(
            book,
            secrets: secrets,
            stateFolder: stateFolder,
            records: PublicRecords(
                book: book,
                zone: .wib,
                wholeStreams: [HostingEvent.prefix, LoggedRelease.prefix],
                definition: { _ in nil }
            ),
            logger: logger,
            log: .node(secrets)
        )
        try read()
        book.watch { [weak self] changes, _ in
            try self?.known.withLock { known in for change in changes { try known.take(change.fact) } }
        }
    }

    private func read() throws {
        var fresh = Known()
        var last: Int64 = 0
        while true {
            let entries = try book.ledger.entries(after: last, limit: Limits.pageRowsMax)
            for entry in entries {
                try fresh.take(try book.ledger.opened(entry))
                last = entry.open.seal.sequence
            }
            guard entries.count == Limits.pageRowsMax else { break }
        }
        let all = fresh
        known.withLock { $0 = all }
    }

    // MARK: Reading

    /// Chain, tree and the states of streams: for `lumbung verify` and `lumbung rebuild`.
    package var ledger: LedgerStore { book.ledger }

    /// Governments that are or were here, by code.
    package var governments: [HostedGovernment] {
        known.withLock { $0.governments.values.sorted { $0.code < $1.code } }
    }

    package func government(_ code: RegionCode) -> HostedGovernment? { known.withLock { $0.governments[code] } }

    /// The release log: every version that was ever offered here, by application and version.
    package var releases: [ReleaseStanding] {
        known.withLock { known in
            known.releases.values.sorted { left, right in
                (left.release.app, left.release.provider, left.release.version)
                    < (right.release.app, right.release.provider, right.release.version)
            }
        }
    }

    /// Governments on other nodes, by code.
    package var neighbours: [Neighbour] { known.withLock { $0.neighbours.values.sorted { $0.code < $1.code } } }

    package func neighbour(_ code: RegionCode) -> Neighbour? { known.withLock { $0.neighbours[code] } }

    // MARK: Writing

    /// Serves a government from now on; writes nothing where all is so already.
    ///
    /// Blocks. Throws a `Rejection` where the government was here under another address.
    package func takeIn(_ code: RegionCode, slug: String, name: String) throws {
        guard known.withLock({ $0.governments[code] }) != HostedGovernment(code: code, slug: slug, name: name) else {
            return
        }
        _ = try book.submitBlocking(hosting(code, .takeIn(slug: slug, name: name)))
    }

    /// Serves a government no longer, from the next start on; its folder stays as it is.
    package func leave(_ code: RegionCode) async throws {
        _ = try await book.submit(hosting(code, .leave))
    }

    private func hosting(_ code: RegionCode, _ command: HostingCommand) -> Work {
        let stream = HostingEvent.stream(code)
        return Work(stream: stream) { turn in
            var state: HostedGovernment?
            for fact in try turn.facts(of: stream) { state = evolve(state, try HostingEvent(fact: fact), of: code) }
            try turn.append(try decide(state, command, on: code).map { $0.fact(of: code, at: turn.now) })
            return .null
        }
    }

    /// Puts a release into the log; writes nothing where it is there.
    ///
    /// Throws a `Rejection` where the version has another content or was withdrawn.
    package func publish(_ release: LoggedRelease) async throws {
        guard !isOnOffer(release) else { return }
        _ = try await book.submit(releasing(release.stream, .publish(release)))
    }

    /// The same for whoever may block its thread: start-up.
    package func publishBlocking(_ release: LoggedRelease) throws {
        guard !isOnOffer(release) else { return }
        _ = try book.submitBlocking(releasing(release.stream, .publish(release)))
    }

    /// Says that a release is offered no more; those who run it go on.
    package func withdraw(_ release: LoggedRelease, reason: String) async throws {
        _ = try await book.submit(releasing(release.stream, .withdraw(reason: reason)))
    }

    /// The same for whoever may block its thread: start-up.
    package func withdrawBlocking(_ release: LoggedRelease, reason: String) throws {
        _ = try book.submitBlocking(releasing(release.stream, .withdraw(reason: reason)))
    }

    private func isOnOffer(_ release: LoggedRelease) -> Bool {
        let standing = known.withLock { $0.releases[release.stream] }
        return standing?.release.hash == release.hash && standing?.withdrawn == nil
    }

    private func releasing(_ stream: String, _ command: ReleaseCommand) -> Work {
        Work(stream: stream) { turn in
            var state: ReleaseStanding?
            for fact in try turn.facts(of: stream) {
                state = evolve(state, try ReleaseEvent(fact: fact), at: fact.at)
            }
            try turn.append(try decide(state, command).map { $0.fact(in: stream, at: turn.now) })
            return .null
        }
    }

    /// Knows a government of another node from now on; writes nothing where all is so already.
    ///
    /// Blocks. Throws a `Rejection` where the address or the key can't be one.
    package func keep(_ code: RegionCode, address: String, key: String) throws {
        _ = try book.submitBlocking(neighbouring(code, .keep(address: address, key: key)))
    }

    package func remove(_ code: RegionCode) async throws {
        _ = try await book.submit(neighbouring(code, .remove))
    }

    private func neighbouring(_ code: RegionCode, _ command: NeighbourCommand) -> Work {
        let stream = NeighbourEvent.stream(code)
        return Work(stream: stream) { turn in
            var state: Neighbour?
            for fact in try turn.facts(of: stream) { state = evolve(state, try NeighbourEvent(fact: fact), of: code) }
            try turn.append(try decide(state, command, on: code).map { $0.fact(of: code, at: turn.now) })
            return .null
        }
    }

    // MARK: The end

    /// Finishes what waits and lets go of the folder.
    ///
    /// Blocks.
    func close() throws {
        publisher.close()
        try book.close()
    }
}
