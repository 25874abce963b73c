import Civic
import Definition
import Engine
import Foundation
import Node
import Store
import StoreSQLite
import Synchronization
import Testing

/// A node with Kota Tangerang on a folder of its own, LAKSA live, officers in place, and a clock that only the test moves.
final class City: Sendable {
    let folder: String
    let world: World
    let node: Node
    let tangerang: Government
    let officers: [String: OfficerID]

    /// `peers`: also make Kabupaten Karawang.
    init(withKarawang: Bool = false, gateway: String? = nil, hands: [String: InboxHand] = [:], run: RunProgram? = nil)
        async throws
    {
        folder = NSTemporaryDirectory() + "lumbung-node-\(UUID().uuidString)"
        world = World(run: run)
        node = try Self.node(folder, world, gateway: gateway, hands: hands)
        tangerang = try node.create(
            City.profile,
            calendar: try City.calendar(),
            regions: RegionFile(
                RegionMap(regions: try Region.read(csv: try City.text("Data/regions/36.71.csv"))),
                source: "Data/regions"
            )
        )
        if withKarawang {
            try node.create(
                City.karawang,
                calendar: try City.calendar(),
                regions: RegionFile(
                    RegionMap(regions: try Region.read(csv: try City.text("Data/regions/32.15.csv"))),
                    source: "Data/regions"
                )
            )
        }
        try await tangerang.install(try City.laksa(), by: .node)
        officers = try await City.staff(tangerang)
    }

    deinit {
        node.stop()
        try? FileManager.default.removeItem(atPath: folder)
        try? FileManager.default.removeItem(atPath: folder + ".secret")
        try? FileManager.default.removeItem(atPath: folder + ".secret.d")
    }

    typealias RunProgram = @Sendable (Program) throws -> ProgramOutcome

    static func node(
        _ folder: String,
        _ world: World,
        gateway: String? = nil,
        hands: [String: InboxHand] = [:]
    ) throws -> Node {
        try Node(
            settings: NodeSettings(dataFolder: folder, baseURL: "https://kota.example", isDemo: true, gateway: gateway),
            outside: world.outside,
            hands: hands,
            open: { try openSQLiteFolder($0) }
        )
    }

    // MARK: Callers

    static let password = "kata sandi contoh"

    func caller(_ login: String) throws -> Caller {
        guard let id = officers[login], let officer = tangerang.identity.officer(id) else { throw Missing(what: login) }
        return .officer(officer)
    }

    private static func staff(_ government: Government) async throws -> [String: OfficerID] {
        let wanted: [(String, String, AgencyID?)] = [
            ("verifikator", "verifier", "diskominfo"), ("petugas", "handler", "dpupr"),
            ("pemeriksa", "checker", "diskominfo"),
            ("pengelola", "steward", nil), ("pimpinan", "executive", nil), ("loket", "intake", nil),
            ("taman", "handler", "dlh"),
        ]
        var officers: [String: OfficerID] = [:]
        for (login, role, agency) in wanted {
            officers[login] = try await government.identity.addOfficer(
                OfficerCard(
                    login: login,
                    name: "Petugas Contoh \(login)",
                    title: "Contoh",
                    phone: login == "loket" ? try Phone(typed: "0812 9999 0000") : nil
                ),
                password: password,
                grants: [Grant(role: try RoleID(role), agency: agency)],
                in: government.staffHouse,
                by: .node
            )
        }
        return officers
    }

    // MARK: Cases

    static let report: [FieldID: JSON] = [
        "category": "noise", "description": "Sampah menumpuk di pinggir jalan sejak Senin.",
        "location": ["latitude": -6.17188, "longitude": 106.63172],
    ]

    func start(
        _ more: [FieldID: JSON] = [:],
        by caller: Caller = .anonymous(),
        key: IdempotencyKey? = nil,
        channel: Channel = .web,
        consent: Bool = false,
        draft: DraftID? = nil
    ) async throws -> CaseReceipt {
        try await tangerang.start(
            StartCase(
                app: "laksa",
                answers: City.report.merging(more) { $1 },
                channel: channel,
                consent: consent
            ),
            by: caller,
            key: key,
            draft: draft
        )
    }

    func key(_ text: String, body: String = "a", caller: String = "visit:x") throws -> IdempotencyKey {
        try IdempotencyKey(text, caller: caller, route: "cases", body: sha256(Array(body.utf8)))
    }

    /// A report that is on somebody's desk at DPUPR.
    func dispatched(to agency: String = "dpupr") async throws -> CaseReceipt {
        let report = try await start()
        _ = try await tangerang.act(report.number, "verify", version: 1, by: try caller("verifikator"))
        return try await dispatch(report.number, to: agency)
    }

    /// Puts a report that was verified on somebody's desk at DPUPR.
    @discardableResult
    func dispatch(_ number: CaseNumber, to agency: String = "dpupr") async throws -> CaseReceipt {
        try await tangerang.act(
            number,
            "dispatch",
            version: 2,
            answers: ["agency": .string(agency)],
            by: try caller("verifikator")
        )
    }

    // MARK: What travels with the program

    static func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func calendar() throws -> WorkingCalendar {
        try HolidayList(csv: try text("Data/holidays/libur_nasional_2015_2027.csv")).calendar(zone: .wib)
    }

    static func laksa() throws -> Definition {
        let (definition, findings) = DefinitionReader.read(
            yaml: try text("Apps/laksa/app.yaml"),
            file: "app.yaml",
            archetypes: Archetypes(in: "Apps/_archetypes") { try? text($0) }
        )
        guard let definition else { throw Missing(what: "laksa: \(findings.map { $0.printed(.en) })") }
        return definition
    }

    static let profile = GovernmentProfile(
        code: "36.71",
        slug: "tangerang",
        name: "Kota Tangerang",
        kind: .kota,
        zone: .wib,
        agencies: [
            "diskominfo", "dpupr", "dlh", "dishub", "satpol-pp", "bpbd", "dinsos", "disperkimtan", "disperindag",
            "dinkes",
            "disdik", "disbudpar",
        ].map { Agency(id: $0, name: LocalizedText(id: $0.text.uppercased())) }
    )

    static let karawang = GovernmentProfile(
        code: "32.15",
        slug: "karawang",
        name: "Kabupaten Karawang",
        kind: .kabupaten,
        zone: .wib,
        agencies: [Agency(id: "diskominfo", name: "Diskominfo")]
    )
}

struct Missing: Error { let what: String }

/// Time, chance and other machines as a test sets them; programs are the real ones.
final class World: Sendable {
    private struct Inner {
        var now = Moment(milliseconds: 1_795_485_600_000)  // Tuesday 24 November 2026, 09.00 WIB
        var seed = SeededGenerator(seed: 7)
        var errands: [Errand] = []
        var answers: [Int] = []
    }

    private let inner = Mutex(Inner())
    private let run: City.RunProgram?

    init(run: City.RunProgram? = nil) { self.run = run }

    var now: Moment {
        get { inner.withLock(\.now) }
        set { inner.withLock { $0.now = newValue } }
    }

    func pass(_ span: Civic.Span) { inner.withLock { $0.now += span } }

    /// HTTP answers to come, in order; afterwards 200.
    func answer(_ statuses: Int...) { inner.withLock { $0.answers += statuses } }
    var errands: [Errand] { inner.withLock(\.errands) }

    var outside: Outside {
        let live = Outside.live()
        return Outside(
            now: { self.now },
            random: { count in
                self.inner.withLock { inner in (0..<count).map { _ in UInt8.random(in: 0...255, using: &inner.seed) } }
            },
            send: { errand in
                try self.inner.withLock { inner in
                    inner.errands.append(errand)
                    let status = inner.answers.isEmpty ? 200 : inner.answers.removeFirst()
                    if status == 0 { throw Fault.unreachable("gateway: no answer") }
                    return ErrandAnswer(status: status)
                }
            },
            mail: { _, _ in },
            run: run ?? live.run
        )
    }
}
