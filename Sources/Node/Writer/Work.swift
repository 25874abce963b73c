package import Civic

/// One command for the writer: it runs inside the group's transaction and may be run again if the group has to be
/// split, so it must do nothing but read and write through its turn.
package struct Work: Sendable {
    /// What the command is about: "case/…", "staff/…", "outbox".
    package let stream: String
    package let key: IdempotencyKey?
    /// The command reads projections, and must see what commands before it in the group have done; it costs the group
    /// an intermediate writing of rows.
    package let readsProjections: Bool
    package let run: @Sendable (inout WriteTurn) throws -> JSON

    package init(
        stream: String,
        key: IdempotencyKey? = nil,
        readsProjections: Bool = false,
        run: @escaping @Sendable (inout WriteTurn) throws -> JSON
    ) {
        self.stream = stream
        self.key = key
        self.readsProjections = readsProjections
        self.run = run
    }
}

/// Makes a repeated command harmless: the repeat gets the first receipt, another body gets 422.
///
/// It counts within the government, the caller and the route, for thirty days.
package struct IdempotencyKey: Hashable, Sendable {
    package let key: String
    package let caller: String
    package let route: String
    /// SHA-256 of the body in a form that does not depend on how it was sent.
    package let body: Digest

    package init(_ key: String, caller: String, route: String, body: Digest) throws(Refusal) {
        guard key.utf8.count <= Limits.idempotencyKeyLengthMax, !key.isEmpty else {
            throw .keyTooLong(max: Limits.idempotencyKeyLengthMax)
        }
        self.key = key
        self.caller = caller
        self.route = route
        self.body = body
    }
}

/// Proof that a command is durable: where its last event stands in the ledger.
package struct Receipt: Hashable, Sendable {
    /// Position of the command's last event; 0 when the command recorded no event.
    package let sequence: Int64
    /// Hash of the leaf of that event.
    package let hash: Digest
    package let recorded: Moment
    /// What the command answered.
    package let answer: JSON
    /// True when the command had been done before and this is the first receipt again.
    package let isRepeat: Bool

    package init(sequence: Int64, hash: Digest, recorded: Moment, answer: JSON, isRepeat: Bool = false) {
        self.sequence = sequence
        self.hash = hash
        self.recorded = recorded
        self.answer = answer
        self.isRepeat = isRepeat
    }
}

/// What a citizen or an officer gets for a command on a case.
package struct CaseReceipt: Hashable, Sendable {
    package let id: CaseID
    package let number: CaseNumber
    package let app: AppID
    package let state: StateID
    package let version: Int
    /// The secret path, from the host's root: `/tangerang/lacak/LAKSA-2026-000123?k=…`.
    package let link: String
    package let receipt: Receipt

    package init(
        id: CaseID,
        number: CaseNumber,
        app: AppID,
        state: StateID,
        version: Int,
        link: String,
        receipt: Receipt
    ) {
        self.id = id
        self.number = number
        self.app = app
        self.state = state
        self.version = version
        self.link = link
        self.receipt = receipt
    }
}
