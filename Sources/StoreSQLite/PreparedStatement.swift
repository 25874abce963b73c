import GRDBSQLite
import Store

/// A statement that SQLite has prepared, with the names of its columns.
final class PreparedStatement {
    let statement: Statement
    private var handle: OpaquePointer?
    private let columns: [String]
    /// Bound and not yet ended.
    private(set) var isBusy = false
    /// Not kept: closed as soon as it ends.
    var isPassing = false

    init(_ statement: Statement, on database: OpaquePointer) throws {
        self.statement = statement
        var made: OpaquePointer?
        let text = statement.text(for: .sqlite)
        let code = sqlite3_prepare_v3(database, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
        guard code == SQLITE_OK, let made else {
            throw StoreFault(
                code: sqlite3_extended_errcode(database),
                message: String(cString: sqlite3_errmsg(database)),
                statement: statement.name
            )
        }
        handle = made
        columns = (0..<sqlite3_column_count(made)).map { index in
            sqlite3_column_name(made, index).map { String(cString: $0) } ?? ""
        }
    }

    /// SQLite copies the bytes while it binds.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    func bind(_ values: [SQLValue]) throws {
        isBusy = true
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let code =
                switch value {
                case .null: sqlite3_bind_null(handle, place)
                case .int(let number): sqlite3_bind_int64(handle, place, number)
                case .real(let number): sqlite3_bind_double(handle, place, number)
                case .text(var text):
                    text.withUTF8 { bytes in
                        bytes.baseAddress.map { address in
                            address.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                                sqlite3_bind_text(handle, place, $0, Int32(bytes.count), Self.copied)
                            }
                        } ?? sqlite3_bind_text(handle, place, "", 0, Self.copied)
                    }
                case .blob(let bytes):
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(handle, place, 0)
                        : sqlite3_bind_blob(handle, place, bytes, Int32(bytes.count), Self.copied)
                }
            guard code == SQLITE_OK else {
                end()
                throw StoreFault.statement(statement.name, "value \(index + 1) is too large")
            }
        }
    }

    func step() -> Int32 {
        isBusy = true
        return sqlite3_step(handle)
    }

    /// The row that the last step arrived at.
    var row: Row {
        Row(columns: columns, values: (0..<Int32(columns.count)).map(value))
    }

    private func value(_ column: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .int(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            let bytes = UnsafeBufferPointer(
                start: sqlite3_column_text(handle, column),
                count: Int(sqlite3_column_bytes(handle, column))
            )
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(handle, column),
                count: Int(sqlite3_column_bytes(handle, column))
            )
            return .blob(Array(bytes))
        default: return .null
        }
    }

    /// Makes it ready for the next run; the values are forgotten, so that no large one is kept.
    func end() {
        guard isBusy else { return }
        isBusy = false
        if isPassing { return close() }
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    func close() {
        sqlite3_finalize(handle)
        handle = nil
    }
}
