package import Civic

/// What identifies an entry, and what a box is bound to: whose book, which place in it, which stream, which event, when.
package struct Seal: Hashable, Sendable {
    /// Whose ledger the entry stands in.
    package let government: RegionCode
    /// The place in the government's ledger: from 1, without gaps.
    package let sequence: Int64
    /// What the event happened to: a case, a register, an agreement.
    package let stream: String
    /// The place in the stream: from 1, without gaps.
    package let version: Int
    /// The kind of event.
    package let type: String
    /// When it happened, as far as is known.
    package let at: Moment
    /// When the ledger took it; never decreases with the sequence.
    package let recorded: Moment

    /// Sequence from 1 to 2^53 - 1, version from 1, stream and type not empty.
    package init(
        government: RegionCode,
        sequence: Int64,
        stream: String,
        version: Int,
        type: String,
        at: Moment,
        recorded: Moment
    ) {
        precondition((1...Limits.sequenceMax).contains(sequence), "a sequence number is from 1 to 2^53 - 1")
        precondition(version >= 1, "the first version of a stream is 1")
        precondition(!stream.isEmpty && !type.isEmpty, "an entry has a stream and a type")
        self.government = government
        self.sequence = sequence
        self.stream = stream
        self.version = version
        self.type = type
        self.at = at
        self.recorded = recorded
    }
}
