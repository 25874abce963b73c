import Civic
import Engine
import Ledger

/// Opens the boxes of entries, reading each stream's keys once.
final class BoxOpener {
    private let keys: KeyStore
    private var known: [String: [String: StoredKey]] = [:]
    /// Boxes that opened, and boxes whose key is gone.
    private(set) var opened = 0
    private(set) var erased = 0

    /// Streams whose keys are kept; beyond it all are forgotten, for a replay of millions must not keep them.
    private static let streamsMax = 4_096

    init(_ keys: KeyStore) { self.keys = keys }

    /// The fact that was sealed into an entry, without what was erased.
    func fact(of entry: Entry) throws -> Fact {
        let seal = entry.open.seal
        var closed: [ClosedFact] = []
        if !entry.closed.boxes.isEmpty {
            let keys = try self.keys(of: seal.stream)
            for box in entry.closed.boxes {
                guard let stored = keys[box.keyID] else {
                    erased += 1
                    continue
                }
                let plain = try stored.key.open(box, for: seal)
                closed.append(ClosedFact(owner: stored.owner, content: try JSON(parsing: plain)))
                opened += 1
            }
        }
        return Fact(
            stream: seal.stream,
            type: seal.type,
            at: seal.at,
            actor: try ActorStamp(json: entry.open.actor),
            definition: entry.open.definition,
            open: entry.open.facts,
            closed: closed
        )
    }

    private func keys(of stream: String) throws -> [String: StoredKey] {
        if let keys = known[stream] { return keys }
        if known.count >= Self.streamsMax { known.removeAll(keepingCapacity: true) }
        let keys = Dictionary(
            try self.keys.keys(of: stream).map { ($0.key.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        known[stream] = keys
        return keys
    }
}
