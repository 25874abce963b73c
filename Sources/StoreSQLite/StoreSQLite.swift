package import Store

/// The driver of Store for SQLite: a folder per government, which one process holds.
///
/// Lives here: opening the folder (`openSQLiteFolder`), its lock (`FolderLock`), the pool of connections and the one writer on
/// GRDB (`SQLiteDatabase`), prepared statements on SQLite's own interface (`SQLiteConnection`), full-text search.
///
/// Never here: the schema, what the tables mean, when something is written. GRDB is imported in `SQLiteDatabase`,
/// `SQLiteScratch` and `SQLiteFault` alone. Read first: `openSQLiteFolder`, then `SQLiteDatabase`.
package func openSQLiteFolder(
    _ path: String,
    caches: SQLiteCaches = .standard,
    commits: SQLiteCommits = .durable
) throws -> StoreFolder {
    let lock = try FolderLock(folder: path)
    do {
        let ledger = try SQLiteDatabase(
            path: path + "/ledger.sqlite",
            writerKiB: caches.ledgerWriterKiB,
            readerKiB: caches.ledgerReaderKiB,
            readers: caches.ledgerReaders,
            lock: lock,
            commits: commits
        )
        do {
            let keys = try SQLiteDatabase(
                path: path + "/keys.sqlite",
                writerKiB: caches.keysKiB,
                readerKiB: caches.keysKiB,
                readers: caches.keysReaders,
                lock: lock,
                isForgetful: true,
                commits: commits
            )
            return StoreFolder(ledger: ledger, keys: keys, release: { lock.release() })
        } catch {
            try ledger.close()
            throw error
        }
    } catch {
        lock.release()
        throw error
    }
}

/// When a commit is on the disk.
package enum SQLiteCommits: Sendable {
    /// When it returns: what every node serves with.
    case durable
    /// Some time after the folder was closed: only for what is told anew from its beginning when it was cut short.
    case eventually
}

/// Memory for pages, in KiB per connection.
///
/// The budget is 48 MB for three governments (DESIGN §11).
package struct SQLiteCaches: Sendable {
    package let ledgerWriterKiB: Int
    package let ledgerReaderKiB: Int
    package let ledgerReaders: Int
    package let keysKiB: Int
    package let keysReaders: Int

    package init(ledgerWriterKiB: Int, ledgerReaderKiB: Int, ledgerReaders: Int, keysKiB: Int, keysReaders: Int) {
        self.ledgerWriterKiB = ledgerWriterKiB
        self.ledgerReaderKiB = ledgerReaderKiB
        self.ledgerReaders = ledgerReaders
        self.keysKiB = keysKiB
        self.keysReaders = keysReaders
    }

    /// 15.5 MB a government: 6 for the writer, 4 × 2 for readers, 3 × 0.5 for keys.
    package static let standard = SQLiteCaches(
        ledgerWriterKiB: 6_144,
        ledgerReaderKiB: 2_048,
        ledgerReaders: 4,
        keysKiB: 512,
        keysReaders: 2
    )
}
