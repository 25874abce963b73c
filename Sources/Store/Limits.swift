/// The limits of the store, each with its unit and its reason.
package enum Limits {
    /// Seconds that a connection waits for another one's lock; only backup and checkpoint ever hold one.
    package static let busySeconds = 5.0
    /// Entries that a rebuild or a verification takes at once: 1 MB or so, and one transaction of a rebuild.
    package static let replayBatch = 1_000
    /// Findings that a verification keeps word for word; the rest are counted.
    package static let findingsMax = 100
    /// A list says "1,000+" beyond this: nobody reads an exact larger number, and counting it costs.
    package static let countMax = 1_000
    /// Rows of a page of any list, at most.
    package static let pageMax = 200
    /// Events that the ticker keeps.
    package static let happeningsKept = 1_000
    /// Random bytes of a box's nonce, of a key, of an entry's salt and of a key's name, as Ledger asks for them.
    static let nonceBytes = 12
    static let secretBytes = 32
    static let saltBytes = 32
    static let keyNameBytes = 16
    /// Characters of a case's words that the search index keeps.
    package static let searchCharactersMax = 4_000
    /// Cases in one officer's hands that a list shows: nobody works on more.
    package static let heldMax = 200
    /// Words of a search that count.
    package static let searchWordsMax = 8
}
