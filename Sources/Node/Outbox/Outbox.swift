package import Civic
import Engine
import Store
import Synchronization

/// The post of one government: messages written in the transaction that called for them, delivered at least once, in order
/// within a subject, with a key that lets the receiver drop repeats.
package final class Outbox: Sendable {
    /// Hands an act to another government and says how that went.
    typealias Courier = @Sendable (PeerMessage) async -> DeliveryOutcome
    /// Tells a payment channel of a bill.
    typealias Announcer = @Sendable (OutboxMessage) async throws -> DeliveryOutcome

    let book: Book
    private let settings: NodeSettings
    private let courier: Courier
    private let announcer = Mutex<Announcer?>(nil)
    private let stranger = Mutex<Announcer?>(nil)
    private let press: @Sendable (OutboxMessage) async -> DeliveryOutcome
    private let rest = Mutex<(@Sendable (Moment) -> Moment)?>(nil)
    let bell = Bell()
    let laneBell = Bell()

    init(
        _ book: Book,
        settings: NodeSettings,
        courier: @escaping Courier,
        press: @escaping @Sendable (OutboxMessage) async -> DeliveryOutcome
    ) {
        self.book = book
        self.settings = settings
        self.courier = courier
        self.press = press
        book.watch { [bell, laneBell] _, hasPosted in
            guard hasPosted else { return }
            bell.ring()
            laneBell.ring()
        }
    }

    /// Says who brings bills to payment channels; once, when the government opens.
    func announce(through announcer: @escaping Announcer) { self.announcer.withLock { $0 = announcer } }

    /// Says who brings messages to strangers; once, when the government opens.
    func callStrangers(through caller: @escaping Announcer) { stranger.withLock { $0 = caller } }

    /// Says when a citizen may be told of something, given the present; once, when the government opens.
    func restAtNight(until awake: @escaping @Sendable (Moment) -> Moment) { rest.withLock { $0 = awake } }

    // MARK: Reading

    /// What was sent about a case, the newest first, with the attempts of each that needed more than one.
    package func messages(about id: CaseID) throws -> [(message: OutboxMessage, attempts: [Attempt])] {
        let stream = CaseEvent.stream(id)
        // Everything at or below the stream's name; the character after the slash bounds it.
        let values: KeyValuePairs<String, SQLValue> = [
            "subject": .text(stream), "beyond": .text(stream + "0"), "limit": .int(Limits.messagesShown),
        ]
        return try book.database.read { connection in
            try connection.rows(OutboxTable.ofSubject, values).map { row in
                let state = OutboxMessage.State(rawValue: try row.text("state")) ?? .waiting
                let message = try message(row, state: state, outcome: try row.text("outcome"))
                let attempts = try connection.rows(OutboxTable.attempts, ["id": .text(message.id)]).map {
                    Attempt(number: Int(try $0.int("number")), at: try $0.moment("at"), outcome: try $0.text("outcome"))
                }
                return (message, attempts)
            }
        }
        .sorted { $0.message.place > $1.message.place }
    }

    /// The latest messages of a kind, newest first: what the demo's page of messages and the desk's notices show.
    package func messages(_ kind: OutboxMessage.Kind, before place: Int64? = nil, limit: Int = 50) throws
        -> [OutboxMessage]
    {
        let limit = min(limit, Limits.pageRowsMax)
        return try read(
            OutboxTable.latest,
            ["kind": .text(kind.rawValue), "before": .int(place ?? .max), "limit": .int(limit)]
        )
    }

    /// Messages that were given up; a steward sees them and may send them again.
    package func deadLetters(limit: Int = 50) throws -> [OutboxMessage] {
        try read(OutboxTable.dead, ["limit": .int(min(limit, Limits.pageRowsMax))])
    }

    private func read(_ statement: Statement, _ values: KeyValuePairs<String, SQLValue>) throws -> [OutboxMessage] {
        let rows = try book.database.read { try $0.rows(statement, values) }
        return try rows.map { row in
            let state = OutboxMessage.State(rawValue: try row.text("state")) ?? .waiting
            return try message(row, state: state, outcome: try row.text("outcome"))
        }
    }

    func message(_ row: Row, state: OutboxMessage.State, outcome: String) throws -> OutboxMessage {
        let id = try row.text("id")
        let plain = try book.vault.open(try row.blob("content"), place: "outbox/" + id)
        guard let content = OutboxMessage.Content(json: try JSON(parsing: plain)) else {
            throw Fault.damaged("The message \(id) in the outbox can't be read.")
        }
        return OutboxMessage(
            id: id,
            place: try row.int("place"),
            subject: try row.text("subject"),
            content: content,
            made: try row.moment("made"),
            attempts: Int(try row.int("attempts")),
            state: state,
            outcome: outcome
        )
    }

    /// Tries a dead letter again.
    package func revive(_ id: String) async throws {
        _ = try await book.submit(
            Work(stream: "outbox") { turn in
                try turn.run(OutboxTable.revive, ["now": .moment(turn.now), "id": .text(id)])
                return .null
            }
        )
        bell.ring()
        laneBell.ring()
    }

    // MARK: Delivering

    /// Delivers what is due, one message of each subject, and gives how many were tried.
    @discardableResult
    package func deliverDue() async throws -> Int {
        let now = book.outside.now()
        let values: KeyValuePairs<String, SQLValue> = ["now": .moment(now), "limit": .int(Limits.deliveryBatch)]
        let rows = try book.database.read { try $0.rows(OutboxTable.due, values) }
        guard !rows.isEmpty else { return 0 }
        let due = try rows.map { try message($0, state: .waiting, outcome: "") }
        let settled = await withTaskGroup(of: (OutboxMessage, Settlement).self) { group in
            for message in due {
                group.addTask { (message, await self.settlement(of: message)) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        try await settle(settled)
        return due.count
    }

    /// Attempts a message and says what becomes of it; nobody's phone rings at night, not even when a day's message is late.
    func settlement(of message: OutboxMessage) async -> Settlement {
        let night = message.isNews ? rest.withLock { $0 } : nil
        let now = book.outside.now()
        if let night, night(now) > now { return .postponed(message, to: night(now)) }
        let outcome = await attempt(message)
        return Settlement(
            after: outcome,
            attempts: message.attempts,
            now: book.outside.now(),
            plan: RetryPlan(for: message.content.kind)
        )
    }

    func settle(_ settled: [(OutboxMessage, Settlement)]) async throws {
        _ = try await book.submit(
            Work(stream: "outbox") { turn in
                for (message, settlement) in settled { try Self.write(settlement, of: message, in: turn) }
                return .null
            }
        )
    }

    static func write(_ settlement: Settlement, of message: OutboxMessage, in turn: WriteTurn) throws {
        try turn.run(
            OutboxTable.settle,
            [
                "state": .text(settlement.state.rawValue), "attempts": .int(settlement.attempts),
                "due": .moment(settlement.due), "outcome": .text(settlement.outcome), "place": .int(message.place),
            ]
        )
        // What was taken at once needs no story beside its own row.
        if settlement.attempts == message.attempts || settlement.state == .delivered && message.attempts == 0 { return }
        try turn.run(
            OutboxTable.attempt,
            [
                "id": .text(message.id), "number": .int(settlement.attempts), "at": .moment(turn.now),
                "outcome": .text(settlement.outcome),
            ]
        )
    }

    func attempt(_ message: OutboxMessage) async -> DeliveryOutcome {
        do {
            switch message.content.kind {
            case .desk: return .taken("meja")
            case .document: return await press(message)
            case .message: return try await toGateway(message)
            case .email: return try await toMailServer(message)
            case .payable:
                guard let announcer = announcer.withLock({ $0 }) else { return .failed("no payment channels yet") }
                return try await announcer(message)
            case .webhook, .push:
                guard let stranger = stranger.withLock({ $0 }) else { return .failed("the government is opening") }
                return try await stranger(message)
            case .government:
                guard let code = try? RegionCode(message.content.to) else {
                    return .refused("\(message.content.to) is no government's code")
                }
                return await courier(
                    PeerMessage(
                        id: message.id,
                        from: book.code,
                        to: code,
                        type: message.content.title,
                        made: message.made,
                        body: message.content.body
                    )
                )
            }
        } catch let fault as Fault {
            return .failed(fault.message(.en))
        } catch {
            return .failed("\(error)")
        }
    }

    /// The gateway port: one JSON object by POST, the message's id as its `Idempotency-Key`.
    private func toGateway(_ message: OutboxMessage) async throws -> DeliveryOutcome {
        guard let gateway = settings.gateway else { return .taken("halaman pesan demo") }
        let body: JSON = [
            "id": .string(message.id), "to": .string(message.content.to), "text": .string(message.content.text),
            "channels": ["whatsapp", "sms"],
        ]
        let answer = try await book.outside.send(
            Errand(
                url: gateway,
                headers: ["Content-Type": "application/json", "Idempotency-Key": message.id],
                body: body.canonical
            )
        )
        return DeliveryOutcome(status: answer.status, receiver: "gateway")
    }

    private func toMailServer(_ message: OutboxMessage) async throws -> DeliveryOutcome {
        guard let server = settings.mailServer else { return .taken("halaman pesan demo") }
        try await book.outside.mail(
            Letter(
                from: server.sender,
                to: message.content.to,
                subject: message.content.title,
                text: message.content.letter,
                key: message.id,
                unsubscribe: message.content.unsubscribe
            ),
            server
        )
        return .taken("\(server.host)")
    }

    /// When the next message is due; nil: none waits.
    func nextDue() throws -> Moment? {
        try book.database.read { try $0.row(OutboxTable.nextDue)?.moment("due") }
    }

    /// Forgets messages that were called for more than a month ago and delivered; they hold phones.
    func sweep() async throws {
        let before = book.outside.now() - .days(30)
        var after: Int64? = 0
        while let place = after { after = try await sweepPage(after: place, before: before) }
    }

    /// One page of the oldest; where the next begins, nil when the rest is younger.
    private func sweepPage(after place: Int64, before: Moment) async throws -> Int64? {
        let limit = Limits.pageRowsMax
        let values: KeyValuePairs<String, SQLValue> = ["after": .int(place), "limit": .int(limit)]
        let rows = try book.database.read { try $0.rows(OutboxTable.oldest, values) }
        let old = try rows.filter { try $0.moment("made") < before }
        let over = try old.filter { try $0.text("state") == OutboxMessage.State.delivered.rawValue }
        let places = try over.map { try $0.int("place") }
        if !places.isEmpty {
            _ = try await book.submit(
                Work(stream: "outbox") { turn in
                    for place in places { try turn.run(OutboxTable.delete, ["place": .int(place)]) }
                    return .null
                }
            )
        }
        return old.count == limit ? try old.last?.int("place") : nil
    }
}
