import GRDB
import Store

/// An empty database in a temporary file that SQLite removes by itself; one connection, nothing durable.
final class SQLiteScratch: Store.Database {
    let dialect = Dialect.sqlite
    private let queue: DatabaseQueue
    private let connections = Connections()

    init() throws {
        queue = try StoreFault.translating("scratch") {
            var configuration = Configuration()
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode = MEMORY")
                try database.execute(sql: "PRAGMA synchronous = OFF")
            }
            return try DatabaseQueue(path: "", configuration: configuration)
        }
    }

    func read<T>(_ body: (any Connection) throws -> T) throws -> T {
        try StoreFault.translating("scratch") {
            try queue.unsafeReentrantWrite { try body(try connections.of($0)) }
        }
    }

    func longRead<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        try read(body)
    }

    @discardableResult
    func write<T>(_ body: (any Connection) throws -> T) throws -> T {
        try StoreFault.translating("scratch") {
            try queue.writeWithoutTransaction { database in
                let connection = try connections.of(database)
                return try connection.transaction("BEGIN") { try body(connection) }
            }
        }
    }

    func backup(to path: String) throws {
        try StoreFault.translating("scratch") {
            let copy = try DatabaseQueue(path: path)
            try queue.backup(to: copy)
            try copy.close()
        }
    }

    func checkpoint() throws -> Int { 0 }

    func scratch() throws -> any Store.Database { try SQLiteScratch() }

    func close() throws {
        try StoreFault.translating("scratch") {
            connections.close()
            try queue.close()
        }
    }
}
