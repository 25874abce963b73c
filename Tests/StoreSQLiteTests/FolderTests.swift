import Civic
import Foundation
import Store
@testable import StoreSQLite
import Testing

/// What only the SQLite driver promises: durability, the folder's lock, the log, full disks, copies.
@Suite struct FolderTests {
    static let insert = Statement("test.insert", "INSERT INTO note (id, words) VALUES (:id, :words)")
    static let count = Statement("test.count", "SELECT count(*) AS n FROM note")

    let path = FileManager.default.temporaryDirectory.appending(path: "lumbung-sqlite-\(UUID().uuidString)").path

    private func open() throws -> StoreFolder {
        let folder = try openSQLiteFolder(path)
        try folder.ledger.write {
            try $0.script(
                "CREATE TABLE IF NOT EXISTS note (id {int} NOT NULL PRIMARY KEY, words {text} NOT NULL) {table};"
            )
        }
        return folder
    }

    private func count(_ database: any Database) throws -> Int64 {
        try database.read { try $0.row(Self.count)?.int("n") ?? -1 }
    }

    private func remove() throws { try FileManager.default.removeItem(atPath: path) }

    private func fill(_ database: any Database, from first: Int, rows: Int, bytes: Int) throws {
        try database.write { connection in
            for id in first..<(first + rows) {
                try connection.run(
                    Self.insert,
                    ["id": .int(id), "words": .text(String(repeating: "x", count: bytes))]
                )
            }
        }
    }

    @Test func `every commit is synced to disk before it is acknowledged`() throws {
        let folder = try open()
        for database in [folder.ledger, folder.keys] {
            let driver = try #require(database as? SQLiteDatabase)
            #expect(try driver.synchronous() == 2)
        }
        try folder.close()
        try remove()
    }

    @Test func `a second process on the folder is refused with a sentence`() throws {
        let folder = try open()
        #expect {
            _ = try openSQLiteFolder(path)
        } throws: { error in
            guard case StoreFault.folderInUse(let where_, let process) = error else { return false }
            let sentence = StoreFault.folderInUse(path: where_, process: process).message(.id)
            return where_ == path && process == "process \(getpid())" && sentence.contains("sedang dipakai")
        }
        try folder.close()
        try openSQLiteFolder(path).close()
        try remove()
    }

    @Test func `whose lock file was taken away may no longer write`() throws {
        let folder = try open()
        try FileManager.default.removeItem(atPath: path + "/lock")
        #expect(throws: StoreFault.leaseLost(path: path + "/lock")) {
            try fill(folder.ledger, from: 1, rows: 1, bytes: 1)
        }
        #expect(try count(folder.ledger) == 0)
        try folder.close()
        try remove()
    }

    @Test func `a full disk refuses the write, keeps reading, and recovers without a restart`() throws {
        let folder = try open()
        try fill(folder.ledger, from: 1, rows: 10, bytes: 100)
        try folder.ledger.write { try $0.script("PRAGMA max_page_count = 60") }
        #expect(throws: StoreFault.diskFull) { try fill(folder.ledger, from: 100, rows: 500, bytes: 1_000) }
        #expect(try count(folder.ledger) == 10)
        try folder.ledger.write { try $0.script("PRAGMA max_page_count = 100000") }
        try fill(folder.ledger, from: 100, rows: 500, bytes: 1_000)
        #expect(try count(folder.ledger) == 510)
        try folder.close()
        try remove()
    }

    @Test func `a full disk inside a savepoint takes no half command into the group`() throws {
        let folder = try open()
        try folder.ledger.write { try $0.script("PRAGMA max_page_count = 60") }
        try? folder.ledger.write { connection in
            try connection.run(Self.insert, ["id": 1, "words": "erste"])
            for id in 2..<400 {
                // Each command may fail; what it leaves must be whole or nothing.
                try? connection.savepoint {
                    try connection.run(
                        Self.insert,
                        ["id": .int(id * 2), "words": .text(String(repeating: "x", count: 900))]
                    )
                    try connection.run(
                        Self.insert,
                        ["id": .int(id * 2 + 1), "words": .text(String(repeating: "x", count: 900))]
                    )
                }
            }
        }
        let pairs = Statement(
            "test.pairs",
            "SELECT count(*) AS n FROM note WHERE id > 1 AND id % 2 = 0"
        )
        let others = Statement("test.others", "SELECT count(*) AS n FROM note WHERE id > 1 AND id % 2 = 1")
        let (even, odd) = try folder.ledger.read {
            (try $0.row(pairs)?.int("n"), try $0.row(others)?.int("n"))
        }
        #expect(even == odd)
        try folder.close()
        try remove()
    }

    /// An empty folder on a file system of a few megabytes (`mount -t tmpfs -o size=6m tmpfs FOLDER`).
    static let smallDisk = ProcessInfo.processInfo.environment["LUMBUNG_TEST_SMALL_DISK"]

    @Test(.enabled(if: smallDisk != nil, "set LUMBUNG_TEST_SMALL_DISK to an empty folder on a disk of 6 MB"))
    func `a disk that really is full loses nothing acknowledged and is written to again when there is room`() throws {
        let place = try #require(Self.smallDisk) + "/kota"
        let ballast = place + ".ballast"
        try Data(repeating: 0, count: 1_000_000).write(to: URL(filePath: ballast))
        let folder = try openSQLiteFolder(place)
        try folder.ledger.write {
            try $0.script("CREATE TABLE note (id {int} NOT NULL PRIMARY KEY, words {text} NOT NULL) {table};")
        }
        var acknowledged = 0
        var fault: (any Error)?
        while fault == nil, acknowledged < 100_000 {
            do {
                try fill(folder.ledger, from: acknowledged, rows: 10, bytes: 2_000)
                acknowledged += 10
            } catch { fault = error }
        }
        #expect(fault as? StoreFault == .diskFull)
        #expect(acknowledged > 100)
        #expect(try count(folder.ledger) == Int64(acknowledged))
        #expect(throws: StoreFault.diskFull) { try fill(folder.ledger, from: 1_000_000, rows: 200, bytes: 2_000) }
        try FileManager.default.removeItem(atPath: ballast)
        try fill(folder.ledger, from: acknowledged, rows: 10, bytes: 2_000)
        try folder.close()
        let again = try openSQLiteFolder(place)
        #expect(try count(again.ledger) == Int64(acknowledged + 10))
        try again.close()
        try FileManager.default.removeItem(atPath: place)
    }

    @Test func `the log is moved into the database and emptied`() throws {
        let folder = try open()
        try fill(folder.ledger, from: 1, rows: 3_000, bytes: 1_000)
        #expect(try folder.ledger.checkpoint() == 0)
        let log = try FileManager.default.attributesOfItem(atPath: path + "/ledger.sqlite-wal")[.size] as? Int
        #expect(log == 0)
        #expect(try count(folder.ledger) == 3_000)
        try folder.close()
        try remove()
    }

    @Test func `a copy is made while the writer goes on, and opens as a folder of its own`() throws {
        let folder = try open()
        try fill(folder.ledger, from: 1, rows: 50, bytes: 100)
        let copy = path + "-copy"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        try folder.ledger.backup(to: copy + "/ledger.sqlite")
        try fill(folder.ledger, from: 51, rows: 1, bytes: 100)
        let other = try openSQLiteFolder(copy)
        #expect(try count(other.ledger) == 50)
        try other.close()
        try folder.close()
        try FileManager.default.removeItem(atPath: copy)
        try remove()
    }

    @Test func `a file that is no database says so`() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data("bukan basis data, sama sekali bukan".utf8).write(to: URL(filePath: path + "/ledger.sqlite"))
        #expect {
            _ = try openSQLiteFolder(path)
        } throws: { error in
            guard case StoreFault.corrupt = error else { return false }
            return true
        }
        try remove()
    }

    @Test func `closing twice is closing once`() throws {
        let folder = try open()
        try folder.close()
        try folder.close()
        try remove()
    }

    @Test func `readers on many threads and the writer do not wait for each other`() async throws {
        let folder = try open()
        let database = folder.ledger
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<200 { _ = try database.read { try $0.row(FolderTests.count)?.int("n") } }
                }
            }
            group.addTask {
                for id in 1...100 {
                    try database.write { try $0.run(FolderTests.insert, ["id": .int(id), "words": "a"]) }
                }
            }
            try await group.waitForAll()
        }
        #expect(try count(database) == 100)
        try folder.close()
        try remove()
    }

    @Test func `what is typed into a search has no meaning in the index's language`() {
        #expect(SQLiteSearch.query("jalan \"rusak\" OR -x") == "\"jalan\"* \"rusak\"* \"OR\"* \"x\"*")
        #expect(SQLiteSearch.query(" \" * ") == nil)
        #expect(SQLiteSearch.query((1...20).map(String.init).joined(separator: " "))?.split(separator: " ").count == 8)
    }
}
