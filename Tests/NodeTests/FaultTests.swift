import Civic
import Engine
import Foundation
import Node
import Store
import StoreSQLite
import Synchronization
import Testing

@Suite struct FaultTests {
    @Test(arguments: [StoreFault.diskFull, .io("fsync failed")])
    func `a commit that fails acknowledges nothing, turns health red, and heals without a restart`(_ fault: StoreFault)
        async throws
    {
        let weather = Weather()
        let city = try await StormyCity(weather)
        let before = try await city.start()
        weather.fault = fault
        await #expect(throws: Fault.self) { try await city.start() }
        #expect(!city.node.health.isHealthy)
        #expect(city.node.health.governments.first?.writer.fault != nil)
        // What is not stored has said so; what was stored can be read.
        if fault == .diskFull { #expect(try city.government.cases.stored(before.number) != nil) }
        weather.fault = nil
        try await until { city.node.health.isHealthy }
        #expect(try city.government.cases.stored(before.number) != nil)
        let after = try await city.start()
        #expect(after.number.serial == before.number.serial + 1)
        #expect(try city.government.ledger.verify().isSound)
        // A full disk is waited for; after a failed fsync the folder is opened again, as often as the weather stays bad.
        // The node's own folder was opened once, before the government's.
        #expect(fault == .diskFull ? weather.openings == 2 : weather.openings >= 3)
    }

    @Test func `what a person reads says that nothing was stored, and what to do`() {
        for fault in [Fault.diskFull, .notStored("x"), .busy(retryAfterSeconds: 2), .stopping] {
            #expect(fault.httpStatus == 503)
            #expect(fault.message(.id).contains("Belum ada yang tersimpan"))
            #expect(fault.message(.en).contains("Nothing was stored"))
        }
    }

    private func until(_ claim: () -> Bool) async throws {
        for _ in 0..<200 {
            if claim() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("it did not come true within ten seconds")
    }
}

/// When the disk behaves, and how often it was opened.
final class Weather: Sendable {
    private let inner = Mutex<(fault: StoreFault?, openings: Int)>((nil, 0))

    var fault: StoreFault? {
        get { inner.withLock(\.fault) }
        set { inner.withLock { $0.fault = newValue } }
    }
    var openings: Int { inner.withLock(\.openings) }
    func opened() { inner.withLock { $0.openings += 1 } }
}

/// A ledger whose commits fail while the weather is bad.
private struct StormyDatabase: Database {
    let inside: any Database
    let weather: Weather

    var dialect: Dialect { inside.dialect }
    func read<T>(_ body: (any Connection) throws -> T) throws -> T { try inside.read(body) }
    func longRead<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        try await inside.longRead(body)
    }
    func write<T>(_ body: (any Connection) throws -> T) throws -> T {
        try inside.write { connection in
            let result = try body(connection)
            if let fault = weather.fault { throw fault }
            return result
        }
    }
    func backup(to path: String) throws { try inside.backup(to: path) }
    func checkpoint() throws -> Int { try inside.checkpoint() }
    func scratch() throws -> any Database { try inside.scratch() }
    func close() throws { try inside.close() }
}

private final class StormyCity: Sendable {
    let node: Node
    let government: Government
    private let folder: String

    init(_ weather: Weather) async throws {
        let folder = NSTemporaryDirectory() + "lumbung-storm-\(UUID().uuidString)"
        self.folder = folder
        node = try Node(
            settings: NodeSettings(dataFolder: folder),
            outside: World().outside,
            open: { path in
                weather.opened()
                let sound = try openSQLiteFolder(path)
                return StoreFolder(
                    ledger: StormyDatabase(inside: sound.ledger, weather: weather),
                    keys: sound.keys,
                    release: { try? sound.close() }
                )
            }
        )
        government = try node.create(
            City.profile,
            calendar: try City.calendar(),
            regions: RegionFile(
                RegionMap(regions: try Region.read(csv: try City.text("Data/regions/36.71.csv"))),
                source: "Data/regions"
            )
        )
        try await government.install(try City.laksa(), by: .node)
    }

    deinit {
        node.stop()
        for path in [folder, folder + ".secret", folder + ".secret.d"] {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    func start() async throws -> CaseReceipt {
        try await government.start(StartCase(app: "laksa", answers: City.report), by: .anonymous())
    }
}
