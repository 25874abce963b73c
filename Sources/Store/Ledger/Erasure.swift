package import Engine
import Ledger

extension LedgerStore {
    /// Destroys the key of one owner in a stream, or of the whole stream, and takes what its boxes held out of every table.
    ///
    /// Chain, tree and figures stay as they are. Gives the ids of the keys that are gone. Interrupted between the two, it
    /// is simply called again: the keys go first, and without them nothing can be read back. For the writer's thread.
    package func erase(stream: String, owner: ClosedFact.Owner?) throws -> [String] {
        let gone = try keys.erase(stream: stream, owner: owner)
        try database.write { connection in try refold(stream, on: connection) }
        try database.checkpoint()
        return gone
    }

    /// Folds a stream again from what its boxes still give, and hands the result to the projections that hold content.
    private func refold(_ stream: String, on connection: any Connection) throws {
        guard let known = try Streams.state(of: stream, on: connection), known.state != nil else { return }
        let opener = BoxOpener(keys)
        var last: Change?
        var version = 0
        while true {
            let entries = try entries(of: stream, after: version, limit: Limits.replayBatch, on: connection)
            for entry in entries {
                let before = last.map { StreamState(after: $0) }
                last = try CaseFold.change(try opener.fact(of: entry), entry: entry, from: before)
                version = entry.open.seal.version
            }
            if entries.count < Limits.replayBatch { break }
        }
        guard let last else { return }
        let change = Change(
            entry: last.entry,
            fact: last.fact,
            before: known.state,
            after: last.after,
            contentBefore: known.content,
            content: last.content
        )
        for projection in projections where type(of: projection).followsContent {
            try projection.apply([change], on: connection)
        }
    }
}
