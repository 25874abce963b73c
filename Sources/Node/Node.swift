package import Civic
import Engine
import Foundation
import Ledger
package import Logging
package import ServiceLifecycle
package import Store

/// A running node: governments, each with its book, its people, its files, its open screens and its post.
///
/// Here live: the writer that commits all waiting commands as one group; idempotency; the bus; the outbox and the inbox;
/// timers; files and photos; people, sessions and permissions; the public log; start and orderly stop.
///
/// Never here: HTTP, HTML, SQL of projections, rules of an application, a database's own words. Nothing here knows a page.
/// The world (clock, chance, other machines, programs) comes in as one value, `Outside`.
///
/// Read first: `Government`, then `Writer/Writer.swift` and `Writer/WriteTurn.swift`; `Permissions` says who may what.
package final class Node: Sendable {
    /// Opens one government's folder: the driver's business, handed in by `lumbung`.
    package typealias Opener = @Sendable (_ folder: String) throws -> StoreFolder

    package let settings: NodeSettings
    package let outside: Outside
    package let logger: Logger
    private let house: House
    private let open: Opener
    private let projections: [any Projection]

    /// Opens every government in the data folder.
    ///
    /// `projections`: read models of other modules beside Store's. `hands`: what applies messages of other governments, by type.
    /// Throws `Fault.folderInUse` when another process has the folder, `Fault.unusable` with a sentence otherwise.
    package init(
        settings: NodeSettings,
        outside: Outside,
        logger: Logger = Logger(label: "lumbung"),
        projections: [any Projection] = [],
        hands: [String: InboxHand] = [:],
        open: @escaping Opener
    ) throws {
        self.settings = settings
        self.outside = outside
        self.logger = logger
        self.open = open
        self.projections = projections
        try Disk.makeFolder(settings.dataFolder)
        house = House(
            settings: settings,
            secrets: try Secrets.open(
                file: settings.secretFile,
                dataFolder: settings.dataFolder,
                random: outside.random
            ),
            outside: outside,
            logger: logger,
            passwords: Passwords(random: outside.random),
            photoCrew: Crew("foto", threads: Limits.photosAtOnce, waitingMax: Limits.photosWaitingMax),
            compiled: CompiledCache(),
            hands: hands,
            neighbours: Neighbours()
        )
        do {
            for name in Disk.folders(in: settings.dataFolder) {
                guard let code = try? RegionCode(name), Disk.exists("\(settings.dataFolder)/\(name)/ledger.sqlite")
                else {
                    continue
                }
                if let government = try reopened(code) { house.neighbours.add(government) }
            }
        } catch {
            stop()
            throw error
        }
    }

    // MARK: Governments

    /// The governments of this node, by name.
    package var governments: [Government] { house.neighbours.all.sorted { $0.profile.name < $1.profile.name } }

    package func government(slug: String) -> Government? { house.neighbours.all.first { $0.slug == slug } }

    package func government(code: RegionCode) -> Government? { house.neighbours.find(code) }

    /// Makes a government, with its first settings and its map.
    ///
    /// Throws `Refusal.taken` when the code or the slug exists on this node. The folder of a founding that a crash cut short is
    /// used again.
    @discardableResult
    package func create(
        _ profile: GovernmentProfile,
        calendar: WorkingCalendar,
        regions: RegionFile
    ) throws -> Government {
        guard government(code: profile.code) == nil else { throw Refusal.taken(profile.code.text) }
        guard government(slug: profile.slug) == nil else { throw Refusal.taken(profile.slug) }
        let founding = profile.founding(calendar)
        let book = try book(profile.code, zone: profile.zone, calendar: calendar)
        do {
            _ = try book.submitBlocking(
                Work(stream: GovernmentEvent.stream) { turn in
                    let (events, by) = try decide(
                        nil,
                        .found(founding),
                        in: GovernmentContext(now: turn.now, actor: .node)
                    )
                    try turn.append(events.map { $0.fact(at: turn.now, by: by) })
                    let document = try turn.keep(regions.bytes, kind: "regions")
                    let source = RegionSource(
                        document: document,
                        source: regions.source,
                        count: regions.map.regions.count
                    )
                    try turn.append([source.fact(at: turn.now, by: by)])
                    return .null
                }
            )
            guard let current = try CurrentSettings.read(book.ledger, now: outside.now()) else {
                throw Fault.damaged("The government \(profile.name) was founded and can't be read.")
            }
            let government = try Government(house, book: book, settings: current)
            house.neighbours.add(government)
            return government
        } catch {
            try book.close()
            throw error
        }
    }

    /// The government of a folder; nil when it was never founded.
    private func reopened(_ code: RegionCode) throws -> Government? {
        let store = try store(code)
        do {
            let keys = KeyStore(database: store.keys, wrap: try KeyWrap(secret: house.secrets.master, government: code))
            let bare = LedgerStore(government: code, database: store.ledger, keys: keys, projections: [])
            _ = try bare.prepare()
            try Migrations.run(Tables.migrations, on: store.ledger)
            guard let current = try CurrentSettings.read(bare, now: outside.now()) else {
                logger.warning("a folder holds no founded government", metadata: ["government": "\(code.text)"])
                try store.close()
                return nil
            }
            let book = try Book(
                code: code,
                folder: folder(code),
                store: store,
                secrets: house.secrets,
                projections: try readModels(code, zone: current.state.zone, calendar: current.calendar),
                outside: outside,
                logger: logger
            )
            return try Government(house, book: book, settings: current)
        } catch {
            try store.close()
            throw error
        }
    }

    private func book(_ code: RegionCode, zone: Zone, calendar: WorkingCalendar) throws -> Book {
        try Book(
            code: code,
            folder: folder(code),
            store: try store(code),
            secrets: house.secrets,
            projections: try readModels(code, zone: zone, calendar: calendar),
            outside: outside,
            logger: logger
        )
    }

    private func readModels(_ code: RegionCode, zone: Zone, calendar: WorkingCalendar) throws -> [any Projection] {
        let tokens = try ContactTokens(secret: house.secrets.master, government: code)
        return Projections.standard(zone: zone, calendar: calendar, tokens: tokens) + projections
    }

    private func folder(_ code: RegionCode) -> String { "\(settings.dataFolder)/\(code.text)" }

    private func store(_ code: RegionCode) throws -> ReopenableStore {
        let folder = folder(code)
        try Disk.makeFolder(folder)
        let open = open
        do {
            return try ReopenableStore { try open(folder) }
        } catch StoreFault.folderInUse {
            throw Fault.folderInUse(folder)
        }
    }

    /// 32 bytes for one purpose of the node itself, derived from the master secret: what a web page's tokens are made with.
    package func secret(for purpose: String) -> [UInt8] {
        house.secrets.key(purpose, "node")
    }

    // MARK: Life

    /// Everything that runs beside requests, in order of start; the group stops them in reverse.
    package var services: [any Service] {
        [NodeLife(node: self)]
            + governments.flatMap { government in
                [
                    OutboxLoop(government: government, logger: logger),
                    TimerLoop(government: government, logger: logger),
                    HeartbeatLoop(government: government),
                    PublisherLoop(government: government, seconds: settings.publishSeconds, logger: logger),
                    SweepLoop(government: government, logger: logger),
                ] as [any Service]
            }
    }

    /// Ends all streams, so that an HTTP server can stop.
    ///
    /// Later subscriptions are refused.
    package func closeStreams() {
        for government in house.neighbours.all { government.bus.closeAll() }
    }

    /// Finishes what waits and lets go of all folders.
    ///
    /// Blocks; a second call does nothing.
    package func stop() {
        for government in house.neighbours.all {
            do {
                try government.close()
            } catch {
                logger.error(
                    "a folder was not closed in order",
                    metadata: ["government": "\(government.code.text)", "error": "\(error)"]
                )
            }
        }
        house.neighbours.removeAll()
        house.passwords.close()
        house.photoCrew.close()
    }

    /// How the node fares: for `/healthz`, `/readyz` and `/metrics`.
    package var health: NodeHealth {
        NodeHealth(
            governments: governments.map { government in
                GovernmentHealth(
                    slug: government.slug,
                    writer: government.book.health,
                    position: government.bus.position,
                    listeners: government.bus.listenerCount,
                    signing: government.publisher.refusal
                )
            }
        )
    }
}
