import Civic
import Store
import Testing

/// What every driver's connection must do.
@Suite struct ConnectionTests {
    static let values = Statement(
        "test.values",
        """
        INSERT INTO sample (id, whole, broken, words, bytes)
        VALUES (:id, :whole, :broken, :words, :bytes)
        """
    )
    static let all = Statement(
        "test.all",
        """
        SELECT id, whole, broken, words, bytes
        FROM sample
        ORDER BY words, id
        """
    )
    static let count = Statement("test.count", "SELECT count(*) AS n FROM sample")
    static let page = Statement(
        "test.page",
        """
        SELECT id
        FROM sample
        WHERE (words, id) > (:words, :id)
        ORDER BY words, id
        LIMIT :limit
        """
    )

    let city: City

    init() throws {
        city = try City()
        try city.database.write { connection in
            try connection.script(
                """
                CREATE TABLE sample (
                    id {int} NOT NULL PRIMARY KEY,
                    whole {int},
                    broken {real},
                    words {text},
                    bytes {blob}
                ) {table};
                """
            )
        }
    }

    func insert(_ id: Int64, words: SQLValue = "", on connection: any Connection) throws {
        try connection.run(
            Self.values,
            ["id": .int(id), "whole": nil, "broken": nil, "words": words, "bytes": nil]
        )
    }

    func count() throws -> Int64 {
        try city.read { try $0.row(Self.count)?.int("n") ?? -1 }
    }

    @Test func `every kind of value comes back as it was stored`() throws {
        let words = "Jl. Daan Mogot №1 — \u{1F33E} \u{0} 'petik' ; --"
        try city.database.write { connection in
            try connection.run(
                Self.values,
                ["id": 1, "whole": .int(Int64.max), "broken": 0.1, "words": .text(words), "bytes": .blob([0, 255, 0])]
            )
            try connection.run(
                Self.values,
                ["id": 2, "whole": .int(Int64.min), "broken": -1, "words": "", "bytes": .blob([])]
            )
            try insert(3, words: nil, on: connection)
        }
        let rows = try city.read { try $0.rows(Self.all) }
        let first = try #require(rows.first { try $0.int("id") == 1 })
        #expect(try first.int("whole") == Int64.max)
        #expect(try first.real("broken") == 0.1)
        #expect(try first.text("words") == words)
        #expect(try first.blob("bytes") == [0, 255, 0])
        let second = try #require(rows.first { try $0.int("id") == 2 })
        #expect(try second.int("whole") == Int64.min)
        #expect(try second.text("words").isEmpty)
        #expect(try second.blob("bytes").isEmpty)
        let third = try #require(rows.first { try $0.int("id") == 3 })
        #expect(third[1] == .null && third[3] == .null)
        #expect(try third.optionalText("words") == nil)
    }

    @Test func `a column that is not there or of another type is a fault with its name`() throws {
        try city.database.write { try insert(1, words: "a", on: $0) }
        let row = try #require(try city.read { try $0.row(Self.all) })
        #expect(throws: StoreFault.column("words", "is not a whole number")) { try row.int("words") }
        #expect(throws: StoreFault.column("name", "is not in the answer")) { try row.text("name") }
    }

    @Test func `values may be named in any order`() throws {
        try city.database.write { connection in
            try connection.run(
                Self.values,
                ["bytes": nil, "words": "b", "broken": 2.5, "whole": 7, "id": 1]
            )
        }
        let row = try #require(try city.read { try $0.row(Self.all) })
        #expect(try row.int("whole") == 7)
        #expect(try row.text("words") == "b")
    }

    @Test func `a statement without one of its values stops the process with its name`() async {
        await #expect(processExitsWith: .failure) {
            _ = ConnectionTests.page.ordered(["words": "a", "id": 1])
        }
    }

    @Test func `text is compared by bytes and pages go by key`() throws {
        try city.database.write { connection in
            for (id, words) in ["a", "B", "ä", "Z", "b"].enumerated() {
                try insert(Int64(id), words: .text(words), on: connection)
            }
        }
        let order = try city.read { try $0.rows(Self.all).map { try $0.text("words") } }
        #expect(order == ["B", "Z", "a", "b", "ä"])
        let page = try city.read { try $0.rows(Self.page, ["words": "a", "id": 0, "limit": 2]) }
        #expect(try page.map { try $0.int("id") } == [4, 2])
    }

    @Test func `a transaction that throws leaves nothing`() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try city.database.write { connection in
                try insert(1, on: connection)
                throw Stop()
            }
        }
        #expect(try count() == 0)
    }

    @Test func `a savepoint that throws takes back its own rows alone`() throws {
        struct Stop: Error {}
        try city.database.write { connection in
            try insert(1, on: connection)
            try? connection.savepoint {
                try insert(2, on: connection)
                throw Stop()
            }
            try connection.savepoint { try insert(3, on: connection) }
        }
        #expect(try city.read { try $0.rows(Self.all).map { try $0.int("id") } } == [1, 3])
    }

    @Test func `a refused row is a fault that names the statement, and the group goes on`() throws {
        try city.database.write { connection in
            try insert(1, on: connection)
            #expect {
                try connection.savepoint { try insert(1, on: connection) }
            } throws: { error in
                guard case StoreFault.constraint(statement: "test.values", _) = error else { return false }
                return true
            }
            try insert(2, on: connection)
        }
        #expect(try count() == 2)
    }

    @Test func `a reader keeps its snapshot while the writer commits`() throws {
        try city.read { reader in
            let before = try reader.row(Self.count)?.int("n")
            try city.database.write { try insert(1, on: $0) }
            #expect(try reader.row(Self.count)?.int("n") == before)
        }
        #expect(try count() == 1)
    }

    @Test func `a read inside a read shares its snapshot, one inside the writer sees what it wrote`() throws {
        let inner = try city.read { _ in try city.read { try $0.row(Self.count)?.int("n") } }
        #expect(inner == 0)
        try city.database.write { connection in
            try insert(1, on: connection)
            #expect(try city.read { try $0.row(Self.count)?.int("n") } == 1)
        }
    }

    @Test func `two cursors over one statement do not disturb each other`() throws {
        try city.database.write { connection in for id in 1...5 { try insert(Int64(id), on: connection) } }
        try city.read { connection in
            let outer = try connection.cursor(Self.all, [:])
            var pairs = 0
            while try outer.next() != nil {
                try connection.each(Self.all) { _ in pairs += 1 }
            }
            #expect(pairs == 25)
        }
    }

    @Test func `a long read runs beside and gives its answer`() async throws {
        try city.database.write { try insert(1, on: $0) }
        let found = try await city.database.longRead { try $0.row(ConnectionTests.count)?.int("n") }
        #expect(found == 1)
    }

    @Test func `migrations run once, and one that changed is refused`() throws {
        let first = Migration("0900-shelf", "CREATE TABLE shelf (id {int} NOT NULL PRIMARY KEY) {table};")
        try Migrations.run([first], on: city.database)
        try Migrations.run([first], on: city.database)
        let changed = Migration("0900-shelf", "CREATE TABLE shelf (id {text} NOT NULL PRIMARY KEY) {table};")
        #expect(throws: StoreFault.migrationChanged("0900-shelf")) {
            try Migrations.run([changed], on: city.database)
        }
    }
}
