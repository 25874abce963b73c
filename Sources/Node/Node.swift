/// A running node: governments, each with its book, its people, its files, its open screens and its post.
///
/// Here live: the writer that commits all waiting commands as one group; idempotency; the bus; the outbox and the inbox;
/// timers; files and photos; people, sessions and permissions; the public log; start and orderly stop.
///
/// Never here: HTTP, HTML, SQL of projections, rules of an application, a database's own words. Nothing here knows a page.
/// The world (clock, chance, other machines, programs) comes in as one value, `Outside`.
///
/// Read first: `Government`, then `Writer/Writer.swift` and `Writer/WriteTurn.swift`; `Permissions` says who may what.
