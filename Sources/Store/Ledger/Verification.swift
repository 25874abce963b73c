package import Civic
import Ledger

/// What a verification found and how much it looked at.
package struct Verification: Sendable, Equatable {
    /// Something that is not as it must be: where, and what differs.
    package struct Finding: Sendable, Equatable, Hashable {
        /// `entry 17`, `stock`, `tree`.
        package let place: String
        package let text: LocalizedText
    }

    package internal(set) var findings: [Finding] = []
    /// Findings beyond `Limits.findingsMax` are only counted.
    package internal(set) var findingsCount = 0
    package internal(set) var entries: Int64 = 0
    package internal(set) var treeNodes = 0
    package internal(set) var boxesOpened = 0
    package internal(set) var boxesErased = 0
    package internal(set) var tables = 0
    package internal(set) var rows: Int64 = 0
    package internal(set) var root: Digest?

    package var isSound: Bool { findingsCount == 0 }

    mutating func add(_ place: String, id: String, en: String) {
        findingsCount += 1
        guard findings.count < Limits.findingsMax else { return }
        findings.append(Finding(place: place, text: LocalizedText(id: id, en: en)))
    }

    /// The last line of `lumbung verify`: what was checked and whether it holds.
    package func lastLine(_ language: Language) -> String {
        let line = LocalizedText(
            id: "\(entries) entri, \(treeNodes) simpul pohon, \(boxesOpened) kotak dibuka (\(boxesErased) terhapus), "
                + "\(tables) tabel dengan \(rows) baris diperiksa: "
                + (isSound ? "semuanya cocok." : "\(findingsCount) perbedaan."),
            en:
                "Checked \(entries) entries, \(treeNodes) tree nodes, \(boxesOpened) boxes opened (\(boxesErased) erased), "
                + "\(tables) tables with \(rows) rows: "
                + (isSound ? "all agree." : "\(findingsCount) differences.")
        )
        return line.text(language)
    }
}

extension LedgerStore {
    /// Recomputes chain, tree and every projection from the entries, and compares.
    ///
    /// Changes nothing; one snapshot.
    ///
    /// `progress` is told entries done and entries in all. Takes about as long as a rebuild.
    package func verify(progress: (Int64, Int64) -> Void = { _, _ in }) throws -> Verification {
        let scratch = try database.scratch()
        let result = Result {
            try database.read { connection in try verify(on: connection, scratch: scratch, progress: progress) }
        }
        try scratch.close()
        return try result.get()
    }

    private func verify(
        on connection: any Connection,
        scratch: any Database,
        progress: (Int64, Int64) -> Void
    ) throws -> Verification {
        var walk = EntryWalk(government: government)
        let replay = Replay(projections: projections, opener: BoxOpener(keys))
        let head = try head(on: connection)
        try scratch.write { copy in for projection in projections { try projection.create(on: copy) } }
        var isFoldable = true
        while true {
            let rows = try connection.rows(
                EntryRows.after,
                ["after": .int(walk.last), "limit": .int(Limits.replayBatch)]
            )
            if rows.isEmpty { break }
            let batch = try walk.take(rows, nodes: connection)
            if isFoldable, batch.count == rows.count {
                isFoldable = walk.fold { try scratch.write { copy in try replay.apply(batch, on: copy) } }
            } else {
                isFoldable = false
            }
            progress(walk.result.entries, head.size)
        }
        try walk.close(head: head, on: connection)
        walk.result.boxesOpened = replay.opener.opened
        walk.result.boxesErased = replay.opener.erased
        if isFoldable {
            try scratch.read { copy in try compare(projections, connection, copy, into: &walk.result) }
        } else {
            walk.result.add(
                "projections",
                id: "tabel turunan tidak diperiksa: entri di atas tidak dapat dibaca.",
                en: "derived tables were not checked: the entries above cannot be read."
            )
        }
        return walk.result
    }

    /// Compares the ordered dumps of both databases and names the first row of each table that differs.
    private func compare(
        _ projections: [any Projection],
        _ stored: any Connection,
        _ made: any Connection,
        into result: inout Verification
    ) throws {
        for name in try ProjectionRows.stale(on: stored) {
            result.add(
                name,
                id: "belum mengikuti buku; jalankan `lumbung rebuild`.",
                en: "does not follow the ledger; run `lumbung rebuild`."
            )
        }
        for projection in projections {
            let pairs = zip(try projection.dumps(on: stored), try projection.dumps(on: made))
            for (left, right) in pairs {
                result.tables += 1
                try compare(left.table, left.rows, right.rows, into: &result)
            }
        }
    }

    private func compare(
        _ table: String,
        _ stored: any RowCursor,
        _ made: any RowCursor,
        into result: inout Verification
    ) throws {
        var place = 0
        while true {
            let (found, right) = (try stored.next(), try made.next())
            if found == nil, right == nil { return }
            place += 1
            result.rows += 1
            guard found == right else {
                let (was, should) = (printed(found, against: right), printed(right, against: found))
                result.add(
                    table,
                    id: "baris \(place) tersimpan \(was), seharusnya \(should).",
                    en: "row \(place) is stored as \(was), should be \(should)."
                )
                return
            }
        }
    }

    /// `app=laksa … n=3`: the first column, and those that differ.
    ///
    /// What somebody wrote is told by its length alone.
    private func printed(_ row: Row?, against other: Row?) -> String {
        guard let row else { return "–" }
        var parts: [String] = []
        for (place, (column, value)) in zip(row.columns, row.values).enumerated() {
            if place > 0, other?.values[place] == value { continue }
            let isWritten = column == "words" || column == "body"
            switch value {
            case .text(let text) where isWritten || !text.utf8.allSatisfy(isCodeByte):
                parts.append("\(column)=(\(text.count))")
            case .null, .int, .real, .text, .blob: parts.append("\(column)=\(value)")
            }
        }
        return parts.joined(separator: " ")
    }

    /// Letters, digits and the marks of ids, numbers and streams: no free text passes without a space.
    private func isCodeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_./:".utf8.contains(byte)
        }
    }
}
