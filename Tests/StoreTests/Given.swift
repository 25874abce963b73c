import Civic
@testable import Engine
import FoundationEssentials
import Ledger
import Store
import StoreSQLite
import Synchronization
import Testing

/// The databases that the conformance suite runs on.
enum Driver: String, CaseIterable, Sendable {
    case sqlite

    func open(_ folder: String) throws -> StoreFolder {
        switch self {
        case .sqlite: try openSQLiteFolder(folder)
        }
    }
}

/// Random bytes that are the same in each run.
final class Dice: Sendable {
    private let generator: Mutex<SeededGenerator>

    init(seed: UInt64 = 1) { generator = Mutex(SeededGenerator(seed: seed)) }

    func bytes(_ count: Int) -> [UInt8] {
        generator.withLock { dice in (0..<count).map { _ in UInt8(truncatingIfNeeded: dice.next()) } }
    }
}

/// A government's store in a folder that is removed at the end, with the values of a small city.
final class City {
    static let government: RegionCode = "36.71"
    static let morning = Moment(milliseconds: 1_795_491_000_000)  // 24 November 2026, 10.30 WIB
    static let definition = Digest.zero
    static let calendar = WorkingCalendar(version: "2026", zone: .wib, hours: .office, closed: [:])

    let path: String
    let driver: Driver
    let dice = Dice()
    private(set) var folder: StoreFolder
    private(set) var store: LedgerStore
    private let secret = [UInt8](repeating: 7, count: 32)

    init(_ driver: Driver = .sqlite) throws {
        self.driver = driver
        path = FileManager.default.temporaryDirectory.path + "/lumbung-store-\(hexText(CityCount.next()))"
        folder = try driver.open(path)
        store = try Self.store(folder, secret: secret)
        _ = try store.prepare()
    }

    deinit {
        try? folder.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    var database: any Database { folder.ledger }
    var tokens: ContactTokens {
        get throws { try ContactTokens(secret: secret, government: Self.government) }
    }

    /// Closes the folder and opens it again, as a restart does.
    ///
    /// Gives the projections that must be rebuilt.
    func restart(calendar: WorkingCalendar = City.calendar) throws -> [String] {
        try folder.close()
        folder = try driver.open(path)
        store = try Self.store(folder, secret: secret, calendar: calendar)
        return try store.prepare()
    }

    private static func store(
        _ folder: StoreFolder,
        secret: [UInt8],
        calendar: WorkingCalendar = City.calendar
    ) throws -> LedgerStore {
        let keys = KeyStore(database: folder.keys, wrap: try KeyWrap(secret: secret, government: government))
        let tokens = try ContactTokens(secret: secret, government: government)
        return LedgerStore(
            government: government,
            database: folder.ledger,
            keys: keys,
            projections: Projections.standard(zone: .wib, calendar: calendar, tokens: tokens)
        )
    }

    /// Appends each list of facts as a command, all in one group.
    @discardableResult
    func append(_ commands: [[Fact]], recorded: Moment = City.morning) throws -> [Change] {
        try folder.ledger.write { connection in
            let group = try GroupAppend(store, on: connection, recorded: recorded, random: dice.bytes)
            for facts in commands { _ = try group.command { try group.append(facts) } }
            return try group.finish()
        }
    }

    @discardableResult
    func append(_ facts: Fact..., recorded: Moment = City.morning) throws -> [Change] {
        try append(facts.map { [$0] }, recorded: recorded)
    }

    func read<T>(_ body: (any Connection) throws -> T) throws -> T { try database.read(body) }
}

/// Names folders apart within and between processes.
private enum CityCount {
    private static let count = Mutex(UInt64(ProcessInfo.processInfo.processIdentifier) << 20)

    static func next() -> [UInt8] {
        let number = count.withLock { count in
            count += 1
            return count
        }
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
    }
}

/// A case of a test city as facts; a test says only what matters to it.
struct Report {
    let id: CaseID
    let number: CaseNumber
    var stream: String { CaseEvent.stream(id) }

    init(_ serial: Int, prefix: String = "LAKSA", year: Int = 2026) {
        id = CaseID(random: (UInt64(serial), UInt64(year)))
        number = CaseNumber(prefix: prefix, year: year, serial: serial)
    }

    func started(
        at: Moment = City.morning,
        category: String = "pothole",
        agency: AgencyID = "diskominfo",
        village: RegionCode? = "36.71.01.1001",
        state: StateID = "received",
        due: Moment? = nil,
        timers: [TimerID: Moment] = [:],
        words: String = "Jalan berlubang di depan pasar",
        point: GeoPoint? = nil,
        contact: Contact? = nil
    ) -> Fact {
        var fields: [FieldID: JSON] = ["description": .string(words)]
        if let point {
            fields["location"] = ["latitude": .double(point.latitude), "longitude": .double(point.longitude)]
        }
        let clocks = due.map { [ClockChange(clock: "answering", what: .started, state: .running(run(at, $0)))] } ?? []
        var sealed = CaseEvent.Sealed(fields: fields)
        sealed.contact = contact
        let event = CaseEvent.started(
            CaseEvent.Started(
                id: id,
                number: number,
                app: "laksa",
                definition: City.definition,
                state: state,
                agency: agency,
                attributes: ["priority": "normal"],
                village: village,
                district: village?.parent,
                channel: .web,
                isAnonymous: contact == nil,
                language: .id,
                assistedBy: nil,
                consent: false,
                hasContact: contact != nil,
                fields: ["category": .string(category)],
                rows: [:],
                calendar: "2026",
                clocks: clocks,
                timers: timers,
                notices: [],
                sealed: sealed,
                at: at,
                by: ActorStamp(kind: .citizen)
            )
        )
        return event.fact(of: id, definition: City.definition)
    }

    func moved(
        _ action: ActionID,
        from: StateID,
        to: StateID,
        step: BranchStep? = nil,
        opened: [BranchID: StateID] = [:],
        isEnd: Bool = false,
        agency: AgencyID? = nil,
        at: Moment = City.morning,
        fields: [FieldID: JSON] = [:],
        timers: [TimerID: Moment] = [:],
        reason: String? = nil,
        closed: [FieldID: JSON] = [:],
        serials: [String: Int] = [:]
    ) -> Fact {
        let event = CaseEvent.moved(
            CaseEvent.Moved(
                action: action,
                from: from,
                to: to,
                step: step,
                opened: opened,
                isEnd: isEnd,
                agency: agency,
                attributes: [:],
                fields: fields,
                rows: [:],
                calendar: "2026",
                clocks: [],
                timers: timers,
                notices: [],
                hasContact: false,
                serials: serials,
                sealed: CaseEvent.Sealed(fields: closed, reason: reason),
                at: at,
                by: ActorStamp(kind: .officer, role: "handler", agency: "dpupr", officer: "o-1")
            )
        )
        return event.fact(of: id, definition: City.definition)
    }

    /// An action that takes numbers beside the case's own.
    func billed(_ serials: [String: Int]) -> Fact {
        moved("verify", from: "received", to: "verified", serials: serials)
    }

    private func run(_ at: Moment, _ due: Moment) -> ClockRun {
        ClockRun(
            startedAt: at,
            due: due,
            workingMinutesLeft: 480,
            total: 480,
            workdays: 1,
            marked: 0,
            next: nil
        )
    }
}
