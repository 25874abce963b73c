package import Node

/// The LIVE Room: one model of the city now, for wall, console, phone and the public page.
///
/// Lives here: `CityNow`, the figures of this moment with what is usual at this hour; how they are read from counters in one
/// snapshot (`CityReading`); the copy of them that all screens share (`CityBoard`); the age of data (`DataAge`,
/// `SourceSilence`); and the geometry of map and curve, which server and screens draw alike (`MapFrame`, `DayCurve`).
///
/// Never here: the ledger itself (counters and projections only), HTML, sentences, HTTP, any decision about a case. What an
/// outsider may see is decided once, in `CityNow.publicView`.
///
/// Read first: `CityNow.swift`, then `CityReading.swift` and `CityBoard.swift`; `cityBoard(of:)` gives a government's board, the one
/// reader behind all of its screens.
package func cityBoard(of government: Government) -> CityBoard { CityBoard(government) }
