import GRDBSQLite
package import Store

/// Rows written through SQLite's C interface with nothing of ours in between.
///
/// Prepared statements, one transaction a group, `synchronous = FULL`: what benchmarks call "raw SQLite". Nothing else uses it.
package final class RawWriting {
    /// One change of rows, as a ledger's own connection was asked for it.
    package enum Write: Sendable {
        case run(Statement, [SQLValue])
        case index(id: Int64, number: String, body: String)
        case unindex(id: Int64)
    }

    private var handle: OpaquePointer?
    private var prepared: [Int: OpaquePointer] = [:]

    /// Opens a file whose tables exist: one that `openSQLiteFolder` made and that is closed by now.
    package init(path: String, cacheKiB: Int) throws {
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else { throw fault("open") }
        let pragmas = [
            "journal_mode = WAL", "synchronous = FULL", "cache_size = -\(cacheKiB)", "temp_store = MEMORY",
            "wal_autocheckpoint = \(Limits.quietCheckpointPages)",
        ]
        for pragma in pragmas {
            try execute("PRAGMA " + pragma)
        }
    }

    /// One transaction with these changes; durable when it returns.
    package func commit(_ group: [Write]) throws {
        try execute("BEGIN IMMEDIATE")
        for write in group {
            switch write {
            case .run(let statement, let values): try run(statement, values)
            case .index(let id, let number, let body):
                try run(SQLiteSearch.insert, [.int(id), .text(number), .text(body)])
            case .unindex(let id): try run(SQLiteSearch.delete, [.int(id)])
            }
        }
        try execute("COMMIT")
    }

    package func close() {
        for statement in prepared.values { sqlite3_finalize(statement) }
        prepared = [:]
        sqlite3_close(handle)
        handle = nil
    }

    private func run(_ statement: Statement, _ values: [SQLValue]) throws {
        let made = try prepared(statement)
        for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1), of: made) }
        while true {
            let code = sqlite3_step(made)
            if code == SQLITE_DONE { break }
            guard code == SQLITE_ROW else { throw fault(statement.name) }
        }
        sqlite3_reset(made)
    }

    private func prepared(_ statement: Statement) throws -> OpaquePointer {
        if let known = prepared[statement.id] { return known }
        var made: OpaquePointer?
        let text = statement.text(for: .sqlite)
        guard sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil) == SQLITE_OK, let made
        else { throw fault(statement.name) }
        prepared[statement.id] = made
        return made
    }

    private func bind(_ value: SQLValue, at place: Int32, of statement: OpaquePointer) {
        // SQLite copies the bytes while it binds.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: sqlite3_bind_null(statement, place)
        case .int(let number): sqlite3_bind_int64(statement, place, number)
        case .real(let number): sqlite3_bind_double(statement, place, number)
        case .text(let text): sqlite3_bind_text(statement, place, text, Int32(text.utf8.count), copied)
        case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(statement, place, 0)
        case .blob(let bytes): sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), copied)
        }
    }

    private func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw fault(sql) }
    }

    private func fault(_ name: String) -> StoreFault {
        StoreFault(
            code: sqlite3_extended_errcode(handle),
            message: String(cString: sqlite3_errmsg(handle)),
            statement: name
        )
    }
}
