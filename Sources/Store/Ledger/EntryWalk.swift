import Civic
import Ledger

/// Walks all entries of a ledger and compares each with its leaf, its row, the chain and the stored tree.
struct EntryWalk {
    var result = Verification()
    /// Sequence of the last row that was taken.
    private(set) var last: Int64 = 0
    private let government: RegionCode
    private var chain: ChainCheck

    init(government: RegionCode) {
        self.government = government
        chain = ChainCheck(government: government)
    }

    /// Takes rows in order and gives the entries that could be read.
    mutating func take(_ rows: [Row], nodes connection: any Connection) throws -> [Entry] {
        var entries: [Entry] = []
        entries.reserveCapacity(rows.count)
        for row in rows {
            last = try row.int("sequence")
            result.entries += 1
            do {
                let entry = try EntryRows.entry(row)
                try compare(entry, with: row)
                check(entry)
                entries.append(entry)
                if last.isMultiple(of: Int64(StoredTree.width)) { try compareNodes(on: connection) }
            } catch let fault as LedgerFault {
                add(fault)
            } catch StoreFault.unreadable(let place, let what) {
                result.add(place, id: what, en: what)
            }
        }
        return entries
    }

    /// Runs the fold of a batch; false where an entry's content does not fold.
    mutating func fold(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return true
        } catch {
            result.add("entries", id: "tidak dapat dilipat: \(error).", en: "do not fold: \(error).")
            return false
        }
    }

    /// Compares what the walk arrived at with the stored end of the ledger.
    mutating func close(head: LedgerHead, on connection: any Connection) throws {
        result.root = chain.head.root
        if head.size != Int64(chain.head.size) {
            result.add(
                "tree",
                id: "ujung buku mencatat \(head.size) entri, yang ada \(chain.head.size).",
                en: "the ledger's end says \(head.size) entries, there are \(chain.head.size)."
            )
        } else if head.tree != chain.head || head.last != chain.previous {
            result.add(
                "tree",
                id: "akar pohon tersimpan \(head.root.hex), seharusnya \(chain.head.root.hex).",
                en: "the tree's root is stored as \(head.root.hex), should be \(chain.head.root.hex)."
            )
        }
    }

    private mutating func check(_ entry: Entry) {
        do {
            try chain.take(entry)
        } catch {
            add(error)
            // Goes on behind this entry, so that one damaged entry is one finding.
            var head = chain.head
            head.append(entry.hash)
            chain = ChainCheck(
                government: government,
                head: head,
                previous: entry.hash,
                recorded: entry.open.seal.recorded
            )
        }
    }

    /// The columns that lists and plans use must say what the sealed bytes say.
    private mutating func compare(_ entry: Entry, with row: Row) throws {
        let seal = entry.open.seal
        let isSame =
            try row.int("sequence") == seal.sequence && row.text("stream") == seal.stream
            && row.int("version") == Int64(seal.version) && row.text("type") == seal.type
            && row.moment("at") == seal.at && row.moment("recorded") == seal.recorded
            && row.digest("hash") == entry.hash
        if !isSame {
            result.add(
                "entry \(last)",
                id: "kolom tabel berbeda dari isi yang disegel.",
                en: "its columns differ from what is sealed."
            )
        }
    }

    private mutating func compareNodes(on connection: any Connection) throws {
        var level = StoredTree.step
        var count = Int(last) / StoredTree.width
        while count > 0 {
            let stored = try connection.row(
                EntryRows.nodes,
                ["level": .int(level), "first": .int(count - 1), "limit": 1]
            )
            result.treeNodes += 1
            let expected = try subtree(level: level, place: count - 1, on: connection)
            if try stored?.digest("hash") != expected {
                result.add(
                    "tree",
                    id: "simpul tingkat \(level) nomor \(count - 1) berbeda.",
                    en: "node \(count - 1) of level \(level) differs."
                )
            }
            guard count.isMultiple(of: StoredTree.width) else { return }
            count /= StoredTree.width
            level += StoredTree.step
        }
    }

    /// The node above 256 stored hashes of the level below, recomputed.
    private func subtree(level: Int, place: Int, on connection: any Connection) throws -> Digest {
        var head = TreeHead.empty
        for index in 0..<StoredTree.width {
            head.append(
                try StoredTree.hash(
                    level: level - StoredTree.step,
                    index: place * StoredTree.width + index,
                    on: connection
                )
            )
        }
        return head.root
    }

    private mutating func add(_ fault: LedgerFault) {
        result.add("entry \(last)", id: fault.message(.id), en: fault.message(.en))
    }
}
