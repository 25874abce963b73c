import Civic
import Definition
import Engine
import Exchange
import Foundation
import Node
import Store
import StoreSQLite
import Synchronization
import Testing

/// Kota Tangerang and Kabupaten Karawang on one node, with officials, the applications of the Exchange, and LAKSA on offer.
final class Partners: Sendable {
    let folder: String
    let clock: Clock
    let node: Node
    let tangerang: Government
    let karawang: Government
    let catalogue: Catalogue
    let partnership: Partnership

    static let password = "kata sandi contoh"

    init() async throws {
        folder = NSTemporaryDirectory() + "lumbung-exchange-\(UUID().uuidString)"
        let clock = Clock()
        self.clock = clock
        let catalogue = try Given.catalogue()
        self.catalogue = catalogue
        node = try Node(
            settings: NodeSettings(dataFolder: folder, isDemo: true),
            outside: clock.outside,
            hands: AgreementHands.all(catalogue: catalogue),
            open: { try openSQLiteFolder($0) }
        )
        tangerang = try Self.found(node, "36.71", "tangerang", "Kota Tangerang", .kota)
        karawang = try Self.found(node, "32.15", "karawang", "Kabupaten Karawang", .kabupaten)
        partnership = Partnership(node, catalogue: catalogue)
        for government in [tangerang, karawang] {
            try await partnership.equip(government, with: try Exchange.applications.map { try Given.definition($0) })
            try await Self.appoint(government)
        }
        try await partnership.foundProvider(
            tangerang,
            offering: [(try Given.definition("laksa"), try Given.text("Apps/laksa/scenarios.yaml"))]
        )
    }

    deinit {
        node.stop()
        try? FileManager.default.removeItem(atPath: folder)
        try? FileManager.default.removeItem(atPath: folder + ".secret")
        try? FileManager.default.removeItem(atPath: folder + ".secret.d")
    }

    static func found(
        _ node: Node,
        _ code: RegionCode,
        _ slug: String,
        _ name: String,
        _ kind: GovernmentKind
    ) throws -> Government {
        let agencies = ["setda"] + Given.laksaAgencies
        return try node.create(
            GovernmentProfile(
                code: code,
                slug: slug,
                name: name,
                kind: kind,
                zone: .wib,
                agencies: try agencies.map { Agency(id: try AgencyID($0), name: LocalizedText(id: $0.uppercased())) }
            ),
            calendar: try Given.calendar(),
            regions: RegionFile(
                RegionMap(regions: try Region.read(csv: try Given.text("Data/regions/\(code.text).csv"))),
                source: "Data/regions"
            )
        )
    }

    static func appoint(_ government: Government) async throws {
        let head = government.profile.terms.head.text(.id) + " " + government.profile.properName
        for (role, title) in [
            ("cooperation", "Kepala Bagian Kerja Sama"), ("legal", "Kepala Bagian Hukum"), ("head", head),
            ("executive", "Sekretaris Daerah"), ("steward", "Pengelola Aplikasi"),
            ("signatory", "Kepala Dinas Kominfo"),
        ] {
            _ = try await government.identity.addOfficer(
                OfficerCard(login: role, name: "Pejabat Contoh \(role)", title: title),
                password: password,
                grants: [Grant(role: try RoleID(role))],
                in: government.staffHouse,
                by: .node
            )
        }
    }

    func agreements(_ government: Government) -> Agreements { Agreements(government, catalogue: catalogue) }
    func officer(_ role: RoleID, _ government: Government) throws -> Officer {
        try Partnership.officer(role, in: government)
    }
    func steward() throws -> Caller { .officer(try officer("steward", karawang)) }
    var installer: Installer { Installer(agreements(karawang)) }

    func file(_ id: CaseID, _ government: Government) throws -> AgreementFile {
        try #require(try agreements(government).file(id))
    }

    func concludeMoU() async throws -> CaseID {
        try await partnership.concludeMoU(
            between: tangerang,
            and: karawang,
            subject: "Pemanfaatan Aplikasi Layanan Digital",
            numbers: ("134.4/12-KSD/2026", "134.4/87-KSD/2026")
        )
    }

    func concludePKS(under mou: CaseID, years: Int = 1) async throws -> CaseID {
        try await partnership.concludePKS(
            between: tangerang,
            and: karawang,
            under: mou,
            apps: ["laksa"],
            subject: "Pemanfaatan Aplikasi LAKSA",
            numbers: ("134.4/13-KSD/2026", "134.4/90-KSD/2026"),
            years: years
        )
    }
}

/// Time and chance as a test sets them.
final class Clock: Sendable {
    private struct Inner {
        var now = Moment(milliseconds: 1_795_485_600_000)  // Tuesday 24 November 2026, 09.00 WIB
        var seed = SeededGenerator(seed: 7)
    }

    private let inner = Mutex(Inner())

    func pass(_ span: Civic.Span) { inner.withLock { $0.now = $0.now + span } }

    var outside: Outside {
        let live = Outside.live()
        return Outside(
            now: { self.inner.withLock(\.now) },
            random: { count in
                self.inner.withLock { inner in (0..<count).map { _ in UInt8.random(in: 0...255, using: &inner.seed) } }
            },
            send: { _ in ErrandAnswer(status: 200) },
            mail: { _, _ in },
            run: live.run
        )
    }
}

extension Given {
    static let laksaAgencies = [
        "diskominfo", "dpupr", "dlh", "dishub", "satpol-pp", "bpbd", "dinsos", "disperkimtan", "disperindag", "dinkes",
        "disdik", "disbudpar",
    ]

    static func catalogue() throws -> Catalogue { try Catalogue(csv: try text("Data/catalogue/applications.csv")) }

    static func calendar() throws -> WorkingCalendar {
        try HolidayList(csv: try text("Data/holidays/libur_nasional_2015_2027.csv")).calendar(zone: .wib)
    }
}
