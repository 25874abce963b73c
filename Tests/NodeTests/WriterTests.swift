import Civic
import Engine
import Foundation
import Node
import Store
import StoreSQLite
import Testing

@Suite struct WriterTests {
    @Test func `many reports at once become few groups and numbers without a gap`() async throws {
        let city = try await City()
        let before = city.tangerang.book.health
        let receipts = try await withThrowingTaskGroup(of: CaseReceipt.self) { group in
            for _ in 0..<200 { group.addTask { try await city.start() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let after = city.tangerang.book.health
        #expect(Set(receipts.map(\.number.serial)) == Set(1...200))
        #expect(after.commands - before.commands == 200)
        #expect(after.groups - before.groups < 200)
        #expect(try city.tangerang.ledger.verify().isSound)
    }

    @Test func `a report that a rule refuses leaves no gap in the numbers`() async throws {
        let city = try await City()
        let first = try await city.start()
        await #expect(throws: Rejection.self) { try await city.start(["category": "forged"]) }
        await #expect(throws: Rejection.self) {
            try await city.start(["location": ["latitude": 5.0, "longitude": 95.0]])
        }
        let second = try await city.start()
        #expect(second.number.serial == first.number.serial + 1)
    }

    @Test func `a repeat with the same key gets the first receipt, another body is refused`() async throws {
        let city = try await City()
        let first = try await city.start(key: try city.key("k1"))
        let again = try await city.start(key: try city.key("k1"))
        #expect(again.number == first.number)
        #expect(again.link == first.link)
        #expect(again.receipt.hash == first.receipt.hash)
        #expect(again.receipt.isRepeat)
        await #expect(throws: Refusal.keyReused) { try await city.start(key: try city.key("k1", body: "b")) }
        let other = try await city.start(key: try city.key("k1", caller: "visit:y"))
        #expect(other.number != first.number)
    }

    @Test func `the same key sent many times at once makes one case`() async throws {
        let city = try await City()
        let numbers = try await withThrowingTaskGroup(of: CaseNumber.self) { group in
            for _ in 0..<20 { group.addTask { try await city.start(key: try city.key("once")).number } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(numbers.count == 1)
        #expect(try city.tangerang.ledger.stream("x") == nil)
        #expect(try city.start(withSerial: 2) == nil)
    }

    @Test func `a command that fails undoes its rows and leaves its neighbours alone`() async throws {
        let city = try await City()
        struct Stop: Error {}
        async let good = city.start()
        await #expect(throws: Stop.self) {
            try await city.tangerang.submit(
                Work(stream: "test") { turn in
                    try turn.keep([1, 2, 3], kind: "test")
                    throw Stop()
                }
            )
        }
        _ = try await good
        let kept = try city.tangerang.database.read { connection in
            try connection.rows(Self.documents, ["kind": "test"]).count
        }
        #expect(kept == 0)
    }

    private static let documents = Statement("test.documents", "SELECT hash FROM document WHERE kind = :kind LIMIT 10")

    @Test func `what was acknowledged is there when the process is gone`() async throws {
        let city = try await City()
        var numbers: [CaseNumber] = []
        for _ in 0..<5 { numbers.append(try await city.start().number) }
        // As after kill -9: the files as they are now, without an orderly end.
        let copy = city.folder + "-copy"
        try FileManager.default.copyItem(atPath: city.folder, toPath: copy)
        try FileManager.default.copyItem(atPath: city.folder + ".secret", toPath: copy + ".secret")
        let second = try City.node(copy, city.world)
        defer {
            second.stop()
            for path in [copy, copy + ".secret", copy + ".secret.d"] {
                try? FileManager.default.removeItem(atPath: path)
            }
        }
        let government = try #require(second.government(slug: "tangerang"))
        for number in numbers { #expect(try government.cases.stored(number)?.state != nil) }
        #expect(try government.ledger.verify().isSound)
        let next = try await government.start(StartCase(app: "laksa", answers: City.report), by: .anonymous())
        #expect(next.number.serial == 6)
    }

    @Test func `a second process on the folder is refused with a sentence`() async throws {
        let city = try await City()
        #expect(throws: Fault.folderInUse(city.folder)) { try City.node(city.folder, city.world) }
        #expect(Fault.folderInUse("/x").message(.id).contains("sedang dipakai"))
    }

    @Test func `after an orderly stop the folder opens again, and everything is as it was`() async throws {
        let city = try await City()
        let report = try await city.start(["contact_phone": "0812 1111 2222"])
        city.node.stop()
        let again = try City.node(city.folder, city.world)
        defer { again.stop() }
        let government = try #require(again.government(code: "36.71"))
        #expect(government.profile.name == City.profile.name && government.profile.terms == City.profile.terms)
        #expect(government.profile.agencies.map(\.id) == City.profile.agencies.map(\.id))
        #expect(government.regions.regions.count > 100)
        #expect(try government.cases.stored(report.number)?.content?.contact?.phone == "+6281211112222")
        #expect(government.identity.officers().count == city.officers.count)
        #expect(government.identity.linkPath(report.id, report.number) == report.link)
    }

    @Test func `a stopped writer says that it is stopping`() async throws {
        let city = try await City()
        city.node.stop()
        await #expect(throws: Fault.stopping) { try await city.tangerang.submit(Work(stream: "x") { _ in .null }) }
    }

    @Test func `the secret must not lie among the data, and data without its secret are refused`() async throws {
        let city = try await City()
        city.node.stop()
        let inside = NodeSettings(dataFolder: city.folder, secretFile: city.folder + "/secret")
        #expect(throws: Fault.self) {
            try Node(settings: inside, outside: city.world.outside, open: { try openSQLiteFolder($0) })
        }
        let elsewhere = NodeSettings(dataFolder: city.folder, secretFile: city.folder + ".lost")
        #expect(throws: Fault.self) {
            try Node(settings: elsewhere, outside: city.world.outside, open: { try openSQLiteFolder($0) })
        }
    }
}

extension City {
    func start(withSerial serial: Int) throws -> CaseState? {
        try tangerang.cases.stored(CaseNumber(prefix: "LAKSA", year: 2026, serial: serial))?.state
    }
}
