import Civic
import Engine
import Ledger

/// Makes projections from entries, in any database: the ledger's own for a rebuild, a scratch one for verification.
struct Replay {
    let projections: [any Projection]
    let opener: BoxOpener

    /// Applies one batch of entries; the streams' states before it are read from the database itself.
    func apply(_ entries: [Entry], on connection: any Connection) throws {
        var streams: [String: StreamState] = [:]
        var changes: [Change] = []
        changes.reserveCapacity(entries.count)
        for entry in entries {
            let stream = entry.open.seal.stream
            let previous = try streams[stream] ?? Streams.state(of: stream, on: connection)
            let version = (previous?.version ?? 0) + 1
            guard version == entry.open.seal.version else {
                throw StoreFault.unreadable(
                    "entry \(entry.leaf.sequence)",
                    "version \(entry.open.seal.version) of \(stream) follows \(version - 1)"
                )
            }
            let change = try CaseFold.change(try opener.fact(of: entry), entry: entry, from: previous)
            streams[stream] = StreamState(after: change)
            changes.append(change)
        }
        for projection in projections { try projection.apply(changes, on: connection) }
    }
}

extension LedgerStore {
    /// Makes all projections anew from the entries.
    ///
    /// `progress` is told entries done and entries in all.
    ///
    /// Offline: screens see half-made tables meanwhile, and a group is refused. Interrupted, it is simply run again.
    package func rebuild(progress: (Int64, Int64) -> Void = { _, _ in }) throws {
        try Migrations.run([.ledger0001], on: database)
        let size = try database.write { connection in
            for projection in projections {
                try projection.drop(on: connection)
                try projection.create(on: connection)
                try ProjectionRows.record(projection, isComplete: false, on: connection)
            }
            return try head(on: connection).size
        }
        let replay = Replay(projections: projections, opener: BoxOpener(keys))
        var done: Int64 = 0
        while done < size {
            let batch = try entries(after: done, limit: Limits.replayBatch)
            guard let last = batch.last else {
                throw StoreFault.unreadable("entry \(done + 1)", "it is missing; the ledger ends at \(size)")
            }
            try database.write { connection in try replay.apply(batch, on: connection) }
            done = last.leaf.sequence
            progress(done, size)
        }
        try database.write { connection in
            for projection in projections { try ProjectionRows.record(projection, isComplete: true, on: connection) }
        }
        try database.checkpoint()
    }
}
