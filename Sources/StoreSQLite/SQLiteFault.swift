import GRDB
import GRDBSQLite
import Store

extension StoreFault {
    /// What a result code of SQLite means to us.
    init(code: Int32, message: String, statement: String) {
        switch code & 0xFF {
        case SQLITE_FULL: self = .diskFull
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
            self = .io("\(statement): \(message)")
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt("\(statement): \(message)")
        case SQLITE_CONSTRAINT: self = .constraint(statement: statement, message)
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_MISUSE: self = .closed
        default: self = .statement(statement, message)
        }
    }

    /// Runs what GRDB does and says its errors as faults.
    static func translating<T>(_ name: String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreFault(
                code: error.extendedResultCode.rawValue,
                message: error.message ?? "",
                statement: name
            )
        }
    }
}
