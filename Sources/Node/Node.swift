package import Civic
package import Engine
import Foundation
import Ledger
package import Logging
package import ServiceLifecycle
package import Store

/// A running node: governments, each with its book, its people, its files, its open screens and its post.
///
/// It has a ledger of its own too: `NodeLedger`. Here live: the writer that commits all waiting commands as one group; idempotency; the bus; the outbox and the inbox;
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
    /// The node's own: governments, releases, neighbours.
    package let ledger: NodeLedger
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
        let secrets = try Secrets.open(
            file: settings.secretFile,
            dataFolder: settings.dataFolder,
            random: outside.random
        )
        let ownFolder = "\(settings.dataFolder)/\(NodeLedger.folderName)"
        let store: ReopenableStore
        do {
            store = try Self.store(ownFolder, open)
        } catch Fault.folderInUse {
            // Whoever has the node's own folder has them all.
            throw Fault.folderInUse(settings.dataFolder)
        }
        ledger = try NodeLedger(
            folder: ownFolder,
            store: store,
            secrets: secrets,
            stateFolder: settings.secretFile + ".d",
            outside: outside,
            logger: logger
        )
        let printCrew = Crew("surat", threads: 1, waitingMax: Limits.pressWaitingMax)
        house = House(
            settings: settings,
            secrets: secrets,
            outside: outside,
            logger: logger,
            passwords: Passwords(random: outside.random),
            photoCrew: Crew("foto", threads: Limits.photosAtOnce, waitingMax: Limits.photosWaitingMax),
            printCrew: printCrew,
            signatory: settings.signatory(outside, crew: printCrew),
            compiled: CompiledCache(),
            hands: hands,
            ledger: ledger,
            live: LiveGovernments()
        )
        do {
            for peer in settings.peers {
                try ledger.keep(peer.code, address: peer.address, key: hexText(peer.publicKey))
            }
            try openGovernments()
        } catch {
            stop()
            throw error
        }
    }

    // MARK: Governments

    /// Opens those that the node's ledger has, and takes in folders that it does not know yet.
    private func openGovernments() throws {
        for name in Disk.folders(in: settings.dataFolder) {
            guard let code = try? RegionCode(name), Disk.exists("\(folder(code))/ledger.sqlite"),
                ledger.government(code)?.isHere != false
            else { continue }
            if let government = try reopened(code) { try admit(government) }
        }
        for government in absent {
            logger.error(
                "a government's folder is missing: put it back, or say `lumbung government leave`",
                metadata: ["government": "\(government.code.text)"]
            )
        }
    }

    private func admit(_ government: Government) throws {
        // Known to `stop` first, so that its folder is let go of whatever happens.
        house.live.add(government)
        try ledger.takeIn(government.code, slug: government.slug, name: government.profile.name)
    }

    /// Governments that should be here by the node's ledger, and whose folders are not.
    package var absent: [HostedGovernment] {
        ledger.governments.filter { $0.isHere && house.live.find($0.code) == nil }
    }

    /// The governments of this node, by name.
    package var governments: [Government] { house.live.all.sorted { $0.profile.name < $1.profile.name } }

    package func government(slug: String) -> Government? { house.live.all.first { $0.slug == slug } }

    package func government(code: RegionCode) -> Government? { house.live.find(code) }

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
        guard profile.code != NodeLedger.code, ledger.government(profile.code) == nil else {
            throw Refusal.taken(profile.code.text)
        }
        guard !ledger.governments.contains(where: { $0.slug == profile.slug }) else {
            throw Refusal.taken(profile.slug)
        }
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
            try admit(government)
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

    private func store(_ code: RegionCode) throws -> ReopenableStore { try Self.store(folder(code), open) }

    private static func store(_ folder: String, _ open: @escaping Opener) throws -> ReopenableStore {
        try Disk.makeFolder(folder)
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
        [
            NodeLife(node: self),
            PublisherLoop(publisher: ledger.publisher, seconds: settings.publishSeconds, logger: logger),
        ]
            + governments.flatMap { government in
                [
                    OutboxLoop(government: government, logger: logger),
                    LaneLoop(government: government, logger: logger),
                    TimerLoop(government: government, logger: logger),
                    MigrationLoop(government: government, logger: logger),
                    HeartbeatLoop(government: government),
                    PublisherLoop(publisher: government.publisher, seconds: settings.publishSeconds, logger: logger),
                    SweepLoop(government: government, logger: logger),
                    RetentionLoop(government: government, logger: logger),
                ] as [any Service]
            }
    }

    /// Ends all streams, so that an HTTP server can stop.
    ///
    /// Later subscriptions are refused.
    package func closeStreams() {
        for government in house.live.all { government.bus.closeAll() }
    }

    /// Signs what was written since the last checkpoints, of every government and of the node itself.
    ///
    /// For an orderly stop: what is not signed, a restored old copy could lack unseen. A failure is logged, and the others go on.
    func publishLast() async {
        for publisher in house.live.all.map(\.publisher) + [ledger.publisher] {
            do {
                try await publisher.publish()
            } catch {
                logger.error(
                    "the last checkpoint was not published",
                    metadata: ["log": "\(publisher.origin)", "error": "\(error)"]
                )
            }
        }
    }

    /// Finishes what waits and lets go of all folders.
    ///
    /// Blocks; a second call does nothing.
    package func stop() {
        for government in house.live.all {
            do {
                try government.close()
            } catch {
                logger.error(
                    "a folder was not closed in order",
                    metadata: ["government": "\(government.code.text)", "error": "\(error)"]
                )
            }
        }
        house.live.removeAll()
        do {
            try ledger.close()
        } catch {
            logger.error("the node's own folder was not closed in order", metadata: ["error": "\(error)"])
        }
        house.passwords.close()
        house.photoCrew.close()
        house.printCrew.close()
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
