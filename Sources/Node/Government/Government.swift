package import Civic
package import Definition
package import Engine
import Ledger
import Logging
package import Store
import Synchronization

/// One government, live: its book, its people, its files, its post, its open screens.
///
/// What changes anything goes through `submit`, and mostly through `start`, `act` and `note`; what is read comes from `cases`,
/// from `settings`, or straight from the database's projections.
package final class Government: Sendable {
    package let code: RegionCode
    package let slug: String
    /// What stands before links that leave the house.
    package let baseURL: String
    package let isDemo: Bool
    package let book: Book
    package let identity: Identity
    package let files: FileStore
    package let definitions: DefinitionShelf
    package let outbox: Outbox
    package let press: DocumentPress
    package let inbox: Inbox
    package let publisher: Publisher
    package let signet: Signet
    /// The ledger of the node that it is on: what it releases is in that log.
    package let nodeLedger: NodeLedger
    /// What payment channels' secrets are derived from.
    let channelSecret: @Sendable (_ whom: String) -> [UInt8]
    /// What webhooks' secrets are derived from.
    let webhookSecret: @Sendable (_ whom: String) -> [UInt8]
    /// What the key for push services is made of.
    let pushSecret: @Sendable (_ whom: String) -> [UInt8]
    let timerBell = Bell()
    private let current: Mutex<CurrentSettings>
    let logger: Logger

    package var outside: Outside { book.outside }
    package var database: any Database { book.database }
    package var ledger: LedgerStore { book.ledger }
    package var bus: Bus { book.bus }

    /// The settings as they are now; take them once for one page.
    package var settings: CurrentSettings { current.withLock { $0 } }
    package var profile: GovernmentProfile { settings.profile }
    package var calendar: WorkingCalendar { settings.calendar }
    package var regions: RegionMap { settings.regions }

    /// What may be read of cases.
    package var cases: CaseReading {
        CaseReading(book: book, shelf: definitions, identity: identity, calendar: { self.calendar })
    }

    init(_ house: House, book: Book, settings: CurrentSettings) throws {
        let secrets = house.secrets
        code = book.code
        slug = settings.profile.slug
        baseURL = house.settings.baseURL
        isDemo = house.settings.isDemo
        logger = house.logger
        nodeLedger = house.ledger
        channelSecret = { secrets.key("payment channel", $0) }
        webhookSecret = { secrets.key("webhook", $0) }
        pushSecret = { secrets.key("web push", $0) }
        self.book = book
        current = Mutex(settings)
        let staff = try StaffDirectory(book)
        identity = try Identity(
            book,
            slug: settings.profile.slug,
            secrets: secrets,
            staff: staff,
            passwords: house.passwords,
            isDemo: house.settings.isDemo
        )
        files = try FileStore(book, mark: Mark(secrets.key("file marks", book.code.text)), crew: house.photoCrew)
        let shelf = try DefinitionShelf(book, cache: house.compiled)
        definitions = shelf
        signet = Signet(secrets: secrets, code: book.code)
        let printer = Printer(outside: house.outside)
        let press = DocumentPress(
            book: book,
            files: files,
            mark: Mark(secrets.key("document codes", book.code.text)),
            signatory: house.signatory,
            crew: house.printCrew,
            print: { try printer.print($0, variant: "pdf/a-2a") }
        )
        self.press = press
        outbox = Outbox(
            book,
            settings: house.settings,
            courier: house.courier(from: signet),
            press: { await press.deliver($0) }
        )
        inbox = Inbox(book: book, signet: signet, hands: house.hands, key: house.key)
        publisher = try Publisher(
            book,
            secrets: secrets,
            stateFolder: house.settings.secretFile + ".d",
            records: PublicRecords(
                book: book,
                zone: settings.profile.zone,
                definition: { try? shelf.compiled($0).definition }
            ),
            logger: house.logger
        )
        book.watch { [weak self] changes, _ in try self?.follow(changes, staff) }
        book.tell { [weak self] change in self?.frame(of: change) }
        inbox.serve(self)
        outbox.announce { [weak self] message in
            guard let self else { return .failed("the government is closed") }
            return try await self.announce(message)
        }
        press.serve(self)
        outbox.callStrangers { [weak self] message in
            guard let self else { return .failed("the government is closed") }
            return try await message.content.kind == .push ? self.callPush(message) : self.callWebhook(message)
        }
        outbox.restAtNight { [weak self] now in
            guard let settings = self?.settings else { return now }
            return settings.state.post.awake(now, in: settings.profile.zone)
        }
        book.tellWithin { [weak self] changes, turn in try self?.tellWebhooks(changes, in: turn) }
    }

    // MARK: Writing

    /// The receipt of a piece of work, after the commit.
    ///
    /// Throws `Fault.busy` when too many wait, else what the work threw.
    package func submit(_ work: Work) async throws -> Receipt { try await book.submit(work) }

    /// The same for whoever may block its thread: start-up, imports, tests.
    package func submitBlocking(_ work: Work) throws -> Receipt { try book.submitBlocking(work) }

    /// Changes the government's settings: agencies, terms, calendar, parameters.
    ///
    /// Running clocks are planned anew when the
    /// calendar changes.
    package func change(_ command: GovernmentCommand, by caller: Caller) async throws {
        _ = try await submit(
            Work(stream: GovernmentEvent.stream) { turn in
                var state: GovernmentState?
                for fact in try turn.facts(of: GovernmentEvent.stream) {
                    state = evolve(state, try GovernmentEvent(fact: fact))
                }
                let (events, by) = try decide(
                    state,
                    command,
                    in: GovernmentContext(now: turn.now, actor: caller.steering)
                )
                try turn.append(events.map { $0.fact(at: turn.now, by: by) })
                return .null
            }
        )
        if case .changeCalendar = command { try await replanAll() }
    }

    /// Sets the government's map.
    ///
    /// Cases keep the village that they were given.
    package func setRegions(_ file: RegionFile, by caller: Caller) async throws {
        try Permissions.requireSteering(caller, now: outside.now())
        _ = try await submit(
            Work(stream: RegionSource.stream) { turn in
                let document = try turn.keep(file.bytes, kind: "regions")
                let source = RegionSource(document: document, source: file.source, count: file.map.regions.count)
                try turn.append([source.fact(at: turn.now, by: caller.stamp)])
                return .null
            }
        )
    }

    /// Changes an installation: install, localize, upgrade, go live, suspend, resume.
    ///
    /// Definitions named by the command are kept.
    ///
    /// Whether it is entitled is worked out before (Exchange). Throws `DefinitionRefused` when a definition does not compile.
    package func change(
        _ app: AppID,
        _ commands: [InstallationCommand],
        keeping definitions: [Definition] = [],
        by caller: Caller
    ) async throws {
        _ = try await submit(
            Work(stream: InstallationEvent.stream(app)) { turn in
                for definition in definitions { _ = try self.definitions.keep(definition, in: turn) }
                return try self.perform(commands, on: app, by: caller, in: &turn)
            }
        )
    }

    /// The same inside a turn, for those who append other facts with it.
    package func perform(
        _ commands: [InstallationCommand],
        on app: AppID,
        by caller: Caller,
        in turn: inout WriteTurn
    ) throws -> JSON {
        let stream = InstallationEvent.stream(app)
        var state: InstallationState?
        for fact in try turn.facts(of: stream) {
            state = evolve(state, try InstallationEvent(fact: fact), app: app, at: fact.at)
        }
        let context = InstallationContext(now: turn.now, actor: caller.steering, app: app)
        for command in commands {
            let (events, by) = try decide(state, command, in: context)
            for event in events {
                let before = state
                state = evolve(state, event, app: app, at: turn.now)
                guard let hash = (state ?? before)?.release.definition else { continue }
                try turn.append([event.fact(of: app, definition: hash, at: turn.now, by: by)])
            }
        }
        return .null
    }

    /// Installs a definition of the government's own and brings it live.
    package func install(_ definition: Definition, by caller: Caller) async throws {
        let hash = definition.tree.hash
        let release = Release(version: definition.version, base: hash, definition: hash)
        try await change(
            definition.app,
            [.install(release, entitlement: .own), .goLive],
            keeping: [definition],
            by: caller
        )
    }

    /// What changes of staff are checked against.
    package var staffHouse: StaffHouse {
        var roles = Set(Permissions.house.map(\.role))
        for installation in definitions.installations() {
            guard let definition = try? definitions.compiled(installation.release.definition).definition else {
                continue
            }
            roles.formUnion(definition.roles.order)
        }
        return StaffHouse(agencies: settings.state.openAgencies, roles: roles, zone: profile.zone)
    }

    /// Plans the clocks of all open cases anew, after the calendar changed; each case says so in its own story.
    private func replanAll() async throws {
        var key = CaseListKey.start
        while true {
            let after = key
            let lines = try database.read { try CaseFilter().lines(after: after, limit: Limits.pageRowsMax, on: $0) }
            for line in lines {
                guard let id = CaseEvent.caseID(stream: line.stream) else { continue }
                _ = try await submit(try work(.replan, on: id, by: .timer))
            }
            guard let last = lines.last, lines.count == Limits.pageRowsMax else { return }
            key = last.key
        }
    }

    // MARK: After a commit, on the writer's thread

    private func follow(_ changes: [Change], _ staff: StaffDirectory) throws {
        try staff.follow(changes)
        try definitions.follow(changes)
        let isAboutUs = changes.contains { $0.stream == GovernmentEvent.stream || $0.stream == RegionSource.stream }
        if isAboutUs {
            let fresh = try CurrentSettings.read(book.ledger, now: outside.now())
            if let fresh { current.withLock { $0 = fresh } }
        }
        if changes.contains(where: { $0.after?.timers.isEmpty == false }) { timerBell.ring() }
    }

    private func frame(of change: Change) -> Frame? {
        guard let after = change.after else {
            let body = FrameBody.streamChanged(stream: change.stream, type: change.fact.type)
            return Frame(sequence: change.sequence, recorded: change.recorded, body: body)
        }
        var action: ActionID?
        if case .moved(let moved) = change.event { action = moved.action }
        let openness = (try? definitions.compiled(after.definition))?.definition.publication.ledger ?? .sealed
        let told = CaseChange(
            id: after.id,
            number: after.number,
            app: after.app,
            type: change.fact.type,
            action: action,
            from: change.before?.state,
            to: after.state,
            agency: after.agency,
            agencyBefore: change.before?.agency,
            category: after.fields["category"]?.string,
            village: after.village,
            district: after.district,
            version: after.version,
            at: change.at,
            isHistory: change.fact.actor.kind == .importer,
            openness: openness
        )
        return Frame(sequence: change.sequence, recorded: change.recorded, body: .caseChanged(told))
    }

    // MARK: The end

    /// Finishes what waits and lets go of the folder.
    ///
    /// Blocks.
    func close() throws {
        publisher.close()
        try book.close()
    }
}

extension Caller {
    /// Who did something outside a case, as the open part says it.
    var stamp: ActorStamp {
        switch self {
        case .officer(let officer): ActorStamp(kind: .officer, role: Permissions.steward, officer: officer.id)
        case .importer: ActorStamp(kind: .importer)
        case .timer: .timer
        case .node: .node
        case .anonymous, .citizen: ActorStamp(kind: .citizen)
        case .peer(let government, _, _): ActorStamp(kind: .peer, government: government)
        case .bank: ActorStamp(kind: .bank)
        }
    }
}
